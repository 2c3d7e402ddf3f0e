"""How published sets lie on the hub and on a disk, and where each row of them stood.

Local copies are read without `load_dataset`, which tells the hub of every load.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from glob import escape
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from summarize.arabic import nfc
from summarize.errors import Refused

Row = Mapping[str, Any]
Located = Iterator[tuple[str, Row]]

CONVERTED = "refs/convert/parquet"
_TABLES = (".parquet", ".jsonl", ".json", ".csv")
_USUAL = (
    "**/{config}_{split}.jsonl",
    "**/{config}/{split}/*.parquet",
    "**/{split}/{config}.parquet",
    "**/{split}/{config}.jsonl",
    "data/{split}-*.parquet",
    "{split}-*.parquet",
    "{split}/*.parquet",
    *("{split}" + suffix for suffix in _TABLES),
)
_SPELLINGS = {"validation": ("validation", "val")}
# Of an empty file the library makes a StopIteration.
_UNREADABLE = (OSError, ValueError, TypeError, LookupError, RuntimeError, StopIteration)


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A public set: what it is, under which licence, and where its rows are.

    `archive` is for a hub that holds no tables: the file in its archive. `tables` are
    local files named as in no other set, `texts` the Arabic and the English lines; one
    that does not name the split holds for the default `split` only.
    """

    name: str
    about: str
    licence: str
    split: str = "test"
    hub: str = ""
    configs: tuple[str, ...] = ()
    revision: str | None = None
    archive: str = ""
    tables: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


def hub_rows(public: PublicSet, split: str) -> Located:
    """The rows of one split on the hub, config by config."""
    for config in public.configs or ("",):
        where = ":".join(filter(None, (public.hub, config, split)))
        yield from _located(where, partial(_from_hub, public, config, split))


def local_rows(public: PublicSet, place: Path, split: str) -> Located:
    """The rows of one split in a file, a saved data set or a folder of tables.

    Raises `Refused` where nothing has the set's layout, with what was looked for.
    """
    if place.is_file() and place.suffix in _TABLES:
        yield from _read(place.name, place, place.suffix)
    elif place.is_file():
        raise Refused(f"{place}: expected a folder or a file in {', '.join(_TABLES)}")
    elif any((place / name).is_file() for name in ("state.json", "dataset_dict.json")):
        yield from _located(f"{place.name}:{split}", partial(_saved, place, split))
    else:
        for path in _tables(public, place, split):
            yield from _read(str(path.relative_to(place)), path, path.suffix)


def aligned_files(public: PublicSet, place: Path, split: str) -> list[Path]:
    """The Arabic and the English text file of a folder; empty if it lacks either."""
    patterns = _for_split(public, public.texts, split)
    found = [_matches(place, pattern.format(split=split)) for pattern in patterns]
    return [paths[0] for paths in found] if all(found) else []


def aligned_lines(ar: Path, en: Path) -> Iterator[tuple[int, str, str]]:
    """Each line's number, the line and its translation; lines empty in both are not.

    Raises `Refused` for files of different lengths and for a line empty in one only.
    """
    arabic, english = _lines(ar), _lines(en)
    if len(arabic) != len(english):
        raise Refused(
            f"{ar.name} has {len(arabic)} lines and {en.name} {len(english)}; "
            "expected as many in both"
        )
    for number, pair in enumerate(zip(arabic, english, strict=True), start=1):
        if not all(pair) and any(pair):
            empty, full = (en, ar) if pair[0] else (ar, en)
            raise Refused(
                f"{empty.name}:{number} is empty and {full.name}:{number} is not; "
                "expected a line and its translation"
            )
        if all(pair):
            yield number, *pair


def text_of(where: str, row: Row, *fields: str, needed: bool = True) -> str:
    """The text in the first of the fields that the row has.

    Raises `Refused` where that is no text, and where it is needed and not there.
    """
    value = next((row[name] for name in fields if row.get(name) is not None), None)
    text = nfc(value).strip() if isinstance(value, str) else ""
    if text or (not needed and not value):
        return text
    found = "missing" if value is None else repr(value)[:40]
    raise Refused(f"{where}: field {' or '.join(fields)} is {found}; expected a text")


def _from_hub(public: PublicSet, config: str, split: str) -> Any:
    import datasets

    if public.archive:
        # A file of an archive cannot be streamed.
        file = public.archive.format(split="val" if split == "validation" else split)
        return datasets.load_dataset("json", data_files={split: file}, split=split)
    options: dict[str, Any] = {"name": config or None}
    if public.revision == CONVERTED:
        # Its folders are no configs: without a pattern all languages would be read.
        options = {"data_files": {split: f"{config}/{split}/*.parquet"}}
    return datasets.load_dataset(
        public.hub, split=split, revision=public.revision, streaming=True, **options
    )


def _saved(folder: Path, split: str) -> Any:
    import datasets

    found = datasets.load_from_disk(str(folder))
    if not isinstance(found, dict):
        return found
    if spelled := [name for name in _SPELLINGS.get(split, (split,)) if name in found]:
        return found[spelled[0]]
    raise Refused(f"{folder}: no split {split}; expected one of {', '.join(found)}")


def _tables(public: PublicSet, folder: Path, split: str) -> list[Path]:
    configs = public.configs or ("default",)
    patterns = _for_split(public, public.tables + _USUAL, split)
    for pattern, name in product(patterns, _SPELLINGS.get(split, (split,))):
        named = [pattern.format(config=config, split=name) for config in configs]
        found = [_matches(folder, path) for path in named]
        if all(found):
            return [*dict.fromkeys(path for paths in found for path in paths)]
    patterns = _for_split(public, public.texts, split) + patterns
    sought = [pattern.format(config=configs[0], split=split) for pattern in patterns]
    raise Refused(f"{folder}: no {public.name} in it; looked for {', '.join(sought)}")


def _for_split(public: PublicSet, patterns: tuple[str, ...], split: str) -> list[str]:
    return [one for one in patterns if "{split}" in one or split == public.split]


def _matches(folder: Path, pattern: str) -> list[Path]:
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    return [path for path in found if path.parent == found[0].parent]


def _lines(path: Path) -> list[str]:
    rows = _read(path.name, path, "text", encoding="utf-8-sig")
    return [nfc(row["text"]).strip() for _, row in rows]


def _read(where: str, path: Path, kind: str, **options: str) -> Located:
    from datasets.packaged_modules import csv, json, parquet, text

    builders = {"text": text.Text, ".csv": csv.Csv, ".parquet": parquet.Parquet}
    # The library takes a path for a pattern, leaves a lock in its cache, and closes a
    # table of CSV only at its end.
    options["data_files"] = escape(str(path.resolve()))
    with TemporaryDirectory() as cache:
        build = partial(builders.get(kind, json.Json), cache_dir=cache, **options)
        rows = list if kind == ".csv" else iter
        yield from _located(where, lambda: rows(build().as_streaming_dataset("train")))


def _located(where: str, load: Callable[[], Any]) -> Located:
    from datasets.exceptions import DatasetsError

    try:
        for number, row in enumerate(load(), start=1):
            yield f"{where}:{number}", row
    except (*_UNREADABLE, DatasetsError) as error:
        raise Refused(f"{where} cannot be read: {str(error) or 'empty'}") from error
