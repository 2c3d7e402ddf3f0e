"""Whether two numbers with units say the same: alike in unit, or converted."""

from fractions import Fraction

from summarize.facts.currencies import ALSO
from summarize.facts.units import UNITS

_FREEZING, _NINE_FIFTHS = 32, Fraction(9, 5)
_MOST_OFF = Fraction(1, 10)
_FINEST = Fraction(1, 1000)
# What translators put for a unit with the number left as it is.
_ALIKE: dict[str, frozenset[str]] = {
    "metre": frozenset({"square metre", "cubic metre"}),
    "kilometre": frozenset({"square kilometre"}),
    "mile": frozenset({"nautical mile"}),
    "nautical mile": frozenset({"mile"}),
    "feddan": frozenset({"acre"}),
    "degree": frozenset({"celsius", "fahrenheit"}),
    "celsius": frozenset({"degree"}),
    "day": frozenset({"night"}),
    "night": frozenset({"day"}),
    "times": frozenset({"fold"}),
    "fold": frozenset({"times"}),
}


def same_unit(source: str | None, target: str | None) -> bool:
    """Whether a number may stand in both units; a bare one may be of any unit."""
    if source is None or target is None:
        return source != "fold"
    if source == target or target in ALSO.get(source, frozenset()):
        return True
    return target in _ALIKE.get(source, frozenset())


def converted(
    value: Fraction, source: str | None, about: Fraction, target: str | None
) -> bool:
    """Whether `about` is the value in the target's unit, within its own rounding."""
    old, new = UNITS.get(source or ""), UNITS.get(target or "")
    if old is None or new is None or old.dimension != new.dimension:
        return False
    if old.dimension == "heat":
        return any(abs(one - about) <= 1 for one in _heat(value, target))
    return _fits(value * old.size / new.size, about)


def _heat(value: Fraction, target: str | None) -> list[Fraction]:
    """A temperature on the other scale, and a difference of temperatures."""
    if target == "celsius":
        return [(value - _FREEZING) / _NINE_FIFTHS, value / _NINE_FIFTHS]
    return [value * _NINE_FIFTHS + _FREEZING, value * _NINE_FIFTHS]


def _fits(exact: Fraction, about: Fraction) -> bool:
    off = abs(exact - about)
    return off <= min(_step(about) / 2, abs(about) * _MOST_OFF)


def _step(value: Fraction) -> Fraction:
    """The place of the last digit that is no zero: ten for 60, a tenth for 3.1."""
    step = Fraction(1)
    while value % step and step > _FINEST:
        step /= 10
    while value and value % (step * 10) == 0:
        step *= 10
    return step
