"""Months, weekdays and decades in Arabic text, with what may be joined to them."""

from collections.abc import Sequence

from summarize.facts.arabic_forms import DECADES
from summarize.facts.arabic_numbers import number_at, word_at
from summarize.facts.arabic_units import LEADS, prefixed
from summarize.facts.names import ARABIC_MONTHS, ARABIC_WEEKDAYS, HIJRI
from summarize.facts.record import Kind
from summarize.facts.tokens import Token

DECADE: dict[str, int] = {
    lead + article + name: value
    for lead in LEADS
    for article in ("", "ال")
    for name, value in DECADES.items()
}
_MONTH = prefixed(ARABIC_MONTHS | HIJRI, article=False)
_PAIRED = frozenset(name.partition("_")[0] for name in _MONTH if "_" in name)
_WEEKDAY = prefixed(ARABIC_WEEKDAYS, article=False)
_BARE_DAY = {name[2:]: day for name, day in ARABIC_WEEKDAYS.items()}
NAMES: frozenset[str] = frozenset().union(_MONTH, _PAIRED, _WEEKDAY, _BARE_DAY, DECADE)


def named_at(tokens: Sequence[Token], at: int) -> tuple[Kind, str, int] | None:
    """A month of one word or two, or a weekday: its kind and name, and its end."""
    word = tokens[at].word
    if word in _PAIRED and at + 1 < len(tokens):
        pair = f"{word}_{tokens[at + 1].word}"
        if pair in _MONTH:
            return "month", _MONTH[pair], at + 2
    month = _MONTH.get(word)
    if month and (month != "hijri-safar" or _dated(tokens, at)):
        return "month", month, at + 1
    day = _weekday(tokens, at)
    return ("weekday", day, at + 1) if day else None


def century_at(tokens: Sequence[Token], at: int) -> int:
    """The first year of the century that a decade is said to be of, or 0."""
    if at + 1 >= len(tokens) or tokens[at].word != "القرن":
        return 0
    number = number_at(tokens, at + 1)
    return int(number.value - 1) * 100 if number else 0


def _dated(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands in a date: safar is also the word for zero."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before and (before.value is not None or before.word in ("شهر", "من")):
        return True
    return after is not None and after.value is not None and after.value > 1000


def _weekday(tokens: Sequence[Token], at: int) -> str | None:
    word = tokens[at].word
    if word in _WEEKDAY:
        after = word_at(tokens, at + 1)
        tens = after is not None and after.role in ("ten", "tens")
        numeral = tens and after is not None and (after.joined or word == "الاحد")
        return None if numeral else _WEEKDAY[word]
    bare = _BARE_DAY.get(word)
    named = at > 0 and tokens[at - 1].word in ("يوم", "كل")
    return bare if named or bare == "friday" else None
