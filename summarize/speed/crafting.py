"""Random weights that write words up to a given length, as no trained model must.

What a decoder computes takes as long whatever its weights are, but what it writes
decides how long it goes on. So the rows of the output matrix are fitted, by ridge
regression, to the states in which the decoder writes its first, second, ... token:
each made-up word has its one place in an answer and the end has the last. Answers then
differ from text to text, repeat nothing and are all equally long.
"""

from collections.abc import Sequence
from typing import Any

# How much likelier, in nats, a word is at its own place than anywhere else.
_SURE = 30.0
# Sublayers add so little that a state tells the place, whatever was read and written.
_QUIET = 0.1
# So large a state makes output rows, which may be embeddings too, small beside it.
_LOUD = 1e5
# Neighbouring places are much alike: the more of it, the less of int8's noise passes.
_RIDGE = 1e-2
_SAMPLES = 16
_ADDING = ("out_proj", "fc2", "o", "wo")


def fit(model: Any, opening: Sequence[int], words: Sequence[int], steps: int) -> None:
    """Make the model answer with `steps` - 1 of the words and then its end.

    `opening` are the ids that a decoder is given before it writes.
    """
    import torch

    with torch.no_grad():
        _quieten(model)
        embeddings = model.get_input_embeddings().weight
        output = model.get_output_embeddings().weight
        output.normal_(std=1.0 / (_LOUD * output.shape[1] ** 0.5))
        ids, places = torch.tensor(words), torch.arange(len(words)) % (steps - 1)
        if output is not embeddings:
            _name_places(embeddings, ids, places, steps)
        states = _states(model, opening, ids[: _SAMPLES * (steps - 1)], steps)
        rows = _readout(states)
        output[ids] += rows[places]
        output[model.config.pad_token_id] = 0.0
        output[model.config.eos_token_id] = rows[steps - 1]


def _quieten(model: Any) -> None:
    """Let sublayers add little, and the last state be large."""
    for name, module in model.named_modules():
        if name.rpartition(".")[2] in _ADDING and hasattr(module, "weight"):
            module.weight.mul_(_QUIET)
    decoder = model.get_decoder()
    names = ("layer_norm", "final_layer_norm")
    norms = [getattr(decoder, name) for name in names if hasattr(decoder, name)]
    last = norms[0] if norms else decoder.layers[-1].final_layer_norm
    last.weight.fill_(_LOUD)


def _name_places(embeddings: Any, ids: Any, places: Any, steps: int) -> None:
    """Embed words of one place nearly alike, so that the next state knows the place."""
    import torch

    codes = torch.randn(steps, embeddings.shape[1])
    embeddings[ids] = codes[places] + 0.05 * torch.randn(len(ids), embeddings.shape[1])


def _states(model: Any, opening: Sequence[int], ids: Any, steps: int) -> Any:
    """The states in which the decoder writes: samples, steps, width."""
    import torch

    written = ids.reshape(-1, steps - 1)
    before = torch.tensor(opening).repeat(len(written), 1)
    source = torch.randint(3, model.config.vocab_size - 1, (len(written), 24))
    encoded = model.get_encoder()(input_ids=source).last_hidden_state
    decoded = model.get_decoder()(
        input_ids=torch.cat([before, written], dim=1),
        encoder_hidden_states=encoded,
        use_cache=False,
    )
    return decoded.last_hidden_state[:, len(opening) - 1 :]


def _readout(states: Any) -> Any:
    """A row for each place, whose product with a state is largest at its own."""
    import torch

    samples, steps, width = states.shape
    flat = states.reshape(samples * steps, width).double()
    own = torch.eye(steps, dtype=torch.float64)
    gram = flat.T @ flat
    ridge = _RIDGE * gram.diagonal().mean() * torch.eye(width, dtype=torch.float64)
    rows = torch.linalg.solve(gram + ridge, flat.T @ own.repeat(samples, 1)).T
    said = states.mean(dim=0).double() @ rows.T
    margins = said.diagonal() - (said - 1e9 * own).amax(dim=1)
    return (rows * _SURE / margins.min()).float()
