"""What became of a story since the last digest: new, updated, corrected, unchanged.

- new: the last digest told no story that shares an article's id or content with it, or
  a text of about the same words. An id counts only where the texts have a third of
  their words in common, since files number their rows anew.
- corrected: an article that the last digest did not have, or not with this text, says
  another figure in the same place of the same sentence; or it says of itself that it
  is a correction (تصحيح, تصويب). A figure on which outlets differed then is none, and
  neither is one of another article as long as an outlet still has the old one: these
  are shown as differences.
- updated: there is a new article, or a text that changed, and no figure did.
- unchanged: every article was there, with the same text.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarize.digest.articles import akin
from summarize.digest.history import Past
from summarize.digest.rows import Item
from summarize.facts import arabic_facts
from summarize.stories import Claim, Disagreement, group
from summarize.stories.disagreeing import disagreements

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
class Change:
    """A figure that was changed since: what it was, what it is, and who says so."""

    about: str
    kind: str
    old: str
    new: str
    outlets: tuple[str, ...]


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
        for id, content, _ in past.articles:
            by_content[content].append(past)
            by_id[id].append(past)
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
    changes = _changes(fresh, differences, pasts)
    if changes or says_so:
        return Judged("corrected", changes, says_so)
    if not pasts:
        return Judged("new")
    return Judged("updated" if fresh else "unchanged")


def declares(title: str, text: str) -> bool:
    """Whether an article says of itself that it is a correction."""
    for said in (title, text[:_OPENING]):
        if _OPENS.match(said) or _IN_BRACKETS.search(said):
            return True
    return False


def figures(texts: Iterable[str]) -> frozenset[str]:
    """Every figure of the texts as a word that compares: `number 12`."""
    return frozenset(
        f"{fact.kind} {value}"
        for text in texts
        for fact in arabic_facts(text)
        for value in fact.readings
    )


def _was_there(item: Item, pasts: Iterable[Past]) -> bool:
    return any(
        item.content == content or (item.id, item.sha256) == (id, sha256)
        for past in pasts
        for id, content, sha256 in past.articles
    )


def _changes(
    fresh: Iterable[Item], differences: Iterable[Disagreement], pasts: Sequence[Past]
) -> tuple[Change, ...]:
    """The changed figures, each once with the outlets that have the new one."""
    sides = [{claim.text for claim in each.claims} for each in differences]
    found: dict[tuple[str, str, str], Change] = {}
    for item in fresh:
        for past in pasts:
            own = any(item.id == id for id, _, _ in past.articles)
            for about, kind, old, new in _between(past, item):
                still = any({old.text, new.text} <= side for side in sides)
                if (own or not still) and not past.figures & figures([new.text]):
                    same = (kind, old.text, new.text)
                    first = found.get(same) or Change(about, *same, ())
                    names = dict.fromkeys((*first.outlets, item.outlet))
                    found[same] = replace(first, outlets=tuple(names))
    return tuple(found.values())


def _between(past: Past, item: Item) -> Iterator[tuple[str, str, Claim, Claim]]:
    """Where a text says another figure than the last digest's: what, old and new."""
    for each in disagreements((past.copy, item.copy)):
        old = [claim for claim in each.claims if claim.copy == past.copy.id]
        new = [claim for claim in each.claims if claim.copy == item.key]
        if old and new:
            yield each.about, each.kind, old[0], new[0]
