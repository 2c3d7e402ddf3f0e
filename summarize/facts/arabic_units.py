"""What an Arabic number counts: percent, money, years; halves behind a noun; dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from summarize.arabic import fold_digits
from summarize.facts.arabic_numbers import Number, word_at
from summarize.facts.names import ARABIC_CURRENCIES, MONTHS, SYMBOLS
from summarize.facts.record import Fact, Kind
from summarize.facts.tokens import Token

LEADS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
_PERCENT = frozenset({"%", "٪", "بالمئه", "بالمائه", "بالميه", "بالمايه", "بالماءه"})
_HUNDRED = frozenset({"المئه", "المائه", "الميه", "المايه", "مئه", "مائه"})
_POINTS = frozenset({"مئويه", "مئويتين", "مئويتان"})
_POINT = frozenset({"نقطه", "نقاط", "نقطتين", "نقطتان"})
_DATE = re.compile(r"(?<!\d)(\d{1,2})([/.-]| - )(\d{1,2})(?:\2(\d{4}|\d{2}))?(?!\d)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)[-–/](\d\d)(?!\d)")
_UNITS_TEXT = """
عام عاما سنه شهر شهرا ساعه يوم اسبوع عقد قرن متر كيلومتر طن مره ضعف درجه
"""
_UNITS = frozenset(_UNITS_TEXT.split())
_NOT_AFTER_YEAR_TEXT = """
شخص شخصا قتيل قتيلا دولار دولارا متر مترا كيلومتر كيلومترا طن طنا نقطه
"""
_NOT_AFTER_YEAR = frozenset(_NOT_AFTER_YEAR_TEXT.split())


def prefixed(table: dict[str, str], *, article: bool) -> dict[str, str]:
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
    if (
        tokens[at].word.removeprefix("ل").removeprefix("ب") not in _UNITS
        or word is None
    ):
        return None
    if word.role != "part" or not word.joined or word.led:
        return None
    return 1 + word.value, at + 2


def with_noun(tokens: Sequence[Token], number: Number) -> Number:
    """Three years and a half: the half stands behind the noun."""
    for gap in (0, 1, 2) if number.dual else (1, 2):
        if number.end + gap >= len(tokens) or tokens[number.end + gap - 1].word == "و":
            break
        word = word_at(tokens, number.end + gap)
        if word is None:
            continue
        whole = number.value.denominator == 1 and number.value < 100
        if word.role == "part" and word.joined and not word.led and whole:
            value = number.value + word.value
            return replace(number, value=value, end=number.end + gap + 1)
        break
    return number


def measured(
    tokens: Sequence[Token], at: int, number: Number
) -> tuple[Kind, str | None, int, int]:
    """What the number counts: its kind and unit, its end and its beginning."""
    end = number.end
    following = [token.word for token in tokens[end : end + 4]] + [""] * 4
    before = tokens[at - 1].word if at else ""
    if following[0] in _PERCENT or before in ("%", "٪"):
        shift = int(following[0] in _PERCENT)
        return "percent", None, end + shift, at - (1 - shift)
    if following[0] in ("في", "فى") and following[1] in _HUNDRED:
        return "percent", None, end + 2, at
    if following[0] == "الواحد" and following[2] in _HUNDRED:
        return "percent", None, end + 3, at
    if following[0] in _POINT and following[1] in _POINTS:
        return "percent", None, end + 2, at
    if tokens[at].word in _POINT and following[0] in _POINTS:
        return "percent", None, end + 1, at
    if before in SYMBOLS:
        return "money", SYMBOLS[before], end, at - 1
    for place, word in enumerate(following[:3]):
        unit = SYMBOLS.get(word) or CURRENCY.get(word)
        if unit and not (word in ("ين", "فلوس") and place):
            return "money", unit, end + place + 1, at
        if word in ("و", "،", ",", ".", "في") or word_at(tokens, end + place):
            break
    year = number.digits and end == at + 1 and 1000 <= number.value < 2200
    plain = tokens[at].word.isdecimal() and number.value.denominator == 1
    if year and plain and following[0] not in _NOT_AFTER_YEAR:
        return "year", None, end, at
    return "number", None, end, at


def dates(text: str) -> Iterator[Fact]:
    """The months of dates in digits, and the second year of a season."""
    folded = fold_digits(text)
    for found in _DATE.finditer(folded):
        if found[2] not in ("/", " - ") and not (found[4] and len(found[4]) == 4):
            continue
        for part in (1, 3):
            if 1 <= int(found[part]) <= 12:
                month = MONTHS[int(found[part]) - 1]
                start, end = found.span(part)
                yield Fact("month", month, None, start, end, text[start:end])
    for found in _SPAN.finditer(folded):
        year = Fraction(int(found[1][:2] + found[2]))
        start, end = found.span(2)
        yield Fact("year", year, None, start, end, text[start:end])
