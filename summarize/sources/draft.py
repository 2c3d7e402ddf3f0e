"""An article as a reader hands it over, before anyone has judged it."""

from datetime import datetime

from summarize import arabic
from summarize.records import Article

ID_LENGTH = 16


def article(
    text: str,
    *,
    where: str,
    source: str,
    title: str = "",
    published: datetime | None = None,
    byline: str = "",
    id: str = "",
) -> Article:
    """The article in these fields: its text trimmed, its headline not said twice.

    An article without an id is known by its content; its places are for people to read,
    so nothing hides in them.
    """
    body = _without_headline(text, title).strip()
    title, byline = _line(title), _line(byline)
    sha256 = arabic.content_hash(body)
    return Article(
        id=id.strip() or _own_id(sha256, title, published, byline),
        title=title,
        text=body,
        published=published,
        byline=byline,
        source=arabic.visible(source),
        where=arabic.visible(where),
        sha256=sha256,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _own_id(sha256: str, title: str, published: datetime | None, byline: str) -> str:
    """The same text under another headline is another article."""
    if not (title or published or byline):
        return sha256[:ID_LENGTH]
    stamp = published.isoformat() if published else ""
    return arabic.content_hash(f"{sha256} {title} {stamp} {byline}")[:ID_LENGTH]


def _without_headline(text: str, title: str) -> str:
    body = text.lstrip()
    first, _, rest = body.partition("\n")
    wanted = arabic.for_model(title)
    # An article that is nothing but its headline keeps it: that is all its text.
    said_again = wanted and arabic.for_model(first) == wanted and rest.strip()
    return rest if said_again else body
