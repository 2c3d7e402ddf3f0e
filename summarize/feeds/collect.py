"""One round over the feeds: what is new is fetched, written and remembered."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from summarize.errors import Interrupted, MujazError, UsageError
from summarize.feeds import output, state
from summarize.feeds.apart import Apart
from summarize.feeds.client import Client
from summarize.feeds.reading import Place, Reader, place_of
from summarize.feeds.round import Round, Say, Tally
from summarize.isolation import Stop
from summarize.ledger import FolderLock

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Order:
    """Which feeds, and how many articles of each one round takes at most."""

    feeds: tuple[str, ...]
    out: Path
    limit: int = 100
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round did; `file` holds its articles, None where there were none."""

    out: Path
    file: Path | None
    feeds: int
    tally: Tally

    @property
    def exit_code(self) -> int:
        """0 when everything was read, 3 when a feed or an entry was not."""
        return 3 if self.tally.rejected else 0


def collect(order: Order, say: Say, now: Now = lambda: datetime.now(UTC)) -> Outcome:
    """Take what is new in every feed; one that fails costs only itself.

    Raises `UsageError` for what is no feed's place, `Locked` where another round works
    in the folder, `Interrupted` where a signal came: what was read till then is kept.
    """
    places, limit = _places(order.feeds), order.limit
    with FolderLock(order.out), Stop() as stop, _told(order.out, stop):
        known = state.load(order.out)
        client = Client(known.waits, allow_private=order.allow_private, now=now)
        name = output.free_name(order.out, now())
        with Apart() as apart, output.writing(order.out, name) as files:
            turn = Round(limit, known, Reader(client, apart), files, stop, say, now())
            for place in places:
                turn.read(place)
        known.pending = name if turn.tally.articles else ""
        state.save(known, order.out)
    if stop.is_asked:
        raise Interrupted(
            f"interrupted: new articles in {order.out}: {turn.tally.articles}; run the "
            "same command again to go on",
            stop.signal,
        )
    file = order.out / name if turn.tally.articles else None
    return Outcome(order.out, file, len(places), turn.tally)


def _places(feeds: Sequence[str]) -> list[Place]:
    places = [place_of(given) for given in feeds]
    names = Counter(place.name for place in places)
    for name, times in names.items():
        if times > 1:
            raise UsageError(f"{name}: given {times} times; expected each feed once")
    return places


@contextmanager
def _told(folder: Path, stop: Stop) -> Iterator[None]:
    """Say how a round ended that could not write, or that was asked twice to stop."""
    again = "nothing of this round is kept, run the same command again"
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        raise MujazError(f"{place}: {error.strerror}; {again}") from error
    except KeyboardInterrupt:
        number = stop.signal or signal.SIGINT
        raise Interrupted(f"interrupted: {again}", number) from None
