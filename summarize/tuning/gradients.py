"""What a batch says about the weights: its parts' losses and their summed gradient."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from summarize.cores import cores, torch_threads
from summarize.tuning.adapted import Adapted
from summarize.tuning.batches import PARTS
from summarize.tuning.texts import Encoded

if TYPE_CHECKING:
    from torch import Tensor

Part = Sequence[Encoded]


def batch_gradient(
    adapted: Adapted,
    parts: Sequence[Part],
    pad: int,
    smoothing: float,
    pool: ThreadPoolExecutor,
) -> "tuple[float, Tensor]":
    """The mean loss of a batch's answer tokens, and its gradient.

    That is one float32 vector in main memory, as `Adapted.vector` is. The parts are
    added up in their order, whichever thread ends first.
    """

    def of_part(part: Part) -> "tuple[float, Tensor]":
        import torch

        loss = losses(adapted, part, pad, smoothing)
        found = torch.autograd.grad(loss, adapted.matrices)
        return loss.item(), torch.cat([each.flatten() for each in found]).float().cpu()

    # The longest first: the cores then end at about the same time.
    order = sorted(range(len(parts)), key=lambda at: -_tokens(parts[at]))
    asked = {at: pool.submit(of_part, parts[at]) for at in order}
    found = [asked[at].result() for at in range(len(parts))]
    answered = sum(len(each.answer) for part in parts for each in part)
    gradient = found[0][1]
    for _, another in found[1:]:
        gradient += another
    return sum(loss for loss, _ in found) / answered, gradient.div_(answered)


def losses(adapted: Adapted, part: Part, pad: int, smoothing: float = 0.0) -> "Tensor":
    """The sum of a part's losses over its answers' tokens, and over nothing else.

    Padding goes behind: a causal model never looks there, so no mask is needed.
    """
    import torch
    from torch.nn.functional import cross_entropy

    longest = max(each.tokens for each in part)
    ids = torch.full((len(part), longest), pad)
    for row, each in enumerate(part):
        ids[row, : each.tokens] = torch.tensor(each.prompt + each.answer)
    before = torch.tensor(
        [
            row * longest + at
            for row, each in enumerate(part)
            for at in range(len(each.prompt) - 1, each.tokens - 1)
        ]
    )
    wanted = torch.tensor([id for each in part for id in each.answer])
    whole, device = adapted.model.get_base_model(), adapted.device
    hidden = whole.base_model(
        input_ids=ids.to(device), use_cache=False
    ).last_hidden_state
    # Indexing copies: a strided view makes the head's product ten times slower.
    chosen = hidden.flatten(0, 1)[before.to(device)]
    logits = whole.get_output_embeddings()(chosen).float()
    return cross_entropy(
        logits, wanted.to(device), reduction="sum", label_smoothing=smoothing
    )


def side_by_side(device: str) -> AbstractContextManager[ThreadPoolExecutor]:
    """Threads that compute a part of a batch each."""
    return torch_threads(PARTS, cores() if device == "cpu" else 1)


def _tokens(part: Part) -> int:
    return sum(each.tokens for each in part)
