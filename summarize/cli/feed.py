"""`mujaz feed`: what is new in news feeds, as a folder that `mujaz brief` reads."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarize.arabic import visible
from summarize.cli import options

if TYPE_CHECKING:
    from summarize.feeds import Outcome


def feed(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="URL|FILE...", help="RSS or Atom feeds: addresses or files."
        ),
    ],
    out: options.Out = Path("news"),
    limit: Annotated[
        int, typer.Option(min=1, help="Take so many new articles a feed at most.")
    ] = 100,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help="Read addresses in private networks and on this machine too.",
        ),
    ] = False,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
) -> None:
    """Fetch the new articles of news feeds, each of them once.

    They go into one new file of the folder a round, for `mujaz brief FOLDER`. The
    sites' robots.txt is kept to, and only the open internet is read.
    """
    from summarize.feeds import Order, collect

    def say(words: str) -> None:
        if not quiet:
            typer.echo(visible(words), err=True)

    outcome = collect(Order(tuple(feeds), out, limit, allow_private), say)
    say(_counts(outcome))
    if as_json:
        typer.echo(json.dumps(summary(outcome)))
    raise typer.Exit(outcome.exit_code)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("feed")(feed)


def summary(outcome: "Outcome") -> dict[str, object]:
    """The outcome as a scheduled job reads it."""
    tally = outcome.tally
    return {
        "out": str(outcome.out),
        "file": str(outcome.file) if outcome.file else None,
        "feeds": outcome.feeds,
        "unchanged": tally.unchanged,
        "articles": tally.articles,
        "known": tally.known,
        "left": tally.left,
        "rejected": tally.rejected.total(),
        "reasons": dict(tally.rejected),
        "exit_code": outcome.exit_code,
    }


def _counts(outcome: "Outcome") -> str:
    tally = outcome.tally
    reasons = ", ".join(f"{n} {why}" for why, n in sorted(tally.rejected.items()))
    rejected = outcome.out / ".feed" / "rejected.jsonl"
    return (
        _counted(tally.articles, "new article")
        + (f" in {outcome.file}" if outcome.file else "")
        + f", {tally.known} known, {_counted(outcome.feeds, 'feed')}"
        + (f" ({tally.unchanged} unchanged)" if tally.unchanged else "")
        + (f", {tally.left} left for later" if tally.left else "")
        + f", {tally.rejected.total()} rejected"
        + (f" ({reasons}; see {rejected})" if reasons else "")
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
