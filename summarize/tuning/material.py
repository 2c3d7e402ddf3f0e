"""What a training reads: rows to learn from, and rows that are kept from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarize.errors import Refused
from summarize.references import our_file
from summarize.tuning.examples import (
    Example,
    Task,
    examples_of,
    hold_out,
    tasks_in,
    without,
)
from summarize.tuning.order import TuneOrder
from summarize.tuning.overlap import known_file
from summarize.tuning.rows import DataFile, Row, read_data
from summarize.tuning.texts import Texts, fitting


@dataclass(frozen=True, slots=True)
class Material:
    """What a training reads: examples to learn from, and those held out, by task."""

    tasks: Sequence[Task]
    files: Sequence[DataFile]
    dev: Sequence[DataFile]
    learnt: Sequence[Example]
    held_out: Sequence[Example]

    def scored(self, texts: Texts) -> list[Example]:
        """What is held out and is no longer than a run reads."""
        too_long = {*fitting(self.held_out, texts)[1]}
        return [each for each in self.held_out if each not in too_long]


def material_of(order: TuneOrder) -> Material:
    """Read the files of an order; raises `Refused` for rows that would teach wrong."""
    known = known_file(our_file())
    rows, files = read_data(order.data, known)
    held: list[Row]
    dev: list[DataFile] = []
    if order.dev:
        held, dev = read_data([order.dev], known)
        kept = without(rows, held)
    else:
        kept, held = hold_out(rows)
    if not kept:
        raise Refused("no row is left to train on: all are held out, or ask the same")
    tasks = order.tasks or tasks_in(kept)
    there = [task for task in tasks if task in tasks_in(held)]
    learnt, scored = examples_of(kept, tasks), examples_of(held, there)
    return Material(tasks, files, dev, learnt, scored)
