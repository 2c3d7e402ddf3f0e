"""The flow from articles to briefs, with a scripted engine."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarize.load import Model
from summarize.pipeline import BATCH, make_briefs
from summarize.presets import EXTRACT, Step
from summarize.records import Article, Brief, Decoding, Generation
from tests.conftest import STORY, ScriptedEngine, article, model

CHOSEN = Model(Step(EXTRACT, "Apache-2.0", Decoding(0, 10)), None, "", None)


def brief(engine: ScriptedEngine, **kwargs: str) -> Brief:
    models = {"summarizer": CHOSEN, "translator": model(engine)}
    return next(make_briefs([article(**kwargs)], models))


def test_a_sentence_is_translated_from_one_arabic_sentence_with_its_source() -> None:
    made = brief(ScriptedEngine())
    for sentence in made.sentences:
        (source,) = sentence.sources
        assert STORY[source.start : source.end] == sentence.arabic == source.text


def test_the_title_becomes_the_headline() -> None:
    engine = ScriptedEngine({"حريق في مستشفى": ["Fire in a hospital"]})
    made = brief(engine)
    assert made.headline is not None
    assert made.headline.text == "Fire in a hospital"


def test_without_a_title_the_first_sentence_is_the_headline() -> None:
    made = brief(ScriptedEngine(), title="")
    assert made.headline == made.sentences[0]


def test_the_same_sentence_is_translated_once_in_a_batch() -> None:
    engine = ScriptedEngine()
    models = {"summarizer": CHOSEN, "translator": model(engine)}
    briefs = list(make_briefs([article(id="a"), article(id="b")], models))
    assert len(briefs) == 2
    assert len(engine.asked) == len(set(engine.asked))


def test_a_failing_sentence_is_retried_once_and_mended() -> None:
    engine = ScriptedEngine({"حريق في مستشفى": ["", "Fire in a hospital"]})
    made = brief(engine)
    assert made.flags == ()
    assert made.receipt.retries == 1


def test_a_sentence_that_fails_twice_is_flagged() -> None:
    arabic = "بقي النص كما هو"
    engine = ScriptedEngine({"حريق في مستشفى": [arabic, arabic]})
    made = brief(engine)
    assert made.flags == ("residual_arabic", "wrong_script")


def test_a_long_article_is_read_whole_in_parts() -> None:
    engine = ScriptedEngine(default="قال الوزير إن التحقيق بدأ اليوم.")
    models = {"summarizer": model(engine, window=12)}
    made = next(make_briefs([article()], models))
    assert made.receipt.chunks > 1
    assert made.receipt.tokens_read == made.receipt.tokens_there == len(STORY.split())
    assert made.receipt.sentences_read == made.receipt.sentences_there == 3


class FirstWords(ScriptedEngine):
    """Summarizes a text to its first six words; notes how it was asked."""

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        self.calls.append(len(texts))
        said = [" ".join(text.split()[:6]).rstrip(".") + "." for text in texts]
        return [Generation(each, 1, 1, 6, "stop") for each in said]

    calls: list[int] = []


def test_articles_are_summarized_together_each_as_it_is_alone() -> None:
    shorter = STORY.partition(".")[0] + "."
    texts = [STORY, shorter, f"{shorter} {STORY} {STORY}"]
    articles = [article(id=str(at), text=text) for at, text in enumerate(texts)]
    engine = FirstWords()
    models = {"summarizer": model(engine, window=13)}
    alone = [next(make_briefs([each], models)) for each in articles]
    apart = engine.calls.copy()
    engine.calls.clear()
    together = list(make_briefs(articles, models))
    for one, other in zip(alone, together, strict=True):
        assert one.summary == other.summary
        assert replace(one.receipt, seconds=0) == replace(other.receipt, seconds=0)
    assert [each.receipt.chunks for each in together] == [3, 1, 7]
    assert sum(engine.calls) == sum(apart)
    assert len(engine.calls) < len(apart)


def test_translate_mode_gives_one_english_sentence_a_source_sentence() -> None:
    made = next(make_briefs([article()], {"translator": model(ScriptedEngine())}))
    assert len(made.sentences) == made.receipt.sentences_there == 3


def test_direct_mode_keeps_the_models_english_without_arabic() -> None:
    engine = ScriptedEngine(default="Five people died in a fire. An inquiry has begun.")
    models = {"direct": model(engine), "headline": model(ScriptedEngine())}
    made = next(make_briefs([article()], models))
    assert [each.text for each in made.sentences] == [
        "Five people died in a fire.",
        "An inquiry has begun.",
    ]
    assert made.summary == ()


def test_no_more_than_a_batch_is_taken_from_the_source() -> None:
    taken: list[int] = []

    def endless() -> Iterator[Article]:
        while True:
            taken.append(1)
            yield article(id=str(len(taken)))

    models = {"summarizer": CHOSEN, "translator": model(ScriptedEngine())}
    next(make_briefs(endless(), models))
    assert len(taken) == BATCH


def test_a_summary_that_fails_twice_is_flagged_and_its_retry_counted() -> None:
    loop = "قال الوزير إن التحقيق بدأ " * 4
    engine = ScriptedEngine(default=loop)
    made = next(make_briefs([article()], {"summarizer": model(engine)}))
    assert made.flags == ("loop",)
    assert made.receipt.retries == 1


def test_a_direct_brief_in_the_wrong_language_is_retried_then_flagged() -> None:
    engine = ScriptedEngine(default="بقي النص كما هو.")
    models = {"direct": model(engine), "headline": model(ScriptedEngine())}
    made = next(make_briefs([article()], models))
    assert made.flags == ("residual_arabic", "untraced", "wrong_script")
    assert len(engine.asked) == 2


def test_a_direct_model_that_says_nothing_is_flagged() -> None:
    models = {
        "direct": model(ScriptedEngine(default="")),
        "headline": model(ScriptedEngine()),
    }
    made = next(make_briefs([article()], models))
    assert made.flags == ("empty",)


def test_a_sentence_longer_than_the_translator_reads_is_flagged() -> None:
    models = {"translator": model(ScriptedEngine(), window=4)}
    made = next(make_briefs([article(title="")], models))
    assert made.flags == ("cut",)
    assert made.receipt.tokens_read < made.receipt.tokens_there


def test_chosen_sentences_come_from_the_article_in_one_piece() -> None:
    assert brief(ScriptedEngine()).receipt.chunks == 1
