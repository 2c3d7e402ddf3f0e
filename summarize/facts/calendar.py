"""Whether a day or a year fits the month that stands beside it.

A day's number says little alone: the sixth of one month is not that of another.
"""

from collections.abc import Sequence
from fractions import Fraction

from summarize.facts.hijri import is_hijri, overlaps
from summarize.facts.names import MONTHS
from summarize.facts.record import Fact

_BEFORE, _BEHIND = 8, 2  # characters to the month: 16 of the month of June; Jan. 16
_TO_YEAR = 8  # June 16th, 2014
_LAST_DAY = 31
_FAR = 1000

Months = dict[int, list[Fact]]


def dated(facts: Sequence[Fact]) -> Months:
    """The months nearest to each day and year, by the place where that begins."""
    found: Months = {}
    months = [fact for fact in facts if fact.kind == "month"]
    for fact in facts if months else ():
        gaps = [(_gap(fact, month), month) for month in months]
        least = min(gap for gap, _ in gaps)
        if least < _FAR:
            found[fact.start] = [month for gap, month in gaps if gap == least]
    return found


def fits(source: Fact, target: Fact, there: Months, here: Months) -> bool:
    """Whether what stands beside two facts that agree lets them be the same."""
    if "time" in (source.kind, target.kind):
        return not (_day(source, there) or _day(target, here))
    months = here.get(target.start, [])
    if not months:
        return True
    if target.kind == "year":
        return _fits_year(source, target, months)
    theirs = there.get(source.start, [])
    if not theirs or source.kind != "number" or target.kind != "number":
        return True
    return any(_same_day(source, a, target, b) for a in theirs for b in months)


def _gap(fact: Fact, month: Fact) -> int:
    """The characters between a day or a year and its month, or far too many."""
    if not isinstance(fact.value, Fraction) or fact.unit:
        return _FAR
    before, behind = month.start - fact.end, fact.start - month.end
    if fact.kind == "year":
        return behind if 0 <= behind <= _TO_YEAR else _FAR
    if fact.kind != "number" or not 1 <= fact.value <= _LAST_DAY:
        return _FAR
    if 0 < before <= _BEFORE:
        return before
    return behind if 0 < behind <= _BEHIND else _FAR


def _day(fact: Fact, months: Months) -> bool:
    return fact.kind == "number" and fact.start in months


def _same_day(source: Fact, there: Fact, target: Fact, here: Fact) -> bool:
    """Whether a day and its month are both the source's, or both its other ones."""
    days, months = target.readings, here.readings
    if source.value in days and there.value in months:
        return True
    return bool(days.intersection(source.others) and months.intersection(there.others))


def _fits_year(source: Fact, target: Fact, months: Sequence[Fact]) -> bool:
    """Whether a Hijri year has days in a Gregorian year's month."""
    if not is_hijri(source) or source.value == target.value:
        return True
    if not isinstance(source.value, Fraction) or not isinstance(target.value, Fraction):
        return True
    named = [MONTHS.index(str(m.value)) + 1 for m in months if m.value in MONTHS]
    hijri, year = int(source.value), int(target.value)
    return not named or any(overlaps(hijri, year, month) for month in named)
