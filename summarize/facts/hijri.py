"""Hijri dates as Gregorian ones, by the Umm al-Qura calendar.

Its months begin by calculation; a sighting of the moon may move them by a day.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from summarize.facts.names import HIJRI_MONTHS, MONTHS
from summarize.facts.ranges import beside
from summarize.facts.record import Fact, Value

_FIRST, _LAST = 1343, 1500  # the years that the calendar is known for
_BEFORE_MONTH = re.compile(r"\s*/?\s*(?:من\s+)?(?:شهر\s+)?")
_BEFORE_YEAR = re.compile(r"\s*[/،]?\s*(?:من\s+)?(?:ل?عام\s+|ل?سنة\s+)?")
_HIJRI_YEAR = re.compile(r"\s*(?:هـ|ه(?!\w)|هجري|للهجرة)")


def with_gregorian(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """The facts, those of Hijri dates with what they are in the other calendar."""
    result = list(facts)
    for at, fact in enumerate(facts):
        if fact.value in HIJRI_MONTHS:
            _convert(text, result, at)
        year = _year(fact)
        if year and not result[at].others and _HIJRI_YEAR.match(text, fact.end):
            first, last = _days(year, 1), _days(year, 12)
            result[at] = _with(fact, (day.year for day in (first[0], last[-1])))
    return result


def is_hijri(fact: Fact) -> bool:
    """Whether a fact is a Hijri year that was read as Gregorian years too."""
    return bool(fact.others) and _year(fact) > 0


def overlaps(hijri: int, year: int, month: int) -> bool:
    """Whether a Hijri year has days in a month of a Gregorian one."""
    first, last = _days(hijri, 1)[0], _days(hijri, 12)[-1]
    return (first.year, first.month) <= (year, month) <= (last.year, last.month)


def _convert(text: str, facts: list[Fact], at: int) -> None:
    """Add to a month, and to the day and year beside it, their Gregorian names."""
    month = facts[at]
    after = facts[at + 1] if at + 1 < len(facts) else month
    year = _year(after)
    if not year or not beside(text, month, after, _BEFORE_YEAR):
        return
    number = HIJRI_MONTHS.index(str(month.value)) + 1
    before = facts[at - 1] if at else month
    exact = _day(before) if beside(text, before, month, _BEFORE_MONTH) else 0
    days = _days(year, number, exact)
    names = [MONTHS[day.month - 1] for day in days]
    facts[at] = replace(month, others=tuple(sorted({*names, *month.others})))
    facts[at + 1] = _with(after, (day.year for day in days))
    if exact:
        facts[at - 1] = _with(before, (day.day for day in days))


def _days(year: int, month: int, exact: int = 0) -> list[date]:
    """The Gregorian days of a Hijri month or, with those beside it, of one day."""
    from hijridate import Hijri  # takes 10 ms to import, and few texts need it

    start = Hijri(year, month, 1)
    first = start.to_gregorian().toordinal() - 1
    length = start.month_length()
    days = [date.fromordinal(first + past) for past in range(length + 2)]
    return days[exact - 1 : exact + 2] if exact else days


def _with(fact: Fact, values: Iterable[int]) -> Fact:
    others: set[Value] = {Fraction(value) for value in values}
    return replace(fact, others=tuple(sorted(others | set(fact.others), key=str)))


def _year(fact: Fact) -> int:
    """The Hijri year that a fact is, or 0."""
    value = fact.value
    if fact.kind not in ("year", "number") or not isinstance(value, Fraction):
        return 0
    return int(value) if value.denominator == 1 and _FIRST <= value <= _LAST else 0


def _day(fact: Fact) -> int:
    value = fact.value
    if fact.kind != "number" or not isinstance(value, Fraction):
        return 0
    return int(value) if value.denominator == 1 and 1 <= value <= 30 else 0
