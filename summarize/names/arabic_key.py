"""The Arabic name that a finding rests on: as it is written, and as it is counted."""

from summarize.names.arabic_words import (
    ARTICLES,
    WORD,
    bare,
    folded,
    keys,
    with_article,
    without_article,
)
from summarize.names.english import Part, english_names
from summarize.names.likeness import likeness
from summarize.records import Finding

_MOST = 3.0
_SAME = str.maketrans("ىة", "يه")


def arabic_form(finding: Finding) -> str:
    """A finding's Arabic name as it is written, without clitics and marks; ال stays.

    The English beside it tells a clitic from a letter of the name: ولسيمينوف is
    سيمينوف. Without Arabic it is empty.
    """
    words = [bare(found.group()) for found in WORD.finditer(finding.source or "")]
    names = english_names(finding.text)
    if words and names:
        plain = folded(words[0])
        name = _without_clitics(plain, names[0].parts[0])
        # للقذافي is written without the alif of its article.
        words[0] = words[0][-len(name) :] if plain.endswith(name) else name
    return " ".join(words)


def arabic_key(form: str) -> str:
    """What spellings of an Arabic name share that differ in hamza, ya, ta marbuta."""
    return folded(form).translate(_SAME)


def _without_clitics(word: str, part: Part) -> str:
    """The reading of a word that is most like the English, the longest of equals."""
    readings = with_article(word)
    best = min(readings, key=lambda one: (_unlike(one, part), -len(one)))
    return ARTICLES[0] + best[2:] if best.startswith(ARTICLES[1]) else best


def _unlike(word: str, part: Part) -> float:
    stem = without_article(word)
    exact = {word for name in part.known for word in name[0]}
    if stem in exact:
        return -1.0
    if not exact.isdisjoint(keys(stem)):
        return 0.0
    return min(likeness(part.key.replace(" ", ""), stem, _MOST), _MOST)
