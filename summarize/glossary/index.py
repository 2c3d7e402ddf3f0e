"""Terms by their Arabic words, so that a sentence is read once however many there are.

A term's words are looked up without their articles. A term of one word that has the
article needs it in the text: رياض is a man, الرياض a city.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarize.arabic import words
from summarize.glossary.arabic_words import (
    Reading,
    Word,
    arabic_words,
    is_definite,
    place_after,
    readings,
    stem,
)
from summarize.glossary.record import Term, Use

# What may stand between the words of a term: حزب «الله», كوت-ديفوار.
_GAP = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2069\u2010-\u2015\"'«»“”‘’-]+")
Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Terms by their words without articles; lengths, longest first, by first word."""

    terms: Mapping[Stems, Sequence[tuple[bool, Term]]]
    lengths: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Match:
    use: Use
    first: int
    length: int


def build_index(terms: Sequence[Term]) -> Index:
    """The index of these terms; of two for the same words the first is kept."""
    by_stems: dict[Stems, dict[bool, Term]] = {}
    lengths: dict[str, set[int]] = {}
    for term in terms:
        for form in term.arabic:
            folded = words(form)
            stems = tuple(map(stem, folded))
            by_stems.setdefault(stems, {}).setdefault(is_definite(folded[0]), term)
            lengths.setdefault(stems[0], set()).add(len(stems))
    return Index(
        {stems: tuple(found.items()) for stems, found in by_stems.items()},
        {first: sorted(found, reverse=True) for first, found in lengths.items()},
    )


def find(index: Index, text: str) -> list[Use]:
    """The terms in a text in its order; the longest first where they overlap."""
    found = arabic_words(text)
    stems = [stem(word.folded) for word in found]
    matches = [
        match
        for at in range(len(found))
        for match in _matches(index, text, found, stems, at)
    ]
    matches.sort(key=lambda match: -match.length)
    taken: set[int] = set()
    uses = []
    for match in matches:
        place = range(match.first, match.first + match.length)
        if taken.isdisjoint(place):
            taken.update(place)
            uses.append(match.use)
    return sorted(uses, key=lambda use: use.start)


def _matches(
    index: Index, text: str, found: Sequence[Word], stems: Sequence[str], at: int
) -> Iterator[_Match]:
    """The terms that begin at one word, those with the most of its letters first."""
    for reading in readings(found[at].folded):
        for length in index.lengths.get(reading.stem, ()):
            if at + length > len(found):
                continue
            key = (reading.stem, *stems[at + 1 : at + length])
            term = _chosen(index.terms.get(key, ()), reading, alone=length == 1)
            start = place_after(found[at], reading.skip)
            if term and start is not None and _joined(text, found[at : at + length]):
                yield _Match(Use(term, start, found[at + length - 1].end), at, length)


def _chosen(
    entries: Sequence[tuple[bool, Term]], reading: Reading, *, alone: bool
) -> Term | None:
    """The term that has the article where the text does; or else the other."""
    if alone and not reading.alone:
        return None
    fitting = [
        (definite != reading.definite, term)
        for definite, term in entries
        if reading.definite or not (alone and definite)
    ]
    return min(fitting, key=lambda each: each[0])[1] if fitting else None


def _joined(text: str, found: Sequence[Word]) -> bool:
    return all(
        _GAP.fullmatch(text, left.end, right.start)
        for left, right in zip(found, found[1:], strict=False)
    )
