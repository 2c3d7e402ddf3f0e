"""A digest from order to files: read, told, written in every format, remembered."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

from summarize.digest import articles, history
from summarize.digest.data import to_json
from summarize.digest.letter import Addresses, to_eml
from summarize.digest.page import to_html
from summarize.digest.plain import to_markdown
from summarize.digest.record import Digest
from summarize.digest.sections import By, sections
from summarize.digest.telling import tell, undated
from summarize.digest.window import Window
from summarize.digest.word import to_docx
from summarize.durable import written_aside
from summarize.errors import MujazError, UsageError

TITLE = "News digest"
_LONGEST_NAME = 100
_NOT_IN_NAMES = frozenset("/\\") | {chr(code) for code in (*range(32), 127)}


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; `name` is the outputs' own where it is None."""

    runs: tuple[Path, ...]
    outputs: tuple[Path, ...]
    window: Window
    title: str = TITLE
    name: str | None = None
    by: By | None = None
    top: int = 10
    addresses: Addresses = Addresses()


def make(order: Order) -> Digest:
    """Write the digest to every output, and remember it for the next one.

    The same order over the same runs gives the same bytes. Raises `UsageError` for an
    output or a name that cannot be, `Refused` for a run that cannot be read.
    """
    name = _checked(order)
    state = history.state_file(order.outputs[0], name)
    found = articles.read(order.runs, order.window)
    last = history.last_before(state, order.window.until)
    told, pasts = tell(found, last)
    digest = Digest(
        title=order.title,
        name=name,
        window=order.window,
        earlier=last.until if last else None,
        sections=sections(told, order.by, order.top),
        undated=undated(found),
        states=Counter(each.state for each in told),
        articles=len(found.items),
        outside=found.outside,
        twice=found.twice,
        older=found.older,
        rejected=found.rejected,
    )
    for output in order.outputs:
        _write(output, FORMATS[output.suffix.lower()](digest, output, order))
    entry = history.Entry(order.window.since, order.window.until, tuple(pasts))
    with _told(state):
        history.record(state, entry)
    return digest


FORMATS: dict[str, Callable[[Digest, Path, Order], bytes]] = {
    ".html": lambda digest, path, order: to_html(digest, path.parent),
    ".md": lambda digest, path, order: to_markdown(digest, path.parent),
    ".docx": lambda digest, path, order: to_docx(digest),
    ".eml": lambda digest, path, order: to_eml(digest, order.addresses),
    ".json": lambda digest, path, order: to_json(digest, path.parent),
}


def _checked(order: Order) -> str:
    """The digest's name, when all that can be refused was not."""
    formats = " ".join(FORMATS)
    places = [output.resolve() for output in order.outputs]
    for output, place in zip(order.outputs, places, strict=True):
        if output.suffix.lower() not in FORMATS:
            raise UsageError(f"{output}: expected a file that ends in one of {formats}")
        if output.is_dir() or not output.parent.is_dir():
            raise UsageError(f"{output}: expected a file in a folder that is there")
        if places.count(place) > 1:
            raise UsageError(f"{output} is given twice: expected each file once")
        if place.name == "run.json" and place.parent in map(Path.resolve, order.runs):
            raise UsageError(f"{output} is the run's own record: expected another file")
    name = order.outputs[0].stem if order.name is None else order.name
    too_long = len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME
    if not name.strip(". ") or too_long or _NOT_IN_NAMES & set(name):
        raise UsageError(
            f"--name {name!r}: expected up to {_LONGEST_NAME} bytes of a file's name"
        )
    return name


def _write(path: Path, data: bytes) -> None:
    with _told(path), written_aside(path) as stream:
        cast(TextIO, stream).buffer.write(data)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say a failure to write by its place."""
    try:
        yield
    except OSError as error:
        place = error.filename or path
        raise MujazError(
            f"{place}: {error.strerror}; the digest is not whole"
        ) from error
