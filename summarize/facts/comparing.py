"""A translation's facts against its source's: supported, changed or unsupported.

The measure is what human translators do: they write "two" for a dual, an ordinal for a
cardinal, half for 50 percent, a round number after "about", an amount whose currency
stands elsewhere. That passes; another value, scale, month or currency does not.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import inf, log

from summarize.facts.agreeing import agree
from summarize.facts.calendar import dated, fits
from summarize.facts.doubting import doubted, free
from summarize.facts.quantities import same_unit
from summarize.facts.record import Fact, Status, Verdict


def compare(source: Sequence[Fact], target: Sequence[Fact]) -> list[Verdict]:
    """A verdict for each of the target's facts, in their order."""
    support = _supports(source, target)
    left = free(source, support)
    for at in doubted(source, target, support):
        support[at] = None
    return [
        Verdict("supported", fact, found) if found else _missing(left, fact)
        for fact, found in zip(target, support, strict=True)
    ]


def _supports(source: Sequence[Fact], target: Sequence[Fact]) -> list[Fact | None]:
    """For each target the source's fact that says the same, the most alike first.

    One that nothing else rests on goes before one that supports another fact.
    """
    there, here = dated(source), dated(target)
    options = [
        [one for one in _options(source, fact) if fits(one, fact, there, here)]
        for fact in target
    ]
    likest = [
        min((_unlike(one, fact) for one in found), default=())
        for fact, found in zip(target, options, strict=True)
    ]
    result: list[Fact | None] = [None] * len(target)
    used: set[int] = set()
    for at in sorted(range(len(target)), key=lambda at: likest[at]):
        if options[at]:
            best = min(
                options[at], key=lambda one: (id(one) in used, _unlike(one, target[at]))
            )
            used.add(id(best))
            result[at] = best
    return result


def _options(source: Sequence[Fact], target: Fact) -> list[Fact]:
    """The source's facts that say the same."""
    found = [fact for fact in source if agree(fact, target)]
    if target.kind == "money":
        # A bare number may be an amount, but not in a currency unlike all others there.
        units = {fact.unit for fact in source if fact.kind == "money"}
        foreign = bool(units) and not any(same_unit(u, target.unit) for u in units)
        found = [fact for fact in found if fact.unit or not foreign]
    return found


def _unlike(source: Fact, target: Fact) -> tuple[bool, bool, bool, bool]:
    return (
        source.value != target.value,
        source.implied,
        source.kind != target.kind,
        source.unit != target.unit,
    )


def _missing(left: Sequence[Fact], target: Fact) -> Verdict:
    """Changed, with the closest fact that nothing else rests on; or unsupported."""
    near = [
        (distance, place)
        for place, fact in enumerate(left)
        if (distance := _distance(fact, target)) < inf
    ]
    status: Status = "changed" if near else "unsupported"
    return Verdict(status, target, left[min(near)[1]] if near else None)


def _distance(source: Fact, target: Fact) -> float:
    """How far a source's fact is from one that it may have become.

    What says the very same is none of these: to show it would explain nothing.
    """
    same = (source.kind, source.value) == (target.kind, target.value)
    if same and same_unit(source.unit, target.unit):
        return inf
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
