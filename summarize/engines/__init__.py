"""Engines run a checkpoint; each is an `Engine` and none knows one family by name."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from summarize.engines.answer import loops
from summarize.errors import Refused
from summarize.families import Family
from summarize.records import Engine

__all__ = ["Device", "EngineName", "load", "loops"]

EngineName = Literal["auto", "ctranslate2", "transformers"]
Device = Literal["auto", "cpu", "cuda"]


def load(
    folder: Path,
    family: Family,
    *,
    engine: EngineName = "auto",
    device: Device = "auto",
    cache: Path,
    sums: Mapping[str, str] = MappingProxyType({}),
) -> Engine:
    """Load a checkpoint: by CTranslate2 where it can take it under `auto`.

    `sums` are the SHA-256 of its files that are known already, by name.
    """
    from summarize.engines.convert import Unconvertible, is_converted
    from summarize.engines.ct2 import CTranslate2Engine
    from summarize.engines.hf import TransformersEngine

    place = _device(device)
    if engine == "transformers":
        if is_converted(folder):
            raise Refused(f"{folder} is a CTranslate2 model: use engine ctranslate2")
        return TransformersEngine(folder, family, place)
    try:
        return CTranslate2Engine(
            folder,
            family,
            place,
            cache,
            compute_type=_precision(place),
            sums=sums,
        )
    except Unconvertible as error:
        if engine == "ctranslate2":
            raise Refused(f"{error}; use engine transformers") from error
        return TransformersEngine(folder, family, place)


def _precision(place: Literal["cpu", "cuda"]) -> str:
    """What CTranslate2 computes in: bfloat16 before float16, which mT5 overflows."""
    import ctranslate2

    if place == "cpu":
        return "int8"
    there = ctranslate2.get_supported_compute_types("cuda")
    return next((kind for kind in ("bfloat16", "float16") if kind in there), "float32")


def _device(wanted: Device) -> Literal["cpu", "cuda"]:
    if wanted == "cpu":
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    if wanted == "cuda":
        raise Refused("no CUDA GPU can be used here: use device cpu or auto")
    return "cpu"
