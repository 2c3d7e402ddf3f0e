"""What people decided about the sentences of briefs: recorded, and found again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from summarize.ledger.items import _item
from summarize.ledger.ledger import Ledger

Action = Literal["accept", "edit", "reject"]

_PUT = """
INSERT OR IGNORE INTO edits
    (configuration, item, content, sentence, action, before, after, names, by, at,
    patch)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_OF_RUN = """
SELECT edits.item, edits.content, sentence, action, before, after, names, by, at
FROM edits JOIN items USING (configuration, item, content)
WHERE configuration = ? AND items.run = ? AND state = 'done' ORDER BY edits.number
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision about a sentence of an article's brief: who took it, and when.

    `item` is the article as the ledger names it. `sentence` counts from 1; 0 is the
    headline. `after` is the text as it then stands, empty for a rejected one, and
    `names` are the pairs of Arabic and English that it states.
    """

    item: str
    content: str
    sentence: int
    action: Action
    before: str
    after: str
    by: str
    at: str
    names: tuple[tuple[str, str], ...] = ()


def item_of(id: str) -> str:
    """An article as the ledger names it, by its id."""
    return _item(id)


def keep(ledger: Ledger, edits: Iterable[Edit], patch: str) -> None:
    """Record decisions with the SHA-256 of their patch; one known already stays one."""
    with ledger.transaction():
        for each in edits:
            put(ledger, each, patch)


def put(ledger: Ledger, edit: Edit, patch: str) -> None:
    """Record one decision within a transaction."""
    ledger.execute(
        _PUT,
        *(ledger.configuration, edit.item, edit.content, edit.sentence),
        *(edit.action, edit.before, edit.after),
        json.dumps(edit.names, ensure_ascii=False),
        *(edit.by, edit.at, patch),
    )


def edits_of(ledger: Ledger) -> dict[str, list[Edit]]:
    """The decisions about the run's results, by item, in the order they were recorded.

    Those about an earlier content of an article are not among them.
    """
    found: dict[str, list[Edit]] = {}
    for row in ledger.execute(_OF_RUN, ledger.configuration, ledger.run):
        item, content, sentence, action, before, after, names, by, at = row
        pairs = tuple((arabic, english) for arabic, english in json.loads(names))
        edit = Edit(item, content, sentence, action, before, after, by, at, pairs)
        found.setdefault(item, []).append(edit)
    return found
