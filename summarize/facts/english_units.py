"""What an English number counts: percent, money, years, units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from summarize.facts.currencies import ENGLISH_CURRENCIES, SYMBOLS
from summarize.facts.english_numbers import Number, and_a_part
from summarize.facts.english_words import (
    BEFORE_CURRENCY,
    BEFORE_UNIT,
    PARTS,
    SHORT_SCALES,
)
from summarize.facts.record import Kind, Value
from summarize.facts.tokens import Token, low
from summarize.facts.units import ENGLISH_UNITS, UNITS

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
_BASIS = ("basis point", "basis points")
_SHAPES = {
    "square": "square",
    "sq": "square",
    "cubic": "cubic",
    "cu": "cubic",
    "nautical": "nautical",
}
_POWERS = {"2": "square", "\u00b2": "square", "3": "cubic", "\u00b3": "cubic"}
_GLUED = ("second", "foot", "time")  # units only behind a hyphen: a 10-second lead
_HEAT = {
    "c": "celsius",
    "celsius": "celsius",
    "centigrade": "celsius",
    "f": "fahrenheit",
    "fahrenheit": "fahrenheit",
}
_MOST_BETWEEN = 4  # words between a number and its unit


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number is: its kind, unit and values, and the tokens that say so."""

    kind: Kind
    unit: str | None
    first: int
    end: int
    value: Fraction
    others: tuple[Value, ...]


def measured(tokens: Sequence[Token], at: int, number: Number) -> Measure:
    """What the number at a place counts."""
    symbol = SYMBOLS.get(tokens[at - 1].word) if at else None
    value, others, end = _scaled(tokens, number, money=symbol is not None)
    if symbol:
        return Measure("money", symbol, at - 1, end, value, others)
    after = end + (low(tokens, end) == "-")
    following = [low(tokens, place) for place in range(after, after + 5)]
    behind = _words(following, _PERCENT)
    if behind:
        return Measure("percent", None, at, after + behind, value, others)
    behind = _words(following, _BASIS)
    if behind:
        return Measure("percent", None, at, after + behind, value / 100, others)
    for place, word in enumerate(following[:4]):
        currency = ENGLISH_CURRENCIES.get(word)
        if currency and not number.ordinal:
            return Measure("money", currency, at, after + place + 1, value, others)
        if word not in BEFORE_CURRENCY:
            break
    unit = _unit_at(tokens, after, part=value < 1)
    if unit:
        return Measure("number", unit[0], at, unit[1], value, others)
    end = end if value != number.value else number.end
    plain = not number.ordinal and not number.scaled and len(tokens[at].word) == 4
    year = 1000 <= value < 2200 and number.digits and tokens[at].word.isdecimal()
    kind: Kind = "year" if year and plain else "number"
    return Measure(kind, None, at, end, value, others)


def and_a_half(tokens: Sequence[Token], at: int) -> tuple[Fraction, str, int] | None:
    """A year and a half: its value and unit, and where it ends."""
    unit = ENGLISH_UNITS.get(low(tokens, at + 1))
    words = [low(tokens, place) for place in (at, at + 2, at + 3, at + 4)]
    if unit in (None, "second") or words[0] not in ("a", "an", "one"):
        return None
    if words[1:3] != ["and", "a"] or words[3] not in ("half", "quarter"):
        return None
    return 1 + PARTS[words[3]], unit, at + 5


def with_part(tokens: Sequence[Token], of: Measure) -> Measure:
    """Two years and a half: the half stands behind the unit."""
    value, end = and_a_part(tokens, of.end, of.value)
    behind = low(tokens, end) in ("of", "-") or end == of.end
    if behind or not of.unit or of.kind != "number" or of.value.denominator != 1:
        return of
    return replace(of, value=value, end=end)


def _scaled(
    tokens: Sequence[Token], number: Number, *, money: bool
) -> tuple[Fraction, tuple[Value, ...], int]:
    """The value with a short scale behind it: 5bn; 100m may be metres too."""
    end, others = number.end, number.others
    short = low(tokens, end)
    glued = end < len(tokens) and not tokens[end].gap
    if not number.digits or short not in SHORT_SCALES:
        return number.value, others, end
    scale = SHORT_SCALES[short]
    if money or short in ("bn", "tn", "mn"):
        return number.value * scale, others, end + 1
    return number.value, (*others, number.value * scale) if glued else others, end


def _words(following: Sequence[str], choices: Sequence[str]) -> int:
    """How many words of what follows are one of the choices."""
    text = " ".join(following) + " "
    for words in choices:
        if text.startswith(words + " "):
            return words.count(" ") + 1
    return 0


def _unit_at(tokens: Sequence[Token], at: int, *, part: bool) -> tuple[str, int] | None:
    """The unit that a number is followed by, and where it ends."""
    shape = ""
    for place in range(at, min(at + _MOST_BETWEEN, len(tokens))):
        word = low(tokens, place)
        if word in _SHAPES:
            shape = _SHAPES[word]
        elif word not in BEFORE_UNIT and not (part and word in ("a", "an", "of")):
            return _heat(tokens, place) or _named(tokens, place, shape)
    return None


def _heat(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Degrees: 30 C, 30 \u00b0C, 30 degrees Celsius, 30 degrees."""
    end = at + (low(tokens, at) in ("\u00b0", "\u00ba", "degree", "degrees"))
    scale = tokens[end].word if end < len(tokens) else ""
    spelled = scale in ("C", "F") or len(scale) > 1
    if spelled and scale.lower() in _HEAT and low(tokens, end + 1) != "-":
        return _HEAT[scale.lower()], end + 1
    return ("degree", end) if end > at else None


def _named(tokens: Sequence[Token], at: int, shape: str) -> tuple[str, int] | None:
    word = low(tokens, at)
    bare = word.rstrip("\u00b2\u00b3")
    power = low(tokens, at + 1) if word == bare else word[len(bare) :]
    glued = word != bare or (at + 1 < len(tokens) and not tokens[at + 1].gap)
    end = at + 1
    if glued and power in _POWERS:
        shape, end = _POWERS[power], at + 1 + (word == bare)
    if bare == "m" and (shape or tokens[at].gap):
        bare = "metre"
    if bare in _GLUED and low(tokens, at - 1) != "-":
        return None
    name = ENGLISH_UNITS.get(bare)
    shaped = f"{shape} {name}"
    return (shaped if shaped in UNITS else name, end) if name else None
