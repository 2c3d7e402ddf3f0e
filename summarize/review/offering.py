"""Briefs that people went through whole, as items of a reference set."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarize.arabic import nfc
from summarize.durable import written_aside
from summarize.references.items import item_row, plain_item
from summarize.references.schema import problems_of_row

REFERENCES = "references.jsonl"
_ID_LENGTH = 16


def write_references(rows: Iterable[Mapping[str, Any]], folder: Path) -> int:
    """Write the briefs whose every sentence a person accepted or edited.

    Copies of one article give one item. Returns how many items were written.
    """
    whole = {row["sha256"]: row for row in rows if is_whole(row)}
    path = folder / REFERENCES
    if whole or path.exists():
        with written_aside(path) as out:
            for row in whole.values():
                out.write(json.dumps(_item(row), ensure_ascii=False) + "\n")
    return len(whole)


def is_whole(row: Mapping[str, Any]) -> bool:
    """Whether a person accepted or edited every sentence of a brief."""
    decided = {
        each["sentence"]
        for each in row.get("edits", ())
        if each["action"] in ("accept", "edit")
    }
    numbers = range(1, len(row["sentences"]) + 1)
    return bool(numbers) and decided.issuperset(numbers)


def _item(row: Mapping[str, Any]) -> dict[str, Any]:
    item = plain_item(
        row["id"],
        nfc(row["text"]),
        title=nfc(row["title"]),
        briefs_en=(nfc(row["brief"]),),
    )
    decided = {each["sentence"] for each in row["edits"] if each["action"] != "reject"}
    item = replace(
        item,
        title_en=nfc(row["headline"]) if 0 in decided else "",
        date=(row["published"] or "")[:10],
    )
    made = item_row(item)
    if any(name == "id" for name, _ in problems_of_row(made)):
        return {**made, "id": row["content"][:_ID_LENGTH]}
    return made
