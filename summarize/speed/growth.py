"""What a run costs as there are more articles, and as they are longer."""

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from summarize.models import embedded
from summarize.speed import inputs
from summarize.speed.cases import CASES, Task
from summarize.speed.checkpoints import Say
from summarize.speed.contenders import PRODUCT
from summarize.speed.job import Job
from summarize.speed.rounds import run

COUNTS = (10, 30, 100, 300, 1_000, 3_000, 10_000)
SCRIPTED = (100, 300, 1_000, 3_000, 10_000, 30_000)
WORDS = (50, 100, 200, 500, 1_000, 2_000, 5_000)
_WORDS_A_POINT = 2_000
# Fewer points are no line.
_LEAST = 3

Series = Literal["articles", "scripted", "brief", "translate"]


@dataclass(frozen=True, slots=True)
class Point:
    """One run: so many articles of so many words each, how long, how much memory."""

    series: Series
    articles: int
    words: int
    seconds: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Fit:
    """`seconds = fixed + each * amount`, by least squares of the relative errors.

    `r2` is the share of the seconds' variance that the line explains, `exponent` the
    slope of the logarithms over the larger half of the amounts: linear is 1.
    """

    fixed: float
    each: float
    r2: float
    exponent: float


def grow(minutes: float, say: Say) -> list[Point]:
    """Runs of more and more articles, and of longer and longer ones.

    Counts of the embedded preset are taken as long as the next run, by what the last
    took, ends within the minutes for them all; the first three in any case.
    """
    points: list[Point] = []
    deadline = time.monotonic() + 60 * minutes
    for count in COUNTS:
        left = deadline - time.monotonic()
        if len(points) >= _LEAST and _expected(points[-1], count) > left:
            say(f"no time for {count} articles")
            break
        points.append(_told(_point("articles", "brief", inputs.articles(count)), say))
    for count in SCRIPTED:
        short = inputs.articles(count, sentences=2)
        points.append(_told(_point("scripted", "brief", short), say))
    for task in ("brief", "translate"):
        for words in WORDS:
            articles = inputs.long_articles(words, max(1, _WORDS_A_POINT // words))
            points.append(_told(_point(task, task, articles), say))
    return points


def record(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The points as their record keeps them."""
    return [asdict(point) for point in points]


def fit(points: Sequence[tuple[float, float]]) -> Fit:
    """The line through points (amount, seconds), at least three of them."""
    import numpy as np

    amounts, seconds = (
        np.array(values, dtype=float) for values in zip(*points, strict=True)
    )
    each, fixed = np.polyfit(amounts, seconds, 1, w=1 / seconds)
    left = seconds - fixed - each * amounts
    r2 = 1 - float(left @ left) / float(((seconds - seconds.mean()) ** 2).sum())
    large = len(amounts) // 2
    logs = np.log(amounts[large:]), np.log(seconds[large:])
    exponent = np.polyfit(*logs, 1)[0]
    return Fit(float(fixed), float(each), r2, float(exponent))


def _expected(last: Point, count: int) -> float:
    return last.seconds * count / last.articles


def _told(point: Point, say: Say) -> Point:
    say(
        f"{point.series}: {point.articles} articles of {point.words} words: "
        f"{point.seconds:.1f} s, {point.peak_mib:.0f} MiB"
    )
    return point


def _point(
    series: Series, task: Task, articles: Iterator[Any] | Sequence[Any]
) -> Point:
    with tempfile.TemporaryDirectory(prefix="mujaz-bench-") as place:
        path = Path(place) / "articles.jsonl"
        count = words = 0
        with path.open("w", encoding="utf-8") as out:
            for row in articles:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
                words += len(row["text"].split())
        trial, _ = run(_job(series, task, path), 0)
    seconds, peak = trial.work_seconds, trial.peak_mib
    return Point(series, count, round(words / count), seconds, peak)


def _job(series: Series, task: Task, articles: Path) -> Job:
    return Job(
        contender=PRODUCT,
        task=task,
        kind="scripted" if series == "scripted" else "embedded",
        decoding=CASES["embedded"].decoding,
        folder="",
        converted=str(embedded.place()),
        texts=(),
        articles=str(articles),
        scratch="",
    )
