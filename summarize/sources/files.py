"""One file, by its extension; running text, Markdown and web pages are read here."""

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from summarize.records import Article, Rejection
from summarize.sources import dates, decode, draft, header, limits, lines, tables

Found = Iterator[Article | Rejection]
Reader = Callable[[Path, Mapping[str, str], str | None], Found]

_HEADING = re.compile(r"\s*#{1,6}\s+([^\r\n]+)(?:\r\n|\r|\n|$)")
_DECLARED = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    """Every article in the file; what goes wrong with the file is its rejection."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(READERS)
        detail = f"{path}: unknown format {path.suffix or 'none'}; expected {known}"
        yield Rejection(str(path), "unknown_format", detail)
        return
    try:
        yield from reader(path, fields, encoding)
    except OSError as error:
        detail = f"{path} cannot be read: {error.strerror or error}"
        yield Rejection(str(path), "unreadable", detail)


def from_text(text: str, name: str) -> Article:
    """The article in running text, with an agency's header or a title above it."""
    found = header.parse(text)
    return draft.article(
        text[found.body_start :],
        where=name,
        source=name,
        title=found.title,
        published=found.published,
        byline=found.byline,
    )


def _text(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    text = _decoded(path, encoding)
    yield text if isinstance(text, Rejection) else from_text(text, str(path))


def _markdown(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    text = _decoded(path, encoding)
    heading = None if isinstance(text, Rejection) else _HEADING.match(text)
    if isinstance(text, Rejection):
        yield text
    elif heading and text[heading.end() :].strip():
        title, body = heading[1].strip(" #"), text[heading.end() :]
        yield draft.article(body, where=str(path), source=str(path), title=title)
    else:
        yield from_text(text, str(path))


def _page(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    from trafilatura import bare_extraction

    html = _decoded(path, encoding, limits.PAGE, _declared)
    if isinstance(html, Rejection):
        yield html
        return
    found = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        include_images=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or not (found.text or "").strip():
        detail = f"{path}: no article found in this page; expected one main text"
        yield Rejection(str(path), "no_text", detail)
        return
    yield draft.article(
        found.text,
        where=str(path),
        source=str(path),
        title=found.title or "",
        published=dates.moment(found.date or ""),
        byline=found.author or "",
    )


def _decoded(
    path: Path,
    forced: str | None,
    limit: int = limits.ARTICLE,
    declared: Callable[[bytes], str | None] = lambda head: None,
) -> str | Rejection:
    raw = limits.whole(path, limit)
    if isinstance(raw, Rejection):
        return raw
    return decode.decode(raw, str(path), forced or declared(raw[: decode.HEAD]))


def _declared(head: bytes) -> str | None:
    """The encoding that a page without a byte-order mark declares, if Python has it."""
    found = _DECLARED.search(head)
    if not found or head.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        return None
    name = found[1].decode("ascii")
    # A declaration that can be read as ASCII is not itself in a wide encoding.
    wide = decode.is_wide(name.lower())
    return name if decode.is_known(name) and not wide else None


READERS: dict[str, Reader] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _page,
    ".htm": _page,
    ".json": lines.read_json,
    ".jsonl": lines.read_jsonl,
    ".ndjson": lines.read_jsonl,
    ".csv": tables.read_csv,
    ".tsv": tables.read_csv,
    ".parquet": tables.read_parquet,
}
