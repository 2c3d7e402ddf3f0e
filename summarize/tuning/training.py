"""The loop: batches to gradients to AdamW, with checkpoints no kill can spoil."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from summarize.errors import Interrupted
from summarize.isolation import Stop
from summarize.tuning import checkpoint
from summarize.tuning.adapted import Adapted
from summarize.tuning.batches import batches
from summarize.tuning.checkpoint import State
from summarize.tuning.gradients import Part, batch_gradient, side_by_side
from summarize.tuning.schedule import Budget, factor, mark
from summarize.tuning.texts import Encoded

if TYPE_CHECKING:
    from torch.optim import Optimizer

CLIP = 1.0
WEIGHT_DECAY = 0.01

Score = Callable[[], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: the learning rate's peak, what a step reads, when to end and save.

    The trained weights are the mean of those at the last `average` marks.
    """

    budget: Budget
    rate: float
    smoothing: float
    batch_tokens: int
    seed: int
    average: int = 1
    save_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A step that was made: how far, how well, how fast, how long yet."""

    steps: int
    progress: float
    loss: float
    tokens_per_second: float
    seconds_left: float


class Watcher(Protocol):
    """Is told how a training goes."""

    def step(self, moment: Moment) -> None:
        """A step was made."""
        ...

    def scored(self, steps: int, scores: Mapping[str, float]) -> None:
        """The held out rows were scored."""
        ...


@dataclass(frozen=True, slots=True)
class Training:
    """A model, its examples, a recipe, and the folder that keeps the state."""

    adapted: Adapted
    examples: Sequence[Encoded]
    pad: int
    recipe: Recipe
    folder: Path
    settings: Mapping[str, Any]

    def run(self, state: State, score: Score, watcher: Watcher) -> None:
        """Train `state` to the end of the budget, saving it every few minutes.

        Where a run was cut changes no bit of the weights. `score` is asked whenever a
        checkpoint is due. Raises `Interrupted` where a signal came, the state saved.
        """
        started, before = time.monotonic(), state.seconds
        saved, tokens = state.seconds, state.tokens
        lengths = [each.tokens for each in self.examples]
        order = batches(lengths, self.recipe.batch_tokens, self.recipe.seed)
        optimizer = _optimizer(state)
        self.adapted.take(state.weights)
        with Stop() as stop, side_by_side(self.adapted.device) as pool:
            for batch in islice(order, state.steps, None):
                if self._progress(state) >= 1:
                    break
                parts = [[self.examples[at] for at in part] for part in batch]
                loss = self._step(state, parts, optimizer, pool)
                state.seconds = before + time.monotonic() - started
                self._average(state)
                spent = state.seconds - before
                watcher.step(self._moment(state, loss, (state.tokens - tokens) / spent))
                due = state.seconds - saved >= self.recipe.save_seconds
                if due and not stop.is_asked:
                    scores = score()
                    watcher.scored(state.steps, scores)
                    state.log.append({"step": state.steps, "loss": loss, **scores})
                if due or stop.is_asked:
                    checkpoint.save(self.folder, state, self.settings)
                    saved = state.seconds
                if stop.is_asked:
                    raise _interrupted(state, stop)
        checkpoint.save(self.folder, state, self.settings)

    def _step(
        self,
        state: State,
        parts: Sequence[Part],
        optimizer: "Optimizer",
        pool: ThreadPoolExecutor,
    ) -> float:
        """Move the weights by one batch; the mean loss of its answers' tokens."""
        from torch.nn.utils import clip_grad_norm_

        recipe = self.recipe
        loss, gradient = batch_gradient(
            self.adapted, parts, self.pad, recipe.smoothing, pool
        )
        weights = state.weights
        weights.grad = gradient
        clip_grad_norm_([weights], CLIP)
        optimizer.param_groups[0]["lr"] = recipe.rate * factor(self._progress(state))
        optimizer.step()
        self.adapted.take(weights)
        state.steps += 1
        state.tokens += sum(each.tokens for part in parts for each in part)
        return loss

    def _average(self, state: State) -> None:
        """Take the weights into the average, where a mark for it is passed."""
        progress = self._progress(state)
        while (taken := state.averaged) < self.recipe.average:
            if progress < mark(taken, self.recipe.average):
                return
            state.average += (state.weights - state.average) / (taken + 1)
            state.averaged += 1

    def _progress(self, state: State) -> float:
        return self.recipe.budget.progress(state.steps, state.seconds)

    def _moment(self, state: State, loss: float, speed: float) -> Moment:
        left = self.recipe.budget.left(state.steps, state.seconds)
        return Moment(state.steps, self._progress(state), loss, speed, left)


def _optimizer(state: State) -> "Optimizer":
    """AdamW over the state's own tensors, which it changes in place."""
    import torch

    optimizer = torch.optim.AdamW([state.weights], weight_decay=WEIGHT_DECAY)
    optimizer.state[state.weights] = {
        "step": torch.tensor(float(state.steps)),
        "exp_avg": state.mean,
        "exp_avg_sq": state.spread,
    }
    return optimizer


def _interrupted(state: State, stop: Stop) -> Interrupted:
    return Interrupted(
        f"stopped after {state.steps} steps, which are saved; run the same command "
        "with --resume to go on",
        stop.signal,
    )
