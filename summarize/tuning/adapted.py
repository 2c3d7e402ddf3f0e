"""A base model with an adapter to train: everything else in it is frozen."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarize.cores import has_bfloat16
from summarize.engines.checkpoint import load_checkpoint
from summarize.errors import Refused
from summarize.models import adapters

if TYPE_CHECKING:
    from torch import Tensor

Precision = Literal["bfloat16", "float32"]

ALPHA_TO_RANK = 2


@dataclass(frozen=True, slots=True)
class Adapted:
    """The model, its trainable matrices in a fixed order, and where they compute."""

    model: Any
    matrices: "tuple[Tensor, ...]"
    device: str

    def vector(self) -> "Tensor":
        """The adapter's weights as one float32 vector in main memory."""
        from torch.nn.utils import parameters_to_vector

        return parameters_to_vector(self.matrices).detach().float().cpu()

    def take(self, vector: "Tensor") -> None:
        """Set the adapter's weights, rounded to the model's precision."""
        at = 0
        for matrix in self.matrices:
            part = vector[at : at + matrix.numel()]
            matrix.data.copy_(part.view_as(matrix))
            at += matrix.numel()


def adapted(
    folder: Path, start: Path | None, *, rank: int, seed: int, device: str
) -> Adapted:
    """Load a base with a new adapter, or with that in `start`, ready to be trained."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM, GenerationConfig

    model = load_checkpoint(
        AutoModelForCausalLM,
        folder,
        dtype=getattr(torch, precision_for(device)),
        attn_implementation="eager",
    )
    # What a checkpoint's own file says about decoding is not asked for here.
    model.generation_config = GenerationConfig()
    torch.manual_seed(seed)
    with warnings.catch_warnings():
        # peft still reads a name that transformers has renamed.
        warnings.simplefilter("ignore", FutureWarning)
        if start is None:
            config = LoraConfig(
                r=rank,
                lora_alpha=ALPHA_TO_RANK * rank,
                target_modules="all-linear",
                task_type="CAUSAL_LM",
            )
            model = get_peft_model(model, config, autocast_adapter_dtype=False)
        else:
            model = adapters.attach(model, start)
    for name, weight in model.named_parameters():
        weight.requires_grad_("lora_" in name)
    # Not in training mode: a base with dropout would leave something to chance.
    model.eval().to(device)
    _require_plain_head(model, folder)
    trained = tuple(each for each in model.parameters() if each.requires_grad)
    return Adapted(model, trained, device)


def _require_plain_head(model: Any, folder: Path) -> None:
    """Refuse a model that scales or caps its logits: the losses would be others."""
    import torch

    whole = model.get_base_model()
    ids = torch.tensor([[1, 2, 3]], device=whole.device)
    with torch.inference_mode():
        hidden = whole.base_model(input_ids=ids, use_cache=False).last_hidden_state
        plain = whole.get_output_embeddings()(hidden)
        whole_way = whole(input_ids=ids, use_cache=False).logits
    if not torch.allclose(plain.float(), whole_way.float(), rtol=0.02, atol=0.02):
        raise Refused(
            f"{folder}: expected logits as the output head multiplies them, found "
            "a model that scales or caps them; tune another one"
        )


def precision_for(device: str) -> Precision:
    """bfloat16 where the processor multiplies it, which is four times as fast there."""
    import torch

    there = torch.cuda.is_bf16_supported() if device == "cuda" else has_bfloat16()
    return "bfloat16" if there else "float32"


def device_for(wanted: Literal["auto", "cpu", "cuda"]) -> str:
    """The device to train on; refuses a GPU that is not there."""
    import torch

    if wanted != "cpu" and torch.cuda.is_available():
        return "cuda"
    if wanted == "cuda":
        raise Refused("no CUDA GPU can be used here: use --device cpu or auto")
    return "cpu"
