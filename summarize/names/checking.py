"""The names of English text against the Arabic that it translates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf

from summarize.names.arabic_ordinary import may_be_name
from summarize.names.arabic_words import stems
from summarize.names.english import Name, Part, english_names
from summarize.names.likeness import likeness
from summarize.names.lookup import find_afar, limit_of, places_of, with_particle
from summarize.names.source import Place, Source
from summarize.records import Finding

KIND = "name"
_LOOSELY = 2.0  # how many times what is allowed a name may cost that was changed
_NEXT = 2  # how far apart the words of a name may begin
_MOST = 32  # places of one name that are looked at
_MOST_FREE = 100  # words that a name may be meant by

Places = dict[Part, list[Place]]


@dataclass(frozen=True, slots=True)
class _Match:
    """Parts of a name and where in the Arabic they may stand together."""

    text: str
    start: int
    end: int
    places: list[Place]
    source: Source


def check_names(
    english: str, arabic: str | Source, wider: str | Source = ""
) -> list[Finding]:
    """What became of each name of an English sentence, in the sentence's order.

    A name is supported by the Arabic of the sentence, or by `wider`, the rest of the
    article, as long as no word of the sentence that may be a name is left without one;
    a finding by `wider` names its word and has no offsets. A run of words that stand
    together in Arabic is one finding, of any other each word is one. Of names that may
    be words (a lone unknown one, an acronym) only what is doubted with reason is said.
    The first 400 words of the English are read, and of Arabic what `Source` reads.
    """
    near, far = _source(arabic), _source(wider)
    names = english_names(english)
    places: Places = {}
    for name in names:
        places.update(places_of(name, near))
    free = _free(near, places) if _some_missing(names, places) else []
    found: list[Finding] = []
    for name in names:
        found += _of_name(english, name, places, near, far, free)
    return found


def _source(text: str | Source) -> Source:
    return text if isinstance(text, Source) else Source(text)


def _some_missing(names: Sequence[Name], places: Places) -> bool:
    return any(part not in places for name in names for part in name.parts)


def _free(source: Source, places: Places) -> list[int]:
    """The first words that may be names and that no name of the English claims."""
    claimed = {
        at
        for found in places.values()
        for place in found
        for at in range(place.first, place.end)
    }
    free = (
        at
        for at, word in enumerate(source.words)
        if at not in claimed and may_be_name(word.text)
    )
    return list(islice(free, _MOST_FREE))


def _of_name(
    english: str,
    name: Name,
    places: Places,
    near: Source,
    far: Source,
    free: Sequence[int],
) -> Iterator[Finding]:
    """The findings of one name, in order: runs that stand together, and doubts."""
    match: _Match | None = None
    for part in name.parts:
        found, source = places.get(part, []), near
        if not found and not free:
            found, source = find_afar(part, far), far
        found = [with_particle(part, place, source) for place in found[:_MOST]]
        new = _Match(part.text, part.start, part.end, found, source)
        joined = _joined(match, new, english) if match else None
        if match and not joined:
            yield _supported(match, near)
        match = joined or (new if found else None)
        if not found and _is_doubtful(part, name, free):
            yield _doubted(part, name, places, near, free)
    if match:
        yield _supported(match, near)


def _joined(match: _Match, new: _Match, english: str) -> _Match | None:
    """Two matches as one, if they stand beside each other in the Arabic."""
    if match.source is not new.source:
        return None
    together = {
        Place(min(a.first, b.first), max(a.end, b.end), a.cost + b.cost)
        for a in match.places
        for b in new.places
        if max(a.first, b.first) - min(a.end, b.end) < _NEXT
    }
    text = english[match.start : new.end]
    places = sorted(together, key=lambda place: (place.cost, place.first))[:_MOST]
    joined = _Match(text, match.start, new.end, places, new.source)
    return joined if places else None


def _supported(match: _Match, near: Source) -> Finding:
    """A name that stands in the sentence, or (without offsets) only in the article."""
    place = min(match.places, key=lambda place: place.cost)
    start, end = match.source.span(place.first, place.end)
    source = match.source.text[start:end]
    there = (start, end) if match.source is near else (None, None)
    return Finding(
        KIND, "supported", match.text, match.start, match.end, source, *there
    )


def _is_doubtful(part: Part, name: Name, free: Sequence[int]) -> bool:
    """Whether there is reason to doubt a part that stands nowhere."""
    return part.sure and bool(free or part.known or len(name.parts) > 1)


def _doubted(
    part: Part, name: Name, places: Places, near: Source, free: Sequence[int]
) -> Finding:
    at = _meant(part, name, places, near, free)
    if at is None:
        return Finding(KIND, "unsupported", part.text, part.start, part.end)
    start, end = near.span(at, at + 1)
    source = near.text[start:end]
    return Finding(KIND, "changed", part.text, part.start, part.end, source, start, end)


def _meant(
    part: Part, name: Name, places: Places, near: Source, free: Sequence[int]
) -> int | None:
    """The word that should be where a part is: like it, beside its name, or alone."""
    key = part.key.replace(" ", "")
    limit = limit_of(key) * _LOOSELY
    costs = {
        at: min(likeness(key, stem, limit) for stem in stems(near.words[at].text))
        for at in free
    }
    if costs and min(costs.values()) < inf:
        return min(costs, key=lambda at: costs[at])
    beside = (
        at
        for other in name.parts
        for place in places.get(other, [])[:_MOST]
        for at in range(place.first - _NEXT, place.end + _NEXT)
        if at in free
    )
    return next(beside, free[0] if len(free) == 1 else None)
