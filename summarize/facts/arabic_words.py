"""The Arabic words that make numbers, folded, with what may be joined to them."""

from dataclasses import dataclass, replace
from fractions import Fraction
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
from summarize.facts.duals import DUALS

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
    table = {word: Word("unit", Fraction(2), 0) for word in DUALS}
    for value, forms in ORDINALS.items():
        role: Role = "unit" if value < 10 else "ten"
        for form in forms.split():
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


def _with_prefixes() -> dict[str, Word]:
    bare = _bare()
    table: dict[str, Word] = {}
    for joiner, lead, article in product(("و", "ف", ""), ("ب", "ل", "ك", ""), "لا-"):
        if article == "ل" and lead != "ل":
            continue
        before = {"ا": "ال", "ل": "ل", "-": ""}[article]
        if lead == "ل" and article == "ا":
            continue
        for form, word in bare.items():
            table.setdefault(
                joiner + lead + before + form,
                replace(
                    word,
                    joined=joiner == "و",
                    led=lead != "" or joiner == "ف",
                    definite=article != "-",
                ),
            )
    table.update(bare)
    return table


WORDS: dict[str, Word] = _with_prefixes()
