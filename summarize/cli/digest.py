"""`mujaz digest`: the briefs of runs as one page, letter or document."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarize.arabic import visible
from summarize.cli import options

if TYPE_CHECKING:
    from summarize.digest import Digest

By = Literal["topic", "country", "day"]


def digest(
    runs: Annotated[list[Path], typer.Argument(help="Folders that runs wrote to.")],
    outputs: Annotated[
        list[Path],
        typer.Option(
            "--output",
            "-o",
            help="A file to write: .html, .md, .docx, .eml or .json. Repeatable.",
        ),
    ],
    since: Annotated[
        str | None,
        typer.Option(help="Take what was published from this time on (ISO 8601)."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="And before this one; default: --as-of.")
    ] = None,
    window: Annotated[
        str | None,
        typer.Option(help="Or so long before --as-of: 90m, 24h, 7d.  [default: 24h]"),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="When the digest is of, UTC if it names no zone; now."),
    ] = None,
    title: Annotated[str, typer.Option(help="The digest's title.")] = "News digest",
    name: Annotated[
        str | None,
        typer.Option(
            help="Compare with the last digest of this name; default: the file's."
        ),
    ] = None,
    group_by: Annotated[
        By | None, typer.Option(help="Make sections by topic, country or day.")
    ] = None,
    top: Annotated[
        int, typer.Option(min=0, help="So many stories in full, the rest in a table.")
    ] = 10,
    sender: Annotated[
        str | None, typer.Option("--from", help="Whom a mail is from.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Whom a mail is to.")] = None,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
) -> None:
    """Make a digest of the briefs of one or more runs."""
    from summarize.digest import Order, addresses, make, window_of

    now = datetime.now(UTC).replace(microsecond=0)
    order = Order(
        runs=tuple(runs),
        outputs=tuple(outputs),
        window=window_of(since, until, window, as_of, now),
        title=title,
        name=name,
        by=group_by,
        top=top,
        addresses=addresses(sender, to),
    )
    made = make(order)
    if as_json:
        sys.stdout.write(json.dumps(_summary(made, outputs)) + "\n")
    elif not quiet:
        typer.echo("\n".join(_said(made, outputs)))


def _summary(made: "Digest", outputs: list[Path]) -> dict[str, object]:
    """The digest as a scheduled job reads it."""
    from summarize.digest.data import counts

    return {
        "name": made.name,
        "since": made.window.since.isoformat(),
        "until": made.window.until.isoformat(),
        **counts(made),
        "files": [str(output) for output in outputs],
        "exit_code": 0,
    }


def _said(made: "Digest", outputs: list[Path]) -> list[str]:
    from summarize.digest.page import said

    lines = [said(line, made) for line in ("summary", "against", "foot")]
    return [*lines, *(visible(str(output)) for output in outputs)]
