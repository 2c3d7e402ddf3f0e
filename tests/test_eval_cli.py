"""`mujaz eval` as a person or a job runs it: exit codes, words, JSON."""

import json
from pathlib import Path

import pytest

from summarize.references import our_file, read_items
from tests.runs import last, lead, make_run, write_predictions
from tests.test_cli import mujaz

Captured = pytest.CaptureFixture[str]
FIRST = next(read_items(our_file())).id


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("good") / "run", lead)


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("bad") / "run", last)


def test_our_set_is_sound_and_counted(capsys: Captured) -> None:
    assert mujaz("eval", "validate", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["items"], found["sentences"], found["briefs_en"]) == (68, 813, 136)
    assert len(found["sha256"]) == 64


def test_a_broken_set_is_exit_5_with_its_ids(tmp_path: Path, capsys: Captured) -> None:
    rows = [
        {"id": "good-1", "text": "خبر طويل عن السوق", "summaries_ar": ["خبر عن السوق"]},
        {"id": "bad-2", "text": "خبر آخر عن الطقس", "summaries_ar": [""]},
        {"id": "bad-3", "text": "خبر ثالث عن النفط", "briefs_en": ["خبر عن النفط"]},
    ]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert mujaz("eval", "validate", str(path)) == 5
    said = capsys.readouterr().err
    assert "bad-2: summaries_ar: empty" in said
    assert "bad-3: briefs_en: is not English" in said
    assert "good-1" not in said


def test_predictions_are_scored_and_the_page_is_named(
    tmp_path: Path, capsys: Captured
) -> None:
    predictions = write_predictions(tmp_path / "lead.jsonl", lead)
    out = tmp_path / "run"
    assert mujaz("eval", "score", str(predictions), "-o", str(out)) == 0
    said = capsys.readouterr().out
    assert "ar.rougeL *" in said
    assert "report.html" in said
    assert (out / "report.html").is_file()


def test_scores_as_one_line_of_json(good: Path, capsys: Captured) -> None:
    assert mujaz("eval", "score", str(good), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["items"] == 68
    assert 0 < found["scores"]["ar.rougeL"] < 100


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(lambda lines: lines[1:], f"1 missing ids: {FIRST}", id="missing"),
        pytest.param(
            lambda lines: [*lines, '{"id": "not-there", "summary_ar": ""}'],
            "1 extra ids: not-there",
            id="extra",
        ),
        pytest.param(lambda lines: [*lines, lines[0]], FIRST, id="twice"),
    ],
)
def test_predictions_that_do_not_fit_are_exit_5_with_their_ids(
    tmp_path: Path, capsys: Captured, change: object, says: str
) -> None:
    predictions = write_predictions(tmp_path / "lead.jsonl", lead)
    assert callable(change)
    lines = change(predictions.read_text(encoding="utf-8").splitlines())
    predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert mujaz("eval", "score", str(predictions), "-o", str(tmp_path / "run")) == 5
    assert says in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_the_gate_blocks_with_exit_4(good: Path, bad: Path, capsys: Captured) -> None:
    assert mujaz("eval", "compare", str(good), str(bad), "--gate") == 4
    assert "gate: regression" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--gate"], 0),
        (["--exact"], 0),
        ([], 0),
    ],
)
def test_a_run_passes_against_itself(good: Path, words: list[str], code: int) -> None:
    assert mujaz("eval", "compare", str(good), str(good), *words) == code


def test_equal_outputs_are_asked_for_by_exact(good: Path, bad: Path) -> None:
    assert mujaz("eval", "compare", str(good), str(bad), "--exact") == 4


def test_what_cannot_be_ruled_out_is_exit_6(good: Path, capsys: Captured) -> None:
    words = ["eval", "compare", str(good), str(good), "--gate", "--max-drop", "0"]
    assert mujaz(*words) == 6
    assert mujaz(*words, "--strict") == 4
    assert "neither shown nor ruled out" in capsys.readouterr().out


def test_a_comparison_is_written_where_asked(
    good: Path, bad: Path, tmp_path: Path
) -> None:
    out = tmp_path / "compared"
    mujaz("eval", "compare", str(good), str(bad), "--gate", "-o", str(out))
    found = json.loads((out / "compare.json").read_text(encoding="utf-8"))
    assert found["gate"]["outcome"] == "regression"
    assert "Largest drops" in (out / "compare.md").read_text(encoding="utf-8")


def test_mismatched_runs_are_exit_5_with_the_ids(
    good: Path, tmp_path: Path, capsys: Captured
) -> None:
    items = our_file().read_text(encoding="utf-8").splitlines(keepends=True)[:60]
    fewer = tmp_path / "fewer.jsonl"
    fewer.write_text("".join(items), encoding="utf-8")
    predictions = write_predictions(tmp_path / "lead.jsonl", lead, limit=60)
    out = tmp_path / "run"
    words = ["--set", str(fewer), "-o", str(out)]
    assert mujaz("eval", "score", str(predictions), *words) == 0
    assert mujaz("eval", "compare", str(good), str(out), "--gate") == 5
    missing = [item.id for item in read_items(our_file())][60:]
    said = capsys.readouterr().err
    assert all(id in said for id in missing)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["run", "--set", "nope"], id="set"),
        pytest.param(["run", "--preset", "nope"], id="preset"),
        pytest.param(["run", "--mode", "translate"], id="mode"),
        pytest.param(["translate", "--src", "a.ar"], id="src without ref"),
        pytest.param(["run", "--set", "xlsum:/not/there"], id="place"),
    ],
)
def test_wrong_usage_is_exit_2(words: list[str], tmp_path: Path) -> None:
    assert mujaz("eval", *words, "-o", str(tmp_path / "run")) == 2


def test_predictions_need_a_folder_to_write_to(tmp_path: Path) -> None:
    predictions = write_predictions(tmp_path / "lead.jsonl", lead)
    assert mujaz("eval", "score", str(predictions)) == 2
    assert mujaz("eval", "score", str(tmp_path / "none.jsonl"), "-o", "x") == 2
