"""`mujaz eval`: check a reference set, run, score, compare, gate, pin."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from summarize.cli import benchmark, options
from summarize.errors import UsageError

app = typer.Typer(
    no_args_is_help=True,
    help="Measure quality: scores with signatures, baselines, comparisons, a gate.",
    epilog="Exit codes: 0 done or passed, 2 wrong usage, 4 a regression, "
    "5 refused (sets, ids, signatures or files do not fit), 6 inconclusive.",
)

benchmark.add_to(app)


@app.command()
def validate(
    given: Annotated[
        str, typer.Argument(help="As --set of the other commands.")
    ] = "reference",
    as_json: options.AsJson = False,
) -> None:
    """Check a reference set and count what it holds; exit 5 names what is wrong."""
    from summarize.cli.scores import census_lines
    from summarize.references import open_set, require_valid

    path = open_set(given).path
    if path is None:
        raise UsageError(f"{given}: a public set is checked when it is run")
    census = require_valid(path)
    typer.echo(census_lines(path, census, as_json=as_json))


@app.command()
def score(
    what: Annotated[
        Path, typer.Argument(help="A run folder, or a file of predictions.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="For predictions: the folder to write to."),
    ] = None,
    given: options.Given = "reference",
    split: options.Split = None,
    task: Annotated[
        Literal["brief", "translate"],
        typer.Option(help="For predictions: briefs of articles, or translated lines."),
    ] = "brief",
    cores: Annotated[
        int | None, typer.Option(min=1, help="Default: all there are.")
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """Score again without a model, or score another system's predictions."""
    from summarize.cli.scores import show
    from summarize.evaluation import Source, rescore, score_predictions
    from summarize.references import open_set

    if what.is_dir():
        if out is not None:
            raise UsageError("-o belongs to a file of predictions, not to a run folder")
        metrics = rescore(what, cores)
    else:
        if out is None:
            raise UsageError(f"{what}: predictions need -o FOLDER to write to")
        references = open_set(given, split)
        strict = task == "brief" and not references.is_public
        source = Source(references.name, references.licence, task, strict)
        metrics = score_predictions(what, references, source, out, cores)
    show(metrics, out or what, as_json=as_json)


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="The run to compare with.")],
    others: Annotated[list[Path], typer.Argument(help="The runs to judge.")],
    gate: Annotated[
        bool, typer.Option("--gate", help="Exit 4 at a regression, 6 if unsure.")
    ] = False,
    max_drop: Annotated[
        float, typer.Option(min=0.0, help="The drop, in points, that may not happen.")
    ] = 1.0,
    strict: Annotated[
        bool, typer.Option("--strict", help="Take inconclusive for a regression.")
    ] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="Gate on equal outputs instead of scores.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write compare.json and compare.md here."),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """Compare runs item by item: paired tests, slices, the largest drops, a gate."""
    from summarize.cli.scores import show_comparison
    from summarize.evaluation import compare_runs
    from summarize.evaluation.gate import EXIT_CODES, gate_exact
    from summarize.evaluation.gate import gate as judge

    code = 0
    for number, comparison in enumerate(compare_runs(first, others), start=1):
        verdict = None
        if exact:
            verdict = gate_exact(comparison)
        elif gate:
            verdict = judge(comparison, max_drop, strict=strict)
        folder = out and (out if len(others) == 1 else out / str(number))
        show_comparison(comparison, verdict, folder, as_json=as_json)
        if verdict and (code == 0 or verdict.outcome == "regression"):
            code = EXIT_CODES[verdict.outcome]
    raise typer.Exit(code)


@app.command("guard")
def measure(
    given: options.Given = "reference",
    show: Annotated[
        bool, typer.Option("--alarms", help="List the false alarms, one by one.")
    ] = False,
    as_json: options.AsJson = False,
) -> None:
    """Measure the guard: seeded errors it finds, human sentences it doubts."""
    from summarize.cli.scores import show_guard
    from summarize.evaluation.guarding import measure_guard
    from summarize.references import open_set, read_items, require_valid

    path = open_set(given).path
    if path is None:
        raise UsageError(f"{given}: expected reference or a .jsonl file with pairs")
    require_valid(path)
    found, alarms = measure_guard(list(read_items(path)))
    show_guard(found, alarms if show else [], as_json=as_json)


@app.command()
def pin(
    run: Annotated[Path, typer.Argument(help="A run of the project's own set.")],
    pinned: Annotated[Path, typer.Argument(help="The folder that keeps its results.")],
) -> None:
    """Keep a run's results with the project, and say what changes by it."""
    from summarize.evaluation import pinned as results

    for line in results.pin(run, pinned):
        typer.echo(line)


@app.command()
def table(
    pinned: Annotated[list[Path], typer.Argument(help="Folders of pinned results.")],
) -> None:
    """Print pinned results beside their baselines, as the README shows them."""
    from summarize.evaluation.pinned import quality_table

    typer.echo(quality_table(pinned))
