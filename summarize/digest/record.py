"""What a digest says: its stories, in sections, with all that is counted.

Every format shows this and nothing else.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from summarize.digest.changes import Change
from summarize.digest.rows import Item
from summarize.digest.saying import Line, Parts, shown
from summarize.digest.states import State
from summarize.digest.window import Window


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where an article of a story stands, and whose it is."""

    name: str
    agencies: tuple[str, ...]
    published: datetime | None
    where: str
    link: str | None
    page: Path | None

    @property
    def label(self) -> str:
        """The outlet with the agencies it credits."""
        name = shown(self.name)
        return f"{name} ({', '.join(self.agencies)})" if self.agencies else name


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure on which outlets differ: what it is about, and who says what."""

    about: str
    kind: str
    claims: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One story, told by the brief of its latest article.

    `title` is the Arabic headline; `notes` are doubts about the whole brief. A story
    without English is told in Arabic.
    """

    key: str
    state: State
    says_so: bool
    headline: Line
    title: str
    lines: tuple[Line, ...]
    notes: tuple[Parts, ...]
    outlets: tuple[Outlet, ...]
    latest: datetime
    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]
    lead: Item

    @property
    def size(self) -> int:
        """How many outlets and agencies have it."""
        return len({(outlet.name, outlet.agencies) for outlet in self.outlets})

    @property
    def place(self) -> Outlet:
        """Where the article stands that it is told by."""
        return outlet(self.lead)

    @property
    def order(self) -> tuple[int, float, str]:
        """Wide stories first, then late ones."""
        return -self.size, -self.latest.timestamp(), self.key


@dataclass(frozen=True, slots=True)
class Undated:
    """An article without a date."""

    headline: Line
    outlet: Outlet


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a digest: stories in full, and those that a table names."""

    title: str
    full: tuple[Told, ...]
    rest: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """All that a digest says; `earlier` is when the one compared with ended."""

    title: str
    name: str
    window: Window
    earlier: datetime | None
    sections: tuple[Section, ...]
    undated: tuple[Undated, ...]
    states: Counter[str]
    articles: int
    outside: int
    twice: int
    older: int
    rejected: Counter[str]

    @property
    def stories(self) -> int:
        """How many stories it has."""
        return self.states.total()


def outlet(item: Item) -> Outlet:
    """Where an article stands."""
    return Outlet(
        item.outlet, item.agencies, item.published, item.where, item.link, item.page
    )


def numbered(told: Told) -> dict[Line, int]:
    """The doubted sentences of a story, the headline among them, by their numbers."""
    doubted = [line for line in (told.headline, *told.lines) if line.reasons]
    return {line: at for at, line in enumerate(dict.fromkeys(doubted), start=1)}
