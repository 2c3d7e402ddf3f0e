"""chrF, chrF++ and BLEU: added up text by text, equal to sacreBLEU's own numbers."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from summarize.scoring import Sacre, bleu, chrf, chrf_words

# References, then a prediction.
Pair = tuple[Sequence[str], str]

# Ours, then sacreBLEU's for a corpus and for one text.
every_metric = pytest.mark.parametrize(
    ("ours", "corpus", "text"),
    [
        pytest.param(chrf(), CHRF(), CHRF(), id="chrf"),
        pytest.param(
            chrf_words(), CHRF(word_order=2), CHRF(word_order=2), id="chrf-words"
        ),
        pytest.param(bleu(), BLEU(), BLEU(effective_order=True), id="bleu"),
    ],
)

TABLE: list[Pair] = [
    (["The ministry opened a school."], "The ministry opened a school."),
    (["The ministry opened a school."], "A school was opened by the ministry."),
    (["The ministry opened a school."], "ministry"),
    (["The ministry opened a school."], ""),
    (["", "A school opened."], "A school opened in the city of Amman , today ."),
    (["Five died.", "Five people were killed."], "Five people died."),
    (["Oil rose 1,300.5%", "Prices rose"], '(Oil) rose "1300.5" % - it\'s said'),
    (["فتحت المدرسة أبوابها اليوم."], "المدرسة فتحت أبوابها"),
    (["القرآن", "القران"], "القرا\u0653ن"),
    (["same same same same"], "same"),
    (["a"], "b"),
    ([" "], "\n"),
]
WORDS = st.sampled_from(
    ["the", "The", "school", "schools", "opened", "today", ".", "5.5", "&amp;", "مدرسة"]
)
TEXT = st.lists(WORDS, max_size=10).map(" ".join) | st.text(max_size=15)


def pairs_with(references: int) -> st.SearchStrategy[list[Pair]]:
    each = st.lists(TEXT, min_size=references, max_size=references)
    return st.lists(st.tuples(each, TEXT), min_size=1, max_size=5)


def added(ours: Sacre, pairs: Sequence[Pair]) -> list[int]:
    stats = (ours.stats(references, text) for references, text in pairs)
    return [sum(column) for column in zip(*stats, strict=True)]


def corpus_score(corpus: Metric, pairs: Sequence[Pair]) -> float:
    streams = zip(*(references for references, _ in pairs), strict=True)
    texts = [text for _, text in pairs]
    return float(corpus.corpus_score(texts, [*map(list, streams)]).score)


@every_metric
@pytest.mark.parametrize(("references", "prediction"), TABLE)
def test_a_text_scores_as_by_sentence_score(
    ours: Sacre, corpus: Metric, text: Metric, references: list[str], prediction: str
) -> None:
    wanted = float(text.sentence_score(prediction, references).score)
    assert ours.of_text(ours.stats(references, prediction)) == wanted


@every_metric
@pytest.mark.parametrize("references", [1, 2])
def test_the_whole_scores_as_by_corpus_score(
    ours: Sacre, corpus: Metric, text: Metric, references: int
) -> None:
    pairs = [pair for pair in TABLE if len(pair[0]) == references]
    score = ours.of_sums(added(ours, pairs))
    assert score == corpus_score(corpus, pairs)
    assert 0 < score < 100


@every_metric
@given(pairs=pairs_with(1) | pairs_with(2))
@settings(deadline=None)
def test_any_texts_score_as_by_sacrebleu(
    ours: Sacre, corpus: Metric, text: Metric, pairs: list[Pair]
) -> None:
    assert ours.of_sums(added(ours, pairs)) == corpus_score(corpus, pairs)
    for references, prediction in pairs:
        wanted = float(text.sentence_score(prediction, references).score)
        assert ours.of_text(ours.stats(references, prediction)) == wanted


@every_metric
def test_statistics_add_up_in_any_order(
    ours: Sacre, corpus: Metric, text: Metric
) -> None:
    shuffled = Random(1).sample(TABLE, len(TABLE))
    assert added(ours, shuffled) == added(ours, TABLE)


@every_metric
def test_scoring_leaves_statistics_alone(
    ours: Sacre, corpus: Metric, text: Metric
) -> None:
    stats = [*ours.stats(*TABLE[1])]
    before = [*stats]
    assert ours.of_text(stats) == ours.of_text(stats)
    assert ours.of_sums(stats) == ours.of_sums(stats)
    assert stats == before


@every_metric
@pytest.mark.parametrize(
    ("said", "streams"),
    [
        (1, [["a b", "c d"]]),
        (2, [["a b", "c d"], ["a", "c"]]),
        ("var", [["a b", "c d"], ["a", None]]),
    ],
)
def test_the_signature_is_sacrebleus(
    ours: Sacre,
    corpus: Metric,
    text: Metric,
    said: int | str,
    streams: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = corpus.corpus_score(["a b", "c d"], streams).name
    monkeypatch.setattr(corpus, "n_bootstrap", 10_000)
    monkeypatch.setattr(corpus, "seed", 12345)
    ours.stats(["a", "b", "c"], "a")
    assert ours.signature(said) == f"{name}|{corpus.get_signature()}"


def test_each_metric_has_its_name() -> None:
    names = [each().signature().split("|")[0] for each in (chrf, chrf_words, bleu)]
    assert names == ["chrF2", "chrF2++", "BLEU"]
