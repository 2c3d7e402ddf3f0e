"""Articles from files, folders, patterns, stdin and data sets, one at a time."""

from collections.abc import Iterator, Mapping, Sequence

from summarize.records import Article, Rejection
from summarize.sources import columns, decode, files, hub, places, sieve, stdin

__all__ = ["check_inputs", "read"]


def check_inputs(inputs: Sequence[str]) -> None:
    """Refuse, before any model loads, an input that is not there."""
    for name in inputs:
        if name.startswith(hub.PREFIX):
            hub.check(name)
        elif name != stdin.NAME:
            places.check(name)


def read(
    inputs: Sequence[str], fields: Mapping[str, str], encoding: str | None = None
) -> Iterator[Article | Rejection]:
    """Read every input in order: each article that can be briefed, and why not the rest.

    `fields` names the columns that hold `text`, `title`, `id`, `date` and `byline`
    where they are not the usual ones; `encoding` is forced on every file.
    """
    check_inputs(inputs)
    columns.check_fields(fields)
    decode.check_encoding(encoding)
    return _sifted(inputs, fields, encoding)


def _sifted(
    inputs: Sequence[str], fields: Mapping[str, str], encoding: str | None
) -> Iterator[Article | Rejection]:
    for name in inputs:
        for found in _read_one(name, fields, encoding):
            yield sieve.sift(found) if isinstance(found, Article) else found


def _read_one(
    name: str, fields: Mapping[str, str], encoding: str | None
) -> Iterator[Article | Rejection]:
    if name == stdin.NAME:
        yield from stdin.read(fields, encoding)
    elif name.startswith(hub.PREFIX):
        yield from hub.read(name, fields)
    else:
        for place in places.find(name):
            if isinstance(place, Rejection):
                yield place
            elif hub.is_saved(place):
                yield from hub.read_saved(place, fields)
            else:
                yield from files.read(place, fields, encoding)
