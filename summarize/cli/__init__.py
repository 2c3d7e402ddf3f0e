"""The `mujaz` command: parse, call, report. Only this package prints and exits."""

import sys
from typing import Annotated

import typer

from summarize import __version__
from summarize.arabic import visible
from summarize.cli import (
    bench,
    brief,
    digest,
    doctor,
    explain,
    feed,
    models,
    review,
    runs,
    send,
    tune,
    watch,
)
from summarize.cli import eval as evaluate
from summarize.errors import MujazError


def show_version(asked: bool) -> None:
    """Say which version this is, and end."""
    if asked:
        typer.echo(f"mujaz {__version__}")
        raise typer.Exit


app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Arabic news articles in, English briefs out: offline, in batches, "
    "with a receipt on every brief.",
    epilog="Exit codes: 0 all done, 1 unexpected, 2 wrong usage, "
    "3 some rejected or failed, 4 a regression, 5 refused (model, licence, set, "
    "ledger, integrity), 6 inconclusive, 11 the folder is in use, 130 or 143 "
    "interrupted: run it again to go on.",
)


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=show_version, help="Say it."),
    ] = False,
) -> None: ...


brief.add_to(app)
app.command("digest")(digest.digest)
app.command("review")(review.review)
app.command("apply")(review.apply)
app.command("explain")(explain.explain)
feed.add_to(app)
watch.add_to(app)
send.add_to(app)
app.add_typer(evaluate.app, name="eval")
app.add_typer(models.app, name="models")
app.add_typer(runs.app, name="runs")
app.command("tune")(tune.tune)
app.command("bench")(bench.bench)
app.command("doctor")(doctor.doctor)


def main() -> None:
    """Run the command line; the one place where errors become exit codes."""
    try:
        app()
    except MujazError as error:
        lines = map(visible, f"error: {error}".split("\n"))
        typer.echo("\n".join(lines), err=True)
        sys.exit(error.exit_code)
