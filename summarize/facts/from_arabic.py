"""The facts of Arabic text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, partial

from summarize.facts.arabic_forms import ABOUT
from summarize.facts.arabic_measures import dual_unit_at, unit_of_one
from summarize.facts.arabic_names import DECADE, NAMES, century_at, named_at
from summarize.facts.arabic_numbers import Number, number_at
from summarize.facts.arabic_times import clock_at, spoken_time_at
from summarize.facts.arabic_units import CURRENCY, and_a_half, measured, with_noun
from summarize.facts.arabic_words import word_of
from summarize.facts.dates import dates, maybe_months
from summarize.facts.duals import VOWELED_DUAL, dual_at, dual_form
from summarize.facts.hijri import with_gregorian
from summarize.facts.ranges import linked, summed
from summarize.facts.record import Fact, Kind, Value
from summarize.facts.tokens import Token, arabic_tokens

_RANGE = re.compile(
    r"\s*[-–—/]\s*|\s+(?:و|او|أو|الى|إلى|الي|حتى)\s*(?:ال|ل|نحو\s)?\s*|\s+(?=و)"
)
_AND = re.compile(r"\s+(?:و\s*|(?=و))")
_DUAL_CURRENCY = {
    name: unit
    for name, unit in CURRENCY.items()
    if name.endswith(("ان", "ين")) and unit not in ("yen", "toman")
}
_DOUBLE = re.compile(
    "[وفسلب]?(?:[يتن]?ت?ضاعف.{0,3}|(?:ال)?(?:مضاعف|مزدوج|ازدواج).*|(?:ال)?ضعفا?|ضعفين?)"
)
_WITHOUT = frozenset({"دون", "بدون", "بلا"})
_LIFE = frozenset({"العقد", "عقدها", "عقده"})


def arabic_facts(text: str) -> list[Fact]:
    """What the text states, in its order; ambiguous words give every reading."""
    return list(_facts(text))


@lru_cache(maxsize=1024)
def _facts(text: str) -> tuple[Fact, ...]:
    dated = dates(text)
    facts = [fact for parts in dated for fact in parts] + maybe_months(text)
    spans = [range(parts[0].start, parts[-1].end) for parts in dated]
    tokens = arabic_tokens(text)
    voweled = VOWELED_DUAL in text
    at = 0
    while at < len(tokens):
        token, end = tokens[at], at + 1
        likely = voweled or token.value is not None or _starts(token.word)
        if likely and not any(token.start in span for span in spans):
            found, end = _at(text, tokens, at)
            facts.extend(found)
        at = max(end, at + 1)
    facts.sort(key=lambda fact: (fact.start, fact.end))
    facts = summed(text, linked(text, facts, _RANGE), _AND)
    return tuple(with_gregorian(text, facts))


@lru_cache(maxsize=65536)
def _starts(word: str) -> bool:
    """Whether a fact may begin with a word: most words need no closer look."""
    if word in NAMES or word in _DUAL_CURRENCY or word in _WITHOUT or word_of(word):
        return True
    return bool(dual_form(word) or unit_of_one(word) or _DOUBLE.fullmatch(word))


def _at(text: str, tokens: Sequence[Token], at: int) -> tuple[list[Fact], int]:
    """The facts that begin at a token, and where reading goes on."""
    fact = partial(_fact, text, tokens, at)
    time = clock_at(tokens, at)
    if time:
        return [fact("time", Fraction(time[0]), time[1])], time[1]
    found: list[Fact] = []
    spoken = spoken_time_at(tokens, at)
    if spoken:
        found.append(fact("time", Fraction(spoken[0]), spoken[1]))
    named = named_at(tokens, at)
    if named:
        kind, name, end = named
        if name == "monday":  # it is also "the two"
            found.append(fact("number", Fraction(2), end))
        return [*found, fact(kind, name, end)], end
    word = tokens[at].word
    if word in DECADE:
        year = century_at(tokens, at + 1) + DECADE[word]
        found.append(fact("year", Fraction(year), at + 1, "decade"))
    number = number_at(tokens, at)
    if number is None:
        return (found, at + 1) if found else _by_form(text, tokens, at)
    if number.ordinal and at and tokens[at - 1].word in _LIFE:
        value = (number.value - 1) * 10  # the fourth decade of a life: the thirties
        found.append(fact("year", value, number.end, "decade"))
    counted = number if number.dual else with_noun(tokens, number)
    of = measured(tokens, at, counted, number.end)
    values = [value / of.per for value in (counted.value, *counted.others)]
    read = fact(of.kind, values[0], of.end, of.unit, tuple(values[1:]), of.first)
    found.append(replace(read, implied=number.dual))
    found += _parts(text, tokens, read, counted.value - number.value, counted.end)
    return found, counted.end if of.kind == "money" else of.end


def _by_form(text: str, tokens: Sequence[Token], at: int) -> tuple[list[Fact], int]:
    """What a noun says with no number: one and a half, two by its dual, double."""
    word, end = tokens[at].word, at + 1
    kind: Kind = "number"
    value, unit = Fraction(2), None
    half = and_a_half(tokens, at)
    if half:
        value, end, unit = *half, unit_of_one(word)
    elif word in _DUAL_CURRENCY:
        two = with_noun(tokens, Number(value, end, dual=True))
        kind, unit, value, end = "money", _DUAL_CURRENCY[word], two.value, two.end
    elif word in _WITHOUT and end < len(tokens) and tokens[end].word == "مقابل":
        value, end = Fraction(0), end + 1  # by two goals for nothing
    elif _DOUBLE.fullmatch(word):
        unit = "fold"
    elif dual_at(text, tokens, at):
        two = with_noun(tokens, Number(value, end, dual=True))
        of = measured(tokens, at, two, end)
        kind, unit, end, value = of.kind, of.unit, of.end, two.value / of.per
        two_units = dual_unit_at(tokens, at)
        if two_units:
            kind, unit, end = "number", two_units[0], max(two.end, two_units[1])
    else:
        return [], end
    fact = _fact(text, tokens, at, kind, value, end, unit, implied=half is None)
    return [fact, *_parts(text, tokens, fact, value % 1, end)], end


def _parts(
    text: str, tokens: Sequence[Token], whole: Fact, part: Fraction, end: int
) -> list[Fact]:
    """The quarter of an hour and a quarter: in English it may stand for itself."""
    if not part or not whole.unit or whole.kind != "number":
        return []
    at = end - 1
    return [_fact(text, tokens, at, "number", part, end, whole.unit, implied=True)]


def _fact(
    text: str,
    tokens: Sequence[Token],
    at: int,
    kind: Kind,
    value: Value,
    end: int,
    unit: str | None = None,
    others: tuple[Value, ...] = (),
    first: int | None = None,
    *,
    implied: bool = False,
) -> Fact:
    first = at if first is None else first
    start, stop = tokens[first].start, tokens[end - 1].end
    about = any(token.word in ABOUT for token in tokens[max(0, at - 3) : first])
    said = text[start:stop]
    return Fact(kind, value, unit, start, stop, said, about, others, implied)
