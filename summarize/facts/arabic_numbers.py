"""Arabic numbers in words and digits: where one ends and what it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from summarize.facts.arabic_words import Word, word_of
from summarize.facts.tokens import Token


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends before token `end`; `dual` when one noun said it all."""

    value: Fraction
    end: int
    others: tuple[Fraction, ...] = ()
    dual: bool = False
    ordinal: bool = False
    scale: Fraction | None = None
    digits: bool = False


def word_at(tokens: Sequence[Token], at: int) -> Word | None:
    """The number word at a place, digits too; an "and" set apart is joined to it."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.value is not None:
        return Word("teen", token.value)
    return word_of(token.word)


def _next(tokens: Sequence[Token], at: int) -> tuple[Word | None, int]:
    """The word after a number so far, and where it ends."""
    if at < len(tokens) and tokens[at].word == "و":
        word = word_at(tokens, at + 1)
        return (replace(word, joined=True) if word else None), at + 2
    word = word_at(tokens, at)
    if word and tokens[at].word == "واحد":  # also "and one", as in "and eleven"
        teen = word_at(tokens, at + 1)
        if teen and teen.value == 10 and not teen.joined:
            word = replace(word, joined=True)
    return word, at + 1


def number_at(tokens: Sequence[Token], at: int) -> Number | None:
    """The longest number that begins at a token."""
    word = word_at(tokens, at)
    if word is None or word.role == "parts":
        return None
    if word.role == "part":
        return _part(tokens, at, word)
    if word.role == "unit" and word.times == 0:
        return Number(word.value, at + 1, dual=True)
    total, scale, end = Fraction(0), None, at
    others: tuple[Fraction, ...] = ()
    digits = tokens[at].value is not None
    while True:
        step = _step(tokens, end, scale, first=end == at)
        if step is None:
            break
        total, end, scale = total + step[0], step[1], step[2]
        if step[2] == 1:
            break
    if end == at:
        return None
    also = (word.also,) if word.also else ()
    if end == at + 1 and (scale == 1 or word.role == "scale"):
        others = tokens[at].others or also
    elif digits and tokens[at].others and scale:
        others = tuple(other * scale for other in tokens[at].others)
    total, end, scale = _with_part(tokens, end, total, scale)
    return Number(total, end, others, False, word.ordinal, scale, digits)


def _step(
    tokens: Sequence[Token], at: int, below: Fraction | None, *, first: bool
) -> tuple[Fraction, int, Fraction] | None:
    """One group and its scale: what it adds, where it ends, its scale."""
    word, end = (word_at(tokens, at), at + 1) if first else _next(tokens, at)
    if word is None or (not first and (not word.joined or word.led)):
        return None
    if word.role == "scale":
        if word.times == 0 or (below is not None and word.value >= below):
            return None
        amount, scale = word.value * word.times, word.value
    else:
        group = _group(tokens, at, first=first)
        if group is None:
            return None
        amount, end = group
        scale = Fraction(1)
        after = word_at(tokens, end)
        if _multiplies(after):
            assert after is not None
            scale, end = after.value, end + 1
            amount *= scale
        if below is not None and amount >= below:
            return None
    after = word_at(tokens, end)
    if scale > 1 and _multiplies(after) and after is not None and after.value > scale:
        amount, scale, end = amount * after.value, scale * after.value, end + 1
    return amount, end, scale


def _multiplies(word: Word | None) -> bool:
    return (
        word is not None
        and word.role == "scale"
        and word.times < 2
        and not word.joined
        and not word.led
    )


def _group(
    tokens: Sequence[Token], at: int, *, first: bool
) -> tuple[Fraction, int] | None:
    """A number below a thousand, or digits, and where it ends."""
    total, floor, end = Fraction(0), 1000, at
    while True:
        start = first and end == at
        word, after = (word_at(tokens, end), end + 1) if start else _next(tokens, end)
        if word is None or word.role in ("scale", "part", "parts"):
            break
        if not start and word.led:
            break
        added = _added(word, total, floor, start=start or end == at)
        if added is None:
            break
        (total, floor), end = added, after
    return (total, end) if end > at else None


def _added(
    word: Word, total: Fraction, floor: int, *, start: bool
) -> tuple[Fraction, int] | None:
    """The group with one word more, and the floor below which it may still grow."""
    if start:
        if word.role == "unit" and word.times == 0:
            return None
        floors = {"unit": 9, "ten": 0, "tens": 0, "teen": 0, "hundred": 100}
        return word.value, floors[word.role]
    if word.role == "ten" and floor in (9, 109) and not word.joined:
        return total + 10, 0
    if word.role == "hundred" and floor == 9 and not word.joined and word.value == 100:
        return total * 100, 100
    if not word.joined or floor == 0 or (word.role == "unit" and word.times == 0):
        return None
    if word.role == "tens" and floor % 100 in (0, 9):
        return total + word.value, 0
    if word.role == "unit" and floor == 100:
        return total + word.value, 109
    if word.role == "ten" and floor == 100:
        return total + 10, 0
    return None


def _part(tokens: Sequence[Token], at: int, word: Word) -> Number:
    """A fraction alone, or of a scale: half a million."""
    scale = word_at(tokens, at + 1)
    if scale and scale.role == "scale" and scale.times == 1 and not scale.joined:
        return Number(word.value * scale.value, at + 2, scale=scale.value)
    others: tuple[Fraction, ...] = (word.also,) if word.also else ()
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if after in ("ساعه", "الساعه"):
        others += (word.value * 60,)
    if after in ("نهائي", "النهائي"):
        others += (2 / word.value,)
    if word.joined:
        others += (1 + word.value,)
    if tokens[at].word.endswith(("ين", "ان")):
        others += (Fraction(2),)  # two quarters may be two of a year's four
    return Number(word.value, at + 1, others)


def _with_part(
    tokens: Sequence[Token], end: int, total: Fraction, scale: Fraction | None
) -> tuple[Fraction, int, Fraction | None]:
    """The number with the "and a half" behind it, or three quarters of it."""
    word, after = _next(tokens, end)
    if word is None or word.led:
        return total, end, scale
    if word.role == "parts" and total < 10:
        scale_word = word_at(tokens, after)
        if scale_word and scale_word.role == "scale" and scale_word.times == 1:
            value = total * word.value * scale_word.value
            return value, after + 1, scale_word.value
        return total * word.value, after, Fraction(1)
    if word.role != "part" or not word.joined or total.denominator != 1:
        return total, end, scale
    of = word_at(tokens, after)
    if of and of.role == "scale" and not of.joined and not of.led and of.times < 2:
        if scale == of.value:
            return total + word.value * scale, after + 1, scale
        if scale in (None, 1):
            return (total + word.value) * of.value, after + 1, of.value
        return total, end, scale
    return total + word.value * (scale or 1), after, scale
