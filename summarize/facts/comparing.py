"""A translation's facts against its source's: supported, changed or unsupported.

The measure is what human translators do: they write "two" for a dual, an ordinal for a
cardinal, half for 50 percent, a round number after "about", an amount whose currency
stands elsewhere. That passes; another value, scale, month or currency does not.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, inf, log

from summarize.facts.names import ALSO
from summarize.facts.record import Fact, Status, Verdict

_NUMERIC = frozenset({"number", "percent", "money", "year"})
_HALF_DAY = 720


def compare(source: Sequence[Fact], target: Sequence[Fact]) -> list[Verdict]:
    """A verdict for each of the target's facts, in their order."""
    support = _once_each(source, target, [_support(source, fact) for fact in target])
    used = {id(fact) for fact in support if fact is not None}
    free = [fact for fact in source if id(fact) not in used]
    return [
        Verdict("supported", fact, found) if found else _missing(free, fact)
        for fact, found in zip(target, support, strict=True)
    ]


def _once_each(
    source: Sequence[Fact], target: Sequence[Fact], support: Sequence[Fact | None]
) -> list[Fact | None]:
    """The support, less what is claimed twice while the source has another left.

    Only where both sides have as many facts of a kind: there a sentence is translated
    whole, and "six of its six" stands for "three of its six".
    """
    result = list(support)
    for kind in ("number", "month", "weekday", "percent"):
        there = [fact for fact in source if fact.kind == kind and _counted(fact)]
        places = [at for at, fact in enumerate(target) if fact.kind == kind]
        claimed = [result[at] for at in places]
        if len(there) != len(places) or None in claimed:
            continue
        values = [fact.value for fact in there]
        for at in places:
            found = result[at]
            assert found is not None
            if found.kind != kind or found.value not in values:
                if _counted(found):
                    result[at] = None if found.kind == kind else found
                continue
            values.remove(found.value)
    return result


def _counted(fact: Fact) -> bool:
    """Not a mere dual or "one", which Arabic has where English has nothing."""
    return fact.text[0].isdigit() or fact.kind != "number" or fact.value not in (1, 2)


def _support(source: Sequence[Fact], target: Fact) -> Fact | None:
    """The source's fact that says the same; one of the very kind where there is one."""
    found = [fact for fact in source if _same(fact, target)]
    if target.kind == "money":
        # A bare number may be an amount, but not in a currency unlike all others there.
        units = {fact.unit for fact in source if fact.kind == "money"}
        foreign = bool(units) and not any(_same_unit(u, target.unit) for u in units)
        found = [fact for fact in found if fact.unit or not foreign]
    found.sort(key=lambda fact: _unlike(fact, target))
    return found[0] if found else None


def _unlike(source: Fact, target: Fact) -> tuple[bool, bool, bool]:
    return (
        source.value != target.value,
        source.kind != target.kind,
        source.unit != target.unit,
    )


def _same(source: Fact, target: Fact) -> bool:
    """Whether the source's fact supports the target's."""
    if target.kind in ("month", "weekday"):
        return source.kind == target.kind and source.value == target.value
    if target.kind == "time" or source.kind == "time":
        return _same_time(source, target)
    if source.kind not in _NUMERIC:
        return False
    if target.unit == "decade" or source.unit == "decade":
        return _same_decade(source, target)
    if {source.kind, target.kind} & {"percent"} and source.kind != target.kind:
        return _same_share(source, target)
    if not _same_unit(source.unit, target.unit):
        return False
    return bool(source.readings & target.readings) or _rounded(source, target)


def _same_unit(source: str | None, target: str | None) -> bool:
    if source is None or target is None:
        return True
    return source == target or target in ALSO.get(source, frozenset())


def _same_time(source: Fact, target: Fact) -> bool:
    hours = {_hour(fact) for fact in (source, target)}
    return None not in hours and len(hours) == 1


def _hour(fact: Fact) -> Fraction | None:
    """Minutes on a dial of twelve hours; a bare number may be an hour."""
    if not isinstance(fact.value, Fraction) or fact.kind not in ("time", "number"):
        return None
    minutes = fact.value if fact.kind == "time" else fact.value * 60
    return minutes % _HALF_DAY


def _same_decade(source: Fact, target: Fact) -> bool:
    values = [fact.value for fact in (source, target)]
    first, second = (value for value in values if isinstance(value, Fraction))
    if target.unit is None and target.value != source.value:
        return False
    if min(first, second) < 100 and max(first, second) < 2100:
        return first % 100 == second % 100
    return first == second


def _same_share(source: Fact, target: Fact) -> bool:
    """Half and 50 percent: a fraction on one side, a percentage on the other."""
    share, percent = (source, target) if target.kind == "percent" else (target, source)
    if share.kind == "money":
        return False
    return any(
        isinstance(value, Fraction)
        and value.denominator > 1
        and value < 1
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
    if about < 10 or about.denominator != 1 or abs(exact - about) * 40 > exact:
        return False
    step = 1
    while about % (step * 10) == 0:
        step *= 10
    if step < (10 if target.approximate else 1000):
        return False
    return about in (floor(exact / step) * step, ceil(exact / step) * step)


def _missing(free: Sequence[Fact], target: Fact) -> Verdict:
    """Changed, with the closest fact that nothing else rests on; or unsupported."""
    near = [
        (distance, place)
        for place, fact in enumerate(free)
        if (distance := _distance(fact, target)) < inf
    ]
    status: Status = "changed" if near else "unsupported"
    return Verdict(status, target, free[min(near)[1]] if near else None)


def _distance(source: Fact, target: Fact) -> float:
    """How far a source's fact is from one that it may have become."""
    if not isinstance(source.value, Fraction) or not isinstance(target.value, Fraction):
        return 0.0 if source.kind == target.kind else inf
    if "time" in (source.kind, target.kind):
        if source.kind != target.kind:
            return inf
        return float(abs(source.value - target.value))
    if source.readings & target.readings:
        return 0.0  # the value stands, its percent sign or its currency does not
    if source.kind != target.kind:
        return inf
    if source.value <= 0 or target.value <= 0:
        return 50.0
    ratio = abs(log(source.value / target.value, 10))
    scale = any(abs(ratio - step) < 1e-9 for step in (3, 6, 9))
    return (0.5 if scale else 1 + ratio) + 5 * (source.unit != target.unit)
