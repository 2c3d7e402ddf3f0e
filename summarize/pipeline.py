"""Articles to briefs, a batch at a time: summarize, translate, check, receipt."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from summarize.arabic import clean_english, for_model
from summarize.check import problems
from summarize.chunks import chunk
from summarize.engines import loops
from summarize.extract import extract, support
from summarize.load import Model
from summarize.records import (
    Article,
    Brief,
    BriefSentence,
    Decoding,
    Engine,
    Generation,
    Receipt,
    Sentence,
    SummarySentence,
)
from summarize.sentences import split

BATCH = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's summary on its way, with what the summarizer really read."""

    article: Article
    sentences: tuple[Sentence, ...]
    summary: tuple[SummarySentence, ...]
    generations: tuple[Generation, ...]
    chunks: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Translated:
    """One checked English sentence and how it came about."""

    generation: Generation
    flags: tuple[str, ...]
    retried: bool


def make_briefs(
    articles: Iterable[Article], models: Mapping[str, Model]
) -> Iterator[Brief]:
    """Turn articles into briefs, in order, holding no more than a batch of them."""
    for batch in _batched(articles, BATCH):
        readings = [_read(article, models) for article in batch]
        yield from _write(readings, models)


def _batched(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    rest = iter(articles)
    while batch := list(islice(rest, size)):
        yield batch


def _read(article: Article, models: Mapping[str, Model]) -> Reading:
    started = time.perf_counter()
    sentences = tuple(split(article.text))
    model = models.get("direct") or models.get("summarizer")
    if model is None:
        whole = tuple(SummarySentence(each.text, (each,)) for each in sentences)
        return Reading(article, sentences, whole, (), 0, _since(started))
    if model.engine is None:
        chosen = tuple(extract(sentences))
        return Reading(article, sentences, chosen, (), 1, _since(started))
    texts = [for_model(each.text) for each in sentences]
    english = "direct" in models
    parts, generations, chunks = _condense(
        texts, model.engine, model.step.decoding, again=not english
    )
    summary = tuple(
        SummarySentence(each.text, () if english else support(each.text, sentences))
        for part in parts
        for each in split(part)
    )
    return Reading(article, sentences, summary, generations, chunks, _since(started))


def _condense(
    texts: Sequence[str], engine: Engine, decoding: Decoding, *, again: bool
) -> tuple[list[str], tuple[Generation, ...], int]:
    """Summarise every part, then the parts' summaries together, until one is left.

    Without `again` the parts' answers stand in order: a model that answers in English
    cannot read them.
    """
    chunks = chunk(texts, engine.count, decoding.max_input_tokens)
    first = [_condense_safely(engine, text, decoding) for text in chunks]
    answers, made = first, list(first)
    while again and len(answers) > 1:
        joined = chunk(
            [answer.text for answer in answers], engine.count, decoding.max_input_tokens
        )
        if len(joined) >= len(answers):
            break
        answers = [_condense_safely(engine, text, decoding) for text in joined]
        made += answers
    return [answer.text for answer in answers], tuple(first), len(chunks)


def _condense_safely(engine: Engine, text: str, decoding: Decoding) -> Generation:
    (answer,) = engine.generate([text], decoding)
    if answer.finish == "loop" or not answer.text.strip():
        (answer,) = engine.generate([text], safer(decoding))
    return answer


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
    english = _translate(list(wanted), headliner) if headliner else {}
    share = _since(started) / len(readings)
    for reading in readings:
        yield _brief(reading, english, models, share)


def safer(decoding: Decoding) -> Decoding:
    """Decoding for a second try: a wider beam and no repeated 4-grams."""
    return replace(
        decoding,
        beams=max(4, decoding.beams),
        no_repeat_ngram=decoding.no_repeat_ngram or 4,
        repetition_penalty=1.1,
    )


def _translate(texts: list[str], model: Model) -> dict[str, Translated]:
    """One English sentence for each text; a failing one is tried once more."""
    if model.engine is None or not texts:
        return {}
    answers = model.engine.generate(texts, model.step.decoding)
    first = dict(zip(texts, answers, strict=True))
    failing = [text for text in texts if problems(first[text])]
    second: dict[str, Generation] = {}
    if failing:
        retried = model.engine.generate(failing, safer(model.step.decoding))
        second = dict(zip(failing, retried, strict=True))
    return {text: _better(first[text], second.get(text)) for text in texts}


def _better(first: Generation, second: Generation | None) -> Translated:
    if second is None:
        return Translated(first, (), retried=False)
    best = min((first, second), key=lambda each: len(problems(each)))
    return Translated(best, problems(best), retried=True)


def _brief(
    reading: Reading,
    english: Mapping[str, Translated],
    models: Mapping[str, Model],
    share: float,
) -> Brief:
    if "direct" in models:
        sentences = tuple(_direct(each) for each in reading.summary)
    elif "translator" in models:
        sentences = tuple(
            _sentence(each.text, each.sources, english) for each in reading.summary
        )
    else:
        sentences = ()
    title = reading.article.title
    headline = (
        _sentence(title, (), english)
        if title and english
        else next(iter(sentences), None)
    )
    keys = [
        for_model(text) for text in (title, *(each.text for each in reading.summary))
    ]
    done = [english[key] for key in keys if key in english]
    flags = {flag for each in sentences for flag in each.flags}
    flags |= set(headline.flags) if headline else set()
    return Brief(
        reading.article,
        headline,
        sentences,
        () if "direct" in models else reading.summary,
        _receipt(reading, done, models, share),
        tuple(sorted(flags)),
    )


def _sentence(
    arabic: str, sources: tuple[Sentence, ...], english: Mapping[str, Translated]
) -> BriefSentence:
    translated = english[for_model(arabic)]
    text = clean_english(translated.generation.text)
    return BriefSentence(text, arabic, sources, translated.flags)


def _direct(summary: SummarySentence) -> BriefSentence:
    text = clean_english(summary.text)
    flags = problems(Generation(text, 0, 0, 0, "stop"))
    return BriefSentence(text, "", (), flags)


def _receipt(
    reading: Reading,
    done: Sequence[Translated],
    models: Mapping[str, Model],
    share: float,
) -> Receipt:
    read = reading.generations or tuple(each.generation for each in done)
    return Receipt(
        models={role: model.label for role, model in models.items()},
        prompts={
            model.prompt.name: model.prompt.sha256
            for model in models.values()
            if model.prompt
        },
        tokens_there=sum(each.tokens_in for each in read),
        tokens_read=sum(each.tokens_read for each in read),
        chunks=reading.chunks,
        sentences_there=len(reading.sentences),
        sentences_read=len(reading.sentences),
        loops=sum(loops(each.generation.text) for each in done)
        + sum(each.finish == "loop" for each in reading.generations),
        retries=sum(each.retried for each in done),
        seconds=round(reading.seconds + share, 3),
    )


def _since(started: float) -> float:
    return time.perf_counter() - started
