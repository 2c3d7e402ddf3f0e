"""The articles of a digest: rows of runs that fall in its window, each once."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from summarize.arabic import words
from summarize.digest.rows import Item, item_of, text_of
from summarize.digest.window import Window
from summarize.errors import Refused
from summarize.export import BRIEFS, REJECTED
from summarize.exported import read_rows

# Of 20,000 pairs of different articles none shares more than 25 % of its words.
_AKIN = 0.3


@dataclass(slots=True)
class Found:
    """What was read: articles in the window, those without a date, and all the rest.

    `twice` counts rows of articles that were there already, `older` those of which a
    later version is there.
    """

    items: list[Item] = field(default_factory=list)
    undated: list[Item] = field(default_factory=list)
    outside: int = 0
    twice: int = 0
    older: int = 0
    rejected: Counter[str] = field(default_factory=Counter)


def read(runs: Sequence[Path], window: Window) -> Found:
    """Read the runs' rows one by one and keep what the window holds.

    The same article in two runs is counted once, whatever the order of the runs.
    Raises `Refused` where a folder holds no run or a row is not as it was written.
    """
    found = Found()
    kept: dict[tuple[str, str], Item] = {}
    for run in sorted({run.resolve() for run in runs}):
        for row in read_rows(run / BRIEFS):
            item = item_of(row, run)
            if item.published and not window.holds(item.published):
                found.outside += 1
                continue
            _keep(item, (item.content, item.id), kept, found)
        found.rejected.update(_reasons(run / REJECTED))
    once: dict[tuple[str, str], Item] = {}
    for item in kept.values():
        _keep(item, (item.content, item.source), once, found)
    newest = sorted(_newest(once.values()), key=lambda item: item.key)
    found.older = len(once) - len(newest)
    found.items = [item for item in newest if item.published]
    found.undated = [item for item in newest if not item.published]
    return found


def akin(text: str, other: str) -> bool:
    """Whether two texts of one id are versions of one article.

    Files number their rows anew: an id alone does not say so.
    """
    one, two = set(words(text)), set(words(other))
    return len(one & two) >= _AKIN * min(len(one), len(two))


def _keep(
    item: Item, same: tuple[str, str], kept: dict[tuple[str, str], Item], found: Found
) -> None:
    """Keep an article; of two rows of it the less doubted, else in a fixed order."""
    if same in kept:
        found.twice += 1
        item = min(item, kept[same], key=_order)
    kept[same] = item


def _order(item: Item) -> tuple[object, ...]:
    return item.doubts, item.source, item.where, str(item.page), repr(item)


def _newest(items: Iterable[Item]) -> Iterator[Item]:
    """The articles without those of which a later version is there."""
    versions = defaultdict(list)
    for item in items:
        versions[item.id].append(item)
    for item in items:
        if not any(_is_later(other, item) for other in versions[item.id]):
            yield item


def _is_later(other: Item, item: Item) -> bool:
    if not (item.published and other.published and item.published < other.published):
        return False
    return akin(item.text, other.text)


def _reasons(path: Path) -> Iterator[str]:
    """Why inputs of a run became no brief."""
    if not path.is_file():
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield text_of(json.loads(line.decode()), "reason")
            except (ValueError, KeyError, TypeError):
                raise Refused(f"{path}:{number}: not a rejected input's row") from None
