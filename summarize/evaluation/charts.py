"""Where the marks of the charts stand: across in percent, so that any width will do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count
from math import ceil
from typing import Any, NamedTuple

from summarize.evaluation.report import label, slice_names, two
from summarize.scoring.resampling import FEWEST_FOR_P

# Pixels from the top: two lines of labels, the plot, the numbers under it.
LABELS, PLOT = (12, 30), (52, 168)
_WIDTHS, _MOST_BARS = (1, 2, 5), 25


class Bar(NamedTuple):
    """How many items score within an interval."""

    x: float
    y: float
    width: float
    height: float
    text: str


class Mark(NamedTuple):
    """A named line across a histogram; `kind` is how it is drawn."""

    x: float
    y: int
    text: str
    kind: str


class Histogram(NamedTuple):
    """One metric's scores of single items, with its mean and the first lead's."""

    title: str
    about: str
    bars: Sequence[Bar]
    marks: Sequence[Mark]
    ticks: Sequence[tuple[float, str]]
    grid: Sequence[tuple[float, str]]


class Dot(NamedTuple):
    """A slice's mean; `few` where there are too few items to say much. x None: none."""

    name: str
    n: int
    x: float | None
    score: str
    few: bool


class Slices(NamedTuple):
    """One metric's means by slice, on a scale from `low` to `top`."""

    title: str
    low: int
    top: int
    x: float
    score: str
    kinds: Mapping[str, Sequence[Dot]]


def histogram(
    metrics: Mapping[str, Any], key: str, counts: Mapping[int, int]
) -> Histogram:
    """A histogram; `counts` holds how many scores there are by their whole part."""
    marks = _marks(metrics, key)
    top = min(100, _tens(max([*counts, *(value for value, _, _ in marks)]) + 0.5))
    width = next(each for each in _WIDTHS if top / each <= _MOST_BARS)
    bins: Counter[int] = Counter()
    for whole, items in counts.items():
        bins[min(whole, top - 1) // width * width] += items
    steps = _steps(max(bins.values()))
    scale = (PLOT[1] - PLOT[0]) / steps[-1]
    bars = [_bar(start, width, top, bins[start], scale) for start in sorted(bins)]
    said = ", ".join(f"{name} {two(value)}" for value, name, _ in marks)
    return Histogram(
        title=label(metrics, key),
        about=f"{said}; items by score: {'; '.join(bar.text for bar in bars)}.",
        bars=bars,
        marks=[
            Mark(100 * value / top, y, f"{name} {two(value)}", kind)
            for y, (value, name, kind) in zip(LABELS, marks, strict=False)
        ],
        ticks=[(100 * at / top, str(at)) for at in range(0, top + 1, 10)],
        grid=[(PLOT[1] - scale * at, _items(at)) for at in steps],
    )


def slices(metrics: Mapping[str, Any], key: str) -> Slices:
    """One metric's mean in each slice, as dots beside the mean of all items."""
    parts = metrics["slices"]
    mean = metrics["metrics"][key]["mean_of_texts"]
    every = [part["scores"] for kind in parts.values() for part in kind.values()]
    means = [mean, *(scores[key] for scores in every if key in scores)]
    low = 10 * min(9, int(min(means)) // 10)
    top = 10 * min(10, int(max(means)) // 10 + 1)
    return Slices(
        title=label(metrics, key),
        low=low,
        top=top,
        x=100 * (mean - low) / (top - low),
        score=two(mean),
        kinds={
            kind: [
                _dot(name, of_kind[name], key, low, top)
                for name in slice_names(of_kind)
            ]
            for kind, of_kind in parts.items()
        },
    )


def _bar(start: int, width: int, top: int, items: int, scale: float) -> Bar:
    text = f"{start} to {start + width}: {_items(items)}"
    height = scale * items
    return Bar(100 * start / top, PLOT[1] - height, 100 * width / top, height, text)


def _steps(high: int) -> list[int]:
    """Round counts for lines across the plot, the last not under `high`."""
    units = (10**power * size for power in count() for size in (1, 2, 5))
    step = next(unit for unit in units if high <= 4 * unit)
    return list(range(step, high + step, step))


def _dot(name: str, part: Mapping[str, Any], key: str, low: int, top: int) -> Dot:
    score = part["scores"].get(key)
    x = None if score is None else 100 * (score - low) / (top - low)
    return Dot(name, part["n"], x, two(score), part["n"] < FEWEST_FOR_P)


def _marks(metrics: Mapping[str, Any], key: str) -> list[tuple[float, str, str]]:
    """Value, name and kind of the lines to draw: the system's mean, then the lead's."""
    found = [(metrics["metrics"][key]["mean_of_texts"], "mean", "mean")]
    for name, scores in metrics["baselines"].items():
        if name.endswith("lead-1") and key in scores:
            found.append((scores[key]["score"], name, "lead"))
    return found


def _tens(value: float) -> int:
    return 10 * ceil(value / 10)


def _items(n: int) -> str:
    return f"{n:,} item" + ("s" if n != 1 else "")
