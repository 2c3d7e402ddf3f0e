"""Intervals and paired tests: against enumeration, worked values and plain sense."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import sqrt
from random import Random
from statistics import mean, stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.scoring import compare, corpus_intervals, holm, intervals, resampling

SCORES = [Random(at).uniform(0, 100) for at in range(60)]
# Each item better by up to five.
BETTER = [score + Random(100 + at).uniform(0, 5) for at, score in enumerate(SCORES)]


def exact_p(gaps: Sequence[int]) -> float:
    """The sign-flip test's p by every one of the 2^N ways to choose signs."""
    as_far = sum(
        abs(sum(sign * gap for sign, gap in zip(signs, gaps, strict=True)))
        >= abs(sum(gaps))
        for signs in product((1, -1), repeat=len(gaps))
    )
    return as_far / (1 << len(gaps))


def test_a_run_does_not_differ_from_itself() -> None:
    (gap,) = compare([SCORES], SCORES)
    assert (gap.p, gap.mean, gap.ci95) == (1.0, 0.0, (0.0, 0.0))
    assert (gap.wins, gap.ties, gap.losses, gap.n) == (0, 60, 0, 60)
    assert gap.detectable == 0


def test_a_clear_difference_is_no_chance() -> None:
    (gap,) = compare([SCORES], BETTER)
    assert gap.p is not None
    assert gap.p < 0.001
    assert gap.mean == pytest.approx(mean(BETTER) - mean(SCORES), abs=1e-9)
    assert 0 < gap.ci95[0] < gap.mean < gap.ci95[1]
    assert (gap.wins, gap.ties, gap.losses) == (60, 0, 0)


def test_the_least_p_is_one_in_all_the_trials() -> None:
    (gap,) = compare([[0.0] * 60], [1.0] * 60)
    assert gap.p == 1 / (1 + resampling.RESAMPLES)


def test_the_other_way_round_only_the_sign_changes() -> None:
    (there,), (back,) = compare([SCORES], BETTER), compare([BETTER], SCORES)
    assert (back.mean, back.p) == (-there.mean, there.p)
    assert back.ci95 == pytest.approx((-there.ci95[1], -there.ci95[0]), abs=1e-9)
    assert (back.wins, back.losses) == (there.losses, there.wins)


# In tenths, which binary fractions only come near to: sums that are equal must count.
@pytest.mark.parametrize(
    "tenths",
    [
        pytest.param([1] * 10, id="all-equal"),
        pytest.param([1, 2, -3, 4, 5, -6, 7, -8, 9, 10], id="mixed"),
        pytest.param([3, 1, 2, 1, 2, 3, -1, 1, 2, 1], id="ties-between-sums"),
        pytest.param([0, 0, 0, 0, 0, 0, 0, 7, -2, 1], id="mostly-nought"),
        pytest.param([50, 1, 1, 1, 1, 1, -1, -1, -1, -1], id="one-large"),
        pytest.param([1, -1, 2, -2, 3, -3, 4, -4, 5, -5], id="sum-nought"),
        pytest.param([-9, -7, -5, 1, -4, -2, -8, 2, -6, -1], id="worse"),
    ],
)
def test_p_is_what_enumeration_gives(
    tenths: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resampling, "FEWEST_FOR_P", 5)
    (gap,) = compare([[0.0] * 10], [each / 10 for each in tenths])
    exact = exact_p(tenths)
    assert gap.p is not None
    spread = sqrt(exact * (1 - exact) / resampling.RESAMPLES)
    assert abs(gap.p - exact) <= 4 * spread + 1 / resampling.RESAMPLES


def test_enumeration_counts_the_signs_there_are() -> None:
    assert exact_p([1] * 10) == 2 / 2**10
    assert exact_p([1, -1]) == 1
    assert exact_p([2, 1, -1]) == 6 / 8


@pytest.mark.parametrize(("n", "tested"), [(1, False), (19, False), (20, True)])
def test_few_items_get_no_p(n: int, tested: bool) -> None:
    (gap,) = compare([SCORES[:n]], BETTER[:n])
    assert (gap.p is not None) == tested
    assert gap.n == n
    assert gap.ci95[0] <= gap.mean + 1e-9


def test_what_is_detectable_falls_with_the_root_of_the_items() -> None:
    gaps = [0.0, 1.0, 5.0, -2.0] * 25
    (few,), (many,) = (compare([[0.0] * len(each)], each) for each in (gaps, gaps * 4))
    assert few.detectable == pytest.approx(2.8 * stdev(gaps) / 10)
    assert many.detectable == pytest.approx(few.detectable / 2, rel=0.01)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40))
@settings(deadline=None, max_examples=40)
def test_an_interval_holds_the_mean_and_lies_among_the_scores(
    scores: list[float],
) -> None:
    ((low, high),) = intervals([scores])
    assert min(scores) - 1e-9 <= low <= mean(scores) + 1e-9
    assert mean(scores) - 1e-9 <= high <= max(scores) + 1e-9


def test_an_interval_is_as_wide_as_theory_says() -> None:
    ((low, high),) = intervals([SCORES])
    spread = stdev(SCORES) * sqrt(59 / 60) / sqrt(60)
    assert (high - low) / 2 == pytest.approx(1.96 * spread, rel=0.05)


def test_equal_scores_have_no_width() -> None:
    assert intervals([[42.5] * 7]) == [(42.5, 42.5)]
    assert intervals([[7.25]]) == [(7.25, 7.25)]


def test_a_column_does_not_depend_on_its_neighbours() -> None:
    assert intervals([SCORES, BETTER]) == intervals([SCORES]) + intervals([BETTER])
    both = compare([SCORES, BETTER], SCORES[::-1])
    assert both == compare([SCORES], SCORES[::-1]) + compare([BETTER], SCORES[::-1])


def test_in_another_order_the_mean_stays_and_the_interval_hardly_moves() -> None:
    order = Random(1).sample(range(60), 60)
    one, other = [SCORES[at] for at in order], [BETTER[at] for at in order]
    (shuffled,), (gap,) = compare([one], other), compare([SCORES], BETTER)
    assert shuffled.mean == gap.mean
    assert shuffled.detectable == gap.detectable
    assert (shuffled.wins, shuffled.ties) == (gap.wins, gap.ties)
    width = gap.ci95[1] - gap.ci95[0]
    assert shuffled.ci95 == pytest.approx(gap.ci95, abs=width / 20)


def test_chance_is_seeded_and_is_ours_alone() -> None:
    first = compare([SCORES], BETTER), intervals([SCORES])
    np.random.default_rng(1).random()
    np.random.seed(7)
    assert (compare([SCORES], BETTER), intervals([SCORES])) == first


def test_many_items_are_resampled_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = compare([SCORES], BETTER), intervals([SCORES])
    monkeypatch.setattr(resampling, "_CELLS", 60 * 2048)
    assert (compare([SCORES], BETTER), intervals([SCORES])) == whole


def test_corpus_intervals_of_a_mean_are_the_means() -> None:
    counts = [Random(at).randrange(100) for at in range(40)]
    others = [Random(100 + at).randrange(9) for at in range(40)]
    found = corpus_intervals(
        [[[count, 1] for count in counts], [[other, 7, 2] for other in others]],
        [lambda sums: sums[0] / sums[1], lambda sums: sums[0] * 2 / sums[2]],
    )
    assert found == [
        pytest.approx(interval, abs=1e-9) for interval in intervals([counts, others])
    ]


def test_corpus_scores_are_given_whole_sums() -> None:
    seen: set[type] = set()

    def ratio(sums: Sequence[int]) -> float:
        seen.update(map(type, sums))
        return float(Fraction(sums[0], sums[1]))

    ((low, high),) = corpus_intervals([[[1, 2], [3, 4], [5, 6]]], [ratio])
    assert seen == {int}
    assert 1 / 2 <= low <= 9 / 12 <= high <= 5 / 6


@pytest.mark.parametrize(
    ("ps", "adjusted"),
    [
        ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]),
        ([0.01, None, 0.04, 0.03], [0.03, None, 0.06, 0.06]),
        ([0.02], [0.02]),
        ([0.6, 0.7], [1.0, 1.0]),
        ([0.02, 0.02], [0.04, 0.04]),
        ([None, None], [None, None]),
        ([], []),
    ],
)
def test_holm(ps: list[float | None], adjusted: list[float | None]) -> None:
    assert holm(ps) == [
        None if each is None else pytest.approx(each) for each in adjusted
    ]
