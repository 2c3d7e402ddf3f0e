"""What an evaluation says on a terminal: numbers, verdicts, where the pages are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from summarize.arabic import visible
from summarize.evaluation.difference import markdown
from summarize.evaluation.folder import to_json, write_text
from summarize.evaluation.gate import Verdict
from summarize.evaluation.guarding import Alarm, GuardMeasure
from summarize.guard import flags_of
from summarize.references import Census

_WIDTH = 100


def census_lines(path: Path, census: Census, *, as_json: bool) -> str:
    """A sound set's counts, for people or as one line of JSON."""
    counts = {
        "items": census.items,
        "sentences": census.sentences,
        "translated": census.translated,
        "summaries_ar": census.summaries,
        "briefs_en": census.briefs,
        "topics": census.topics,
        "styles": census.styles,
        "sha256": census.sha256,
    }
    if as_json:
        return json.dumps({"set": str(path), **counts}, ensure_ascii=False)
    lines = [f"{path}: sound"]
    for name, count in counts.items():
        parts = count.items() if isinstance(count, dict) else ()
        said = ", ".join(f"{part} {n}" for part, n in parts) or str(count)
        lines.append(f"  {name.replace('_', ' ')}: {said}")
    return "\n".join(lines)


def show(metrics: Mapping[str, Any], folder: Path, *, as_json: bool) -> None:
    """The scores and verdicts of a run, or one line of JSON with them."""
    if as_json:
        kept = ("task", "dataset", "outputs_sha256", "items", "statuses", "verdicts")
        scores = {key: each["score"] for key, each in metrics["metrics"].items()}
        row = {"out": str(folder)} | {key: metrics[key] for key in kept}
        typer.echo(json.dumps(row | {"scores": scores}, ensure_ascii=False))
        return
    table = _table("metric", "score", "95 % interval", "n")
    for key, each in metrics["metrics"].items():
        low, high = each["ci95"]
        name = f"{key} *" if each["primary"] else key
        span = f"{low:.2f} to {high:.2f}"
        table.add_row(name, f"{each['score']:.2f}", span, str(each["n"]))
    for name, scores in metrics["baselines"].items():
        for key, each in scores.items():
            if key.endswith("rougeL"):
                table.add_row(f"  {name}: {key}", f"{each['score']:.2f}", "", "")
    _print(table)
    for verdict in metrics["verdicts"]:
        typer.echo(verdict)
    typer.echo(f"* decides; report: {folder / 'report.html'}")


def show_comparison(
    comparison: Mapping[str, Any],
    verdict: Verdict | None,
    folder: Path | None,
    *,
    as_json: bool,
) -> None:
    """A comparison's table and verdict; writes compare.json and .md to `folder`."""
    found = dict(comparison)
    if verdict:
        found["gate"] = asdict(verdict)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / "compare.json", to_json(found, indent=1) + "\n")
        write_text(folder / "compare.md", markdown(comparison, verdict))
    if as_json:
        kept = {key: each for key, each in found.items() if key != "worst"}
        typer.echo(to_json(kept))
        return
    table = _table("metric", "first", "second", "difference", "95 %", "p", "detectable")
    for key, each in comparison["metrics"].items():
        low, high = each["ci95"]
        p = each.get("p_holm", each["p"])
        table.add_row(
            f"{key} *" if each["primary"] else key,
            *(f"{score:.2f}" for score in each["scores"]),
            f"{each['mean']:+.2f}",
            f"{low:+.2f} to {high:+.2f}",
            "too few" if p is None else f"{p:.4f}",
            f"{each['detectable']:.1f}",
        )
    _print(table)
    typer.echo(f"* decides; {len(comparison['changed'])} outputs changed")
    if verdict:
        typer.echo(f"gate: {verdict.outcome}")
        for reason in verdict.reasons:
            typer.echo(f"  {reason}")


def show_guard(found: GuardMeasure, alarms: Sequence[Alarm], *, as_json: bool) -> None:
    """What the guard found and what it doubted wrongly; the false alarms if given."""
    if as_json:
        typer.echo(json.dumps(asdict(found)))
        return
    table = _table("seeded error", "put in", "found", "recall", "precision")
    for kind, each in found.kinds.items():
        shares = (f"{each.recall:.1%}", f"{each.precision:.1%}")
        table.add_row(kind, str(each.seeded), str(each.caught), *shares)
    _print(table)
    for alarm in alarms:
        (flag,) = flags_of([alarm.finding])
        typer.echo(visible(f"{alarm.id}: {flag}: {alarm.finding.text}"))
        typer.echo(visible(f"  {alarm.english}\n  {alarm.arabic}"))
    typer.echo(
        f"{found.alarms} of {found.sentences} untouched human sentences are doubted "
        f"({found.alarm_rate:.2%}), {found.brief_alarms} of {found.briefs} human briefs"
    )
    for flag, count in found.flags.items():
        typer.echo(f"  {flag}: {count}")


def _table(*names: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for at, name in enumerate(names):
        table.add_column(name, justify="right" if at else "left", no_wrap=True)
    return table


def _print(table: Table) -> None:
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=_WIDTH)
    console.print(table)
