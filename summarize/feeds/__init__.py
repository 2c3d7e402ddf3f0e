"""News feeds to files of articles: what is new, once, from the open internet only."""

from summarize.feeds.collect import Order, Outcome, collect
from summarize.feeds.round import Tally

__all__ = ["Order", "Outcome", "Tally", "collect"]
