"""From what the user named to the files that are there, none of them opened yet."""

import errno
import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from summarize.arabic import visible
from summarize.errors import UsageError
from summarize.ledger import LEDGER
from summarize.records import Rejection
from summarize.sources import hub

Identity = tuple[int, int]

WRITTEN = frozenset(
    {LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", "briefs", "briefs.jsonl"}
    | {"rejected.jsonl", "run.json", "names.csv", "missed-terms.csv"}
    | {"edited-names.csv", "references.jsonl", "review.html"}
)


def check(name: str) -> None:
    """Refuse a path that does not exist and a pattern that matches nothing."""
    if os.path.lexists(name):
        return
    if not glob.has_magic(name):
        raise UsageError(f"{visible(name)}: no such file or folder")
    # Path.glob would take no absolute pattern.
    if next(glob.iglob(name, recursive=True), None) is None:  # noqa: PTH207
        raise UsageError(f"{visible(name)}: no file matches this pattern")


def find(name: str) -> Iterator[Path | Rejection]:
    """The regular files and saved data sets behind a path or a pattern, in order."""
    if os.path.lexists(name) or not glob.has_magic(name):
        yield from _below(Path(name))
        return
    for match in sorted(glob.iglob(name, recursive=True)):  # noqa: PTH207
        # `**` already matches what is inside the folders that it matches.
        if "**" in name and Path(match).is_dir():
            continue
        if not _is_written(Path(match), _fixed(name)):
            yield from _below(Path(match))


def _below(root: Path) -> Iterator[Path | Rejection]:
    """Depth first, each folder in the order of its names.

    Hidden ones are left out, and those that a run writes to: briefs are no articles.
    """
    waiting: list[tuple[Path, frozenset[Identity]]] = [(root, frozenset())]
    while waiting:
        path, above = waiting.pop()
        try:
            status = path.stat()
            if not stat.S_ISDIR(status.st_mode) or hub.is_saved(path):
                yield _file(path, status.st_mode)
                continue
            identity = (status.st_dev, status.st_ino)
            if identity in above:
                yield _loop(path)
                continue
            names = [] if path != root and _is_output(path) else _names(path)
        except OSError as error:
            yield _unreachable(path, error)
        else:
            inner = above | {identity}
            waiting.extend((path / name, inner) for name in reversed(names))


def _is_output(folder: Path) -> bool:
    return (folder / LEDGER).is_file()


def _fixed(pattern: str) -> Path:
    """The folder that a pattern names before its first sign."""
    parts = Path(pattern).parts
    plain = (at for at, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[: next(plain, len(parts))])


def _is_written(path: Path, below: Path) -> bool:
    """Whether a run wrote the file, in the folder itself or in one below it."""
    inside = [parent for parent in path.parents if below in parent.parents]
    if any(map(_is_output, inside)):
        return True
    return path.name in WRITTEN and _is_output(path.parent)


def _names(folder: Path) -> list[str]:
    ours = WRITTEN if _is_output(folder) else frozenset[str]()
    with os.scandir(folder) as entries:
        names = (entry.name for entry in entries if entry.name[0] != ".")
        return sorted(name for name in names if name not in ours)


def _file(path: Path, mode: int) -> Path | Rejection:
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return path
    kind = "a named pipe" if stat.S_ISFIFO(mode) else "a device or a socket"
    return Rejection(
        str(path), "not_a_file", f"{path} is {kind}; expected a regular file"
    )


def _loop(path: Path) -> Rejection:
    return Rejection(
        str(path),
        "not_a_file",
        f"{path} is a link to a folder above it; expected a file or another folder",
    )


def _unreachable(path: Path, error: OSError) -> Rejection:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        target = path.readlink()
        detail = f"{path} is a link to {target}, which does not exist"
        return Rejection(str(path), "unreadable", detail)

    if path.is_symlink() and error.errno == errno.ELOOP:
        return _loop(path)
    detail = f"{path} cannot be read: {error.strerror or error}"
    return Rejection(str(path), "unreadable", detail)
