"""A folder looked at again and again: a run whenever whole files are new or changed.

A run takes all the files there are, not only the new ones: its exports are made of what
it read, and what the ledger knows costs it nothing.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from summarize.errors import Interrupted, MujazError, UsageError
from summarize.isolation import Stop
from summarize.records import Rejection
from summarize.run import Outcome
from summarize.sources import places

# Looks that a file may take to change before the others are read without it.
PATIENCE = 10
MOST_SKIPPED = 60
_SLICE = 0.2
_HIDING = (".", "~")
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", "~")

Signature = tuple[int, int, int]
Files = Mapping[str, Signature]
Run = Callable[[tuple[str, ...]], Outcome]
Pause = Callable[[float, Stop], None]


@dataclass(frozen=True, slots=True)
class Look:
    """The files of a folder at one moment: whole ones, and those that may not be."""

    ready: Files
    waiting: frozenset[str]


class Sight:
    """Tells whole files from those that somebody still writes.

    A file is whole when two looks found it alike and it was last written `settle`
    seconds ago; a time yet to come counts as long ago. `now` gives seconds since 1970.
    """

    def __init__(
        self, folder: Path, settle: float, now: Callable[[], float] = time.time
    ) -> None:
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder")
        self._folder = folder
        self._settle = settle
        self._now = now
        self._before: Files = {}

    def look(self) -> Look:
        """What is there now, compared with the look before."""
        there, now = dict(_files(self._folder)), self._now()
        ready = {
            name: signature
            for name, signature in there.items()
            if self._before.get(name) == signature and self._is_old(signature, now)
        }
        self._before = there
        return Look(ready, frozenset(there.keys() - ready.keys()))

    def _is_old(self, signature: Signature, now: float) -> bool:
        age = now - signature[1] / 1e9
        return not 0 <= age < self._settle


def _files(folder: Path) -> Iterator[tuple[str, Signature]]:
    for place in places.find(str(folder)):
        if isinstance(place, Rejection) or _is_unfinished(place.name):
            continue
        try:
            status = place.stat()
        except OSError:  # it was there a moment ago
            continue
        yield str(place), (status.st_size, status.st_mtime_ns, status.st_ino)


def _is_unfinished(name: str) -> bool:
    """Whether a name is one that programs give to what they still write."""
    return name.startswith(_HIDING) or name.lower().endswith(_UNFINISHED)


@dataclass(slots=True)
class Watch:
    """When a run is due, and what became of those that were.

    `run` is given all whole files, `report` the error of a run that failed. `code` is
    the exit code of the last run, so that of a failure only until one succeeds.
    """

    sight: Sight
    run: Run
    report: Callable[[MujazError], None]
    runs: int = 0
    failed: int = 0
    code: int = 0
    last: Look = field(default_factory=lambda: Look({}, frozenset()))
    _done: Files = field(default_factory=dict)
    _patience: int = PATIENCE
    _row: int = 0
    _skip: int = 0

    def step(self) -> None:
        """Look once, and run where a run is due; one that fails is tried again.

        Raises `Interrupted` where a signal came during the run.
        """
        self.last = look = self.sight.look()
        self._skip = max(self._skip - 1, 0)
        if look.ready and look.ready != self._done and self._is_time(look):
            self._attempt(look.ready)

    def _is_time(self, look: Look) -> bool:
        """Whether to run now: not while a file that was read is being changed."""
        if self._skip:
            return False
        changing = look.waiting & self._done.keys()
        self._patience = self._patience - 1 if changing else PATIENCE
        return not changing or self._patience <= 0

    def _attempt(self, ready: Files) -> None:
        self.runs += 1
        try:
            self.code = self.run(tuple(sorted(ready))).exit_code
        except Interrupted:
            raise
        except MujazError as error:
            self.failed += 1
            self.code = error.exit_code
            self._row += 1
            self._skip = min(2**self._row, MOST_SKIPPED)
            self.report(error)
        else:
            self._done, self._row = ready, 0


def keep(watch: Watch, every: float, pause: Pause) -> None:
    """Look every so many seconds, until a signal asks to stop."""
    with Stop() as stop:
        while not stop.is_asked:
            watch.step()
            pause(every, stop)


def once_only(watch: Watch, settle: float, pause: Pause) -> None:
    """Two looks and one run, over the files that did not change between them."""
    with Stop() as stop:
        watch.sight.look()
        pause(settle, stop)
        if not stop.is_asked:
            watch.step()


def pause_until(seconds: float, stop: Stop) -> None:
    """Wait, but not for longer than it takes to notice a signal."""
    end = time.monotonic() + seconds
    while not stop.is_asked and (left := end - time.monotonic()) > 0:
        time.sleep(min(_SLICE, left))
