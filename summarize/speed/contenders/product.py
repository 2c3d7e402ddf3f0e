"""Mujaz itself: a whole run over files, from reading to the last exported brief."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from summarize.arabic import for_model
from summarize.load import How, Model, Say, load_models
from summarize.presets import Step
from summarize.records import Decoding
from summarize.run import Order, run_order
from summarize.speed import scripted
from summarize.speed.job import Answers, Job, Mark

_MODES = {"translate": "translate", "brief": "pipeline", "summarize": "summarize"}


@dataclass
class Watch:
    """Is told that the models are loaded; hears nothing else."""

    mark: Mark

    def say(self, words: str) -> None:
        """Hear nothing."""

    def expect(self, articles: int | None) -> None:
        """Note that the models are loaded."""
        self.mark("loaded")

    def advance(self, briefs: int, rejected: int, sentences: int) -> None:
        """Hear nothing."""


def product(job: Job, mark: Mark) -> Answers:
    """Brief, translate or summarize the articles with the product's defaults."""
    out = Path(job.scratch) / "out"
    own = job.folder if job.kind == "sequence" else None
    order = Order(
        (job.articles,),
        out,
        summarizer=own if job.task == "summarize" else None,
        translator=own if job.task == "translate" else None,
        mode=_MODES[job.task],
        how=How(offline=True),
    )
    load = (
        scripted.load
        if job.kind == "scripted"
        else partial(load_decoding, job.decoding)
    )
    run_order(order, Watch(mark), load)
    mark("done")
    return _answers(out / "briefs.jsonl", job)


def _answers(path: Path, job: Job) -> Answers:
    """What the receipts add up to, and the texts' English where it stands in a row."""
    read = written = retried = 0
    said: dict[str, str] = dict.fromkeys(job.texts, "")
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            receipt = row["receipt"]
            read += receipt["tokens_read"]
            written += receipt["tokens_written"]
            retried += receipt["retries"]
            for each in _english(row):
                arabic = for_model(each["arabic"])
                if arabic in said:
                    said[arabic] = each["text"]
    return Answers(tuple(said[text] for text in job.texts), read, written, retried)


def load_decoding(
    decoding: Decoding, steps: dict[str, Step], how: How, say: Say
) -> Mapping[str, Model]:
    """The models of a run, each told to decode as every contender does."""
    same = {
        role: replace(step, decoding=decoding) if step.model != "extract" else step
        for role, step in steps.items()
    }
    return load_models(same, how, say)


def _english(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    headline = row["headline_from"]
    return [*row["sentences"], *([headline] if headline else [])]
