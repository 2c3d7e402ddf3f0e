"""One process holds an output folder: the kernel frees the lock when it dies."""

import fcntl
import os
import socket
from pathlib import Path
from types import TracebackType

from summarize.errors import Locked, UsageError

NAME = ".lock"


class FolderLock:
    """Holds a folder for this process; raises `Locked` naming who holds it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(
                self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644
            )
        except OSError as error:
            raise UsageError(f"cannot write to {folder}: {error.strerror}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._file, 200).decode("utf-8", "replace").strip()
            os.close(self._file)
            raise Locked(
                f"{folder} is in use by {holder or 'another process'}"
            ) from None
        name = f"process {os.getpid()} on {socket.gethostname()}\n"
        try:
            os.ftruncate(self._file, 0)
            os.write(self._file, name.encode())
        except OSError as error:
            os.close(self._file)
            raise UsageError(f"cannot write to {folder}: {error.strerror}") from error

    def __enter__(self) -> "FolderLock":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)
