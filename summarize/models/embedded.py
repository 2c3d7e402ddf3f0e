"""The embedded model: built once from the installed wheel and an adapter.

Gemma 3 270M, dequantised and cut to the kept vocabulary (`dequantised`), is merged with
a LoRA adapter, ours in `summarize/data/embedded` or a desk's own, and converted to
CTranslate2 int8. The built folder holds the model, its tokenizer and a lock.
"""

import json
import shutil
import warnings
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarize.errors import ModelMissing
from summarize.models import adapters, dequantised, lock
from summarize.models.quiet import quiet_libraries
from summarize.models.store import folder_for

ADAPTER = Path(__file__).parent.parent / "data" / "embedded"
NAME = "embedded"
STEPS = 6
_BUILD = "1"
_TEXTS = ("tokenizer.json", "apart.json")

Say = Callable[[str], None]


def revision(adapter: Path = ADAPTER) -> str:
    """The fingerprint of all that the model built with an adapter is made of."""
    digest = sha256(_BUILD.encode())
    for name in (dequantised.WHEEL, "ctranslate2"):
        digest.update(version(name).encode())
    for path in (
        adapter / adapters.SETTINGS,
        adapter / adapters.WEIGHTS,
        dequantised.KEPT_IDS,
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def place(adapter: Path = ADAPTER) -> Path:
    """The folder in the store that the model built with an adapter has or will have."""
    name = NAME if adapter == ADAPTER else f"{NAME}-with-{revision(adapter)}"
    return folder_for(name)


def is_built(adapter: Path = ADAPTER) -> bool:
    """Whether the model stands in the store, built from what is installed now."""
    built = lock.read(place(adapter))
    return built is not None and built.revision == revision(adapter)


def verified(adapter: Path = ADAPTER) -> Path:
    """The built model's folder, every file checked against its lock."""
    if not is_built(adapter):
        raise ModelMissing("the embedded model is not built; run: mujaz models build")
    folder = place(adapter)
    lock.verify(folder)
    return folder


def build(say: Say = lambda words: None, adapter: Path = ADAPTER) -> Path:
    """Build the model aside and move it into place; `say` is told each of `STEPS`."""
    final = place(adapter)
    with dequantised.aside(final) as aside:
        weights = dequantised.kept() or dequantised.make(
            aside / "weights", aside / "work", say
        )
        folder = aside / NAME
        with quiet_libraries(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            say("merging the adapter")
            merged = merged_model(weights, adapter)
            say("converting to CTranslate2 int8")
            convert(merged, pieces_of(weights, merged), aside / "config", folder)
        for name in _TEXTS:
            shutil.copyfile(weights / name, folder / name)
        named = NAME if adapter == ADAPTER else f"{NAME}+{adapter.name}"
        lock.write(folder, named, revision(adapter))
        dequantised.move(folder, final, aside)
    return final


def merged_model(weights: Path, adapter: Path) -> Any:
    """The torch model of the weights with the adapter in them."""
    import torch
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(weights, dtype=torch.float32)
    return adapters.attach(model, adapter).merge_and_unload()


def pieces_of(weights: Path, model: Any) -> list[str]:
    """The pieces that the model knows, in the order of their ids."""
    text = (weights / "tokenizer.json").read_text(encoding="utf-8")
    ids: dict[str, int] = json.loads(text)["model"]["vocab"]
    return sorted(ids, key=lambda piece: ids[piece])[: model.config.vocab_size]


def convert(model: Any, pieces: list[str], config: Path, folder: Path) -> None:
    """Write the model to `folder` in CTranslate2's form, int8, its pieces named."""
    from ctranslate2.converters import TransformersConverter

    class Names:
        """Just what the converter asks of a tokenizer."""

        bos_token, eos_token, unk_token = "<bos>", "<eos>", "<unk>"

        def get_vocab(self) -> dict[str, int]:
            return {piece: id for id, piece in enumerate(pieces)}

    class InMemory(TransformersConverter):  # type: ignore[misc]
        """Converts the model at hand instead of reading one from disk."""

        def load_model(self, *args: Any, **kwargs: Any) -> Any:
            return model

        def load_tokenizer(self, *args: Any, **kwargs: Any) -> Any:
            return Names()

    model.config.save_pretrained(config)
    InMemory(str(config)).convert(str(folder), quantization="int8")
