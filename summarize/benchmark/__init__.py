"""A preset run over a reference set and scored: the same pipeline, then numbers."""

from summarize.benchmark.order import BenchmarkOrder, run_benchmark

__all__ = ["BenchmarkOrder", "run_benchmark"]
