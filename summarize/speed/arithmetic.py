"""How much a model computes for a token, from the shapes of its weights.

Attention over earlier tokens and all that is no matrix product is left out: the work
counted is less than what is done, and so is the share of the machine it takes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path

_EMBEDDED = ("embed_tokens", "embed_positions", "shared", "lm_head", "relative_")
# What a decoder makes of what was read, once for each token of it.
_CROSS = (
    "encoder_attn.k_proj",
    "encoder_attn.v_proj",
    "EncDecAttention.k",
    "EncDecAttention.v",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Millions of multiply-adds for a token read, and for one written, a beam each.

    In int8 the latter are also the millions of bytes of weights a decoding step reads.
    """

    read: float
    written: float


def cost(folder: Path) -> Cost:
    """The cost of a checkpoint's tokens, by its safetensors file."""
    read = written = output = 0
    causal = True
    for name, shape in _matrices(folder / "model.safetensors"):
        size = prod(shape)
        if any(part in name for part in _EMBEDDED):
            if "positions" not in name and "relative_" not in name:
                output = max(output, size)
        elif "encoder." in name and "decoder." not in name:
            causal = False
            read += size
        elif any(part in name for part in _CROSS):
            read += size
        else:
            written += size
    return Cost((read + written * causal) / 1e6, (written + output) / 1e6)


def _matrices(path: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    from safetensors import safe_open

    with safe_open(path, framework="np") as file:
        names = file.keys()
        for name in names:
            shape = tuple(file.get_slice(name).get_shape())
            if len(shape) == 2 and min(shape) > 1:
                yield name, shape


def billions(cost: Cost, read: int, written: int, beams: int) -> float:
    """The multiply-adds, in billions, of so many tokens."""
    return (cost.read * read + cost.written * written * beams) / 1e3
