"""Arabic words with their places, and what each may be without what is joined to it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from summarize.arabic import words

_MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"
    "\u00ad\u061c\u200b-\u200f\u2060-\u2069\ufeff"  # what is not seen in a word
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_LETTER = re.compile(rf"[^\W_][{_MARKS}]*")
_IN_WORD = re.compile(rf"[^\W_]|[{_MARKS}]")
_ARTICLE = "ال"
_LEAST_STEM = 3  # without the article: الله is no له
_LEAST_ALONE = 3  # وسد may be any word
# A name begins with these more often than they stand before one: كريم, فهد.
_RARE = "كف"
_LEAST_AFTER_RARE = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, folded, and its offsets."""

    raw: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A word without the `skip` folded letters joined before it, and its article.

    `alone` is false where so little is left that only words after it can tell.
    """

    skip: int
    stem: str
    definite: bool
    alone: bool


def arabic_words(text: str) -> list[Word]:
    """The words of a text in order; one that folds to several is folded to nothing."""
    return [
        Word(found.group(), _folded(found.group()), found.start(), found.end())
        for found in _WORD.finditer(text)
    ]


def joined_before(text: str) -> str:
    """The letters at the end of a text, joined to whatever comes after it."""
    start = len(text)
    while start and _IN_WORD.match(text, start - 1):
        start -= 1
    found = _WORD.search(text, start)
    return found.group() if found else ""


@lru_cache(maxsize=65536)
def _folded(raw: str) -> str:
    found = words(raw)
    return found[0] if len(found) == 1 else ""


def stem(word: str) -> str:
    """A folded word without its definite article, where enough is left."""
    return word.removeprefix(_ARTICLE) if is_definite(word) else word


def is_definite(word: str) -> bool:
    """Whether a folded word begins with an article and enough is left without it."""
    return word.startswith(_ARTICLE) and len(word) >= len(_ARTICLE) + _LEAST_STEM


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[Reading, ...]:
    """What a folded word may be, the most of its letters first: والقاهره, القاهره."""
    found = [_reading(word, 0)]
    conjunctions = (0, 1) if word[:1] in ("و", "ف") else (0,)
    for at in conjunctions:
        if at:
            found.append(_reading(word, at))
        if word[at : at + 1] in ("ب", "ك", "ل"):
            found.append(_reading(word, at + 1))
        if word.startswith("لل", at):  # ل before ال, whose ا is not written
            rest = word[at + 2 :]
            found.append(Reading(at + 2, rest, True, len(rest) >= _LEAST_ALONE))
    found.sort(key=lambda each: each.skip)
    return tuple(each for each in found if each.stem)


def _reading(word: str, skip: int) -> Reading:
    rest = word[skip:]
    definite = is_definite(rest)
    least = _LEAST_ALONE
    if skip and word[skip - 1] in _RARE and not definite:
        least = _LEAST_AFTER_RARE
    return Reading(skip, stem(rest), definite, not skip or len(rest) >= least)


def place_after(word: Word, skip: int) -> int | None:
    """The offset behind the first `skip` folded letters; None within a ligature."""
    if not skip:
        return word.start
    length = _raw_length(word.raw, word.folded, skip)
    return None if length is None else word.start + length


@lru_cache(maxsize=4096)
def _raw_length(raw: str, folded: str, skip: int) -> int | None:
    taken = ""
    for found in _LETTER.finditer(raw):
        letters = "".join(words(found.group()))
        if letters and len(taken) >= skip:
            return found.start() if taken == folded[:skip] else None
        taken += letters
    return None
