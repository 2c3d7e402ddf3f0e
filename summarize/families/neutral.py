"""Article text stays text: nothing in it may act as a model's marker or turn."""

import re
import unicodedata
from collections.abc import Iterable

# `<anything>` is how nearly every tokenizer writes its markers, `>>xx<<` how Marian
# writes a language and `__xx__` how M2M-100 does.
_TAG = re.compile(r"<(?=[^<>\s]+>)")
_ARROWS = re.compile(r">(?=>)")
_DUNDER = re.compile(r"_(?=_)")
# What our prompts put around an article.
_FENCE = re.compile("«(?=««)|»(?=»»)")
_MARKER = re.compile(
    r"▁?(<(?!0x)[^<>\s]+>|>>[^<>\s]+<<|__[a-z]+__|[a-z]{3}_[A-Z][a-z]{3}|[a-z]{2}_[A-Z]{2})"
)
_QUIET = frozenset(" .,:;!?()'\"-،؛؟«»%/")


def neutralise(text: str, specials: Iterable[str] = ()) -> str:
    """Put the text on one line and break every marker in it, so that it stays text."""
    line = " ".join(text.split())
    for mark in (_TAG, _ARROWS, _DUNDER, _FENCE):
        line = mark.sub(lambda found: found.group() + " ", line)
    for special in sorted(specials, key=len, reverse=True):
        if special in line:
            line = line.replace(special, _broken(special))
    return line


def quiet(text: str) -> str:
    """Return the text's letters, digits and plain punctuation alone.

    For the rare text whose markers appear only once the tokenizer has normalised it.
    """
    composed = unicodedata.normalize("NFKC", text)
    return " ".join("".join(c if _plain(c) else " " for c in composed).split())


def is_marker(token: str) -> bool:
    """Tell whether a vocabulary entry is written as a marker, not as text."""
    return _MARKER.fullmatch(token) is not None


def _broken(special: str) -> str:
    cut = max(special.find("_"), 1)
    return f"{special[:cut]} {special[cut:]}"


def _plain(character: str) -> bool:
    return (
        character in _QUIET
        or character.isalnum()
        or unicodedata.category(character).startswith("M")
    )
