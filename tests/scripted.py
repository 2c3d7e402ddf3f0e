"""Scripted models for runs in other processes, and such a run as a program.

`python -m tests.scripted OUT INPUT [LOADER]` runs it and prints the counts as they
grow, one line each: what a test reads before it kills the process.
"""

import os
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from summarize.errors import MujazError
from summarize.load import How, Model, Say
from summarize.presets import EXTRACT, Step
from summarize.progress import Limits
from summarize.records import Decoding, Generation
from summarize.run import Order, run_order
from tests.conftest import ScriptedEngine, model

CRASH, HANG, MEMORY, RAISE = "انهيار", "تعليق", "ذاكرة", "خطأ"
LOG = "MUJAZ_TEST_LOG"


@dataclass
class FaultyEngine(ScriptedEngine):
    """Does what the text orders; writes every text it is asked to the log."""

    log: str = field(default_factory=lambda: os.environ.get(LOG, os.devnull))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        with Path(self.log).open("a", encoding="utf-8") as out:
            out.write("".join(f"{text}\n" for text in texts))
        for text in texts:
            if CRASH in text:
                os.kill(os.getpid(), signal.SIGSEGV)
            if HANG in text:
                threading.Event().wait()
            if MEMORY in text:
                raise MemoryError("no room for it")
            if RAISE in text:
                raise RuntimeError("the engine broke")
        self.asked.clear()
        return super().generate(texts, decoding)


def load(steps: dict[str, Step], how: How, say: Say) -> dict[str, Model]:
    """Chosen sentences and a scripted translator."""
    chosen = Model(Step(EXTRACT, "Apache-2.0", Decoding(0, 10)), None, "", None)
    models = {"summarizer": chosen, "translator": model(FaultyEngine())}
    return {role: models[role] for role in steps}


def load_other(steps: dict[str, Step], how: How, say: Say) -> dict[str, Model]:
    """The same, with another decoding."""
    models = load(steps, how, say)
    step = Step("scripted/model", "Apache-2.0", Decoding(64, 512, beams=4))
    translator = Model(step, FaultyEngine(), "r2", None)
    return {**models, "translator": translator}


class Printer:
    """Prints every count at once."""

    def say(self, words: str) -> None:
        """Say nothing."""

    def expect(self, articles: int | None) -> None:
        """Expect nothing."""

    def advance(self, briefs: int, rejected: int, sentences: int) -> None:
        """Print how many briefs are recorded."""
        sys.stdout.write(f"{briefs}\n")
        sys.stdout.flush()


def main() -> int:
    """Run an order with the scripted models; the exit code."""
    out, given = sys.argv[1:3]
    order = Order((given,), Path(out), limits=Limits(None, 60.0))
    try:
        return run_order(order, Printer(), load).exit_code
    except MujazError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
