"""Articles read whole and made into their summaries, with what was really read."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

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
    seconds: float = 0.0
    answers: tuple[Checked, ...] = ()
    chunks: int = 0
    flags: tuple[str, ...] = ()


def read_articles(
    articles: Sequence[Article], models: Mapping[str, Model]
) -> list[Reading]:
    """Read articles by the run's direct model or summarizer, or take them whole.

    A model is asked for all articles at once; what it writes of one depends on that
    one alone. The time it takes is shared out evenly.
    """
    started = time.perf_counter()
    split_up = [tuple(split(article.text)) for article in articles]
    model = models.get("direct") or models.get("summarizer")
    if model is None or model.engine is None:
        made = [
            _of_sentences(*each, chosen=model is not None)
            for each in zip(articles, split_up, strict=True)
        ]
    else:
        english = "direct" in models
        texts = [[for_model(each.text) for each in one] for one in split_up]
        written = _write(texts, model.engine, model.step.decoding, english=english)
        made = [
            _of_answers(*each, english=english)
            for each in zip(articles, split_up, written, strict=True)
        ]
    share = (time.perf_counter() - started) / max(len(articles), 1)
    return [replace(each, seconds=share) for each in made]


def _of_sentences(
    article: Article, sentences: tuple[Sentence, ...], *, chosen: bool
) -> Reading:
    """The article's own sentences: the best of them, or all."""
    if chosen:
        return Reading(article, sentences, tuple(extract(sentences)), chunks=1)
    summary = tuple(SummarySentence(each.text, (each,)) for each in sentences)
    return Reading(article, sentences, summary)


def _of_answers(
    article: Article,
    sentences: tuple[Sentence, ...],
    levels: Sequence[Sequence[Checked]],
    *,
    english: bool,
) -> Reading:
    """What a model wrote last, traced to the article's sentences where it is Arabic."""
    sources = Sources(sentences)
    summary = tuple(
        SummarySentence(each.text, () if english else sources.align(each.text))
        for answer in levels[-1]
        for each in split(answer.generation.text)
    )
    answers = tuple(answer for level in levels for answer in level)
    flags = tuple(flag for answer in answers for flag in answer.flags)
    return Reading(
        article, sentences, summary, answers=answers, chunks=len(levels[0]), flags=flags
    )


def _write(
    articles: Sequence[Sequence[str]], engine: Engine, decoding: Decoding, english: bool
) -> list[list[list[Checked]]]:
    """The answers of each article, level by level.

    First every part of it; then, in Arabic, the parts' summaries put together, until
    one is left or they are no fewer.
    """
    check = problems if english else arabic_problems
    window = decoding.max_input_tokens
    parts = [chunk(texts, engine.count, window) for texts in articles]
    levels = [[answers] for answers in _ask(parts, engine, decoding, check)]
    waiting = [] if english else levels
    while waiting:
        together = [_together(each[-1], engine, window) for each in waiting]
        waiting = [each for each, fewer in zip(waiting, together, strict=True) if fewer]
        again = _ask(list(filter(None, together)), engine, decoding, check)
        for each, answers in zip(waiting, again, strict=True):
            each.append(answers)
    return levels


def _together(answers: Sequence[Checked], engine: Engine, window: int) -> list[str]:
    """Answers joined to pieces that are fewer; none where they cannot be."""
    texts = [answer.generation.text for answer in answers]
    fewer = chunk(texts, engine.count, window) if len(texts) > 1 else texts
    return fewer if len(fewer) < len(texts) else []


def _ask(
    articles: Sequence[Sequence[str]], engine: Engine, decoding: Decoding, check: Check
) -> list[list[Checked]]:
    """The answers to all parts of all articles, asked for at once."""
    parts = [part for one in articles for part in one]
    answers = iter(ask(engine, parts, decoding, check) if parts else ())
    return [list(islice(answers, len(one))) for one in articles]
