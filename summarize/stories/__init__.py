"""One story and all its outlets: exact and near copies of articles, and their figures.

`group` finds the stories among copies, `agencies` whom a text is from.
"""

from summarize.stories.grouping import group
from summarize.stories.record import Claim, Copy, Disagreement, Story
from summarize.stories.wire import agencies, without_wire

__all__ = [
    "Claim",
    "Copy",
    "Disagreement",
    "Story",
    "agencies",
    "group",
    "without_wire",
]
