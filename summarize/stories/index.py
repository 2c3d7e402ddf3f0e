"""Finding the stories that a copy may belong to, without comparing it with them all.

MinHash LSH over shingles, once over whole texts and once over their openings: a copy
cut short has little in common with a whole text, and much with its opening. Bands of
three rows find texts that share a quarter of their shingles with a chance of 40 % in
each of the two, half of them with 99 %; articles on one topic share 2 %.
"""

from dataclasses import dataclass, field

import numpy as np
from datasketch import MinHash, MinHashLSH

from summarize.stories.shingles import Hashes

BANDS, ROWS = 32, 3
OPENING = 96
# Bulletins of one form are alike by the thousand: the likeliest are enough to compare.
MOST = 64

_PERMUTATIONS = MinHash(num_perm=BANDS * ROWS).permutations


def _index() -> MinHashLSH:
    return MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))


@dataclass(slots=True)
class Index:
    """The first copies of stories by number, in the order in which they were added."""

    _whole: MinHashLSH = field(default_factory=_index)
    _opening: MinHashLSH = field(default_factory=_index)
    _sketches: list[Hashes] = field(default_factory=list)

    def likely(self, text: Hashes) -> list[int]:
        """The numbers of the stories worth comparing with, in their order."""
        whole, opening = _sketches(text)
        found = sorted({*self._whole.query(whole), *self._opening.query(opening)})
        if len(found) <= MOST:
            return found
        sketch = np.concatenate([whole.hashvalues, opening.hashvalues])
        alike = [-int((self._sketches[at] == sketch).sum()) for at in found]
        best = sorted(zip(alike, found, strict=True))[:MOST]
        return sorted(number for _, number in best)

    def add(self, text: Hashes) -> None:
        """Add the first copy of the next story."""
        whole, opening = _sketches(text)
        number = len(self._sketches)
        self._whole.insert(number, whole, check_duplication=False)
        self._opening.insert(number, opening, check_duplication=False)
        self._sketches.append(np.concatenate([whole.hashvalues, opening.hashvalues]))


def _sketches(text: Hashes) -> tuple[MinHash, MinHash]:
    return _sketch(text), _sketch(text[:OPENING])


def _sketch(hashes: Hashes) -> MinHash:
    sketch = MinHash(
        num_perm=BANDS * ROWS,
        hashfunc=int,
        permutations=_PERMUTATIONS,
        scheme="affine32",
    )
    sketch.update_batch(np.unique(hashes).tolist())
    return sketch
