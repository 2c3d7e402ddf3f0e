"""Answers to several prompts written side by side, each in rows of the memory."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarize.engines.beams import Answer, choices
from summarize.engines.gemma import Gemma
from summarize.records import Decoding

if TYPE_CHECKING:
    from torch import Tensor

# A text's place and the ids of its prompt.
Asked = tuple[int, list[int]]

_READ_AT_ONCE = 512


class Writer:
    """Room for `room` answers of about so many tokens, prompts included.

    The beams of an answer lie in rows next to each other. Answers in hand fill the
    first rows without a gap, so that a step computes no more.
    """

    def __init__(
        self,
        model: Gemma,
        ends: frozenset[int],
        decoding: Decoding,
        *,
        room: int,
        tokens: int,
        banned: Sequence[int] = (),
    ) -> None:
        import torch

        self._model, self._ends, self._decoding = model, ends, decoding
        self._banned = torch.tensor(banned, dtype=torch.long)
        self._room = room
        self._memory = model.memory(room * decoding.beams, tokens)
        self._answers: list[Answer] = []

    @property
    def free(self) -> int:
        """How many answers more there is room for."""
        return self._room - len(self._answers)

    @property
    def busy(self) -> bool:
        """Whether an answer is in hand."""
        return bool(self._answers)

    def begin(self, asked: Sequence[Asked]) -> None:
        """Read the prompts of texts, by their places, and choose the first tokens."""
        for some in _at_once(asked):
            first = len(self._answers)
            slots = range(first, first + len(some))
            rows = [slot * self._decoding.beams for slot in slots]
            states = self._model.read([ids for _, ids in some], self._memory, rows)
            self._answers += [Answer(place) for place, _ in some]
            self._choose(states, first)

    def step(self) -> None:
        """Write one token more of every answer in hand."""
        ids = [beam[-1] for answer in self._answers for beam in answer.beams]
        self._choose(self._model.step(ids, self._memory), 0)

    def done(self) -> Iterator[tuple[int, list[int]]]:
        """Hand over the answers that are whole, by the places of their texts."""
        for slot in reversed(range(len(self._answers))):
            answer = self._answers[slot]
            if answer.done:
                yield answer.place, answer.best()
                last = self._answers.pop()
                if last is not answer:
                    self._answers[slot] = last
                    self._memory.copy(self._rows(len(self._answers)), self._rows(slot))

    def _choose(self, states: "Tensor", first: int) -> None:
        """Choose the next tokens of the answers from a slot on."""
        answers = self._answers[first:]
        found = choices(self._model, states, answers, self._decoding, self._banned)
        for slot, answer in enumerate(answers, first):
            beams = answer.take(found[slot - first], self._ends, self._decoding)
            rows = self._rows(slot)
            sources = [rows[beam] for beam in beams]
            if sources and sources != rows:
                self._memory.copy(sources, rows)

    def _rows(self, slot: int) -> list[int]:
        beams = self._decoding.beams
        return list(range(slot * beams, (slot + 1) * beams))


def _at_once(asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    """Prompts that are read together: a few hundred tokens keep a core busy."""
    some: list[Asked] = []
    for each in asked:
        if some and sum(len(ids) for _, ids in [*some, each]) > _READ_AT_ONCE:
            yield some
            some = []
        some.append(each)
    if some:
        yield some
