"""Reference sets: articles with the summaries people wrote, checked before use."""

from summarize.references.items import Item, Pair, read_items
from summarize.references.sets import ReferenceSet, open_set, our_file, write_valid
from summarize.references.validate import Census, require_valid, take_census

__all__ = [
    "Census",
    "Item",
    "Pair",
    "ReferenceSet",
    "open_set",
    "our_file",
    "read_items",
    "require_valid",
    "take_census",
    "write_valid",
]
