"""`mujaz runs`: what the ledger of an output folder knows, and how it is mended."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarize.arabic import visible
from summarize.cli import options
from summarize.errors import IntegrityError, Refused, UsageError

if TYPE_CHECKING:
    from summarize.ledger import Rebuilt

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
    from summarize.sharding import WHOLE

    _require_ledger(out)
    with FolderLock(out), Ledger(out) as ledger:
        ledger.take_last_run()
        for state, count in counts(ledger).items():
            typer.echo(f"{state}: {count}")
        shard, _ = ledger.shard_of(ledger.run)
        if shard != WHOLE:
            typer.echo(f"shard: {shard}")
        conditions = ledger.conditions()
    typer.echo(json.dumps(conditions, ensure_ascii=False, indent=2))


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
    from summarize.export import mend
    from summarize.exported import read_rows
    from summarize.ledger import FolderLock, Ledger
    from summarize.ledger import rebuild as make_again

    if not out.is_dir():
        raise Refused(f"{out}: no such folder")
    with FolderLock(out):
        rebuilt = make_again(out, read_rows)
        with Ledger(out) as ledger:
            ledger.take_last_run()
            mended = mend(ledger, out)
    for line in _told(rebuilt, mended):
        typer.echo(line)


def _told(rebuilt: "Rebuilt", mended: Sequence[str]) -> Iterator[str]:
    """What a rebuilt ledger holds, what it lacks, and what the next run does."""
    kept = f"; the old file is {rebuilt.aside}" if rebuilt.aside else ""
    yield f"{rebuilt.briefs} briefs are in the ledger again{kept}"
    if rebuilt.rejected:
        yield f"{rebuilt.rejected} inputs without a brief are in it too"
    if rebuilt.again:
        yield (
            f"the next run tries {rebuilt.again} of them again, which had failed or "
            "were withheld"
        )
    if rebuilt.decisions:
        yield (
            f"{rebuilt.decisions} decisions of people are in it, without the text "
            "before an edit and the names stated: keep a copy of edited-names.csv"
        )
    if rebuilt.lost:
        yield f"{rebuilt.lost} decisions could not be read"
    if mended:
        yield f"written anew, as the ledger now gives them: {', '.join(mended[:20])}"


@app.command()
def merge(
    folders: Annotated[
        list[Path], typer.Argument(help="The folders of all the shards of a run.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")],
    pages: Annotated[bool, typer.Option(help="Write a Markdown page a brief.")] = True,
) -> None:
    """Put the shards of a run together, as one run over all would have left them."""
    from summarize.merging import merge_runs

    exported = merge_runs(folders, out, pages=pages)
    typer.echo(f"{exported.briefs} briefs of {len(folders)} shards are in {out}")


def _require_ledger(out: Path) -> None:
    from summarize.ledger.schema import NAME

    if not (out / NAME).is_file():
        raise Refused(f"{out / NAME} is not there: no run has written to {out}")
