"""Models in a process of their own, so that no article can end a run."""

from summarize.isolation.batches import ATTEMPTS, Failure, brief_safely
from summarize.isolation.stop import Stop
from summarize.isolation.worker import Stopped, Worker

__all__ = ["ATTEMPTS", "Failure", "Stop", "Stopped", "Worker", "brief_safely"]
