"""Comparisons of whole runs, and the gate that blocks."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from summarize.errors import Refused
from summarize.evaluation import compare_runs
from summarize.evaluation import folder as at
from summarize.evaluation.difference import markdown
from summarize.evaluation.gate import EXIT_CODES, gate, gate_exact
from summarize.references import Item
from summarize.scoring import sign_test
from tests.runs import last, lead, make_run, two_leads

NO_DOUBTS = {"items": [0, 0], "p": 1.0}


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    home = tmp_path_factory.mktemp("runs")
    systems = {"lead": lead, "two": two_leads, "last": last}
    return {name: make_run(home / name, system) for name, system in systems.items()}


def copy(run: Path, to: Path) -> Path:
    shutil.copytree(run, to)
    return to


def edit(path: Path, change: Any) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found)
    path.write_text(json.dumps(found), encoding="utf-8")


def test_a_run_is_the_same_as_itself(runs: dict[str, Path]) -> None:
    (found,) = compare_runs(runs["lead"], [runs["lead"]])
    assert found["changed"] == []
    for metric in found["metrics"].values():
        assert metric["p"] == 1.0
        assert metric["mean"] == 0.0
        assert (metric["wins"], metric["losses"]) == (0, 0)
    assert gate(found).outcome == gate_exact(found).outcome == "pass"


def test_the_gate_blocks_a_worse_run(runs: dict[str, Path]) -> None:
    (found,) = compare_runs(runs["lead"], [runs["last"]])
    verdict = gate(found)
    assert verdict.outcome == "regression"
    assert EXIT_CODES[verdict.outcome] == 4
    assert any("ar.rougeL" in reason for reason in verdict.reasons)


def test_a_better_run_passes(runs: dict[str, Path]) -> None:
    (found,) = compare_runs(runs["last"], [runs["lead"]])
    assert gate(found).outcome == "pass"


def metric(mean: float, low: float, high: float, p: float, n: int = 68) -> Any:
    numbers = {"mean": mean, "ci95": [low, high], "p_holm": p, "n": n}
    return {"primary": True, "detectable": 2.0, **numbers}


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (metric(-2.0, -3.0, -1.0, 0.001), "regression"),
        (metric(-2.0, -3.0, -1.0, 0.06), "inconclusive"),
        (metric(-2.0, -4.5, 0.5, 0.1), "inconclusive"),
        (metric(-0.8, -1.2, -0.4, 0.001), "inconclusive"),
        (metric(-0.5, -0.9, -0.1, 0.02), "pass"),
        (metric(0.0, -0.5, 0.5, 1.0), "pass"),
        (metric(3.0, 2.0, 4.0, 0.001), "pass"),
        (metric(0.0, -0.1, 0.1, 1.0, n=49), "inconclusive"),
    ],
)
def test_outcomes_by_drop_interval_and_p(found: Any, outcome: str) -> None:
    comparison = {
        "metrics": {"ar.rougeL": found},
        "coverage": [1.0, 1.0],
        "doubted": NO_DOUBTS,
    }
    assert gate(comparison, 1.0).outcome == outcome
    strict = gate(comparison, 1.0, strict=True).outcome
    assert strict == ("regression" if outcome == "inconclusive" else outcome)


def test_lower_coverage_blocks_whatever_the_scores() -> None:
    fine = metric(0.0, -0.1, 0.1, 1.0)
    found = {
        "metrics": {"ar.rougeL": fine},
        "coverage": [1.0, 0.98],
        "doubted": NO_DOUBTS,
    }
    assert gate(found).outcome == "regression"


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [(0, 5, "regression"), (10, 20, "regression"), (0, 4, "pass"), (20, 10, "pass")],
)
def test_more_doubted_items_than_chance_explains_block(
    before: int, after: int, outcome: str
) -> None:
    fine = metric(0.0, -0.1, 0.1, 1.0)
    p = sign_test(max(after - before, 0), max(before - after, 0))
    doubted = {"items": [before, after], "p": p}
    found = {"metrics": {"ar.rougeL": fine}, "coverage": [1.0, 1.0], "doubted": doubted}
    assert gate(found).outcome == outcome


def test_runs_of_other_guards_are_not_compared_in_doubts(
    runs: dict[str, Path], tmp_path: Path
) -> None:
    guarded = copy(runs["lead"], tmp_path / "guarded")
    edit(guarded / at.RUN, lambda record: record.update(rules={"guard": "flag"}))
    at.write_sums(guarded)
    (found,) = compare_runs(runs["lead"], [guarded])
    assert found["doubted"] is None
    assert "not compared" in markdown(found, None)
    assert gate(found).outcome == "pass"


def test_doubts_are_counted_item_by_item(tmp_path: Path) -> None:
    def doubting(item: Item) -> Mapping[str, Any]:
        flagged = item.id.startswith("politics")
        return {**lead(item), "flags": ["number_changed"] if flagged else ["loop"]}

    first, second = make_run(tmp_path / "a", lead), make_run(tmp_path / "b", doubting)
    (found,) = compare_runs(first, [second])
    newly = found["doubted"]["newly"]
    assert found["doubted"]["items"] == [0, len(newly)]
    assert newly
    assert all(id.startswith("politics") for id in newly)
    assert gate(found).outcome == "regression"


def test_the_exact_gate_names_changed_outputs(runs: dict[str, Path]) -> None:
    (found,) = compare_runs(runs["lead"], [runs["two"]])
    verdict = gate_exact(found)
    assert verdict.outcome == "regression"
    assert found["changed"][0] in verdict.reasons[0]


def test_the_worst_items_come_with_their_texts(runs: dict[str, Path]) -> None:
    (found,) = compare_runs(runs["lead"], [runs["last"]])
    worst = found["worst"]["ar.rougeL"]
    assert len(worst) == 10
    assert [item["difference"] for item in worst] == sorted(
        item["difference"] for item in worst
    )
    assert all(item["source"] and all(item["outputs"]) for item in worst)
    assert len(worst[0]["references"]) == 2


def test_holm_covers_all_deciding_metrics_of_all_runs(runs: dict[str, Path]) -> None:
    pair = compare_runs(runs["lead"], [runs["last"], runs["two"]])
    alone = compare_runs(runs["lead"], [runs["last"]])
    together = pair[0]["metrics"]["ar.rougeL"]
    assert together["p"] == alone[0]["metrics"]["ar.rougeL"]["p"]
    assert together["p_holm"] >= alone[0]["metrics"]["ar.rougeL"]["p_holm"]


def test_slices_add_up_to_the_whole(runs: dict[str, Path]) -> None:
    (found,) = compare_runs(runs["lead"], [runs["two"]])
    whole = found["metrics"]["ar.rougeL"]
    for parts in found["slices"]["ar.rougeL"].values():
        total = sum(part["mean"] * part["n"] for part in parts.values())
        assert total / whole["n"] == pytest.approx(whole["mean"])


def test_the_page_says_what_the_numbers_say(runs: dict[str, Path]) -> None:
    (found,) = compare_runs(runs["lead"], [runs["last"]])
    page = markdown(found, gate(found))
    assert f"{found['metrics']['ar.rougeL']['mean']:+.2f}" in page
    assert "**Gate: regression**" in page
    assert found["worst"]["ar.rougeL"][0]["id"] in page


def test_another_signature_is_refused(runs: dict[str, Path], tmp_path: Path) -> None:
    other = copy(runs["lead"], tmp_path / "other")

    def change(found: Any) -> None:
        found["metrics"]["ar.rougeL"]["signature"] += "|norm:other"

    edit(other / at.METRICS, change)
    with pytest.raises(Refused, match=r"ar\.rougeL is signed"):
        compare_runs(runs["lead"], [other])


def test_other_references_are_refused_by_item(
    runs: dict[str, Path], tmp_path: Path
) -> None:
    other = copy(runs["lead"], tmp_path / "other")
    lines = (other / at.REFERENCES).read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[0])
    row["summaries_ar"][0] += " اليوم"
    lines[0] = json.dumps(row, ensure_ascii=False)
    (other / at.REFERENCES).write_text("\n".join(lines) + "\n", encoding="utf-8")
    edit(other / at.METRICS, lambda found: found["dataset"].update(sha256="0" * 64))
    with pytest.raises(Refused, match=row["id"]):
        compare_runs(runs["lead"], [other])


def test_other_ids_are_refused_by_name(runs: dict[str, Path], tmp_path: Path) -> None:
    other = copy(runs["lead"], tmp_path / "other")
    lines = (other / at.SCORES).read_text(encoding="utf-8").splitlines()
    (other / at.SCORES).write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
    with pytest.raises(Refused, match=json.loads(lines[0])["id"]):
        compare_runs(runs["lead"], [other])


def test_another_task_is_refused(runs: dict[str, Path], tmp_path: Path) -> None:
    other = copy(runs["lead"], tmp_path / "other")
    edit(other / at.METRICS, lambda found: found.update(task="translate"))
    with pytest.raises(Refused, match="tasks brief and translate"):
        compare_runs(runs["lead"], [other])


def test_a_folder_that_was_not_scored_is_refused(
    runs: dict[str, Path], tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="is not a scored run"):
        compare_runs(runs["lead"], [tmp_path])
