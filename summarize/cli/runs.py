"""`mujaz runs`: what the ledger of an output folder knows, and how it is mended."""

import json
from pathlib import Path
from typing import Annotated

import typer

from summarize.arabic import visible
from summarize.cli import options
from summarize.errors import IntegrityError, Refused, UsageError

app = typer.Typer(
    no_args_is_help=True,
    help="Look into the ledger of an output folder, and mend it.",
)

Item = Annotated[str, typer.Argument(help="An article's id, or where it stood.")]


@app.command("list")
def list_runs(out: options.Out = Path("out")) -> None:
    """List the folder's runs: when, with which configuration, how they ended."""
    from summarize.ledger import FolderLock, Ledger, runs

    _require_ledger(out)
    with FolderLock(out), Ledger(out) as ledger:
        for run in runs(ledger):
            typer.echo(
                f"{run['run']}  {run['started']}  {run['outcome'] or 'did not end'}  "
                f"configuration {run['configuration']} ({run['fingerprint'][:12]})"
            )


@app.command()
def show(out: options.Out = Path("out")) -> None:
    """Show the last run: how many inputs stand in each state, and its configuration."""
    from summarize.ledger import FolderLock, Ledger, counts

    _require_ledger(out)
    with FolderLock(out), Ledger(out) as ledger:
        ledger.take_last_run()
        for state, count in counts(ledger).items():
            typer.echo(f"{state}: {count}")
        (record,) = ledger.one(
            "SELECT record FROM configurations WHERE number = ?", ledger.configuration
        )
    typer.echo(json.dumps(json.loads(record), ensure_ascii=False, indent=2))


@app.command()
def why(item: Item, out: options.Out = Path("out")) -> None:
    """Say what became of one item, and why."""
    from summarize.ledger import FolderLock, Ledger, stories

    _require_ledger(out)
    with FolderLock(out), Ledger(out) as ledger:
        found = stories(ledger, item)
    if not found:
        raise UsageError(f"{item}: no such item in {out}; give its id, or file:line")
    for story in found:
        place = visible(story.place)
        if story.state == "rejected":
            typer.echo(f"{place}: rejected in run {story.run}: {story.reason}")
        else:
            typer.echo(
                f"{visible(story.item)}: {story.state}, read at {place} in run "
                f"{story.run}, configuration {story.configuration}; attempts "
                f"{story.attempts}, {story.seconds:.1f} s, "
                f"earlier results {story.earlier}"
            )
        if story.error:
            typer.echo(f"  {visible(story.error)}")


@app.command("retry-failed")
def retry(out: options.Out = Path("out")) -> None:
    """Let the next run try again what failed."""
    from summarize.ledger import FolderLock, Ledger, retry_failed

    _require_ledger(out)
    with FolderLock(out), Ledger(out) as ledger:
        failed = retry_failed(ledger)
    typer.echo(f"{failed} failed items will be tried again by the next run")


@app.command()
def verify(out: options.Out = Path("out")) -> None:
    """Check the ledger, and that the exported files are what it gives."""
    from summarize.export import unlike
    from summarize.ledger import FolderLock, Ledger, counts

    _require_ledger(out)
    with FolderLock(out), Ledger(out) as ledger:
        ledger.take_last_run()
        found = unlike(ledger, out)
        total = sum(counts(ledger).values())
    if found:
        raise IntegrityError(
            f"{out}: not what the ledger gives: {', '.join(found[:20])}; "
            "run the same command again to write them anew"
        )
    typer.echo(f"{out}: sound, {total} inputs, exports right")


@app.command()
def rebuild(out: options.Out = Path("out")) -> None:
    """Make a damaged ledger again from the exported briefs."""
    from summarize.ledger import FolderLock
    from summarize.ledger import rebuild as make_again

    if not out.is_dir():
        raise Refused(f"{out}: no such folder")
    with FolderLock(out):
        count, aside = make_again(out)
    kept = f"; the old file is {aside}" if aside else ""
    typer.echo(f"{count} briefs are in the ledger again{kept}")


def _require_ledger(out: Path) -> None:
    from summarize.ledger.schema import NAME

    if not (out / NAME).is_file():
        raise Refused(f"{out / NAME} is not there: no run has written to {out}")
