"""Times of day in Arabic, as minutes after midnight."""

from collections.abc import Sequence

from summarize.facts.arabic_words import WORDS, Word
from summarize.facts.tokens import Token

_PART_OF_DAY_TEXT = """
صباحا صباح مساء ظهرا عصرا فجرا ليلا فجر عصر ظهر صبحا عشاء ضحي بتوقيت
"""
_PART_OF_DAY = frozenset(_PART_OF_DAY_TEXT.split())
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
    hour, end = _hour(tokens, at)
    if hour is None:
        return None
    named = at > 0 and tokens[at - 1].word in _HOUR
    minutes, end = _minutes(tokens, end)
    if not named and not (
        tokens[at].word.startswith(("ال", "لل", "وال", "بال"))
        or tokens[at].value is not None
    ):
        return None
    if not named and not any(
        token.word in _PART_OF_DAY for token in tokens[end : end + 2]
    ):
        return None
    return hour * 60 + minutes, end


def _hour(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    token = tokens[at]
    if token.value is not None:
        whole = token.value.denominator == 1 and token.value < 25
        dotted = token.word.replace(".", "").isdecimal() and "." in token.word
        if dotted and token.value < 25:
            return None, at
        return (int(token.value), at + 1) if whole else (None, at)
    word = WORDS.get(token.word)
    if word is None or word.value > 12 or word.value.denominator != 1:
        return None, at
    if word.role not in ("unit", "ten") or word.times == 0:
        return None, at
    after = WORDS.get(tokens[at + 1].word) if at + 1 < len(tokens) else None
    if after and after.role == "ten" and not after.joined and word.value < 3:
        return int(word.value) + 10, at + 2
    return int(word.value), at + 1


def _minutes(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The minutes after an hour: "and a half", "less a quarter"."""
    if at >= len(tokens):
        return 0, at
    sign, part, end = 1, _part(tokens[at].word), at + 1
    if tokens[at].word == "الا" and at + 1 < len(tokens):
        sign, part, end = -1, WORDS.get(tokens[at + 1].word), at + 2
    elif tokens[at].word == "و" and at + 1 < len(tokens):
        minute = tokens[at + 1].value
        if minute is not None and minute < 60 and minute.denominator == 1:
            return int(minute), at + 2
    if part is None:
        return 0, at
    if part.role == "part":
        return sign * int(part.value * 60), end
    counted = end < len(tokens) and tokens[end].word in ("دقيقه", "دقائق")
    if counted and part.role in ("unit", "ten", "tens"):
        return sign * int(part.value), end + 1
    return 0, at


def _part(word: str) -> Word | None:
    found = WORDS.get(word)
    return found if found and found.joined else None
