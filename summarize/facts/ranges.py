"""Neighbours: a range of two numbers, and measures given in two units."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from summarize.facts.record import Fact
from summarize.facts.tokens import bare
from summarize.facts.units import UNITS

_NEAR = 40  # characters
_SCALES = (10**12, 10**9, 10**6, 10**3)


def linked(text: str, facts: Sequence[Fact], between: re.Pattern[str]) -> list[Fact]:
    """The facts, a range's first number with the kind and scale of its second."""
    result = list(facts)
    for at in range(len(result) - 2, -1, -1):
        first, second = result[at], result[at + 1]
        if first.kind not in ("number", "year"):
            continue
        if not isinstance(first.value, Fraction) or first.unit or first.implied:
            continue
        if beside(text, first, second, between):
            result[at] = _like(first, second)
    return result


def beside(text: str, first: Fact, second: Fact, link: re.Pattern[str]) -> bool:
    """Whether two facts stand side by side, with only a link between them."""
    if not 0 <= second.start - first.end < _NEAR:
        return False
    between = bare(text[first.end : second.start + 1])
    found = link.match(between)
    return found is not None and found.end() == len(between) - 1


def _like(first: Fact, second: Fact) -> Fact:
    if not isinstance(first.value, Fraction) or not isinstance(second.value, Fraction):
        return first
    others = first.others
    for scale in _SCALES:
        if second.value >= scale > first.value and (second.value / scale) < 1000:
            others += (first.value * scale,)
            break
    if first.kind == "number" and (second.unit or second.kind == "percent"):
        kind = second.kind if second.kind in ("percent", "money") else first.kind
        return replace(first, kind=kind, unit=second.unit, others=others)
    return replace(first, others=others) if first.kind == "number" else first


def summed(text: str, facts: Sequence[Fact], both: re.Pattern[str]) -> list[Fact]:
    """The facts, a measure in two units read as one too: 58 metres and 21 cm."""
    result = list(facts)
    for at in range(len(result) - 2, -1, -1):
        first, second = result[at], result[at + 1]
        large, small = UNITS.get(first.unit or ""), UNITS.get(second.unit or "")
        if not large or not small or large.dimension != small.dimension:
            continue
        if large.size <= small.size or not beside(text, first, second, both):
            continue
        rest = [value for value in second.readings if isinstance(value, Fraction)]
        if isinstance(first.value, Fraction):
            share = small.size / large.size
            sums = tuple(first.value + value * share for value in rest)
            result[at] = replace(first, others=first.others + sums)
    return result
