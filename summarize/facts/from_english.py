"""The facts of English text."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from summarize.facts.dates import dates
from summarize.facts.english_names import NAMES, named_at
from summarize.facts.english_numbers import Number, number_at
from summarize.facts.english_times import time_at
from summarize.facts.english_units import and_a_half, measured, with_part
from summarize.facts.english_words import (
    ABOUT,
    BASE_MULTIPLES,
    DECADES,
    FIRST_OF,
    MULTIPLES,
    ONES,
    ORDINALS,
    PARTS,
    SCALES,
    TENS,
)
from summarize.facts.ranges import linked, summed
from summarize.facts.record import Fact, Kind, Value
from summarize.facts.tokens import Token, english_tokens, low

_RANGE = re.compile(r"\s*[-–—/]\s*|\s+(?:to|and|or)\s+")
_AND = re.compile(r"\s+(?:and\s+)?|,\s+")
_STARTS = frozenset({"a", "an"}).union(
    NAMES, ONES, TENS, ORDINALS, PARTS, SCALES, DECADES, MULTIPLES
)
_BEFORE_VERB_TEXT = "to will would could may might should can must"
_BEFORE_NOUN_TEXT = "the both of in into first second equal their his its -"
_BEHIND_NOUN_TEXT = "of over and or in at by with on to as is are was were"
_BEFORE_VERB = frozenset(_BEFORE_VERB_TEXT.split())
_BEFORE_NOUN = frozenset(_BEFORE_NOUN_TEXT.split())
_BEHIND_NOUN = frozenset(_BEHIND_NOUN_TEXT.split())
_OWNERS = ("the", "his", "her", "its", "their")


def english_facts(text: str) -> list[Fact]:
    """What the text states, in its order; "one", "first" and vague words are left."""
    return list(_facts(text))


@lru_cache(maxsize=1024)
def _facts(text: str) -> tuple[Fact, ...]:
    dated = dates(text)
    facts = [fact for parts in dated for fact in parts]
    spans = [range(parts[0].start, parts[-1].end) for parts in dated]
    tokens = english_tokens(text)
    at = 0
    while at < len(tokens):
        token, end = tokens[at], at + 1
        likely = token.value is not None or token.word.lower() in _STARTS
        if likely and not any(token.start in span for span in spans):
            found, end = _at(text, tokens, at)
            facts.extend([found] if found else [])
        at = max(end, at + 1)
    if dated:
        facts.sort(key=lambda fact: fact.start)
    return tuple(summed(text, linked(text, facts, _RANGE), _AND))


def _at(text: str, tokens: Sequence[Token], at: int) -> tuple[Fact | None, int]:
    """The fact that begins at a token, if any, and where reading goes on."""

    def fact(
        kind: Kind,
        value: Value,
        end: int,
        unit: str | None = None,
        others: tuple[Value, ...] = (),
        first: int = at,
    ) -> Fact:
        start, stop = tokens[first].start, tokens[end - 1].end
        about = any(low(tokens, at - back) in ABOUT for back in (1, 2, 3))
        return Fact(kind, value, unit, start, stop, text[start:stop], about, others)

    word = low(tokens, at)
    time = time_at(tokens, at)
    if time:
        return fact("time", Fraction(time[0]), time[1]), time[1]
    named = named_at(tokens, at)
    if named:
        return fact(named[0], named[1], named[2]), named[2]
    if word in DECADES:
        return fact("year", Fraction(DECADES[word]), at + 1, "decade"), at + 1
    if _multiple(tokens, at):
        return fact("number", Fraction(MULTIPLES[word]), at + 1, "times"), at + 1
    half = and_a_half(tokens, at)
    if half:
        return fact("number", half[0], half[2], half[1]), half[2]
    number = number_at(tokens, at)
    if number is None:
        return None, at + 1
    end = _decade(tokens, number)
    if end:
        return fact("year", number.value, end, "decade"), end
    of = with_part(tokens, measured(tokens, at, number))
    if of.kind == "number" and _vague(tokens, at, number):
        return None, of.end
    return fact(of.kind, of.value, of.end, of.unit, of.others, of.first), of.end


def _multiple(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is a verb that multiplies: it halves, but not two halves."""
    word, before = low(tokens, at), low(tokens, at - 1)
    if word in BASE_MULTIPLES:
        return before in _BEFORE_VERB
    if word != "halves":
        return word in MULTIPLES
    noun = before in ONES or before in _BEFORE_NOUN
    after = low(tokens, at + 1)
    return not noun and after.isalnum() and after not in _BEHIND_NOUN


def _decade(tokens: Sequence[Token], number: Number) -> int:
    """Where a decade ends, 1990s or thirty-something, or 0."""
    end = number.end
    tens = number.value % 10 == 0 and (number.value > 1000 or 10 < number.value < 100)
    if not tens or end >= len(tokens) or tokens[end].gap:
        return 0
    if number.digits and low(tokens, end) == "s":
        return end + 1
    something = low(tokens, end) == "-" and low(tokens, end + 1) == "something"
    return end + 2 if something else 0


def _vague(tokens: Sequence[Token], at: int, number: Number) -> bool:
    """Whether the words say less than a number: one, first, a second."""
    if number.digits or number.value.denominator != 1:
        return False
    if number.value == 1:
        counted = low(tokens, number.end) in FIRST_OF
        return not (low(tokens, at) == "first" and counted and _owned(tokens, at))
    if low(tokens, at) in ("second", "seconds"):
        return not _owned(tokens, at)
    return False


def _owned(tokens: Sequence[Token], at: int) -> bool:
    return low(tokens, at - 1) in _OWNERS
