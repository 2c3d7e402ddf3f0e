"""The process that holds the models: it may crash or hang, the run does not."""

import signal
import time
from collections.abc import Sequence
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Any

from summarize.errors import MujazError
from summarize.guard import Rules
from summarize.isolation.batches import Answer, Fault, Made, made_of
from summarize.isolation.serving import Describe, Load, serve
from summarize.isolation.stop import SIGNALS, Stop
from summarize.load import Say
from summarize.records import Article
from summarize.remembered import MOST, Entry, Recall

_LOOK = 0.1


class Stopped(Exception):
    """A signal asked the run to stop, and the batch was dropped."""


class Worker:
    """Loads the models in a process of its own and briefs batches there.

    `load` and `describe` must be importable by name, as processes need it. A process
    that was started begins with the answers that there are to `recall`.
    """

    ahead = 0

    def __init__(
        self,
        load: Load,
        describe: Describe,
        rules: Rules,
        say: Say,
        stop: Stop,
        recall: Recall | None = None,
    ) -> None:
        self._order = (load, describe, rules)
        self._stop = stop
        self._say = say
        self._recall = recall
        self._is_new = True
        self._context = get_context("spawn")

    def __enter__(self) -> "Worker":
        try:
            self.models = self._start()
        except BaseException:
            self._kill()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # It holds nothing that was not told: it need not take its models apart.
        self._pipe.close()
        self._kill()

    def begin(self, articles: Sequence[Article], limit: float) -> Answer:
        """Ask for the articles' briefs; they are made when the answer is called."""
        return partial(self.brief, articles, limit)

    def brief(
        self,
        articles: Sequence[Article],
        limit: float,
        answers: Sequence[Entry] = (),
    ) -> Made:
        """The articles' briefs, and what the models were asked for them.

        They know the `answers` before. Raises `Fault` where it takes over `limit`
        seconds.
        """
        if not self._process.is_alive():
            self.models = self._start()
        try:
            self._pipe.send((list(articles), answers or self._recalled()))
        except OSError:
            self._kill()
            raise Fault("the worker ended while it was given articles") from None
        return made_of(*self._wait(time.monotonic() + limit))

    def _recalled(self) -> Sequence[Entry]:
        """What a new process may know of earlier answers; nothing for one that does."""
        if self._recall is None or not self._is_new:
            return ()
        self._is_new = False
        _, answers = self._recall(0, MOST)
        return answers

    def _start(self) -> dict[str, dict[str, Any]]:
        """Start the process; returns what it says of its models."""
        self._pipe, far = self._context.Pipe()
        self._process = self._context.Process(
            target=serve, args=(far, *self._order), daemon=True
        )
        self._is_new = True
        # What comes now would find the new process before it can ignore it.
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        far.close()
        while True:
            kind, value = self._wait(None)
            if self._stop.is_asked:
                self._kill()
                raise Stopped
            if kind == "say":
                self._say(value)
            elif isinstance(value, MujazError):
                raise value
            elif kind == "ready":
                models: dict[str, dict[str, Any]] = value
                return models
            else:
                raise MujazError(f"the models could not be loaded: {value}")

    def _wait(self, deadline: float | None) -> tuple[str, Any]:
        while not self._pipe.poll(_LOOK):
            is_loading = deadline is None
            if self._stop.is_overdue or (is_loading and self._stop.is_asked):
                self._kill()
                raise Stopped
            if deadline and time.monotonic() > deadline:
                self._kill()
                return "fault", "it took longer than the time limit"
        try:
            kind, value = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            return "fault", f"the worker ended with code {self._process.exitcode}"
        return kind, value

    def _kill(self) -> None:
        if self._process.pid is None:  # it could not be started
            return
        self._process.kill()
        self._process.join()
