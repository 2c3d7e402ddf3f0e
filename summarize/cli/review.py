"""`mujaz review` and `mujaz apply`: a run's briefs to read and decide on, and back."""

from pathlib import Path
from typing import Annotated

import typer

from summarize.arabic import visible
from summarize.cli import options
from summarize.errors import UsageError


def review(
    run: Annotated[Path, typer.Argument(help="The folder of a run.")] = Path("out"),
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The page. Default: review.html in the run."),
    ] = None,
) -> None:
    """Write one page to read a run's briefs in, and to accept, edit or reject them."""
    from summarize.exported import read_rows
    from summarize.review import write_page

    path = out or run / "review.html"
    if path.is_dir():
        raise UsageError(f"{path} is a folder; expected the name of a page to write")
    briefs, flagged = write_page(run, path, read_rows(run / "briefs.jsonl"))
    typer.echo(f"{visible(str(path))}: {briefs} briefs, {flagged} flagged")


def apply(
    patch: Annotated[Path, typer.Argument(help="What the review page saved.")],
    out: options.Out = Path("out"),
    by: Annotated[
        str, typer.Option(help="Who decided, where the patch does not say.")
    ] = "",
) -> None:
    """Bring what a person decided in the review page into the run."""
    from summarize.review import apply_patch, read_patch

    done = apply_patch(read_patch(patch, by), out)
    typer.echo(
        f"{done.new} decisions recorded, {done.known} were there already; "
        f"{done.names} names in edited-names.csv, "
        f"{done.offered} whole briefs in references.jsonl"
    )
