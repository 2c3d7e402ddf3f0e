"""Errors put into human English one at a time, to see which the guard finds."""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

SCALES = ("thousand", "million", "billion", "trillion")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What a capital letter makes no name: titles and what the calendar has.
_NO_NAMES = frozenset(
    (*MONTHS, *_DAYS, "I", "Mr", "Mrs", "Ms", "Dr", "Sheikh", "GMT", "AM", "PM")
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SCALE = re.compile(rf"(?<=[\w.] )\b(?:{'|'.join(SCALES)})\b")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b(?! (?:not|have|be|also)\b)")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?:[ -](?:al-)?[A-Z][a-z]+)*(?![\w-])")
_NEGATIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:do|does|did) not "), ""),
    (re.compile(r"(?<=\w) (?:not|never)\b"), ""),
    (re.compile(r"(?<=\w)n't\b"), ""),
    (re.compile(r"\bno (?=[a-z])"), "a "),
    (re.compile(r"\bwithout\b"), "with"),
    (re.compile(r"\bdenied\b"), "confirmed"),
)


@dataclass(frozen=True, slots=True)
class Corruption:
    """A sentence with one error in it, and where the error stands."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stranger:
    """What another article lends: its names and its sentences."""

    names: tuple[str, ...]
    sentences: tuple[str, ...]


def names_of(texts: Iterable[str], common: frozenset[str]) -> tuple[str, ...]:
    """The names in English texts: capitals inside a sentence, never seen without."""
    found = (name for text in texts for _, _, name in _names(text, common))
    return tuple(dict.fromkeys(found))


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that the texts write in small letters somewhere."""
    return frozenset(
        word for text in texts for word in re.findall(r"\b[a-z]{2,}\b", text)
    )


def corruptions(
    text: str, stranger: Stranger, common: frozenset[str], chance: random.Random
) -> Iterator[Corruption]:
    """One error of a kind for each place in a sentence that can have it."""
    for kind, seed in _SEEDS.items():
        yield from seed(kind, text, chance)
    for start, end, name in _names(text, common):
        others = [each for each in stranger.names if each not in (name, *name.split())]
        if others:
            yield _put("name", text, start, end, chance.choice(others))
    for pattern, instead in _NEGATIONS:
        for found in pattern.finditer(text):
            yield _put("negation", text, found.start(), found.end(), instead)
    if stranger.sentences:
        sentence = chance.choice(stranger.sentences)
        yield _put("inserted", text, len(text), len(text), f" {sentence}")


def _digits(kind: str, text: str, chance: random.Random) -> Iterator[Corruption]:
    for found in _DIGITS.finditer(text):
        places = [at for at in range(*found.span()) if text[at].isdigit()]
        at = chance.choice(places)
        lowest = 1 if at == found.start() and len(places) > 1 else 0
        new = chance.choice([d for d in "0123456789"[lowest:] if d != text[at]])
        changed = text[:at] + new + text[at + 1 :]
        yield Corruption(kind, changed, found.start(), found.end())


def _one_of(
    pattern: re.Pattern[str], choices: Sequence[str]
) -> Callable[[str, str, random.Random], Iterator[Corruption]]:
    def seed(kind: str, text: str, chance: random.Random) -> Iterator[Corruption]:
        for found in pattern.finditer(text):
            new = chance.choice([each for each in choices if each != found.group()])
            yield _put(kind, text, found.start(), found.end(), new)

    return seed


_SEEDS: Mapping[str, Callable[[str, str, random.Random], Iterator[Corruption]]] = {
    "digit": _digits,
    "scale": _one_of(_SCALE, SCALES),
    "month": _one_of(_MONTH, MONTHS),
}


def _names(text: str, common: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    for found in _NAME.finditer(text):
        parts = re.split("[ -]", found.group())
        if not any(each in _NO_NAMES or each.lower() in common for each in parts):
            yield found.start(), found.end(), found.group()


def _put(kind: str, text: str, start: int, end: int, new: str) -> Corruption:
    return Corruption(kind, text[:start] + new + text[end:], start, start + len(new))
