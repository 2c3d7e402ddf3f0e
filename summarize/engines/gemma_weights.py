"""The weights of the built Gemma 3, laid out as its products want them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarize.cores import has_bfloat16

if TYPE_CHECKING:
    from torch import Tensor, dtype

Product = Callable[["Tensor"], "Tensor"]
Stored = Mapping[str, "Tensor"]

# The products are laid out for about so many rows.
_ROWS = 64
# Up to so many rows are filled up to a multiple of so many, more to one of `_ROWS`.
_STEPS = {4: 4, _ROWS: 8}


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its five products and the norms around them.

    `local` tells whether it sees the sliding window alone. `attend` makes queries, the
    key and the value in one; `heads` are the norms of the queries and the key. `gate`
    ends with its activation.
    """

    local: bool
    attend: Product
    heads: "Tensor"
    gather: Product
    gate: Product
    widen: Product
    narrow: Product
    norms: "tuple[Tensor, Tensor, Tensor, Tensor]"


@dataclass(frozen=True, slots=True)
class Weights:
    """A network; `turns` are angles from a place to the next, by `local`."""

    layers: tuple[Layer, ...]
    embedding: "Tensor"
    norm: "Tensor"
    head: Product
    heads: int
    epsilon: float
    window: int
    turns: "Mapping[bool, Tensor]"


def load_weights(folder: Path) -> Weights:
    """Read a folder's `config.json` and `model.safetensors`.

    In bfloat16 where the processor multiplies it, else in float32.
    """
    import torch
    from safetensors.torch import load_file

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    stored = load_file(folder / "model.safetensors")
    kind = torch.bfloat16 if has_bfloat16() else torch.float32
    # A copy: what is read from the file stays mapped as long as it is used.
    embedding = stored["model.embed_tokens.weight"].to(kind, copy=True)
    kinds = enumerate(config["layer_types"])
    return Weights(
        layers=tuple(_layer(stored, config, at, name, kind) for at, name in kinds),
        embedding=embedding,
        norm=1 + stored["model.norm.weight"].float(),
        head=_product(embedding),
        heads=config["num_attention_heads"],
        epsilon=config["rms_norm_eps"],
        window=config["sliding_window"],
        turns={
            name == "sliding_attention": _turn(config["head_dim"], rope["rope_theta"])
            for name, rope in config["rope_parameters"].items()
        },
    )


def _layer(
    stored: Stored, config: Mapping[str, Any], at: int, name: str, kind: "dtype"
) -> Layer:
    import torch

    def weight(*names: str) -> "Tensor":
        parts = [stored[f"model.layers.{at}.{each}.weight"] for each in names]
        return torch.cat(parts).to(kind)

    def norm(name: str) -> "Tensor":
        return 1 + stored[f"model.layers.{at}.{name}.weight"].float()

    query = norm("self_attn.q_norm") * config["query_pre_attn_scalar"] ** -0.5
    queries = query.expand(config["num_attention_heads"], -1)
    return Layer(
        local=name == "sliding_attention",
        attend=_product(
            weight("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")
        ),
        heads=torch.cat([queries, norm("self_attn.k_norm")[None]]),
        gather=_product(weight("self_attn.o_proj")),
        gate=_product(weight("mlp.gate_proj"), "gelu"),
        widen=_product(weight("mlp.up_proj")),
        narrow=_product(weight("mlp.down_proj")),
        norms=(
            norm("input_layernorm"),
            norm("post_attention_layernorm"),
            norm("pre_feedforward_layernorm"),
            norm("post_feedforward_layernorm"),
        ),
    )


def _product(weight: "Tensor", then: Literal["none", "gelu"] = "none") -> Product:
    """A linear layer and its activation, laid out as the processor wants the weight.

    oneDNN keeps what it made for every number of rows, which adds up to half a
    gigabyte, and adds a row alone up in another order: rows are filled up to steps.
    """
    import torch
    from torch.nn.functional import gelu, linear, pad

    if not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        if then == "none":
            return lambda x: linear(x, weight)
        return lambda x: gelu(linear(x, weight), approximate="tanh")
    laid_out = torch.ops.mkldnn._reorder_linear_weight(weight, _ROWS)
    multiply = torch.ops.mkldnn._linear_pointwise

    def of(x: "Tensor") -> "Tensor":
        step = next((step for most, step in _STEPS.items() if len(x) <= most), _ROWS)
        rows = pad(x, (0, 0, 0, -len(x) % step))
        found: Tensor = multiply(rows, laid_out, None, then, [], "tanh")
        return found[: len(x)]

    return of


def _turn(width: int, base: float) -> "Tensor":
    """How far each pair of values turns from a place to the next (rotary places)."""
    import torch

    return torch.tensor(base) ** -(torch.arange(0, width, 2) / width)
