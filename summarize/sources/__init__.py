"""Articles from files, folders, patterns, stdin and data sets, one at a time."""

from collections.abc import Iterator, Mapping, Sequence

from summarize.arabic import visible
from summarize.records import Article, Rejection
from summarize.sources import columns, decode, files, hub, places, stdin
from summarize.sources.count import count
from summarize.sources.draft import article as article_of
from summarize.sources.sieve import sift

__all__ = ["article_of", "check_inputs", "count", "read", "sift"]

_LONGEST_DETAIL = 1000


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
    """Every article that can be briefed, in order, and why each of the rest cannot.

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
            each = sift(found) if isinstance(found, Article) else found
            yield _shown(each) if isinstance(each, Rejection) else each


def _shown(found: Rejection) -> Rejection:
    """The rejection as it can be printed: names and cells in it may be hostile."""
    detail = visible(found.detail[:_LONGEST_DETAIL])
    return Rejection(visible(found.where), found.reason, detail)


def _read_one(
    name: str, fields: Mapping[str, str], encoding: str | None
) -> Iterator[Article | Rejection]:
    if name == stdin.NAME:
        yield from stdin.read(fields, encoding)
    elif name.startswith(hub.PREFIX):
        yield from _or_empty(hub.read(name, fields), name)
    else:
        for place in places.find(name):
            if isinstance(place, Rejection):
                yield place
            elif hub.is_saved(place):
                yield from _or_empty(hub.read_saved(place, fields), str(place))
            else:
                yield from _or_empty(files.read(place, fields, encoding), str(place))


def _or_empty(
    found: Iterator[Article | Rejection], name: str
) -> Iterator[Article | Rejection]:
    """What was found; a place that holds nothing at all is not passed in silence."""
    first = next(found, None)
    if first is None:
        detail = f"{name} is empty; expected at least one article"
        first = Rejection(name, "empty", detail)
    yield first
    yield from found
