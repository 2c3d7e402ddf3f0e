"""The Arabic words that make numbers, folded, with what may be joined to them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Literal

from summarize.facts.arabic_forms import (
    HUNDRED_STEMS,
    MEANT,
    ONES,
    ORDINALS,
    OWNERS,
    PARTS,
    SCALES,
    STEMS,
    TENS,
)

Role = Literal["unit", "ten", "teen", "tens", "hundred", "scale", "part", "parts"]


@dataclass(frozen=True, slots=True)
class Word:
    """What one word adds to a number.

    `times` is 2 for a dual, 0 for a plural that counts nothing alone; `also` is a
    second value, `joined` tells of an "and" before it, `led` of a preposition.
    """

    role: Role
    value: Fraction
    times: int = 1
    ordinal: bool = False
    also: Fraction | None = None
    joined: bool = False
    led: bool = False
    definite: bool = False


def _bare() -> dict[str, Word]:
    """Every word without its prefixes; what comes later here wins."""
    table: dict[str, Word] = {}
    for value, forms in ORDINALS.items():
        role: Role = "unit" if value < 10 else "ten"
        ordinals = forms.split()
        ordinals += [ordinals[0] + owner for owner in OWNERS[1:-1]]  # the third of them
        for form in ordinals:
            table[form] = Word(role, Fraction(value), ordinal=True)
    for value, forms in ONES.items():
        for form in forms.split():
            also = Fraction(1, value) if value > 4 and form[-1] not in "ها" else None
            table[form] = Word("unit", Fraction(value), also=also)
    for form in ["عشر", "عشره", "عشرا"]:
        also = Fraction(1, 10) if form == "عشر" else None
        table[form] = Word("ten", Fraction(10), also=also)
    for value, forms in TENS.items():
        for form in forms.split():
            table[form] = Word("tens", Fraction(value))
    table.update(_parts())
    table.update(_hundreds())
    for value, (single, plural, dual) in SCALES.items():
        for times, scales in ((0, plural), (2, dual), (1, single)):
            for form in scales.split():
                also = Fraction(2 * value) if form in dual.split() else None
                table[form] = Word(
                    "scale", Fraction(value), times, also=also if times == 1 else None
                )
    for value, forms in MEANT.items():
        for form in forms.split():
            table[form] = Word("unit", Fraction(value), 0)
    return table


def _hundreds() -> dict[str, Word]:
    table = {stem: Word("hundred", Fraction(100)) for stem in HUNDRED_STEMS}
    for stem, end in product(("مئ", "مائ", "ماي"), ("تان", "تين", "تا", "تي")):
        table[stem + end] = Word("hundred", Fraction(200))
    for value, stems in STEMS.items():
        for stem, hundred in product(stems, HUNDRED_STEMS):
            table[stem + hundred] = Word("hundred", Fraction(100 * value))
    return table


def _parts() -> dict[str, Word]:
    table: dict[str, Word] = {}
    for value, (single, plural, dual) in PARTS.items():
        for form in plural.split():
            table[form] = Word("parts", Fraction(1, value))
        for form in dual.split():
            table[form] = Word("part", Fraction(2, value))
        for form in single.split():
            also = Fraction(2, value) if form in dual.split() else None
            table[form] = Word("part", Fraction(1, value), also=also)
    for value, stem in ((2, "نصف"), (3, "ثلث"), (4, "ربع"), (5, "خمس"), (6, "سدس")):
        for owner in OWNERS:
            table[stem + owner] = Word("part", Fraction(1, value))
    for stem, owner in product(("ثلثا", "ثلثي"), OWNERS):
        table[stem + owner] = Word("part", Fraction(2, 3))
    table["خمسه"] = Word("unit", Fraction(5))
    for value, stem in ((3, "اثلاث"), (4, "ارباع"), (5, "اخماس"), (10, "اعشار")):
        for owner in OWNERS:
            table[stem + owner] = Word("parts", Fraction(1, value))
    return table


@dataclass(frozen=True, slots=True)
class Prefix:
    """What may be joined before a word: an "and", a preposition, the article."""

    text: str
    joined: bool
    led: bool
    definite: bool


def _prefixes() -> dict[str, list[Prefix]]:
    """The prefixes by their first letter; what comes first is tried first."""
    found: dict[str, list[Prefix]] = defaultdict(list)
    for joiner, lead, article in product(("و", "ف", ""), ("ب", "ل", "ك", ""), "لا-"):
        if (article == "ل" and lead != "ل") or (lead == "ل" and article == "ا"):
            continue
        before = {"ا": "ال", "ل": "ل", "-": ""}[article]
        led = lead != "" or joiner == "ف"
        text = joiner + lead + before
        if text:
            one = Prefix(text, joiner == "و", led, article != "-")
            found[text[0]].append(one)
    return found


_BARE = _bare()
_PREFIXES = _prefixes()
_NO_NUMBERS = frozenset({"كميه", "وكميه", "بكميه"})  # a quantity, and no "as 100"


@lru_cache(maxsize=65536)
def word_of(word: str) -> Word | None:
    """What a folded word adds to a number, None for most words."""
    found = _BARE.get(word)
    if found or word in _NO_NUMBERS:
        return found
    for rest, prefix in splits(word):
        found = _BARE.get(rest)
        if found:
            joined, led = prefix.joined, prefix.led
            return replace(found, joined=joined, led=led, definite=prefix.definite)
    return None


def splits(word: str) -> Iterator[tuple[str, Prefix]]:
    """What a word may be without its prefixes, and which those are."""
    for prefix in _PREFIXES.get(word[0], ()):
        if word.startswith(prefix.text):
            yield word[len(prefix.text) :], prefix
