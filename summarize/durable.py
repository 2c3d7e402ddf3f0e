"""Files written aside, made durable, then renamed: whole, or as they were."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from summarize.errors import MujazError


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Say a failure to write as a person needs it: where, why, what to do."""
    try:
        yield
    except OSError as error:
        raise MujazError(
            f"{error.filename or place}: {error.strerror}; the results are in the "
            "ledger, run the same command again to write them"
        ) from error


@contextmanager
def written_aside(path: Path) -> Iterator[IO[str]]:
    """A file to write that takes its name when all of it is on the disk."""
    aside = path.with_name(f".{path.name[-100:]}.partial")
    # A link planted under this name would be written through.
    aside.unlink(missing_ok=True)
    try:
        with aside.open(
            "x", encoding="utf-8", errors="backslashreplace", newline=""
        ) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a JSON file for people and programs."""
    with told(path), written_aside(path) as stream:
        json.dump(value, stream, ensure_ascii=False, indent=2, default=str)
        stream.write("\n")


def write_if_new(path: Path, data: bytes) -> None:
    """Write a file aside and rename it, unless it holds these bytes already."""
    if not path.is_file() or path.read_bytes() != data:
        aside = path.with_name(f".{path.name[-100:]}.partial")
        aside.unlink(missing_ok=True)
        with aside.open("xb") as stream:
            stream.write(data)
        aside.replace(path)


def sync_folder(folder: Path) -> None:
    """Make what was renamed in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
