"""A damaged ledger made again from the export of its last run."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from summarize.errors import Refused
from summarize.ledger.items import finish_row
from summarize.ledger.ledger import Ledger
from summarize.ledger.schema import NAME


def rebuild(
    folder: Path, content_of_row: Callable[[Mapping[str, Any]], str]
) -> tuple[int, Path | None]:
    """Put the damaged file aside and read the exported briefs into a new ledger.

    Returns how many briefs were read and where the old file is now. Raises `Refused`
    without briefs.jsonl and run.json, which the rebuilding needs.
    """
    briefs, record = folder / "briefs.jsonl", folder / "run.json"
    if not briefs.is_file() or not record.is_file():
        raise Refused(
            f"{folder}: rebuilding needs {briefs.name} and {record.name} of an earlier "
            "run; without them, remove the folder and run again"
        )
    configuration = json.loads(record.read_text(encoding="utf-8"))["configuration"]
    aside = _put_aside(folder / NAME)
    count = 0
    with Ledger(folder) as ledger, briefs.open(encoding="utf-8") as lines:
        ledger.begin_run(configuration, new=True)
        with ledger.transaction():
            for count, line in enumerate(lines, start=1):
                row = json.loads(line)
                finish_row(ledger, row, content_of_row(row), count)
        ledger.end_run("rebuilt")
    return count, aside


def _put_aside(path: Path) -> Path | None:
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    if not path.exists():
        return None
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    return aside
