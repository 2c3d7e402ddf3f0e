"""From articles to told stories: grouped, judged against the last digest, in order."""

from collections.abc import Iterable, Sequence

from summarize.digest.articles import Found
from summarize.digest.changes import latest, version_of
from summarize.digest.history import Entry, Past
from summarize.digest.record import Difference, Told, Undated, outlet
from summarize.digest.rows import Item
from summarize.digest.saying import Line, Part, Parts, line, of_flags, shown
from summarize.digest.states import judge, match
from summarize.stories import Disagreement, Story, group
from summarize.stories.disagreeing import disagreements


def tell(found: Found, last: Entry | None) -> tuple[list[Told], list[Past]]:
    """The articles' stories in order, and how the next digest will know them."""
    items = {item.key: item for item in found.items}
    continued = match(found.items, last.stories if last else ())
    told, pasts = [], []
    for story in group(item.copy for item in found.items):
        own = [items[copy.id] for copy in story.copies]
        olds = {past.key: past for item in own for past in continued[item.key]}
        told.append(_told(story, own, [olds[key] for key in sorted(olds)]))
        pasts.append(_past(told[-1], own))
    pasts.sort(key=lambda past: past.key)
    return sorted(told, key=lambda each: each.order), pasts


def _told(story: Story, items: Sequence[Item], olds: Sequence[Past]) -> Told:
    differences = _differences(story, items)
    judged = judge(items, differences, olds)
    lead = max(items, key=_leads)
    return Told(
        key=min(item.key for item in items),
        state=judged.state,
        says_so=judged.says_so,
        headline=headline(lead),
        title=shown(lead.title) if _is_english(lead) else "",
        lines=_lines(lead),
        notes=_notes(lead),
        outlets=tuple(map(outlet, items)),
        latest=max(item.published for item in items if item.published),
        changes=judged.changes,
        differences=tuple(_difference(each, items) for each in differences),
        lead=lead,
    )


def _leads(item: Item) -> tuple[object, ...]:
    """A story is told in English by its latest article, else by its least doubted."""
    return bool(item.sentences), item.published, -item.doubts, item.key


def headline(item: Item) -> Line:
    """The English headline, else the Arabic one, else the place."""
    if item.headline and _is_english(item):
        return line(item.headline)
    if item.title:
        return Line((Part(shown(item.title), "arabic"),))
    return Line((Part(shown(item.where)),))


def _is_english(item: Item) -> bool:
    return bool(item.headline and item.headline.text)


def _lines(item: Item) -> tuple[Line, ...]:
    if item.sentences:
        return tuple(map(line, item.sentences))
    return tuple(line(said, arabic=True) for said in item.summary)


def _notes(item: Item) -> tuple[Parts, ...]:
    """The brief's flags that none of its shown sentences has."""
    shown_ones = item.sentences or item.summary
    said = (*shown_ones, *([item.headline] if item.headline else []))
    told = {flag for each in said for flag in each.flags}
    return of_flags(tuple(flag for flag in item.flags if flag not in told))


def _differences(story: Story, items: Sequence[Item]) -> tuple[Disagreement, ...]:
    """The figures on which outlets differ, each by what its latest article says."""
    speaking = latest(items)
    if len(speaking) == len(items):
        return story.disagreements
    return disagreements([item.copy for item in speaking])


def _difference(each: Disagreement, items: Iterable[Item]) -> Difference:
    names = {item.key: outlet(item).label for item in items}
    claims: dict[str, dict[str, None]] = {}
    for claim in each.claims:
        claims.setdefault(shown(claim.text), {})[names[claim.copy]] = None
    sides = tuple((text, tuple(outlets)) for text, outlets in claims.items())
    return Difference(shown(each.about), each.kind, sides)


def _past(told: Told, items: Sequence[Item]) -> Past:
    ordered = sorted(items, key=lambda item: (item.published, item.key))
    articles = tuple(map(version_of, ordered))
    return Past(told.key, told.headline.text, articles, told.lead.text)


def undated(found: Found) -> tuple[Undated, ...]:
    """The articles that no window can hold, by their headlines."""
    rows = (Undated(headline(item), outlet(item)) for item in found.undated)
    return tuple(sorted(rows, key=lambda row: (row.outlet.name, row.outlet.where)))
