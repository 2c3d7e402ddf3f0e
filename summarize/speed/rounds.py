"""A case measured: the best variant of every contender, then rounds in turn."""

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from summarize.errors import MujazError
from summarize.speed.cases import Case
from summarize.speed.checkpoints import Say
from summarize.speed.contenders import UNCUT, Contender
from summarize.speed.job import Answers, Job
from summarize.speed.prepared import Prepared
from summarize.speed.process import python, watched
from summarize.speed.trials import Trial

_FEWEST = 8
# The round of trials that only choose a variant.
_BEFORE = -1


@dataclass(frozen=True, slots=True)
class Measured:
    """A case's trials, those that chose the variants, and each contender's texts."""

    prepared: Prepared
    tryouts: tuple[Trial, ...]
    trials: tuple[Trial, ...]
    texts: Mapping[str, tuple[str, ...]]


def measure(
    ready: Prepared, contenders: Sequence[Contender], repeats: int, say: Say
) -> Measured:
    """Run every contender once a round, each round beginning with another one."""
    texts: dict[str, tuple[str, ...]] = {}
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory(prefix="mujaz-bench-") as place:
        articles = Path(place) / "articles.jsonl"
        ready.given.write(articles)
        jobs = {each.name: _job(ready, each, articles) for each in contenders}
        tryouts = _choose(jobs, contenders, say)
        for at in range(repeats):
            for each in in_turn(contenders, at):
                job = jobs[each.name]
                trial, answers = run(job, at)
                require_as_long(ready.case, len(job.texts), trial)
                trials.append(trial)
                texts[each.name] = answers.texts
                took = f"{each.name} {trial.work_seconds:.1f} s"
                say(f"{ready.case.name}, round {at + 1} of {repeats}: {took}")
    return Measured(ready, tuple(tryouts), tuple(trials), texts)


def _choose(
    jobs: dict[str, Job], contenders: Sequence[Contender], say: Say
) -> list[Trial]:
    """Put the fastest variant into every job; the trials that told which it is."""
    tryouts: list[Trial] = []
    for each in contenders:
        variant = each.variants()[0]
        if each.like in jobs:
            variant = dict(jobs[each.like].variant)
        elif len(each.variants()) > 1:
            tried = _try(jobs[each.name], each, say)
            tryouts += tried
            variant = dict(min(tried, key=lambda each: each.work_seconds).variant)
        jobs[each.name] = replace(jobs[each.name], variant=variant)
    return tryouts


def in_turn(contenders: Sequence[Contender], at: int) -> list[Contender]:
    """The contenders as round `at` takes them: each round begins with another."""
    turn = at % len(contenders)
    return [*contenders[turn:], *contenders[:turn]]


def run(job: Job, at: int) -> tuple[Trial, Answers]:
    """Do a job in a process of its own."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="mujaz-bench-") as place:
        given, answer = Path(place) / "job.json", Path(place) / "answer.json"
        replace(job, scratch=place).write(given)
        used = watched(python("summarize.speed.trial", str(given), str(answer)))
        row: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    answers = Answers(**row["answers"])
    trial = Trial(
        contender=job.contender,
        variant=dict(job.variant),
        round=at,
        load=round(load, 2),
        start_seconds=round(row["times"]["loaded"] - used.began, 3),
        work_seconds=round(row["times"]["done"] - row["times"]["loaded"], 3),
        cpu_seconds=round(used.cpu_seconds, 2),
        peak_mib=round(used.peak_mib, 1),
        tokens_read=answers.read,
        tokens_written=answers.written,
        retried=answers.retried,
    )
    return trial, replace(answers, texts=tuple(answers.texts))


def _job(ready: Prepared, contender: Contender, articles: Path) -> Job:
    made = ready.uncut if contender.name == UNCUT else ready.converted
    return Job(
        contender=contender.name,
        task=ready.case.task,
        kind=ready.kind,
        decoding=ready.case.decoding,
        folder=str(ready.folder),
        converted=str(made),
        texts=ready.given.texts[:: contender.part],
        articles=str(articles),
        scratch="",
    )


def _try(job: Job, contender: Contender, say: Say) -> list[Trial]:
    """Each variant once over some texts."""
    few = job.texts[:: max(1, min(contender.tried, len(job.texts) // _FEWEST))]
    found = []
    for variant in contender.variants():
        trial, _ = run(replace(job, texts=few, variant=variant), _BEFORE)
        say(f"trying {job.contender} {_said(variant)}: {trial.work_seconds:.1f} s")
        found.append(trial)
    return found


def _said(variant: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in variant.items())


def require_as_long(case: Case, texts: int, trial: Trial) -> None:
    """Refuse answers of another length than the weights were made for."""
    if case.shape is None:
        return
    expected = texts * (case.decoding.max_new_tokens - 1)
    if trial.tokens_written != expected or trial.retried:
        raise MujazError(
            f"{case.name}: {trial.contender} wrote {trial.tokens_written} tokens and "
            f"asked again for {trial.retried} answers; expected {expected} and none"
        )


def case_record(measured: Measured) -> dict[str, Any]:
    """The case as its record keeps it: all that was run, nothing worked out."""
    case, given = measured.prepared.case, measured.prepared.given
    return {
        "case": asdict(case) | {"texts": len(given.texts)},
        "articles": len(given.articles),
        "words": sum(len(text.split()) for text in given.texts),
        "tryouts": [asdict(trial) for trial in measured.tryouts],
        "trials": [asdict(trial) for trial in measured.trials],
    }
