"""Which senses a word has, by tables of stems.

A table gives each sense its stems as regular expressions with spaces between; in
Arabic `~` is any ending of a verb or noun, in English `*` any letters, in both `_`
joins two words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from summarize.polarity.line import Line

Senses = frozenset[str]

_LEADS = ""  # the sense of a word that a phrase may begin with
# Particles and articles that a word may carry before it, endings and pronouns after.
_BEFORE = "[وف]?(?:س(?=[يتن])|[بلك]?(?:ال)?|لل)"
_AFTER = "(?:ا|ت|ه|ي|وا|ون|ين|ان|ات|ته|تا)?(?:ه|ها|هم|هما|هن|نا)?"


class Vocabulary:
    """The senses of the words of one language."""

    def __init__(self, table: Mapping[str, str], before: str = "") -> None:
        self._before = before
        self._stems = {sense: words.split() for sense, words in table.items()}
        every = [one for words in self._stems.values() for one in words]
        leads = sorted({one.split("_")[0] for one in every if "_" in one})
        if leads:
            self._stems[_LEADS] = leads
        self._read = lru_cache(maxsize=65536)(self._look)

    def at(self, line: Line, place: int) -> Senses:
        """What the word at a place means, and the phrase that begins with it."""
        word = line.words[place]
        senses = self._read(word)
        if _LEADS in senses:
            return (senses | self._read(f"{word}_{line.word(place + 1)}")) - {_LEADS}
        return senses

    def end(self, line: Line, place: int, senses: Iterable[str]) -> int:
        """Where what has one of the senses ends: the word at a place, or its phrase."""
        return place + 1 + self._read(line.words[place]).isdisjoint(senses)

    def find(self, line: Line) -> Iterator[tuple[int, Senses]]:
        """The places of a line at which something is meant, and what."""
        for place, word in enumerate(line.words):
            senses = self._read(word)
            if senses:
                yield place, self.at(line, place) if _LEADS in senses else senses

    def _look(self, word: str) -> Senses:
        if not self._known.fullmatch(word):
            return frozenset()
        return frozenset(s for s, one in self._senses.items() if one.fullmatch(word))

    @cached_property
    def _known(self) -> re.Pattern[str]:
        return self._any(one for words in self._stems.values() for one in words)

    @cached_property
    def _senses(self) -> dict[str, re.Pattern[str]]:
        return {sense: self._any(words) for sense, words in self._stems.items()}

    def _any(self, stems: Iterable[str]) -> re.Pattern[str]:
        return re.compile(f"{self._before}(?:{'|'.join(stems)})")


def arabic_vocabulary(table: Mapping[str, str]) -> Vocabulary:
    """A vocabulary of folded Arabic words."""
    return Vocabulary(
        {sense: stems.replace("~", _AFTER) for sense, stems in table.items()}, _BEFORE
    )


def english_vocabulary(table: Mapping[str, str]) -> Vocabulary:
    """A vocabulary of English words in small letters."""
    return Vocabulary({sense: s.replace("*", r"\w*") for sense, s in table.items()})
