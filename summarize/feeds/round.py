"""A round's way through the feeds: entry by entry, everything counted."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from summarize.feeds.output import Output
from summarize.feeds.parsing import Entry
from summarize.feeds.reading import Place, Reader, Received, id_of, link_of
from summarize.feeds.state import ATTEMPTS, Feed, State, key_of
from summarize.feeds.unfetched import Unfetched
from summarize.isolation import Stop
from summarize.records import Rejection

Say = Callable[[str], None]

# A header that goes back to the server: one line of plain characters, or none.
_PLAIN = re.compile(r"[\x20-\x7e]{1,500}")


@dataclass(slots=True)
class Tally:
    """What a round did, counted; `left` is what a later one will take."""

    articles: int = 0
    known: int = 0
    unchanged: int = 0
    left: int = 0
    rejected: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Round:
    """One round's way through the feeds, one request at a time."""

    limit: int
    state: State
    reader: Reader
    files: Output
    stop: Stop
    say: Say
    now: datetime
    tally: Tally = field(default_factory=Tally)
    written: set[str] = field(default_factory=set)

    def read(self, place: Place) -> None:
        """Take what is new in one feed, unless a signal asked to stop."""
        if self.stop.is_asked:
            return
        feed = self.state.feeds.get(place.name) or Feed()
        try:
            received = self.reader.receive(place, _conditions(feed))
            entries = self.reader.entries(place, received) if received else ()
        except Unfetched as error:
            self._fail(Rejection(place.name, error.reason, str(error)), error.status)
            return
        if received is None:
            self.tally.unchanged += 1
            self.say(f"{place.name}: nothing new")
            return
        self.state.feeds[place.name] = feed
        before = self.tally.articles
        is_whole = self._take(place, feed, entries)
        # Asked whether it is new, the server would hide what is left to be read.
        feed.etag = _header(received, "ETag") if is_whole else ""
        feed.modified = _header(received, "Last-Modified") if is_whole else ""
        new = self.tally.articles - before
        listed = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
        self.say(f"{place.name}: {new} new of {listed}")

    def _take(self, place: Place, feed: Feed, entries: Sequence[Entry]) -> bool:
        """Take a feed's new entries; whether none has to be looked at again."""
        listed: set[str] = set()
        done: set[str] = set()
        tried = 0
        for entry in entries:
            id = id_of(place, entry)
            key = key_of(id)
            listed.add(key)
            if key in self.written or self.state.is_known(key):
                self.tally.known += 1
                done.add(key)
            elif tried == self.limit or self.stop.is_asked:
                self.tally.left += 1
            else:
                tried += 1
                if self._read_entry(place, feed, entry, id):
                    done.add(key)
        feed.saw(listed, done, self.now.date())
        return listed == done

    def _read_entry(self, place: Place, feed: Feed, entry: Entry, id: str) -> bool:
        """Read one entry's article; whether the entry is done with."""
        key = key_of(id)
        try:
            found = self.reader.article(place, entry, id)
        except Unfetched as error:
            found = Rejection(link_of(entry) or id, error.reason, str(error))
            if error.reason == "try_later":
                self._fail(found, error.status)
                return False
        if isinstance(found, Rejection):
            is_last = feed.fail(key)
            if is_last:
                said = f"{found.detail}; given up after {ATTEMPTS} rounds"
                found = replace(found, detail=said)
            self._fail(found)
            return is_last
        self.files.take(found, link_of(entry))
        self.tally.articles += 1
        self.written.add(key)
        return True

    def _fail(self, rejection: Rejection, status: int | None = None) -> None:
        """Count what was not read; what was not even asked for is only left."""
        if rejection.reason == "try_later" and not status:
            self.tally.left += 1
            return
        shown = self.files.refuse(rejection)
        self.tally.rejected[shown.reason] += 1
        self.say(shown.detail)


def _conditions(feed: Feed) -> dict[str, str]:
    conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    return {name: value for name, value in conditions.items() if value}


def _header(received: Received, name: str) -> str:
    value = received.headers.get(name, "")
    return value if _PLAIN.fullmatch(value) else ""
