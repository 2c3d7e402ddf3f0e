"""One training from an order to an adapter: refuse, read, load, train, score, write."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from summarize.cores import cores
from summarize.describe import versions
from summarize.errors import Refused, UsageError
from summarize.ledger.lock import FolderLock
from summarize.models import dequantised
from summarize.tuning import card, checkpoint
from summarize.tuning.adapted import adapted, device_for
from summarize.tuning.card import Told
from summarize.tuning.checkpoint import State
from summarize.tuning.held_out import HeldOut, by_task
from summarize.tuning.material import material_of
from summarize.tuning.order import (
    Base,
    TuneOrder,
    base_of,
    budget_of,
    rate_of,
    require_alike,
    settings_of,
)
from summarize.tuning.schedule import WARM_UP
from summarize.tuning.texts import CheckpointTexts, EmbeddedTexts, Encoded, fitting
from summarize.tuning.training import CLIP, WEIGHT_DECAY, Recipe, Training, Watcher

PACKAGES = ("mujaz", "torch", "transformers", "peft", "tokenizers")
CHECKED = 24

Say = Callable[[str], None]


def tune(order: TuneOrder, say: Say, watcher: Watcher) -> Mapping[str, Any]:
    """Train an adapter and write it to `order.out`; its record, as in training.json.

    What orders, rows and folders say is refused before weights are made or loaded:
    `UsageError` for options and folders, `Refused` for rows and devices, and, once it
    is loaded, for a model or an adapter that cannot be trained. `Interrupted` where a
    signal came: the training goes on with `resume`.
    """
    base = base_of(order)
    material = material_of(order)
    device = device_for(order.device)
    settings = settings_of(
        order, base, material.tasks, material.files, material.dev, device
    )
    with FolderLock(order.out):
        found = _found(order, settings)
        if isinstance(found, dict):
            say(f"{order.out}: this training is finished")
            return found
        folder = base.folder or dequantised.keep(say)
        texts = CheckpointTexts(folder) if base.folder else EmbeddedTexts(folder)
        encoded, too_long = fitting(material.learnt, texts)
        recipe = _recipe(order, base, encoded)
        say("loading the model")
        model = adapted(
            folder, base.start, rank=base.rank, seed=order.seed, device=device
        )
        state = found or checkpoint.start(model.vector())
        held_out = HeldOut(by_task(material.scored(texts)), texts)
        training = Training(model, encoded, texts.pad, recipe, order.out, settings)
        _run(training, state, held_out, say, watcher)
        told = Told(
            base=base,
            licence=" ".join(order.licence.split()),
            settings=settings,
            files=material.files,
            dev=material.dev,
            examples=Counter(each.task for each in material.learnt),
            held_out={task: len(each) for task, each in held_out.examples.items()},
            too_long=[each.where for each in too_long],
            trained=_trained(training, state),
            log=state.log,
            packages=versions(PACKAGES),
        )
        card.write(order.out, model, told)
    return card.record(told)


def _run(
    training: Training, state: State, held_out: HeldOut, say: Say, watcher: Watcher
) -> None:
    """Train to the end, scored before, now and then, and after."""
    model = training.adapted

    def score() -> Mapping[str, float]:
        return held_out.losses(model) | held_out.scores(model, ("translate",), CHECKED)

    def score_all() -> dict[str, float]:
        return held_out.losses(model) | held_out.scores(model)

    if not state.log:
        say("scoring the held out rows")
        state.log.append({"step": 0, **score_all()})
        watcher.scored(0, state.log[-1])
    training.run(state, score, watcher)
    model.take(state.average)
    say("scoring the held out rows")
    state.log.append({"step": state.steps, **score_all()})
    watcher.scored(state.steps, state.log[-1])


def _recipe(order: TuneOrder, base: Base, encoded: Sequence[Encoded]) -> Recipe:
    if not encoded:
        raise Refused("no row fits in what a run reads at once")
    return Recipe(
        budget_of(order, [each.tokens for each in encoded]),
        rate_of(order, base),
        order.smoothing,
        order.batch_tokens,
        order.seed,
        order.average,
        60 * order.save_minutes,
    )


def _trained(training: Training, state: State) -> dict[str, Any]:
    a_pass = sum(each.tokens for each in training.examples)
    return {
        "optimizer": f"AdamW, weight decay {WEIGHT_DECAY}, gradients clipped at {CLIP}",
        "schedule": f"warm-up over {WARM_UP:.0%}, then a cosine to 0",
        "cores": cores(),
        "steps made": state.steps,
        "tokens": state.tokens,
        "passes": round(state.tokens / a_pass, 2),
        "seconds": round(state.seconds, 1),
        "tokens_per_second": round(state.tokens / max(state.seconds, 1e-9), 1),
    }


def _found(
    order: TuneOrder, settings: Mapping[str, Any]
) -> State | dict[str, Any] | None:
    """The state to go on from, a finished training's record, or None for a new one."""
    found = checkpoint.load(order.out)
    path = order.out / card.RECORD
    if found is None and not path.is_file():
        return None
    if not order.resume:
        raise UsageError(
            f"{order.out} holds a training; go on with it by --resume, or name another "
            "folder"
        )
    if found is None:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        require_alike(record["settings"], settings, order.out)
        return record
    state, was = found
    require_alike(was, settings, order.out)
    return state
