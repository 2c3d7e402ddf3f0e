"""Times of day in English, as minutes after midnight."""

from collections.abc import Sequence

from summarize.facts.english_words import ONES, TENS
from summarize.facts.tokens import Token, low

_ZONES = frozenset({"gmt", "utc"})


def time_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A time of day and where it ends: 3:30 pm, 3 pm, half past three, five o'clock."""
    article = at + (low(tokens, at) == "a")
    if low(tokens, article) in ("half", "quarter"):
        return _past(tokens, article)
    hour = tokens[at].value
    if hour is None:
        word = ONES.get(low(tokens, at), 0)
        tens = TENS.get(low(tokens, at + 1), 0)
        if 0 < word <= 12 and 0 < tens < 60:
            ones = ONES.get(low(tokens, at + 3), 0) if low(tokens, at + 2) == "-" else 0
            return word * 60 + tens + ones, at + (4 if ones else 2)
        if 0 < word <= 12 and _suffix(tokens, at + 1):
            half, end = _suffix(tokens, at + 1) or ("", at)
            return _minutes(word, 0, half), end
        return None
    if _clock(tokens, at) and hour.denominator == 1:
        minute = tokens[at + 2].value
        assert minute is not None
        half, end = _suffix(tokens, at + 3) or ("", at + 3)
        return _minutes(int(hour), int(minute), half), end
    suffix = _suffix(tokens, at + 1)
    if suffix is None and hour.denominator != 1 and low(tokens, at - 1) == "at":
        suffix = None if low(tokens, at + 1).isalpha() else ("", at + 1)
    if suffix is None or hour > 24:
        return None
    half, end = suffix
    if hour.denominator != 1:
        head, _, tail = tokens[at].word.partition(".")
        if len(tail) != 2 or int(tail) >= 60:
            return None
        return _minutes(int(head), int(tail), half), end
    return _minutes(int(hour), 0, half), end


def _clock(tokens: Sequence[Token], at: int) -> bool:
    if at + 2 >= len(tokens) or tokens[at + 1].word != ":" or tokens[at + 2].gap:
        return False
    hour, minute = tokens[at].value, tokens[at + 2].value
    if hour is None or minute is None or len(tokens[at + 2].word) != 2:
        return False
    if at and tokens[at - 1].word == ":" and not tokens[at].gap:
        return False
    return hour < 25 and minute < 60


def _past(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    hour = ONES.get(low(tokens, at + 2), 0) or int(_digit(tokens, at + 2))
    side = low(tokens, at + 1)
    if side not in ("past", "to") or not 0 < hour <= 12:
        return None
    minutes = 30 if low(tokens, at) == "half" else 15
    total = hour * 60 + (minutes if side == "past" else -minutes)
    suffix = _suffix(tokens, at + 3)
    return total, suffix[1] if suffix else at + 3


def _digit(tokens: Sequence[Token], at: int) -> int:
    value = tokens[at].value if at < len(tokens) else None
    return int(value) if value is not None and value.denominator == 1 else 0


def _suffix(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Behind an hour: am, p.m., o'clock; and where it ends."""
    word = low(tokens, at)
    if word in ("am", "pm"):
        return word, at + 1
    spelled = [low(tokens, place) for place in range(at, at + 4)]
    if word in ("a", "p") and spelled[1:3] == [".", "m"]:
        return word + "m", at + 3 + (spelled[3] == ".")
    if word == "o" and spelled[2] == "clock":
        return "", at + 3
    if word in _ZONES:
        return "", at + 1
    return None


def _minutes(hour: int, minute: int, half: str) -> int:
    """Minutes after midnight; past the day's end for what is no time: 16 p.m."""
    shift = 12 if (half == "pm" and hour != 12) or (half and hour > 12) else 0
    return (hour + shift) * 60 + minute
