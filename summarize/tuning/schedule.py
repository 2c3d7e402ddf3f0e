"""How far a training is, and the learning rate there."""

import math
from dataclasses import dataclass

WARM_UP = 0.05
_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Budget:
    """What a training may take: steps, or seconds of all its sessions together."""

    steps: int | None = None
    seconds: float | None = None

    def progress(self, steps: int, seconds: float) -> float:
        """The share of the budget that is used up, 1 when it is."""
        if self.steps is not None:
            return min(steps / self.steps, 1.0)
        return min(seconds / (self.seconds or 1.0), 1.0)

    def left(self, steps: int, seconds: float) -> float:
        """The seconds that are left, judged by those that the steps so far took."""
        if self.steps is not None:
            return (self.steps - steps) * seconds / max(steps, 1)
        return max((self.seconds or 0.0) - seconds, 0.0)


def factor(progress: float) -> float:
    """The share of the learning rate at a progress: a warm-up, then half a cosine."""
    if progress < WARM_UP:
        return max(progress / WARM_UP, _LEAST)
    return 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


def mark(number: int, of: int) -> float:
    """The progress at which the `number`th of the averaged weights are taken.

    They are spread evenly over the last fifth of a training; the last is its end.
    """
    return 1.0 - 0.2 * (of - 1 - number) / of
