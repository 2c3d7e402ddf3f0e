"""What a run says: progress on stderr, the outcome on stdout."""

import json
import sys
import time
from datetime import datetime
from types import TracebackType

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from summarize.arabic import visible
from summarize.run import Outcome

_PLAIN_EVERY = 10.0
# Articles come out a batch at a time: the first few say nothing about the rate.
_TELLING = 10


class Reporter:
    """Tells people how a run goes: a live line on a terminal, plain lines elsewhere."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        self._quiet = quiet
        self._as_json = as_json
        self._expected: int | None = None
        self._console = Console(stderr=True, highlight=False, markup=False)
        self._live: Progress | None = None
        self._started = self._told = time.monotonic()
        if self._console.is_terminal and not quiet:
            self._live = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )
            self._task = self._live.add_task("loading")

    def __enter__(self) -> "Reporter":
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()

    def say(self, words: str) -> None:
        """Show what happens now."""
        if self._live:
            self._live.update(self._task, description=words)
        elif not self._quiet:
            typer.echo(words, err=True)

    def expect(self, articles: int | None) -> None:
        """Start the clock for the time left."""
        self._expected = articles
        self._started = time.monotonic()

    def advance(self, briefs: int, rejected: int, sentences: int) -> None:
        """Show the counts and the rate so far."""
        now = time.monotonic()
        rate = sentences / max(now - self._started, 1e-9)
        words = f"{briefs} briefs, {rejected} rejected, {rate:.1f} sentences/s"
        words += self._left(briefs + rejected, now)
        if self._live:
            self._live.update(self._task, description=words)
        elif not self._quiet and self._is_due(briefs + rejected, now):
            self._told = now
            typer.echo(words, err=True)

    def _is_due(self, done: int, now: float) -> bool:
        return done >= _TELLING and now - self._told > _PLAIN_EVERY

    def _left(self, done: int, now: float) -> str:
        if not self._expected or not _TELLING <= done <= self._expected:
            return ""
        seconds = (now - self._started) / done * (self._expected - done)
        return f", {done} of {self._expected}, about {_clock(seconds)} left"

    def finish(self, outcome: Outcome) -> None:
        """End with the counts, then the first brief in full or one JSON line."""
        if self._live:
            self._live.stop()
        if not self._quiet:
            typer.echo(_counts(outcome), err=True)
        if self._as_json:
            sys.stdout.write(json.dumps(summary(outcome)) + "\n")
        elif not self._quiet and outcome.exported.first:
            typer.echo(_first(outcome))


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def summary(outcome: Outcome) -> dict[str, object]:
    """The outcome as a scheduled job reads it."""
    progress, exported = outcome.progress, outcome.exported
    return {
        "out": str(outcome.out),
        "briefs": exported.briefs,
        "flagged": exported.flagged,
        "reused": progress.reused,
        "remembered": progress.remembered,
        "twice": progress.twice,
        "other_shards": progress.elsewhere,
        "left": progress.left,
        "rejected": progress.rejected.total(),
        "reasons": dict(progress.rejected),
        "sentences": progress.sentences,
        "seconds": round(outcome.seconds, 2),
        "sentences_per_second": round(progress.sentences / outcome.seconds, 2),
        "peak_memory_mib": outcome.peak_mib,
        "exit_code": outcome.exit_code,
    }


def _counts(outcome: Outcome) -> str:
    progress, exported = outcome.progress, outcome.exported
    rejected = progress.rejected
    if exported.briefs:
        one = "" if exported.briefs == 1 else "s"
        what = f"{exported.briefs} brief{one} ({exported.flagged} flagged)"
    else:
        what = "nothing could be briefed" if rejected else "no articles were found"
        what = "no time to brief any" if progress.left else what
    others = {
        "from an earlier run": progress.reused,
        "read twice": progress.twice,
        "left for the next run": progress.left,
        "translations from memory": progress.remembered,
        "of other shards": progress.elsewhere,
    }
    more = "".join(f", {n} {words}" for words, n in others.items() if n)
    reasons = ", ".join(f"{n} {why}" for why, n in sorted(rejected.items()))
    made, seconds = progress.sentences, outcome.seconds
    rate = f"{made} sentences in {seconds:.1f} s ({made / seconds:.1f} sentences/s)"
    return (
        f"{what}{more}, {rejected.total()} rejected"
        + (f" ({reasons}; see {outcome.out / 'rejected.jsonl'})" if reasons else "")
        + f", {rate if made else f'nothing new in {seconds:.1f} s'}"
        f", peak memory {outcome.peak_mib} MiB"
    )


def _first(outcome: Outcome) -> str:
    row = outcome.exported.first or {}
    text = row["brief"] or " ".join(each["text"] for each in row["summary"])
    published = row["published"] and datetime.fromisoformat(row["published"])
    date = f"{published:%Y-%m-%d %H:%M}\n" if published else ""
    return (
        f"briefs: {outcome.out / 'briefs.jsonl'}\n"
        f"pages:  {outcome.out / 'briefs'}\n\n"
        f"{visible(row['headline'])}\n{date}\n{visible(text)}"
    )
