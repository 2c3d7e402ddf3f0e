"""The lines above an agency's article: headline, stamp, place, byline, in any order.

headline

headline again
2015_11_11_19_14_4_646
بيروت - كتب: الاسم

first paragraph
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice

from summarize import arabic
from summarize.sources import dates

LONGEST_TITLE = 20
LONGEST_NOTE = 14
# Of characters: what no space parts would be one word, and matched for hours.
LONGEST_LINE = 300
DEEPEST_HEADER = 24

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_BYLINE = re.compile(r"(?:^|[-\u2013\s])(?:كتبت?|بقلم|إعداد|اعداد)\s*[:/]")
_UPDATED = re.compile(r"[آاأ]خر\s+تحديث\s*:?")
_NAME = r"[^\s\d.:؟!،«»\"]+"
_PLACE = re.compile(rf"{_NAME}(?: {_NAME}){{0,2}}")
_PLACE_AND_NAME = re.compile(
    rf"({_NAME}(?: {_NAME}){{0,2}})\s*[-\u2013]\s*({_NAME}(?: {_NAME}){{0,4}})"
)
# "Exclusive", "from our correspondent", "agencies": who wrote it, but no name.
_NO_NAME = frozenset({"خاص", "من مراسلنا", "مراسلنا", "من مراسلتنا", "وكالات"})
_DASHES = " -\u2013\u2014\t"


@dataclass(frozen=True, slots=True)
class Header:
    """What stood above the body, and the offset at which the body starts."""

    title: str = ""
    published: datetime | None = None
    byline: str = ""
    place: str = ""
    body_start: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    end: int


@dataclass(frozen=True, slots=True)
class _Note:
    """What one header line says; only a `sure` one could be nothing else."""

    published: datetime | None = None
    clock: time | None = None
    byline: str = ""
    place: str = ""
    sure: bool = True


def parse(text: str) -> Header:
    """The agency header of a text, or its plain title, or nothing at all."""
    lines = [_Line("", 0), *islice(_lines(text), DEEPEST_HEADER)]
    first = next((i for i, line in enumerate(lines) if line.text), None)
    if first is None:
        return Header()
    headed = not _opens_header(lines, first)
    title = lines[first].text if headed else ""
    notes, last = _block(lines, first + headed, title)
    if not notes:
        return _plain(text, lines, first)
    rest = text[lines[last].end :]
    below = Header() if title else _plain(rest, list(islice(_lines(rest), 8)), None)
    return Header(
        title=title or below.title,
        published=_published(notes),
        byline=next((note.byline for note in notes if note.byline), ""),
        place=next((note.place for note in notes if note.place), ""),
        body_start=lines[last].end + below.body_start,
    )


def _lines(text: str) -> Iterator[_Line]:
    for found in _LINE.finditer(text):
        yield _Line(found[1].strip(), found.end())


def _plain(text: str, lines: list[_Line], first: int | None) -> Header:
    """A short first line, no full stop, set off by a blank one, is a title."""
    if first is None:
        first = next((i for i, line in enumerate(lines) if line.text), len(lines))
    below = lines[first + 1 : first + 2]
    if not below or below[0].text or not text[below[0].end :].strip():
        return Header()
    title = lines[first].text
    if len(title.split()) > LONGEST_TITLE or re.search(r"(?<!\.)\.$", title):
        return Header()
    return Header(title=title, body_start=lines[first].end)


def _block(lines: list[_Line], start: int, title: str) -> tuple[list[_Note], int]:
    """The header's notes and last line; a doubtful line counts beside a sure one."""
    notes: list[_Note] = []
    doubtful: list[_Note] = []
    last = start - 1
    wanted = arabic.for_model(title)
    for i in range(start, len(lines)):
        line = lines[i].text
        if not line or (wanted and arabic.for_model(line) == wanted):
            continue
        found = _notes(line)
        if not found:
            break
        ends_block = i + 1 == len(lines) or not lines[i + 1].text
        if _sure(found) or (notes and i == last + 1 and ends_block):
            notes += [*doubtful, *found]
            doubtful, last = [], i
        else:
            doubtful += found
    return notes, last


def _opens_header(lines: list[_Line], first: int) -> bool:
    """Whether the text has no headline above its header."""
    notes = _notes(lines[first].text)
    if _sure(notes) or not notes:
        return bool(notes)
    # No headline is one word, or a place and a name.
    doubtful = notes[0].byline or " " not in lines[first].text
    below = lines[first + 1].text if first + 1 < len(lines) else ""
    return bool(doubtful) and _sure(_notes(below))


def _sure(notes: list[_Note]) -> bool:
    return any(note.sure for note in notes)


def _notes(line: str) -> list[_Note]:
    """What each part of a line says; nothing if any part is not a header's."""
    if len(line) > LONGEST_LINE or len(line.split()) > LONGEST_NOTE:
        return []
    notes = [_note(part.strip()) for part in line.split("|")]
    known = [note for note in notes if note]
    return known if len(known) == len(notes) else []


def _note(part: str) -> _Note | None:
    if (published := dates.moment(part)) is not None:
        return _Note(published=published)
    if (clock := dates.clock(part)) is not None:
        return _Note(clock=clock)
    if found := _BYLINE.search(part):
        name, *updated = _UPDATED.split(part[found.end() :], maxsplit=1)
        return _Note(
            published=dates.moment(updated[0]) if updated else None,
            byline=name.strip(_DASHES),
            place=part[: found.start()].strip(_DASHES),
        )
    if found := _PLACE_AND_NAME.fullmatch(part):
        unnamed = found[2] in _NO_NAME
        return _Note(place=found[1], byline="" if unnamed else found[2], sure=unnamed)
    return _Note(place=part, sure=False) if _PLACE.fullmatch(part) else None


def _published(notes: list[_Note]) -> datetime | None:
    day = next((note.published for note in notes if note.published), None)
    clock = next((note.clock for note in notes if note.clock), None)
    if day is None or clock is None or day.time() != time():
        return day
    return datetime.combine(day, clock)
