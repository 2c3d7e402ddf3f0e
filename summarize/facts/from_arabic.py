"""The facts of Arabic text."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from summarize.facts.arabic_forms import ABOUT, DECADES
from summarize.facts.arabic_numbers import Number, number_at, word_at
from summarize.facts.arabic_times import clock_at, spoken_time_at
from summarize.facts.arabic_units import (
    CURRENCY,
    LEADS,
    and_a_half,
    dates,
    measured,
    prefixed,
    with_noun,
)
from summarize.facts.duals import like_dual
from summarize.facts.names import (
    ARABIC_MONTHS,
    ARABIC_WEEKDAYS,
    HIJRI,
)
from summarize.facts.ranges import linked
from summarize.facts.record import Fact, Kind, Value
from summarize.facts.tokens import Token, arabic_tokens

_RANGE = re.compile(
    r"\s*[-–—/]\s*|\s+(?:و|او|أو|الى|إلى|الي|حتى)\s*(?:الـ|ال|لـ|ـ|نحو\s)?\s*|\s+(?=و)"
)
_MONTH = prefixed(ARABIC_MONTHS | HIJRI, article=False)
_WEEKDAY = prefixed(ARABIC_WEEKDAYS, article=False)
_BARE_DAY = {name[2:]: day for name, day in ARABIC_WEEKDAYS.items()}
_DECADE = {
    lead + article + name: value
    for lead in LEADS
    for article in ("", "ال")
    for name, value in DECADES.items()
}
_DUAL_CURRENCY = {
    name: unit
    for name, unit in CURRENCY.items()
    if name.endswith(("ان", "ين")) and unit not in ("yen", "toman")
}


def arabic_facts(text: str) -> list[Fact]:
    """What the text states, in its order; ambiguous words give every reading."""
    tokens = arabic_tokens(text)
    facts: list[Fact] = []
    at = 0
    while at < len(tokens):
        found, end = _at(text, tokens, at)
        facts.extend(found)
        at = max(end, at + 1)
    facts.extend(dates(text))
    facts.sort(key=lambda fact: (fact.start, fact.end))
    return linked(text, facts, _RANGE)


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
    named = _named(tokens, at)
    if named:
        kind, name, end = named
        if name == "monday":  # it is also "the two"
            found.append(fact("number", Fraction(2), end))
        return [*found, fact(kind, name, end)], end
    word = tokens[at].word
    if word in _DECADE:
        found.append(fact("year", Fraction(_DECADE[word]), at + 1, "decade"))
    if word in _DUAL_CURRENCY:
        found.append(fact("money", Fraction(2), at + 1, _DUAL_CURRENCY[word]))
    number = number_at(tokens, at)
    if number is None:
        half = and_a_half(tokens, at)
        if half:
            found.append(fact("number", half[0], half[1]))
        elif not found and like_dual(word):
            two = with_noun(tokens, Number(Fraction(2), at + 1, dual=True))
            found.append(fact("number", two.value, two.end))
        return found, at + 1
    if number.ordinal and at and tokens[at - 1].word in ("العقد", "عقدها", "عقده"):
        value = (number.value - 1) * 10  # the fourth decade of a life: the thirties
        found.append(fact("year", value, number.end, "decade"))
    if not number.dual or word.endswith(("ين", "ان")):
        number = with_noun(tokens, number)
    kind, unit, end, first = measured(tokens, at, number)
    found.append(fact(kind, number.value, end, unit, number.others, first))
    return found, end if kind == "percent" else number.end


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
) -> Fact:
    first = at if first is None else first
    start, stop = tokens[first].start, tokens[end - 1].end
    about = any(token.word in ABOUT for token in tokens[max(0, at - 3) : first])
    return Fact(kind, value, unit, start, stop, text[start:stop], about, others)


def _named(tokens: Sequence[Token], at: int) -> tuple[Kind, str, int] | None:
    """A month of one word or two, or a weekday."""
    word = tokens[at].word
    if at + 1 < len(tokens):
        pair = f"{word}_{tokens[at + 1].word}"
        if pair in _MONTH:
            return "month", _MONTH[pair], at + 2
    if word in _MONTH:
        return "month", _MONTH[word], at + 1
    if word in _WEEKDAY:
        after = word_at(tokens, at + 1)
        if (
            after
            and after.role in ("ten", "tens")
            and (after.joined or word == "الاحد")
        ):
            return None
        return "weekday", _WEEKDAY[word], at + 1
    bare = _BARE_DAY.get(word)
    if bare and (at and tokens[at - 1].word in ("يوم", "كل") or bare == "friday"):
        return "weekday", bare, at + 1
    return None
