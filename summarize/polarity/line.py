"""A sentence as folded words, each with its place in the text as it stands."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from summarize.arabic import words

MOST_WORDS = 400  # no sentence is longer: what follows is not read

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u061c"
_ARABIC = re.compile(rf"[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*|\d+|[^\w\s]")
_SHADDA = "\u0651"
_ENGLISH = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Line:
    """The words, numbers and marks of a sentence and where each begins and ends."""

    words: list[str]
    spans: list[tuple[int, int]]

    def word(self, at: int) -> str:
        """The word at a place; nothing beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""


def arabic_line(text: str) -> Line:
    """An Arabic sentence, folded, but for the hamza that parts ألا from إلا."""
    found = list(islice(_ARABIC.finditer(text), MOST_WORDS))
    return Line([_folded(one.group()) for one in found], [one.span() for one in found])


def english_line(text: str) -> Line:
    """An English sentence in small letters."""
    found = list(islice(_ENGLISH.finditer(text), MOST_WORDS))
    return Line([_low(one.group()) for one in found], [one.span() for one in found])


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    found = words(word)
    folded = found[0] if len(found) == 1 else word
    if folded.endswith("الا") and len(folded) < 5:
        seat = "إ" if "إ" in word else "أ" if "أ" in word else "ا"
        return folded[:-3] + seat + "لا"
    if _SHADDA in word and folded.endswith(("غير", "دون")):
        return folded + _SHADDA  # verbs: changed, wrote
    return folded


@lru_cache(maxsize=65536)
def _low(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")
