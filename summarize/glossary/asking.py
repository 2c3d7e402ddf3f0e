"""The Arabic as a model is asked again, so that its English keeps the desk's terms.

Models copy Latin letters through. What was joined to a term is written apart from it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarize.arabic import words
from summarize.glossary.arabic_words import joined_before
from summarize.glossary.record import Term, Use


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A token that stands for a term, and how often a translation may have it."""

    token: str
    english: str
    most: int


def inline(arabic: str, uses: Sequence[Use]) -> str:
    """The Arabic with every use written as its term's English."""
    return _written(arabic, uses, lambda term: term.written)


def placeholders(
    arabic: str, uses: Sequence[Use]
) -> tuple[str, tuple[Placeholder, ...]]:
    """The Arabic with a token for every use, one for each term, and the tokens."""
    free = (
        token
        for number in range(1, len(uses) + len(arabic) + 2)
        if (token := f"X{number}Z").casefold() not in arabic.casefold()
    )
    tokens = dict(zip(dict.fromkeys(use.term for use in uses), free, strict=False))
    terms = [use.term for use in uses]
    return _written(arabic, uses, lambda term: tokens[term]), tuple(
        Placeholder(token, term.written, terms.count(term))
        for term, token in tokens.items()
    )


def restore(english: str, mapping: Sequence[Placeholder]) -> str | None:
    """The English with terms for tokens; None where one is lost or there too often."""
    for placeholder in mapping:
        before, *after = _token(placeholder.token).split(english)
        if not 1 <= len(after) <= placeholder.most:
            return None
        english = placeholder.english.join((before, *after))
    return english


def _token(token: str) -> re.Pattern[str]:
    # A model may set its letters apart, or small, or make a plural of them.
    spaced = "[ -]?".join(re.findall(r"\d+|\D", token))
    return re.compile(rf"(?<!\w){spaced}(?=s?(?!\w))", re.IGNORECASE)


def _written(arabic: str, uses: Sequence[Use], write: Callable[[Term], str]) -> str:
    parts, done = [], 0
    for use in sorted(uses, key=lambda use: use.start):
        before = arabic[done : use.start]
        joined = joined_before(before)
        parts.append(before.removesuffix(joined))
        letters = "".join(words(joined)).replace("لل", "ل")
        parts += [f"{letter} " for letter in letters] + [write(use.term)]
        done = use.end
    return "".join(parts) + arabic[done:]
