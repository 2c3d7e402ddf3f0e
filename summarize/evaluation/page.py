"""The page of a scored run: one file that shows everything and asks for nothing."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from heapq import nsmallest
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

from summarize.evaluation import charts, report
from summarize.evaluation import folder as at
from summarize.evaluation.predictions import Prediction, PredictionFile
from summarize.references import Item, read_items

MOST = 300


class Shown(NamedTuple):
    """An item that the page shows in full: its line of scores.jsonl and its texts."""

    scores: Mapping[str, Any]
    item: Item
    prediction: Prediction


def html(folder: Path, metrics: Mapping[str, Any]) -> str:
    """The report as one page; of a large run it shows the lowest items only.

    Not more than those items' texts are held at a time.
    """
    keys = report.primaries(metrics)
    counts: dict[str, Counter[int]] = {key: Counter() for key in keys}
    rows = _counted(at.read_lines(folder / at.SCORES), counts)
    lowest = nsmallest(MOST, rows, key=lambda row: _first(row["scores"], keys))
    style, script = _inline("page.css"), _inline("page.js")
    page = report.environment().get_template("page.html")
    text = page.render(
        report.view(metrics),
        charts=charts,
        histograms=[charts.histogram(metrics, key, counts[key]) for key in keys],
        dots=[charts.slices(metrics, key) for key in keys],
        primaries={key: report.label(metrics, key) for key in keys},
        languages=report.LANGUAGES,
        shown=_texts(folder, lowest),
        run=at.read_json(folder / at.RUN) if (folder / at.RUN).is_file() else {},
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    # Half a surrogate pair, which JSON may hold, is no text that a file can.
    return text.encode("utf-8", "replace").decode("utf-8")


def _counted(
    rows: Iterator[Mapping[str, Any]], counts: Mapping[str, Counter[int]]
) -> Iterator[Mapping[str, Any]]:
    """The rows as they pass, their scores counted by whole part."""
    for row in rows:
        for key, found in counts.items():
            if key in row["scores"]:
                found[int(row["scores"][key])] += 1
        yield row


def _first(scores: Mapping[str, float], keys: Sequence[str]) -> float:
    """What the items are ordered by; those without it come last."""
    return scores.get(keys[0], inf) if keys else inf


def _texts(folder: Path, lowest: Sequence[Mapping[str, Any]]) -> list[Shown]:
    """The chosen items with their texts, in the order in which they were chosen."""
    rows = {row["id"]: row for row in lowest}
    with PredictionFile(folder / at.PREDICTIONS) as predictions:
        found = {
            item.id: Shown(rows[item.id], item, predictions.of(item))
            for item in read_items(folder / at.REFERENCES)
            if item.id in rows
        }
    return [found[id] for id in rows]


def _inline(name: str) -> str:
    """A file of the page's own, as it stands between its tags."""
    return (report.TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What the page's policy knows a style or script by."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
