"""A checkpoint converted for CTranslate2 once, and kept under what it was made from."""

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from summarize.engines.checkpoint import load_checkpoint
from summarize.errors import IntegrityError, MujazError
from summarize.families import Family
from summarize.models import lock

# Raised when a conversion comes out differently, so that none made before is used.
_RECIPE = 2
_PARTS = (".safetensors", ".json", ".model", ".spm", ".txt", ".jinja")


class Unconvertible(Exception):
    """CTranslate2 cannot take this checkpoint; the message says why."""


def is_converted(folder: Path) -> bool:
    """Tell whether the folder already is a CTranslate2 model."""
    return (folder / "model.bin").is_file()


def converted(
    folder: Path,
    family: Family,
    cache: Path,
    quantization: str,
    sums: Mapping[str, str] = MappingProxyType({}),
) -> Path:
    """Return the folder's CTranslate2 form, converting it the first time.

    `sums` are the SHA-256 of its files that are known already, by name.
    """
    if is_converted(folder):
        return folder
    place = cache / _key(folder, quantization, sums)
    if _is_kept(place):
        return place
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=".converting-") as aside:
        made = Path(aside) / "model"
        _convert(folder, made, quantization)
        if not family.causal and family.name != "marian":
            _leave_start_to_caller(made / "config.json")
        lock.write(made, "converted", place.name)
        try:
            made.replace(place)
        except OSError:
            # Something is there: what another process put there first, or a broken one.
            if not _is_kept(place):
                place.replace(Path(aside) / "broken")
                made.replace(place)
    return place


def _is_kept(place: Path) -> bool:
    """Tell whether an earlier conversion is there and still what was written."""
    try:
        return lock.verify(place).revision == place.name
    except IntegrityError:
        return False


def _key(folder: Path, quantization: str, sums: Mapping[str, str]) -> str:
    """Digest the checkpoint's files, what they become and who makes it."""
    import ctranslate2

    digest = hashlib.sha256(
        f"{ctranslate2.__version__} {_RECIPE} {quantization}".encode()
    )
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix in _PARTS:
            known = sums.get(path.name) or lock.sha256_of(path)
            digest.update(f"\0{path.name}\0{known}".encode())
    return digest.hexdigest()


def _convert(folder: Path, made: Path, quantization: str) -> None:
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc, unused-ignore]
        def load_model(self, model_class: Any, path: str, **options: Any) -> Any:
            _flatten_rope(options["config"])
            _name_norms(options["config"])
            _same_scale(options["config"])
            model = load_checkpoint(model_class, Path(path), **options)
            _same_logits(model.config)
            return model

        def load_tokenizer(self, tokenizer_class: Any, path: str, **_: Any) -> Any:
            from summarize.families.vocabulary import load_vocabulary

            return _complete(load_vocabulary(Path(path)).tokenizer)

    kept = None if quantization == "float32" else quantization
    try:
        Converter(str(folder)).convert(str(made), quantization=kept)
    except (MujazError, OSError):
        raise
    except Exception as error:  # what it does not know ends in types, lookups, anything
        raise Unconvertible(f"{folder}: CTranslate2 cannot take it: {error}") from error


def _flatten_rope(config: Any) -> None:
    """Give the converter the two Gemma 3 bases under the names it looks for.

    transformers 5 keeps them in `rope_parameters`, one entry a layer type; the
    converter would silently write its defaults.
    """
    text = getattr(config, "text_config", config)
    ropes = getattr(text, "rope_parameters", None) or {}
    if "full_attention" not in ropes:
        return
    if any(rope.get("rope_type", "default") != "default" for rope in ropes.values()):
        raise NotImplementedError("scaled rotary embeddings of two kinds")
    text.rope_theta = ropes["full_attention"]["rope_theta"]
    text.rope_local_base_freq = ropes["sliding_attention"]["rope_theta"]


def _name_norms(config: Any) -> None:
    """Say where BART and mBART normalise, which transformers 5 leaves out."""
    before = {"bart": False, "mbart": True}.get(config.model_type)
    if before is not None and not hasattr(config, "normalize_before"):
        config.normalize_before = before


def _same_scale(config: Any) -> None:
    """Refuse attention scaled by anything but the head's size: it would be lost."""
    text = getattr(config, "text_config", config)
    scalar = getattr(text, "query_pre_attn_scalar", None)
    if scalar is not None and scalar != text.head_dim:
        raise NotImplementedError(f"attention scaled by {scalar}")


def _same_logits(config: Any) -> None:
    """Keep T5's logits as transformers has them: divided only where it divides.

    transformers 5 ties the embeddings of every T5, which the converter takes for the
    first T5's, whose logits are divided by the root of the width: a beam would then
    look at nearly equal odds.
    """
    if config.model_type in ("t5", "mt5"):
        divides = getattr(config, "scale_decoder_outputs", False)
        config.tie_word_embeddings = divides


def _complete(tokenizer: Any) -> Any:
    """Give every id up to the last a name: the converter takes names by position.

    M2M-100's tokenizer keeps its languages apart, others leave ids out.
    """
    languages = getattr(tokenizer, "lang_token_to_id", {})
    names = {id: name for name, id in (tokenizer.get_vocab() | languages).items()}
    vocabulary = {names.get(id, f"<no_{id}>"): id for id in range(max(names) + 1)}
    tokenizer.get_vocab = lambda: vocabulary
    return tokenizer


def _leave_start_to_caller(path: Path) -> None:
    """Let every call say what the decoder starts with, as transformers does.

    The converter guesses it, wrongly for checkpoints that start with a language.
    """
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["decoder_start_token"] = None
    # mBART-50's tokenizer names no first token, which CTranslate2 cannot read.
    settings["bos_token"] = settings.get("bos_token") or settings["eos_token"]
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
