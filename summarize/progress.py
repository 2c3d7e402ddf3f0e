"""How far a run is, how long it may take, how much it asks of the models at once."""

from collections import Counter
from dataclasses import dataclass, field

FEWEST, MOST, SECONDS = 8, 256, 20.0


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
    elsewhere: int = 0
    sentences: int = 0
    remembered: int = 0
    rejected: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Pace:
    """How many articles a call of the models takes.

    So many that it lasts some seconds, which is what one crash, signal or power cut can
    cost: the more there are, the more of their sentences share a batch.
    """

    articles: int = FEWEST

    def heed(self, articles: int, seconds: float) -> None:
        """Let the next call last as long as one may, by how long this one took."""
        fitting = int(articles * SECONDS / max(seconds, 1e-9))
        self.articles = max(FEWEST, min(MOST, 4 * self.articles, fitting))

    def of(self, left: int) -> int:
        """How many of so many articles the next call takes.

        Near the pace, and so that calls are alike: none is left with one or two.
        """
        return -(-left // max(1, round(left / self.articles)))
