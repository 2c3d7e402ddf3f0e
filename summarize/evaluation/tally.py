"""Items' scores added up into what a report says: means, intervals, verdicts."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from math import fsum
from statistics import stdev
from typing import Any

from summarize.evaluation.baselines import RANDOM
from summarize.evaluation.metrics import KINDS, Metric, sacres
from summarize.evaluation.sheet import Row, Rules
from summarize.evaluation.verdicts import verdicts
from summarize.scoring import compare, corpus_intervals, holm, intervals

_SHAPE = ("compression", "coverage", "density", "novel1", "novel2", "novel3")


class Tally:
    """Takes rows one at a time and holds little more than their numbers."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._columns: dict[str, array[float]] = defaultdict(lambda: array("d"))
        self._baselines: dict[tuple[str, str], array[float]] = defaultdict(
            lambda: array("d")
        )
        self._stats: dict[str, list[array[int]]] = defaultdict(list)
        self._slices: dict[tuple[str, str], dict[str, array[float]]] = defaultdict(
            lambda: defaultdict(lambda: array("d"))
        )
        self._shapes: dict[str, array[float]] = defaultdict(lambda: array("d"))
        self._ids: dict[str, list[str]] = defaultdict(list)
        self._statuses: Counter[str] = Counter()
        self._flags: Counter[str] = Counter()
        self._flagged = 0

    def add(self, row: Row) -> None:
        """Count one item in."""
        values = row.values
        self._statuses[values["status"]] += 1
        self._flags.update(values["flags"])
        self._flagged += bool(values["flags"])
        for side in {key.partition(".")[0] for key in values["scores"]}:
            self._ids[side].append(values["id"])
        for key, score in (values["scores"] | values["lengths"]).items():
            self._columns[key].append(score)
        for key, stats in row.stats.items():
            self._stats[key].append(array("q", stats))
        for name, scores in values["baselines"].items():
            for key, score in scores.items():
                self._baselines[name, key].append(score)
        for part in values["slices"].items():
            for key, score in values["scores"].items():
                self._slices[part][key].append(score)
        for key in _SHAPE if "shape" in values else ():
            self._shapes[key].append(values["shape"][key])

    def metrics(self, metrics: Sequence[Metric]) -> dict[str, Any]:
        """All that the rows say together, as `metrics.json` holds it."""
        found = [metric for metric in metrics if self._columns.get(metric.key)]
        versus = self._versus(found)
        return {
            "items": self._statuses.total(),
            "statuses": dict(sorted(self._statuses.items())),
            "metrics": self._scores(found),
            "baselines": self._means(),
            "versus": versus,
            "verdicts": verdicts(found, versus),
            "lengths": self._lengths(),
            "shape": {key: mean(self._shapes[key]) for key in self._shapes},
            "flagged": self._flagged,
            "flags": dict(sorted(self._flags.items())),
            "slices": self._parts(found),
        }

    def _scores(self, metrics: Sequence[Metric]) -> dict[str, Any]:
        spans = self._intervals(metrics)
        done = self._statuses["done"] / max(self._statuses.total(), 1)
        return {
            metric.key: {
                "name": metric.name,
                "primary": metric.primary,
                "score": self._score(metric.key),
                "ci95": spans[metric.key],
                "mean_of_texts": mean(self._columns[metric.key]),
                "n": len(self._columns[metric.key]),
                "coverage": done,
                "higher_is_better": True,
                "signature": metric.signature,
            }
            for metric in metrics
        }

    def _score(self, key: str) -> float:
        """sacreBLEU's metrics score the corpus whole, the others are means."""
        sacre = sacres("ar" if key.startswith("ar.") else "en").get(key)
        if sacre is None:
            return mean(self._columns[key])
        sums = [sum(column) for column in zip(*self._stats[key], strict=True)]
        return sacre.of_sums(sums)

    def _intervals(self, metrics: Sequence[Metric]) -> dict[str, tuple[float, float]]:
        spans: dict[str, tuple[float, float]] = {}
        for side in self._rules.sides:
            of_side = [m.key for m in metrics if m.key.startswith(f"{side}.")]
            means = [key for key in of_side if key not in self._stats]
            sums = [key for key in of_side if key in self._stats]
            if means:
                columns = [self._by_id(side, self._columns[key]) for key in means]
                spans |= zip(means, intervals(columns), strict=True)
            if sums:
                stats = [self._by_id(side, self._stats[key]) for key in sums]
                scores = [sacres(side)[key].of_sums for key in sums]
                spans |= zip(sums, corpus_intervals(stats, scores), strict=True)
        return spans

    def _by_id(self, side: str, column: Sequence[Any]) -> list[Any]:
        """The column in the order of its items' ids: chance draws go by that order."""
        ids = self._ids[side]
        return [column[at] for at in sorted(range(len(ids)), key=ids.__getitem__)]

    def _means(self) -> dict[str, dict[str, Any]]:
        """Each baseline's means; the chance draws as one, with their spread."""
        found: dict[str, dict[str, Any]] = defaultdict(dict)
        for (name, key), column in self._baselines.items():
            if name not in RANDOM:
                found[name][key] = {"score": mean(column)}
        keys = (f"ar.{kind}" for kind in KINDS)
        for key in (key for key in keys if (RANDOM[0], key) in self._baselines):
            drawn = [mean(self._baselines[name, key]) for name in RANDOM]
            found["random"][key] = {"score": mean(drawn), "sd": stdev(drawn)}
        return dict(found)

    def _versus(self, metrics: Sequence[Metric]) -> dict[str, Any]:
        """The system against each lead, paired, on the metrics that decide."""
        found: dict[str, Any] = {}
        for key in (metric.key for metric in metrics if metric.primary):
            leads = [
                (name, column)
                for (name, of), column in self._baselines.items()
                if of == key and "lead" in name
            ]
            if leads:
                side = key.partition(".")[0]
                columns = [self._by_id(side, column) for _, column in leads]
                gaps = compare(columns, self._by_id(side, self._columns[key]))
                adjusted = holm([gap.p for gap in gaps])
                found[key] = {
                    name: asdict(gap) | {"p_holm": p}
                    for (name, _), gap, p in zip(leads, gaps, adjusted, strict=True)
                }
        return found

    def _lengths(self) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for side in self._rules.sides:
            if self._columns.get(f"{side}.words"):
                said = mean(self._columns[f"{side}.words"])
                wanted = mean(self._columns[f"{side}.reference_words"])
                ratio = said / wanted if wanted else 0.0
                found[side] = {"words": said, "reference_words": wanted, "ratio": ratio}
        return found

    def _parts(self, metrics: Sequence[Metric]) -> dict[str, Any]:
        found: dict[str, dict[str, Any]] = defaultdict(dict)
        for (kind, name), columns in sorted(self._slices.items()):
            means = {m.key: mean(columns[m.key]) for m in metrics if m.key in columns}
            sizes = [len(columns[m.key]) for m in metrics if m.key in columns]
            found[kind][name] = {"n": max(sizes, default=0), "scores": means}
        return dict(found)


def mean(column: Sequence[float]) -> float:
    """The arithmetic mean, summed exactly, so that order never changes it."""
    return fsum(column) / len(column) if column else 0.0
