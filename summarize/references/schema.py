"""The schema of a reference file's rows; `items.Item` says what the fields mean."""

import json
import re
from collections.abc import Iterator
from typing import Any

TEXTS = ("id", "topic", "style", "date", "header", "title_ar", "title_en", "text")
LISTS = ("summaries_ar", "briefs_en")
# Nothing that parts words, names folders, hides or turns text around.
_ID = re.compile(
    r"[^\s/\\\x00-\x1f\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]{1,120}"
)


def problems_of_row(row: Any) -> Iterator[tuple[str, str]]:
    """Field and complaint for whatever in a row's shape is not as the schema says."""
    if not isinstance(row, dict):
        yield "row", "expected a JSON object in UTF-8"
        return
    if not _is_text(json.dumps(row, ensure_ascii=False)):
        yield "row", "expected characters, found half of one (a lone surrogate)"
    for name, value in row.items():
        if name in TEXTS and not isinstance(value, str):
            yield name, f"expected a text, found {value!r:.40}"
        elif name in LISTS and not _are_texts(value):
            yield name, "expected a list of texts"
        elif name not in (*TEXTS, *LISTS, "paragraphs"):
            yield name, "unknown field"
    if not _ID.fullmatch(str(row.get("id", ""))):
        yield "id", "expected 1 to 120 visible characters, no spaces or slashes"
    if ("text" in row) == ("paragraphs" in row):
        yield "paragraphs", "expected either paragraphs or text"
    elif isinstance(row.get("text"), str) and not row["text"].strip():
        yield "text", "empty"
    elif "paragraphs" in row and not _are_paragraphs(row["paragraphs"]):
        yield "paragraphs", 'expected lists of {"ar": text, "en": text}'


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _are_paragraphs(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_paragraph, value))


def _is_paragraph(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(pair, dict)
            and isinstance(pair.get("ar"), str)
            and isinstance(pair.get("en", ""), str)
            and pair.keys() <= {"ar", "en"}
            for pair in value
        )
    )
