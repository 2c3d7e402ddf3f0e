"""One benchmark: refuse what must be refused, predict, score, leave a run folder."""

import json
import resource
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarize import evaluation
from summarize.arabic import for_model
from summarize.benchmark.environment import environment
from summarize.benchmark.predict import predict, translated_leads
from summarize.describe import model_record
from summarize.errors import UsageError
from summarize.evaluation import Prediction, Source, Task
from summarize.guard import Rules
from summarize.licences import require_commercial
from summarize.load import How, Model, load_models
from summarize.presets import find_preset, with_models
from summarize.records import Brief
from summarize.references import open_set, read_items, write_valid
from summarize.run import Watcher

MODES = ("pipeline", "direct", "summarize")


@dataclass(frozen=True, slots=True)
class BenchmarkOrder:
    """What the evaluator asked for, checked and typed."""

    out: Path
    set: str = "reference"
    split: str | None = None
    task: Task = "brief"
    preset: str = "embedded"
    summarizer: str | None = None
    translator: str | None = None
    mode: str | None = None
    how: How = field(default_factory=How)
    limit: int | None = None
    commercial: bool = False
    rules: Rules = field(default_factory=Rules)


def run_benchmark(order: BenchmarkOrder, watcher: Watcher) -> dict[str, Any]:
    """Run the preset over the set and leave a scored run folder; returns its metrics.

    The folder takes its name only when all predictions are in it. Raises `UsageError`
    where something is there already, `Refused` for an unsound set or a missing model.
    """
    began = datetime.now(UTC)
    given = open_set(order.set, order.split)
    strict = order.task == "brief" and not given.is_public
    source = Source(given.name, given.licence, order.task, strict)
    preset = with_models(find_preset(order.preset), order.summarizer, order.translator)
    mode = "translate" if order.task == "translate" else order.mode or preset.mode
    if order.task == "brief" and mode not in MODES:
        raise UsageError(f"--mode {mode}: expected one of {', '.join(MODES)}")
    steps = preset.steps(mode)
    if order.commercial:
        require_commercial(steps)
    with evaluation.new_folder(order.out) as folder:
        census = write_valid(
            given,
            folder / evaluation.REFERENCES,
            lines=order.task == "translate",
            limit=order.limit,
            strict=source.strict,
        )
        models = load_models(steps, order.how, watcher.say)
        watcher.expect(census.items)
        speed, english = _write_predictions(folder, order, models, watcher)
        if order.task == "brief":
            watcher.say("translating the leads, for the English baselines")
            _write_leads(folder, models, english)
        record = _record(order, mode, source, models, census.sha256)
        record |= {"speed": speed, "times": _times(began)}
        evaluation.write_record(folder, record)
    # What took long is in place now: scoring can be done again, whatever befalls it.
    watcher.say("scoring")
    return evaluation.rescore(order.out)


def _write_predictions(
    folder: Path,
    order: BenchmarkOrder,
    models: Mapping[str, Model],
    watcher: Watcher,
) -> tuple[dict[str, Any], dict[str, str]]:
    """Write predictions.jsonl; returns the speed and the translations made."""
    done = rejected = sentences = words = 0
    english: dict[str, str] = {}
    started = time.perf_counter()
    with (folder / evaluation.PREDICTIONS).open("w", encoding="utf-8") as out:

        def take(prediction: Prediction, brief: Brief | None) -> None:
            nonlocal done, rejected, sentences, words
            out.write(evaluation.prediction_line(prediction))
            if brief is None:
                rejected += 1
            else:
                done += 1
                sentences += len(brief.sentences) or len(brief.summary)
                words += len(brief.article.text.split())
                english.update(_translations(brief))
            watcher.advance(done, rejected, sentences)

        items = read_items(folder / evaluation.REFERENCES)
        predict(items, models, order.task, order.rules, take)
    seconds = time.perf_counter() - started
    speed = {
        "items": done,
        "rejected": rejected,
        "seconds": round(seconds, 3),
        "items_per_second": round(done / seconds, 3),
        "source_words_per_second": round(words / seconds, 3),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    return speed, english


def _translations(brief: Brief) -> dict[str, str]:
    return {
        for_model(each.arabic): each.text for each in brief.sentences if each.arabic
    }


def _write_leads(
    folder: Path, models: Mapping[str, Model], known: Mapping[str, str]
) -> None:
    """Write the English baselines, where the run has a translator."""
    model = models.get("translator") or models.get("headline")
    if model is None:
        return
    items = read_items(folder / evaluation.REFERENCES)
    with (folder / evaluation.TRANSLATED).open("w", encoding="utf-8") as out:
        for row in translated_leads(items, model, known):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _record(
    order: BenchmarkOrder,
    mode: str,
    source: Source,
    models: Mapping[str, Model],
    dataset: str,
) -> dict[str, Any]:
    what = {
        "task": order.task,
        "preset": order.preset,
        "mode": mode,
        "models": {role: model_record(model) for role, model in models.items()},
        "how": asdict(order.how),
        "rules": order.rules.record(),
        "dataset": source.record() | {"sha256": dataset},
    }
    here = environment()
    fingerprint = json.dumps([what, here["mujaz"]], sort_keys=True, default=str)
    run_id = sha256(fingerprint.encode()).hexdigest()[:12]
    return {"schema": 1, "run_id": run_id, **what, "environment": here}


def _times(began: datetime) -> dict[str, str]:
    ended = datetime.now(UTC)
    return {
        "started": began.isoformat(timespec="seconds"),
        "finished": ended.isoformat(timespec="seconds"),
    }
