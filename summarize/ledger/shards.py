"""Articles of a run that takes a part of them: only the others' ids are looked at."""

from typing import Literal

from summarize.ledger.items import Seen, _item, see
from summarize.ledger.ledger import Ledger
from summarize.records import Article
from summarize.sharding import WHOLE, Shard

# It goes with the connection: what other shards take is kept nowhere.
_TABLE = """
CREATE TEMP TABLE IF NOT EXISTS elsewhere (
    item TEXT PRIMARY KEY,
    content TEXT NOT NULL
) WITHOUT ROWID
"""


def see_in(
    shard: Shard, ledger: Ledger, article: Article, content: str, position: int
) -> Seen | Literal["elsewhere"]:
    """Take note of an article as `see` does; another shard's is `elsewhere`.

    An id that stands with two texts is a `conflict` for every shard, whichever of them
    takes the first.
    """
    if shard == WHOLE:
        return see(ledger, article, content, position)
    ledger.execute(_TABLE)
    item = _item(article.id)
    first = ledger.one("SELECT content FROM elsewhere WHERE item = ?", item)
    if first:
        return "elsewhere" if first[0] == content else "conflict"
    if shard.holds(content):
        return see(ledger, article, content, position)
    if _is_read(ledger, item):
        return "conflict"
    ledger.execute("INSERT INTO elsewhere VALUES (?, ?)", item, content)
    return "elsewhere"


def _is_read(ledger: Ledger, item: str) -> bool:
    """Whether this run read an article of its own under that id."""
    return (
        ledger.one(
            "SELECT 1 FROM items WHERE configuration = ? AND item = ? AND run = ?",
            *(ledger.configuration, item, ledger.run),
        )
        is not None
    )
