"""Which country a story is of: the one that its texts name most often."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from babel import Locale

from summarize.arabic import has_arabic, words

NONE = "No country named"
_FILE = Path(__file__).parent.parent / "data" / "digest" / "countries.txt"
# Codes that CLDR has beside those of countries: groups of them, territories, tests.
_NO_COUNTRIES = "AC CP CQ DG EA EU EZ IC QO TA UM UN XA XB ZZ"
_LATIN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
_ADJECTIVES = ("ي", "يه", "يون", "يين")

Name = tuple[str, ...]
Names = Mapping[Name, str]


def country_of(arabic: str, english: str) -> str:
    """The English name of the country named most often, the first of two as often."""
    counts = Counter(_mentions(words(arabic), _arabic(), _bare))
    counts.update(_mentions(_latin(english), _english(), lambda word: [word]))
    if not counts:
        return NONE
    return _territories("en")[max(counts, key=lambda code: counts[code])]


def _mentions(
    text: Sequence[str], names: Names, readings: Callable[[str], Iterable[str]]
) -> Iterator[str]:
    """The codes of the countries in a text, the longest name where several begin."""
    longest = max(map(len, names))
    at = 0
    while at < len(text):
        sizes = range(min(longest, len(text) - at), 0, -1)
        found = next(
            (
                name
                for size in sizes
                for first in readings(text[at])
                if (name := (first, *text[at + 1 : at + size])) in names
            ),
            None,
        )
        if found:
            yield names[found]
        at += len(found or "1")


def _bare(word: str) -> Iterator[str]:
    """A word without the clitics that may stand before it: للعراق is العراق too."""
    for clitic in _CLITICS:
        if word.startswith(clitic):
            rest = word[len(clitic) :]
            yield rest
            if rest.startswith("لل"):
                yield "ال" + rest[2:]
            if rest.startswith("ال"):
                yield rest[2:]


@cache
def _arabic() -> Names:
    """Folded Arabic names and adjectives of countries."""
    also, doubtful = _listed()
    named = _territories("ar").items()
    found: dict[Name, str] = {}
    for code, name in (*(each for each in named if each[0] not in doubtful), *also):
        if has_arabic(name):
            found.setdefault(tuple(words(name)), code)
            if (code, name) in named or name.endswith("ي"):
                found |= {each: code for each in _adjectives(name) if each not in found}
    return found


def _adjectives(name: str) -> Iterator[Name]:
    """ليبي and its forms of ليبيا; a name that is an adjective has its other forms."""
    (stem, *more) = words(name.removeprefix("ال"))
    for ending in ("يا", "يه", "ه", "ا", "ي"):
        if stem.endswith(ending):
            stem = stem.removesuffix(ending)
            break
    if not more and len(stem) > 2:
        yield from ((stem + ending,) for ending in _ADJECTIVES)


@cache
def _english() -> Names:
    names = (*_territories("en").items(), *_listed()[0])
    return {tuple(_latin(name)): code for code, name in names if not has_arabic(name)}


def _latin(text: str) -> list[str]:
    return _LATIN.findall(text)


@cache
def _territories(language: str) -> dict[str, str]:
    """CLDR's names by ISO codes."""
    named: Mapping[str, str] = Locale(language).territories
    return {
        code: name
        for code, name in named.items()
        if code.isalpha() and code not in _NO_COUNTRIES.split()
    }


@cache
def _listed() -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """Further names with their codes, and the codes whose Arabic name is in doubt."""
    found, doubtful = [], set()
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        code, colon, names = line.partition(":")
        if colon and not line.startswith("#"):
            found += [(code.strip("-"), name.strip()) for name in names.split("|")]
            doubtful |= {code[1:]} if code.startswith("-") else set()
    return tuple(found), frozenset(doubtful)
