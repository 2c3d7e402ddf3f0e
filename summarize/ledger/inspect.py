"""Questions about a ledger: results and refusals in order, counts, one item's story."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from summarize.ledger.items import WITHHELD
from summarize.ledger.ledger import Ledger
from summarize.ledger.schema import damaged
from summarize.records import Rejection

_OF_RUN = (
    "FROM items INDEXED BY items_by_position "
    "WHERE configuration = ? AND run = ? AND state IN (?, ?)"
)
# What the guard withheld is no failure: it would come out the same again.
_FAILED = f"state = 'failed' AND reason IS NOT '{WITHHELD}'"
_STATE = f"iif(state = 'failed' AND reason = '{WITHHELD}', reason, state)"


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
        f"SELECT place, coalesce(reason, state), error {_OF_RUN} ORDER BY position",
        *(ledger.configuration, ledger.run, "rejected", "failed"),
    )
    for place, reason, error in rows:
        yield Rejection(place, reason, error)


def spellings(ledger: Ledger) -> Iterator[tuple[str, str, str, int, int]]:
    """The run's names by key: Arabic, English, how often, and where first."""
    return ledger.execute(
        "SELECT name.value ->> 'key' AS key, name.value ->> 'arabic' AS arabic, "
        "name.value ->> 'english' AS english, count(*), min(position) "
        f"FROM (SELECT result, position {_OF_RUN}) AS done, "
        "json_each(done.result, '$.names') AS name "
        "GROUP BY key, arabic, english ORDER BY key, arabic, english",
        *(ledger.configuration, ledger.run, "done", "done"),
    )


def counts(ledger: Ledger) -> dict[str, int]:
    """How many of the run's inputs stand in each state, the withheld among them."""
    rows = ledger.execute(
        f"SELECT {_STATE} AS stands, count(*) FROM items "
        "WHERE configuration = ? AND run = ? GROUP BY stands ORDER BY stands",
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
        f"SELECT items.item, configuration, place, {_STATE}, attempts, run, "
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
        (failed,) = ledger.one(f"SELECT count(*) FROM items WHERE {_FAILED}")
        ledger.execute(
            f"UPDATE items SET state = 'queued', attempts = 0 WHERE {_FAILED}"
        )
    return int(failed)
