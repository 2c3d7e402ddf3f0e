"""Ranges: what is said behind the second number holds for the first one too."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from summarize.facts.record import Fact

_SCALES = (10**12, 10**9, 10**6, 10**3)


def linked(text: str, facts: Sequence[Fact], between: re.Pattern[str]) -> list[Fact]:
    """The facts, a range's first number with the kind and scale of its second."""
    result = list(facts)
    for at in range(len(result) - 2, -1, -1):
        first, second = result[at], result[at + 1]
        if first.kind not in ("number", "year") or first.end > second.start:
            continue
        if not isinstance(first.value, Fraction) or first.unit:
            continue
        link = between.match(text, first.end)
        if link is None or link.end() != second.start:
            continue
        result[at] = _like(first, second)
    return result


def _like(first: Fact, second: Fact) -> Fact:
    if not isinstance(first.value, Fraction) or not isinstance(second.value, Fraction):
        return first
    others = first.others
    for scale in _SCALES:
        if second.value >= scale > first.value and (second.value / scale) < 1000:
            others += (first.value * scale,)
            break
    if first.kind == "number" and second.kind in ("percent", "money"):
        return replace(first, kind=second.kind, unit=second.unit, others=others)
    return replace(first, others=others) if first.kind == "number" else first
