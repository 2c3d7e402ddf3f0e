"""Data sets: from the Hugging Face Hub, or from a folder they were saved to.

`datasets:NAME[:CONFIG][:SPLIT]` or `datasets:FOLDER[:SPLIT]`; without a split, all
of them are read. `HF_HUB_OFFLINE` keeps the library to what is already here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.arabic import visible
from summarize.errors import UsageError
from summarize.records import Article, Rejection
from summarize.sources import columns

Found = Iterator[Article | Rejection]
PREFIX = "datasets:"
_SPLITS = frozenset({"train", "validation", "valid", "dev", "test", "all"})

# What the library makes of a saved folder whose JSON is not what it wrote.
_DAMAGED = (OSError, ValueError, TypeError, LookupError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    config: str | None = None
    split: str | None = None


def is_saved(path: Path) -> bool:
    """Whether the folder is what `save_to_disk` leaves."""
    whole = (path / "dataset_info.json").is_file() and (path / "state.json").is_file()
    return whole or (path / "dataset_dict.json").is_file()


def check(given: str) -> None:
    """Refuse an empty name and a folder that is not there; the Hub is not asked."""
    named = _parse(given)
    if not named.name:
        raise UsageError(f"{given}: expected datasets:NAME[:CONFIG][:SPLIT]")
    if named.name.startswith(("/", ".", "~")) and not Path(named.name).is_dir():
        raise UsageError(f"{visible(given)}: no such folder")


def read(given: str, fields: Mapping[str, str]) -> Found:
    """Read a data set by its name, streaming it where the library can."""
    named = _parse(given)
    yield from _loaded(named, given.removeprefix(PREFIX), fields)


def read_saved(path: Path, fields: Mapping[str, str]) -> Found:
    """Read the data set saved in a folder."""
    yield from _loaded(_Named(str(path)), str(path), fields)


def _parse(given: str) -> _Named:
    rest = given.removeprefix(PREFIX)
    if Path(rest).is_dir():
        return _Named(rest)
    folder, _, split = rest.rpartition(":")
    if folder and Path(folder).is_dir():
        return _Named(folder, split=split)
    name, config, split = (*rest.split(":", 2), "", "")[:3]
    if config in _SPLITS and not split:
        config, split = "", config
    return _Named(name, config or None, split or None)


def _loaded(named: _Named, label: str, fields: Mapping[str, str]) -> Found:
    import pyarrow
    from datasets.exceptions import DatasetsError

    try:
        found = _load(named)
        splits = found.items() if isinstance(found, dict) else [("", found)]
        for split, dataset in splits:
            yield from _split(dataset, f"{label}:{split}" if split else label, fields)
    except (*_DAMAGED, DatasetsError, pyarrow.ArrowException) as error:
        detail = f"the data set {label} cannot be read: {error}"
        yield Rejection(label, "unreadable", detail)


def _load(named: _Named) -> Any:
    import datasets

    if is_saved(Path(named.name)):
        found = datasets.load_from_disk(named.name)
        return found[named.split] if named.split else found
    return datasets.load_dataset(
        named.name, named.config, split=named.split, streaming=True
    )


def _split(dataset: Any, label: str, fields: Mapping[str, str]) -> Found:
    names = dataset.column_names
    if names is not None:
        problem = columns.missing(names, fields, label)
        if problem:
            yield problem
            return
        dataset = dataset.select_columns([*columns.choose(names, fields).values()])
    if hasattr(dataset, "data"):
        # A damaged file that is mapped into memory would end the process.
        dataset.data.validate(full=True)
    rows = ((f"{label}:{n}", row) for n, row in enumerate(dataset, start=1))
    yield from columns.table(rows, fields, source=label)
