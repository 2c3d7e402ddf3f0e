"""What runs where an actor is: the models' own process, as a local run has one."""

import os
import socket
from collections.abc import Mapping, Sequence
from typing import Any

from summarize import __version__
from summarize.errors import MujazError
from summarize.guard import Rules
from summarize.isolation import Describe, Fault, Load, Stop, Worker
from summarize.records import Article
from summarize.remembered import Entry

Told = tuple[str, Any]
_HOST = socket.gethostname()


class ModelActor:
    """Starts a `Worker` on its machine and hands calls on to it.

    What it tells is `ready` with where it is and what it holds, `done` with briefs,
    `fault` with words, or `refused` with the error that ends the run: never an
    exception, which Ray would wrap.
    """

    def __init__(
        self,
        load: Load,
        describe: Describe,
        rules: Rules,
        environment: Mapping[str, str],
    ) -> None:
        os.environ.update(environment)
        self._worker = Worker(load, describe, rules, _unheard, Stop())

    def start(self) -> Told:
        """Load the models; say what they are and where."""
        try:
            self._worker.__enter__()
        except MujazError as error:
            error.args = (f"on {_HOST}: {error}",)
            return "refused", error
        said = {"mujaz": __version__, "models": self._worker.models}
        return "ready", (_HOST, said)

    def brief(
        self, articles: Sequence[Article], limit: float, answers: Sequence[Entry]
    ) -> Told:
        """The articles' briefs, or why there are none; it is told `answers` before."""
        try:
            return "done", self._worker.brief(articles, limit, answers)
        except Fault as fault:
            return "fault", str(fault)
        except MujazError as error:
            return "refused", error


def _unheard(words: str) -> None:
    """What loading says has no way to the run."""
