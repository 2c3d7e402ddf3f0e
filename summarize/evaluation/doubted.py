"""The items of two runs that the guard doubts: how many, and by chance or not."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from summarize.evaluation import folder as at
from summarize.guard import is_doubt
from summarize.scoring import sign_test


def same_guard(*folders: Path) -> bool:
    """Whether the same guard looked at all runs; one looks at none that are given."""
    records = [at.read_json(folder / at.RUN) for folder in folders]
    guards = {record.get("rules", {}).get("guard", "off") for record in records}
    return len(guards) == 1


def doubted(
    first: Mapping[str, Mapping[str, Any]], second: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """The items whose source does not bear them out, newly and no longer.

    A glossary's missed terms are no such doubt.
    """
    one, two = (
        {id for id, row in rows.items() if any(map(_is_doubt, row.get("flags", ())))}
        for rows in (first, second)
    )
    return {
        "items": [len(one), len(two)],
        "newly": sorted(two - one),
        "no_longer": sorted(one - two),
        "p": sign_test(len(two - one), len(one - two)),
    }


def _is_doubt(flag: str) -> bool:
    return is_doubt(flag) and not flag.startswith("glossary")
