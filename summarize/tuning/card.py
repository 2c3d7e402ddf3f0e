"""What is left of a training: the adapter in peft's format, its card and its record."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.arabic import visible
from summarize.models import adapters
from summarize.tuning import checkpoint
from summarize.tuning.adapted import Adapted
from summarize.tuning.checkpoint import write_durably
from summarize.tuning.order import Base
from summarize.tuning.rows import DataFile

RECORD = "training.json"
_ELSEWHERE = ("data", "dev", "base", "from")


@dataclass(frozen=True, slots=True)
class Told:
    """All that the card and the record say beside the weights."""

    base: Base
    licence: str
    settings: Mapping[str, Any]
    files: Sequence[DataFile]
    dev: Sequence[DataFile]
    examples: Mapping[str, int]
    held_out: Mapping[str, int]
    too_long: Sequence[str]
    trained: Mapping[str, Any]
    log: Sequence[Mapping[str, Any]]
    packages: Mapping[str, str | None]


def write(folder: Path, adapted: Adapted, told: Told) -> None:
    """Write the adapter, its card and last its record; then the checkpoint may go."""
    from peft import get_peft_model_state_dict
    from safetensors.torch import save

    weights = {
        name: tensor.contiguous().cpu()
        for name, tensor in get_peft_model_state_dict(adapted.model).items()
    }
    packed = save(weights, metadata={"format": "pt"})
    write_durably(folder / adapters.WEIGHTS, packed)
    write_durably(folder / adapters.SETTINGS, _json(_settings(adapted, told.base)))
    write_durably(folder / adapters.CARD, card(told).encode())
    write_durably(folder / RECORD, _json(record(told)))
    (folder / checkpoint.NAME).unlink(missing_ok=True)


def record(told: Told) -> dict[str, Any]:
    """`training.json`: every setting, file, count, loss and score of a training."""
    return {
        "schema": 1,
        "base": {"name": told.base.name, "licence": told.base.licence},
        "licence": told.licence,
        "settings": dict(told.settings),
        "data": [_file(each) for each in told.files],
        "dev": [_file(each) for each in told.dev],
        "examples": dict(told.examples),
        "held_out": dict(told.held_out),
        "too_long": list(told.too_long),
        "trained": dict(told.trained),
        "packages": dict(told.packages),
        "log": [dict(each) for each in told.log],
    }


def card(told: Told) -> str:
    """The model card: what it was made of and how, how well it does, on which terms."""
    before, after = told.log[0], told.log[-1]
    names = [name for name in after if name not in ("step", "loss")]
    scores = [f"| {n} | {_number(before, n)} | {_number(after, n)} |" for n in names]
    files = [f"| {visible(f.name)} | {f.rows} | `{f.sha256}` |" for f in told.files]
    dev = [f"| {visible(f.name)} | {f.rows} | `{f.sha256}` |" for f in told.dev]
    learnt = ", ".join(f"{count} to {task}" for task, count in told.examples.items())
    kept = ", ".join(f"{count} to {task}" for task, count in told.held_out.items())
    held = "the file above" if told.dev else "of the same files, by content"
    settings = [
        f"- {name}: {value}"
        for name, value in told.settings.items()
        if name not in _ELSEWHERE and value is not None
    ]
    trained = [f"- {name}: {value}" for name, value in told.trained.items()]
    lines = [
        "---", f"license: {told.licence}", "language: [ar, en]",
        "library_name: peft", "---", "",
        f"# LoRA adapter for {told.base.name}", "",
        f"Base: {told.base.name}, terms: {told.base.licence}. Started from: "
        f"{told.base.started_from}. Licence of this adapter: {told.licence}.", "",
        "## Data", "", "| file | rows | SHA-256 |", "|---|---|---|", *files, "",
        *(["Held out rows:", "", "| file | rows | SHA-256 |", "|---|---|---|", *dev, ""]
          if dev else []),
        f"Trained on {learnt}. Scored on {kept} held out ({held}).",
        *([f"Left out, longer than a run reads: {len(told.too_long)}."]
          if told.too_long else []), "",
        "## Not trained on", "",
        "The held out rows, and no text that repeats one of Mujaz's reference set: "
        "every row was compared with it, by runs of eight words in both languages.", "",
        "## Scores on the held out rows", "", "| | before | after |", "|---|---|---|",
        *scores, "",
        "Losses are means per token of the answers. chrF and ROUGE are of answers "
        "written greedily in the precision of training; `mujaz eval` scores the built "
        "model.", "",
        "## Recipe", "", *settings, *trained, "",
        "All settings, losses and package versions: `training.json`.", "",
    ]  # fmt: skip
    return "\n".join(lines)


def _settings(adapted: Adapted, base: Base) -> dict[str, Any]:
    config = adapted.model.peft_config["default"]
    settings: dict[str, Any] = config.to_dict()
    settings["base_model_name_or_path"] = base.name
    settings["target_modules"] = sorted(config.target_modules)
    settings["inference_mode"] = True
    return settings


def _file(file: DataFile) -> dict[str, Any]:
    return {"name": file.name, "rows": file.rows, "sha256": file.sha256}


def _number(scores: Mapping[str, Any], name: str) -> str:
    value = scores.get(name)
    return "" if value is None else f"{value:.3f}" if "loss" in name else f"{value:.1f}"


def _json(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return f"{text}\n".encode()
