"""chrF, chrF++ and BLEU by sacreBLEU, text by text and for the whole.

sacreBLEU scores a corpus from statistics that add up over its texts (Post 2018,
aclanthology.org/W18-6319). Keeping each text's statistics lets texts be scored in any
order and on any core, and the corpus score be the same number as `corpus_score`'s.
"""

from collections.abc import Sequence

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

Stats = tuple[int, ...]


class Sacre:
    """One of sacreBLEU's metrics; build it by `chrf`, `chrf_words` or `bleu`."""

    def __init__(self, corpus: Metric, text: Metric) -> None:
        self._corpus = corpus
        self._text = text

    def stats(self, references: Sequence[str], prediction: str) -> Stats:
        """The counts of one text against its references; they add up over texts."""
        streams = [[reference] for reference in references]
        (stats,) = self._corpus._extract_corpus_statistics([prediction], streams)
        return tuple(stats)

    def of_text(self, stats: Sequence[int]) -> float:
        """One text's own score, from 0 to 100, by sacreBLEU's `sentence_score`."""
        return float(self._text._aggregate_and_compute([list(stats)]).score)

    def of_sums(self, stats: Sequence[int]) -> float:
        """The score of texts whose statistics were added up, by `corpus_score`."""
        return float(self._corpus._aggregate_and_compute([list(stats)]).score)

    def signature(self, references: int | str = 1) -> str:
        """sacreBLEU's own signature with the metric's name before it."""
        # sacreBLEU learns the number of references from a corpus it has scored.
        self._corpus.corpus_score(["a"], [["a"]])
        said = str(self._corpus.get_signature()).partition("|")[2]
        name = str(self._corpus._aggregate_and_compute([[0] * 30]).name)
        return f"{name}|nrefs:{references}|bs:10000|seed:12345|{said}"


def chrf() -> Sacre:
    """chrF2: character n-grams up to six; needs no tokenizer, so it suits Arabic."""
    return Sacre(CHRF(), CHRF())


def chrf_words() -> Sacre:
    """chrF2++: chrF2 with word unigrams and bigrams."""
    return Sacre(CHRF(word_order=2), CHRF(word_order=2))


def bleu() -> Sacre:
    """BLEU with sacreBLEU's 13a tokens; a single text by effective order."""
    return Sacre(BLEU(), BLEU(effective_order=True))
