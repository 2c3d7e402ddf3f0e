"""One trial as it is asked of a process of its own, and what that process answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from summarize.records import Decoding
from summarize.speed.cases import Task

Variant = Mapping[str, Any]
# Told by a contender when its model is loaded, and when it is done if something follows
# that is no part of its work.
Mark = Callable[[Literal["loaded", "done"]], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What a contender is to do, and where it finds what it needs.

    A `scripted` model answers at once: what is left is what a run does itself.
    `folder` is the checkpoint, `converted` its CTranslate2 form, `articles` the inputs
    of a run that give the `texts`; `scratch` is an empty folder to write to.
    """

    contender: str
    task: Task
    kind: Literal["embedded", "sequence", "scripted"]
    decoding: Decoding
    folder: str
    converted: str
    texts: tuple[str, ...]
    articles: str
    scratch: str
    variant: Variant = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write the job for the process that does it."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")


def read_job(path: Path) -> Job:
    """The job that `Job.write` wrote."""
    row = json.loads(path.read_text(encoding="utf-8"))
    decoding = Decoding(**row.pop("decoding"))
    return Job(**row | {"decoding": decoding, "texts": tuple(row["texts"])})


@dataclass(frozen=True, slots=True)
class Answers:
    """What a contender made of the texts, in their order, and the tokens it took.

    `written` leaves out the tokens that end an answer and those that a decoder is
    given; `retried` counts answers that were asked for twice.
    """

    texts: tuple[str, ...]
    read: int
    written: int
    retried: int = 0
