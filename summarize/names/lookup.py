"""Where the parts of an English name stand in an Arabic text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarize.names.arabic_words import stems
from summarize.names.english import Name, Part
from summarize.names.known import known_names
from summarize.names.ordinary import is_ordinary
from summarize.names.source import Place, Source
from summarize.names.spelling import spelling

# The cost that is allowed to a name of so many consonants, and the share of it that is
# left to a name known by another Arabic form, and to one from the rest of an article.
_LIMITS = (0.1, 0.15, 0.35, 0.55, 0.7, 0.9, 1.1)
_KNOWN = 0.7
_AFAR = 0.5
_EXACT = 0.05
_FEWEST = 2
_PARTICLES_TEXT = (
    "ابو ابي ابا بو بن ابن بنت ام بني ولد ذو ذي دي دا دو ديل فان فون لا لو لي"
)
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
# What English puts behind a name for what comes from there, or for many.
_PEOPLE_TEXT = """
ians ian eans ean ans an ese ish is i ites ite ic ids id ists ist ers er ns n s
"""
_PEOPLE = tuple(_PEOPLE_TEXT.split())


def places_of(name: Name, source: Source) -> dict[Part, list[Place]]:
    """Where the parts of a name stand in the Arabic of its sentence."""
    found = {part: find(part, source) for part in name.parts}
    for first, second in zip(name.parts, name.parts[1:], strict=False):
        if not found[first] or not found[second]:
            whole = _as_one(first, second, source)
            found[first] = found[first] or whole
            found[second] = found[second] or whole
    return {part: places for part, places in found.items() if places}


def find(part: Part, source: Source) -> list[Place]:
    """Where a part of a name stands in an Arabic text, the most like first."""
    found = _known(part, source)
    if found:
        return found
    for key in _keys(part):
        found = _spelled_known(key, source) if part.known else _spelled(key, source)
        if found:
            return found
    return _word_by_word(part, source)


def find_afar(part: Part, source: Source) -> list[Place]:
    """The same in the rest of an article, where much is like a name by chance."""
    found = _known(part, source)
    if part.known:
        return found or _word_by_word(part, source)
    return found or _spelled(part.key, source, _AFAR)


def with_particle(part: Part, place: Place, source: Source) -> Place:
    """A place with the ابو or بن before it, where the English has one too."""
    if not part.particle or not place.first:
        return place
    before = stems(source.words[place.first - 1].text)
    led = not _PARTICLES.isdisjoint(before)
    return replace(place, first=place.first - 1) if led else place


def limit_of(key: str) -> float:
    """How much a plain name's Arabic spelling may cost."""
    return _LIMITS[min(spelling(key).count, len(_LIMITS) - 1)]


def _known(part: Part, source: Source) -> list[Place]:
    return source.known(part.known) or source.latin(part.key.replace(" ", ""))


def _spelled_known(key: str, source: Source) -> list[Place]:
    """Where a name that is known by another form stands spelled all the same."""
    found = source.spelled(key, limit_of(key) * _KNOWN, common=False)
    if not found and spelling(key).count > _FEWEST:
        found = source.spelled(key, _EXACT)
    return found


def _spelled(key: str, source: Source, share: float = 1.0) -> list[Place]:
    """Where a plain name stands as a word, as two, or as an adjective."""
    limit = limit_of(key) * share
    found = source.spelled(key, limit)
    count = spelling(key).count
    if not found and count > _FEWEST:
        found = source.spelled_in_two(key, limit)
    if not found and count >= _FEWEST:
        found = source.derived(key, limit)
    for stem in _without_endings(key):
        if found or count < _FEWEST:
            break
        limit = limit_of(stem) * share
        found = source.spelled(stem, limit) or source.derived(stem, limit)
    return found


def _keys(part: Part) -> Iterator[str]:
    """The name as one word, and with its al or de."""
    key = part.key.replace(" ", "")
    yield key
    if part.particle:
        yield part.particle + key


def _without_endings(key: str) -> Iterator[str]:
    for ending in _PEOPLE:
        stem = key.removesuffix(ending)
        if stem != key and spelling(stem).count >= _FEWEST:
            yield stem


def _word_by_word(part: Part, source: Source) -> list[Place]:
    """Where the last word of a longer known name stands, if all that are names do."""
    found: list[Place] = []
    words: Sequence[str] = part.key.split() if " " in part.key else ()
    for word in words:
        forms = known_names().get(word, ())
        if forms or not is_ordinary(word):
            found = source.known(forms) if forms else _spelled(word, source)
            if not found:
                return []
    return found


def _as_one(first: Part, second: Part, source: Source) -> list[Place]:
    """Where two parts stand that are one word in Arabic."""
    key = (first.key + second.key).replace(" ", "")
    limit = limit_of(key)
    return source.spelled(key, limit) or source.spelled_in_two(key, limit)
