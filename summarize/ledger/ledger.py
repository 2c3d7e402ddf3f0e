"""The ledger of one output folder: transactions, configurations and runs."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from summarize.errors import Refused
from summarize.ledger.configuration import differences, fingerprint
from summarize.ledger.schema import NAME, SHARDS, damaged, failure, open_database
from summarize.sharding import WHOLE, Shard

_LAST = """
SELECT fingerprint, record, runs.number FROM runs
JOIN configurations ON configurations.number = configuration ORDER BY runs.number DESC
"""


class Ledger:
    """What became of every input of a folder; the folder's lock must be held.

    What a transaction recorded is there after a crash, and nothing else is.
    `configuration` and `run` are the numbers of the present ones.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.configuration = 0
        self.run = 0
        self._database = open_database(self.path)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is recorded inside is kept whole, or not at all."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise failure(self.path, error) from error
        except BaseException:
            self._roll_back()
            raise

    def execute(self, query: str, *values: object) -> Iterator[Any]:
        """Run a statement; its rows. Raises what a damaged file deserves."""
        try:
            return self._rows(self._database.execute(query, values))
        except sqlite3.Error as error:
            raise failure(self.path, error) from error

    def execute_each(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement for each of the rows."""
        try:
            self._database.executemany(query, rows)
        except sqlite3.Error as error:
            raise failure(self.path, error) from error

    def _rows(self, cursor: sqlite3.Cursor) -> Iterator[Any]:
        try:
            yield from cursor
        except sqlite3.Error as error:
            raise damaged(self.path, str(error)) from error

    def one(self, query: str, *values: object) -> Any:
        """The first row of a question, or None."""
        return next(self.execute(query, *values), None)

    def begin_run(
        self, configuration: Mapping[str, Any], *, new: bool, shard: Shard = WHOLE
    ) -> None:
        """Start a run; refuses another configuration or shard than the last's.

        With `new` it takes either.
        """
        own = fingerprint(configuration)
        if not new:
            self._refuse_other(own, configuration, shard)
        with self.transaction():
            self.execute(
                "INSERT OR IGNORE INTO configurations (fingerprint, record) "
                "VALUES (?, ?)",
                own,
                json.dumps(configuration, ensure_ascii=False),
            )
            (self.configuration,) = self.one(
                "SELECT number FROM configurations WHERE fingerprint = ?", own
            )
            self.execute(
                "INSERT INTO runs (configuration, started) VALUES (?, ?)",
                self.configuration,
                _now(),
            )
            (self.run,) = self.one("SELECT max(number) FROM runs")
            if shard != WHOLE:
                self.execute(SHARDS)
                self.execute(
                    "INSERT INTO shards (run, number, total) VALUES (?, ?, ?)",
                    *(self.run, shard.number, shard.total),
                )

    def _refuse_other(
        self, own: str, configuration: Mapping[str, Any], shard: Shard
    ) -> None:
        last = self.one(_LAST)
        if last and last[0] != own:
            said = "\n  ".join(differences(json.loads(last[1]), configuration))
            raise Refused(
                f"{self.path.parent} holds results of another configuration:\n"
                f"  {said}\n"
                "give another -o, or --new-run to brief everything again here"
            )
        held, _ = self.shard_of(last[2]) if last else (shard, None)
        if held != shard:
            raise Refused(
                f"{self.path.parent} holds shard {held} of its inputs, this run takes "
                f"{shard}: give another -o, or --new-run to take it here"
            )

    def conditions(self) -> dict[str, Any]:
        """The present configuration, field by field."""
        query = "SELECT record FROM configurations WHERE number = ?"
        (record,) = self.one(query, self.configuration)
        conditions: dict[str, Any] = json.loads(record)
        return conditions

    def shard_of(self, run: int) -> tuple[Shard, str | None]:
        """Which part of the inputs a run took; the SHA-256 of all that it then read."""
        row = None
        if self.one("SELECT 1 FROM sqlite_master WHERE name = 'shards'"):
            query = "SELECT number, total, inputs FROM shards WHERE run = ?"
            row = self.one(query, run)
        return (Shard(row[0], row[1]), row[2]) if row else (WHOLE, None)

    def end_run(self, outcome: str, inputs: str | None = None) -> None:
        """Record how the present run ended, and the SHA-256 of all that it read."""
        with self.transaction():
            if self.shard_of(self.run)[0] != WHOLE:
                query = "UPDATE shards SET inputs = ? WHERE run = ?"
                self.execute(query, inputs, self.run)
            self.execute(
                "UPDATE runs SET ended = ?, outcome = ? WHERE number = ?",
                _now(),
                outcome,
                self.run,
            )

    def take_last_run(self) -> None:
        """Look at the last run instead of starting one; refuses where there is none."""
        last = self.one(
            "SELECT number, configuration FROM runs ORDER BY number DESC LIMIT 1"
        )
        if last is None:
            raise Refused(f"{self.path}: no run is recorded here")
        self.run, self.configuration = last

    def _roll_back(self) -> None:
        if self._database.in_transaction:
            self._database.execute("ROLLBACK")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
