"""What trials measured, and what is said of them: medians and ratios with ranges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

# Answers whose lengths differ by more are not the same work.
_ALIKE = 0.01


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of a contender; `load` is the machine's load average just before.

    `start_seconds` go from the process's start to the model being loaded,
    `work_seconds` from there to the last answer; the others are the process's.
    """

    contender: str
    variant: Mapping[str, Any]
    round: int
    load: float
    start_seconds: float
    work_seconds: float
    cpu_seconds: float
    peak_mib: float
    tokens_read: int
    tokens_written: int
    retried: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """A median and the range it is from."""

    median: float
    low: float
    high: float

    def said(self, digits: int = 1) -> str:
        """The median, with the range where there is one."""
        low, middle, high = (
            f"{value:.{digits}f}" for value in (self.low, self.median, self.high)
        )
        return middle if low == high else f"{middle} ({low} to {high})"


def spread(values: Sequence[float]) -> Spread:
    """The median of values with the least and the largest."""
    return Spread(median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Line:
    """A contender's trials in one: `slower` says how many times Mujaz is faster.

    Where the answers' lengths differ by over a hundredth it is not `comparable`, and
    `slower` is of the time for each token written.
    """

    contender: str
    variant: Mapping[str, Any]
    start: Spread
    work: Spread
    cpu: Spread
    peak_mib: Spread
    read: int
    written: int
    retried: int
    slower: Spread | None = None
    comparable: bool = True


@dataclass(frozen=True, slots=True)
class _Rounds:
    """The trials of one contender by their round."""

    trials: dict[int, Trial] = field(default_factory=dict)

    def spread(self, name: str) -> Spread:
        return spread([getattr(each, name) for each in self.trials.values()])

    @property
    def one(self) -> Trial:
        return next(iter(self.trials.values()))


def lines(trials: Sequence[Trial], against: str) -> list[Line]:
    """A line for each contender, each compared with `against` round by round."""
    by_name: dict[str, _Rounds] = {}
    for trial in trials:
        rounds = by_name.setdefault(trial.contender, _Rounds())
        rounds.trials[trial.round] = trial
    base = by_name.get(against)
    return [_line(rounds, base) for rounds in by_name.values()]


def _line(rounds: _Rounds, base: _Rounds | None) -> Line:
    one = rounds.one
    slower, comparable = None, True
    if base is not None:
        written = base.one.tokens_written
        comparable = abs(one.tokens_written - written) <= _ALIKE * written
        slower = spread(
            [
                _ratio(trial, base.trials[at], by_token=not comparable)
                for at, trial in rounds.trials.items()
                if at in base.trials
            ]
        )
    return Line(
        one.contender,
        one.variant,
        rounds.spread("start_seconds"),
        rounds.spread("work_seconds"),
        rounds.spread("cpu_seconds"),
        rounds.spread("peak_mib"),
        one.tokens_read,
        one.tokens_written,
        one.retried,
        slower,
        comparable,
    )


def _ratio(trial: Trial, base: Trial, *, by_token: bool) -> float:
    ratio = trial.work_seconds / base.work_seconds
    return ratio * base.tokens_written / trial.tokens_written if by_token else ratio
