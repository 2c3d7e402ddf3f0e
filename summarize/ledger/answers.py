"""The last answers of models, kept for later articles and runs."""

from collections.abc import Sequence

from summarize.ledger.ledger import Ledger
from summarize.remembered import MOST, Entry

_LAST = "(SELECT coalesce(max(number), 0) FROM answers)"
_PUT = """
INSERT INTO answers (key, text, tokens_in, tokens_read, tokens_out, finish)
VALUES (?, ?, ?, ?, ?, ?)
"""
_AFTER = f"""
SELECT number, key, text, tokens_in, tokens_read, tokens_out, finish
FROM answers WHERE number > max(?, {_LAST} - ?) ORDER BY number LIMIT ?
"""


def remember(ledger: Ledger, entries: Sequence[Entry]) -> None:
    """Record answers within a transaction; the oldest beyond `MOST` are forgotten."""
    if entries:
        rows = ((key, _to_bytes(text), *rest) for key, text, *rest in entries)
        ledger.execute_each(_PUT, rows)
        ledger.execute(f"DELETE FROM answers WHERE number <= {_LAST} - ?", MOST)


def recall(ledger: Ledger, after: int, most: int) -> tuple[int, list[Entry]]:
    """The answers recorded after a number, `most` of them, oldest first; the last's."""
    rows = list(ledger.execute(_AFTER, after, MOST, most))
    entries = [
        (key, text.decode("utf-8", "surrogatepass"), *rest)
        for _, key, text, *rest in rows
    ]
    return (rows[-1][0] if rows else after), entries


def _to_bytes(text: str) -> bytes:
    # A lone surrogate has no UTF-8, and SQLite keeps text as UTF-8.
    return text.encode("utf-8", "surrogatepass")
