"""A training's state on the disk: whole, or as it was before; continued bit for bit."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.durable import sync_folder
from summarize.errors import IntegrityError, MujazError

if TYPE_CHECKING:
    from torch import Tensor

NAME = "checkpoint.safetensors"


@dataclass(slots=True)
class State:
    """Where a training stands. The tensors are vectors of all the adapter's weights.

    `weights` are the float32 masters, `mean` and `spread` AdamW's moments, `average`
    the mean of the weights at the `averaged` marks passed so far. The order of the data
    follows from the seed and `steps`; nothing else in a step is left to chance.
    """

    weights: "Tensor"
    mean: "Tensor"
    spread: "Tensor"
    average: "Tensor"
    steps: int = 0
    seconds: float = 0.0
    tokens: int = 0
    averaged: int = 0
    log: list[dict[str, Any]] = field(default_factory=list)


def start(weights: "Tensor") -> State:
    """The state before the first step."""
    import torch

    mean, spread, average = (torch.zeros_like(weights) for _ in range(3))
    return State(weights, mean, spread, average)


def save(folder: Path, state: State, settings: Mapping[str, Any]) -> None:
    """Write the state, and the settings that it may be continued under."""
    from safetensors.torch import save as packed

    record = {
        name: value
        for name, value in _fields(state).items()
        if name not in _tensors(state)
    }
    notes = {"state": json.dumps(record), "settings": json.dumps(settings)}
    write_durably(folder / NAME, packed(_tensors(state), metadata=notes))


def write_durably(path: Path, data: bytes) -> None:
    """Write a file aside, make it durable, then put it in the old one's place."""
    aside = path.with_name(f".{path.name}.partial")
    try:
        aside.unlink(missing_ok=True)
        with aside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise MujazError(
            f"{path}: {error.strerror}; what was there before is whole: make room, "
            "then run the same command with --resume"
        ) from error


def load(folder: Path) -> tuple[State, dict[str, Any]] | None:
    """The state and the settings it was trained under, or None where there is none."""
    from safetensors import SafetensorError, safe_open

    path = folder / NAME
    if not path.is_file():
        return None
    try:
        with safe_open(path, "pt") as stored:
            notes = stored.metadata()
            tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
        record = json.loads(notes["state"])
        return State(**tensors, **record), json.loads(notes["settings"])
    except (SafetensorError, ValueError, LookupError, TypeError) as error:
        raise IntegrityError(
            f"{path}: expected a checkpoint of this version, found {error}; delete it "
            "to start again"
        ) from error


def _tensors(state: State) -> "dict[str, Tensor]":
    return {
        name: getattr(state, name) for name in ("weights", "mean", "spread", "average")
    }


def _fields(state: State) -> dict[str, Any]:
    return {name: getattr(state, name) for name in State.__slots__}
