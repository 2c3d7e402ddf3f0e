"""How long the commands take to begin, and a whole run over one article."""

import json
import tempfile
from pathlib import Path
from typing import Any

from summarize.speed.inputs import given
from summarize.speed.process import Used, python, watched

_TIMES = 3


def beginnings() -> dict[str, list[dict[str, Any]]]:
    """`--help`, and a whole run over one article, some times each, one after another.

    A run's first brief is recorded before it ends: the time is the most it can be.
    """
    found: dict[str, list[dict[str, Any]]] = {"help": [], "first_brief": []}
    with tempfile.TemporaryDirectory(prefix="mujaz-bench-") as place:
        article = Path(place) / "article.jsonl"
        article.write_text(
            json.dumps(given("brief", 1).articles[0], ensure_ascii=False),
            encoding="utf-8",
        )
        for at in range(_TIMES):
            found["help"].append(_row(watched(python("summarize", "--help"))))
            words = ("brief", str(article), "-o", f"{place}/out{at}", "--offline")
            brief = watched(python("summarize", *words, "--quiet"))
            found["first_brief"].append(_row(brief))
    return found


def _row(used: Used) -> dict[str, Any]:
    return {
        "seconds": round(used.seconds, 3),
        "cpu_seconds": round(used.cpu_seconds, 2),
        "peak_mib": round(used.peak_mib, 1),
    }
