"""How a summary relates to its source: copied or new, long or short."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """Lengths in words; `coverage`, `density` and `novel` after Grusky et al. 2018.

    `coverage` is the share of the summary's words inside stretches copied from the
    source, `density` the mean length of the stretch a word stands in, `novel1` to
    `novel3` the share of its n-grams that the source does not have, `compression` how
    many source words there are to one of the summary's.
    """

    source_words: int
    words: int
    compression: float
    coverage: float
    density: float
    novel1: float
    novel2: float
    novel3: float


def shape(there: Sequence[str], said: Sequence[str]) -> Shape:
    """Compare a summary's words with its source's, both by `arabic.words`."""
    size = max(len(said), 1)
    stretches = _copied(there, said)
    return Shape(
        source_words=len(there),
        words=len(said),
        compression=len(there) / size,
        coverage=sum(stretches) / size,
        density=sum(length * length for length in stretches) / size,
        novel1=_novel(there, said, 1),
        novel2=_novel(there, said, 2),
        novel3=_novel(there, said, 3),
    )


def _copied(there: Sequence[str], said: Sequence[str]) -> list[int]:
    """Lengths of the longest stretches of `said` found in `there`, taken greedily."""
    starts: dict[str, list[int]] = {}
    for at, word in enumerate(there):
        starts.setdefault(word, []).append(at)
    lengths, at = [], 0
    while at < len(said):
        longest = max(
            (_run(there, said, start, at) for start in starts.get(said[at], ())),
            default=0,
        )
        if longest:
            lengths.append(longest)
        at += longest or 1
    return lengths


def _run(there: Sequence[str], said: Sequence[str], start: int, at: int) -> int:
    length = 0
    while (
        start + length < len(there)
        and at + length < len(said)
        and there[start + length] == said[at + length]
    ):
        length += 1
    return length


def _novel(there: Sequence[str], said: Sequence[str], n: int) -> float:
    found, known = _ngrams(said, n), frozenset(_ngrams(there, n))
    new = sum(1 for ngram in found if ngram not in known)
    return new / len(found) if found else 0.0


def _ngrams(tokens: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(tokens[at : at + n]) for at in range(len(tokens) - n + 1)]
