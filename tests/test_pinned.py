"""Pinned results: the README shows them, scoring gives them, the model still makes them."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from summarize.benchmark import BenchmarkOrder, run_benchmark
from summarize.benchmark.environment import environment
from summarize.errors import Refused
from summarize.evaluation import Source
from summarize.evaluation import folder as at
from summarize.evaluation.pinned import pin
from summarize.evaluation.score import score_folder
from summarize.load import How
from summarize.references import our_file
from tests import adapter_pages
from tests.quality import PINNED, ROOT, with_tables
from tests.runs import lead, make_run
from tests.test_benchmark import Silent, rows

FEW = 4


def test_the_readme_shows_the_pinned_results() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert with_tables(readme) == readme


def test_the_adapters_page_shows_its_records() -> None:
    page = adapter_pages.PAGE.read_text(encoding="utf-8")
    assert adapter_pages.with_tables(page) == page


@pytest.mark.parametrize("pinned", PINNED, ids=lambda path: path.name)
def test_scoring_the_pinned_predictions_gives_the_pinned_bytes(
    pinned: Path, tmp_path: Path
) -> None:
    at.require_whole(pinned)
    for name in (at.PREDICTIONS, at.TRANSLATED):
        shutil.copyfile(pinned / name, tmp_path / name)
    shutil.copyfile(our_file(), tmp_path / at.REFERENCES)
    score_folder(tmp_path, Source("reference", "CC-BY-4.0"), cores=1)
    for name in (at.SCORES, at.METRICS):
        assert (tmp_path / name).read_bytes() == (pinned / name).read_bytes()


@pytest.mark.slow
def test_the_embedded_model_still_writes_the_pinned_briefs(
    embedded_folder: Path, tmp_path: Path
) -> None:
    """Exactly on the same instructions; elsewhere int8 may round another way."""
    order = BenchmarkOrder(tmp_path / "run", how=How(offline=True), limit=FEW)
    run_benchmark(order, Silent())
    made = rows(tmp_path / "run" / at.PREDICTIONS)
    pinned = rows(PINNED[0] / at.PREDICTIONS)[:FEW]
    assert [row["summary_ar"] for row in made] == [row["summary_ar"] for row in pinned]
    if same_processor(json.loads((PINNED[0] / at.RUN).read_text(encoding="utf-8"))):
        assert [row["brief_en"] for row in made] == [row["brief_en"] for row in pinned]
    else:
        now, then = (mean(path) for path in (tmp_path / "run", PINNED[0]))
        assert now == pytest.approx(then, abs=8)


def same_processor(record: dict[str, Any]) -> bool:
    return bool(record["environment"]["cpu"]["isa"] == environment()["cpu"]["isa"])


def mean(run: Path) -> float:
    scores = [row["scores"]["en.rougeL"] for row in rows(run / at.SCORES)[:FEW]]
    return float(sum(scores) / FEW)


def test_pinning_says_what_changes(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", lead)
    kept = tmp_path / "pinned"
    first, second = pin(run, kept), pin(run, kept)
    assert any(re.fullmatch(r"ar\.rougeL: none -> 28\.\d\d", line) for line in first)
    assert first[-1].startswith("outputs: none -> ")
    assert not any("none" in line or "outputs" in line for line in second)
    assert "times" not in json.loads((kept / at.RUN).read_text(encoding="utf-8"))


def test_a_run_of_another_set_is_not_pinned(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", lead)
    metrics = json.loads((run / at.METRICS).read_text(encoding="utf-8"))
    metrics["dataset"]["name"] = "other"
    (run / at.METRICS).write_text(json.dumps(metrics), encoding="utf-8")
    with pytest.raises(Refused, match="only runs of the project's own set"):
        pin(run, tmp_path / "pinned")
