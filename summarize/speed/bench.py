"""A measurement from an order to its record: every trial, and on what it was made."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from summarize.benchmark.environment import environment
from summarize.scoring import chrf
from summarize.speed import growth
from summarize.speed.arithmetic import cost
from summarize.speed.beginning import beginnings
from summarize.speed.cases import DEFAULT, Case, find_cases
from summarize.speed.checkpoints import Say
from summarize.speed.contenders import PRODUCT, UNCUT, Contender, find_contenders
from summarize.speed.guarding import guard_cost
from summarize.speed.machine import measured_limits
from summarize.speed.prepared import prepare
from summarize.speed.rounds import Measured, case_record, measure

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class BenchOrder:
    """What is to be measured: models and contenders by name, all defaults where empty.

    With `growth` runs of more and of longer articles are measured instead; `minutes`
    is what those of more articles may take.
    """

    models: tuple[str, ...] = ()
    contenders: tuple[str, ...] = ()
    repeats: int = 3
    texts: int | None = None
    growth: bool = False
    minutes: float = 20.0

    @property
    def command(self) -> str:
        """The command line that orders the same."""
        words = ["mujaz", "bench"]
        for option, names in (("model", self.models), ("contender", self.contenders)):
            words += [f"--{option}", ",".join(names)] if names else []
        if self.growth:
            return f"mujaz bench --growth --minutes {self.minutes:g}"
        words += ["--texts", str(self.texts)] if self.texts else []
        return " ".join([*words, "--repeats", str(self.repeats)])


def run_bench(order: BenchOrder, say: Say) -> dict[str, Any]:
    """Measure what was ordered; raises `UsageError` for names that nothing has."""
    cases = find_cases(order.models or DEFAULT)
    contenders = find_contenders(order.contenders)
    about = {
        "schema": SCHEMA,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": order.command,
        "environment": environment(),
    }
    if order.growth:
        points = growth.grow(order.minutes, say)
        return about | {"points": growth.record(points)}
    say("measuring what the machine can do")
    limits = measured_limits()
    found = [_case(case, contenders, order, say) for case in cases]
    record = about | {"limits": limits, "cases": found}
    if any(case.shape is None for case in cases):
        say("measuring how commands begin")
        record["beginnings"] = beginnings()
    return record


def _case(
    case: Case, contenders: list[Contender], order: BenchOrder, say: Say
) -> dict[str, Any]:
    skipped = {each.name: each.unfit(case) for each in contenders}
    fit = [each for each in contenders if skipped[each.name] is None]
    wants_uncut = any(each.name == UNCUT for each in fit)
    ready = prepare(case, order.texts or case.texts, say, uncut=wants_uncut)
    made = measure(ready, fit, order.repeats, say)
    return {
        **case_record(made),
        "skipped": {name: why for name, why in skipped.items() if why},
        "cost": asdict(cost(ready.folder)),
        "quality": _quality(made) if case.name == "embedded" else {},
        "guard": _guard(made) if case.task == "brief" else None,
    }


def _quality(made: Measured) -> dict[str, Any]:
    """chrF against the reference set's English, of who was given every sentence."""
    given, metric = made.prepared.given, chrf()
    known = [at for at, text in enumerate(given.texts) if text in given.english]
    scores = {}
    for name, texts in made.texts.items():
        if len(texts) < len(given.texts):
            continue
        stats = [
            metric.stats([given.english[given.texts[at]]], texts[at]) for at in known
        ]
        sums = [sum(column) for column in zip(*stats, strict=True)]
        scores[name] = round(metric.of_sums(sums), 2)
    return {"sentences": len(known), "signature": metric.signature(), "chrf": scores}


def _guard(made: Measured) -> dict[str, float] | None:
    """What the guard costs; the first article does not count."""
    given = made.prepared.given
    if len(given.articles) < 2:
        return None
    return guard_cost(given, dict(zip(given.texts, made.texts[PRODUCT], strict=True)))
