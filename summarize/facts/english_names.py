"""Months and weekdays in English text, of both calendars."""

from collections.abc import Sequence

from summarize.facts.names import ENGLISH_HIJRI, ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from summarize.facts.record import Kind
from summarize.facts.tokens import Token, low

_APOSTROPHES = ("'", "\u2019", "\u02bf", "\u2018")
_LONGEST_NAME = 8  # tokens: Dhu 'l - Hijjah
_HIJRI_STARTS = frozenset(name.partition("_")[0] for name in ENGLISH_HIJRI) | {"sha"}
NAMES = frozenset().union(ENGLISH_MONTHS, ENGLISH_WEEKDAYS, _HIJRI_STARTS)


def named_at(tokens: Sequence[Token], at: int) -> tuple[Kind, str, int] | None:
    """A month or a weekday: its kind and name, and where it ends."""
    token = tokens[at]
    if not token.word[0].isupper():
        return None
    word = token.word.lower()
    if word in ENGLISH_WEEKDAYS:
        return "weekday", ENGLISH_WEEKDAYS[word], at + 1
    if word in _HIJRI_STARTS:
        return _hijri(tokens, at)
    if low(tokens, at - 1) == "long":
        return None  # a march, or a rocket
    month = ENGLISH_MONTHS.get(word)
    return ("month", month, at + 1) if month and _is_month(tokens, at, word) else None


def _is_month(tokens: Sequence[Token], at: int, word: str) -> bool:
    """Whether the word is no verb, name or abbreviation of another word."""
    after = low(tokens, at + 1)
    dated = at + 1 < len(tokens) and tokens[at + 1].value is not None
    if word in ("may", "march"):
        first = at == 0 or tokens[at - 1].word in ('"', "“", ".", ":", "?", "!")
        return not first or dated or after in ("and", "to", "'")
    return len(word) > 3 or after == "." or dated


def _hijri(tokens: Sequence[Token], at: int) -> tuple[Kind, str, int] | None:
    """The longest Hijri month that begins here: Sha'ban, Rabi al-Awwal."""
    found = None
    name = ""
    for place in range(at, min(at + _LONGEST_NAME, len(tokens))):
        word = low(tokens, place)
        joined = not tokens[place].gap and tokens[place - 1].word in _APOSTROPHES
        if word.isalpha():
            name += word if not name or joined else "_" + word
            if name in ENGLISH_HIJRI:
                found = ENGLISH_HIJRI[name], place + 1
        elif word not in (*_APOSTROPHES, "-"):
            break
    if found is None or (found[0] == "hijri-safar" and not _dated(tokens, at)):
        return None
    return "month", *found


def _dated(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name that people bear too stands beside a day or "of"."""
    beside = [tokens[place] for place in (at - 1, at + 1) if 0 <= place < len(tokens)]
    return low(tokens, at - 1) == "of" or any(one.value is not None for one in beside)
