"""Rows of capitalised words in English, any part of which may be a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.glossary.likeness import english_key

_WORD = re.compile("[^\\W\\d_]+(?:['\u2019-][^\\W\\d_]+)*")
_POSSESSIVE = re.compile("['\u2019]s?$")
_ARTICLES = frozenset(("al", "el"))
_PARTICLES = _ARTICLES | frozenset(
    ("bin", "ben", "ibn", "bint", "abu", "abou", "umm", "de", "von", "van", "der", "da")
)


@dataclass(frozen=True, slots=True)
class Name:
    """Words in a row that may be a name, and their offsets."""

    words: tuple[str, ...]
    start: int
    end: int

    @property
    def keys(self) -> list[str]:
        """How its words sound; an article that stands alone is none of them."""
        found = [english_key(word) for word in self.words]
        return [
            key
            for key, word in zip(found, self.words, strict=True)
            if key and word.lower() not in _ARTICLES
        ]


def name_of(text: str) -> Name | None:
    """A text as one name, if each of its words may be a part of one."""
    found = tuple(_WORD.findall(text))
    return Name(found, 0, len(text)) if all(map(_is_part, found)) else None


def names_in(english: str, length: int) -> Iterator[Name]:
    """Every part of a row that is about as many words long."""
    row: list[re.Match[str]] = []
    for found in _WORD.finditer(english):
        if row and english[row[-1].end() : found.start()].strip():
            yield from _parts(row, length)
            row = []
        if _is_part(found.group()):
            row.append(found)
        else:
            yield from _parts(row, length)
            row = []
    yield from _parts(row, length)


def _parts(row: Sequence[re.Match[str]], length: int) -> Iterator[Name]:
    for size in (length, length + 1, length - 1):
        for first in range(len(row) - size + 1 if size else 0):
            part = row[first : first + size]
            if part[-1].group().lower() in _PARTICLES:
                continue
            last = _POSSESSIVE.sub("", part[-1].group())
            found = (*(each.group() for each in part[:-1]), last)
            yield Name(found, part[0].start(), part[-1].start() + len(last))


def _is_part(word: str) -> bool:
    parts = re.split("[-'\u2019]", word)
    return word.lower() in _PARTICLES or any(part[:1].isupper() for part in parts)
