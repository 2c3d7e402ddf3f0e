"""One run: refuse what must be refused, read, write briefs, count."""

import platform
import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

from summarize import __version__
from summarize.load import How, Model, load_models
from summarize.pipeline import make_briefs
from summarize.presets import find_preset, require_commercial, with_models
from summarize.records import Article, Brief, Rejection
from summarize.sources import check_inputs, count, read
from summarize.writers import Output

PACKAGES = ("ctranslate2", "datasets", "tokenizers", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for, checked and typed."""

    inputs: tuple[str, ...]
    out: Path
    preset: str = "embedded"
    summarizer: str | None = None
    translator: str | None = None
    mode: str | None = None
    how: How = field(default_factory=How)
    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    limit: int | None = None
    commercial: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did; `first` is the first brief, for the eye."""

    out: Path
    briefs: int
    flagged: int
    sentences: int
    rejected: Mapping[str, int]
    seconds: float
    peak_mib: int
    first: Brief | None

    @property
    def exit_code(self) -> int:
        """0 when every input became a brief, 3 when some or all were rejected."""
        return 3 if self.rejected or not self.briefs else 0


class Watcher(Protocol):
    """Is told how a run goes."""

    def say(self, words: str) -> None:
        """Take a sentence about what happens now."""
        ...

    def expect(self, articles: int | None) -> None:
        """Take the number of articles to come, where it is known."""
        ...

    def advance(self, briefs: int, rejected: int, sentences: int) -> None:
        """Take the counts so far."""
        ...


def run_order(order: Order, watcher: Watcher) -> Outcome:
    """Do the whole job of one command and write its output folder."""
    started, began = time.perf_counter(), datetime.now(UTC)
    preset = with_models(find_preset(order.preset), order.summarizer, order.translator)
    mode = order.mode or preset.mode
    steps = preset.steps(mode)
    if order.commercial:
        require_commercial(steps)
    check_inputs(order.inputs)
    with Output(order.out) as output:
        models = load_models(steps, order.how, watcher.say)
        watcher.expect(_expected(order))
        outcome = _brief_all(order, models, output, watcher)
        outcome = replace(outcome, seconds=time.perf_counter() - started)
        output.write_run(_record(order, mode, models, outcome, began))
    return outcome


def _expected(order: Order) -> int | None:
    there = count(order.inputs)
    if there is None:
        return order.limit
    return min(there, order.limit or there)


def _brief_all(
    order: Order, models: Mapping[str, Model], output: Output, watcher: Watcher
) -> Outcome:
    rejected: Counter[str] = Counter()
    first: Brief | None = None
    briefs = flagged = sentences = 0

    def reject(rejection: Rejection) -> None:
        rejected[rejection.reason] += 1
        output.write_rejection(rejection)
        watcher.advance(briefs, rejected.total(), sentences)

    found = read(order.inputs, order.fields, order.encoding)
    for brief in make_briefs(_articles(found, order.limit, reject), models):
        output.write_brief(brief)
        first = first or brief
        briefs += 1
        flagged += bool(brief.flags)
        sentences += len(brief.sentences) or len(brief.summary)
        watcher.advance(briefs, rejected.total(), sentences)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Outcome(
        order.out, briefs, flagged, sentences, dict(rejected), 0.0, peak, first
    )


def _articles(
    found: Iterable[Article | Rejection], limit: int | None, reject: Any
) -> Iterator[Article]:
    taken = 0
    for each in found:
        if isinstance(each, Rejection):
            reject(each)
            continue
        yield each
        taken += 1
        if taken == limit:
            return


def _record(
    order: Order,
    mode: str,
    models: Mapping[str, Model],
    outcome: Outcome,
    began: datetime,
) -> dict[str, Any]:
    return {
        "schema": 1,
        "mujaz": __version__,
        "python": platform.python_version(),
        "packages": versions(PACKAGES),
        "started": began.isoformat(timespec="seconds"),
        "preset": order.preset,
        "mode": mode,
        "inputs": order.inputs,
        "how": asdict(order.how),
        "models": {role: model_record(model) for role, model in models.items()},
        "counts": {
            "briefs": outcome.briefs,
            "flagged": outcome.flagged,
            "sentences": outcome.sentences,
            "rejected": outcome.rejected,
        },
        "seconds": round(outcome.seconds, 3),
        "peak_memory_mib": outcome.peak_mib,
    }


def model_record(model: Model) -> dict[str, Any]:
    """A model as a run's record names it: what it is, and how it was asked."""
    return {
        "model": model.step.model,
        "revision": model.revision,
        "licence": model.step.licence,
        "family": model.step.family,
        "engine": type(model.engine).__name__ if model.engine else None,
        "prompt": model.prompt.name if model.prompt else None,
        "prompt_sha256": model.prompt.sha256 if model.prompt else None,
        "decoding": asdict(model.step.decoding),
        "files": model.files,
    }


def versions(names: Iterable[str]) -> dict[str, str | None]:
    """The installed version of each package, None where it is not there."""
    return {name: _version(name) for name in names}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
