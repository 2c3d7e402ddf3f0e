"""A text as words and numerals with their places, and what a numeral says."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from summarize.arabic import fold_digits, words

_MOST_DIGITS = 40  # what is longer counts nothing
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u061c"
_GROUP = "[.,\u066b\u066c\u060c\u2019'](?=\\d)"
# 41 870 with a space: three digits to a group, and nothing but groups.
_SPACED = "(?<!\\d)(?<!\\d[.,:/])\\d{1,3}(?:[ \u00a0\u202f]\\d{3})+(?![\\d.,:/]\\d|\\d)"
_NARROW = _SPACED.replace("[ ", "[")
_TAIL = rf"|\d+(?:{_GROUP}\d+)*|[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}][^\W\d_]*)*|\S"
_ARABIC = re.compile(_SPACED + _TAIL)
_ENGLISH = re.compile(_NARROW + r"|\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
_GROUPED = re.compile("\\d{1,3}(?:([.,\u066b\u066c\u060c\u2019' \u00a0\u202f])\\d{3})+")


_UNWRITTEN = re.compile(f"[{_MARKS}\u0640]")


class Token(NamedTuple):
    """A word, numeral or mark: folded, and with the space before it as it stands.

    A tuple, which is made three times sooner than a dataclass, and texts have many.
    """

    word: str
    start: int
    end: int
    gap: bool
    value: Fraction | None = None
    others: tuple[Fraction, ...] = ()


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    found = words(word)
    return found[0] if len(found) == 1 else word


def bare(text: str) -> str:
    """The text without vowel signs and tatweel."""
    return _UNWRITTEN.sub("", text)


def arabic_tokens(text: str) -> list[Token]:
    """The tokens of Arabic text, each word folded."""
    return _tokens(fold_digits(text), _ARABIC, fold=True)


def english_tokens(text: str) -> list[Token]:
    """The tokens of English text, each word as it is written."""
    return _tokens(text, _ENGLISH, fold=False)


def low(tokens: Sequence[Token], at: int) -> str:
    """The word at a place in small letters; nothing beyond the ends."""
    return tokens[at].word.lower() if 0 <= at < len(tokens) else ""


def _tokens(text: str, pattern: re.Pattern[str], *, fold: bool) -> list[Token]:
    tokens = []
    last = 0
    for found in pattern.finditer(text):
        start, end = found.span()
        word = found.group()
        value, others = _numeral(word) if word[0].isdecimal() else (None, ())
        if value is None and fold and word[0].isalpha():
            word = _folded(word)
        tokens.append(Token(word, start, end, start > last, value, others))
        last = end
    return tokens


def _numeral(digits: str) -> tuple[Fraction | None, tuple[Fraction, ...]]:
    """What digits say; a lone group of three may be thousands or a fraction."""
    if len(digits) > _MOST_DIGITS:
        return None, ()
    if digits.isdecimal():
        return Fraction(int(digits)), ()
    plain = re.sub(r"\D", "", digits)
    if not plain.isascii():
        return None, ()
    grouped = _GROUPED.fullmatch(digits)
    if grouped:
        whole = Fraction(int(plain))
        mark = grouped[1]
        alone = len(digits) - len(plain) == 1
        if alone and mark in ".\u066b":
            head, tail = re.split(r"\D", digits)
            return Fraction(int(plain), 10 ** len(tail)), (whole,)
        return whole, ()
    head, _, tail = digits.rpartition(re.findall(r"\D", digits)[-1])
    return Fraction(int(re.sub(r"\D", "", head) + tail), 10 ** len(tail)), ()
