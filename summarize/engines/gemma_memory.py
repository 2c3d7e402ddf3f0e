"""What rows that are being written remember: the keys and values of their tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from mmap import MAP_ANONYMOUS, MAP_PRIVATE, mmap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor, dtype

# Rows look at so many more tokens at a time.
STRIDE = 32


@dataclass(frozen=True, slots=True)
class Memory:
    """Keys and values of the rows being written, and how many tokens they have.

    Both are tensors of layers, rows, tokens and values; a row's length is a whole
    number. Keys are in float32, since what queries make of them is not to be rounded.
    """

    keys: "Tensor"
    values: "Tensor"
    lengths: "Tensor"

    def copy(self, sources: Sequence[int], targets: Sequence[int]) -> None:
        """Let each target row stand where its source row does."""
        pairs = zip(sources, targets, strict=True)
        moved = [(source, target) for source, target in pairs if source != target]
        sources, targets = map(list, zip(*moved, strict=True))
        longest = int(self.lengths[sources].max())
        for kept in (self.keys, self.values):
            kept[:, targets, :longest] = kept[:, sources, :longest]
        self.lengths[targets] = self.lengths[sources]


def empty(shape: tuple[int, int, int, int], kind: "dtype") -> Memory:
    """Room for layers, rows, tokens and values; what is not used costs nothing."""
    import torch

    layers, rows, tokens, values = shape
    room = (layers, rows, tokens + STRIDE, values)
    lengths = torch.zeros(rows, dtype=torch.long)
    return Memory(_zeros(room, torch.float32), _zeros(room, kind), lengths)


def _zeros(shape: tuple[int, ...], kind: "dtype") -> "Tensor":
    """Zeros that take no memory before they are written, and give it back at once."""
    import torch

    size = prod(shape) * kind.itemsize
    pages = mmap(-1, size, flags=MAP_PRIVATE | MAP_ANONYMOUS)
    return torch.frombuffer(pages, dtype=kind).view(shape)
