"""A process watched from outside: how long, how much memory, how much of the cores."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

from summarize.errors import Interrupted, MujazError

_LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Used:
    """What a process and its children took: `began` is on the monotonic clock.

    `peak_mib` is the most resident memory that was seen of all of them together.
    """

    began: float
    seconds: float
    cpu_seconds: float
    peak_mib: float


def python(module: str, *words: str) -> list[str]:
    """The command that runs a module by this Python."""
    return [sys.executable, "-m", module, *words]


@contextmanager
def interruptible() -> Iterator[None]:
    """Within it SIGTERM is an error, so that what is watched ends with this process."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Interrupted("interrupted: a measurement is kept whole or not", number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def watched(command: Sequence[str]) -> Used:
    """Run a command to its end; raises `MujazError` with its last words if it fails."""
    offline = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env={**os.environ, **offline},
        )
        try:
            status, usage, peak = _until_it_ends(process.pid)
        except BaseException:
            process.kill()
            process.wait()
            raise
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip().split("\n")
            raise MujazError(
                f"{' '.join(command)} ended with {process.returncode}: "
                + "\n".join(words[-12:])
            )
    cpu = usage.ru_utime + usage.ru_stime
    return Used(began, seconds, cpu, peak / 2**20)


def _until_it_ends(pid: int) -> tuple[int, "os.struct_rusage", int]:  # type: ignore[name-defined]
    peak = 0
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return status, usage, peak
        peak = max(peak, _resident(pid))
        time.sleep(_LOOK)


def _resident(pid: int) -> int:
    """Bytes in memory of a process and all that it started."""
    import psutil

    there = 0
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(pid)
        for each in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                there += each.memory_info().rss
    return there
