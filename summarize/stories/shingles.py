"""A text as its neighbouring words, and how much of one text another holds."""

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_SPREAD = np.uint32(0x9E3779B1)  # odd, so that no two words' products meet

Hashes = NDArray[np.uint32]


def shingles(words: Sequence[str]) -> Hashes:
    """Every two neighbouring words of a text, hashed, in its order; a lone word too."""
    hashed = np.fromiter(map(_hash, words), np.uint32, len(words))
    return hashed[:-1] * _SPREAD + hashed[1:] if len(words) > 1 else hashed


def held(text: Hashes, other: Hashes) -> float:
    """The share of a text's shingles that stand in another."""
    return float(np.isin(np.unique(text), other).mean()) if len(text) else 0.0


@lru_cache(maxsize=262144)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))
