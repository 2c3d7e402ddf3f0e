"""The inputs of a run, one batch after another: noted, briefed, recorded."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import inf
from typing import Protocol

from summarize import ledger
from summarize.arabic import visible
from summarize.isolation import Failure, Stop, Worker, brief_safely
from summarize.pipeline import BATCH
from summarize.records import Article, Brief, Rejection
from summarize.writers import brief_row, content_of, row_for

Found = Iterable[Article | Rejection]
# Articles a call of the models: what one crash, signal or power cut can cost.
CALL = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a run may take, and one call of the models, before it is cut short."""

    minutes: float | None = None
    seconds_a_call: float = 600.0


@dataclass(slots=True)
class Progress:
    """What a run has done so far, counted."""

    done: int = 0
    reused: int = 0
    left: int = 0
    twice: int = 0
    sentences: int = 0
    rejected: Counter[str] = field(default_factory=Counter)


class Advance(Protocol):
    """Is told the counts as they grow."""

    def advance(self, briefs: int, rejected: int, sentences: int) -> None:
        """Take the counts so far."""
        ...


class Work:
    """One run's way through its inputs; what is counted is recorded already."""

    def __init__(
        self,
        book: ledger.Ledger,
        worker: Worker,
        stop: Stop,
        limits: Limits,
        watcher: Advance,
        progress: Progress,
    ) -> None:
        self.progress = progress
        self._ledger = book
        self._worker = worker
        self._stop = stop
        self._limits = limits
        self._watcher = watcher
        self._position = 0
        minutes = inf if limits.minutes is None else limits.minutes
        self._deadline = time.monotonic() + 60 * minutes

    def through(self, found: Found) -> Progress:
        """Take every input, until there are no more or a signal asks to stop.

        When the time is over the rest is still read and noted, but not briefed. Raises
        `isolation.Stopped` where a batch had to be dropped.
        """
        rest = iter(found)
        while not self._stop.is_asked and (batch := list(islice(rest, BATCH))):
            with self._ledger.transaction():
                wanted = [article for each in batch for article in self._note(each)]
            if time.monotonic() > self._deadline:
                self.progress.left += len(wanted)
            else:
                self._brief(wanted)
            self._tell()
        return self.progress

    def _note(self, found: Article | Rejection) -> Iterator[Article]:
        """Take note of an input; the article if it is yet to be briefed."""
        self._position += 1
        if isinstance(found, Rejection):
            self._reject(found)
            return
        seen = ledger.see(self._ledger, found, content_of(found), self._position)
        if seen == "compute":
            yield found
        elif seen == "done":
            self.progress.reused += 1
        elif seen in ("failed", "withheld"):
            self.progress.rejected[seen] += 1
        elif seen == "twice":
            self.progress.twice += 1
        else:
            id = visible(found.id)
            detail = f"{found.where}: the id {id} stands here with another text"
            self._reject(Rejection(found.where, "conflicting_id", detail))

    def _reject(self, rejection: Rejection) -> None:
        ledger.reject(self._ledger, rejection, self._position)
        self.progress.rejected[rejection.reason] += 1

    def _brief(self, articles: Sequence[Article]) -> None:
        """Brief what is new; articles of equal content share one result."""
        alike: dict[str, list[Article]] = {}
        with self._ledger.transaction():
            for article in articles:
                content = content_of(article)
                known = ledger.result_of(self._ledger, content)
                if known:
                    ledger.finish(self._ledger, article, row_for(article, known), 0.0)
                    self.progress.done += 1
                else:
                    alike.setdefault(content, []).append(article)
        firsts = [group[0] for group in alike.values()]
        for at in range(0, len(firsts), CALL):
            if self._stop.is_asked:
                return
            if time.monotonic() > self._deadline:
                groups = [*alike.values()][at:]
                self.progress.left += sum(map(len, groups))
                return
            self._brief_part(firsts[at : at + CALL], alike)

    def _brief_part(
        self, part: Sequence[Article], alike: Mapping[str, Sequence[Article]]
    ) -> None:
        limit = self._limits.seconds_a_call
        for done in brief_safely(self._worker, part, limit):
            with self._ledger.transaction():
                for made in done:
                    self._record(made, alike[content_of(made.article)])
            self._tell()

    def _record(self, made: Brief | Failure, articles: Sequence[Article]) -> None:
        if isinstance(made, Failure):
            for article in articles:
                ledger.fail(self._ledger, article, made.error, made.attempts)
                self.progress.rejected["failed"] += 1
            return
        row = brief_row(made)
        for article in articles:
            own = row_for(article, row)
            if made.withheld:
                detail = f"the guard doubts it: {made.withheld}"
                ledger.withhold(self._ledger, article, own, detail)
                self.progress.rejected["withheld"] += 1
            else:
                ledger.finish(self._ledger, article, own, made.receipt.seconds)
                self.progress.done += 1
        self.progress.sentences += len(made.sentences) or len(made.summary)

    def _tell(self) -> None:
        done = self.progress.done + self.progress.reused
        rejected = self.progress.rejected.total()
        self._watcher.advance(done, rejected, self.progress.sentences)
