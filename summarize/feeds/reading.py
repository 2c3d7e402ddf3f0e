"""One feed's bytes, and one entry's article: from the network or from a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import NoReturn

from summarize import arabic
from summarize.errors import UsageError
from summarize.feeds import urls
from summarize.feeds.apart import Apart, Fault
from summarize.feeds.client import Answer, Client, Request
from summarize.feeds.pages import Page, read_fragment, read_page
from summarize.feeds.parsing import Entry, read_feed
from summarize.feeds.robots import Robots
from summarize.feeds.unfetched import Unfetched
from summarize.feeds.urls import BadUrl, Url
from summarize.records import Article, Rejection
from summarize.sources import article_of, limits, sift

# So many words are an article, fewer may be the teaser of one.
WHOLE_WORDS = 120
# So many are taken where the page behind them cannot be had.
ENOUGH_WORDS = 60
_CUT = ("…", "...", "[…]", "[...]")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
_FEEDS = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
_PAGES = "text/html, application/xhtml+xml"
_KINDS = frozenset(_PAGES.split(", "))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a feed is: an address or a file, and what it is called in records."""

    name: str
    url: Url | None
    path: Path | None


@dataclass(frozen=True, slots=True)
class Received:
    """A feed's bytes, what they are said to be, and where their links start from."""

    raw: bytes
    headers: Message
    base: str


def place_of(given: str) -> Place:
    """What the user named; raises `UsageError` for what is neither feed nor file."""
    if "://" in given and not Path(given).exists():
        try:
            url = urls.parse(given)
        except BadUrl as error:
            raise UsageError(
                f"{arabic.visible(urls.redacted(given))}: {error}"
            ) from None
        return Place(arabic.visible(url.shown), url, None)
    if not Path(given).is_file():
        name = arabic.visible(urls.redacted(given))
        raise UsageError(f"{name}: no such file; expected a feed's file or address")
    return Place(arabic.visible(given), None, Path(given))


class Reader:
    """Fetches and reads, within every limit; what fails raises `Unfetched`."""

    def __init__(self, client: Client, apart: Apart) -> None:
        self._client = client
        self._robots = Robots(client)
        self._apart = apart

    def receive(self, place: Place, conditions: Mapping[str, str]) -> Received | None:
        """The feed's bytes, or None where the server says that they are the same."""
        if place.url is None:
            return _from_file(place)
        answer = self._get(place.url, place.url, {"Accept": _FEEDS, **conditions})
        if answer.status == 304:
            return None
        return Received(answer.body, answer.headers, answer.url.text)

    def entries(self, place: Place, received: Received) -> tuple[Entry, ...]:
        """The entries of a received feed."""
        kind = received.headers.get("Content-Type", "")
        given = (received.raw, kind, place.name, received.base)
        try:
            found = self._apart.call(read_feed, *given)
        except Fault as fault:
            raise Unfetched("unreadable", f"{place.name}: {fault}") from fault
        return found if isinstance(found, tuple) else _raised(found)

    def article(self, place: Place, entry: Entry, id: str) -> Article | Rejection:
        """The article behind an entry: the feed's own where it is whole, or the page.

        Its id is the page's address, else `id`. An entry without a link has nothing
        but what the feed holds of it, and so has one whose page cannot be had.
        """
        where = link_of(entry) or f"{place.name} {arabic.visible(entry.title)}".strip()
        try:
            page = self._whole(place, entry, where)
        except Fault as fault:
            raise Unfetched("unreadable", f"{where}: {fault}") from fault
        return sift(
            article_of(
                page.text,
                where=where,
                source=place.name,
                title=entry.title or page.title,
                published=entry.published or page.published,
                byline=entry.byline or page.byline,
                id=link_of(entry) or id,
            )
        )

    def _whole(self, place: Place, entry: Entry, where: str) -> Page:
        text = self._own(entry)
        own = Page(text, "", None, "")
        size = 0 if text.endswith(_CUT) else len(arabic.words(text))
        if size >= WHOLE_WORDS or (text and not entry.link):
            return own
        if not entry.link:
            raise Unfetched("no_text", f"{where}: it has neither a text nor a link")
        try:
            return self._page(place, entry, where)
        except Unfetched as error:
            if error.reason == "try_later" or size < ENOUGH_WORDS:
                raise
            return own

    def _own(self, entry: Entry) -> str:
        """The text that the feed holds of an entry, empty where it is a few words."""
        if not entry.content or (entry.link and len(entry.content) < ENOUGH_WORDS):
            return ""
        return self._apart.call(read_fragment, entry.content)

    def _page(self, place: Place, entry: Entry, where: str) -> Page:
        try:
            url = urls.parse(entry.link)
        except BadUrl as error:
            raise Unfetched("bad_url", f"{where}: its link: {error}") from error
        answer = self._get(url, place.url, {"Accept": _PAGES}, _KINDS)
        kind = answer.headers.get("Content-Type", "")
        found = self._apart.call(read_page, answer.body, kind, where)
        return found if isinstance(found, Page) else _raised(found)

    def _get(
        self,
        url: Url,
        login: Url | None,
        headers: Mapping[str, str],
        kinds: frozenset[str] = frozenset(),
    ) -> Answer:
        def check(hop: Url) -> None:
            self._robots.require(hop, login)

        return self._client.get(url, Request(headers, login, kinds, check))


def id_of(place: Place, entry: Entry) -> str:
    """An entry's id: the same in every feed that lists it, where it has one of its own.

    A bare number is one only together with its feed; with neither id nor link an entry
    is known by what it says.
    """
    own = entry.id or entry.link
    if _ABSOLUTE.match(own):
        return arabic.visible(urls.redacted(own) if "//" in own else own)
    said = own or arabic.content_hash(f"{entry.title} {entry.content}")[:16]
    return f"{place.name}#{arabic.visible(said)}"


def link_of(entry: Entry) -> str:
    """An entry's link for messages and records, empty where it is no address."""
    try:
        return arabic.visible(urls.parse(entry.link).shown)
    except BadUrl:
        return ""


def _from_file(place: Place) -> Received:
    path = Path(place.path or place.name)
    try:
        raw = limits.whole(path, limits.PAGE)
    except OSError as error:
        detail = f"{place.name} cannot be read: {error.strerror or error}"
        raise Unfetched("unreadable", detail) from error
    return Received(raw, Message(), "") if isinstance(raw, bytes) else _raised(raw)


def _raised(rejection: Rejection) -> NoReturn:
    raise Unfetched(rejection.reason, rejection.detail)
