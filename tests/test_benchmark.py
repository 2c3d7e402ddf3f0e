"""A preset over a reference set: the pipeline of `mujaz brief`, then a run folder."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from summarize.benchmark import BenchmarkOrder, run_benchmark
from summarize.errors import Refused, UsageError
from summarize.evaluation import folder as at
from summarize.evaluation import rescore
from summarize.load import Model
from summarize.presets import EXTRACT, Step
from summarize.records import Decoding
from summarize.references import our_file, read_items
from summarize.run import Order, run_order
from tests import scripted
from tests.conftest import ScriptedEngine, model


class Silent:
    def say(self, words: str) -> None: ...

    def expect(self, articles: int | None) -> None: ...

    def advance(self, briefs: int, rejected: int, sentences: int) -> None: ...


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> ScriptedEngine:
    """Every preset loads sentence choice and a scripted translator."""
    scripted = ScriptedEngine()
    chosen = Model(Step(EXTRACT, "Apache-2.0", Decoding(0, 10)), None, "", None)
    models = {"summarizer": chosen, "translator": model(scripted)}

    def load(steps: Mapping[str, Step], how: object, say: object) -> dict[str, Model]:
        return {role: models[role] for role in steps}

    monkeypatch.setattr("summarize.benchmark.order.load_models", load)
    return scripted


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def few(tmp_path: Path, count: int = 3) -> Path:
    path = tmp_path / "few.jsonl"
    lines = our_file().read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:count]), encoding="utf-8")
    return path


def test_a_run_leaves_every_file_and_sums_that_hold(
    engine: ScriptedEngine, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    run_benchmark(BenchmarkOrder(out, set=str(few(tmp_path))), Silent())
    names = {path.name for path in out.iterdir()}
    assert names == {
        *at.GIVEN,
        at.SCORES,
        at.TABLE,
        at.METRICS,
        at.REPORT,
        at.PAGE,
        at.SUMS,
    }
    at.require_whole(out)
    record = json.loads((out / at.RUN).read_text(encoding="utf-8"))
    assert record["models"]["translator"]["model"] == "scripted/model"
    assert record["environment"]["packages"]["nltk"]
    assert record["speed"]["items"] == 3


def test_predictions_are_the_briefs_of_the_brief_command(
    engine: ScriptedEngine, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    run_benchmark(BenchmarkOrder(out, set=str(few(tmp_path))), Silent())
    articles = tmp_path / "articles.jsonl"
    with articles.open("w", encoding="utf-8") as stream:
        for item in read_items(out / at.REFERENCES):
            row = {"id": item.id, "title": item.title_ar, "text": item.text}
            stream.write(json.dumps(row) + "\n")
    order = Order((str(articles),), tmp_path / "out")
    run_order(order, Silent(), scripted.load)
    briefs = {row["id"]: row for row in rows(tmp_path / "out/briefs.jsonl")}
    for prediction in rows(out / at.PREDICTIONS):
        brief = briefs[prediction["id"]]
        assert prediction["brief_en"] == brief["brief"]
        summary = " ".join(each["text"] for each in brief["summary"])
        assert prediction["summary_ar"] == summary


def test_scoring_again_changes_no_byte(engine: ScriptedEngine, tmp_path: Path) -> None:
    out = tmp_path / "run"
    run_benchmark(BenchmarkOrder(out, set=str(few(tmp_path))), Silent())
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    rescore(out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_changed_predictions_are_refused(
    engine: ScriptedEngine, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    run_benchmark(BenchmarkOrder(out, set=str(few(tmp_path))), Silent())
    path = out / at.PREDICTIONS
    path.write_text(
        path.read_text(encoding="utf-8").replace("people", "persons"), "utf-8"
    )
    with pytest.raises(Refused, match=r"predictions\.jsonl: sha256"):
        rescore(out)


def test_the_leads_are_translated_and_none_twice(
    engine: ScriptedEngine, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    metrics = run_benchmark(BenchmarkOrder(out, set=str(few(tmp_path))), Silent())
    assert {"translated lead-1", "translated lead-3"} <= metrics["baselines"].keys()
    assert len(engine.asked) == len(set(engine.asked))
    assert [row["id"] for row in rows(out / at.TRANSLATED)] == [
        item.id for item in read_items(out / at.REFERENCES)
    ]


def test_a_rejected_article_scores_nought_and_stays_in_the_mean(
    engine: ScriptedEngine, tmp_path: Path
) -> None:
    path = few(tmp_path, 1)
    short = {"id": "short", "text": "خبر قصير", "summaries_ar": ["خبر قصير جدا اليوم"]}
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(short, ensure_ascii=False) + "\n")
    out = tmp_path / "run"
    metrics = run_benchmark(BenchmarkOrder(out, set=str(path)), Silent())
    assert metrics["statuses"] == {"done": 1, "rejected": 1}
    scores = {row["id"]: row["scores"] for row in rows(out / at.SCORES)}
    assert scores["short"]["ar.rougeL"] == 0.0
    assert metrics["metrics"]["ar.rougeL"]["n"] == 2
    (rejected,) = [r for r in rows(out / at.PREDICTIONS) if r["status"] == "rejected"]
    assert rejected["error"].startswith("too_short")


def test_sentences_alone_are_translated_and_scored(
    engine: ScriptedEngine, tmp_path: Path
) -> None:
    order = BenchmarkOrder(
        tmp_path / "run", set=str(few(tmp_path, 1)), task="translate"
    )
    metrics = run_benchmark(order, Silent())
    (item,) = read_items(few(tmp_path, 1))
    assert metrics["items"] == len(item.pairs)
    assert set(metrics["metrics"]) == {"en.chrf", "en.chrf++", "en.bleu"}
    assert metrics["metrics"]["en.chrf"]["primary"]


def test_a_summary_alone_has_no_english_side(
    engine: ScriptedEngine, tmp_path: Path
) -> None:
    order = BenchmarkOrder(tmp_path / "run", set=str(few(tmp_path)), mode="summarize")
    metrics = run_benchmark(order, Silent())
    assert {key.split(".")[0] for key in metrics["metrics"]} == {"ar"}


def test_a_folder_in_use_is_left_alone(engine: ScriptedEngine, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is not empty"):
        run_benchmark(BenchmarkOrder(tmp_path), Silent())


def test_a_broken_set_leaves_nothing(engine: ScriptedEngine, tmp_path: Path) -> None:
    path = few(tmp_path, 2)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(path.read_text(encoding="utf-8").splitlines()[0] + "\n")
    home = tmp_path / "home"
    home.mkdir()
    with pytest.raises(Refused, match="politics-tunisia-partial-municipal-01"):
        run_benchmark(BenchmarkOrder(home / "run", set=str(path)), Silent())
    assert list(home.iterdir()) == []
    assert engine.asked == []
