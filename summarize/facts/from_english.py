"""The facts of English text."""

import re
from collections.abc import Sequence
from fractions import Fraction

from summarize.facts.english_numbers import Number, number_at
from summarize.facts.english_times import time_at
from summarize.facts.english_words import ABOUT, BEFORE_CURRENCY, DECADES, SHORT_SCALES
from summarize.facts.names import (
    ENGLISH_CURRENCIES,
    ENGLISH_HIJRI,
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    SYMBOLS,
)
from summarize.facts.ranges import linked
from summarize.facts.record import Fact, Kind, Value
from summarize.facts.tokens import Token, english_tokens, low

_RANGE = re.compile(r"\s*[-–—/]\s*|\s+(?:to|and|or)\s+")
_PERCENT = (
    "%",
    "percent",
    "pct",
    "per cent",
    "percentage point",
    "percentage points",
    "of one percent",
    "of 1 percent",
    "of one per cent",
    "a percentage point",
    "of a percentage point",
    "of one percentage point",
)


def english_facts(text: str) -> list[Fact]:
    """What the text states, in its order; "one", "first" and vague words are left."""
    tokens = english_tokens(text)
    facts: list[Fact] = []
    at = 0
    while at < len(tokens):
        found, end = _at(text, tokens, at)
        if found:
            facts.append(found)
        at = max(end, at + 1)
    return linked(text, facts, _RANGE)


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

    token = tokens[at]
    time = time_at(tokens, at)
    if time:
        return fact("time", Fraction(time[0]), time[1]), time[1]
    named = _named(tokens, at)
    if named:
        return fact(named[0], named[1], at + 1), at + 1
    if token.word in DECADES:
        return fact("year", Fraction(DECADES[token.word]), at + 1, "decade"), at + 1
    number = number_at(tokens, at)
    if number is None:
        return None, at + 1
    if number.digits and low(tokens, number.end) == "s" and _decade(tokens, number):
        return fact("year", number.value, number.end + 1, "decade"), number.end + 1
    kind, unit, end, value, others, first = _measured(tokens, at, number)
    if kind == "number" and _vague(tokens, at, number):
        return None, end
    return fact(kind, value, end, unit, others, first), end


def _decade(tokens: Sequence[Token], number: Number) -> bool:
    glued = not tokens[number.end].gap
    return (
        glued and number.value % 10 == 0 and (number.value > 1000 or number.value < 100)
    )


def _vague(tokens: Sequence[Token], at: int, number: Number) -> bool:
    """Whether the words say less than a number: one, first, a second."""
    if number.digits or number.value.denominator != 1:
        return False
    if number.value == 1:
        return True
    if low(tokens, at) in ("second", "seconds"):
        return low(tokens, at - 1) not in ("the", "his", "her", "its", "their")
    return False


def _named(tokens: Sequence[Token], at: int) -> tuple[Kind, str] | None:
    """A month or a weekday; may and march only where they cannot be verbs."""
    token = tokens[at]
    if not token.word[0].isupper():
        return None
    word = token.word.lower()
    if word in ENGLISH_WEEKDAYS:
        return "weekday", ENGLISH_WEEKDAYS[word]
    if word in ENGLISH_HIJRI:
        return "month", ENGLISH_HIJRI[word]
    month = ENGLISH_MONTHS.get(word)
    if month is None:
        return None
    if word in ("may", "march"):
        first = at == 0 or tokens[at - 1].word in ('"', "“", ".", ":", "?", "!")
        dated = at + 1 < len(tokens) and tokens[at + 1].value is not None
        if first and not dated and low(tokens, at + 1) not in ("and", "to", "'"):
            return None
    if len(word) == 3 and word not in ("may",):
        after = low(tokens, at + 1)
        dated = at + 1 < len(tokens) and tokens[at + 1].value is not None
        if after != "." and not dated:
            return None
    return "month", month


def _measured(
    tokens: Sequence[Token], at: int, number: Number
) -> tuple[Kind, str | None, int, Fraction, tuple[Value, ...], int]:
    """What the number counts: kind, unit, end, value, other values, beginning."""
    end, value, first = number.end, number.value, at
    others: tuple[Value, ...] = number.others
    glued = end < len(tokens) and not tokens[end].gap
    symbol = SYMBOLS.get(tokens[at - 1].word) if at else None
    short = low(tokens, end)
    if number.digits and short in SHORT_SCALES and (glued or symbol or short == "bn"):
        scale = SHORT_SCALES[short]
        if symbol or short in ("bn", "tn", "mn"):
            value, end = value * scale, end + 1
        else:
            others += (value * scale,)
    if symbol:
        return "money", symbol, end, value, others, at - 1
    following = [low(tokens, place) for place in range(end, end + 5)]
    if following[0] == "-":
        end, following = end + 1, [*following[1:], ""]
    behind = _percent(following)
    if behind:
        return "percent", None, end + behind, value, others, first
    for place, word in enumerate(following[:4]):
        unit = ENGLISH_CURRENCIES.get(word)
        if unit and not number.ordinal:
            return "money", unit, end + place + 1, value, others, first
        if word not in BEFORE_CURRENCY:
            break
    end = number.end if value == number.value else end
    year = 1000 <= value < 2200 and number.digits and tokens[at].word.isdecimal()
    plain = not number.ordinal and not number.scaled and len(tokens[at].word) == 4
    if year and plain:
        return "year", None, end, value, others, first
    return "number", None, end, value, others, first


def _percent(following: Sequence[str]) -> int:
    """How many words say that the number before them is a percentage."""
    text = " ".join(following) + " "
    for words in _PERCENT:
        if text.startswith(words + " "):
            return words.count(" ") + 1
    return 0
