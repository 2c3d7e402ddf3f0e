"""The tables of docs/adapter.md: what trials and the shipped adapter's training gave.

`python -m tests.adapter_pages` puts them in their places. `tuning/trials.json` has
an entry for each trial: `tried`, what was set, and the `training.json` that came of it;
`tuning/ways.md` is what `python -m tests.measure_summaries` printed, and
`tuning/decoding.md` what `python -m tests.measure_decoding` did.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from summarize.models.embedded import ADAPTER
from summarize.speed.table import markdown
from tests.quality import ROOT, put

PAGE = ROOT / "docs/adapter.md"
TRIALS = ROOT / "tuning/trials.json"
PRINTED = {"ways": ROOT / "tuning/ways.md", "decoding": ROOT / "tuning/decoding.md"}
SCORES = ("translate loss", "summarize loss", "brief loss", "translate chrF")


def with_tables(page: str) -> str:
    """The page with the tables that the records give."""
    shipped = json.loads((ADAPTER / "training.json").read_text(encoding="utf-8"))
    tables = {
        "shipped": _shipped(shipped),
        "trials": _trials(),
        **{n: path.read_text(encoding="utf-8").strip() for n, path in PRINTED.items()},
    }
    for name, table in tables.items():
        place = rf"(<!-- adapter: {name} -->\n).*?(<!-- /adapter -->)"
        page = put(re.compile(place, re.DOTALL), table, page)
    return page


def _trials() -> str:
    rows = json.loads(TRIALS.read_text(encoding="utf-8"))
    return markdown(("tried", "steps", *SCORES), [_row(**row) for row in rows])


def _row(tried: str, training: Mapping[str, Any]) -> tuple[str, ...]:
    last = training["log"][-1]
    return (tried, str(training["trained"]["steps made"]), *_cells(last))


def _cells(scored: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(
        f"{scored[name]:.{3 if name.endswith('loss') else 1}f}"
        if name in scored
        else ""
        for name in SCORES
    )


def _shipped(training: Mapping[str, Any]) -> str:
    rows = [(f"{each['step']:,}", *_cells(each)) for each in training["log"]]
    return markdown(("step", *SCORES), rows)


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
