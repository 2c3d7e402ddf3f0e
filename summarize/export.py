"""The ledger's results as files: derived, written aside, made durable, then renamed."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

from summarize.errors import MujazError
from summarize.ledger import Ledger, refusals, results
from summarize.writers import PAGES, markdown

BRIEFS, REJECTED = "briefs.jsonl", "rejected.jsonl"
_PAGE = re.compile(r"-[0-9a-f]{12}\.md$")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; `first` is the first brief's row, for the eye."""

    briefs: int
    flagged: int
    first: Mapping[str, Any] | None


def export(ledger: Ledger, folder: Path, *, pages: bool = True) -> Exported:
    """Write briefs.jsonl, rejected.jsonl and a Markdown page a brief.

    The same results give the same bytes. Pages that an earlier export wrote and this
    one does not are removed; a person's own files stay. Raises `MujazError` where
    writing fails, and leaves the earlier files as they were.
    """
    if (folder / PAGES).is_symlink():
        raise MujazError(f"{folder / PAGES} is a link; expected a folder: remove it")
    with _told(folder):
        exported, written = _export_briefs(ledger, folder, pages=pages)
        with written_aside(folder / REJECTED) as stream:
            for rejection in refusals(ledger):
                stream.write(_line(asdict(rejection)))
        for page in set(_pages_of(folder)) - written:
            (folder / PAGES / page).unlink(missing_ok=True)
        _sync_folder(folder)
    return exported


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Say a failure to write as a person needs it: where, why, what to do."""
    try:
        yield
    except OSError as error:
        raise MujazError(
            f"{error.filename or place}: {error.strerror}; the results are in the "
            "ledger, run the same command again to write them"
        ) from error


def _export_briefs(
    ledger: Ledger, folder: Path, *, pages: bool
) -> tuple[Exported, set[str]]:
    first: Mapping[str, Any] | None = None
    briefs = flagged = 0
    written: set[str] = set()
    if pages:
        (folder / PAGES).mkdir(exist_ok=True)
    with written_aside(folder / BRIEFS) as stream:
        for row in results(ledger):
            stream.write(_line(row))
            first = first or row
            briefs += 1
            flagged += bool(row["flags"])
            if pages:
                page = folder / row["page"]
                _write_if_new(page, _page(row))
                written.add(page.name)
    return Exported(briefs, flagged, first), written


def unlike(ledger: Ledger, folder: Path) -> list[str]:
    """Which exported files are not what the ledger's last run gives."""
    briefs = (_line(row) for row in results(ledger))
    rejected = (_line(asdict(rejection)) for rejection in refusals(ledger))
    found = [
        name
        for name, lines in ((BRIEFS, briefs), (REJECTED, rejected))
        if not _holds(folder / name, lines)
    ]
    surplus = set(_pages_of(folder))
    wants_pages = bool(surplus)
    for row in results(ledger) if wants_pages else ():
        page = folder / row["page"]
        surplus.discard(page.name)
        if not page.is_file() or page.read_bytes() != _page(row):
            found.append(row["page"])
    return found + sorted(f"{PAGES}/{name}" for name in surplus)


def _holds(path: Path, lines: Iterable[str]) -> bool:
    if not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as there:
        pairs = zip_longest(there, lines)
        return all(one == other for one, other in pairs)


@contextmanager
def written_aside(path: Path) -> Iterator[IO[str]]:
    """A file to write that takes its name when all of it is on the disk."""
    aside = path.with_name(f".{path.name[-100:]}.partial")
    # A link planted under this name would be written through.
    aside.unlink(missing_ok=True)
    try:
        with aside.open("x", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a JSON file for people and programs."""
    with _told(path), written_aside(path) as stream:
        json.dump(value, stream, ensure_ascii=False, indent=2, default=str)
        stream.write("\n")


def _write_if_new(path: Path, data: bytes) -> None:
    if not path.is_file() or path.read_bytes() != data:
        aside = path.with_name(f".{path.name[-100:]}.partial")
        aside.unlink(missing_ok=True)
        with aside.open("xb") as stream:
            stream.write(data)
        aside.replace(path)


def _page(row: Mapping[str, Any]) -> bytes:
    return markdown(row).encode("utf-8", "backslashreplace")


def _line(row: Mapping[str, Any]) -> str:
    text = json.dumps(row, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def _pages_of(folder: Path) -> Iterator[str]:
    """The pages that runs wrote, known by their names; a person's own have others."""
    for path in (folder / PAGES).glob("*.md"):
        if _PAGE.search(path.name):
            yield path.name


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
