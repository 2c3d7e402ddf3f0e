"""How many articles there will be, where that can be told without reading them."""

from collections.abc import Sequence
from pathlib import Path

from summarize.sources import hub, limits, places, stdin

_LINES = {".jsonl", ".ndjson"}
_ROWS = {".json", ".csv", ".tsv", ".parquet"}


def count(inputs: Sequence[str]) -> int | None:
    """Files and JSON lines behind the inputs; None where tables hide how many."""
    total = 0
    for name in inputs:
        if name == stdin.NAME or name.startswith(hub.PREFIX):
            return None
        for place in places.find(name):
            here = _articles(place) if isinstance(place, Path) else 1
            if here is None:
                return None
            total += here
    return total


def _articles(path: Path) -> int | None:
    if path.is_dir() or path.suffix.lower() in _ROWS:
        return None
    if path.suffix.lower() not in _LINES:
        return 1
    try:
        with limits.opened(path) as file:
            return sum(block.count(b"\n") for block in limits.blocks(file)) or 1
    except OSError:  # to be read again, and then rejected
        return 1
