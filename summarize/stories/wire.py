"""Which agency a text comes from, and the text without the lines that say so.

A credit has its places: a dateline (القاهرة 14 مارس (رويترز) -), a line at the end, the
byline. An agency named anywhere else was only asked or quoted.
"""

import re

from summarize.stories.credits import CREDIT, DATELINE, END, MENTION, PLACE, named

# No credit at the end is longer; no text ends in more of them.
_TAIL = 300
_MOST_ENDS = 3
_CREDIT = re.compile(CREDIT, re.IGNORECASE)
_BYLINE_MARKS = re.compile(r"[/|،,:()+\[\]\n\u2013\u2014-]|(?<=\s)و\s")


def agencies(text: str, byline: str = "") -> tuple[str, ...]:
    """The agencies that a text credits, by their standard names, each once.

    A credit to agencies that it does not name is `agencies` (وكالات).
    """
    _, _, credited = _read(text)
    parts = _BYLINE_MARKS.split(byline[:_TAIL])
    for part in parts:
        if _CREDIT.fullmatch(part.strip()):
            credited.extend(named(part))
    return tuple(dict.fromkeys(credited))


def body(text: str) -> tuple[int, int]:
    """The offsets between which a text stands, without dateline and credits."""
    start, end, _ = _read(text)
    return start, end


def without_wire(text: str) -> str:
    """The text less its dateline and the credits at its end."""
    start, end = body(text)
    return text[start:end]


def _read(text: str) -> tuple[int, int, list[str]]:
    start, credited = _dateline(text)
    end, below = _ends(text, start)
    return start, end, credited + below


def _dateline(text: str) -> tuple[int, list[str]]:
    first = len(text) - len(text.lstrip())
    found = DATELINE.match(text, first)
    if found and not MENTION.search(found["place"] or found["day"] or ""):
        return found.end(), named(found["credit"] or found["last"])
    place = PLACE.match(text, first)
    return (place.end() if place else 0), []


def _ends(text: str, start: int) -> tuple[int, list[str]]:
    """Where the credits at the end begin, and whom they name."""
    end = len(text)
    credited: list[str] = []
    for _ in range(_MOST_ENDS):
        first = max(start, end - _TAIL)
        found = END.search(text[first:end])
        if found is None:
            break
        end = first + found.start()
        groups = found.groupdict()
        credit = groups["credit"] or groups["signed"]
        signed = [name for name in ("Reuters", "KUNA", "SPA") if groups[name]]
        credited = (named(credit) if credit else signed) + credited
    return end, credited
