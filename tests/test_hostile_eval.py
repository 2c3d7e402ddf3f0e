"""Reference sets and runs that may not be scored or compared (I1, I25, I26)."""

import json
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarize.errors import Refused
from summarize.evaluation import Source, compare_runs, score_predictions
from summarize.evaluation import folder as at
from summarize.references import open_set, our_file, read_items, require_valid
from tests.conftest import STORY
from tests.runs import lead, make_run, write_predictions
from tests.test_cli import mujaz
from tests.test_hostile_rows import rows_of
from tests.test_sources import BODY, jsonl, write

Row = dict[str, Any]
GOOD: Row = {
    "id": "good-1",
    "text": BODY,
    "summaries_ar": ["افتتح الوزير مستشفى جديدا في العاصمة."],
    "briefs_en": ["The minister opened a new hospital in the capital."],
}
OTHER: Row = {**GOOD, "id": "bad-2", "text": STORY}


# I1: nothing to score


def test_I01_an_item_that_was_rejected_scores_nought(tmp_path: Path) -> None:
    """A reference set of which one article was rejected: that item counts, with a score of 0."""
    given = write(tmp_path / "set.jsonl", jsonl(GOOD, OTHER))
    rejected = {"id": "bad-2", "summary_ar": "", "status": "rejected"}
    said = {"id": "good-1", "summary_ar": GOOD["summaries_ar"][0]}
    told = write(tmp_path / "told.jsonl", jsonl(said, rejected))
    out = tmp_path / "run"
    score_predictions(told, open_set(str(given)), Source("x", "y"), out, cores=1)
    scores = {row["id"]: row["scores"]["ar.rougeL"] for row in rows_of(out, at.SCORES)}
    assert scores == {"good-1": 100, "bad-2": 0}


# I25: broken reference sets


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"summaries_ar": [], "briefs_en": []}, "no reference", id="none"),
        pytest.param({"id": "good-1"}, "the same as an earlier row's", id="id-twice"),
        pytest.param({"id": ""}, "expected 1 to 120 visible", id="no-id"),
        pytest.param(
            {"summaries_ar": [STORY]}, "the article itself", id="ref-is-source"
        ),
        pytest.param({"summaries_ar": [""]}, "empty", id="empty"),
        pytest.param({"briefs_en": [" \n"]}, "empty", id="blank"),
        pytest.param(
            {
                "summaries_ar": [
                    unicodedata.normalize("NFD", "أعلنت الوزارة آخر الأرقام")
                ]
            },
            "composed form (NFC)",
            id="not-nfc",
        ),
        pytest.param(
            {"briefs_en": ["افتتح الوزير مستشفى"]}, "is not English", id="arabic-brief"
        ),
        pytest.param(
            {"summaries_ar": ["The minister opened it."]},
            "Arabic",
            id="english-summary",
        ),
        pytest.param({"text": ["x"]}, "expected a text", id="no-text"),
        pytest.param({"text": BODY}, "the same article as good-1", id="article-twice"),
    ],
)
def test_I25_a_broken_set_is_refused_with_its_ids(
    change: Row, said: str, tmp_path: Path
) -> None:
    """A reference that is missing, empty, the source itself, not NFC or in another language, an id twice: refused, exit 5."""
    row = OTHER | change
    path = write(tmp_path / "set.jsonl", jsonl(GOOD, row))
    with pytest.raises(Refused, match="is not a sound reference set") as told:
        require_valid(path)
    assert told.value.exit_code == 5
    assert f"set.jsonl:2: {row['id'] or '(no id)'}" in str(told.value)
    assert said in str(told.value)
    assert "set.jsonl:1:" not in str(told.value)


def test_I25_the_commands_exit_5_before_a_model_is_loaded(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`mujaz eval validate` and `mujaz eval run` with such a set, on a machine without any model: exit 5 for the set."""
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path / "empty"))
    path = write(tmp_path / "set.jsonl", jsonl(GOOD, OTHER | {"summaries_ar": [""]}))
    out = ["-o", str(tmp_path / "run")]
    for words in (["validate", str(path)], ["run", "--set", str(path), *out]):
        assert mujaz("eval", *words) == 5
        assert "bad-2: summaries_ar: empty" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_I25_a_sound_set_is_accepted(tmp_path: Path) -> None:
    """The same set without a fault: accepted and counted."""
    census = require_valid(write(tmp_path / "set.jsonl", jsonl(GOOD, OTHER)))
    assert (census.items, census.problems) == (2, [])


# I26: runs that do not compare


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("scored") / "run", lead)


def edit(path: Path, change: Callable[[Any], object]) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found)
    path.write_text(json.dumps(found), encoding="utf-8")


def other_signature(run: Path) -> str:
    def change(found: Any) -> None:
        found["metrics"]["ar.rougeL"]["signature"] += "|norm:other"

    edit(run / at.METRICS, change)
    return r"ar.rougeL is signed .*norm:other"


def other_references(run: Path) -> str:
    lines = (run / at.REFERENCES).read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[0])
    row["summaries_ar"][0] += " اليوم"
    lines[0] = json.dumps(row, ensure_ascii=False)
    write(run / at.REFERENCES, "\n".join(lines) + "\n")
    edit(run / at.METRICS, lambda found: found["dataset"].update(sha256="0" * 64))
    return f"references or articles differ, in items: {row['id']}"


def other_ids(run: Path) -> str:
    text = (run / at.SCORES).read_text(encoding="utf-8")
    id = json.loads(text.partition("\n")[0])["id"]
    write(run / at.SCORES, text.replace(f'"{id}"', '"another-1"', 1))
    return f"the ids differ: only in .*: {id}; only in .*: another-1"


def fewer_items(run: Path) -> str:
    first, _, rest = (run / at.SCORES).read_text(encoding="utf-8").partition("\n")
    write(run / at.SCORES, rest)
    return f"the ids differ: only in .*: {json.loads(first)['id']}"


def other_task(run: Path) -> str:
    edit(run / at.METRICS, lambda found: found.update(task="translate"))
    return "tasks brief and translate"


def no_scores(run: Path) -> str:
    (run / at.METRICS).unlink()
    return "is not a scored run"


@pytest.mark.parametrize(
    "change",
    [other_signature, other_references, other_ids, fewer_items, other_task, no_scores],
)
def test_I26_runs_that_differ_in_kind_are_not_compared(
    change: Callable[[Path], str], scored: Path, tmp_path: Path
) -> None:
    """Runs with another signature, other references, ids, or number of items: refused by name, exit 5."""
    other = tmp_path / "other"
    shutil.copytree(scored, other)
    said = change(other)
    with pytest.raises(Refused, match=said) as told:
        compare_runs(scored, [other])
    assert told.value.exit_code == 5


def test_I26_there_is_no_comparing_what_two_runs_share(
    scored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`mujaz eval compare` of runs over 68 and 60 items: exit 5 with the ids; an `--intersect` does not exist, exit 2."""
    items = our_file().read_text(encoding="utf-8").splitlines(keepends=True)[:60]
    fewer = write(tmp_path / "fewer.jsonl", "".join(items))
    predictions = write_predictions(tmp_path / "lead.jsonl", lead, limit=60)
    out = str(tmp_path / "run")
    words = ("eval", "score", str(predictions), "--set", str(fewer), "-o", out)
    assert mujaz(*words) == 0
    compare = ("eval", "compare", str(scored), out)
    assert mujaz(*compare) == 5
    said = capsys.readouterr().err
    assert all(item.id in said for item in list(read_items(our_file()))[60:])
    assert mujaz(*compare, "--intersect") == 2
