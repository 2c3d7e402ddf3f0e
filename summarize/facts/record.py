"""A fact that a text states, and what became of it in a translation."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["number", "percent", "money", "month", "weekday", "year", "time"]
Status = Literal["supported", "changed", "unsupported"]
Value = Fraction | str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with its offsets, in characters, into the text it was read from.

    Numbers, percentages and amounts are exact fractions; a time is in minutes after
    midnight, beyond a day's where it is none (16 p.m.); months and weekdays are English
    names in small letters (`hijri-` before a month of that calendar). `unit` is a
    currency, what a number measures (`metre`, `day`), or `decade` for a year that means
    ten. `others` holds the further values that the same words may mean; `implied` is
    true of what a word's form alone says, as an Arabic dual says "two".
    """

    kind: Kind
    value: Value
    unit: str | None
    start: int
    end: int
    text: str
    approximate: bool = False
    others: tuple[Value, ...] = ()
    implied: bool = False

    @property
    def readings(self) -> frozenset[Value]:
        """Every value that the words may mean."""
        return frozenset((self.value, *self.others))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A translation's fact, what became of it, and the source's fact beside it."""

    status: Status
    fact: Fact
    source: Fact | None = None
