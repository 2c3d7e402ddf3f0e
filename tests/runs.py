"""Scored runs to hand: systems of one line each over the project's reference set."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from summarize.evaluation import Source, score_predictions
from summarize.references import Item, open_set, our_file, read_items

System = Callable[[Item], Mapping[str, Any]]


def lead(item: Item) -> Mapping[str, Any]:
    return {"summary_ar": item.pairs[0].ar, "brief_en": item.pairs[0].en}


def two_leads(item: Item) -> Mapping[str, Any]:
    return {
        "summary_ar": " ".join(pair.ar for pair in item.pairs[:2]),
        "brief_en": " ".join(pair.en for pair in item.pairs[:2]),
    }


def last(item: Item) -> Mapping[str, Any]:
    return {"summary_ar": item.pairs[-1].ar, "brief_en": item.pairs[-1].en}


def write_predictions(path: Path, system: System, limit: int | None = None) -> Path:
    items = list(read_items(our_file()))[:limit]
    rows = ({"id": item.id, **system(item)} for item in items)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def make_run(folder: Path, system: System) -> Path:
    predictions = write_predictions(folder.with_suffix(".jsonl"), system)
    references = open_set("reference")
    source = Source(references.name, references.licence)
    score_predictions(predictions, references, source, folder, cores=1)
    return folder
