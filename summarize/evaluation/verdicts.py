"""What the comparison with the leads comes to, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from summarize.evaluation.metrics import Metric

SURE = 0.05


def verdicts(metrics: Sequence[Metric], versus: Mapping[str, Any]) -> list[str]:
    """For each deciding metric, whether the system beats the leads: in words."""
    said = []
    for metric in metrics:
        leads = versus.get(metric.key, {})
        if any(gap["p_holm"] is None for gap in leads.values()):
            said.append(f"{metric.key}: too few items for a test against the leads.")
        elif leads:
            found = [
                f"{words} {', '.join(names)}"
                for words, names in _sorted_out(leads).items()
                if names
            ]
            said.append(f"{metric.key}: {', '.join(found)} (paired, p < 0.05).")
    return said


def _sorted_out(leads: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {
        "beats": [],
        "does NOT beat": [],
        "is WORSE than": [],
    }
    for name, gap in leads.items():
        sure = gap["p_holm"] < SURE
        better = "beats" if gap["mean"] > 0 else "is WORSE than"
        found[better if sure else "does NOT beat"].append(name)
    return found
