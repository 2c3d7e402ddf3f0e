"""What a desk's glossary is made of, where a term stands, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from summarize.records import Terms


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a glossary: its Arabic forms, its English forms, the first to write.

    `note` is for people alone.
    """

    arabic: tuple[str, ...]
    english: tuple[str, ...]
    note: str = ""

    @property
    def written(self) -> str:
        """The English form that a text should have."""
        return self.english[0]


@dataclass(frozen=True, slots=True)
class Use:
    """A term in an Arabic text, with its offsets there, in characters.

    The definite article belongs to it, a conjunction or preposition before it does not.
    """

    term: Term
    start: int
    end: int


def merge(audits: Iterable[Terms]) -> Terms:
    """One audit for the parts of a text, each term once, in order of appearance."""
    parts = list(audits)
    missed = dict.fromkeys(term for part in parts for term in part.missed)
    used = dict.fromkeys(term for part in parts for term in part.used)
    return Terms(tuple(term for term in used if term not in missed), tuple(missed))
