"""Whether one fact of a source supports one of its translation."""

from fractions import Fraction
from math import ceil, floor

from summarize.facts.quantities import converted, same_unit
from summarize.facts.record import Fact

_NUMERIC = frozenset({"number", "percent", "money", "year"})
_NAMED = ("month", "weekday")
_HALF_DAY = 720
_NO_HOUR = 25 * 60
_NEAR = (0, 1900, 2000)  # the centuries of a decade that names none


def agree(source: Fact, target: Fact) -> bool:
    """Whether the source's fact supports the target's."""
    if target.kind in _NAMED or source.kind in _NAMED:
        return source.kind == target.kind and share_a_value(source, target)
    if target.kind == "time" or source.kind == "time":
        return _same_time(source, target)
    if is_decade(target) or is_decade(source):
        return _same_decade(source, target)
    if "percent" in (source.kind, target.kind) and source.kind != target.kind:
        return _same_share(source, target)
    said = share_a_value(source, target) or _rounded(source, target)
    if said and same_unit(source.unit, target.unit):
        return True
    return source.unit != target.unit and _same_amount(source, target)


def share_a_value(first: Fact, second: Fact) -> bool:
    """Whether two facts may mean the same value."""
    if first.value == second.value:
        return True
    if not first.others and not second.others:
        return False  # the common case, soon told
    return bool(first.readings & second.readings)


def is_decade(fact: Fact) -> bool:
    """Whether a year stands for the ten that begin with it."""
    return fact.kind == "year" and fact.unit == "decade"


def _same_amount(source: Fact, target: Fact) -> bool:
    """The same in another unit: 5 km and 3.1 miles."""
    exact, about = source.value, target.value
    if not isinstance(exact, Fraction) or not isinstance(about, Fraction):
        return False
    return converted(exact, source.unit, about, target.unit)


def _same_time(source: Fact, target: Fact) -> bool:
    hours = {_hour(fact) for fact in (source, target)}
    return None not in hours and len(hours) == 1


def _hour(fact: Fact) -> Fraction | None:
    """Minutes on a dial of twelve hours; a bare number may be an hour."""
    if not isinstance(fact.value, Fraction) or fact.kind not in ("time", "number"):
        return None
    if fact.implied or fact.unit not in (None, "hour"):
        return None
    minutes = fact.value if fact.kind == "time" else fact.value * 60
    return minutes % _HALF_DAY if minutes < _NO_HOUR else None


def _same_decade(source: Fact, target: Fact) -> bool:
    values = [fact.value for fact in (source, target)]
    first, second = (value for value in values if isinstance(value, Fraction))
    if not is_decade(target) and target.value != source.value:
        return False
    if min(first, second) < 100:
        return max(first, second) in {min(first, second) + years for years in _NEAR}
    return first == second


def _same_share(source: Fact, target: Fact) -> bool:
    """Half and 50 percent: a fraction on one side, a percentage on the other."""
    share, percent = (source, target) if target.kind == "percent" else (target, source)
    if share.kind == "money":
        return False
    return any(
        isinstance(value, Fraction)
        and value.numerator < value.denominator
        and value * 100 in percent.readings
        for value in share.readings
    )


def _rounded(source: Fact, target: Fact) -> bool:
    """Whether a number is the source's rounded to thousands, or less after "about"."""
    exact, about = source.value, target.value
    if "year" in (target.kind, source.kind):
        return False
    if not isinstance(exact, Fraction) or not isinstance(about, Fraction):
        return False
    tens = about.denominator == 1 and about.numerator % 10 == 0
    if not tens or about < 10 or abs(exact - about) * 40 > exact:
        return False
    step = 10
    while about.numerator % (step * 10) == 0:
        step *= 10
    if step < (10 if target.approximate else 1000):
        return False
    if not target.approximate:
        return about == round(exact / step) * step
    return about in (floor(exact / step) * step, ceil(exact / step) * step)
