"""What the guard costs: the same briefs put together with it and without."""

import time
from collections.abc import Mapping, Sequence

from summarize.guard import Rules
from summarize.pipeline import make_briefs
from summarize.records import Article
from summarize.sources import article_of
from summarize.speed.inputs import Given
from summarize.speed.scripted import models


def guard_cost(given: Given, said: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds a brief with the guard and without, beyond the first article.

    The models' answers are at hand in `said`, by the text that they were given. The
    first article reads the guard's tables, which a run does once. The others are
    guarded a single time: what was read of a sentence is remembered.
    """
    first, *rest = _articles(given)
    took = {}
    for mode, rules in (("without", Rules("off")), ("with", Rules("flag"))):
        _brief([first], said, rules)
        took[mode] = 1000 * _brief(rest, said, rules) / len(rest)
    return {
        "briefs": len(rest) + 1,
        "ms_with": round(took["with"], 3),
        "ms_without": round(took["without"], 3),
        "ms": round(took["with"] - took["without"], 3),
    }


def _brief(articles: Sequence[Article], said: Mapping[str, str], rules: Rules) -> float:
    """The seconds that it takes to put the briefs together."""
    began = time.perf_counter()
    for _ in make_briefs(articles, models(said), rules):
        pass
    return time.perf_counter() - began


def _articles(given: Given) -> list[Article]:
    return [
        article_of(
            row["text"],
            where=row["id"],
            source=row["id"],
            title=row.get("title", ""),
            id=row["id"],
        )
        for row in given.articles
    ]
