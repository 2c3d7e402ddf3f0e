"""Models and packages as records name them, and what a result depends on."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from summarize import __version__
from summarize.load import Model


def model_record(model: Model) -> dict[str, Any]:
    """A model as a run's record names it: what it is, and how it was asked."""
    return {
        "model": model.step.model,
        "revision": model.revision,
        "licence": model.step.licence,
        "family": model.step.family,
        "engine": type(model.engine).__name__ if model.engine else None,
        "prompt": model.prompt.name if model.prompt else None,
        "prompt_sha256": model.prompt.sha256 if model.prompt else None,
        "decoding": asdict(model.step.decoding),
        "files": dict(model.files),
    }


def configuration(
    mode: str,
    device: str,
    models: Mapping[str, Mapping[str, Any]],
    rules: Mapping[str, Any],
) -> dict[str, Any]:
    """What a result depends on: not paths, batches or threads, which change nothing."""
    return {
        "mujaz": __version__,
        "mode": mode,
        "device": device,
        "models": {
            role: {**record, "model": _name(record["model"])}
            for role, record in models.items()
        },
        "rules": dict(rules),
    }


def versions(names: Iterable[str]) -> dict[str, str | None]:
    """The installed version of each package, None where it is not there."""
    return {name: _version(name) for name in names}


def _name(model: str) -> str:
    return Path(model).name if Path(model).is_absolute() else model


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
