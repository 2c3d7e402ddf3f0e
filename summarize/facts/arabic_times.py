"""Times of day in Arabic, as minutes after midnight."""

import re
from collections.abc import Sequence

from summarize.facts.arabic_numbers import number_at, word_at
from summarize.facts.arabic_words import word_of
from summarize.facts.tokens import Token

_PART_OF_DAY_TEXT = """
صباحا صباح مساء ظهرا عصرا فجرا ليلا فجر عصر ظهر صبحا عشاء ضحي بتوقيت
"""
_PART_OF_DAY = frozenset(_PART_OF_DAY_TEXT.split())
_DEFINITE = ("ال", "لل", "وال", "بال")
_MINUTES = ("دقيقه", "دقائق")
_DOTTED = re.compile(r"(\d\d?)[.,](\d\d)")
_LAST_HOUR = 24
_HOUR = frozenset({"الساعه", "للساعه", "والساعه", "بالساعه", "ساعه"})


def clock_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A time in digits, 10:30, and where it ends."""
    if at + 2 >= len(tokens) or tokens[at + 1].word not in (":", "h", "س"):
        return None
    hour, minute = tokens[at], tokens[at + 2]
    if hour.value is None or minute.value is None or minute.gap:
        return None
    if hour.value >= 25 or minute.value >= 60 or len(minute.word) != 2:
        return None
    if at and tokens[at - 1].word == ":" and not tokens[at].gap:
        return None
    return int(hour.value) * 60 + int(minute.value), at + 3


def spoken_time_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A time in words or after the word hour, and where it ends."""
    digits = tokens[at].value is not None
    named = at > 0 and tokens[at - 1].word in _HOUR
    if not named and not digits and not tokens[at].word.startswith(_DEFINITE):
        return None
    dotted = _DOTTED.fullmatch(tokens[at].word) if digits else None
    hour, end = (int(dotted[1]), at + 1) if dotted else _hour(tokens, at)
    if hour is None or hour > _LAST_HOUR:
        return None
    minutes, end = (int(dotted[2]), end) if dotted else _minutes(tokens, end)
    told = any(token.word in _PART_OF_DAY for token in tokens[end : end + 2])
    if named or told or (minutes and not digits):
        return hour * 60 + minutes, end
    return None


def _hour(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    token = tokens[at]
    if token.value is not None:
        return (int(token.value), at + 1) if token.value.denominator == 1 else (None, 0)
    word = word_of(token.word)
    if word is None or word.value > 12 or word.value.denominator != 1:
        return None, at
    if word.role not in ("unit", "ten") or word.times == 0:
        return None, at
    after = word_of(tokens[at + 1].word) if at + 1 < len(tokens) else None
    if after and after.role == "ten" and not after.joined and word.value < 3:
        return int(word.value) + 10, at + 2
    return int(word.value), at + 1


def _minutes(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The minutes after an hour: "and a half", "less a quarter", "and six minutes"."""
    if at + 1 >= len(tokens):
        word = word_of(tokens[at].word) if at < len(tokens) else None
        half = word is not None and word.role == "part" and word.joined
        return (int(word.value * 60), at + 1) if word and half else (0, at)
    less = tokens[at].word == "الا"
    start = at + (less or tokens[at].word == "و")
    word, number = word_at(tokens, start), number_at(tokens, start)
    if word is None or number is None or not (start > at or word.joined):
        return 0, at
    sign = -1 if less else 1
    if word.role == "part":
        return sign * int(word.value * 60), start + 1
    counted = number.end < len(tokens) and tokens[number.end].word in _MINUTES
    if number.value >= 60 or number.value.denominator != 1:
        return 0, at
    if counted or number.digits:
        return sign * int(number.value), number.end + counted
    return 0, at
