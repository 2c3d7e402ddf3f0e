"""A run folder: its files' names, written aside, and their checksums."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from shutil import rmtree
from typing import IO, Any

from summarize.errors import IntegrityError, Refused, UsageError
from summarize.references import our_file

RUN = "run.json"
REFERENCES = "references.jsonl"
PREDICTIONS = "predictions.jsonl"
TRANSLATED = "translated-leads.jsonl"
SCORES = "scores.jsonl"
TABLE = "scores.csv"
METRICS = "metrics.json"
REPORT = "report.md"
PAGE = "report.html"
SUMS = "SHA256SUMS"
GIVEN = (RUN, REFERENCES, PREDICTIONS, TRANSLATED)

# Corpus scores go through exp and log, whose last bits differ between C libraries.
DECIMALS = 10


def references_of(folder: Path) -> Path:
    """The run's references; a pinned run has none of its own and is of our set."""
    path = folder / REFERENCES
    return path if path.is_file() else our_file()


def to_json(value: Any, *, indent: int | None = None) -> str:
    """The value as JSON that is the same on any machine."""
    return json.dumps(_rounded(value), ensure_ascii=False, indent=indent)


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file of a run folder; raises `Refused` without it."""
    if not path.is_file():
        raise Refused(f"{path} is not there: {path.parent} is not a scored run")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise IntegrityError(f"{path}: expected JSON: {error}") from error
    if not isinstance(found, dict):
        raise IntegrityError(f"{path}: expected a JSON object")
    return found


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file of a run folder, one at a time."""
    if not path.is_file():
        raise Refused(f"{path} is not there: {path.parent} is not a scored run")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@contextmanager
def written(path: Path) -> Iterator[IO[str]]:
    """A file to write that takes its name only when all of it is there."""
    aside = path.with_name(f".{path.name}.partial")
    try:
        with aside.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A folder to fill that takes its name only when everything is in it.

    Raises `UsageError` where something is there already or cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} is not empty; a run wants a folder of its own")
    aside = out.with_name(f".{out.name}.partial")
    rmtree(aside, ignore_errors=True)
    try:
        aside.mkdir(parents=True)
    except OSError as error:
        raise UsageError(f"cannot write to {out}: {error.strerror}") from error
    try:
        yield aside
        if out.exists():
            out.rmdir()
        aside.rename(out)
    finally:
        rmtree(aside, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write a whole file aside, then rename it."""
    with written(path) as stream:
        stream.write(text)


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS of every file in the folder, as `sha256sum -c` reads it."""
    names = sorted(
        path.name for path in folder.iterdir() if path.is_file() and path.name != SUMS
    )
    lines = (f"{_sha256(folder / name)}  {name}\n" for name in names)
    write_text(folder / SUMS, "".join(lines))


def require_whole(folder: Path) -> None:
    """Refuse a run whose given files are not what its SHA256SUMS recorded."""
    recorded = _recorded(folder)
    for name in GIVEN:
        path = folder / name
        if name in recorded and not path.is_file():
            raise IntegrityError(f"{path}: recorded in {SUMS}, but not there")
        if name in recorded and _sha256(path) != recorded[name]:
            raise IntegrityError(
                f"{path}: sha256 {_sha256(path)[:12]}, expected {recorded[name][:12]}; "
                "it was changed after the run"
            )


def _recorded(folder: Path) -> Mapping[str, str]:
    sums = folder / SUMS
    if not sums.is_file():
        return {}
    lines = sums.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("  ") for line in lines)
    return {name: digest for digest, _, name in pairs}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, Mapping):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value
