"""A damaged ledger made again from the exports of its last run."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from summarize.durable import sync_folder
from summarize.errors import IntegrityError, Refused, UsageError
from summarize.ledger.edits import Action, Edit, item_of, put
from summarize.ledger.items import WITHHELD, finish_row, reject
from summarize.ledger.ledger import Ledger
from summarize.ledger.schema import NAME
from summarize.records import Rejection
from summarize.sharding import parse_shard

# The schema of run.json, as `orders` writes it.
RUN_SCHEMA = 2
_BRIEFS, _REJECTED, _RECORD = "briefs.jsonl", "rejected.jsonl", "run.json"
_PATCH = "rebuilt"

Read = Callable[[Path], Iterable[Mapping[str, Any]]]


@dataclass(slots=True)
class Rebuilt:
    """What was read: briefs, inputs without one, people's decisions.

    The next run tries those `again` that had failed or were withheld. `lost` decisions
    were not as a run writes them. `aside` is where the old file is now.
    """

    briefs: int = 0
    rejected: int = 0
    again: int = 0
    decisions: int = 0
    lost: int = 0
    aside: Path | None = None


def rebuild(folder: Path, read: Read) -> Rebuilt:
    """Read the exported files into a new ledger and put the damaged one aside.

    `read` gives the rows of a file of briefs, and raises `Refused` for one that is not
    as this version writes it. Raises `Refused`, and changes nothing, for a ledger that
    is sound, and where briefs.jsonl or run.json are not there or not whole.
    """
    if _is_sound(folder):
        raise Refused(f"{folder / NAME} is sound: there is nothing to mend")
    if not all((folder / name).is_file() for name in (_BRIEFS, _RECORD)):
        raise Refused(
            f"{folder}: rebuilding needs {_BRIEFS} and {_RECORD} of an earlier run; "
            "without them, remove the folder and run again"
        )
    with TemporaryDirectory(prefix=".rebuilt-", dir=folder) as made:
        with Ledger(Path(made)) as ledger:
            rebuilt = _fill(ledger, folder, read)
        rebuilt.aside = _put_aside(folder / NAME)
        (Path(made) / NAME).replace(folder / NAME)
        sync_folder(folder)
    return rebuilt


def _is_sound(folder: Path) -> bool:
    if not (folder / NAME).is_file():
        return False
    try:
        with Ledger(folder):
            return True
    except IntegrityError:
        return False


def _fill(ledger: Ledger, folder: Path, read: Read) -> Rebuilt:
    found = Rebuilt()
    _begin(ledger, folder / _RECORD)
    with ledger.transaction():
        for row in read(folder / _BRIEFS):
            found.briefs += 1
            finish_row(ledger, row, row["content"], found.briefs)
            for value in row.get("edits", ()):
                edit = _decision(row, value)
                if edit:
                    put(ledger, edit, _PATCH)
                found.decisions += edit is not None
                found.lost += edit is None
        for rejection in _rejections(folder / _REJECTED):
            found.rejected += 1
            found.again += rejection.reason in ("failed", WITHHELD)
            reject(ledger, rejection, found.briefs + found.rejected)
    ledger.end_run("rebuilt")
    return found


def _begin(ledger: Ledger, path: Path) -> None:
    """Begin a run as the record of the last one says."""
    try:
        record = json.loads(path.read_bytes())
        schema, configuration = record["schema"], dict(record["configuration"])
        shard = parse_shard(record.get("shard", "1/1"))
    except (ValueError, KeyError, TypeError, AttributeError, UsageError) as error:
        raise Refused(
            f"{path}: not as a run wrote it ({error}); remove the folder and run again"
        ) from error
    if schema != RUN_SCHEMA:
        raise Refused(
            f"{path}: schema {schema!r:.20}, expected {RUN_SCHEMA}: of another "
            "version; remove the folder and run again"
        )
    ledger.begin_run(configuration, new=True, shard=shard)


def _decision(row: Mapping[str, Any], value: Mapping[str, Any]) -> Edit | None:
    """A decision as far as its row tells: not the text before an edit, nor its names.

    None where it is about no sentence of the row, or no known action.
    """
    number, action = value["sentence"], value["action"]
    said = [row["headline_from"], *row["sentences"]]
    if action not in get_args(Action) or number not in range(len(said)):
        return None
    if said[number] is None:
        return None
    text = said[number]["text"]
    after = "" if action == "reject" else text
    place = (item_of(row["id"]), row["content"], number)
    return Edit(*place, action, text, after, value["by"], value["at"])


def _rejections(path: Path) -> Iterator[Rejection]:
    if not path.is_file():
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                found = Rejection(**json.loads(line.decode()))
                " ".join((found.where, found.reason, found.detail)).encode()
            except (ValueError, TypeError) as error:
                raise Refused(
                    f"{path}:{number}: not a rejected input's row ({error})"
                ) from None
            yield found


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
