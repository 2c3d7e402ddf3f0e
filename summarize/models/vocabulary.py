"""Cut a byte-fallback BPE tokenizer to the pieces a model keeps.

Merging to a kept piece may pass through pieces that are not kept. Those stay in the
tokenizer as stepping stones, numbered after the kept ones, and are taken apart again
when one is left over at the end; what no piece covers goes through bytes. So a text
whose pieces are all kept is cut exactly as by the full tokenizer, and nothing is
ever unknown.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Merges = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class CutVocabulary:
    """The kept pieces in id order, the tokenizer, what stepping stones are made of."""

    pieces: list[str]
    tokenizer: dict[str, Any]
    apart: dict[int, list[int]]

    def save(self, folder: Path) -> None:
        """Write `tokenizer.json` and `apart.json` beside the model."""
        text = json.dumps(self.tokenizer, ensure_ascii=False)
        (folder / "tokenizer.json").write_text(text, encoding="utf-8")
        apart = json.dumps(self.apart)
        (folder / "apart.json").write_text(apart, encoding="utf-8")


def cut(full: dict[str, Any], kept: Sequence[int]) -> CutVocabulary:
    """Cut a parsed `tokenizer.json` (BPE with byte fallback) to the kept ids."""
    by_id = {id: piece for piece, id in full["model"]["vocab"].items()}
    pieces = [by_id[id] for id in kept]
    ranks: Merges = {
        (left, right): rank
        for rank, (left, right) in enumerate(full["model"]["merges"])
    }
    halves: dict[str, tuple[str, str]] = {}
    for piece in pieces:
        _note_halves(piece, ranks, halves)
    return _assemble(full, pieces, halves)


def _note_halves(piece: str, ranks: Merges, halves: dict[str, tuple[str, str]]) -> None:
    """Merge a piece's characters as BPE does and note what each step was made of."""
    parts = list(piece)
    while len(parts) > 1:
        pairs = zip(parts, parts[1:], strict=False)
        rank, at = min(
            (ranks.get(pair, len(ranks)), at) for at, pair in enumerate(pairs)
        )
        if rank == len(ranks):
            return
        halves.setdefault(parts[at] + parts[at + 1], (parts[at], parts[at + 1]))
        parts[at : at + 2] = [parts[at] + parts[at + 1]]


def _assemble(
    full: dict[str, Any], pieces: list[str], halves: dict[str, tuple[str, str]]
) -> CutVocabulary:
    ids = {piece: id for id, piece in enumerate(pieces)}
    stones = {part for pair in halves.items() for part in (pair[0], *pair[1])}
    stones -= ids.keys()
    everything = ids | {
        stone: len(pieces) + place for place, stone in enumerate(sorted(stones))
    }
    apart = {everything[stone]: _take_apart(stone, ids, halves) for stone in stones}
    merges = [
        (left, right)
        for left, right in full["model"]["merges"]
        if left in everything and right in everything and left + right in everything
    ]
    model = full["model"] | {"vocab": everything, "merges": merges}
    tokenizer = full | {"model": model, "added_tokens": [], "post_processor": None}
    return CutVocabulary(pieces, tokenizer, apart)


def _take_apart(
    piece: str, ids: dict[str, int], halves: dict[str, tuple[str, str]]
) -> list[int]:
    if piece in ids:
        return [ids[piece]]
    if piece in halves:
        left, right = halves[piece]
        return _take_apart(left, ids, halves) + _take_apart(right, ids, halves)
    return [ids[f"<0x{byte:02X}>"] for byte in piece.encode()]
