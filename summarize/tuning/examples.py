"""Rows to examples: what a model is asked, what it should answer, what is held out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from summarize.errors import Refused, UsageError
from summarize.presets import PRESETS, Step
from summarize.tuning.rows import Row

Task = Literal["translate", "summarize", "brief"]

TASKS: tuple[Task, ...] = ("translate", "summarize", "brief")
HELD_OUT = 0.05


@dataclass(frozen=True, slots=True)
class Example:
    """One question of a task, its Arabic on one line, and the answer to learn.

    Two that stand in different places are the same.
    """

    task: Task
    source: str
    answer: str
    where: str = field(compare=False)


def parse_tasks(names: Iterable[str]) -> tuple[Task, ...]:
    """The tasks of these names, in their own order; raises `UsageError` for others."""
    wanted = set(names)
    if unknown := wanted.difference(TASKS):
        raise UsageError(f"--task {min(unknown)}: expected one of {', '.join(TASKS)}")
    return tuple(task for task in TASKS if task in wanted)


def step_of(task: Task) -> Step:
    """The embedded model's step for a task: its prompt and how it decodes there."""
    model = PRESETS["embedded-model"]
    steps = {
        "translate": model.translator,
        "summarize": model.summarizer,
        "brief": model.steps("direct")["direct"],
    }
    return steps[task]


def examples_of(rows: Iterable[Row], tasks: Sequence[Task]) -> list[Example]:
    """The examples that rows hold for the tasks, each once, in the rows' order.

    Raises `Refused` where a task has none.
    """
    found = dict.fromkeys(
        example for row in rows for example in _of_row(row) if example.task in tasks
    )
    for task in tasks:
        if not any(example.task == task for example in found):
            field = {"translate": "en", "summarize": "summary_ar"}.get(
                task, "summary_en"
            )
            raise Refused(f"no row has anything to {task}: expected the field {field}")
    return list(found)


def tasks_in(rows: Iterable[Row]) -> tuple[Task, ...]:
    """The tasks that the rows hold examples of."""
    there = {example.task for row in rows for example in _of_row(row)}
    return tuple(task for task in TASKS if task in there)


def hold_out(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Rows to train on and rows to score with: about a twentieth, at least one.

    Which ones depends on what a row says alone, so they stay held out whatever is
    added: those whose SHA-256 is in the first twentieth of all.
    """
    first = min((row.sha256 for row in rows), default="")
    held = [row for row in rows if row.sha256 == first or _is_held_out(row)]
    return without(rows, held), held


def without(rows: Iterable[Row], held: Iterable[Row]) -> list[Row]:
    """The rows that ask nothing that the held out ones ask."""
    asked = {text for row in held for text in _asked(row)}
    return [row for row in rows if not asked.intersection(_asked(row))]


def _is_held_out(row: Row) -> bool:
    return int(row.sha256[:8], 16) < HELD_OUT * 16**8


def _asked(row: Row) -> Iterator[str]:
    yield from (pair.ar for pair in row.pairs)
    if row.text:
        yield row.text


def _of_row(row: Row) -> Iterator[Example]:
    for pair in row.pairs:
        yield Example("translate", pair.ar, pair.en, row.where)
    if row.summary_ar:
        yield Example("summarize", row.text, row.summary_ar, row.where)
    if row.summary_en:
        yield Example("brief", row.text, row.summary_en, row.where)
