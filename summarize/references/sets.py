"""Which reference set is meant: ours, a file, or a public set by its name."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from shutil import copyfile

from summarize.errors import UsageError
from summarize.references.items import Item, aligned_item, item_row, read_items
from summarize.references.public import PUBLIC, read_public
from summarize.references.validate import Census, require_valid

OURS = "reference"
_PACKAGED = Path(__file__).parent.parent / "data" / "eval" / "reference.jsonl"
_CHECKOUT = Path(__file__).parent.parent.parent / "eval" / "reference.jsonl"


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """A set's name, its licence, and where its items are: a file, or a public set."""

    name: str
    licence: str
    path: Path | None = None
    place: str | None = None
    split: str | None = None

    @property
    def is_public(self) -> bool:
        """Whether it is a published set, to be taken with its blemishes."""
        return self.path is None

    def items(self) -> Iterator[Item]:
        """The set's items, one at a time."""
        if self.path is not None:
            return read_items(self.path)
        return read_public(self.name, self.place, self.split)

    def lines(self) -> Iterator[Item]:
        """The set's translated sentences, each an item of its own."""
        for item in self.items():
            alone = len(item.pairs) == 1
            for number, pair in enumerate(item.pairs, start=1):
                if pair.en:
                    id = item.id if alone else f"{item.id}:{number}"
                    yield aligned_item(id, pair.ar, pair.en, item.topic)


def write_valid(
    given: ReferenceSet,
    path: Path,
    *,
    lines: bool = False,
    limit: int | None = None,
    strict: bool = True,
) -> Census:
    """Write a set's items, or its translated `lines`, as a reference file; its census.

    Raises `Refused` where the set is not sound, its own file before anything else.
    """
    if given.path is not None:
        census = require_valid(given.path, strict=strict)
        if not lines and limit is None:
            copyfile(given.path, path)
            return census
    write_items(islice(given.lines() if lines else given.items(), limit), path)
    return require_valid(path, strict=strict)


def our_file() -> Path:
    """Where this project's own reference set is."""
    return _PACKAGED if _PACKAGED.is_file() else _CHECKOUT


def write_items(items: Iterable[Item], path: Path) -> None:
    """Write items as a reference file."""
    with path.open("w", encoding="utf-8") as out:
        for item in items:
            out.write(json.dumps(item_row(item), ensure_ascii=False) + "\n")


def open_set(given: str, split: str | None = None) -> ReferenceSet:
    """The set that `given` names: `reference`, a .jsonl file, or `xlsum[:PLACE]`.

    Raises `UsageError` for anything else, with what there is.
    """
    name, _, place = given.partition(":")
    if given == OURS:
        return ReferenceSet(OURS, "CC-BY-4.0", our_file())
    if name in PUBLIC:
        return ReferenceSet(name, PUBLIC[name].licence, None, place or None, split)
    if Path(given).is_file():
        return ReferenceSet(Path(given).stem, "the evaluator's own", Path(given))
    raise UsageError(
        f"no reference set {given!r}; expected {OURS}, a .jsonl file, or one of "
        + ", ".join(f"{name}[:PLACE]" for name in PUBLIC)
    )
