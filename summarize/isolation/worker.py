"""The process that holds the models: it may crash or hang, the run does not."""

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from types import TracebackType
from typing import Any

from summarize.errors import MujazError
from summarize.guard import Rules
from summarize.isolation.batches import Answer, Fault
from summarize.isolation.stop import SIGNALS, Stop
from summarize.load import Model, Say
from summarize.pipeline import make_briefs
from summarize.records import Article, Brief

Load = Callable[[Say], Mapping[str, Model]]
Describe = Callable[[Model], dict[str, Any]]
_LOOK = 0.1


class Stopped(Exception):
    """A signal asked the run to stop, and the batch was dropped."""


class Worker:
    """Loads the models in a process of its own and briefs batches there.

    `load` and `describe` must be importable by name, as processes need it.
    """

    ahead = 0

    def __init__(
        self, load: Load, describe: Describe, rules: Rules, say: Say, stop: Stop
    ) -> None:
        self._load = load
        self._rules = rules
        self._stop = stop
        self._describe = describe
        self._say = say
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
        self._end()

    def begin(self, articles: Sequence[Article], limit: float) -> Answer:
        """Ask for the articles' briefs; they are made when the answer is called."""
        return partial(self.brief, articles, limit)

    def brief(self, articles: Sequence[Article], limit: float) -> list[Brief]:
        """The articles' briefs; raises `Fault` where they take over `limit` seconds."""
        if not self._process.is_alive():
            self.models = self._start()
        try:
            self._pipe.send(list(articles))
        except OSError:
            self._kill()
            raise Fault("the worker ended while it was given articles") from None
        deadline = time.monotonic() + limit
        kind, value = self._wait(deadline)
        if kind == "fault":
            raise Fault(value)
        if isinstance(value, Exception):
            raise value
        briefs: list[Brief] = value
        return briefs

    def _start(self) -> dict[str, dict[str, Any]]:
        """Start the process; returns what it says of its models."""
        self._pipe, far = self._context.Pipe()
        self._process = self._context.Process(
            target=_serve,
            args=(far, self._load, self._describe, self._rules),
            daemon=True,
        )
        # What comes now would find the new process before it can ignore it.
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        self._process.start()
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
        self._process.kill()
        self._process.join()

    def _end(self) -> None:
        self._pipe.close()
        self._process.join(timeout=2.0)
        self._kill()


def _serve(pipe: Connection, load: Load, describe: Describe, rules: Rules) -> None:
    """Load, say what was loaded, then brief batch after batch until the pipe ends."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_die_with_the_run, daemon=True).start()
    try:
        models = load(lambda words: pipe.send(("say", words)))
        pipe.send(("ready", {role: describe(model) for role, model in models.items()}))
        while True:
            pipe.send(_briefed(pipe.recv(), models, rules))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except MujazError as error:
        pipe.send(("refused", error))
    except Exception as error:  # a model's own failure to load, told to the run
        pipe.send(("fault", f"{type(error).__name__}: {error}"))


def _die_with_the_run() -> None:
    """End this process, whatever it does, once the run's own process is gone."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _briefed(
    articles: Sequence[Article], models: Mapping[str, Model], rules: Rules
) -> tuple[str, Any]:
    try:
        return "done", list(make_briefs(articles, models, rules))
    except MujazError as error:
        return "refused", error
    except Exception as error:  # an engine's failure is the batch's, told to the run
        return "fault", f"{type(error).__name__}: {error}"
