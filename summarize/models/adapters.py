"""LoRA adapters in peft's format: checked, and attached to the model they belong to."""

import json
import re
from pathlib import Path
from typing import Any

from summarize.errors import IntegrityError, Refused
from summarize.models.checks import refuse_stand_ins

SETTINGS = "adapter_config.json"
WEIGHTS = "adapter_model.safetensors"
CARD = "README.md"
_KEPT = ("r", "lora_alpha", "target_modules", "rank_pattern", "alpha_pattern")


def check_adapter(folder: Path) -> dict[str, Any]:
    """The settings of a plain LoRA adapter; raises `Refused` for anything else."""
    for name in (SETTINGS, WEIGHTS):
        if not (folder / name).is_file():
            raise Refused(
                f"{folder / name}: no such file; expected an adapter as peft saves it "
                f"or `mujaz tune` writes it: {SETTINGS} and {WEIGHTS}"
            )
    refuse_stand_ins(folder)
    try:
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        kind = settings["peft_type"]
        plain = {name: settings[name] for name in _KEPT if name in settings}
        complete = {"r", "lora_alpha", "target_modules"} <= plain.keys()
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise IntegrityError(
            f"{folder / SETTINGS}: expected the settings of an adapter, found none; "
            "copy it again from where it came"
        ) from error
    if kind != "LORA" or not complete or settings.get("use_rslora"):
        raise Refused(
            f"{folder / SETTINGS}: expected a plain LoRA adapter with r, lora_alpha "
            f"and target_modules, found {kind}"
        )
    return plain


def licence_of(folder: Path) -> str | None:
    """The licence that the adapter's card names in its first lines, if it does."""
    card = folder / CARD
    text = card.read_text(encoding="utf-8") if card.is_file() else ""
    named = re.match(r"---\n(?:(?!---).*\n)*?license: *(\S.*)\n", text)
    return named.group(1).strip() if named else None


def attach(model: Any, folder: Path) -> Any:
    """The model with the adapter on it, in the model's own precision.

    Raises `Refused` unless every weight of the adapter has its place in the model.
    """
    from peft import LoraConfig, get_peft_model, set_peft_model_state_dict
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    settings = check_adapter(folder)
    try:
        weights = load_file(folder / WEIGHTS)
        config = LoraConfig(task_type="CAUSAL_LM", **settings)
        adapted = get_peft_model(model, config, autocast_adapter_dtype=False)
        left = set_peft_model_state_dict(adapted, weights).unexpected_keys
    except (SafetensorError, RuntimeError, ValueError, TypeError) as error:
        raise _misfit(folder, str(error).partition("\n")[0]) from error
    there = sum("lora_" in name for name, _ in adapted.named_parameters())
    if left or there != len(weights):
        raise _misfit(folder, f"{len(weights)} weights for {there} places")
    return adapted


def _misfit(folder: Path, found: str) -> Refused:
    return Refused(
        f"{folder / WEIGHTS}: expected an adapter to this very model, found {found}"
    )
