"""The inputs of a run, one batch after another: noted, briefed, recorded."""

import time
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from math import inf
from typing import Protocol

from summarize import ledger
from summarize.arabic import visible
from summarize.isolation import Failure, Stop, Workers, brief_in_order
from summarize.ledger.shards import see_in
from summarize.pipeline import BATCH
from summarize.progress import Limits, Pace, Progress
from summarize.records import Article, Brief, Rejection
from summarize.sharding import WHOLE, Shard
from summarize.writers import brief_row, content_of, row_for

Found = Iterable[Article | Rejection]


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
        workers: Workers,
        stop: Stop,
        limits: Limits,
        watcher: Advance,
        progress: Progress,
        shard: Shard = WHOLE,
    ) -> None:
        self.progress = progress
        self._ledger = book
        self._workers = workers
        self._stop = stop
        self._limits = limits
        self._watcher = watcher
        self._shard = shard
        self._position = 0
        self._pace = Pace()
        self._inputs = sha256()
        self._alike: dict[str, list[Article]] = {}
        minutes = inf if limits.minutes is None else limits.minutes
        self._deadline = time.monotonic() + 60 * minutes

    @property
    def inputs(self) -> str:
        """The SHA-256 of all that was read: places, ids and contents, in order."""
        return self._inputs.hexdigest()

    def through(self, found: Found) -> Progress:
        """Take every input, until there are no more or a signal asks to stop.

        When the time is over the rest is still read and noted, but not briefed. Raises
        `isolation.Stopped` where a batch had to be dropped.
        """
        limit = self._limits.seconds_a_call
        for made in brief_in_order(self._workers, self._calls(found), limit):
            # The models' own time: of several calls at once each is waited for less.
            took = [e.receipt.seconds for e in made.results if isinstance(e, Brief)]
            self._pace.heed(len(took), sum(took))
            with self._ledger.transaction():
                for each in made.results:
                    self._record(each)
                ledger.remember(self._ledger, made.answers)
            self.progress.remembered += made.remembered
            self._tell()
        return self.progress

    def _calls(self, found: Found) -> Iterator[Sequence[Article]]:
        """What is to be briefed, call by call; what was read before one is noted."""
        rest = iter(found)
        while not self._stop.is_asked and (batch := list(islice(rest, BATCH))):
            with self._ledger.transaction():
                wanted = [article for each in batch for article in self._note(each)]
            if self._is_over:
                self.progress.left += len(wanted)
            else:
                yield from self._parts(self._new(wanted))
            self._tell()

    @property
    def _is_over(self) -> bool:
        return time.monotonic() > self._deadline

    def _note(self, found: Article | Rejection) -> Iterator[Article]:
        """Take note of an input; the article if it is yet to be briefed."""
        self._position += 1
        if isinstance(found, Rejection):
            self._read(found.where, found.reason)
            self._reject(found)
            return
        content = content_of(found)
        self._read(found.where, found.id, content)
        seen = see_in(self._shard, self._ledger, found, content, self._position)
        if seen == "compute":
            yield found
        elif seen == "done":
            self.progress.reused += 1
        elif seen in ("failed", "withheld"):
            self.progress.rejected[seen] += 1
        elif seen == "twice":
            self.progress.twice += 1
        elif seen == "elsewhere":
            self.progress.elsewhere += 1
        else:
            id = visible(found.id)
            detail = f"{found.where}: the id {id} stands here with another text"
            self._reject(Rejection(found.where, "conflicting_id", detail))

    def _read(self, *parts: str) -> None:
        self._inputs.update(repr(parts).encode("utf-8", "surrogatepass"))

    def _reject(self, rejection: Rejection) -> None:
        if not self._shard.holds_place(rejection.where):
            self.progress.elsewhere += 1
            return
        ledger.reject(self._ledger, rejection, self._position)
        self.progress.rejected[rejection.reason] += 1

    def _new(self, articles: Sequence[Article]) -> list[Article]:
        """The articles to brief; those whose content one of them has wait for it."""
        firsts: list[Article] = []
        with self._ledger.transaction():
            for article in articles:
                content = content_of(article)
                if content in self._alike:
                    self._alike[content].append(article)
                elif known := ledger.result_of(self._ledger, content):
                    ledger.finish(self._ledger, article, row_for(article, known), 0.0)
                    self.progress.done += 1
                else:
                    self._alike[content] = [article]
                    firsts.append(article)
        return firsts

    def _parts(self, firsts: Sequence[Article]) -> Iterator[Sequence[Article]]:
        at = 0
        while at < len(firsts):
            if self._stop.is_asked:
                return
            if self._is_over:
                left = (self._alike.pop(content_of(each)) for each in firsts[at:])
                self.progress.left += sum(map(len, left))
                return
            part = firsts[at : at + self._pace.of(len(firsts) - at)]
            yield part
            at += len(part)

    def _record(self, made: Brief | Failure) -> None:
        articles = self._alike.pop(content_of(made.article))
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
