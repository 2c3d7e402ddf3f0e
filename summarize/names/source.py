"""An Arabic text that names are looked up in."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise
from math import inf

from summarize.names.arabic_words import (
    WORD,
    Form,
    Phrase,
    bare_forms,
    folded,
    forms,
    keys,
    pair_forms,
)
from summarize.names.likeness import likeness
from summarize.names.spelling import plain, spelling

MOST_WORDS = 20_000  # of a text: no article is longer
MOST_PLACES = 400  # of one name
_LONGEST = 64  # letters and marks; what is longer is no word
_LATIN = re.compile("[A-Za-z]")
_MOST_APART = 2  # consonants that a name and a word may differ by in number
# The cost that is allowed where an ordinary word seems to be a name of so many
# consonants: كريم may be Karim, قوات are no Kuwait.
_ORDINARY_LIMITS = (0.1, 0.15, 0.15, 0.2, 0.25, 0.3)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, folded, with its offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: its first word, the word after it, how unlike it is."""

    first: int
    end: int
    cost: float = 0.0


Index = dict[int, dict[Form, list[tuple[int, int]]]]  # by the first consonant


class Source:
    """An Arabic text with indexes of its words, made when they are first needed.

    Make one of an article once, and look up the names of every sentence in it. Only its
    first `MOST_WORDS` words are read, and a name has at most `MOST_PLACES` places.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._asked: dict[tuple[str, str, float, bool], list[Place]] = {}

    @cached_property
    def words(self) -> list[Word]:
        """The first words of the text, Latin ones too."""
        return [
            Word(folded(found.group()), found.start(), found.end())
            for found in islice(WORD.finditer(self.text), MOST_WORDS)
            if found.end() - found.start() <= _LONGEST
        ]

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The offsets of words in the text."""
        return self.words[first].start, self.words[end - 1].end

    def known(self, names: Iterable[Phrase]) -> list[Place]:
        """Where one of a known name's Arabic forms stands."""
        found = (place for name in names for place in self._phrase(name))
        return list(islice(found, MOST_PLACES))

    def latin(self, name: str) -> list[Place]:
        """Where a plain name stands in Latin letters."""
        return [Place(at, at + 1) for at in self._latin.get(name, [])[:MOST_PLACES]]

    def spelled(self, name: str, limit: float, *, common: bool = True) -> list[Place]:
        """The words that are a plain name spelled in Arabic, the most like first.

        Unless `common`, none that are seldom names.
        """
        return self._once("word", self._index, name, limit, common)

    def spelled_in_two(self, name: str, limit: float) -> list[Place]:
        """The same, of two Arabic words that are one in English."""
        return self._once("pair", self._pairs, name, limit)

    def derived(self, name: str, limit: float) -> list[Place]:
        """The same, of words without the ending of an adjective or a plural."""
        return self._once("bare", self._bare, name, limit)

    def _once(
        self, kind: str, index: Index, name: str, limit: float, common: bool = True
    ) -> list[Place]:
        """What is alike, found once for each name."""
        asked = (kind, name, limit, common)
        if asked not in self._asked:
            self._asked[asked] = _alike(index, name, limit, common)[:MOST_PLACES]
        return self._asked[asked]

    def _phrase(self, name: Phrase) -> Iterator[Place]:
        """Where a phrase stands: its letters are found first, then its words read."""
        word, nisba = name[0]
        seen = set()
        for stem in {word, nisba[1:]}:
            found = self._line.find(stem)
            while found >= 0:
                at = bisect_right(self._starts, found) - 1
                if at not in seen and self._has(name, at):
                    yield Place(at, at + len(name))
                seen.add(at)
                found = self._line.find(stem, found + 1)

    def _has(self, name: Phrase, at: int) -> bool:
        words = self.words[at : at + len(name)]
        return len(words) == len(name) and all(
            not keys(there.text).isdisjoint(wanted)
            for wanted, there in zip(name, words, strict=True)
        )

    @cached_property
    def _line(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def _starts(self) -> list[int]:
        sizes = (len(word.text) + 1 for word in self.words)
        return list(accumulate(sizes, initial=0))[:-1]

    @cached_property
    def _latin(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            if _LATIN.match(word.text):
                found.setdefault(plain(word.text), []).append(at)
        return found

    @cached_property
    def _index(self) -> Index:
        return _index(
            (one, at, at + 1)
            for at, word in enumerate(self.words)
            for one in forms(word.text)
        )

    @cached_property
    def _bare(self) -> Index:
        return _index(
            (one, at, at + 1)
            for at, word in enumerate(self.words)
            for one in bare_forms(word.text)
        )

    @cached_property
    def _pairs(self) -> Index:
        return _index(
            (one, at, at + 2)
            for at, (first, second) in enumerate(pairwise(self.words))
            for one in pair_forms(first.text, second.text)
        )


def _index(entries: Iterator[tuple[Form, int, int]]) -> Index:
    """Forms with their places, by the first consonant."""
    found: Index = {}
    for one, first, end in entries:
        found.setdefault(one.first, {}).setdefault(one, []).append((first, end))
    return found


def _alike(index: Index, name: str, limit: float, common: bool = True) -> list[Place]:
    wanted = spelling(name)
    most = min(wanted.count, len(_ORDINARY_LIMITS) - 1)
    ordinary = min(limit, _ORDINARY_LIMITS[most])
    found = []
    for first, entries in index.items():
        if first and not first & wanted.first:
            continue
        for there, places in entries.items():
            if there.ordinary and not common:
                continue
            if abs(there.count - wanted.count) > _MOST_APART:
                continue
            if (there.letters & ~wanted.letters).bit_count() > limit:
                continue
            cost = likeness(name, there.text, ordinary if there.ordinary else limit)
            if cost < inf:
                found += [Place(at, end, cost) for at, end in places[:MOST_PLACES]]
    return sorted(found, key=lambda place: (place.cost, place.first))
