"""A run folder scored: predictions and references in, numbers and reports out."""

import csv
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from summarize.errors import IntegrityError, Refused
from summarize.evaluation import folder as at
from summarize.evaluation.cores import score_rows
from summarize.evaluation.metrics import KINDS, Metric, Side, Task, metrics
from summarize.evaluation.predictions import OUTPUTS, PredictionFile
from summarize.evaluation.sheet import Entry, Rules, references_of
from summarize.evaluation.tally import Tally
from summarize.glossary import safe
from summarize.references import Census, read_items, require_valid
from summarize.scoring import selftest

SCHEMA = 1
_SIDES: Mapping[str, Side] = {"summary_ar": "ar", "brief_en": "en"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the references came from, as a report names them."""

    name: str
    licence: str
    task: Task = "brief"
    strict: bool = True

    def record(self) -> dict[str, Any]:
        """The source as run.json holds it."""
        return asdict(self)

    @staticmethod
    def of(record: Mapping[str, Any]) -> "Source":
        """The source that a run.json holds; raises `IntegrityError` without it."""
        try:
            return Source(*(record[name] for name in Source.__slots__))
        except KeyError as missing:
            raise IntegrityError(f"{at.RUN}: dataset has no field {missing}") from None


def score_folder(
    folder: Path,
    source: Source,
    cores: int | None = None,
    census: Census | None = None,
) -> dict[str, Any]:
    """Score the folder's predictions against its references; returns the metrics.

    `census` is that of the references where they were found sound just now.
    Writes scores.jsonl, scores.csv and metrics.json. Raises `Refused` before anything
    is written where the self-test fails, a set is unsound, or ids or texts differ.
    """
    selftest.run()
    references = folder / at.REFERENCES
    census = census or require_valid(references, strict=source.strict)
    with PredictionFile(folder / at.PREDICTIONS) as predictions:
        predictions.require(item.id for item in read_items(references))
        rules, counts = _rules(references, source.task, predictions.sides)
        tally = Tally(rules)
        if not rules.sides:
            raise Refused(
                f"{folder}: nothing to score: no item has both a reference and an "
                "output in the same language"
            )
        chosen = metrics(source.task, rules.sides, counts)
        entries = _entries(references, predictions, folder / at.TRANSLATED)
        rows = score_rows(entries, rules, cores or os.cpu_count() or 1)
        with ExitStack() as stack:
            lines = stack.enter_context(at.written(folder / at.SCORES))
            table = stack.enter_context(at.written(folder / at.TABLE))
            columns = _columns(chosen)
            writer = _writer(table, columns)
            for row in rows:
                tally.add(row)
                lines.write(at.to_json(row.values) + "\n")
                writer.writerow(_cells(row.values, columns))
        found = _about(source, census, predictions.sha256) | tally.metrics(chosen)
    at.write_text(folder / at.METRICS, at.to_json(found, indent=1) + "\n")
    return found


def _rules(
    references: Path, task: Task, outputs: set[str]
) -> tuple[Rules, dict[Side, int | str]]:
    """What the whole set says of its items: lengths, and references on each side."""
    lengths: list[int] = []
    reference_words: Counter[int] = Counter()
    counts: dict[Side, set[int]] = {"ar": set(), "en": set()}
    for item in read_items(references):
        lengths.append(len(item.text.split()))
        reference_words.update(len(text.split()) for text in item.summaries_ar)
        for side in counts:
            there = len(references_of(item, task, side)) if _has(task, side) else 0
            counts[side] |= {there} - {0}
    lengths.sort()
    third = len(lengths) // 3
    sides = [_SIDES[name] for name in OUTPUTS if name in outputs]
    total = sum(length * times for length, times in reference_words.items())
    rules = Rules(
        task=task,
        sides=tuple(side for side in sides if counts[side]),
        reference_words=round(total / max(reference_words.total(), 1)),
        bounds=(lengths[third - 1 if third else 0], lengths[-third - 1]),
    )
    return rules, {
        side: found.copy().pop() if len(found) == 1 else "var"
        for side, found in counts.items()
    }


def _has(task: Task, side: Side) -> bool:
    return task == "brief" or side == "en"


def _entries(
    references: Path, predictions: PredictionFile, translated: Path
) -> Iterator[Entry]:
    leads = iter(at.read_lines(translated)) if translated.is_file() else None
    for item in read_items(references):
        lead: dict[str, Any] = next(leads, {}) if leads else {"id": item.id}
        texts = dict(lead.get("leads", {}))
        if lead.get("id") != item.id or (leads and not texts):
            raise Refused(f"{translated}: expected the leads of {item.id} in its line")
        yield Entry(item, predictions.of(item), texts)


def _about(source: Source, census: Census, outputs: str) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "task": source.task,
        "dataset": {
            "name": source.name,
            "licence": source.licence,
            "items": census.items,
            "sha256": census.sha256,
        },
        "outputs_sha256": outputs,
    }


def _columns(chosen: list[Metric]) -> list[str]:
    overlaps = [m.key for m in chosen if m.key.rpartition(".")[2] in KINDS]
    rest = [m.key for m in chosen if m.key not in overlaps]
    return [key + part for key in overlaps for part in ("", ".p", ".r")] + rest


def _writer(table: IO[str], columns: list[str]) -> Any:
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["id", "status", "flags", *columns])
    return writer


def _cells(values: Mapping[str, Any], columns: list[str]) -> list[str]:
    scores = values["scores"]
    numbers = [f"{scores[key]:.4f}" if key in scores else "" for key in columns]
    words = (values["id"], values["status"], " ".join(values["flags"]))
    return [*map(safe, words), *numbers]
