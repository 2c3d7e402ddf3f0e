"""`mujaz bench`: how fast Mujaz is against other ways to run the same weights."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from summarize.cli import options
from summarize.errors import UsageError


def bench(
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="embedded, embedded-brief, marian-base, marian-big, mt5-base, "
            "nllb-600m; repeatable, or several split by commas. Default: embedded and "
            "marian-base."
        ),
    ] = None,
    contender: Annotated[
        list[str] | None,
        typer.Option(
            help="naive, transformers, ctranslate2, uncut, argos. Default: all but "
            "argos; mujaz always takes part."
        ),
    ] = None,
    repeats: Annotated[
        int, typer.Option(min=1, help="Rounds; every contender runs once in each.")
    ] = 3,
    texts: Annotated[
        int | None, typer.Option(min=1, help="Texts a run. Default: the model's.")
    ] = None,
    growth: Annotated[
        bool,
        typer.Option(
            "--growth", help="Measure runs of more and of longer articles instead."
        ),
    ] = False,
    minutes: Annotated[
        float, typer.Option(min=0.0, help="With --growth: for more and more articles.")
    ] = 20.0,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write every trial here, JSON.")
    ] = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
) -> None:
    """Measure speed against other ways to run the same weights, on this machine.

    Checkpoints of real sizes are built in the cache the first time. Let the machine do
    nothing else meanwhile.
    """
    from summarize.durable import write_json
    from summarize.speed.bench import BenchOrder, run_bench
    from summarize.speed.process import interruptible

    if out is not None and not out.absolute().parent.is_dir():
        raise UsageError(f"{out}: there is no folder {out.parent} to write to")
    if growth and (model or contender or texts):
        raise UsageError("--growth measures the embedded preset, with no choice of it")
    order = BenchOrder(
        _split(model), _split(contender), repeats, texts, growth, minutes
    )

    def say(words: str) -> None:
        if not quiet:
            typer.echo(words, err=True)

    with interruptible():
        record = run_bench(order, say)
    if out is not None:
        write_json(out, record)
    if as_json:
        sys.stdout.write(json.dumps(record) + "\n")
    else:
        typer.echo(_said(record))


def _split(names: list[str] | None) -> tuple[str, ...]:
    return tuple(name for each in names or [] for name in each.split(",") if name)


def _said(record: dict[str, Any]) -> str:
    from summarize.speed.table import case_table, growth_table

    if "points" in record:
        return growth_table(record["points"])
    return "\n\n".join(
        f"{case['case']['about']} {case['case']['texts']} texts.\n\n{case_table(case)}"
        for case in record["cases"]
    )
