"""The guard's own measure: what it must reach on the reference set."""

import json
import random

import pytest
from typer.testing import CliRunner

from summarize.cli import app
from summarize.evaluation.corruptions import Stranger, common_words, corruptions
from summarize.evaluation.guarding import GuardMeasure, measure_guard
from summarize.references import our_file, read_items

ENGLISH = "On Monday the minister, Boris Johnson, said 12 million people did not vote in March."


@pytest.fixture(scope="module")
def measured() -> GuardMeasure:
    return measure_guard(list(read_items(our_file())))[0]


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("digit", 0.95),
        ("scale", 0.95),
        ("month", 0.95),
        ("name", 0.8),
        ("negation", 0.8),
    ],
)
def test_seeded_errors_are_found(
    measured: GuardMeasure, kind: str, least: float
) -> None:
    assert measured.kinds[kind].seeded >= 30
    assert measured.kinds[kind].recall >= least


def test_human_english_is_hardly_doubted(measured: GuardMeasure) -> None:
    assert measured.sentences == 813
    assert measured.alarm_rate < 0.02


def test_one_error_of_each_kind_is_put_where_it_says() -> None:
    common = common_words(["the minister said people did not vote"])
    stranger = Stranger(("Angela Merkel",), ("It cost 7 dollars.",))
    found = list(corruptions(ENGLISH, stranger, common, random.Random(1)))
    assert [each.kind for each in found] == [
        "digit",
        "scale",
        "month",
        "name",
        "negation",
        "negation",
        "inserted",
    ]
    assert all(each.text != ENGLISH for each in found)
    by_kind = {each.kind: each for each in found}
    name = by_kind["name"]
    assert name.text[name.start : name.end] == "Angela Merkel"
    assert by_kind["inserted"].text.endswith("It cost 7 dollars.")


def test_the_command_prints_the_measure(tmp_path: object) -> None:
    result = CliRunner().invoke(app, ["eval", "guard", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["sentences"] == 813
