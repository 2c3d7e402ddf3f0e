"""ROUGE with a signature: `rouge_score` over tokens that suit the language.

Overlaps are counted here and by RapidFuzz, many times sooner than `rouge_score` does;
a test holds every number equal to that package's.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from rapidfuzz.distance import LCSseq
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.scoring import fmeasure

from summarize.arabic import arabic_share
from summarize.errors import Refused
from summarize.scoring.tokens import GoogleTokenizer, XlsumTokenizer, lucene_fold

KINDS = ("rouge1", "rouge2", "rougeL")
MOST_ARABIC = 0.5


class Tokenizer(Protocol):
    """What cuts a text into ROUGE's tokens."""

    def tokenize(self, text: str) -> Sequence[str]:
        """The text's tokens, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Overlap:
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    p: float
    r: float
    f: float


class Rouge:
    """One definition of ROUGE: how it cuts, stems and compares, said by its signature.

    Build it by `rouge_ar`, `rouge_ar_folded` or `rouge_en`.
    """

    def __init__(self, language: str, tokenizer: Tokenizer, traits: str) -> None:
        self.language = language
        self._tokenizer = tokenizer
        self._traits = traits
        self._summary = RougeScorer(["rougeLsum"], tokenizer=tokenizer)
        self._ngrams = lru_cache(maxsize=128)(self._count)
        self._is_scorable = lru_cache(maxsize=128)(self._has_language)

    def signature(self, kind: str, references: int | str = 1) -> str:
        """All that a reader needs to compare the number, in sacreBLEU's manner."""
        name = kind.upper().replace("ROUGE", "ROUGE-").replace("LSUM", "Lsum")
        return f"{name}|nrefs:{references}|{self._traits}"

    def tokens(self, text: str) -> Sequence[str]:
        """The tokens that are compared, stemmed."""
        return self._tokenizer.tokenize(text)

    def score(self, references: Sequence[str], prediction: str) -> dict[str, Overlap]:
        """ROUGE-1, -2 and -L; of several references the best for each (highest F).

        Raises `Refused` for an Arabic reference where the tokens are English ones,
        and `ValueError` where there is no reference.
        """
        self._require_language(references)
        return {kind: self._best(kind, references, prediction) for kind in KINDS}

    def score_lines(self, references: Sequence[str], prediction: str) -> Overlap:
        """ROUGE-Lsum, where each line of a text is a sentence of its own."""
        self._require_language(references)
        score = self._summary.score_multi(references, prediction)["rougeLsum"]
        return Overlap(score.precision, score.recall, score.fmeasure)

    def _best(self, kind: str, references: Sequence[str], prediction: str) -> Overlap:
        found = [self._one(kind, reference, prediction) for reference in references]
        return max(found, key=lambda overlap: overlap.f)

    def _one(self, kind: str, reference: str, prediction: str) -> Overlap:
        if kind == "rougeL":
            wanted, found = self.tokens(reference), self.tokens(prediction)
            common = LCSseq.similarity(wanted, found)
            return _overlap(common, len(wanted), len(found))
        n = int(kind[-1])
        there, said = self._ngrams(reference, n), self._ngrams(prediction, n)
        common = sum(
            min(there[each], said[each]) for each in there.keys() & said.keys()
        )
        return _overlap(common, there.total(), said.total())

    def _count(self, text: str, n: int) -> Counter[tuple[str, ...]]:
        tokens = self.tokens(text)
        return Counter(zip(*(tokens[at:] for at in range(n)), strict=False))

    def _has_language(self, text: str) -> bool:
        return self.language == "ar" or arabic_share(text) <= MOST_ARABIC

    def _require_language(self, references: Sequence[str]) -> None:
        if not references:
            raise ValueError("ROUGE needs at least one reference")
        for reference in references:
            if not self._is_scorable(reference):
                raise Refused(
                    f"ROUGE for {self.language!r} cannot score the reference "
                    f"{reference[:40]!r}: in that language its tokens mean nothing"
                )


def _overlap(common: int, wanted: int, found: int) -> Overlap:
    p, r = common / max(found, 1), common / max(wanted, 1)
    return Overlap(p, r, fmeasure(p, r))


_TAIL = "agg:mean|bs:10000|seed:12345"


def rouge_ar() -> Rouge:
    """`rouge-ar-xlsum/1`: XL-Sum's Arabic ROUGE with the stemmer's state pinned."""
    traits = (
        "lang:ar|case:lc|tok:xlsum|stem:snowball-ar.nltk|min:4|state:pinned|sw:none|"
        f"norm:none|{_TAIL}|v:rouge-ar-xlsum/1"
    )
    return Rouge("ar", XlsumTokenizer(), traits)


def rouge_ar_folded() -> Rouge:
    """`rouge-ar-folded/1`: the same over folded spelling; not comparable."""
    traits = (
        "lang:ar|case:lc|tok:xlsum|stem:snowball-ar.nltk|min:4|state:pinned|sw:none|"
        f"norm:lucene-ar+digits|{_TAIL}|v:rouge-ar-folded/1"
    )
    return Rouge("ar", XlsumTokenizer(lucene_fold), traits)


def rouge_en() -> Rouge:
    """`rouge-en-google/1`: exactly `rouge_score` with its stemmer."""
    traits = (
        "lang:en|case:lc|tok:a-z0-9|stem:porter.nltk|min:4|"
        f"norm:none|{_TAIL}|v:rouge-en-google/1"
    )
    return Rouge("en", GoogleTokenizer(), traits)
