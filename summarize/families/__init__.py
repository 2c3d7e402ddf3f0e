"""What a model family needs around its text; a family knows nothing of engines."""

import json
from pathlib import Path
from typing import Any

from summarize.errors import MujazError, Refused
from summarize.families.causal import CausalFamily, causal_family
from summarize.families.neutral import neutralise
from summarize.families.sequence import SequenceFamily, sequence_family
from summarize.families.vocabulary import Encoded, load_vocabulary

__all__ = ["NAMES", "Encoded", "Family", "family_for", "neutralise"]

Family = SequenceFamily | CausalFamily

_SEQUENCE = {
    "marian": "marian",
    "m2m_100": "m2m100",
    "mbart": "mbart",
    "bart": "bart",
    "t5": "t5",
    "mt5": "mt5",
    "umt5": "umt5",
}
NAMES = (*_SEQUENCE.values(), "nllb", "crosssum", "causal")


def family_for(
    folder: Path,
    *,
    name: str | None = None,
    prompt: str | None = None,
    stop: tuple[str, ...] = (),
    source_language: str = "ar",
    target_language: str = "en",
    task_prefix: str = "",
    chat: bool | None = None,
) -> Family:
    """Build the family of the checkpoint in `folder`, told by its config or by `name`.

    Only a causal family has a `prompt`, `stop` strings and a `chat` template, which
    is used when the tokenizer has one unless `chat` says otherwise.
    """
    config = _config(folder)
    try:
        found = name or _detect(folder, config)
        if found not in NAMES:
            raise Refused(f"no model family {found!r}; there are {', '.join(NAMES)}")
        vocabulary = load_vocabulary(folder)
        if found == "causal":
            return causal_family(vocabulary, config, prompt, stop, chat)
        languages = (source_language, target_language)
        return sequence_family(found, vocabulary, config, languages, task_prefix)
    except MujazError:
        raise
    except Exception as error:  # settings and chat templates can end in anything
        raise Refused(
            f"{folder}: expected settings and a tokenizer that fit together, found "
            f"{type(error).__name__}: {error}; copy or fetch the whole model again"
        ) from error


def _config(folder: Path) -> dict[str, Any]:
    """Return the checkpoint's settings, those of its generation config on top."""
    settings = _read(folder / "config.json")
    if not settings:
        raise Refused(f"{folder} holds no model: config.json is missing")
    generation = _read(folder / "generation_config.json")
    return settings | {k: v for k, v in generation.items() if v is not None}


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Refused(f"{path} is not JSON: {error}") from error
    return found if isinstance(found, dict) else {}


def _detect(folder: Path, config: dict[str, Any]) -> str:
    kind = str(config.get("model_type", ""))
    if kind == "m2m_100":
        tokenizer = _read(folder / "tokenizer_config.json").get("tokenizer_class", "")
        return "nllb" if "Nllb" in tokenizer else "m2m100"
    if kind == "mt5" and "langid_map" in (config.get("task_specific_params") or {}):
        return "crosssum"
    if kind in _SEQUENCE:
        return _SEQUENCE[kind]
    if any("ForCausalLM" in one for one in config.get("architectures") or ()):
        return "causal"
    raise Refused(
        f"{folder / 'config.json'}: expected a model_type of {', '.join(_SEQUENCE)} or "
        f"a ForCausalLM architecture, found {kind!r}; use such a model, or serve this "
        "one and use --engine endpoint"
    )
