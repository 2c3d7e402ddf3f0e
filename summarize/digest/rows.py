"""A brief's row as far as a digest needs it, checked as it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from summarize.digest.window import in_utc
from summarize.errors import Refused
from summarize.ledger.edited import without_rejected
from summarize.records import Finding
from summarize.stories import Copy, agencies

_PAGE = re.compile(r"briefs/[a-z0-9-]+\.md")
_LINK = re.compile(r"https?://[A-Za-z0-9][\w\-.~:/?#@!$&'()*+,;=%]{0,2000}", re.ASCII)
_SITE = re.compile(r"https?://(?:[^/?#@]*@)?([\w.-]+)")
_BEYOND = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as a run wrote it, its flags, and what its source does not support."""

    text: str
    flags: tuple[str, ...]
    doubts: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a run and its brief.

    `key` names it among all, since ids of different files may be the same. `page` is
    the brief's own page, `link` the article's address where its id or source is one.
    """

    key: str
    id: str
    source: str
    outlet: str
    agencies: tuple[str, ...]
    where: str
    content: str
    sha256: str
    published: datetime | None
    byline: str
    title: str
    text: str
    headline: Said | None
    sentences: tuple[Said, ...]
    summary: tuple[Said, ...]
    flags: tuple[str, ...]
    page: Path | None
    link: str | None

    @property
    def copy(self) -> Copy:
        """The article as one copy of its story."""
        return Copy(
            self.key, self.title, self.text, self.published, self.byline, self.outlet
        )

    @property
    def doubts(self) -> int:
        """How many flags its sentences carry."""
        return sum(len(said.flags) for said in (*self.sentences, *self.summary))


def item_of(row: Mapping[str, Any], run: Path) -> Item:
    """The row's article; raises `Refused` where the row is not as runs write them."""
    try:
        return _item(row, run)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"{run}: {row['id']}: not a brief's row ({error!r})") from None


def text_of(row: Mapping[str, Any], key: str) -> str:
    """A text of the row; raises `TypeError` where there is something else."""
    text = row[key]
    if not isinstance(text, str):
        raise TypeError(f"{key} is no text")
    return text


def _item(row: Mapping[str, Any], run: Path) -> Item:
    id, source, where = (text_of(row, key) for key in ("id", "source", "where"))
    content, text = text_of(row, "content"), text_of(row, "text")
    title, byline = text_of(row, "title"), text_of(row, "byline")
    told = without_rejected(row)
    # Nor does the Arabic stand in for English that people rejected.
    summary = row["summary"] if told["sentences"] or not row["sentences"] else ()
    return Item(
        key=_key(id, content, source),
        id=id,
        source=source,
        outlet=_site(id) or outlet_of(source, where),
        agencies=agencies(text, byline),
        where=where,
        content=content,
        sha256=text_of(row, "sha256"),
        published=_moment(row["published"]),
        byline=byline,
        title=title,
        text=text,
        headline=_said(told["headline_from"]) if told["headline_from"] else None,
        sentences=tuple(map(_said, told["sentences"])),
        summary=tuple(map(_said, summary)),
        flags=tuple(map(str, row["flags"])),
        page=_page(run, text_of(row, "page")),
        link=next(filter(_LINK.fullmatch, (id, source)), None),
    )


def _key(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _moment(published: str | None) -> datetime | None:
    """When the article was published; a time that UTC cannot hold is beyond all."""
    try:
        return in_utc(datetime.fromisoformat(published)) if published else None
    except OverflowError:
        return _BEYOND


def _said(sentence: Mapping[str, Any]) -> Said:
    findings = [Finding(**each) for each in sentence["findings"]]
    doubts = tuple(each for each in findings if each.status != "supported")
    return Said(text_of(sentence, "text"), tuple(map(str, sentence["flags"])), doubts)


def _page(run: Path, page: str) -> Path | None:
    there = run / page if _PAGE.fullmatch(page) else None
    return there if there and there.is_file() else None


def _site(address: str) -> str:
    """The host of a web address without its `www.`, empty where a text is none."""
    site = _SITE.match(address)
    return site[1].lower().removeprefix("www.") if site else ""


def outlet_of(source: str, where: str) -> str:
    """What readers know a source by: a site's name, a file's, or that of its folder.

    A file of one article is named for the article, its folder for the outlet.
    """
    path = PurePath(source)
    if site := _site(source):
        return site
    if source == where and path.suffix:
        return path.parent.name or path.stem
    return path.stem if path.suffix else source
