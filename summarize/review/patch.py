"""What a person decided, as the review page saves it: read and held to its schema."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarize.arabic import clean_english, for_model, has_arabic, words
from summarize.errors import Refused
from summarize.ledger.edits import Edit, item_of

SCHEMA = 1
LARGEST = 64 * 2**20
LONGEST = 20_000
_MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision in a patch: its place there, from 1, and the article's id."""

    number: int
    id: str
    edit: Edit

    def __str__(self) -> str:
        number = self.edit.sentence
        where = f"sentence {number}" if number else "the headline"
        return f"entry {self.number} ({self.id}, {where})"


@dataclass(frozen=True, slots=True)
class Patch:
    """The decisions of a patch file, for which run, and the file's SHA-256."""

    run: str
    sha256: str
    entries: tuple[Entry, ...]


def read_patch(path: Path, by: str = "") -> Patch:
    """The patch in a file; `by` is who decided where an entry names nobody.

    Raises `Refused`, naming the entry, for whatever is not as the page writes it.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{path}: larger than {LARGEST >> 20} MiB: not a patch")
        data = path.read_bytes()
        patch = json.loads(data.decode())
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path}: not JSON in UTF-8 ({error})") from error
    if not isinstance(patch, dict) or patch.get("mujaz") != "review":
        raise Refused(f"{path}: not a patch that a review page saved")
    if patch.get("schema") != SCHEMA:
        raise Refused(f"{path}: schema {patch.get('schema')!r}, expected {SCHEMA}")
    entries = patch.get("entries")
    if not isinstance(entries, list) or not isinstance(patch.get("run"), str):
        raise Refused(f"{path}: expected a run and a list of entries")
    read = tuple(
        _entry(path, number, each, by) for number, each in enumerate(entries, start=1)
    )
    _require_once(path, read)
    return Patch(patch["run"], sha256(data).hexdigest(), read)


def _entry(path: Path, number: int, value: Any, by: str) -> Entry:
    for complaint in _complaints(value, by):
        raise Refused(f"{path}: entry {number}: {complaint}")
    action, before = value["action"], value["before"]
    after = {"accept": before, "reject": ""}.get(action, clean_english(value["after"]))
    names = tuple(
        (for_model(each["arabic"]), clean_english(each["english"]))
        for each in value.get("names", ())
    )
    who = clean_english(value.get("by") or by)
    place = (item_of(value["id"]), value["content"], value["sentence"])
    return Entry(
        number,
        value["id"],
        Edit(*place, action, before, after, who, value["at"], names),
    )


def _is_text(value: Any) -> bool:
    """A text that a file can hold: no half of a surrogate pair."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _are_names(value: Any) -> bool:
    """Pairs as a glossary takes them: Arabic and other letters, no bars."""
    return (
        isinstance(value, list)
        and len(value) <= _MOST_NAMES
        and all(
            isinstance(each, dict)
            and each.keys() == {"arabic", "english"}
            and all(_is_text(text) and "|" not in text for text in each.values())
            and has_arabic(each["arabic"])
            and not has_arabic(each["english"])
            and words(each["arabic"])
            and words(each["english"])
            for each in value
        )
    )


_FIELDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "id": (lambda value: isinstance(value, str), "a text"),
    "content": (_is_text, "a text"),
    "sentence": (lambda value: type(value) is int and value >= 0, "a number"),
    "action": (lambda value: value in ("accept", "edit", "reject"), "a known one"),
    "before": (lambda value: isinstance(value, str), "a text"),
    "after": (_is_text, "a text"),
    "at": (_is_moment, "a time as 2026-05-31T08:00:00Z"),
}


def _complaints(value: Any, by: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield "expected a JSON object"
        return
    for name, (fits, expected) in _FIELDS.items():
        if not fits(value.get(name)):
            found = f"{value.get(name)!r:.60}"
            yield f"{name}: expected {expected}, found {found}"
    for name in value.keys() - {*_FIELDS, "by", "names"}:
        yield f"{name!r:.60}: unknown field"
    who = value.get("by") or by
    if not _is_text(who) or not clean_english(who):
        yield "it says by whom in no words; give --by NAME"
    if not _are_names(value.get("names", [])):
        yield 'names: expected a list of {"arabic": "حلب", "english": "Aleppo"}'
    yield from _about_texts(value)


def _about_texts(value: Mapping[str, Any]) -> Iterator[str]:
    """Whether what stands before and after is what the action makes of it."""
    after = value["after"]
    if value["action"] == "edit" and not clean_english(after):
        yield "after: empty; to leave the sentence out, reject it"
    if value["action"] == "accept" and after != value["before"]:
        yield "after: accepted, but not the text before"
    if value["action"] == "reject" and after:
        yield "after: rejected, but not empty"


def _require_once(path: Path, entries: tuple[Entry, ...]) -> None:
    seen: dict[tuple[str, int], int] = {}
    for each in entries:
        first = seen.setdefault((each.id, each.edit.sentence), each.number)
        if first != each.number:
            raise Refused(f"{path}: {each}: entry {first} is about the same sentence")
