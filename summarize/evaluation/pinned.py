"""Pinned results: what a preset reaches, kept with the project and checked by it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any

from summarize.errors import Refused
from summarize.evaluation import folder as at

KEPT = (at.PREDICTIONS, at.TRANSLATED, at.SCORES, at.METRICS)
_SYSTEMS = {
    "ar": ("oracle", "lead-words", "lead-3", "lead-1", "random"),
    "en": ("translated lead-3", "translated lead-1"),
}
_SIDES = {"ar": "Arabic summary", "en": "English brief"}
_KINDS = ("rouge1", "rouge2", "rougeL")


def pin(run: Path, pinned: Path) -> list[str]:
    """Keep a run's results in `pinned`; returns what changed there, line by line.

    The run must be of this project's own reference set and whole. Times and speed are
    left out: they are not part of a result.
    """
    at.require_whole(run)
    record, metrics = at.read_json(run / at.RUN), at.read_json(run / at.METRICS)
    if metrics["dataset"]["name"] != "reference":
        raise Refused(f"{run}: only runs of the project's own set are pinned")
    before = pinned / at.METRICS
    old = at.read_json(before) if before.is_file() else {"metrics": {}}
    pinned.mkdir(parents=True, exist_ok=True)
    for name in KEPT:
        if (run / name).is_file():
            copyfile(run / name, pinned / name)
    kept = {key: each for key, each in record.items() if key not in ("speed", "times")}
    at.write_text(pinned / at.RUN, at.to_json(kept, indent=1) + "\n")
    at.write_sums(pinned)
    return [
        f"{key}: {_score(old, key)} -> {_score(metrics, key)}"
        for key in metrics["metrics"]
    ] + _changed_outputs(old, metrics)


def quality_table(pinned: Sequence[Path]) -> str:
    """The README's table: each pinned preset beside the baselines, in Markdown."""
    lines = []
    for folder in pinned:
        metrics = at.read_json(folder / at.METRICS)
        for side, title in _SIDES.items():
            if f"{side}.rougeL" in metrics["metrics"]:
                lines += _side_table(folder.name, side, title, metrics)
        dataset = metrics["dataset"]
        lines += [f"{metrics['items']} articles, set `{dataset['sha256'][:12]}`.", ""]
        lines += [f"- {verdict}" for verdict in metrics["verdicts"]] + [""]
    return "\n".join(lines)


def _side_table(
    name: str, side: str, title: str, metrics: Mapping[str, Any]
) -> list[str]:
    lines = [
        f"| {title} | ROUGE-1 | ROUGE-2 | ROUGE-L | 95 % interval | against it |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    own = metrics["metrics"]
    scores = [f"{own[f'{side}.{kind}']['score']:.2f}" for kind in _KINDS]
    low, high = own[f"{side}.rougeL"]["ci95"]
    said = f"{low:.2f} to {high:.2f}"
    lines.append(f"| **`{name}`** | {' | '.join(scores)} | {said} | |")
    for system in _SYSTEMS[side]:
        found = metrics["baselines"].get(system)
        if found:
            cells = " | ".join(f"{found[f'{side}.{k}']['score']:.2f}" for k in _KINDS)
            gap = metrics["versus"].get(f"{side}.rougeL", {}).get(system)
            lines.append(f"| {system} | {cells} | | {_gap(gap)} |")
    return [*lines, ""]


def _gap(gap: Mapping[str, Any] | None) -> str:
    if gap is None:
        return ""
    p = gap["p_holm"]
    said = "too few" if p is None else "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
    return f"{gap['mean']:+.2f}, {said}"


def _score(metrics: Mapping[str, Any], key: str) -> str:
    found = metrics["metrics"].get(key)
    return f"{found['score']:.2f}" if found else "none"


def _changed_outputs(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    before, after = old.get("outputs_sha256", "none"), new["outputs_sha256"]
    return [] if before == after else [f"outputs: {before[:12]} -> {after[:12]}"]
