"""How many articles a call of the models takes."""

import pytest

from summarize.progress import FEWEST, MOST, SECONDS, Pace


@pytest.mark.parametrize(
    ("seconds_an_article", "settles_at"),
    [(0.0, MOST), (SECONDS / 20, 20), (SECONDS / 8, 8), (SECONDS, FEWEST)],
)
def test_a_call_lasts_some_seconds(seconds_an_article: float, settles_at: int) -> None:
    pace = Pace()
    for _ in range(5):
        pace.heed(pace.articles, pace.articles * seconds_an_article)
    assert pace.articles == settles_at


def test_it_grows_no_faster_than_fourfold() -> None:
    pace = Pace()
    pace.heed(FEWEST, 0.001)
    assert pace.articles == 4 * FEWEST


def test_a_slow_call_is_followed_by_a_small_one() -> None:
    pace = Pace(MOST)
    pace.heed(MOST, 100 * SECONDS)
    assert pace.articles == FEWEST
