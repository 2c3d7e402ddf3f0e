"""A damaged ledger made again from the export of its last run."""

import json
from pathlib import Path
from typing import Any

from summarize.errors import IntegrityError, Refused
from summarize.ledger.items import finish_row
from summarize.ledger.ledger import Ledger
from summarize.ledger.schema import NAME


def rebuild(folder: Path) -> tuple[int, Path | None]:
    """Put the damaged file aside and read the exported briefs into a new ledger.

    Returns how many briefs were read and where the old file is now. Raises `Refused`
    for a ledger that is sound, and where briefs.jsonl or run.json, which the rebuilding
    needs, are not there or not whole.
    """
    if _is_sound(folder):
        raise Refused(f"{folder / NAME} is sound: there is nothing to mend")
    configuration, rows = _exported(folder)
    aside = _put_aside(folder / NAME)
    with Ledger(folder) as ledger:
        ledger.begin_run(configuration, new=True)
        with ledger.transaction():
            for number, row in enumerate(rows, start=1):
                finish_row(ledger, row, row["content"], number)
        ledger.end_run("rebuilt")
    return len(rows), aside


def _is_sound(folder: Path) -> bool:
    if not (folder / NAME).is_file():
        return False
    try:
        with Ledger(folder):
            return True
    except IntegrityError:
        return False


def _exported(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    briefs, record = folder / "briefs.jsonl", folder / "run.json"
    if not briefs.is_file() or not record.is_file():
        raise Refused(
            f"{folder}: rebuilding needs {briefs.name} and {record.name} of an earlier "
            "run; without them, remove the folder and run again"
        )
    try:
        configuration = json.loads(record.read_bytes())["configuration"]
        rows = [json.loads(line) for line in briefs.read_bytes().splitlines()]
        for row in rows:
            (row["id"], row["content"], row["where"], row["source"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(
            f"{folder}: {briefs.name} or {record.name} is not as a run wrote it "
            f"({error}); remove the folder and run again"
        ) from error
    return configuration, rows


def _put_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for suffix in ("-wal", "-shm", ""):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.rename(aside.with_name(aside.name + suffix))
    return aside
