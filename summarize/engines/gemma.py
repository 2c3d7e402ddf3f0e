"""Gemma 3 in torch: prompts are read together, answers written side by side.

Products are in the weights' precision, what flows between them is in float32. What a
row gets never depends on its neighbours, bit for bit: its sums are added up in one
order however many rows there are, and it attends to its own tokens alone.

Source: Gemma Team, "Gemma 3 Technical Report", 2025, as transformers'
`Gemma3ForCausalLM` computes it.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.engines.gemma_memory import STRIDE, Memory, empty
from summarize.engines.gemma_weights import load_weights

if TYPE_CHECKING:
    from torch import Tensor

    # Of a layer's place, its queries, keys and values: what each token finds.
    Attend = Callable[[int, Tensor, Tensor, Tensor], Tensor]

# What more tokens give is added up apart: one product of many adds in another order.
_SUMMED = 128


class Gemma:
    """The network of a checkpoint's folder."""

    def __init__(self, folder: Path) -> None:
        self._weights = load_weights(folder)

    def memory(self, rows: int, tokens: int) -> Memory:
        """Room for so many rows of so many tokens; what is not used costs nothing."""
        layers, kind = self._weights.layers, self._weights.embedding.dtype
        return empty((len(layers), rows, tokens, layers[0].heads.shape[1]), kind)

    def read(
        self, prompts: Sequence[Sequence[int]], memory: Memory, rows: Sequence[int]
    ) -> "Tensor":
        """Read prompts into rows; the state after each.

        States are a row a prompt of the model's width, in the weights' precision.
        """
        import torch

        lengths = [len(prompt) for prompt in prompts]
        memory.lengths[rows] = torch.tensor(lengths)

        def attend(at: int, q: "Tensor", k: "Tensor", v: "Tensor") -> "Tensor":
            parts = zip(
                rows, *(torch.split(x, lengths) for x in (q, k, v)), strict=True
            )
            found = []
            for row, asked, keys, values in parts:
                memory.keys[at][row, : len(keys)] = keys
                memory.values[at][row, : len(keys)] = values
                found.append(self._look_back(at, asked, keys, values))
            return torch.cat(found)

        ids = [id for prompt in prompts for id in prompt]
        places = torch.cat([torch.arange(length) for length in lengths])
        return self._run(ids, places, attend, torch.tensor(lengths).cumsum(0) - 1)

    def step(self, ids: Sequence[int], memory: Memory) -> "Tensor":
        """Write a token to each of the first rows; the states after them, as `read`."""
        import torch

        count = len(ids)
        rows, places = torch.arange(count), memory.lengths[:count].clone()
        memory.lengths[:count] += 1
        seen = (int(places.max()) // STRIDE + 1) * STRIDE
        behind = (places[:, None] - torch.arange(seen))[:, None]
        unseen = behind < 0
        hidden = {False: unseen, True: unseen | (behind >= self._weights.window)}

        def attend(at: int, q: "Tensor", k: "Tensor", v: "Tensor") -> "Tensor":
            keys, values = memory.keys[at], memory.values[at]
            keys[rows, places], values[rows, places] = k.float(), v
            # All heads share the keys; the other way round this takes twice as long.
            likeness = torch.bmm(keys[:count, :seen], q.float().transpose(1, 2))
            passed_over = hidden[self._weights.layers[at].local]
            likeness = likeness.transpose(1, 2).masked_fill(passed_over, float("-inf"))
            return _mixed(likeness.softmax(-1).to(v.dtype), values[:count, :seen])

        return self._run(ids, places, attend, rows)

    def logits(self, states: "Tensor") -> "Tensor":
        """How likely each id is to follow each state, rounded as products are.

        Float32, a row a state, of as many values as there are ids.
        """
        return self._weights.head(states).float()

    def exactly(self, states: "Tensor", ids: "Tensor") -> "Tensor":
        """The same of a few ids a state, not rounded: of the shape of `ids`."""
        chosen = self._weights.embedding[ids].float()
        return (chosen * states[:, None].float()).sum(-1)

    def _look_back(self, at: int, q: "Tensor", k: "Tensor", v: "Tensor") -> "Tensor":
        """What the tokens of one prompt find in those before them."""
        from torch.nn.functional import scaled_dot_product_attention

        length, window = len(q), self._weights.window
        near = None
        if self._weights.layers[at].local and length > window:
            near = q.new_ones(length, length).bool().tril().triu(1 - window)
        return scaled_dot_product_attention(
            q.transpose(0, 1)[None],
            k.expand(1, q.shape[1], -1, -1),
            v.expand(1, q.shape[1], -1, -1),
            attn_mask=near,
            is_causal=near is None,
            scale=1.0,
        )[0].transpose(0, 1)

    def _run(
        self, ids: Sequence[int], places: "Tensor", attend: "Attend", wanted: "Tensor"
    ) -> "Tensor":
        """The states of the wanted tokens after all layers."""
        import torch

        weights, heads = self._weights, self._weights.heads
        turns = {kind: places[:, None, None] * by for kind, by in weights.turns.items()}
        turned = {kind: (turn.cos(), turn.sin()) for kind, turn in turns.items()}
        flow = weights.embedding[torch.tensor(ids)].float()
        flow *= flow.shape[1] ** 0.5
        for at, layer in enumerate(weights.layers):
            before, after, before_inner, after_inner = layer.norms
            width = layer.heads.shape[1]
            asked = layer.attend(self._normed(flow, before))
            qk, v = torch.split(asked, [(heads + 1) * width, width], -1)
            qk = self._norm(qk.reshape(len(ids), heads + 1, width)) * layer.heads
            qk = _rotate(qk, *turned[layer.local]).to(asked.dtype)
            found = attend(at, qk[:, :heads], qk[:, heads], v).reshape(len(ids), -1)
            flow = torch.addcmul(flow, self._norm(layer.gather(found)), after)
            x = self._normed(flow, before_inner)
            inner = layer.narrow(layer.widen(x).mul_(layer.gate(x)))
            flow = torch.addcmul(flow, self._norm(inner), after_inner)
        return self._normed(flow[wanted], weights.norm)

    def _normed(self, flow: "Tensor", weight: "Tensor") -> "Tensor":
        """What a product is given."""
        return (self._norm(flow) * weight).to(self._weights.embedding.dtype)

    def _norm(self, x: "Tensor") -> "Tensor":
        """Vectors at a root mean square of one, in float32."""
        import torch

        x = x.float()
        size = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
        mean = size.square_().div_(x.shape[-1])
        found: Tensor = x * mean.add_(self._weights.epsilon).rsqrt_()
        return found


def _mixed(shares: "Tensor", values: "Tensor") -> "Tensor":
    """What rows find in their tokens' values, by their shares of attention."""
    import torch

    parts = zip(
        torch.split(shares, _SUMMED, -1), torch.split(values, _SUMMED, 1), strict=True
    )
    found = (torch.bmm(share, value).float() for share, value in parts)
    return reduce(torch.add, found).to(values.dtype)


def _rotate(x: "Tensor", cos: "Tensor", sin: "Tensor") -> "Tensor":
    """Turn each value with the one half a vector further on."""
    import torch

    one, other = x.chunk(2, -1)
    return torch.cat([one * cos - other * sin, other * cos + one * sin], -1)
