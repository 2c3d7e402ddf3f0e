"""Arabic words as names are found in them: folded, with and without clitics."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarize.arabic import for_model
from summarize.names.arabic_ordinary import is_function, is_ordinary
from summarize.names.spelling import WEAK, bits, first_bit

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u061c"
WORD = re.compile(rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*")
_MARK = re.compile(f"[{_MARKS}]")
_FOLD = str.maketrans("أإآٱؤئیکگ", "ااااوييكغ")
ARTICLES = ("ال", "لل")
# What makes an adjective of a name, and what makes many of one.
_NISBA = ("يتان", "يتين", "يون", "يين", "يان", "يات", "يه", "ية", "يا", "ي")
_PLURAL = ("ون", "ين", "ات", "ان", "ة", "ا")
_ENDS = ("يا", "ية", "ي", "ا", "ة")
_SHORTEST = 3

# A known name's words: each as it stands, and as an adjective of it is found.
Phrase = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word.

    `letters` are its consonants and `first` the first of them, as bits, `count` how
    many they are; an `ordinary` word is seldom a name.
    """

    text: str
    letters: int
    first: int
    count: int
    ordinary: bool


def bare(word: str) -> str:
    """A word without marks."""
    return _MARK.sub("", for_model(word))


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word without marks, each letter in its plainest shape."""
    return bare(word).translate(_FOLD)


@lru_cache(maxsize=65536)
def with_article(word: str) -> tuple[str, ...]:
    """A folded word with and without its clitics, an article left where it is."""
    found = [word]
    for clitics in ("وف", "بكل"):
        found += [one[1:] for one in found if len(one) > 2 and one[0] in clitics]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """A folded word with and without its clitics and article."""
    found = with_article(word)
    return tuple(dict.fromkeys((*found, *map(without_article, found))))


def without_article(word: str) -> str:
    """A folded word without an article at its beginning."""
    return word[2:] if len(word) > _SHORTEST and word[:2] in ARTICLES else word


@lru_cache(maxsize=65536)
def form(stem: str, ordinary: bool) -> Form:
    """A stem as a form to compare names with."""
    count = sum(letter not in WEAK for letter in stem)
    return Form(stem, bits(stem), first_bit(stem), count, ordinary)


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[Form, ...]:
    """The forms that a folded word may be; none of a function word."""
    if is_function(word):
        return ()
    return tuple(form(stem, is_ordinary(word)) for stem in stems(word))


@lru_cache(maxsize=65536)
def bare_forms(word: str) -> tuple[Form, ...]:
    """The forms that are left of a word without what makes an adjective or a plural."""
    if is_ordinary(word):
        return ()
    return tuple(
        form(stem.removesuffix(ending), False)
        for stem in stems(word)
        for ending in _NISBA + _PLURAL
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST - 1
    )


@lru_cache(maxsize=65536)
def pair_forms(first: str, second: str) -> tuple[Form, ...]:
    """The forms of two words read as one, as عبد الله is."""
    ordinary = is_ordinary(first) and is_ordinary(second)
    return tuple(
        form(stem + rest, ordinary)
        for stem in stems(first)
        for rest in dict.fromkeys((second, second.removeprefix("ال")))
    )


@lru_cache(maxsize=65536)
def keys(word: str) -> frozenset[str]:
    """What a word is found by: its stems, plurals cut, and `-stem` of an adjective."""
    found = set(stems(word))
    for stem in stems(word):
        found.update(_cut(stem, _PLURAL))
        found.update("-" + left for left in _cut(stem, _NISBA))
    return frozenset(found)


def phrase(text: str) -> Phrase:
    """The words of a known name."""
    found = []
    for match in WORD.finditer(text):
        word = folded(match.group())
        if match.group().startswith("ال"):  # and no alef with hamza that only looks so
            word = without_article(word)
        found.append((word, "-" + next(_cut(word, _ENDS), word)))
    return tuple(found)


def _cut(stem: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
            yield stem.removesuffix(ending)
