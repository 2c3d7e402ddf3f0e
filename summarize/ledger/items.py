"""One input's row in the ledger: seen, rejected, done or failed."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from summarize.ledger.ledger import Ledger
from summarize.records import Article, Rejection

QUARANTINE = 2

Seen = Literal["compute", "done", "failed", "withheld", "twice", "conflict"]

WITHHELD = "withheld"

_OF_ITEM = "WHERE configuration = ? AND item = ?"
_PUT = """
INSERT OR REPLACE INTO items
    (configuration, item, content, place, source, state, run, position, reason, error)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def see(ledger: Ledger, article: Article, content: str, position: int) -> Seen:
    """Take note of an article that this run read, and say what to do with it.

    `compute` queues it; `done`, `failed` and `withheld` were so in an earlier run;
    `twice` was read before in this run, and `conflict` too but with another text. An
    article whose content changed is queued again and its old result kept as history.
    """
    key = (ledger.configuration, _item(article.id))
    row = ledger.one(
        f"SELECT content, state, attempts, run, reason FROM items {_OF_ITEM}", *key
    )
    if row and row[3] == ledger.run:
        return "twice" if row[0] == content else "conflict"
    if row and row[0] == content:
        ledger.execute(
            f"UPDATE items SET run = ?, position = ?, place = ?, source = ? {_OF_ITEM}",
            *(ledger.run, position, article.where, article.source),
            *key,
        )
        if row[1] == "failed" and row[2] >= QUARANTINE:
            return "withheld" if row[4] == WITHHELD else "failed"
        return "done" if row[1] == "done" else "compute"
    if row:
        ledger.execute(
            "INSERT INTO history SELECT configuration, item, content, result, ? "
            f"FROM items {_OF_ITEM}",
            *(ledger.run, *key),
        )
    where = (article.where, article.source)
    ledger.execute(
        _PUT, *key, content, *where, "queued", ledger.run, position, None, None
    )
    return "compute"


def reject(ledger: Ledger, rejection: Rejection, position: int) -> None:
    """Record an input that could not become an article."""
    ledger.execute(
        _PUT,
        ledger.configuration,
        f"input:{rejection.where}:{position}",
        "",
        *(rejection.where, "", "rejected", ledger.run, position),
        *(rejection.reason, rejection.detail),
    )


def finish(
    ledger: Ledger, article: Article, result: Mapping[str, Any], seconds: float
) -> None:
    """Record an article's result."""
    ledger.execute(
        "UPDATE items SET state = 'done', result = ?, error = NULL, seconds = ?, "
        f"attempts = attempts + 1 {_OF_ITEM}",
        *(_to_text(result), seconds, ledger.configuration, _item(article.id)),
    )


def finish_row(
    ledger: Ledger, row: Mapping[str, Any], content: str, position: int
) -> None:
    """Record the result in an exported row, as if its article had just been done."""
    key = (ledger.configuration, _item(row["id"]))
    where = (row["where"], row["source"])
    ledger.execute(
        _PUT, *key, content, *where, "done", ledger.run, position, None, None
    )
    ledger.execute(f"UPDATE items SET result = ? {_OF_ITEM}", _to_text(row), *key)


def fail(ledger: Ledger, article: Article, error: str, attempts: int) -> None:
    """Record that an article could not be briefed, after so many attempts."""
    ledger.execute(
        "UPDATE items SET state = 'failed', result = NULL, error = ?, attempts = ? "
        f"{_OF_ITEM}",
        *(error, attempts, ledger.configuration, _item(article.id)),
    )


def withhold(
    ledger: Ledger, article: Article, result: Mapping[str, Any], error: str
) -> None:
    """Record a brief that may not be given out; its result is kept for a look."""
    ledger.execute(
        "UPDATE items SET state = 'failed', reason = ?, result = ?, error = ?, "
        f"attempts = ? {_OF_ITEM}",
        *(WITHHELD, _to_text(result), error, QUARANTINE),
        *(ledger.configuration, _item(article.id)),
    )


def result_of(ledger: Ledger, content: str) -> dict[str, Any] | None:
    """The result of any article with this content, done in this configuration."""
    row = ledger.one(
        # Without statistics SQLite would search every item of the configuration.
        "SELECT result FROM items INDEXED BY items_by_content "
        "WHERE configuration = ? AND content = ? AND state = 'done'",
        *(ledger.configuration, content),
    )
    return json.loads(row[0]) if row else None


def _to_text(result: Mapping[str, Any]) -> str:
    text = json.dumps(result, ensure_ascii=False)
    # A lone surrogate has no UTF-8, and SQLite keeps text as UTF-8.
    return text.encode("utf-8", "backslashreplace").decode()


def _item(id: str) -> str:
    return "article:" + id.encode("utf-8", "backslashreplace").decode()
