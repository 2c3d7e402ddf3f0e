"""`mujaz brief`, `mujaz summarize` and `mujaz translate`: one set of options."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarize.cli import options
from summarize.errors import UsageError

if TYPE_CHECKING:
    from summarize.pools import Cluster

Mode = Literal["pipeline", "direct", "translate"]

_COMMANDS = {
    "brief": "Write an English brief of every Arabic article.",
    "summarize": "Write an Arabic summary of every article.",
    "translate": "Translate every article whole, sentence by sentence.",
}


def add_to(app: typer.Typer) -> None:
    """Register the three commands, which differ in their mode alone."""
    for name, words in _COMMANDS.items():
        app.command(name, help=words)(_command(name))


def _command(name: str) -> Callable[..., None]:
    def run(
        inputs: Annotated[
            list[str],
            typer.Argument(
                help="Files, folders, globs, - for standard input, "
                "or datasets:NAME[:CONFIG][:SPLIT]."
            ),
        ],
        out: options.Out = Path("out"),
        preset: options.Preset = "embedded",
        summarizer: options.Summarizer = None,
        translator: options.Translator = None,
        mode: Annotated[
            Mode | None,
            typer.Option(
                help="pipeline: summary, then its translation; direct: one model; "
                "translate: the whole article. Default: the preset's."
            ),
        ] = None,
        engine: options.Engine = "auto",
        device: options.OnDevice = "auto",
        endpoint: options.Endpoint = None,
        guard: options.OfGuard = "flag",
        glossary: options.OfGlossary = None,
        field: Annotated[
            list[str] | None,
            typer.Option(
                help="Map a column: text=body. Repeatable, or several in one word "
                "split by spaces; names: text, title, id, date, byline."
            ),
        ] = None,
        encoding: Annotated[
            str | None, typer.Option(help="The files' encoding, when not UTF-8.")
        ] = None,
        limit: Annotated[
            int | None, typer.Option(min=1, help="Stop after so many articles.")
        ] = None,
        new_run: Annotated[
            bool,
            typer.Option(
                "--new-run",
                help="Accept another model, prompt or version here.",
            ),
        ] = False,
        max_minutes: Annotated[
            float | None,
            typer.Option(min=0.0, help="Stop in time; the next run goes on there."),
        ] = None,
        time_limit: Annotated[
            float,
            typer.Option(
                min=1.0,
                help="Seconds one call of the models may take, 8 to 256 articles.",
            ),
        ] = 600.0,
        pages: Annotated[
            bool, typer.Option(help="Write a Markdown page a brief.")
        ] = True,
        offline: options.Offline = False,
        commercial: options.Commercial = False,
        shard: Annotated[
            str | None,
            typer.Option(
                metavar="I/N",
                help="Take one part of N alone; `mujaz runs merge` puts them together.",
            ),
        ] = None,
        pool: Annotated[
            Literal["ray"] | None,
            typer.Option(help="Run the models in many actors: pip install mujaz[ray]."),
        ] = None,
        address: Annotated[
            str | None,
            typer.Option(help="The Ray cluster to join. Default: one of this machine."),
        ] = None,
        actors: Annotated[
            int | None,
            typer.Option(min=1, help="How many actors. Default: one a core."),
        ] = None,
        quiet: options.Quiet = False,
        as_json: options.AsJson = False,
    ) -> None:
        from summarize.cli.report import Reporter
        from summarize.progress import Limits
        from summarize.run import Order, run_order
        from summarize.sharding import WHOLE, parse_shard

        order = Order(
            inputs=tuple(inputs),
            out=out,
            preset=preset,
            summarizer=summarizer,
            translator=translator,
            mode=name if name != "brief" else mode,
            how=options.how(engine, device, endpoint, offline=offline),
            fields=_fields(field or []),
            encoding=encoding,
            limit=limit,
            commercial=commercial,
            new_run=new_run,
            pages=pages,
            limits=Limits(max_minutes, time_limit),
            rules=options.rules(guard, glossary),
            shard=parse_shard(shard) if shard else WHOLE,
            pool=_pool(pool, address, actors),
        )
        with Reporter(quiet=quiet, as_json=as_json) as reporter:
            outcome = run_order(order, reporter)
            reporter.finish(outcome)
        raise typer.Exit(outcome.exit_code)

    return run


def _pool(
    pool: Literal["ray"] | None, address: str | None, actors: int | None
) -> "Cluster | None":
    from summarize.pools import Cluster

    if pool is None and (address or actors):
        raise UsageError("--address and --actors say nothing without --pool ray")
    return Cluster(address, actors) if pool else None


def _fields(pairs: list[str]) -> dict[str, str]:
    known = ("text", "title", "id", "date", "byline")
    fields: dict[str, str] = {}
    for pair in " ".join(pairs).split():
        name, equals, column = pair.partition("=")
        if name not in known or not equals or not column:
            raise UsageError(
                f"--field {pair}: expected NAME=COLUMN, NAME one of {', '.join(known)}"
            )
        fields[name] = column
    return fields
