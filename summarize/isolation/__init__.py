"""Models in a process of their own, so that no article can end a run."""

from summarize.isolation.batches import (
    ATTEMPTS,
    Answer,
    Failure,
    Fault,
    Workers,
    brief_in_order,
)
from summarize.isolation.stop import SIGNALS, Stop
from summarize.isolation.worker import Describe, Load, Stopped, Worker

__all__ = [
    "ATTEMPTS",
    "SIGNALS",
    "Answer",
    "Describe",
    "Failure",
    "Fault",
    "Load",
    "Stop",
    "Stopped",
    "Worker",
    "Workers",
    "brief_in_order",
]
