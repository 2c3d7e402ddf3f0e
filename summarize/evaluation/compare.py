"""Two runs on the same items: what differs, by how much, and where it hurts most."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from summarize.errors import Refused
from summarize.evaluation import folder as at
from summarize.evaluation.doubted import doubted, same_guard
from summarize.evaluation.metrics import Side, Task
from summarize.evaluation.predictions import OUTPUTS, PredictionFile, named
from summarize.evaluation.sheet import references_of
from summarize.references import Item, read_items
from summarize.scoring import compare, holm

WORST = 10
Rows = Mapping[str, Mapping[str, Any]]


def compare_runs(first: Path, others: Sequence[Path]) -> list[dict[str, Any]]:
    """Each of the other runs against the first, paired item by item.

    p-values of the deciding metrics are adjusted together by Holm's method. Raises
    `Refused` where tasks, references, ids or signatures are not the same.
    """
    found = [_compare(first, other) for other in others]
    deciding = [m for each in found for m in each["metrics"].values() if m["primary"]]
    adjusted = holm([metric["p"] for metric in deciding])
    for metric, p in zip(deciding, adjusted, strict=True):
        metric["p_holm"] = p
    return found


def _compare(first: Path, second: Path) -> dict[str, Any]:
    one, two = (at.read_json(folder / at.METRICS) for folder in (first, second))
    rows_one, rows_two = (_rows(folder) for folder in (first, second))
    _require_same(first, second, one, two, rows_one.keys(), rows_two.keys())
    keys = [key for key in one["metrics"] if key in two["metrics"]]
    changed = _changed(first, second)
    deciding = [key for key in keys if one["metrics"][key]["primary"]]
    return {
        "schema": 1,
        "first": {"name": str(first), "outputs_sha256": one["outputs_sha256"]},
        "second": {"name": str(second), "outputs_sha256": two["outputs_sha256"]},
        "task": one["task"],
        "dataset": one["dataset"],
        "coverage": [_coverage(one), _coverage(two)],
        "flagged": [one["flagged"], two["flagged"]],
        "doubted": doubted(rows_one, rows_two) if same_guard(first, second) else None,
        "changed": changed,
        "metrics": {
            key: _difference(key, one, two, rows_one, rows_two) for key in keys
        },
        "slices": {key: _slices(key, rows_one, rows_two) for key in deciding},
        "worst": {
            key: _worst(key, first, second, rows_one, rows_two) for key in deciding
        },
    }


def _rows(folder: Path) -> Rows:
    return {row["id"]: row for row in at.read_lines(folder / at.SCORES)}


def _require_same(
    first: Path,
    second: Path,
    one: Mapping[str, Any],
    two: Mapping[str, Any],
    ids_one: Any,
    ids_two: Any,
) -> None:
    both = f"{first} and {second} cannot be compared"
    if one["task"] != two["task"]:
        raise Refused(f"{both}: tasks {one['task']} and {two['task']}")
    alone = [(first, sorted(ids_one - ids_two)), (second, sorted(ids_two - ids_one))]
    if any(ids for _, ids in alone):
        said = "; ".join(f"only in {name}: {named(ids)}" for name, ids in alone if ids)
        raise Refused(f"{both}: the ids differ: {said}")
    if one["dataset"]["sha256"] != two["dataset"]["sha256"]:
        which = named(_unlike(first, second)) or "unknown"
        raise Refused(f"{both}: references or articles differ, in items: {which}")
    for key in one["metrics"].keys() & two["metrics"].keys():
        here, there = (run["metrics"][key]["signature"] for run in (one, two))
        if here != there:
            raise Refused(f"{both}: {key} is signed {here} and {there}")
    if not one["metrics"].keys() & two["metrics"].keys():
        raise Refused(f"{both}: they have no metric in common")


def _unlike(first: Path, second: Path) -> list[str]:
    hashes = [
        {item.id: (item.source_sha256, item.references_sha256) for item in items}
        for items in (read_items(at.references_of(each)) for each in (first, second))
    ]
    return sorted(id for id in hashes[0] if hashes[0][id] != hashes[1].get(id))


def _coverage(metrics: Mapping[str, Any]) -> float:
    return float(metrics["statuses"].get("done", 0) / max(metrics["items"], 1))


def _difference(
    key: str, one: Mapping[str, Any], two: Mapping[str, Any], first: Rows, second: Rows
) -> dict[str, Any]:
    ids = sorted(id for id, row in first.items() if key in row["scores"])
    columns = [[rows[id]["scores"][key] for id in ids] for rows in (first, second)]
    (gap,) = compare([columns[0]], columns[1])
    here, there = one["metrics"][key], two["metrics"][key]
    return {
        "name": here["name"],
        "primary": here["primary"],
        "signature": here["signature"],
        "scores": [here["score"], there["score"]],
        **asdict(gap),
    }


def _slices(key: str, first: Rows, second: Rows) -> dict[str, dict[str, Any]]:
    gaps: dict[str, dict[str, list[float]]] = {}
    for id, row in sorted(first.items()):
        if key in row["scores"]:
            gap = second[id]["scores"][key] - row["scores"][key]
            for kind, name in row["slices"].items():
                gaps.setdefault(kind, {}).setdefault(name, []).append(gap)
    found: dict[str, dict[str, Any]] = {}
    for kind, parts in sorted(gaps.items()):
        for name, part in sorted(parts.items()):
            (gap_of_part,) = compare([[0.0] * len(part)], part)
            found.setdefault(kind, {})[name] = asdict(gap_of_part)
    return found


def _changed(first: Path, second: Path) -> list[str]:
    """The ids whose outputs are not the same in both runs."""
    with ExitStack() as stack:
        one, two = (
            stack.enter_context(PredictionFile(folder / at.PREDICTIONS))
            for folder in (first, second)
        )
        return sorted(
            item.id
            for item in read_items(at.references_of(first))
            if any(
                getattr(one.of(item), side) != getattr(two.of(item), side)
                for side in OUTPUTS
            )
        )


def _worst(
    key: str, first: Path, second: Path, rows_one: Rows, rows_two: Rows
) -> list[dict[str, Any]]:
    """The items that lost most, with the texts a person needs to see why."""
    drops = {
        id: rows_two[id]["scores"][key] - row["scores"][key]
        for id, row in rows_one.items()
        if key in row["scores"]
    }
    lowest = sorted((gap, id) for id, gap in drops.items() if gap < 0)[:WORST]
    wanted = {id: gap for gap, id in lowest}
    items = {i.id: i for i in read_items(at.references_of(first)) if i.id in wanted}
    with ExitStack() as stack:
        runs = [
            stack.enter_context(PredictionFile(folder / at.PREDICTIONS))
            for folder in (first, second)
        ]
        return [_shown(key, items[id], gap, runs) for id, gap in wanted.items()]


def _shown(
    key: str, item: Item, gap: float, runs: Sequence[PredictionFile]
) -> dict[str, Any]:
    one, two = (run.of(item) for run in runs)
    side: Side = "ar" if key.startswith("ar.") else "en"
    output = "summary_ar" if side == "ar" else "brief_en"
    task: Task = "brief" if item.summaries_ar or item.briefs_en else "translate"
    return {
        "id": item.id,
        "difference": gap,
        "source": item.text,
        "references": references_of(item, task, side),
        "outputs": [getattr(one, output), getattr(two, output)],
    }
