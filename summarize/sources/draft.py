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
    """The article in these fields: its text trimmed, its headline not said twice."""
    body = _without_headline(text, title).strip()
    sha256 = arabic.content_hash(body)
    return Article(
        id=id.strip() or sha256[:ID_LENGTH],
        title=title.strip(),
        text=body,
        published=published,
        byline=byline.strip(),
        source=source,
        where=where,
        sha256=sha256,
    )


def _without_headline(text: str, title: str) -> str:
    body = text.lstrip()
    first, _, rest = body.partition("\n")
    wanted = arabic.for_model(title)
    # An article that is nothing but its headline keeps it: that is all its text.
    said_again = wanted and arabic.for_model(first) == wanted and rest.strip()
    return rest if said_again else body
