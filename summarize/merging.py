"""The folders of a run's shards to one, as the run over all would have left it."""

import platform
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from summarize import __version__
from summarize.durable import write_json
from summarize.errors import Refused, UsageError
from summarize.export import Exported, export
from summarize.ledger import LEDGER, FolderLock, Ledger, counts
from summarize.ledger.merge import merge


def merge_runs(folders: Sequence[Path], out: Path, *, pages: bool = True) -> Exported:
    """Put the shards' ledgers together in `out` and write its files from the result.

    Raises `Refused` for what `ledger.merge` refuses, `Locked` where a folder is in use.
    """
    places = [folder.resolve() for folder in folders]
    if out.resolve() in places:
        raise UsageError(f"{out} is one of the shards: give another -o")
    if len(set(places)) < len(places):
        raise UsageError("a folder is given twice")
    for folder in folders:
        # A lock would make the folder.
        if not (folder / LEDGER).is_file():
            raise Refused(f"{folder / LEDGER} is not there: no run has written there")
    with ExitStack() as locks:
        for folder in (*folders, out):
            locks.enter_context(FolderLock(folder))
        merge(folders, out)
        with Ledger(out) as ledger:
            ledger.take_last_run()
            exported = export(ledger, out, pages=pages)
            write_json(out / "run.json", _record(ledger, folders, exported))
    return exported


def _record(
    ledger: Ledger, folders: Sequence[Path], exported: Exported
) -> dict[str, Any]:
    conditions = ledger.conditions()
    return {
        "schema": 2,
        "mujaz": __version__,
        "python": platform.python_version(),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "merged": [str(folder) for folder in folders],
        "mode": conditions["mode"],
        "configuration": conditions,
        "models": conditions["models"],
        "counts": {
            "briefs": exported.briefs,
            "flagged": exported.flagged,
            "states": counts(ledger),
        },
    }
