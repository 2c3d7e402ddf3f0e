"""Whether a text repeats one it may be judged by: shared runs of eight words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from summarize.arabic import words
from summarize.references import Item
from summarize.references.items import read_items

Gram = tuple[str, ...]

SIZE = 8
# Names of bodies and stock phrases are eight words too: one shared run proves nothing.
MOST_SHARED = 0.25
# Six of them, one after the other, are thirteen words: Brown et al. 2020, appendix C.
MOST_TOGETHER = 6
# Shorter texts, which have no run of eight words, repeat another only as a whole.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Known:
    """The runs of eight words of texts not to be trained on, and where they are."""

    grams: Mapping[Gram, str]

    def shared(self, text: str) -> list[Gram]:
        """The runs of a text that are known."""
        return [gram for gram in _grams(text) if gram in self.grams]

    def repeated_by(self, text: str) -> str | None:
        """What a text repeats: a quarter of its runs are known, or six of them."""
        shared = self.shared(text)
        few = min(len(_grams(text)) * MOST_SHARED, MOST_TOGETHER)
        return self.grams[shared[0]] if shared and len(shared) >= few else None


def known_texts(texts: Iterable[tuple[str, str]]) -> Known:
    """The runs of texts, each given with where it is; folded by `arabic.words`."""
    grams: dict[Gram, str] = {}
    for where, text in texts:
        for gram in _grams(text):
            grams.setdefault(gram, where)
    return Known(grams)


def known_file(path: Path) -> Known:
    """The runs of a reference file that was validated, with the items' ids."""
    return known_texts(
        (item.id, text) for item in read_items(path) for text in _texts(item)
    )


def _texts(item: Item) -> Iterator[str]:
    yield from (item.title_ar, item.title_en, *item.summaries_ar, *item.briefs_en)
    for pair in item.pairs:
        yield pair.ar
        yield pair.en


def _grams(text: str) -> list[Gram]:
    found = words(text)
    if len(found) < SIZE:
        return [tuple(found)] if len(found) >= SHORTEST else []
    return [tuple(found[at : at + SIZE]) for at in range(len(found) - SIZE + 1)]
