"""One run: refuse what must be refused, read, brief what is not done yet, export."""

import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any, Protocol

from summarize import __version__
from summarize.describe import configuration, model_record, versions
from summarize.durable import write_json
from summarize.errors import Interrupted
from summarize.export import Exported, export
from summarize.guard import Rules
from summarize.isolation import Stop, Stopped, Worker
from summarize.ledger import FolderLock, Ledger
from summarize.load import How, Model, Say, load_models
from summarize.presets import Step, find_preset, require_commercial, with_models
from summarize.records import Article, Rejection
from summarize.sources import check_inputs, count, read
from summarize.work import Limits, Progress, Work

PACKAGES = ("ctranslate2", "datasets", "tokenizers", "torch", "transformers")
Load = Callable[[dict[str, Step], How, Say], Mapping[str, Model]]


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for, checked and typed."""

    inputs: tuple[str, ...]
    out: Path
    preset: str = "embedded"
    summarizer: str | None = None
    translator: str | None = None
    mode: str | None = None
    how: How = field(default_factory=How)
    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    limit: int | None = None
    commercial: bool = False
    new_run: bool = False
    pages: bool = True
    limits: Limits = field(default_factory=Limits)
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, and what the folder now holds of its inputs.

    `progress` counts what happened in this run, `exported` what was written; `seconds`
    and `peak_mib` are those of the run, the models' process included.
    """

    out: Path
    progress: Progress
    exported: Exported
    seconds: float
    peak_mib: int

    @property
    def exit_code(self) -> int:
        """0 when every input became a brief, 3 when some or all did not."""
        held = self.exported.briefs or self.progress.left
        return 3 if self.progress.rejected or not held else 0


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
            Worker(loading, model_record, order.rules, watcher.say, stop) as worker,
        ):
            conditions = configuration(
                mode, order.how.device, worker.models, order.rules.record()
            )
            ledger.begin_run(conditions, new=order.new_run)
            watcher.expect(_expected(order))
            work = Work(ledger, worker, stop, order.limits, watcher, progress)
            work.through(_first(found, order.limit))
        exported = export(ledger, order.out, pages=order.pages)
        seconds = time.perf_counter() - started
        outcome = Outcome(order.out, progress, exported, seconds, _peak_mib())
        write_json(order.out / "run.json", _record(order, conditions, outcome, began))
        ledger.end_run(f"{progress.left} left" if progress.left else "whole")
    return outcome


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
    return min(there, order.limit or there)


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


def _record(
    order: Order,
    conditions: Mapping[str, Any],
    outcome: Outcome,
    began: datetime,
) -> dict[str, Any]:
    progress, exported = outcome.progress, outcome.exported
    return {
        "schema": 2,
        "mujaz": __version__,
        "python": platform.python_version(),
        "packages": versions(PACKAGES),
        "started": began.isoformat(timespec="seconds"),
        "preset": order.preset,
        "mode": conditions["mode"],
        "inputs": order.inputs,
        "how": asdict(order.how),
        "configuration": conditions,
        "models": conditions["models"],
        "counts": {
            "briefs": exported.briefs,
            "flagged": exported.flagged,
            "sentences": progress.sentences,
            "reused": progress.reused,
            "twice": progress.twice,
            "left": progress.left,
            "rejected": dict(progress.rejected),
        },
        "seconds": round(outcome.seconds, 3),
        "peak_memory_mib": outcome.peak_mib,
    }
