"""Figures that changed since the last digest, and whose: an article's or a story's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from summarize.arabic import words
from summarize.digest.articles import akin
from summarize.digest.history import Version
from summarize.digest.rows import Item
from summarize.facts import arabic_facts
from summarize.stories import Copy, Disagreement
from summarize.stories.disagreeing import disagreements


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that was changed since: what it was, what it is, and who says so.

    `old` holds all the figures of other outlets where the outlet itself had none.
    """

    about: str
    kind: str
    old: str
    new: str
    outlets: tuple[str, ...]


def changes(
    fresh: Sequence[Item],
    differences: Sequence[Disagreement],
    olds: Sequence[Version],
) -> tuple[bool, tuple[Change, ...]]:
    """Whether an article changed its own figure, and all that changed, each once.

    A new article is laid beside its outlet's last one, else beside those of all; a
    figure that an outlet still has otherwise is then a difference and no change.
    """
    texts = [old for old in olds if old.text]
    last = {old.voice: old for old in texts}
    speaking = {item.key for item in latest(fresh)}
    sides = [{claim.text for claim in each.claims} for each in differences]
    found: list[Change] = []
    is_corrected = False
    for item in fresh:
        same = [old for old in texts if _is_same(item, old)][-1:]
        if same or item.key in speaking:
            own = same or [old for old in last.values() if old.voice == voice_of(item)]
            changed = list(_between(own or list(last.values()), item))
            is_corrected |= bool(same and changed)
            found += [
                Change(about, kind, " / ".join(old), new, (voice_of(item),))
                for about, kind, old, new in changed
                if own or not any({*old, new} <= side for side in sides)
            ]
    return is_corrected, tuple(_once(found))


def latest(items: Iterable[Item]) -> list[Item]:
    """The articles that speak for their outlets: the last one of each."""
    items = list(items)
    last = {voice_of(item): item for item in sorted(items, key=_by_time)}
    return [item for item in items if last[voice_of(item)] is item]


def version_of(item: Item) -> Version:
    """The article as the next digest will know it."""
    return Version(
        item.id, item.content, item.sha256, voice_of(item), item.title, item.text
    )


def voice_of(item: Item) -> str:
    """Whom an article speaks for: its outlet, with the agencies it credits."""
    credits = ", ".join(item.agencies)
    return f"{item.outlet} ({credits})" if credits else item.outlet


def _by_time(item: Item) -> tuple[object, ...]:
    return item.published is not None, item.published, item.key


def _is_same(item: Item, old: Version) -> bool:
    """Whether an article is a later version of an old one, or its outlet's near copy.

    Files number their rows anew: an id alone does not say so.
    """
    title = words(item.title)
    is_titled = title != [] and title == words(old.title)
    is_copy = is_titled and voice_of(item) == old.voice
    return (item.id == old.id or is_copy) and akin(item.text, old.text)


def _between(
    olds: Sequence[Version], item: Item
) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Where a text has a figure that no old one had: what, the old ones, the new."""
    copies = [
        Copy(f"past:{at}", old.title, old.text, None, "", old.voice)
        for at, old in enumerate(olds)
    ]
    for each in disagreements((*copies, item.copy)):
        new = [claim.text for claim in each.claims if claim.copy == item.key]
        said = [claim.text for claim in each.claims if claim.copy != item.key]
        if new and said and not _figures(said) & _figures(new[:1]):
            yield each.about, each.kind, tuple(dict.fromkeys(said)), new[0]


def _figures(texts: Iterable[str]) -> frozenset[str]:
    """Every figure of the texts as a word that compares: `number 12`."""
    return frozenset(
        f"{fact.kind} {value}"
        for text in texts
        for fact in arabic_facts(text)
        for value in fact.readings
    )


def _once(found: Iterable[Change]) -> Iterable[Change]:
    """Each change once, with all the outlets that made it."""
    once: dict[tuple[str, str, str], Change] = {}
    for change in found:
        same = (change.kind, change.old, change.new)
        first = once.setdefault(same, change)
        names = dict.fromkeys((*first.outlets, *change.outlets))
        once[same] = replace(first, outlets=tuple(names))
    return once.values()
