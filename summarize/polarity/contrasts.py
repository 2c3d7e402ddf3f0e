"""Words of which a translation may not put one for another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.polarity.line import Line
from summarize.polarity.vocabulary import (
    Vocabulary,
    arabic_vocabulary,
    english_vocabulary,
)

# How far a word may stand from what it translates: in words, as a share of the text.
_CLOSE, _FARTHEST = 5, 0.5
_SURE, _ALSO, _KEPT = "", "?", "!"
Places = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Side:
    """One of several things that exclude each other, and its words in both languages.

    The `also` words may stand for it, but do not accuse; what the `kept` words say may
    not be left out. Stems are written as in `vocabulary`.
    """

    name: str
    arabic: str
    english: str
    also_arabic: str = ""
    also_english: str = ""
    kept: str = ""


Group = tuple[Side, ...]
Span = tuple[int, int]  # its first word, and the one after its last


@dataclass(frozen=True, slots=True)
class Change:
    """Where the Arabic says one side, and where the English says another, if at all."""

    kind: str
    source: Span
    said: Span | None


class Contrasts:
    """Groups of sides, to be looked for in two sentences that should say the same."""

    def __init__(self, **kinds: Sequence[Group]) -> None:
        groups = [(kind, group) for kind in kinds for group in kinds[kind]]
        sides = [side for _, group in groups for side in group]
        self._others = {
            side.name: (kind, [other.name for other in group if other is not side])
            for kind, group in groups
            for side in group
        }
        self._arabic = arabic_vocabulary(
            _table(
                [(_SURE + s.name, s.arabic) for s in sides],
                [(_ALSO + s.name, s.also_arabic) for s in sides],
                [(_KEPT + s.name, s.kept) for s in sides],
            )
        )
        self._english = english_vocabulary(
            _table(
                [(_SURE + s.name, s.english) for s in sides],
                [(_ALSO + s.name, s.also_english) for s in sides],
            )
        )

    def changes(self, said: Line, source: Line) -> Iterator[Change]:
        """What the English puts in the place of something else, or leaves out."""
        there = _places(source, self._arabic)
        here = _places(said, self._english) if there else {}
        for name in {mark.lstrip(_ALSO + _KEPT): None for mark in there}:
            if _says(here, name):
                continue
            kind, others = self._others[name]
            wrong = [
                to
                for other in others
                if not _says(there, other)
                for to in here.get(_SURE + other, ())
            ]
            swap = _nearest(source, there.get(_SURE + name, ()), said, wrong)
            if swap:
                at, to = swap
                reached = _reach(self._english, said, to, others)
                yield Change(kind, _reach(self._arabic, source, at, [name]), reached)
            elif _KEPT + name in there:
                at = there[_KEPT + name][0]
                yield Change(kind, _reach(self._arabic, source, at, [name]), None)


def _reach(words: Vocabulary, line: Line, at: int, names: Sequence[str]) -> Span:
    """From a word to its end, or to that of the phrase it begins."""
    return at, words.end(line, at, [m + n for n in names for m in (_SURE, _KEPT)])


def _nearest(
    source: Line, there: Sequence[int], said: Line, here: Sequence[int]
) -> tuple[int, int] | None:
    """The two places that stand nearest each other, if near enough to be one."""
    pairs = [
        (abs(at / len(source.words) - to / len(said.words)), at, to)
        for at in there
        for to in here
    ]
    distance, at, to = min(pairs, default=(1.0, 0, 0))
    if not pairs or (distance > _FARTHEST and abs(at - to) > _CLOSE):
        return None
    return at, to


def _table(*tables: list[tuple[str, str]]) -> dict[str, str]:
    return {sense: stems for table in tables for sense, stems in table if stems}


def _places(line: Line, vocabulary: Vocabulary) -> Places:
    places: Places = {}
    for at, names in vocabulary.find(line):
        for name in names:
            places.setdefault(name, []).append(at)
    return places


def _says(places: Places, name: str) -> bool:
    return any(mark + name in places for mark in (_SURE, _ALSO, _KEPT))
