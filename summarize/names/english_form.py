"""An English name as its spellings are compared and counted."""

import re

from summarize.names.arabic_words import WORD, folded

_POSSESSIVE = re.compile("['’][sS]?$")
_ARTICLE = re.compile("^(Al|El|A[dnrstz]|A[dst]h)[-\u2010\u2011](?=.)")
# What Arabic has at the end of a word for an English s.
_SIBILANTS = ("س", "ص", "ز", "ث", "ش", "ذ", "ظ")


def spelling_of(english: str, arabic: str = "") -> str:
    """What one spelling of a name is compared and counted by; not to be written.

    It has no possessive, and its article in small letters wherever it stands in a
    sentence: al-Hamdawi of Al-Hamdawi's. With its Arabic (see `arabic_form`) it is
    empty for what may be a plural, Barzanis, since no word of the Arabic ends in an s;
    that one is another word and no other spelling. Without Arabic no s tells.
    """
    bare = _POSSESSIVE.sub("", english.strip())
    if arabic and bare[-1:] in ("s", "S") and not _has_sibilant(arabic):
        return ""
    return _ARTICLE.sub(lambda found: found[1].lower() + "-", bare, count=1)


def _has_sibilant(arabic: str) -> bool:
    """Whether a word of the Arabic ends as a name in s does."""
    words = (folded(found.group()) for found in WORD.finditer(arabic))
    return any(word.endswith(_SIBILANTS) for word in words)
