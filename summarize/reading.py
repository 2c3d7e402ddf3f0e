"""An article read whole and made into its summary, with what was really read."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarize.alignment import Sources
from summarize.arabic import for_model
from summarize.attempt import Check, Checked, ask
from summarize.check import arabic_problems, problems
from summarize.chunks import chunk
from summarize.extract import extract
from summarize.load import Model
from summarize.records import Article, Decoding, Engine, Sentence, SummarySentence
from summarize.sentences import split


@dataclass(frozen=True, slots=True)
class Reading:
    """A summary on its way; the first `chunks` of the `answers` are its parts."""

    article: Article
    sentences: tuple[Sentence, ...]
    summary: tuple[SummarySentence, ...]
    seconds: float
    answers: tuple[Checked, ...] = ()
    chunks: int = 0
    flags: tuple[str, ...] = ()


def read_article(article: Article, models: Mapping[str, Model]) -> Reading:
    """Read an article by the run's direct model or summarizer, or take it whole."""
    started = time.perf_counter()
    sentences = tuple(split(article.text))
    model = models.get("direct") or models.get("summarizer")
    if model is None:
        summary = tuple(SummarySentence(each.text, (each,)) for each in sentences)
        return Reading(article, sentences, summary, time.perf_counter() - started)
    if model.engine is None:
        chosen = tuple(extract(sentences))
        seconds = time.perf_counter() - started
        return Reading(article, sentences, chosen, seconds, chunks=1)
    texts = [for_model(each.text) for each in sentences]
    decoding, english = model.step.decoding, "direct" in models
    levels = (
        [_parts(texts, model.engine, decoding, problems)]
        if english
        else _condense(texts, model.engine, decoding)
    )
    sources = Sources(sentences)
    summary = tuple(
        SummarySentence(each.text, () if english else sources.align(each.text))
        for answer in levels[-1]
        for each in split(answer.generation.text)
    )
    return Reading(
        article,
        sentences,
        summary,
        time.perf_counter() - started,
        tuple(answer for level in levels for answer in level),
        len(levels[0]),
        tuple(flag for level in levels for answer in level for flag in answer.flags),
    )


def _condense(
    texts: Sequence[str], engine: Engine, decoding: Decoding
) -> list[list[Checked]]:
    """Summarise every part, then the parts' summaries together, until one is left."""
    levels = [_parts(texts, engine, decoding, arabic_problems)]
    while len(levels[-1]) > 1:
        together = [answer.generation.text for answer in levels[-1]]
        fewer = chunk(together, engine.count, decoding.max_input_tokens)
        if len(fewer) >= len(together):
            break
        levels.append(ask(engine, fewer, decoding, arabic_problems))
    return levels


def _parts(
    texts: Sequence[str], engine: Engine, decoding: Decoding, check: Check
) -> list[Checked]:
    parts = chunk(texts, engine.count, decoding.max_input_tokens)
    return ask(engine, parts, decoding, check)
