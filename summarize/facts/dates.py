"""Dates and seasons in digits: 25/3/2024, 2024-03-25, 2023/24."""

import re
from fractions import Fraction

from summarize.arabic import fold_digits
from summarize.facts.names import HIJRI_MONTHS, MONTHS
from summarize.facts.record import Fact, Kind, Value

_DATED = re.compile(r"\d ?[/.\-\u2013] ?\d")
_MARK = r"( ?[/.\-\u2013] ?)"
_DAY_FIRST = re.compile(rf"(?<![\d.,/:])(\d\d?){_MARK}(\d\d?)\2(\d{{4}})(?![\d/])")
_YEAR_FIRST = re.compile(rf"(?<![\d.,/:])(\d{{4}}){_MARK}(\d\d?)\2(\d\d?)(?!\d)")
_SEASON = re.compile(r"(?<![\d.,/:-])((?:19|20)\d\d)[-\u2013/](\d\d)(?![\d/-])")
_NO_YEAR = re.compile(r"(?<![\d.,/:-])(\d\d?)(/| - )(\d\d?)(?:\2\d\d)?(?![\d/-])")
_LONGEST = 20  # years that such a range spans


def dates(text: str) -> list[list[Fact]]:
    """The facts of each date or season in digits, those of one date together."""
    if not _DATED.search(text):
        return []
    folded = fold_digits(text)
    days = [_date(text, one, 1, 3, 4) for one in _DAY_FIRST.finditer(folded)]
    years = [_date(text, one, 4, 3, 1) for one in _YEAR_FIRST.finditer(folded)]
    seasons = [_season(text, one) for one in _SEASON.finditer(folded)]
    return [facts for facts in (*days, *years, *seasons) if facts]


def maybe_months(text: str) -> list[Fact]:
    """The months that pairs of numbers may name: March in 25/3, and in 3/25."""
    if not _DATED.search(text):
        return []
    return [
        _fact(text, found, part, _months(0)[int(found[part]) - 1])
        for found in _NO_YEAR.finditer(fold_digits(text))
        for part in (1, 3)
        if 1 <= int(found[part]) <= 12
    ]


def _date(
    text: str, found: re.Match[str], day: int, month: int, year: int
) -> list[Fact]:
    """Day, month and year; where each of two may be the month, both are."""
    days, months = int(found[day]), int(found[month])
    if months > 12 >= days:
        day, month, days, months = month, day, months, days
    if not (0 < months <= 12 and 0 < days <= 31):
        return []
    names = _months(int(found[year]))
    either = year > day and days <= 12
    first: tuple[Value, ...] = (Fraction(months),) if either else ()
    second: tuple[Value, ...] = (names[days - 1],) if either else ()
    facts = [
        _fact(text, found, day, Fraction(days), first),
        _fact(text, found, month, names[months - 1], second),
        _fact(text, found, year, Fraction(int(found[year]))),
    ]
    return sorted(facts, key=lambda fact: fact.start)


def _season(text: str, found: re.Match[str]) -> list[Fact]:
    """Both years of 2023/24; the second one's digits stand for themselves too."""
    first, second = Fraction(int(found[1])), Fraction(int(found[1][:2] + found[2]))
    if not 0 < second - first <= _LONGEST:
        return []
    short: tuple[Value, ...] = (Fraction(int(found[2])),)
    return [_fact(text, found, 1, first), _fact(text, found, 2, second, short)]


def _months(year: int) -> tuple[str, ...]:
    return HIJRI_MONTHS if 1300 < year < 1500 else MONTHS


def _fact(
    text: str,
    found: re.Match[str],
    part: int,
    value: Value,
    others: tuple[Value, ...] = (),
) -> Fact:
    start, end = found.span(part)
    year = isinstance(value, Fraction) and value > 1000
    kind: Kind = "month" if isinstance(value, str) else "year" if year else "number"
    return Fact(kind, value, None, start, end, text[start:end], others=others)
