"""The page of trials names every row and every trial, and all of them passed."""

import pytest

from tests.reliability import PAGE, ROWS, results_of, trials, with_table


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_tried_and_said_in_a_sentence(row: str) -> None:
    of_row = [trial for trial in trials() if trial.row == row]
    assert of_row, row
    assert all(trial.about.endswith(".") for trial in of_row)


def test_the_page_shows_every_trial_and_that_it_passed() -> None:
    page = PAGE.read_text(encoding="utf-8")
    results = results_of(page)
    assert with_table(page, results) == page
    assert set(results.values()) == {"passed"}
