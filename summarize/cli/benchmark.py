"""`mujaz eval run` and `mujaz eval translate`: a preset over a reference set."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from summarize.cli import options
from summarize.errors import UsageError

Mode = Literal["pipeline", "direct", "summarize"]


def add_to(app: typer.Typer) -> None:
    """Register the two commands."""
    app.command()(run)
    app.command()(translate)


def run(
    out: options.Out,
    preset: options.Preset = "embedded",
    given: options.Given = "reference",
    split: options.Split = None,
    mode: Annotated[Mode | None, typer.Option(help="Default: the preset's.")] = None,
    summarizer: options.Summarizer = None,
    translator: options.Translator = None,
    engine: options.Engine = "auto",
    device: options.OnDevice = "auto",
    endpoint: options.Endpoint = None,
    guard: options.OfGuard = "flag",
    glossary: options.OfGlossary = None,
    limit: options.Few = None,
    offline: options.Offline = False,
    commercial: options.Commercial = False,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
) -> None:
    """Brief a reference set as `mujaz brief` would, score it, leave a run folder."""
    from summarize.benchmark import BenchmarkOrder

    how = options.how(engine, device, endpoint, offline=offline)
    order = BenchmarkOrder(
        out=out,
        set=given,
        split=split,
        preset=preset,
        mode=mode,
        summarizer=summarizer,
        translator=translator,
        how=how,
        limit=limit,
        commercial=commercial,
        rules=options.rules(guard, glossary),
    )
    _benchmark(order, quiet=quiet, as_json=as_json)


def translate(
    out: options.Out,
    src: Annotated[
        Path | None, typer.Option(help="Arabic, one segment a line.")
    ] = None,
    ref: Annotated[
        Path | None, typer.Option(help="Its English reference, line for line.")
    ] = None,
    given: options.Given = "reference",
    split: options.Split = None,
    preset: options.Preset = "embedded",
    translator: options.Translator = None,
    engine: options.Engine = "auto",
    device: options.OnDevice = "auto",
    endpoint: options.Endpoint = None,
    limit: options.Few = None,
    offline: options.Offline = False,
    commercial: options.Commercial = False,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
) -> None:
    """Score the translator alone: on aligned lines, or on a set's sentences."""
    from summarize.benchmark import BenchmarkOrder

    if (src is None) != (ref is None):
        raise UsageError("--src and --ref belong together")
    how = options.how(engine, device, endpoint, offline=offline)
    order = BenchmarkOrder(
        out=out,
        set=f"pairs:{src},{ref}" if src else given,
        split=split,
        task="translate",
        preset=preset,
        translator=translator,
        how=how,
        limit=limit,
        commercial=commercial,
    )
    _benchmark(order, quiet=quiet, as_json=as_json)


def _benchmark(order: Any, *, quiet: bool, as_json: bool) -> None:
    from summarize.benchmark import run_benchmark
    from summarize.cli.report import Reporter
    from summarize.cli.scores import show

    with Reporter(quiet=quiet, as_json=as_json) as reporter:
        metrics = run_benchmark(order, reporter)
    show(metrics, order.out, as_json=as_json)
    failed = metrics["statuses"].keys() - {"done"}
    raise typer.Exit(3 if failed else 0)
