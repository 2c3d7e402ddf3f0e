"""Signals that ask a run to stop: noted at once, obeyed at the next safe place."""

import signal
import time
from types import FrameType, TracebackType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)
# A batch may end in its own time for so long; then it is dropped.
GRACE_SECONDS = 8.0


class Stop:
    """While entered, notes SIGINT and SIGTERM instead of dying of them."""

    def __init__(self) -> None:
        self.signal = 0
        self._since = 0.0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "Stop":
        for number in SIGNALS:
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    @property
    def is_asked(self) -> bool:
        """Whether a signal has come."""
        return self.signal != 0

    @property
    def is_overdue(self) -> bool:
        """Whether the current batch has had its time to end."""
        return self.is_asked and time.monotonic() - self._since > GRACE_SECONDS

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.is_asked:
            # Whatever the run waits for, whoever asks twice will not.
            raise KeyboardInterrupt
        self.signal, self._since = number, time.monotonic()
