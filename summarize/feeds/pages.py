"""The article in a web page or in a feed's own markup; hostile ones included.

Extraction may take minutes for a page made to that end: call these through `Apart`.
"""

import codecs
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from summarize.records import Rejection
from summarize.sources import article_of, dates, decode

_META = re.compile(rb"<meta[^>]{0,500}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_PARAMETER = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says of its article."""

    text: str
    title: str
    published: datetime | None
    byline: str


def read_page(raw: bytes, content_type: str, where: str) -> Page | Rejection:
    """The article of a page: decoded by its mark, its header or its own word."""
    html = decode.decode(raw, where, charset(raw, content_type, _META))
    if isinstance(html, Rejection):
        return html
    found = _extracted(html, with_metadata=True)
    if found is None or not (found.text or "").strip():
        detail = f"{where}: no article found in this page; expected one main text"
        return Rejection(where, "no_text", detail)
    # The headline stands above the text too, and the feed may have another one.
    title = found.title or ""
    body = article_of(found.text, where=where, source=where, title=title).text
    return Page(body, title, dates.moment(found.date or ""), found.author or "")


def read_fragment(html: str) -> str:
    """The text of a piece of markup, empty where there is none."""
    whole = f"<html><body><article>{html}</article></body></html>"
    found = _extracted(whole, with_metadata=False)
    return (found.text or "").strip() if found else ""


def charset(raw: bytes, content_type: str, own: re.Pattern[bytes]) -> str | None:
    """The encoding that a header names, else the bytes themselves; None: a mark does.

    `own` finds the name in the opening bytes, which are plain where it does.
    """
    if raw.startswith(_MARKS):
        return None
    named = _PARAMETER.search(content_type)
    if named and decode.is_known(named[1]):
        return named[1]
    said = own.search(raw[: decode.HEAD])
    name = said[1].decode("ascii", "replace") if said else ""
    return name if decode.is_known(name) and not decode.is_wide(name.lower()) else None


def _extracted(html: str, *, with_metadata: bool) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        html,
        with_metadata=with_metadata,
        include_comments=False,
        include_tables=False,
        include_images=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
