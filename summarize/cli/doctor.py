"""`mujaz doctor`: what is installed, what can run offline now, what mends the rest."""

import platform
from importlib.metadata import PackageNotFoundError, version

import typer

from summarize import __version__
from summarize.cli.models import is_here, mend, models_of


def doctor() -> None:
    """Say what is installed, which presets run offline now, and what is missing."""
    from summarize.models.store import cache_home, size_of
    from summarize.presets import PRESETS

    typer.echo(f"mujaz {__version__}, Python {platform.python_version()}")
    for name in ("torch", "transformers", "ctranslate2", "datasets", "trafilatura"):
        typer.echo(f"  {name} {_version(name) or 'missing: pip install mujaz'}")
    openai = _version("openai") or "missing: pip install 'mujaz[endpoint]'"
    typer.echo(f"  openai {openai}  (only for --engine endpoint)")
    typer.echo("presets:")
    for preset in PRESETS:
        missing = [model for model in models_of(preset) if not is_here(model)]
        state = "; ".join(mend(model) for model in missing)
        typer.echo(f"  {preset}: " + (f"needs: {state}" if missing else "runs offline"))
    home = cache_home()
    typer.echo(f"cache: {home}")
    for folder in sorted((home / "models").glob("[!.]*")):
        typer.echo(f"  {folder.name}  {size_of(folder) / 2**20:.0f} MiB")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
