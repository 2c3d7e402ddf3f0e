"""The ledgers of a run's shards put together: one ledger, as if one run had made it."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.durable import sync_folder
from summarize.errors import Refused
from summarize.ledger.configuration import differences
from summarize.ledger.inspect import counts
from summarize.ledger.ledger import Ledger
from summarize.ledger.schema import NAME
from summarize.sharding import Shard

MERGED = "merged"
_ASIDE = ".merging"
_ITEMS = """
INSERT INTO items SELECT ?, item, content, place, source, state, attempts, ?, position,
    result, reason, error, seconds
FROM part.items WHERE configuration = ? AND run = ?
"""
_HISTORY = """
INSERT INTO history SELECT ?, item, content, result, ?
FROM part.history WHERE configuration = ?
"""
_DECIDED = "item, content, sentence, action, before, after, names, by, at, patch"
_EDITS = f"""
INSERT OR IGNORE INTO edits (configuration, {_DECIDED})
SELECT ?, {_DECIDED} FROM part.edits WHERE configuration = ? ORDER BY number
"""
_TWICE = """
SELECT substr(item, 9), mine.place, theirs.place
FROM items AS mine JOIN part.items AS theirs USING (item)
WHERE theirs.configuration = ? AND theirs.run = ? LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """What the last run in a folder was: of what it is one part, and whether whole."""

    folder: Path
    configuration: int
    run: int
    record: Mapping[str, Any]
    shard: Shard
    inputs: str | None
    lacks: str


def merge(folders: Sequence[Path], out: Path) -> None:
    """Write the ledger of `out` from those of the folders; their locks must be held.

    What people decided in `out` after an earlier merge is kept, and what they decided
    in a folder comes along. Raises `Refused` where the folders are not all shards of
    one run, whole, or where `out` holds a run of its own.
    """
    parts = [_part(folder) for folder in folders]
    _refuse_unlike(parts)
    earlier = _earlier(out, parts[0])
    aside = out / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        with Ledger(aside) as ledger:
            _fill(ledger, parts, earlier)
        for suffix in ("-wal", "-shm"):
            (out / f"{NAME}{suffix}").unlink(missing_ok=True)
        (aside / NAME).replace(out / NAME)
        sync_folder(out)
    finally:
        shutil.rmtree(aside)


def _part(folder: Path) -> _Part:
    if not (folder / NAME).is_file():
        raise Refused(f"{folder / NAME} is not there: no run has written to {folder}")
    with Ledger(folder) as ledger:
        ledger.take_last_run()
        query = "SELECT outcome FROM runs WHERE number = ?"
        (outcome,) = ledger.one(query, ledger.run)
        shard, inputs = ledger.shard_of(ledger.run)
        waiting = counts(ledger).get("queued", 0)
        ended = outcome in ("whole", MERGED)
        lacks = "" if ended else f"its last run {_ended(outcome)}"
        lacks = lacks or (f"{waiting} of its articles are queued" if waiting else "")
        numbers = (ledger.configuration, ledger.run)
        return _Part(folder, *numbers, ledger.conditions(), shard, inputs, lacks)


def _ended(outcome: str | None) -> str:
    return f"ended: {outcome}" if outcome else "did not end"


def _refuse_unlike(parts: Sequence[_Part]) -> None:
    """Refuse folders that are not the whole shards of one run."""
    first = parts[0]
    for part in parts[1:]:
        if other := differences(first.record, part.record):
            said = "\n  ".join(other)
            raise Refused(
                f"{part.folder} is of another configuration than {first.folder}:\n"
                f"  {said}"
            )
    named = ", ".join(f"{part.folder} is {part.shard}" for part in parts)
    totals = {part.shard.total for part in parts}
    if len(totals) > 1:
        raise Refused(f"these are not shards of one run: {named}")
    there = Counter(part.shard.number for part in parts)
    if twice := [number for number, count in there.items() if count > 1]:
        raise Refused(f"shard {_listed(twice, first)} is given twice: {named}")
    if missing := [n for n in range(1, first.shard.total + 1) if n not in there]:
        raise Refused(f"shard {_listed(missing, first)} is missing: {named}")
    if lacking := [part for part in parts if part.lacks]:
        said = "; ".join(f"{e.folder} ({e.shard}): {e.lacks}" for e in lacking)
        raise Refused(f"not whole, run the same command there again: {said}")
    if others := [part for part in parts if part.inputs != first.inputs]:
        said = ", ".join(str(part.folder) for part in others)
        raise Refused(
            f"{said} did not read what {first.folder} read: every shard must be given "
            "the same inputs, in the same order and by the same names"
        )


def _listed(numbers: Sequence[int], first: _Part) -> str:
    return ", ".join(f"{number}/{first.shard.total}" for number in numbers)


def _earlier(out: Path, first: _Part) -> _Part | None:
    """The earlier merge that `out` holds, if any."""
    if not (out / NAME).is_file():
        return None
    with Ledger(out) as ledger:
        query = "SELECT number FROM runs WHERE outcome IS NOT ?"
        own = ledger.one(query, MERGED)
    if own:
        raise Refused(f"{out} holds a run of its own (run {own[0]}): give another -o")
    earlier = _part(out)
    if other := differences(earlier.record, first.record):
        said = "\n  ".join(other)
        raise Refused(
            f"{out} holds a merge of another configuration:\n  {said}\ngive another -o"
        )
    return earlier


def _fill(ledger: Ledger, parts: Sequence[_Part], earlier: _Part | None) -> None:
    ledger.begin_run(parts[0].record, new=True)
    new = (ledger.configuration, ledger.run)
    if earlier:
        with _attached(ledger, earlier):
            ledger.execute(_EDITS, new[0], earlier.configuration)
    for part in parts:
        old = (part.configuration, part.run)
        with _attached(ledger, part):
            _refuse_twice(ledger, part)
            ledger.execute(_ITEMS, *new, *old)
            ledger.execute(_HISTORY, *new, part.configuration)
            ledger.execute(_EDITS, new[0], part.configuration)
    ledger.end_run(MERGED)


@contextmanager
def _attached(ledger: Ledger, part: _Part) -> Iterator[None]:
    """A transaction in which the part's tables can be read."""
    ledger.execute("ATTACH DATABASE ? AS part", str(part.folder / NAME))
    with ledger.transaction():
        yield
    ledger.execute("DETACH DATABASE part")


def _refuse_twice(ledger: Ledger, part: _Part) -> None:
    if twice := [*ledger.execute(_TWICE, part.configuration, part.run)]:
        said = "; ".join(f"{id} at {one} and {other}" for id, one, other in twice)
        raise Refused(f"{part.folder} holds ids that another shard holds: {said}")
