"""A checkpoint converted for CTranslate2 once, and kept under what it was made from."""

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from summarize.families import Family

_CHUNK = 1 << 20
_PARTS = (".safetensors", ".json", ".model", ".spm", ".txt", ".jinja")


class Unconvertible(Exception):
    """CTranslate2 cannot take this checkpoint; the message says why."""


def is_converted(folder: Path) -> bool:
    """Tell whether the folder already is a CTranslate2 model."""
    return (folder / "model.bin").is_file()


def converted(folder: Path, family: Family, cache: Path, quantization: str) -> Path:
    """Return the folder's CTranslate2 form, converting it the first time."""
    if is_converted(folder):
        return folder
    place = cache / _key(folder, quantization)
    if is_converted(place):
        return place
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=".converting-") as aside:
        made = Path(aside) / "model"
        _convert(folder, made, quantization)
        if not family.causal and family.name != "marian":
            _leave_start_to_caller(made / "config.json")
        try:
            made.replace(place)
        except OSError:
            # Another process put the same model there first.
            if not is_converted(place):
                raise
    return place


def _key(folder: Path, quantization: str) -> str:
    """Digest the checkpoint's files, what they become and who makes it."""
    import ctranslate2

    digest = hashlib.sha256(f"{ctranslate2.__version__} {quantization}".encode())
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix in _PARTS:
            digest.update(f"\0{path.name}\0{path.stat().st_size}\0".encode())
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
    return digest.hexdigest()


def _convert(folder: Path, made: Path, quantization: str) -> None:
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc, unused-ignore]
        def load_model(self, model_class: Any, path: str, **options: Any) -> Any:
            options |= {"use_safetensors": True, "local_files_only": True}
            _flatten_rope(options["config"])
            return super().load_model(model_class, path, **options)

        def load_tokenizer(self, tokenizer_class: Any, path: str, **_: Any) -> Any:
            from summarize.families.vocabulary import load_vocabulary

            return load_vocabulary(Path(path)).tokenizer

    kept = None if quantization == "float32" else quantization
    try:
        Converter(str(folder)).convert(str(made), quantization=kept)
    except (ValueError, NotImplementedError, AttributeError, KeyError) as error:
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


def _leave_start_to_caller(path: Path) -> None:
    """Let every call say what the decoder starts with, as transformers does.

    The converter guesses it, wrongly for checkpoints that start with a language.
    """
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["decoder_start_token"] = None
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
