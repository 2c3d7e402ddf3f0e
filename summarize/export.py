"""The ledger's results as files: derived from it, whole or not at all."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from summarize.durable import sync_folder, told, write_if_new, written_aside
from summarize.errors import MujazError, Refused
from summarize.glossary import NameRow, safe
from summarize.ledger import Ledger, refusals, results, spellings
from summarize.ledger.edited import edited_rows, without_rejected
from summarize.spelling import Spelling, chosen, name_lines, respelled
from summarize.writers import PAGES, SCHEMA, markdown

BRIEFS, REJECTED = "briefs.jsonl", "rejected.jsonl"
NAMES, MISSED = "names.csv", "missed-terms.csv"
_PAGE = re.compile(r"-[0-9a-f]{12}\.md$")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; `first` is the first brief's row, for the eye."""

    briefs: int
    flagged: int
    first: Mapping[str, Any] | None


def export(ledger: Ledger, folder: Path, *, pages: bool = True) -> Exported:
    """Write briefs.jsonl, rejected.jsonl, names.csv, pages and the terms missed.

    A name has one English spelling in all of them: the most frequent of the run.
    The same results give the same bytes. Pages that an earlier export wrote and this
    one does not are removed; a person's own files stay. Raises `MujazError` where
    writing fails, and leaves the earlier files as they were.
    """
    if (folder / PAGES).is_symlink():
        raise MujazError(f"{folder / PAGES} is a link; expected a folder: remove it")
    with told(folder):
        exported, written = _export_briefs(ledger, folder, pages=pages)
        for name, lines in _tables(ledger).items():
            with written_aside(folder / name) as stream:
                stream.writelines(lines)
        for page in set(_pages_of(folder)) - written:
            (folder / PAGES / page).unlink(missing_ok=True)
        sync_folder(folder)
    return exported


def _export_briefs(
    ledger: Ledger, folder: Path, *, pages: bool
) -> tuple[Exported, set[str]]:
    first: Mapping[str, Any] | None = None
    briefs = flagged = 0
    written: set[str] = set()
    if pages:
        (folder / PAGES).mkdir(exist_ok=True)
    with written_aside(folder / BRIEFS) as stream:
        for row in rows(ledger):
            stream.write(_line(row))
            first = first or row
            briefs += 1
            flagged += bool(row["flags"])
            if pages:
                page = folder / row["page"]
                write_if_new(page, _page(row))
                written.add(page.name)
    return Exported(briefs, flagged, first), written


def unlike(ledger: Ledger, folder: Path) -> list[str]:
    """Which exported files are not what the ledger's last run gives."""
    briefs = (_line(row) for row in rows(ledger))
    found = [
        name
        for name, lines in {BRIEFS: briefs, **_tables(ledger)}.items()
        if not _holds(folder / name, lines)
    ]
    surplus = set(_pages_of(folder))
    wants_pages = bool(surplus)
    for row in rows(ledger) if wants_pages else ():
        page = folder / row["page"]
        surplus.discard(page.name)
        if not page.is_file() or page.read_bytes() != _page(row):
            found.append(row["page"])
    return found + sorted(f"{PAGES}/{name}" for name in surplus)


def mend(ledger: Ledger, folder: Path) -> list[str]:
    """Write the files anew where some are not what the ledger gives: which were not."""
    found = unlike(ledger, folder)
    if found:
        export(ledger, folder, pages=any(_pages_of(folder)))
    return found


def _holds(path: Path, lines: Iterable[str]) -> bool:
    """Whether a file is these lines, byte for byte."""
    if not path.is_file():
        return False
    with path.open("rb") as there:
        for line in lines:
            wanted = line.encode("utf-8", "backslashreplace")
            if there.read(len(wanted)) != wanted:
                return False
        return not there.read(1)


def rows(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """The run's rows as they are written: names in one spelling, people's edits in.

    Raises `Refused` where an earlier version made them.
    """
    spelling = {key: name.english for key, name in _names(ledger) if name.also}
    own = (respelled(row, spelling) for row in _of_this_version(ledger))
    return edited_rows(ledger, own)


def _of_this_version(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for row in results(ledger):
        if row.get("schema") != SCHEMA:
            raise Refused(
                f"{ledger.path}: rows of an earlier version: run mujaz brief with "
                "--new-run"
            )
        yield row


def _names(ledger: Ledger) -> Iterator[tuple[str, NameRow]]:
    return chosen(Spelling(*row) for row in spellings(ledger))


def _tables(ledger: Ledger) -> dict[str, Iterable[str]]:
    """The files beside the briefs, by their names, line by line."""
    return {
        REJECTED: (_line(asdict(rejection)) for rejection in refusals(ledger)),
        NAMES: name_lines(name for _, name in _names(ledger)),
        MISSED: _missed_lines(ledger),
    }


def _missed_lines(ledger: Ledger) -> Iterator[str]:
    """Every term of the glossary that a brief misses, as lines of CSV."""
    table = io.StringIO()
    write = csv.writer(table, lineterminator="\n").writerow
    missed = (
        (row["where"], row["id"], term)
        for row in rows(ledger)
        for term in row["terms"]["missed"]
    )
    for cells in chain([("where", "id", "term")], missed):
        write(map(safe, cells))
        yield table.getvalue()
        table.seek(table.truncate(0))


def _page(row: Mapping[str, Any]) -> bytes:
    return markdown(without_rejected(row)).encode("utf-8", "backslashreplace")


def _line(row: Mapping[str, Any]) -> str:
    text = json.dumps(row, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def _pages_of(folder: Path) -> Iterator[str]:
    """The pages that runs wrote, known by their names; a person's own have others."""
    for path in (folder / PAGES).glob("*.md"):
        if _PAGE.search(path.name):
            yield path.name
