"""A feed's bytes to its entries: RSS and Atom, however badly written.

What was made to keep a parser busy is not recognised here but ended: call `read_feed`
through `Apart`.
"""

import html
import io
import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from summarize.feeds.pages import charset
from summarize.records import Rejection
from summarize.sources import decode

MOST_ENTRIES = 2000
_LONGEST = {"id": 2000, "link": 8192, "title": 1000, "byline": 300}
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_NAMED = re.compile(rb"^\s*<\?xml[^>]{0,500}encoding\s*=\s*[\"']([\w.:-]+)")
# No feed needs entities of its own, and a few of them can stand for gigabytes.
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
# The parser looks for declarations from every line feed to the next text.
_GAP = re.compile(r"\s{64,}")
_TAG = re.compile(r"<[^<>]*>")
_AS_UTF8 = "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: who it is, where its article is, and what the feed holds of it.

    `content` is markup, the longest that the entry has.
    """

    id: str
    link: str
    title: str
    published: datetime | None
    byline: str
    content: str


def read_feed(
    raw: bytes, content_type: str, where: str, base: str
) -> tuple[Entry, ...] | Rejection:
    """The entries of a feed in their order; `base` is where its links start from."""
    text = decode.decode(raw, where, charset(raw, content_type, _NAMED))
    if isinstance(text, Rejection):
        return text
    if _ENTITY.search(text):
        detail = f"{where}: it declares entities of its own; expected a plain feed"
        return Rejection(where, "entities", detail)
    parsed = _parsed(text, base)
    if not parsed.get("version"):
        detail = f"{where}: neither RSS nor Atom; expected the address of a feed"
        return Rejection(where, "not_a_feed", detail)
    return tuple(map(_entry, islice(parsed.entries, MOST_ENTRIES)))


def _parsed(text: str, base: str) -> Any:
    import feedparser

    plain = _GAP.sub("\n", _DECLARATION.sub("", text, count=1).strip())
    # Given a text or bytes alone, it would look for a file or an address of that name.
    return feedparser.parse(
        io.BytesIO(plain.encode("utf-8", "replace")),
        response_headers={"content-type": _AS_UTF8, "content-location": base},
        resolve_relative_uris=False,
        sanitize_html=False,
    )


def _entry(found: Any) -> Entry:
    person = found.get("author_detail", {}).get("name") or found.get("author", "")
    values = {
        "id": found.get("id", ""),
        "link": _link(found),
        "title": _plain(found.get("title_detail", {})),
        "byline": person,
    }
    cut = {name: (values[name] or "")[:most] for name, most in _LONGEST.items()}
    content = max(_contents(found), key=len, default="")
    return Entry(published=_moment(found), content=content, **cut)


def _link(found: Any) -> str:
    """Where the article is; an id is that only where it is an address."""
    links = (each for each in found.get("links", ()) if each.get("rel") == "alternate")
    own = found.get("id", "")
    named = next((each.get("href", "") for each in links), "")
    return named or (own if own.startswith(("http://", "https://")) else "")


def _contents(found: Any) -> Iterator[str]:
    for each in (*found.get("content", ()), found.get("summary_detail", {})):
        value = each.get("value") or ""
        yield html.escape(value) if each.get("type") == "text/plain" else value


def _plain(detail: Any) -> str:
    """A title without markup."""
    value = str(detail.get("value") or "")[: _LONGEST["title"]]
    if detail.get("type") == "text/plain":
        return value
    return html.unescape(_TAG.sub("", value))


def _moment(found: Any) -> datetime | None:
    parts = found.get("published_parsed") or found.get("updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(parts), UTC) if parts else None
    except (ValueError, OverflowError, OSError):
        return None
