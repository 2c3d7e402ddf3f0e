"""Questions about a ledger: results and refusals in order, counts, one item's story."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from summarize.ledger.ledger import Ledger
from summarize.ledger.schema import damaged
from summarize.records import Rejection

_OF_RUN = (
    "FROM items INDEXED BY items_by_position "
    "WHERE configuration = ? AND run = ? AND state IN (?, ?)"
)


@dataclass(frozen=True, slots=True)
class Story:
    """What the ledger knows of one item in one configuration."""

    item: str
    configuration: int
    place: str
    state: str
    attempts: int
    run: int
    reason: str
    error: str
    seconds: float
    earlier: int


def results(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """The results of the run's inputs, in the order they were read."""
    rows = ledger.execute(
        f"SELECT result, source, place {_OF_RUN} ORDER BY position",
        *(ledger.configuration, ledger.run, "done", "done"),
    )
    for result, source, place in rows:
        try:
            row = json.loads(result)
        except ValueError as error:
            raise damaged(ledger.path, f"the result of {place}: {error}") from error
        yield {**row, "source": source, "where": place}


def refusals(ledger: Ledger) -> Iterator[Rejection]:
    """The run's inputs without a result, in the order they were read."""
    rows = ledger.execute(
        f"SELECT place, state, reason, error {_OF_RUN} ORDER BY position",
        *(ledger.configuration, ledger.run, "rejected", "failed"),
    )
    for place, state, reason, error in rows:
        yield Rejection(place, reason if state == "rejected" else state, error)


def counts(ledger: Ledger) -> dict[str, int]:
    """How many of the run's inputs stand in each state."""
    rows = ledger.execute(
        "SELECT state, count(*) FROM items WHERE configuration = ? AND run = ? "
        "GROUP BY state ORDER BY state",
        *(ledger.configuration, ledger.run),
    )
    return dict(rows)


def runs(ledger: Ledger) -> list[dict[str, Any]]:
    """Every run: number, configuration, when, how it ended."""
    names = ("run", "configuration", "fingerprint", "started", "ended", "outcome")
    rows = ledger.execute(
        "SELECT runs.number, configuration, fingerprint, started, ended, outcome "
        "FROM runs JOIN configurations ON configurations.number = configuration "
        "ORDER BY runs.number"
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def stories(ledger: Ledger, wanted: str) -> list[Story]:
    """What became of an item, named by its id or by where it stood."""
    rows = ledger.execute(
        "SELECT items.item, configuration, place, state, attempts, run, "
        "coalesce(reason, ''), coalesce(error, ''), coalesce(seconds, 0), "
        "(SELECT count(*) FROM history WHERE history.item = items.item "
        "AND history.configuration = items.configuration) "
        "FROM items WHERE items.item = ? OR place = ? ORDER BY configuration",
        f"article:{wanted}",
        wanted,
    )
    return [Story(*row) for row in rows]


def retry_failed(ledger: Ledger) -> int:
    """Let the next run try every failed item again; how many there are."""
    with ledger.transaction():
        (failed,) = ledger.one("SELECT count(*) FROM items WHERE state = 'failed'")
        ledger.execute(
            "UPDATE items SET state = 'queued', attempts = 0 WHERE state = 'failed'"
        )
    return int(failed)
