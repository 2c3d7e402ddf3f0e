"""ROUGE: worked examples, `rouge_score` as the oracle, and texts it must refuse."""

import ast
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer

from summarize.arabic import arabic_share
from summarize.errors import Refused
from summarize.scoring import Overlap, Rouge, Sacre, rouge_ar, rouge_ar_folded, rouge_en
from summarize.scoring import selftest as selftest_module
from summarize.scoring import tokens as tokens_module
from summarize.scoring.rouge import KINDS
from summarize.scoring.tokens import XlsumTokenizer, lucene_fold, split_xlsum

PACKAGE = Path(__file__).parent.parent / "summarize"
ALL_KINDS = (*KINDS, "rougeLsum")
AR, FOLDED, EN = rouge_ar(), rouge_ar_folded(), rouge_en()


def some(words: str) -> st.SearchStrategy[str]:
    """One of the words, a line end or nothing; few, so that two texts share some."""
    return st.sampled_from([*words.split(), "\n", ""])


ENGLISH_WORDS = some(
    "The the friends friend had meeting meetings happily Saint-Étienne naïve 12 1,300 "
    "U.S. don't a ?!"
)
ARABIC_WORDS = some(
    "قالوا قال قالت المدرسة مدرسة المدارس إلى الى في مُحَمَّد محمـــد ـــــ القرآن ٢٥ 25 1,300 "
    "كانون/الثاني والمسؤولون وبالقاهرة يكتبون ؟ «نعم» \u064f \u200f"
)
ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئ\u0671\u0640\u064b\u064e\u0651"
ENGLISH = (
    st.lists(ENGLISH_WORDS, max_size=12).map(" ".join) | st.text(max_size=30)
).filter(lambda text: arabic_share(text) <= 0.5)
ARABIC = st.lists(ARABIC_WORDS, max_size=12).map(" ".join) | st.text(
    ARABIC_LETTERS + " ٢5،.؟\u200f\n", max_size=30
)


def triple(r: float, p: float, f: float) -> Any:
    """Recall, precision and F as a table prints them, to five decimals."""
    return pytest.approx((p, r, f), abs=5e-6)


def score(rouge: Rouge, kind: str, references: Sequence[str], text: str) -> Overlap:
    if kind == "rougeLsum":
        return rouge.score_lines(references, text)
    return rouge.score(references, text)[kind]


def like(theirs: Any) -> Any:
    """What `rouge_score` gives, to the last decimals that mean anything."""
    wanted = (theirs.precision, theirs.recall, theirs.fmeasure)
    return pytest.approx(wanted, abs=1e-12, rel=0)


# rouge_score 0.1.2's own tests, those whose texts stand in the test itself.
@pytest.mark.parametrize(
    ("reference", "text", "kind", "r", "p", "f"),
    [
        ("testing one two", "testing", "rouge1", 0.33333, 1, 0.5),
        ("testing one two", "testing one", "rouge2", 0.5, 1, 0.66667),
        ("testing one two", "testing one", "rougeL", 0.66667, 1, 0.8),
        ("testing one two", "testing two", "rougeL", 0.66667, 1, 0.8),
        (
            "w1 w2 w3 w4 w5",
            "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5",
            *("rougeLsum", 0.8, 0.4, 0.53333),
        ),
    ],
)
def test_english_worked_by_hand(
    reference: str, text: str, kind: str, r: float, p: float, f: float
) -> None:
    assert astuple(score(EN, kind, [reference], text)) == triple(r, p, f)


@pytest.mark.parametrize(("kind", "f"), [("rouge1", 1), ("rouge2", 0), ("rougeL", 0.5)])
def test_of_several_references_the_best_counts(kind: str, f: float) -> None:
    assert EN.score(["first text", "first something"], "text first")[kind].f == f


def test_each_metric_takes_its_own_best_reference() -> None:
    found = EN.score(["two one", "one two three four"], "one two")
    assert found["rouge1"] == Overlap(1.0, 1.0, 1.0)
    assert found["rouge2"].p == 1
    assert found["rouge2"].r == pytest.approx(1 / 3)


@pytest.mark.parametrize(("between", "f"), [("\n", 1.0), (" ", 0.5)])
def test_only_a_line_end_parts_sentences(between: str, f: float) -> None:
    reference = f"First sentence.{between}Second Sentence."
    text = f"Second sentence.{between}First Sentence."
    assert EN.score_lines([reference], text).f == f


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize(
    ("rouge", "reference", "text"),
    [
        pytest.param(EN, "any text", "", id="nothing-said"),
        pytest.param(EN, "", "w1", id="nothing-wanted"),
        pytest.param(EN, "w1 w2", "/", id="no-tokens"),
        pytest.param(EN, "", "", id="both-empty"),
        pytest.param(AR, "نص ما", "", id="nothing-said-in-arabic"),
        pytest.param(AR, "نص ما", "،", id="no-tokens-in-arabic"),
    ],
)
def test_a_side_without_tokens_scores_nought(
    rouge: Rouge, reference: str, text: str, kind: str
) -> None:
    assert score(rouge, kind, [reference], text) == Overlap(0, 0, 0)


# Equal to XL-Sum's scorer with its stemmer's state pinned.
@pytest.mark.parametrize(
    ("reference", "text", "f1", "f2", "fl"),
    [
        ("اختر العمر المستقبلي.", "اختر العمر المستقبلي.", 1, 1, 1),
        (
            "قتل 12 شخصا في هجوم عام 2017",
            "ارتفعت أسعار النفط 12 دولارا منذ 2017",
            *(0.28571, 0, 0.28571),
        ),
        (
            "أعلنت وزارة الصحة اليوم وفاة 25 شخصا",
            "أعلنت الوزارة اليوم عن وفاة ٢٥ شخصاً",
            *(0.57143, 0, 0.57143),
        ),
        ("ذهب الولد إلى المدرسة", "إلى المدرسة ذهب الولد", 1, 0.66667, 0.5),
        ("بلغ العدد 1,300 شخص", "بلغ العدد 1300 شخص", 0.66667, 0.28571, 0.66667),
        ("إلى الأمام", "الى الامام", 0.5, 0, 0.5),
        ("محمد", "مُحَمَّد", 1, 0, 1),
        ("محمـــد", "محمد", 1, 0, 1),
        ("أمر", "امر", 0, 0, 0),
        ("المدينة القديمة", "المدينه القديمه", 0, 0, 0),
        ("قالوا", "قال", 0, 0, 0),
        ("كانون الثاني/يناير", "كانون الثاني يناير", 1, 1, 1),
        # The mark goes and joins its neighbours to one word.
        ("السـلام\u200fعليكم", "السلام عليكم", 0, 0, 0),
    ],
)
def test_arabic_as_xlsum_scores_it(
    reference: str, text: str, f1: float, f2: float, fl: float
) -> None:
    found = AR.score([reference], text)
    assert [found[kind].f for kind in KINDS] == pytest.approx([f1, f2, fl], abs=5e-6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إلى الأمام", "الى الامام"),
        ("أمر", "امر"),
        ("المدينة القديمة", "المدينه القديمه"),
        ("محمد", "مُحَمَّد"),
        ("محمـــد", "محمد"),
        ("بلغ العدد 1,300 شخص", "بلغ العدد ١٣٠٠ شخص"),
        ("بلغ العدد ١٬٣٠٠٬٠٠٠ شخص", "بلغ العدد 1300000 شخص"),
        ("وفاة ٢٥ شخصاً", "وفاة 25 شخصا"),
        ("\u0671لقرآن", "القران"),
        ("القرا\u0653ن", "القرآن"),
        ("الر\u200cياض", "الرياض"),
    ],
)
def test_folding_makes_spellings_of_one_word_equal(one: str, other: str) -> None:
    overlap = Overlap(1.0, 1.0, 1.0)
    assert FOLDED.score([one], other)["rouge1"] == overlap
    assert FOLDED.score([other], one)["rougeL"] == overlap
    assert lucene_fold(one) == lucene_fold(other)


def test_folding_leaves_different_words_different() -> None:
    assert FOLDED.score(["قالوا"], "قال")["rouge1"].f == 0
    assert lucene_fold("1,30 و12,3456") == "1,30 و12,3456"


@pytest.mark.parametrize(
    ("rouge", "text", "tokens"),
    [
        (AR, "اختر العمر المستقبلي.", ["اختر", "عمر", "مستقبل"]),
        (EN, "the friends had a meeting", ["the", "friend", "had", "a", "meet"]),
        (AR, "ــــ نعم", ["نعم"]),
        (EN, "Saint-Étienne", ["saint", "tienn"]),
    ],
)
def test_tokens_are_stems(rouge: Rouge, text: str, tokens: list[str]) -> None:
    assert list(rouge.tokens(text)) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("كوفيد19", ["كوفيد", "19"], id="letters-and-numbers"),
        pytest.param("1,300", ["1", "300"], id="thousands"),
        pytest.param("5€+", ["5", "€"], id="symbols-stand-alone"),
        pytest.param("قال: «نعم»!", ["قال", "نعم"], id="punctuation"),
        pytest.param("مُحَمَّد", ["مُحَمَّد"], id="marks-attach"),
        pytest.param("نعم\u200fلا", ["نعملا"], id="formats-join"),
        pytest.param("نعم\ufffdلا", ["نعملا"], id="replacement-joins"),
        pytest.param("نعم\u00a0لا\nثم", ["نعم", "لا", "ثم"], id="spaces"),
        pytest.param("\u064bنعم", ["\u064b", "نعم"], id="mark-first"),
        pytest.param("لا \u064bنعم", ["لا", "\uff050020\u064b", "نعم"], id="orphan"),
        pytest.param("BBC", ["bbc"], id="lower-case"),
        pytest.param(" \n", [], id="nothing"),
    ],
)
def test_xlsum_cuts(text: str, tokens: list[str]) -> None:
    assert split_xlsum(text) == tokens


TAIL = "agg:mean|bs:10000|seed:12345|v:"
XLSUM = "lang:ar|case:lc|tok:xlsum|stem:snowball-ar.nltk|min:4|state:pinned|sw:none"


@pytest.mark.parametrize(
    ("rouge", "kind", "references", "signature"),
    [
        (AR, "rougeL", 1, f"ROUGE-L|nrefs:1|{XLSUM}|norm:none|{TAIL}rouge-ar-xlsum/1"),
        (
            *(FOLDED, "rouge1", "var"),
            f"ROUGE-1|nrefs:var|{XLSUM}|norm:lucene-ar+digits|{TAIL}rouge-ar-folded/1",
        ),
        (
            *(EN, "rougeLsum", 2),
            "ROUGE-Lsum|nrefs:2|lang:en|case:lc|tok:a-z0-9|stem:porter.nltk|min:4|"
            f"norm:none|{TAIL}rouge-en-google/1",
        ),
    ],
)
def test_a_signature_says_it_all(
    rouge: Rouge, kind: str, references: int | str, signature: str
) -> None:
    assert rouge.signature(kind, references) == signature


@given(st.lists(ENGLISH, min_size=1, max_size=3), ENGLISH)
@settings(deadline=None)
def test_english_is_exactly_rouge_score(references: list[str], text: str) -> None:
    theirs = RougeScorer(ALL_KINDS, use_stemmer=True).score_multi(references, text)
    for kind in ALL_KINDS:
        assert astuple(score(EN, kind, references, text)) == like(theirs[kind])


@given(st.lists(ARABIC, min_size=1, max_size=3), ARABIC)
@settings(deadline=None)
def test_arabic_is_rouge_score_over_our_tokens(
    references: list[str], text: str
) -> None:
    for rouge, tokenizer in (
        (AR, XlsumTokenizer()),
        (FOLDED, XlsumTokenizer(lucene_fold)),
    ):
        scorer = RougeScorer(ALL_KINDS, tokenizer=tokenizer)
        theirs = scorer.score_multi(references, text)
        for kind in ALL_KINDS:
            assert astuple(score(rouge, kind, references, text)) == like(theirs[kind])


# RapidFuzz compares up to 64 tokens in one machine word, more in several.
@pytest.mark.parametrize("size", [1, 63, 64, 65, 128, 129, 300])
def test_long_texts_are_compared_like_short_ones(size: int) -> None:
    random = Random(size)
    for most in (2, 20, 500):
        reference, text = (
            " ".join(f"w{random.randrange(most)}" for _ in range(length))
            for length in (size, 100)
        )
        theirs = RougeScorer(KINDS, use_stemmer=True).score(reference, text)
        for kind in KINDS:
            assert astuple(score(EN, kind, [reference], text)) == like(theirs[kind])


@given(st.sampled_from([AR, FOLDED, EN]), st.data())
def test_a_text_is_equal_to_itself(rouge: Rouge, data: st.DataObject) -> None:
    text = data.draw(ENGLISH if rouge is EN else ARABIC)
    size = len(rouge.tokens(text))
    assume(size)
    found = rouge.score([text], text)
    assert found["rouge1"] == found["rougeL"] == Overlap(1.0, 1.0, 1.0)
    assert found["rouge2"].f == (size > 1)
    assert rouge.score_lines([text], text).f == 1


@given(st.sampled_from([AR, FOLDED, EN]), st.data())
def test_precision_one_way_is_recall_the_other(
    rouge: Rouge, data: st.DataObject
) -> None:
    texts = ENGLISH if rouge is EN else ARABIC
    one, other = data.draw(texts), data.draw(texts)
    there, back = rouge.score([one], other), rouge.score([other], one)
    assert there == {kind: Overlap(o.r, o.p, o.f) for kind, o in back.items()}


def forget() -> None:
    tokens_module._stem.cache_clear()
    tokens_module._split_piece.cache_clear()
    # Where NLTK's stemmer starts: a word like "قالوا" moves it for good.
    tokens_module._stemmer.suffixes_verb_step1_success = False


@given(
    st.lists(ARABIC_WORDS | st.text(ARABIC_LETTERS, max_size=9), max_size=30),
    st.randoms(use_true_random=False),
)
def test_a_stem_is_a_function_of_its_word(words: list[str], random: Random) -> None:
    forget()
    first = {word: rouge_ar().tokens(word) for word in words}
    forget()
    shuffled = random.sample(words, len(words))
    assert first == {word: rouge_ar().tokens(word) for word in shuffled}


def test_nltk_alone_would_stem_by_what_came_before() -> None:
    forget()
    alone = tokens_module._stemmer.stem("قالوا")
    tokens_module._stemmer.suffixes_verb_step1_success = True
    assert tokens_module._stemmer.stem("قالوا") != alone


@given(
    st.lists(st.tuples(ARABIC, ARABIC), max_size=8), st.randoms(use_true_random=False)
)
@settings(deadline=None)
def test_scores_do_not_depend_on_the_order_of_texts(
    pairs: list[tuple[str, str]], random: Random
) -> None:
    forget()
    rouge = rouge_ar()
    first = {pair: rouge.score(pair[:1], pair[1]) for pair in pairs}
    forget()
    shuffled = random.sample(pairs, len(pairs))
    rouge = rouge_ar()
    assert first == {pair: rouge.score(pair[:1], pair[1]) for pair in shuffled}


@given(st.sampled_from([rouge_ar, rouge_ar_folded, rouge_en]), st.data())
def test_a_texts_tokens_do_not_depend_on_earlier_texts(
    build: Any, data: st.DataObject
) -> None:
    texts = ENGLISH if build is rouge_en else ARABIC
    used, text = build(), data.draw(texts)
    for earlier in data.draw(st.lists(texts, max_size=5)):
        used.tokens(earlier)
    assert used.tokens(text) == build().tokens(text)


ENGLISH_TEXT, ARABIC_TEXT = "Arab summit opens today", "القمة العربية تنطلق اليوم"


@pytest.mark.parametrize(
    ("rouge", "references"),
    [
        (EN, [ARABIC_TEXT]),
        (EN, [ENGLISH_TEXT, ARABIC_TEXT]),
    ],
)
def test_english_rouge_refuses_an_arabic_reference(
    rouge: Rouge, references: list[str]
) -> None:
    said = f"ROUGE for 'en' cannot score the reference '{ARABIC_TEXT}'"
    with pytest.raises(Refused, match=said):
        rouge.score(references, "12")
    with pytest.raises(Refused, match=said):
        rouge.score_lines(references, "12")


@pytest.mark.parametrize("rouge", [AR, FOLDED, EN])
def test_digits_belong_to_every_language(rouge: Rouge) -> None:
    assert rouge.score(["12 - 2017"], "2017 12")["rouge1"].f == 1


@pytest.mark.parametrize("rouge", [AR, FOLDED, EN])
def test_no_reference_is_an_error(rouge: Rouge) -> None:
    with pytest.raises(ValueError, match="at least one reference"):
        rouge.score([], "12")
    with pytest.raises(ValueError, match="at least one reference"):
        rouge.score_lines([], "12")


@pytest.mark.parametrize("kind", ["rougen", "rouge0", "rouge10"])
def test_rouge_score_knows_no_such_type(kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        RougeScorer([kind]).score("testing one two", "testing")


def test_stock_rouge_fails_on_arabic() -> None:
    stock = RougeScorer(["rouge1"], use_stemmer=True)
    assert stock.score(ARABIC_TEXT, ARABIC_TEXT)["rouge1"].fmeasure == 0
    other = "ارتفعت أسعار النفط 12 دولارا منذ 2017"
    wrong = stock.score("قتل 12 شخصا في هجوم عام 2017", other)
    assert wrong["rouge1"].fmeasure == 1


def importers(package: str) -> set[str]:
    """Which files of ours import a package, anywhere in them."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            if package in (name.split(".")[0] for name in names):
                found.add(path.relative_to(PACKAGE).as_posix())
    return found


@pytest.mark.parametrize(
    ("package", "files"),
    [
        ("rouge_score", {"scoring/rouge.py", "scoring/tokens.py"}),
        ("sacrebleu", {"scoring/sacre.py"}),
        ("evaluate", set()),
        ("rouge", set()),
    ],
)
def test_scorers_are_reached_by_one_way_only(package: str, files: set[str]) -> None:
    assert importers(package) == files


def test_no_scorer_is_made_without_a_tokenizer() -> None:
    tree = ast.parse((PACKAGE / "scoring/rouge.py").read_text(encoding="utf-8"))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "RougeScorer"
    ]
    assert calls
    for call in calls:
        assert "tokenizer" in [keyword.arg for keyword in call.keywords]


class _Blind:
    """Every text is the same one token."""

    def tokenize(self, text: str) -> list[str]:
        return ["x"]


class _Half(Sacre):
    """A metric that gives equal texts half of what they are worth."""

    def of_text(self, stats: Sequence[int]) -> float:
        return super().of_text(stats) / 2


STOCK = DefaultTokenizer(use_stemmer=True)
SACRES = {name: getattr(selftest_module, name)() for name in ("chrf", "bleu")}


def test_the_self_test_passes() -> None:
    assert selftest_module.run() > 0


@pytest.mark.parametrize(
    ("name", "broken", "said"),
    [
        pytest.param("rouge_ar", Rouge("ar", STOCK, "stock"), "stock", id="stock"),
        pytest.param("rouge_ar", Rouge("ar", _Blind(), "blind"), "blind", id="blind"),
        pytest.param("rouge_en", Rouge("en", _Blind(), "blind"), "blind", id="en"),
        pytest.param("rouge_ar_folded", AR, "norm:none", id="unfolded"),
        *(
            pytest.param(
                name, _Half(metric._corpus, metric._text), "expected 100", id=name
            )
            for name, metric in SACRES.items()
        ),
    ],
)
def test_the_self_test_refuses_a_broken_scorer(
    monkeypatch: pytest.MonkeyPatch, name: str, broken: object, said: str
) -> None:
    monkeypatch.setattr(selftest_module, name, lambda: broken)
    with pytest.raises(Refused, match=f"scoring self-test.*{said}"):
        selftest_module.run()
