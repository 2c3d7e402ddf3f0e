"""The rows of briefs.jsonl read back, each held to the shape that runs write."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from summarize.errors import Refused
from summarize.records import Finding, Sentence, Status
from summarize.writers import SCHEMA

_SENTENCE: Mapping[str, type] = {
    "text": str,
    **dict.fromkeys(("flags", "findings", "sources"), list),
}
_ENGLISH: Mapping[str, type] = {**_SENTENCE, "arabic": str}
_EDIT: Mapping[str, type] = {"sentence": int, "action": str, "by": str, "at": str}
_ROW: Mapping[str, type] = {
    **dict.fromkeys(("id", "source", "where", "sha256", "content", "page"), str),
    **dict.fromkeys(("byline", "title", "text", "headline", "brief"), str),
    **dict.fromkeys(("sentences", "summary", "flags", "names"), list),
    **dict.fromkeys(("receipt", "terms"), dict),
}


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of an exported file; raises `Refused` where it is not as written."""
    if not path.is_file():
        raise Refused(f"{path} is not there: no run has written it")
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line.decode())
                if row["schema"] == SCHEMA:
                    _require_row(row)
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise Refused(f"{path}:{number}: not a brief's row ({error})") from None
            if row["schema"] != SCHEMA:
                raise Refused(
                    f"{path}:{number}: rows of schema {row['schema']!r:.20}, expected "
                    f"{SCHEMA}: run mujaz brief again"
                )
            yield row


def _require_row(row: Mapping[str, Any]) -> None:
    """Raises `TypeError` for what a row or its sentences lack."""
    _require(row, _ROW)
    headline = row["headline_from"]
    for sentence in [*row["sentences"], *([headline] if headline else [])]:
        _require_sentence(sentence, _ENGLISH)
        if not isinstance(sentence["repaired"], str | None):
            raise TypeError("repaired is no text")
    for sentence in row["summary"]:
        _require_sentence(sentence, _SENTENCE)
    for edit in row.get("edits", ()):
        _require(edit, _EDIT)


def _require_sentence(sentence: Any, fields: Mapping[str, type]) -> None:
    _require(sentence, fields)
    for source in sentence["sources"]:
        Sentence(**source)
    for finding in sentence["findings"]:
        if Finding(**finding).status not in get_args(Status):
            raise TypeError(f"status {finding['status']!r:.20}")


def _require(value: Any, fields: Mapping[str, type]) -> None:
    if not isinstance(value, dict):
        raise TypeError("expected an object")
    for name, kind in fields.items():
        if not isinstance(value.get(name), kind):
            raise TypeError(f"{name}: expected {kind.__name__}")
