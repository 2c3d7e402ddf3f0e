"""`mujaz models`: what there is, where it is, whether it is whole."""

from pathlib import Path
from typing import Annotated

import typer

from summarize.errors import MujazError, UsageError

app = typer.Typer(no_args_is_help=True, help="List, fetch, build and verify models.")

Name = Annotated[str, typer.Argument(help="A hub id, a preset's name, or a folder.")]


@app.command("list")
def list_models() -> None:
    """List the presets, their models, licences, and whether they can run now."""
    from summarize.presets import PRESETS

    for preset in PRESETS.values():
        typer.echo(f"{preset.name}: {preset.about}")
        for model, licence in models_of(preset.name).items():
            state = "here" if is_here(model) else f"missing: {mend(model)}"
            typer.echo(f"  {model}  [{licence}]  {state}")


@app.command()
def fetch(
    name: Name,
    revision: Annotated[
        str | None, typer.Option(help="Branch, tag or commit; default: the newest.")
    ] = None,
) -> None:
    """Bring a model from the hub (or convert a local folder) and lock its files."""
    from summarize.models.fetch import fetch as bring

    for model in _models(name):
        lock = bring(model, revision, lambda line: typer.echo(line, err=True))
        typer.echo(f"{lock.id} {lock.revision}")


@app.command()
def verify(
    name: Annotated[str | None, typer.Argument(help="Default: all here.")] = None,
) -> None:
    """Check every file of a model against its lock."""
    from summarize.models import embedded, lock
    from summarize.models.store import cache_home, resolve

    if name == "embedded":
        folders = [embedded.verified()]
    elif name:
        folders = [resolve(model) for model in _models(name)]
    else:
        folders = sorted(
            path.parent
            for path in (cache_home() / "models").glob(f"*/{lock.LOCK_NAME}")
        )
    for folder in folders:
        checked = lock.verify(folder)
        typer.echo(f"{checked.id} {checked.revision}: {len(checked.files)} files right")
    if not folders:
        typer.echo("no models here yet", err=True)


@app.command()
def build(
    name: Annotated[str, typer.Argument(help="Only `embedded` is built.")] = "embedded",
) -> None:
    """Build the embedded model from the installed weights; does nothing if built."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from summarize.models import embedded

    if name != embedded.NAME:
        raise UsageError(f"only {embedded.NAME} is built; fetch {name} instead")
    if embedded.is_built():
        typer.echo(f"{embedded.verified()}")
        return
    console = Console(stderr=True)
    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=embedded.STEPS + 1)

        def say(words: str) -> None:
            bar.update(task, description=words, advance=1)
            if not console.is_terminal:
                typer.echo(words, err=True)

        typer.echo(f"{embedded.build(say)}")


@app.command()
def path(name: Name) -> None:
    """Print the folder a model is in."""
    from summarize.models.store import folder_for, resolve

    for model in _models(name):
        typer.echo(f"{folder_for(model) if model == 'embedded' else resolve(model)}")


def models_of(preset: str) -> dict[str, str]:
    """The models a preset uses, with their licences."""
    from summarize.presets import EXTRACT, find_preset

    row = find_preset(preset)
    steps = [row.summarizer, row.translator, *([row.direct] if row.direct else [])]
    return {step.model: step.licence for step in steps if step.model != EXTRACT}


def is_here(model: str) -> bool:
    """Whether a model could be loaded now, without the network."""
    from summarize.models import embedded
    from summarize.models.store import resolve

    if model == embedded.NAME:
        return embedded.is_built()
    try:
        resolve(model)
    except MujazError:
        return False
    return True


def mend(model: str) -> str:
    """The command that brings a missing model here."""
    return f"mujaz models {'build' if model == 'embedded' else 'fetch'} {model}"


def _models(name: str) -> list[str]:
    from summarize.presets import PRESETS

    is_preset = name in PRESETS and not Path(name).is_dir()
    return list(models_of(name)) if is_preset else [name]
