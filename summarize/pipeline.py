"""Articles to briefs, a batch at a time: read, translate, put together, receipt."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from summarize.arabic import clean_english, for_model
from summarize.attempt import Checked, ask
from summarize.check import problems
from summarize.load import Model
from summarize.reading import Reading, read_article
from summarize.records import Article, Brief, BriefSentence, Receipt, Sentence

BATCH = 64


def make_briefs(
    articles: Iterable[Article], models: Mapping[str, Model]
) -> Iterator[Brief]:
    """Turn articles into briefs, in order, holding no more than a batch of them."""
    rest = iter(articles)
    while batch := list(islice(rest, BATCH)):
        readings = [read_article(article, models) for article in batch]
        yield from _write(readings, models)


def _write(readings: Sequence[Reading], models: Mapping[str, Model]) -> Iterator[Brief]:
    """Translate every sentence of the batch in one go and put the briefs together."""
    started = time.perf_counter()
    translator = models.get("translator")
    headliner = translator or models.get("headline")
    wanted: dict[str, None] = {}
    for reading in readings:
        if headliner and reading.article.title:
            wanted[for_model(reading.article.title)] = None
        if translator:
            wanted.update((for_model(each.text), None) for each in reading.summary)
    english = translate(list(wanted), headliner) if headliner else {}
    share = (time.perf_counter() - started) / len(readings)
    for reading in readings:
        yield _brief(reading, english, models, share)


def translate(texts: list[str], model: Model) -> dict[str, Checked]:
    """The checked translation of each text, by the text; none without an engine."""
    if model.engine is None or not texts:
        return {}
    answers = ask(model.engine, texts, model.step.decoding, problems)
    return dict(zip(texts, answers, strict=True))


def _brief(
    reading: Reading,
    english: Mapping[str, Checked],
    models: Mapping[str, Model],
    share: float,
) -> Brief:
    sentences: tuple[BriefSentence, ...] = ()
    if "direct" in models:
        sentences = tuple(
            BriefSentence(clean_english(each.text), "", ()) for each in reading.summary
        )
    elif "translator" in models:
        sentences = tuple(
            _sentence(each.text, each.sources, english) for each in reading.summary
        )
    title = reading.article.title
    first = next(iter(sentences), None)
    headline = _sentence(title, (), english) if title and english else first
    flags = set(reading.flags) | (set(headline.flags) if headline else set())
    flags |= {flag for each in sentences for flag in each.flags}
    keys = [for_model(each.text) for each in reading.summary] + [for_model(title)]
    done = [english[key] for key in keys if key in english]
    return Brief(
        reading.article,
        headline,
        sentences,
        () if "direct" in models else reading.summary,
        _receipt(reading, done, models, share),
        tuple(sorted(flags)),
    )


def _sentence(
    arabic: str, sources: tuple[Sentence, ...], english: Mapping[str, Checked]
) -> BriefSentence:
    answer = english[for_model(arabic)]
    text = clean_english(answer.generation.text)
    return BriefSentence(text, arabic, sources, answer.flags)


def _receipt(
    reading: Reading,
    done: Sequence[Checked],
    models: Mapping[str, Model],
    share: float,
) -> Receipt:
    asked = [*reading.answers, *done]
    given = reading.answers[: reading.chunks] or done
    return Receipt(
        models={role: model.label for role, model in models.items()},
        prompts={
            model.prompt.name: model.prompt.sha256
            for model in models.values()
            if model.prompt
        },
        tokens_there=sum(each.generation.tokens_in for each in given),
        tokens_read=sum(each.generation.tokens_read for each in given),
        tokens_written=sum(each.generation.tokens_out for each in asked),
        chunks=reading.chunks,
        sentences_there=len(reading.sentences),
        sentences_read=len(reading.sentences),
        loops=sum(each.generation.finish == "loop" for each in asked),
        retries=sum(each.retried for each in asked),
        seconds=round(reading.seconds + share, 3),
    )
