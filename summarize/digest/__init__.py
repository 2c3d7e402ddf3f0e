"""Many runs' briefs to one digest: stories, what became of them, five formats."""

from summarize.digest.letter import Addresses, addresses
from summarize.digest.making import TITLE, Order, make
from summarize.digest.record import Digest
from summarize.digest.sections import By
from summarize.digest.window import Window, window_of

__all__ = [
    "TITLE",
    "Addresses",
    "By",
    "Digest",
    "Order",
    "Window",
    "addresses",
    "make",
    "window_of",
]
