"""The lock of a model folder: which files it holds and what their bytes hash to."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from summarize.errors import IntegrityError

LOCK_NAME = "mujaz.lock.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class LockedFile:
    """One recorded file: the SHA-256 of its bytes and how many there are."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Lock:
    """What was recorded when the model came in.

    `converted_from` names the pickled weights, and their SHA-256, that the
    safetensors file was made from; it is None where nothing was converted.
    """

    id: str
    revision: str
    files: Mapping[str, LockedFile]
    converted_from: Mapping[str, str] | None = None


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write(
    folder: Path,
    model_id: str,
    revision: str,
    converted_from: Mapping[str, str] | None = None,
) -> Lock:
    """Record every file of the folder; the lock appears whole or not at all."""
    files = {
        path.relative_to(folder).as_posix(): LockedFile(
            sha256_of(path), path.stat().st_size
        )
        for path in sorted(_visible(folder.rglob("*"), folder))
    }
    lock = Lock(model_id, revision, files, converted_from)
    aside = folder / f".{LOCK_NAME}.new"
    record = {"schema": SCHEMA, **asdict(lock)}
    aside.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    aside.replace(folder / LOCK_NAME)
    return lock


def read(folder: Path) -> Lock | None:
    """The folder's lock, or None where it has none."""
    path = folder / LOCK_NAME
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return _from_record(record)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IntegrityError(
            f"{path} is not a lock this version can read; delete {folder}, then fetch "
            "or build the model again"
        ) from error


def verify(folder: Path) -> Lock:
    """Hash every recorded file again; return the lock if nothing has changed."""
    lock = read(folder)
    if lock is None:
        raise IntegrityError(f"{folder} has no {LOCK_NAME}; fetch the model again")
    for name, recorded in lock.files.items():
        if difference := _difference(folder / name, recorded):
            raise IntegrityError(
                f"{folder / name}: {difference}; {_mend(lock, folder)}"
            )
    for path in _visible(folder.rglob("*"), folder):
        if path.relative_to(folder).as_posix() not in lock.files:
            raise IntegrityError(f"{path}: not a recorded file; {_mend(lock, folder)}")
    return lock


def _difference(path: Path, recorded: LockedFile) -> str | None:
    if not path.is_file():
        return f"missing, expected sha256 {recorded.sha256}"
    found = sha256_of(path)
    if found == recorded.sha256:
        return None
    return (
        f"expected sha256 {recorded.sha256} ({recorded.size} bytes), "
        f"found {found} ({path.stat().st_size} bytes)"
    )


def _mend(lock: Lock, folder: Path) -> str:
    if lock.id.startswith("local/"):
        return "run: mujaz models fetch FOLDER, the folder it was taken from"
    if lock.id.startswith(("embedded+", "embedded-weights", "merged/")):
        return f"delete {folder}; the next run that asks for it builds it again"
    if lock.id == "embedded":
        return f"delete {folder}, then run: mujaz models build embedded"
    return f"run: mujaz models fetch {lock.id}"


def _visible(paths: Iterator[Path], folder: Path) -> Iterator[Path]:
    """The files a loader could read: hidden ones and the lock itself are left out."""
    for path in paths:
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if path.is_file() and not hidden and parts != (LOCK_NAME,):
            yield path


def _from_record(record: Any) -> Lock:
    if record["schema"] != SCHEMA:
        raise ValueError(f"lock schema {record['schema']}")
    files = {
        str(name): LockedFile(str(entry["sha256"]), int(entry["size"]))
        for name, entry in record["files"].items()
    }
    origin = record["converted_from"]
    converted = None if origin is None else {str(k): str(v) for k, v in origin.items()}
    return Lock(str(record["id"]), str(record["revision"]), files, converted)
