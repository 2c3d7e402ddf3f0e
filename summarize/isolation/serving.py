"""The models' process from within: load them, then brief batch after batch."""

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any

from summarize.errors import MujazError
from summarize.guard import Rules
from summarize.isolation.batches import Made
from summarize.isolation.stop import SIGNALS
from summarize.load import Model, Say
from summarize.pipeline import make_briefs
from summarize.records import Article
from summarize.remembered import Memory, remembering

Load = Callable[[Say], Mapping[str, Model]]
Describe = Callable[[Model], dict[str, Any]]


def serve(pipe: Connection, load: Load, describe: Describe, rules: Rules) -> None:
    """Load, say what was loaded, then brief what is asked until the pipe ends."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_die_with_the_run, daemon=True).start()
    try:
        models = load(lambda words: pipe.send(("say", words)))
        pipe.send(("ready", {role: describe(model) for role, model in models.items()}))
        memory = Memory()
        asking = remembering(models, memory)
        while True:
            articles, answers = pipe.recv()
            memory.learn(answers)
            pipe.send(_briefed(articles, asking, rules, memory))
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
    articles: Sequence[Article],
    models: Mapping[str, Model],
    rules: Rules,
    memory: Memory,
) -> tuple[str, Any]:
    try:
        briefs = list(make_briefs(articles, models, rules))
    except MujazError as error:
        return "refused", error
    except Exception as error:  # an engine's failure is the batch's, told to the run
        return "fault", f"{type(error).__name__}: {error}"
    return "done", Made(briefs, *memory.take())
