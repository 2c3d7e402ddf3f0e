"""A story and its copies, and what the copies do not agree on."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Copy:
    """One outlet's article: what is needed of it to find its story.

    `source` is the outlet as the reader will know it, `byline` who is named above or
    below the text; both may be empty.
    """

    id: str
    title: str
    text: str
    published: datetime | None
    byline: str
    source: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one copy says where others say something else: its words and their place.

    `copy` is the copy's id, `start` and `end` are offsets in characters into its text.
    """

    copy: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One figure on which copies differ, side by side.

    `about` holds the words that the copies' sentences share, `…` for what they do not;
    `kind` is a fact's (`number`, `money`, `weekday`). Every copy that states the figure
    has its claim, those that agree with another included.
    """

    about: str
    kind: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All copies of one story, the first published first; undated ones come last.

    `agencies` names the agencies that its copies credit, in one standard form each.
    """

    copies: tuple[Copy, ...]
    agencies: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The sources of the copies, each once, in their order."""
        return tuple(dict.fromkeys(copy.source for copy in self.copies if copy.source))
