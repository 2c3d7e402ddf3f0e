"""The units that stand beside Arabic numbers: kilometres, square metres, weeks."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from summarize.facts.arabic_words import splits, word_of
from summarize.facts.tokens import Token
from summarize.facts.units import ARABIC_DUALS, ARABIC_ONES, ARABIC_UNITS, UNITS

_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)")
_SHAPE = re.compile("(مربع|مكعب)(?:ا|ه|ين|ان|تين|تان)?")
_POWERS = {"2": "square", "²": "square", "3": "cubic", "³": "cubic"}
_SHAPES = {"مربع": "square", "مكعب": "cubic"}
_HEAT = {
    "مئويه": "celsius",
    "مئويتين": "celsius",
    "مئويتان": "celsius",
    "سلزيوس": "celsius",
    "سيليزيوس": "celsius",
    "فهرنهايت": "fahrenheit",
}
_PARTS = ("جزء", "جزءا", "اجزاء")
_LIFE = ("عمر", "العمر")
_HOUR = ("ساعه",)  # the third hour is a time of day
_HOURS_OF_DAY = 12


def unit_at(
    tokens: Sequence[Token], at: int, value: Fraction
) -> tuple[str, int] | None:
    """The unit that a noun at a place names, and where it ends."""
    word, after = _word(tokens, at), _word(tokens, at + 1)
    if word in _PARTS and _word(tokens, at + 2) in ("المئه", "المائه"):
        return "hundredth", at + 3
    if word in _HEAT:
        return _HEAT[word], at + 1
    if value < 1:
        word = word.removeprefix("ال")  # half of the hour
    if word == "كيلو" and "كيلو" + after in ARABIC_UNITS:
        return _shaped(tokens, at + 2, ARABIC_UNITS["كيلو" + after])
    bare = word.rstrip("²³")
    power = _POWERS.get(word[len(bare) :]) or _power(tokens, at + 1)
    if bare == "م" and power:
        bare = "متر"
    name = "degree" if word == "°" else ARABIC_UNITS.get(bare)
    if name and word.endswith(("²", "³")):
        return f"{power} {name}", at + 1
    return _shaped(tokens, at + 1, name) if name else None


def unit_before(tokens: Sequence[Token], at: int) -> str | None:
    """The unit that a definite number counts: the twentieth century, the four years."""
    noun = _word(tokens, at - 1) if at else ""
    bare = _ARTICLE.sub("", noun)
    return None if bare in (noun, *_HOUR) else ARABIC_UNITS.get(bare)


def is_age(tokens: Sequence[Token], at: int, end: int, value: Fraction) -> bool:
    """Whether a number is that of a life's years: in her sixteenth, the 70th of his."""
    if _word(tokens, end) == "من" and _word(tokens, end + 1).startswith(_LIFE):
        return True
    word = word_of(tokens[at].word)
    feminine = tokens[at].word.endswith("ه")
    return bool(word and word.ordinal and feminine and value > _HOURS_OF_DAY)


def dual_unit_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The unit that a dual names with its number, and where it ends."""
    name = _of_dual(tokens[at].word)
    return _shaped(tokens, at + 1, name) if name else None


@lru_cache(maxsize=4096)
def _of_dual(word: str) -> str | None:
    found = [ARABIC_DUALS.get(rest) for rest, _ in splits(word)]
    return next(filter(None, [ARABIC_DUALS.get(word), *found]), None)


def unit_of_one(word: str) -> str | None:
    """The unit that a noun without a number names, a preposition before it or not."""
    return ARABIC_ONES.get(word) or ARABIC_ONES.get(word.lstrip("وبل"))


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if at < len(tokens) else ""


def _power(tokens: Sequence[Token], at: int) -> str | None:
    """What a glued 2 or 3 makes of a unit."""
    if at >= len(tokens) or tokens[at].gap:
        return None
    return _POWERS.get(tokens[at].word)


def _shaped(tokens: Sequence[Token], at: int, name: str) -> tuple[str, int]:
    """The unit with what may follow it: square, cubic, Celsius."""
    word = _word(tokens, at)
    if name == "degree" and (word in _HEAT or word == "م"):
        return _HEAT.get(word, "celsius"), at + 1
    shape = _SHAPE.fullmatch(word)
    power = _SHAPES[shape[1]] if shape else _power(tokens, at)
    if power and f"{power} {name}" in UNITS:
        return f"{power} {name}", at + 1
    return name, at
