"""Models in a process of their own, so that no article can end a run."""

from summarize.isolation.batches import (
    ATTEMPTS,
    Answer,
    Failure,
    Fault,
    Made,
    Workers,
    brief_in_order,
    made_of,
)
from summarize.isolation.serving import Describe, Load
from summarize.isolation.stop import SIGNALS, Stop
from summarize.isolation.worker import Stopped, Worker

__all__ = [
    "ATTEMPTS",
    "SIGNALS",
    "Answer",
    "Describe",
    "Failure",
    "Fault",
    "Load",
    "Made",
    "Stop",
    "Stopped",
    "Worker",
    "Workers",
    "brief_in_order",
    "made_of",
]
