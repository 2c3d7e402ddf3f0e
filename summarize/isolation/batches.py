"""A batch that fails is halved until the article to blame stands alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.isolation.worker import Fault, Worker
from summarize.records import Article, Brief

ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be briefed, alone and more than once."""

    article: Article
    error: str
    attempts: int


def brief_safely(
    worker: Worker, articles: Sequence[Article], limit: float
) -> Iterator[Sequence[Brief | Failure]]:
    """A brief or a failure for each article, in order, part by part."""
    if not articles:
        return
    try:
        yield worker.brief(articles, limit)
    except Fault as fault:
        if len(articles) > 1:
            half = len(articles) // 2
            yield from brief_safely(worker, articles[:half], limit)
            yield from brief_safely(worker, articles[half:], limit)
        else:
            yield [_last_attempt(worker, articles[0], str(fault), limit)]


def _last_attempt(
    worker: Worker, article: Article, error: str, limit: float
) -> Brief | Failure:
    for _ in range(1, ATTEMPTS):
        try:
            (brief,) = worker.brief([article], limit)
        except Fault as fault:
            error = str(fault)
        else:
            return brief
    return Failure(article, error, ATTEMPTS)
