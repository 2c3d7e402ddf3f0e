"""One run: refuse what must be refused, read, brief what is not done yet, export."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Protocol

from summarize.describe import configuration, model_record
from summarize.durable import write_json
from summarize.errors import Interrupted
from summarize.export import export
from summarize.isolation import Stop, Stopped, Worker, Workers
from summarize.ledger import FolderLock, Ledger, recall
from summarize.licences import require_commercial
from summarize.load import How, Model, Say, load_models
from summarize.orders import Order, Outcome, run_record
from summarize.pools import RayWorkers
from summarize.presets import Step, find_preset, with_models
from summarize.progress import Progress
from summarize.records import Article, Rejection
from summarize.sources import check_inputs, count, read
from summarize.work import Work

__all__ = ["Order", "Outcome", "Watcher", "run_order"]

Load = Callable[[dict[str, Step], How, Say], Mapping[str, Model]]


class Watcher(Protocol):
    """Is told how a run goes."""

    def say(self, words: str) -> None:
        """Take a sentence about what happens now."""
        ...

    def expect(self, articles: int | None) -> None:
        """Take the number of articles to come, where it is known."""
        ...

    def advance(self, briefs: int, rejected: int, sentences: int) -> None:
        """Take the counts so far."""
        ...


def run_order(order: Order, watcher: Watcher, load: Load = load_models) -> Outcome:
    """Do the whole job of one command, or what an earlier run left of it.

    Raises `Locked` where another process holds the folder, `Refused` where it holds
    results of another configuration, `Interrupted` where a signal came.
    """
    started, began = time.perf_counter(), datetime.now(UTC)
    preset = with_models(find_preset(order.preset), order.summarizer, order.translator)
    mode = order.mode or preset.mode
    steps = preset.steps(mode)
    if order.commercial:
        require_commercial(steps)
    check_inputs(order.inputs)
    found = read(order.inputs, order.fields, order.encoding)
    loading = partial(load, steps, order.how)
    with FolderLock(order.out), Ledger(order.out) as ledger, Stop() as stop:
        progress = Progress()
        with (
            _resumable(stop, ledger, progress),
            _workers(order, loading, watcher.say, stop, ledger) as workers,
        ):
            conditions = configuration(
                mode, order.how.device, workers.models, order.rules.record()
            )
            ledger.begin_run(conditions, new=order.new_run, shard=order.shard)
            watcher.expect(_expected(order))
            work = Work(
                ledger, workers, stop, order.limits, watcher, progress, order.shard
            )
            work.through(_first(found, order.limit))
        exported = export(ledger, order.out, pages=order.pages)
        seconds = time.perf_counter() - started
        outcome = Outcome(order.out, progress, exported, seconds, _peak_mib())
        write_json(
            order.out / "run.json", run_record(order, conditions, outcome, began)
        )
        ended = f"{progress.left} left" if progress.left else "whole"
        ledger.end_run(ended, work.inputs)
    return outcome


def _workers(
    order: Order,
    loading: Callable[[Say], Mapping[str, Model]],
    say: Say,
    stop: Stop,
    ledger: Ledger,
) -> AbstractContextManager[Workers]:
    """What holds the models: a process of this machine, or a pool of actors."""
    given = (loading, model_record, order.rules, say, stop, partial(recall, ledger))
    if order.pool is None:
        return Worker(*given)
    return RayWorkers(*given, order.pool, order.how)


@contextmanager
def _resumable(stop: Stop, ledger: Ledger, progress: Progress) -> Iterator[None]:
    """End with how to go on where a signal asked to stop, at whatever moment."""
    with suppress(Stopped, KeyboardInterrupt):
        yield
    if stop.is_asked:
        if ledger.run:
            ledger.end_run("interrupted")
        raise Interrupted(
            f"interrupted: {progress.done + progress.reused} briefs of these inputs "
            f"are recorded in {ledger.path}; run the same command again to go on",
            stop.signal,
        )


def _expected(order: Order) -> int | None:
    there = count(order.inputs)
    if there is None:
        return order.limit
    return -(-min(there, order.limit or there) // order.shard.total)


def _first(
    found: Iterable[Article | Rejection], limit: int | None
) -> Iterator[Article | Rejection]:
    """What was found, up to and with the article that the limit allows last."""
    taken = 0
    for each in found:
        yield each
        taken += isinstance(each, Article)
        if taken == limit:
            return


def _peak_mib() -> int:
    peaks = (getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return max(peaks) // 1024
