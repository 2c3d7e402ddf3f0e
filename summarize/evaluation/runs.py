"""Whole run folders: finished after a run, scored again, or made of predictions."""

from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile
from typing import Any

from summarize.errors import UsageError
from summarize.evaluation import folder as at
from summarize.evaluation.page import html
from summarize.evaluation.report import markdown
from summarize.evaluation.score import Source, score_folder
from summarize.references import Census, ReferenceSet, write_valid


def write_record(folder: Path, record: Mapping[str, Any]) -> None:
    """Write run.json and the sums of what the run was given: ready to be scored."""
    at.write_text(folder / at.RUN, at.to_json(record, indent=1) + "\n")
    at.write_sums(folder)


def rescore(folder: Path, cores: int | None = None) -> dict[str, Any]:
    """Score a run folder again, without a model; nothing may have changed since.

    Raises `IntegrityError` where predictions or references are not what was recorded.
    """
    at.require_whole(folder)
    dataset = at.read_json(folder / at.RUN).get("dataset", {})
    source = Source.of(dataset)
    return _score(folder, source, cores)


def score_predictions(
    predictions: Path,
    references: ReferenceSet,
    source: Source,
    out: Path,
    cores: int | None = None,
) -> dict[str, Any]:
    """Make a run folder of another system's predictions and score it.

    A line of `predictions` needs an `id` and `summary_ar`, `brief_en` or both.
    """
    if not predictions.is_file():
        raise UsageError(f"{predictions}: no such file of predictions")
    with at.new_folder(out) as folder:
        copyfile(predictions, folder / at.PREDICTIONS)
        lines = source.task == "translate"
        path = folder / at.REFERENCES
        census = write_valid(references, path, lines=lines, strict=source.strict)
        record = {"schema": 1, "dataset": source.record(), "predictions": "given"}
        write_record(folder, record)
        return _score(folder, source, cores, census)


def _score(
    folder: Path, source: Source, cores: int | None, census: Census | None = None
) -> dict[str, Any]:
    metrics = score_folder(folder, source, cores, census)
    at.write_text(folder / at.REPORT, markdown(metrics))
    at.write_text(folder / at.PAGE, html(folder, metrics))
    at.write_sums(folder)
    return metrics
