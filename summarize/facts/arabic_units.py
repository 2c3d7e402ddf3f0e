"""What an Arabic number counts: percent, money, years, units; halves behind a noun."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from summarize.facts.arabic_measures import is_age, unit_at, unit_before, unit_of_one
from summarize.facts.arabic_numbers import Number, word_at
from summarize.facts.currencies import ARABIC_CURRENCIES, SYMBOLS
from summarize.facts.record import Kind
from summarize.facts.tokens import Token

LEADS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
_PERCENT = frozenset({"%", "٪", "بالمئه", "بالمائه", "بالميه", "بالمايه", "بالماءه"})
_HUNDRED = frozenset({"المئه", "المائه", "الميه", "المايه", "مئه", "مائه"})
_POINTS = frozenset({"مئويه", "مئويتين", "مئويتان"})
_POINT = frozenset({"نقطه", "نقاط", "نقطتين", "نقطتان"})
_YEAR = ("عام", "سنه", "العام", "السنه")
_MINUTE = ("الدقيقه", "للدقيقه")
_PEOPLE = frozenset({"شخص", "شخصا", "قتيل", "قتيلا", "دولار", "دولارا", "نقطه"})


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number is: its kind and unit, its tokens, and what its value is over.

    `per` is 100 for basis points, of which a percentage point has as many.
    """

    kind: Kind
    unit: str | None
    first: int
    end: int
    per: int = 1


def prefixed(table: dict[str, str], *, article: bool) -> dict[str, str]:
    """The names with what may be joined before them; a name itself goes before."""
    found: dict[str, str] = {}
    for lead in LEADS:
        for name, value in table.items():
            found.setdefault(lead + name, value)
            if article:
                whole = lead[:-1] + "لل" if lead.endswith("ل") else lead + "ال"
                found.setdefault(whole + name, value)
            elif lead.endswith("ل") and name.startswith("ال"):
                found.setdefault(lead + "ل" + name[2:], value)
    found.update(table)
    return found


CURRENCY = prefixed(ARABIC_CURRENCIES, article=True)
CURRENCY.pop("بين")


def and_a_half(tokens: Sequence[Token], at: int) -> tuple[Fraction, int] | None:
    """A year and a half, with no number before it."""
    word = word_at(tokens, at + 1)
    if word is None or word.role != "part" or not word.joined or word.led:
        return None
    return (1 + word.value, at + 2) if unit_of_one(tokens[at].word) else None


def with_noun(tokens: Sequence[Token], number: Number) -> Number:
    """Three years and a half: the half stands behind the noun."""
    for gap in (0, 1, 2) if number.dual else (1, 2):
        if number.end + gap >= len(tokens) or tokens[number.end + gap - 1].word == "و":
            break
        word = word_at(tokens, number.end + gap)
        if word is None:
            continue
        if gap and word_at(tokens, number.end):
            break
        if gap == 2 and unit_of_one(tokens[number.end + 1].word):
            break  # a tonne and a half stands for itself
        whole = number.value.denominator == 1 and number.value < 100
        if word.role == "part" and word.joined and not word.led and whole:
            value = number.value + word.value
            return replace(number, value=value, end=number.end + gap + 1)
        break
    return number


def measured(tokens: Sequence[Token], at: int, number: Number, noun: int) -> Measure:
    """What the number at a place counts; `noun` is where its noun would stand."""
    unit = None if number.dual else unit_at(tokens, noun, number.value)
    found = _percent(tokens, at, number.end)
    before = tokens[at - 1].word if at else ""
    if found is None and (unit is None or before in SYMBOLS):
        found = _money(tokens, at, number.end)
    if found:
        return found
    year = number.digits and number.end == at + 1 and 1000 <= number.value < 2200
    year = year and tokens[at].word.isdecimal() and number.value.denominator == 1
    if year and before.endswith(_YEAR):
        return Measure("year", None, at, number.end)
    if unit:
        return Measure("number", unit[0], at, max(unit[1], number.end))
    after = tokens[number.end].word if number.end < len(tokens) else ""
    if year and after not in _PEOPLE:
        return Measure("year", None, at, number.end)
    name = _counted(tokens, at, number)
    if name is None and is_age(tokens, at, number.end, number.value):
        return Measure("number", "year", at, number.end)
    return Measure("number", name, at - 1 if name else at, number.end)


def _counted(tokens: Sequence[Token], at: int, number: Number) -> str | None:
    """The unit of a number with no noun behind it."""
    word = word_at(tokens, at)
    definite = number.ordinal or (word is not None and word.definite)
    minute = at > 0 and tokens[at - 1].word.endswith(_MINUTE)
    if definite or (number.digits and minute):
        return unit_before(tokens, at)
    return None


def _percent(tokens: Sequence[Token], at: int, end: int) -> Measure | None:
    following = [token.word for token in tokens[end : end + 3]] + [""] * 3
    before = tokens[at - 1].word if at else ""
    if following[0] in _PERCENT:
        return Measure("percent", None, at, end + 1)
    if before in ("%", "٪"):
        return Measure("percent", None, at - 1, end)
    if following[0] in ("في", "فى") and following[1] in _HUNDRED:
        return Measure("percent", None, at, end + 2)
    if following[0] == "الواحد" and following[2] in _HUNDRED:
        return Measure("percent", None, at, end + 3)
    point = end - 1 if tokens[at].word in _POINT else end
    if point == end and following[0] not in _POINT:
        return None
    of = following[point - end + 1]
    if of in _POINTS:
        return Measure("percent", None, at, point + 2)
    return Measure("percent", None, at, point + 2, 100) if of == "اساس" else None


def _money(tokens: Sequence[Token], at: int, end: int) -> Measure | None:
    before = tokens[at - 1].word if at else ""
    if before in SYMBOLS:
        return Measure("money", SYMBOLS[before], at - 1, end)
    for place in range(end, min(end + 3, len(tokens))):
        word = tokens[place].word
        unit = SYMBOLS.get(word) or CURRENCY.get(word)
        if unit and not (word in ("ين", "فلوس") and place > end):
            return Measure("money", unit, at, place + 1)
        if word in ("و", "،", ",", ".", "في") or word_at(tokens, place):
            break
    return None
