"""Calls in a process of its own: what a hostile text keeps busy is ended with it."""

import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MEMORY = 4 << 30
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
# What parsers raise where a text is unlike any that they were written for.
_FAULTS = (
    *(ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError),
    *(RuntimeError, SyntaxError, TypeError, ValueError),
)


class Fault(Exception):
    """A call that did not come back, or not with a result."""


class Apart:
    """Runs functions one at a time in another process, started when first needed.

    The functions must be importable by name, their arguments and results picklable.
    """

    def __init__(self, seconds: float = 30.0) -> None:
        self._seconds = seconds
        self._context = get_context("spawn")
        self._pipe: Connection | None = None

    def __enter__(self) -> "Apart":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def call(self, function: Callable[P, T], *args: P.args, **kw: P.kwargs) -> T:
        """The function's result; raises `Fault` where it takes too long or breaks."""
        pipe = self._pipe or self._start()
        try:
            pipe.send((function, args, kw))
            if not pipe.poll(self._seconds):
                self._end()
                raise Fault(f"it took more than {self._seconds:.0f} s")
            result, fault = pipe.recv()
        except (EOFError, OSError):
            self._end()
            raise Fault("the process that reads it ended") from None
        if fault:
            raise Fault(fault)
        made: T = result
        return made

    def _start(self) -> Connection:
        pipe, far = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(far,), daemon=True)
        # What comes now would find the new process before it can ignore it.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        self._process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        far.close()
        self._pipe = pipe
        return pipe

    def _end(self) -> None:
        if self._pipe:
            self._pipe.close()
            self._pipe = None
            self._process.kill()
            self._process.join()


def _serve(pipe: Connection) -> None:
    """Answer call after call until the pipe ends, with nothing to say elsewhere."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    while True:
        try:
            function, args, kw = pipe.recv()
        except EOFError:
            return
        try:
            answer = (function(*args, **kw), "")
        except _FAULTS as error:
            answer = (None, f"reading it failed: {type(error).__name__}")
        pipe.send(answer)
