"""Checkpoints of real sizes with random weights: built when asked for, then kept."""

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarize.models import lock, store
from summarize.models.quiet import quiet_libraries
from summarize.speed.cases import Shape
from summarize.speed.crafting import fit
from summarize.speed.vocabularies import Tokens, tokens_for

_RECIPE = "1"

Say = Callable[[str], None]


def checkpoint(
    name: str, shape: Shape, steps: int, texts: Sequence[str], say: Say
) -> Path:
    """The folder of a checkpoint whose every answer has `steps` tokens, end included.

    It is built in the cache the first time; `texts` are what its tokenizer is trained
    on.
    """
    recipe = [_RECIPE, asdict(shape), steps, version("transformers"), texts]
    revision = sha256(json.dumps(recipe).encode()).hexdigest()[:16]

    def make(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as work:
            _build(shape, steps, texts, Path(work), folder)

    return kept(name, revision, make, say)


def kept(name: str, revision: str, make: Callable[[Path], None], say: Say) -> Path:
    """The folder `name` of the bench's cache at this revision, made where it is not."""
    final = store.cache_home() / "bench" / name
    there = lock.read(final)
    if there is not None and there.revision == revision:
        return final
    say(f"building {name}, once")
    final.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=final.parent))
    try:
        made = aside / name
        made.mkdir()
        make(made)
        lock.write(made, f"bench/{name}", revision)
        if final.exists():
            final.rename(aside / "old")
        made.rename(final)
    finally:
        shutil.rmtree(aside)
    return final


def _build(
    shape: Shape, steps: int, texts: Sequence[str], work: Path, folder: Path
) -> None:
    import torch

    torch.manual_seed(7)
    with quiet_libraries():
        tokens = tokens_for(shape, texts, work)
        model = _MODELS[shape.family](shape, tokens).eval()
        fit(model, _opening(shape, model, tokens), tokens.words, steps)
        model.save_pretrained(folder)
        tokens.tokenizer.save_pretrained(folder)


def _opening(shape: Shape, model: Any, tokens: Tokens) -> list[int]:
    start = [model.config.decoder_start_token_id]
    if shape.family == "nllb":
        start.append(tokens.tokenizer.convert_tokens_to_ids("eng_Latn"))
    return start


def _sides(shape: Shape, tokens: Tokens) -> dict[str, Any]:
    """The settings that Marian and NLLB have in common.

    Embeddings are not scaled: an output row, which is one, is then small beside the
    position.
    """
    return {
        "vocab_size": tokens.size,
        "d_model": shape.width,
        "scale_embedding": False,
        "max_position_embeddings": 1024,
        "dropout": 0.0,
    } | {
        f"{side}_{name}": value
        for side in ("encoder", "decoder")
        for name, value in (
            ("layers", shape.layers),
            ("attention_heads", shape.heads),
            ("ffn_dim", shape.inner),
        )
    }


def _marian(shape: Shape, tokens: Tokens) -> Any:
    from transformers import MarianConfig, MarianMTModel

    pad = tokens.size - 1
    return MarianMTModel(
        MarianConfig(
            **_sides(shape, tokens),
            activation_function="swish",
            pad_token_id=pad,
            eos_token_id=0,
            decoder_start_token_id=pad,
            forced_eos_token_id=None,
        )
    )


def _nllb(shape: Shape, tokens: Tokens) -> Any:
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    config = M2M100Config(**_sides(shape, tokens), decoder_start_token_id=2)
    return M2M100ForConditionalGeneration(config)


def _mt5(shape: Shape, tokens: Tokens) -> Any:
    import torch
    from transformers import MT5Config, MT5ForConditionalGeneration

    model = MT5ForConditionalGeneration(
        MT5Config(
            vocab_size=tokens.size,
            d_model=shape.width,
            d_kv=shape.head,
            d_ff=shape.inner,
            num_layers=shape.layers,
            num_heads=shape.heads,
            dropout_rate=0.0,
            decoder_start_token_id=0,
        )
    )
    # transformers 5 ties them, which mT5's own weights never were.
    model.lm_head.weight = torch.nn.Parameter(model.shared.weight.detach().clone())
    model.config.tie_word_embeddings = False
    return model


_MODELS = {"marian": _marian, "nllb": _nllb, "mt5": _mt5}
