"""Whether a run may replace another: passed, a regression, or not to be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

FEWEST = 50
SURE = 0.05

Outcome = Literal["pass", "regression", "inconclusive"]
EXIT_CODES: Mapping[Outcome, int] = {"pass": 0, "regression": 4, "inconclusive": 6}
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome and, in words, what it rests on."""

    outcome: Outcome
    reasons: tuple[str, ...]


def gate(
    comparison: Mapping[str, Any], max_drop: float = 1.0, *, strict: bool = False
) -> Verdict:
    """Judge the second run by the deciding metrics; the worst of them decides.

    A regression is a mean drop of at least `max_drop` points that chance does not
    explain (95 % interval below nought, Holm's p under 0.05), lower coverage, or more
    items that the guard doubts than chance explains. A run passes when the interval
    rules a drop of `max_drop` out. Anything between, and fewer than 50 items, is
    inconclusive; `strict` makes that a regression.
    """
    found: list[tuple[Outcome, str]] = [
        _judge(key, metric, max_drop)
        for key, metric in comparison["metrics"].items()
        if metric["primary"]
    ]
    before, after = comparison["coverage"]
    if after < before:
        reason = f"coverage fell from {before:.1%} to {after:.1%}"
        found.append(("regression", reason))
    found += _judge_doubts(comparison["doubted"])
    order: tuple[Outcome, ...] = ("regression", "inconclusive", "pass")
    outcomes = [outcome for outcome, _ in found]
    worst: Outcome = next((each for each in order if each in outcomes), "inconclusive")
    if worst == "inconclusive" and strict:
        worst = "regression"
    reasons = tuple(f"{outcome}: {reason}" for outcome, reason in found)
    return Verdict(worst, reasons or ("inconclusive: no deciding metric in common",))


def gate_exact(comparison: Mapping[str, Any]) -> Verdict:
    """Judge a change of code alone: every output must be what it was."""
    changed = comparison["changed"]
    if not changed:
        return Verdict("pass", ("pass: every output is the same",))
    more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
    said = f"{len(changed)} outputs changed: {', '.join(changed[:SHOWN])}{more}"
    return Verdict("regression", (f"regression: {said}",))


def _judge_doubts(
    doubted: Mapping[str, Any] | None,
) -> list[tuple[Outcome, str]]:
    """More doubts are a regression, unless chance explains them.

    Runs that another guard looked at cannot be compared in this.
    """
    if doubted is None:
        return []
    before, after = doubted["items"]
    if after > before and doubted["p"] < SURE:
        said = f"the guard doubts {after} items, before {before}"
        return [("regression", f"{said} (p = {doubted['p']:.4f})")]
    return []


def _judge(key: str, metric: Mapping[str, Any], max_drop: float) -> tuple[Outcome, str]:
    low, high = metric["ci95"]
    said = f"{key} {metric['mean']:+.2f} [{low:+.2f}, {high:+.2f}], n = {metric['n']}"
    if metric["n"] < FEWEST:
        return "inconclusive", f"{said}: a gate needs {FEWEST} items"
    if low > -max_drop:
        return "pass", f"{said}: a drop of {max_drop:g} is ruled out"
    chance = metric["p_holm"] is None or metric["p_holm"] >= SURE
    if metric["mean"] <= -max_drop and high < 0 and not chance:
        return "regression", f"{said}: a drop of {max_drop:g} or more"
    detectable = metric["detectable"]
    return (
        "inconclusive",
        f"{said}: a drop of {max_drop:g} is neither shown nor ruled out; "
        f"so many items show differences from {detectable:.1f}",
    )
