"""What a difference on a small set is worth: intervals, paired tests, detectable size.

Scores are rounded to a billionth and summed as whole numbers, so that no machine
changes a result. Chance draws go by the items' order: give them in that of their ids.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import stdev

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
SEED = 12345
FEWEST_FOR_P = 20
# Two-sided 5 % at 80 % power: z(0.975) + z(0.80).
_POWER = 2.8
_UNIT = 1e9
_CELLS = 2_000_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two systems on the same items: `mean` is the second's less the first's.

    `ci95` is a paired bootstrap's, `p` a paired sign-flip test's (None under
    `FEWEST_FOR_P` items), `detectable` the difference that so many items would show
    four times out of five.
    """

    mean: float
    ci95: tuple[float, float]
    p: float | None
    detectable: float
    wins: int
    ties: int
    losses: int
    n: int


def intervals(columns: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """The 95 % percentile bootstrap interval of each column's mean.

    Every column has a score for each of the same items, at least one.
    """
    scores = _whole(columns)
    means = _resampled(scores) / (_UNIT * scores.shape[0])
    return [_middle(column) for column in means.T]


def corpus_intervals(
    stats: Sequence[Sequence[Sequence[int]]],
    scores: Sequence[Callable[[Sequence[int]], float]],
) -> list[tuple[float, float]]:
    """The intervals of scores that are made of statistics added up over the items.

    `stats` holds for each score one row of statistics an item.
    """
    tables = [np.asarray(rows, dtype=np.float64) for rows in stats]
    sums = _resampled(np.hstack(tables)).astype(np.int64)
    ends = np.cumsum([table.shape[1] for table in tables])[:-1]
    return [
        _middle(np.asarray([score(row) for row in part.tolist()]))
        for score, part in zip(scores, np.split(sums, ends, axis=1), strict=True)
    ]


def compare(
    firsts: Sequence[Sequence[float]], second: Sequence[float]
) -> list[Difference]:
    """The second system less each of the first ones, paired item by item, in order."""
    gaps = [[b - a for a, b in zip(first, second, strict=True)] for first in firsts]
    whole = _whole(gaps)
    n = len(second)
    ps = _sign_flip(whole) if n >= FEWEST_FOR_P else [None] * len(gaps)
    return [
        Difference(
            mean=float(column.sum()) / _UNIT / n,
            ci95=ci95,
            p=p,
            detectable=_POWER * stdev(gap) / sqrt(n) if n > 1 else 0.0,
            wins=int((column > 0).sum()),
            ties=int((column == 0).sum()),
            losses=int((column < 0).sum()),
            n=n,
        )
        for gap, column, ci95, p in zip(gaps, whole.T, intervals(gaps), ps, strict=True)
    ]


def sign_test(more: int, fewer: int) -> float:
    """The chance of so many gains or more among as many changes: one-sided, exact."""
    changes = more + fewer
    ways = sum(comb(changes, gains) for gains in range(more, changes + 1))
    return ways / (1 << changes)


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """Holm's step-down adjustment of several p-values, in their order (Holm 1979)."""
    there = sorted((p, at) for at, p in enumerate(ps) if p is not None)
    adjusted: list[float | None] = [None] * len(ps)
    highest = 0.0
    for rank, (p, at) in enumerate(there):
        highest = max(highest, min(1.0, (len(there) - rank) * p))
        adjusted[at] = highest
    return adjusted


def _whole(columns: Sequence[Sequence[float]]) -> Floats:
    """Items by columns, in whole billionths: sums of these are exact in a float."""
    scores: Floats = np.rint(np.asarray(columns, dtype=np.float64).T * _UNIT)
    return scores


def _resampled(scores: Floats) -> Floats:
    """Sums over items drawn with replacement: resamples by columns."""
    n = scores.shape[0]
    generator = np.random.default_rng(SEED)
    sums = []
    for size in _blocks(n):
        drawn = generator.integers(0, n, size=(size, n))
        counts = np.stack([np.bincount(row, minlength=n) for row in drawn])
        sums.append(counts.astype(np.float64) @ scores)
    return np.concatenate(sums)


def _middle(values: Floats) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _sign_flip(gaps: Floats) -> list[float]:
    """Paired randomisation: how often chance signs give a sum as far from nought."""
    n = gaps.shape[0]
    observed = np.abs(gaps.sum(axis=0))
    generator = np.random.default_rng(SEED)
    as_far = np.zeros(gaps.shape[1], dtype=np.int64)
    for size in _blocks(n):
        signs = generator.integers(0, 2, size=(size, n), dtype=np.int8) * 2.0 - 1.0
        as_far += (np.abs(signs @ gaps) >= observed).sum(axis=0)
    return [(1 + int(count)) / (1 + RESAMPLES) for count in as_far]


def _blocks(n: int) -> Iterator[int]:
    size = max(1, _CELLS // n)
    for start in range(0, RESAMPLES, size):
        yield min(size, RESAMPLES - start)
