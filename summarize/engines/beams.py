"""Answers written token by token: the likeliest next one, or a beam of the best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from summarize.engines.answer import circles
from summarize.engines.gemma import Gemma
from summarize.records import Decoding

if TYPE_CHECKING:
    from torch import Tensor

# As many as rounding may have put in another order.
_NEAR = 4


class Choice(NamedTuple):
    """A next token, the beam it goes on from and how likely all of it is, as a log."""

    beam: int
    id: int
    score: float


@dataclass(slots=True)
class Answer:
    """An answer being written to the text at `place`: its beams, likeliest first."""

    place: int
    beams: list[list[int]] = field(default_factory=lambda: [[]])
    scores: list[float] = field(default_factory=lambda: [0.0])
    ended: list[tuple[float, list[int]]] = field(default_factory=list)
    done: bool = False

    def take(
        self, found: Iterable[Choice], ends: frozenset[int], decoding: Decoding
    ) -> list[int]:
        """Go on with the best choices; the beams that they go on from.

        A single beam that goes round in circles ends there: it would be refused.
        """
        going: list[Choice] = []
        for rank, choice in enumerate(found):
            if choice.id not in ends:
                going.append(choice)
            elif rank < decoding.beams:
                self._end(choice.score, self.beams[choice.beam], 1, decoding)
            if len(going) == decoding.beams:
                break
        self.done = len(self.ended) >= decoding.beams
        if self.done:
            return []
        self.beams = [[*self.beams[each.beam], each.id] for each in going]
        self.scores = [each.score for each in going]
        written = self.beams[0]
        lost = decoding.beams == 1 and circles(written)
        if lost or len(written) == decoding.max_new_tokens:
            self.done = True
            for score, ids in zip(self.scores, self.beams, strict=True):
                self._end(score, ids, 0, decoding)
        return [each.beam for each in going]

    def best(self) -> list[int]:
        """The ids of the likeliest whole answer, without the one that ended it."""
        return max(self.ended, key=lambda each: each[0])[1]

    def _end(self, score: float, ids: list[int], mark: int, decoding: Decoding) -> None:
        """Keep a whole answer, its score a mean over its tokens and the one after."""
        length = max(len(ids) + mark, 1)
        self.ended.append((score / length**decoding.length_penalty, ids))


def choices(
    model: Gemma,
    states: "Tensor",
    answers: Sequence[Answer],
    decoding: Decoding,
    banned: "Tensor",
) -> list[list[Choice]]:
    """What may come next in each answer, best first; a state for each beam.

    The ids that are `banned` never do.
    """
    logits = model.logits(states)
    whole = logits.logsumexp(-1, keepdim=True) if decoding.beams > 1 else 0.0
    logits -= whole
    histories = [beam for answer in answers for beam in answer.beams]
    _penalise(logits, histories, decoding.repetition_penalty)
    _ban(logits, histories, decoding.no_repeat_ngram)
    logits.index_fill_(1, banned, float("-inf"))
    # Two tokens may end each beam.
    near = logits.topk(max(3 * decoding.beams, _NEAR))
    values = near.values
    if decoding.repetition_penalty == 1.0:
        values = model.exactly(states, near.indices) - whole
    so_far = [score for answer in answers for score in answer.scores]
    values += logits.new_tensor(so_far)[:, None]
    ids, scores = near.indices.tolist(), values.tolist()
    found: list[list[Choice]] = []
    first = 0
    for answer in answers:
        next_ones = [
            Choice(beam, id, score)
            for beam in range(len(answer.beams))
            for id, score in zip(ids[first + beam], scores[first + beam], strict=True)
        ]
        found.append(sorted(next_ones, key=lambda choice: -choice.score))
        first += len(answer.beams)
    return found


def _penalise(
    logits: "Tensor", histories: Sequence[Sequence[int]], penalty: float
) -> None:
    """Make what was written less likely (Keskar et al., "CTRL", 2019)."""
    import torch

    if penalty == 1.0:
        return
    for row, ids in zip(logits, histories, strict=True):
        written = list(set(ids))
        value = row[written]
        row[written] = torch.where(value > 0, value / penalty, value * penalty)


def _ban(logits: "Tensor", histories: Sequence[Sequence[int]], size: int) -> None:
    """Forbid what would write a run of so many tokens again."""
    for row, ids in zip(logits, histories, strict=True):
        if 0 < size <= len(ids):
            last = ids[len(ids) - size + 1 :]
            starts = range(len(ids) - size + 1)
            again = [at for at in starts if ids[at : at + size - 1] == last]
            row[[ids[at + size - 1] for at in again]] = float("-inf")
