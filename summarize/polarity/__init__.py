"""Negations, quantity words and opposites lost, added or swapped in translation."""

from summarize.polarity.check import check_polarity

__all__ = ["check_polarity"]
