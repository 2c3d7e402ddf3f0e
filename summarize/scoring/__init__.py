"""Numbers that mean something: metrics with signatures, intervals, a self-test.

Scoring reads texts only. It never sees a model, and the same texts give the same
numbers in any order, on any number of cores.
"""

from summarize.scoring.resampling import (
    Difference,
    compare,
    corpus_intervals,
    holm,
    intervals,
    sign_test,
)
from summarize.scoring.rouge import Overlap, Rouge, rouge_ar, rouge_ar_folded, rouge_en
from summarize.scoring.sacre import Sacre, bleu, chrf, chrf_words
from summarize.scoring.shape import Shape, shape

__all__ = [
    "Difference",
    "Overlap",
    "Rouge",
    "Sacre",
    "Shape",
    "bleu",
    "chrf",
    "chrf_words",
    "compare",
    "corpus_intervals",
    "holm",
    "sign_test",
    "intervals",
    "rouge_ar",
    "rouge_ar_folded",
    "rouge_en",
    "shape",
]
