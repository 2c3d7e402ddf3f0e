"""The embedded model's engine: our own loop over Gemma in torch; no network."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from summarize.cores import cores, torch_threads
from summarize.engines.answer import circles, finish_of
from summarize.engines.embedded_text import EmbeddedText
from summarize.engines.gemma import Gemma
from summarize.engines.writer import Asked, Writer
from summarize.prompts import Prompt
from summarize.records import Decoding, Generation

# Answers that a core writes side by side, and the tokens it keeps for them, 27 KB each.
ROWS = 48
TOKENS = 12_288
# A core takes so many at a time: the cores then have long and short ones alike.
_AT_ONCE = 6
# Most answers are no longer.
_ANSWER = 64
_SHORT = 100
# So few rows take hardly longer than one: what takes time is to read the weights.
_FEW = 24


class EmbeddedEngine:
    """Gemma 3 270M with our adapter: one line in, one line out.

    Each core writes answers of its own: threads that share so small a model wait for
    each other more than they compute. Where all answers are few rows, the cores share
    them.
    """

    def __init__(self, folder: Path, prompt: Prompt) -> None:
        tokenizer, self._model = _load(folder)
        self.text = EmbeddedText(folder, prompt, tokenizer)

    def count(self, text: str) -> int:
        """Tokens of the prompt with this text in it."""
        return len(self.text.prompt(text))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """Answer each text with one line of at most `max_new_tokens` tokens."""
        prompts = [self.text.prompt(text) for text in texts]
        read = [self.text.cut(prompt, decoding) for prompt in prompts]
        written = self._write(read, decoding)
        found = []
        for at, prompt in enumerate(prompts):
            ids = written[at]
            text = self.text.line(ids)
            ended = len(ids) < decoding.max_new_tokens
            finish = "loop" if circles(ids) else finish_of(text, ended=ended)
            found.append(Generation(text, len(prompt), len(read[at]), len(ids), finish))
        return found

    def _write(
        self, prompts: Sequence[list[int]], decoding: Decoding
    ) -> dict[int, list[int]]:
        """The ids of each prompt's answer, by its place: the longest prompts first."""
        order = sorted(enumerate(prompts), key=lambda each: -len(each[1]))
        workers, queues = _shared_out(order, decoding.beams)
        written: dict[int, list[int]] = {}

        def work(_: int) -> None:
            for queue in queues:
                written.update(self._answers(queue, decoding))

        with torch_threads(workers, cores()) as pool:
            # Threads that help another than this one fall asleep after each product.
            spread: Callable[..., Iterable[None]] = pool.map if workers > 1 else map
            list(spread(work, range(workers)))
        return written

    def _answers(
        self, queue: "_Queue", decoding: Decoding
    ) -> Iterator[tuple[int, list[int]]]:
        """Write answers until the queue is empty: where one ends, another begins."""
        import torch

        with torch.inference_mode():
            writer = Writer(
                self._model,
                frozenset(self.text.ends),
                decoding,
                room=queue.room(decoding.beams),
                tokens=queue.longest + decoding.max_new_tokens,
                banned=self.text.arabic if decoding.latin else (),
            )
            while (fresh := queue.take(min(writer.free, _AT_ONCE))) or writer.busy:
                if fresh:
                    writer.begin(fresh)
                else:
                    writer.step()
                yield from writer.done()


@dataclass(frozen=True, slots=True)
class _Queue:
    """Prompts, the longest first, that cores take from, each its `share`."""

    waiting: deque[Asked]
    longest: int
    share: int

    def room(self, beams: int) -> int:
        """How many a core answers side by side, so that every core has its share."""
        kept = TOKENS // (self.longest + _ANSWER)
        return max(1, min(self.share, ROWS // beams, kept // beams))

    def take(self, count: int) -> list[Asked]:
        """So many of the first, or all that other cores have left."""
        taken: list[Asked] = []
        with suppress(IndexError):
            while len(taken) < count:
                taken.append(self.waiting.popleft())
        return taken


def _shared_out(order: Sequence[Asked], beams: int) -> tuple[int, list[_Queue]]:
    """How many workers take from which queues."""
    if not order:
        return 1, []
    together = _Queue(deque(order), len(order[0][1]), len(order))
    if len(order) * beams <= _FEW and together.room(beams) == len(order):
        return 1, [together]
    workers = min(cores(), len(order))
    groups = [list(each) for _, each in groupby(order, key=_size)]
    shares = (-(-len(each) // workers) for each in groups)
    return workers, [
        _Queue(deque(each), len(each[0][1]), share)
        for each, share in zip(groups, shares, strict=True)
    ]


def _size(asked: Asked) -> int:
    """Prompts of one size are answered side by side."""
    return max(len(asked[1]), _SHORT).bit_length()


@lru_cache(maxsize=1)
def _load(folder: Path) -> tuple[Any, Gemma]:
    """The tokenizer and the model, shared by the engines of a run's several prompts."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json")), Gemma(folder)
