"""A digest's sections: its stories by topic, by country, by day, or all together."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from summarize.digest.countries import country_of
from summarize.digest.record import Section, Told
from summarize.digest.topics import topic_of, topics

By = Literal["topic", "country", "day"]


def sections(told: Sequence[Told], by: By | None, top: int) -> tuple[Section, ...]:
    """The stories in sections, each with its part of the `top` ones in full.

    Topics come in a fixed order, countries with more stories first, late days first.
    """
    chosen = {each.key for each in told[:top]}
    groups: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        groups[_label(each, by)].append(each)
    order = {name: at for at, name in enumerate(topics())}
    ranks = {
        "topic": lambda name: (order.get(name, len(order)), name),
        "country": lambda name: (-len(groups[name]), name),
        "day": lambda name: (-groups[name][0].latest.toordinal(), name),
    }
    return tuple(
        Section(
            name,
            tuple(each for each in groups[name] if each.key in chosen),
            tuple(each for each in groups[name] if each.key not in chosen),
        )
        for name in sorted(groups, key=ranks[by or "topic"])
    )


def _label(told: Told, by: By | None) -> str:
    lead = told.lead
    if by == "topic":
        return topic_of(lead.title, lead.text)
    if by == "country":
        english = " ".join(line.text for line in (told.headline, *told.lines))
        return country_of(f"{lead.title}\n{lead.text}", english)
    return f"{told.latest:%-d %B %Y}" if by else ""
