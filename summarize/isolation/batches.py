"""Calls of the models in order; one that fails is halved until one article is left."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from summarize.records import Article, Brief
from summarize.remembered import Entry

ATTEMPTS = 2


class Fault(Exception):
    """A batch did not come back: the worker crashed, hung or ran out of memory."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be briefed, alone and more than once."""

    article: Article
    error: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Made:
    """What a call came to: a brief or a failure an article, in order.

    `answers` are those that the models gave for it, `remembered` is how many others
    they were not asked for.
    """

    results: Sequence[Brief | Failure]
    answers: Sequence[Entry] = ()
    remembered: int = 0


Answer = Callable[[], Made]


class Workers(Protocol):
    """Whatever holds the models and briefs articles: a process, or many of them.

    `models` says what they hold, by role. `ahead` is how many calls it takes before the
    first of them was answered.
    """

    @property
    def models(self) -> Mapping[str, Mapping[str, Any]]: ...

    @property
    def ahead(self) -> int: ...

    def begin(self, articles: Sequence[Article], limit: float) -> Answer:
        """Ask for the articles' briefs, in at most `limit` seconds.

        The answer is waited for when it is called, and then raises `Fault` where it
        does not come.
        """
        ...


def made_of(kind: str, value: Any) -> Made:
    """What a call came to, as the models' process tells it.

    Raises `Fault` where it came to nothing, or the error that ends the run.
    """
    if kind == "fault":
        raise Fault(value)
    if isinstance(value, Exception):
        raise value
    made: Made = value
    return made


def brief_in_order(
    workers: Workers, calls: Iterable[Sequence[Article]], limit: float
) -> Iterator[Made]:
    """What the calls come to, in order, piece by piece.

    No more calls are taken than the workers take, so that the next is made when what
    came before it is told.
    """
    begun: deque[tuple[Sequence[Article], Answer]] = deque()
    for articles in calls:
        begun.append((articles, workers.begin(articles, limit)))
        if len(begun) > workers.ahead:
            yield from _settled(workers, *begun.popleft(), limit)
    while begun:
        yield from _settled(workers, *begun.popleft(), limit)


def _settled(
    workers: Workers, articles: Sequence[Article], answer: Answer, limit: float
) -> Iterator[Made]:
    try:
        yield answer()
    except Fault as fault:
        if len(articles) > 1:
            middle = len(articles) // 2
            for half in (articles[:middle], articles[middle:]):
                yield from _settled(workers, half, workers.begin(half, limit), limit)
        else:
            yield _last_attempt(workers, articles[0], str(fault), limit)


def _last_attempt(workers: Workers, article: Article, error: str, limit: float) -> Made:
    for _ in range(1, ATTEMPTS):
        try:
            return workers.begin([article], limit)()
        except Fault as fault:
            error = str(fault)
    return Made([Failure(article, error, ATTEMPTS)])
