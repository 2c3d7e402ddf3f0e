"""What became of a story since the last digest: new, updated, corrected, unchanged.

- new: the last digest told no story that shares an article's id or content with it, or
  a text of about the same words. An id counts only where the texts have a third of
  their words in common, since files number their rows anew.
- corrected: an article that the last digest had now says another figure in the same
  place of the same sentence; or one says of itself that it is a correction (تصحيح,
  تصويب).
- updated: there is a new article, or a text that changed. Figures that a new article
  has otherwise are shown, and are no correction: a toll rises.
- unchanged: every article was there, with the same text.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from summarize.digest.articles import akin
from summarize.digest.changes import Change, changes
from summarize.digest.history import Past
from summarize.digest.rows import Item
from summarize.stories import Disagreement, group

State = Literal["new", "updated", "corrected", "unchanged"]
STATES: tuple[State, ...] = ("new", "updated", "corrected", "unchanged")

_SAYS = r"(?:ل|مع\s|خبر\s)?(?:ال)?(?:تصحيح|تصويب|مصحح|correct(?:ion|ed|s))"
_OPENS = re.compile(
    rf"\W*{_SAYS}ة?(?:\s+(?:خبر|واعتذار|واجب))?\s*(?:[:/\-\u2013\u2014)\]»|\n]|$)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"[(\[]\s*{_SAYS}ة?[^()\[\]\n]{{0,60}}[)\]]", re.IGNORECASE)
# A correction says so in its first lines.
_OPENING = 300


@dataclass(frozen=True, slots=True)
class Judged:
    """A story's state, its changed figures, and whether a text says it is corrected."""

    state: State
    changes: tuple[Change, ...] = ()
    says_so: bool = False


def match(items: Sequence[Item], pasts: Sequence[Past]) -> dict[str, list[Past]]:
    """By an article's key, the stories of the last digest that it belongs to."""
    by_content, by_id = defaultdict(list), defaultdict(list)
    for past in pasts:
        for old in past.articles:
            by_content[old.content].append(past)
            by_id[old.id].append(past)
    found = {}
    for item in items:
        same = [past for past in by_id[item.id] if akin(item.text, past.text)]
        keyed = {past.key: past for past in (*by_content[item.content], *same)}
        found[item.key] = [keyed[key] for key in sorted(keyed)]
    others = [item for item in items if not found[item.key]]
    return found | (_alike(others, pasts) if others and pasts else {})


def _alike(items: Sequence[Item], pasts: Sequence[Past]) -> dict[str, list[Past]]:
    """The same, by texts of about the same words."""
    copies = {past.copy.id: past for past in pasts}
    stories = group((*(item.copy for item in items), *(past.copy for past in pasts)))
    return {
        copy.id: [copies[other.id] for other in story.copies if other.id in copies]
        for story in stories
        for copy in story.copies
        if copy.id not in copies
    }


def judge(
    items: Sequence[Item], differences: Sequence[Disagreement], pasts: Sequence[Past]
) -> Judged:
    """A story's state against the stories that it continues."""
    fresh = [item for item in items if not _was_there(item, pasts)]
    says_so = any(declares(item.title, item.text) for item in fresh)
    olds = [old for past in pasts for old in past.articles]
    is_corrected, changed = changes(fresh, differences, olds)
    if is_corrected or says_so:
        return Judged("corrected", changed, says_so)
    if not pasts:
        return Judged("new")
    return Judged("updated" if fresh else "unchanged", changed)


def declares(title: str, text: str) -> bool:
    """Whether an article says of itself that it is a correction."""
    for said in (title, text[:_OPENING]):
        if _OPENS.match(said) or _IN_BRACKETS.search(said):
            return True
    return False


def _was_there(item: Item, pasts: Iterable[Past]) -> bool:
    return any(
        item.content == old.content or (item.id, item.sha256) == (old.id, old.sha256)
        for past in pasts
        for old in past.articles
    )
