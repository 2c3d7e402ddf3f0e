"""Where an English form of a term stands in a text, as a desk would count it.

Its plural and possessive count, and hyphens for spaces. Capitals must be as given,
except where a sentence begins or the form has none; `the` before it is no part of it.
"""

import re
from functools import lru_cache

APOSTROPHE = "['\u2019\u2018\u02bc`]"
_DASH = "\\-\u2010-\u2015"
_BEGINNING = '(?:^|(?<=[.!?:]\\s)|(?<=["\u201c\u00ab(]))'
_ENDING = f"(?:{APOSTROPHE}s|s{APOSTROPHE}?|es{APOSTROPHE}?|{APOSTROPHE})?(?!\\w)"
# The letters that every ending leaves: ministr-y, ministr-ies.
_FIRST = re.compile(r"[^\W_]+?(?=y?(?:[\W_]|$))")
_PARTS = re.compile(r"\s+|-|[^\s-]+")


def places(form: str, english: str) -> list[tuple[int, int]]:
    """The offsets of every place where a form stands in English text."""
    first = _FIRST.search(_bare(form).lower())
    if first and first.group() not in english.lower():
        return []  # most are not there, and a pattern takes its time to be built
    return [found.span() for found in _pattern(form).finditer(english)]


def _bare(form: str) -> str:
    return re.sub("^the ", "", form, flags=re.IGNORECASE)


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    bare = _bare(form)
    body = "".join(map(_part, _PARTS.findall(bare)))
    if re.search("[^aeiou\\W]y$", bare):
        body = body[:-1] + "(?:y|ies)"
    body += _ENDING
    if form == form.lower():
        return re.compile(rf"(?<!\w)(?i:{body})")
    return re.compile(rf"(?<!\w)(?:{body}|{_BEGINNING}(?i:{body}))")


def _part(part: str) -> str:
    if part.isspace():
        return f"[\\s{_DASH}]+"
    if part == "-":
        return f"[\\s{_DASH}]*"
    return re.sub(APOSTROPHE, lambda _: APOSTROPHE, re.escape(part))
