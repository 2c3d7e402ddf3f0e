"""The embedded model's engine: our own loop over Gemma in torch; no network."""

from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from summarize.cores import cores, torch_threads
from summarize.engines.answer import finish_of
from summarize.engines.embedded_text import EmbeddedText
from summarize.engines.gemma import Gemma
from summarize.engines.writer import Asked, Writer
from summarize.prompts import Prompt
from summarize.records import Decoding, Generation

# Answers that a core writes side by side, and the tokens it keeps for them, 18 KB each.
ROWS = 48
TOKENS = 8_192
# Most answers are no longer.
_ANSWER = 64
_SHORT = 100


class EmbeddedEngine:
    """Gemma 3 270M with our adapter: one line in, one line out.

    Each core writes answers of its own: threads that share so small a model wait for
    each other more than they compute.
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
            finish = finish_of(text, ended=len(ids) < decoding.max_new_tokens)
            found.append(Generation(text, len(prompt), len(read[at]), len(ids), finish))
        return found

    def _write(
        self, prompts: Sequence[list[int]], decoding: Decoding
    ) -> dict[int, list[int]]:
        """The ids of each prompt's answer, by its place: the longest prompts first."""
        order = sorted(enumerate(prompts), key=lambda each: -len(each[1]))
        sizes = groupby(order, key=lambda each: _size(each[1]))
        queues = [deque(each) for _, each in sizes]
        shares = [-(-len(queue) // cores()) for queue in queues]
        written: dict[int, list[int]] = {}

        def work() -> None:
            for queue, share in zip(queues, shares, strict=True):
                written.update(self._answers(queue, share, decoding))

        with torch_threads(cores(), cores()) as pool:
            for done in [pool.submit(work) for _ in range(cores())]:
                done.result()
        return written

    def _answers(
        self, queue: deque[Asked], share: int, decoding: Decoding
    ) -> Iterator[tuple[int, list[int]]]:
        """Write answers until the queue is empty: where one ends, another begins."""
        import torch

        if not (fresh := _take(queue, 1)):
            return
        longest, beams = len(fresh[0][1]), decoding.beams
        room = min(share, ROWS // beams, TOKENS // beams // (longest + _ANSWER))
        room = max(room, 1)
        ends = frozenset(self.text.ends)
        with torch.inference_mode():
            writer = Writer(
                self._model,
                ends,
                decoding,
                room=room,
                tokens=longest + decoding.max_new_tokens,
            )
            fresh += _take(queue, writer.free - 1)
            while fresh or writer.free < room:
                if fresh:
                    writer.begin(fresh)
                else:
                    writer.step()
                yield from writer.done()
                fresh = _take(queue, writer.free)


def _size(prompt: Sequence[int]) -> int:
    """Prompts of one size are answered side by side."""
    return max(len(prompt), _SHORT).bit_length()


def _take(queue: deque[Asked], count: int) -> list[Asked]:
    """So many of the queue's first, or all that other cores have left."""
    taken: list[Asked] = []
    while len(taken) < count:
        try:
            taken.append(queue.popleft())
        except IndexError:
            break
    return taken


@lru_cache(maxsize=1)
def _load(folder: Path) -> tuple[Any, Gemma]:
    """The tokenizer and the model, shared by the engines of a run's several prompts."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json")), Gemma(folder)
