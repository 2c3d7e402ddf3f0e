"""Rows scored in order, on several cores where there are many."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context

from summarize.evaluation.sheet import Entry, Row, Rules, score_row

# Starting another process takes about as long as scoring so many items.
_FEWEST = 400
_PART = 32


def score_rows(entries: Iterable[Entry], rules: Rules, cores: int) -> Iterator[Row]:
    """Score every entry, in order, holding no more than a few parts of them."""
    rest = iter(entries)
    first = list(islice(rest, _FEWEST))
    everything = chain(first, rest)
    if cores == 1 or len(first) < _FEWEST:
        yield from (score_row(entry, rules) for entry in everything)
        return
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Row]]] = deque()
        while part := list(islice(everything, _PART)):
            waiting.append(pool.submit(_score_part, part, rules))
            if len(waiting) > 4 * cores:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _score_part(part: Sequence[Entry], rules: Rules) -> list[Row]:
    return [score_row(entry, rules) for entry in part]
