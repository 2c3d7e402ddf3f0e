"""What became of a message: lines in a file beside it, FILE.sent.

A line is written before the message is handed over, and one when the server answered.
After a crash in between nobody can tell, so it is not sent again unless that is asked
for.
"""

import fcntl
import json
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from summarize.errors import IntegrityError, Locked, MujazError, Refused, UsageError

SUFFIX = ".sent"
State = Literal["sending", "sent", "refused"]


class Record:
    """The record of one message, held by this process while it sends.

    Raises `Locked` where another process sends it now, `IntegrityError` for a file
    that is not as it was written.
    """

    def __init__(
        self, path: Path, id: str, server: str, now: Callable[[], datetime]
    ) -> None:
        self.path = path.with_name(path.name + SUFFIX)
        self._id = id
        self._server = server
        self._now = now
        try:
            self._held = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from error
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._rows = self._read()
        except BlockingIOError:
            os.close(self._held)
            raise Locked(f"{path} is being sent by another process") from None
        except BaseException:
            os.close(self._held)
            raise

    def __enter__(self) -> "Record":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._held)

    def missing(self, recipients: Sequence[str]) -> tuple[str, ...]:
        """Those of the recipients whom the message was not sent to yet.

        Raises `Refused` where the last attempt has no end.
        """
        last = self._rows[-1] if self._rows else {}
        if last.get("state") == "sending":
            raise Refused(
                f"{self.path}: an attempt at {last['time']} did not end, so the "
                "message may have been sent; look whether it came, then give --again"
            )
        there = {to for row in self._rows if row["state"] == "sent" for to in row["to"]}
        return tuple(each for each in recipients if each not in there)

    def write(self, state: State, to: Sequence[str]) -> None:
        """Add a line, on the disk when this returns."""
        row = {
            "message_id": self._id,
            "state": state,
            "time": self._now().isoformat(timespec="seconds"),
            "server": self._server,
            "to": list(to),
        }
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            with os.fdopen(os.open(self.path, flags, 0o600), "w") as stream:
                stream.write(json.dumps(row) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise MujazError(
                f"{self.path}: {error.strerror}; the message is {state}, and that is "
                "not recorded"
            ) from error

    def _read(self) -> list[dict[str, Any]]:
        """The lines of this message; others may have been in the same file."""
        try:
            raw = self.path.read_bytes() if self.path.exists() else b""
            rows = [json.loads(line) for line in raw.splitlines()]
            for row in rows:
                (row["state"], row["time"], row["to"])
            return [row for row in rows if row["message_id"] == self._id]
        except (ValueError, KeyError, TypeError) as error:
            raise IntegrityError(
                f"{self.path} is not as it was written; remove it once it is clear "
                "whether the message was sent"
            ) from error
