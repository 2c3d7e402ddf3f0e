"""All outlets' articles to stories, each with its copies.

The longest text that is like no other so far begins a story; a shorter one joins the
story whose beginning holds most of it. A copy is compared with a story's longest text
alone, so that a chain of likenesses never joins what is unlike.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b

from summarize.stories.disagreeing import disagreements
from summarize.stories.index import Index
from summarize.stories.matching import Reading, likeness
from summarize.stories.record import Copy, Story
from summarize.stories.wire import agencies

_Order = tuple[bool, datetime, int, tuple[str, ...]]


def group(copies: Iterable[Copy]) -> list[Story]:
    """The copies' stories, in the order of their first copies, each copy in one.

    The same copies in any order give the same stories.
    """
    readings = sorted(map(Reading, copies), key=_longest)
    index = Index()
    stories: list[list[Reading]] = []
    by_text: dict[bytes, int] = {}
    for reading in readings:
        key = blake2b(reading.shingles.tobytes(), digest_size=16).digest()
        number = by_text.get(key) if len(reading.shingles) else None
        if number is None:
            number = _joined(reading, index, stories)
        if number is None:
            number = len(stories)
            stories.append([])
            index.add(reading.shingles)
        by_text[key] = number
        stories[number].append(reading)
    return sorted(map(_story, stories), key=lambda story: _first(story.copies[0]))


def _joined(reading: Reading, index: Index, stories: list[list[Reading]]) -> int | None:
    """The story that holds most of a copy, the earlier one of two that hold as much."""
    best, joined = 0.0, None
    for number in index.likely(reading.shingles):
        alike = likeness(reading, stories[number][0])
        if alike > best:
            best, joined = alike, number
    return joined


def _story(readings: list[Reading]) -> Story:
    copies = tuple(sorted((reading.copy for reading in readings), key=_first))
    credited = (name for copy in copies for name in agencies(copy.text, copy.byline))
    return Story(copies, tuple(dict.fromkeys(credited)), disagreements(copies))


def _longest(reading: Reading) -> tuple[int, _Order]:
    return -len(reading.shingles), _first(reading.copy)


def _first(copy: Copy) -> _Order:
    """Earlier copies before later ones, then longer before shorter."""
    when = copy.published
    if when is not None and when.tzinfo is not None:
        when = when.astimezone(UTC).replace(tzinfo=None)
    rest = (copy.id, copy.source, copy.byline, copy.title, copy.text)
    return when is None, when or datetime.min, -len(copy.text), rest
