"""The models on many cores or machines: calls of them spread over Ray actors."""

from summarize.pools.cluster import Cluster
from summarize.pools.workers import RayWorkers

__all__ = ["Cluster", "RayWorkers"]
