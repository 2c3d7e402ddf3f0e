"""`mujaz watch`: briefs of a folder that others write to, as its files come."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarize.arabic import visible
from summarize.cli import options
from summarize.errors import MujazError

if TYPE_CHECKING:
    from summarize.run import Order, Outcome
    from summarize.watching import Watch


def watch(
    folder: Annotated[Path, typer.Argument(help="The folder to look into.")],
    out: options.Out = Path("out"),
    every: Annotated[
        float, typer.Option(min=0.1, help="Seconds from one look to the next.")
    ] = 10.0,
    settle: Annotated[
        float, typer.Option(min=0.0, help="Seconds a file must have been left alone.")
    ] = 2.0,
    once: Annotated[
        bool, typer.Option("--once", help="Brief what is whole now, and end.")
    ] = False,
    preset: options.Preset = "embedded",
    summarizer: options.Summarizer = None,
    translator: options.Translator = None,
    engine: options.Engine = "auto",
    device: options.OnDevice = "auto",
    endpoint: options.Endpoint = None,
    guard: options.OfGuard = "flag",
    glossary: options.OfGlossary = None,
    encoding: Annotated[
        str | None, typer.Option(help="The files' encoding, when not UTF-8.")
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(
            min=1.0, help="Seconds one call of the models may take, 8 to 256 articles."
        ),
    ] = 600.0,
    pages: Annotated[bool, typer.Option(help="Write a Markdown page a brief.")] = True,
    new_run: Annotated[
        bool,
        typer.Option("--new-run", help="Accept another model, prompt or version here."),
    ] = False,
    offline: options.Offline = False,
    commercial: options.Commercial = False,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
) -> None:
    """Brief a folder's articles as they come, until a signal asks to stop.

    A file is read when it is left alone, under a name that is not that of an unfinished
    one. Every run takes all files there are, and does only what is new. With --json
    every run ends with a line, and the watch with one of its own.
    """
    from summarize.presets import find_preset
    from summarize.progress import Limits
    from summarize.run import Order
    from summarize.sources.decode import check_encoding
    from summarize.watching import Sight, Watch

    find_preset(preset)
    check_encoding(encoding)
    order = Order(
        inputs=(),
        out=out,
        preset=preset,
        summarizer=summarizer,
        translator=translator,
        how=options.how(engine, device, endpoint, offline=offline),
        rules=options.rules(guard, glossary),
        encoding=encoding,
        commercial=commercial,
        new_run=new_run,
        pages=pages,
        limits=Limits(None, time_limit),
    )
    runs = _runs(order, quiet=quiet, as_json=as_json)
    watching = Watch(Sight(folder, settle), runs, _failed)
    if not quiet:
        typer.echo(f"watching {visible(str(folder))}, briefs go to {out}", err=True)
    _go(watching, settle if once else every, once=once)
    if as_json:
        _line(summary(watching, out))
    raise typer.Exit(watching.code)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("watch")(watch)


def summary(watching: "Watch", out: Path) -> dict[str, object]:
    """What a watch did, as a scheduled job reads it."""
    return {
        "out": str(out),
        "runs": watching.runs,
        "failed": watching.failed,
        "files": len(watching.last.ready),
        "waiting": len(watching.last.waiting),
        "exit_code": watching.code,
    }


def _go(watching: "Watch", seconds: float, *, once: bool) -> None:
    from summarize.watching import keep, once_only, pause_until

    (once_only if once else keep)(watching, seconds, pause_until)


def _runs(
    order: "Order", *, quiet: bool, as_json: bool
) -> Callable[[tuple[str, ...]], "Outcome"]:
    from summarize.cli.report import Reporter
    from summarize.run import run_order

    def run(inputs: tuple[str, ...]) -> "Outcome":
        with Reporter(quiet=quiet, as_json=as_json) as reporter:
            outcome = run_order(replace(order, inputs=inputs), reporter)
            # The first brief in full is for the eye, once, not at every run.
            exported = replace(outcome.exported, first=None)
            reporter.finish(replace(outcome, exported=exported))
        sys.stdout.flush()
        return outcome

    return run


def _failed(error: MujazError) -> None:
    lines = map(visible, f"error: {error}".split("\n"))
    typer.echo("\n".join(lines) + "\nthe watch goes on", err=True)


def _line(row: dict[str, object]) -> None:
    typer.echo(json.dumps(row))
