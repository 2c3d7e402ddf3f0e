"""A scored run in words and tables, and its Markdown: nothing but metrics.json said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from summarize.evaluation.metrics import KINDS, SHOWN_KINDS

TEMPLATES = Path(__file__).parent.parent / "data" / "report"
LANGUAGES = {"ar": "Arabic", "en": "English"}

# What could reorder or hide text beside it; joiners and direction marks cannot.
_CONTROL = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_MARKDOWN = re.compile(r"([\\`*<>\[\]|&])")


class Headline(NamedTuple):
    """A deciding metric in one line, and what its comparison with the leads says."""

    label: str
    score: str
    interval: str
    n: str
    verdict: str


class Table(NamedTuple):
    """Rows under a head; the first `words` columns are text, the others numbers."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1


def markdown(metrics: Mapping[str, Any]) -> str:
    """The report in Markdown: a function of the metrics, without times or dates."""
    return environment().get_template("report.md").render(view(metrics))


def environment() -> Environment:
    """The templates of both reports; all but Markdown and prose is escaped as HTML."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: not str(name).endswith((".md", ".txt")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "plain": plain,
        "md": lambda text: _MARKDOWN.sub(r"\\\1", plain(text)),
    }
    return made


def view(metrics: Mapping[str, Any]) -> dict[str, Any]:
    """All that both reports say of the metrics, as tables and lines."""
    return {
        "metrics": metrics,
        "headlines": list(_headlines(metrics)),
        "scores": _scores(metrics),
        "baselines": list(_baselines(metrics)),
        "versus": list(_versus(metrics)),
        "outputs": [table for table in _outputs(metrics) if table.rows],
        "slices": _slices(metrics),
        "signatures": [
            (label(metrics, key), found["signature"])
            for key, found in metrics["metrics"].items()
        ],
    }


def label(metrics: Mapping[str, Any], key: str) -> str:
    """A metric's name with its language, as `Arabic ROUGE-L`."""
    return f"{LANGUAGES[key[:2]]} {metrics['metrics'][key]['name']}"


def primaries(metrics: Mapping[str, Any]) -> list[str]:
    """The keys of the metrics that decide, the Arabic one first."""
    return [key for key, found in metrics["metrics"].items() if found["primary"]]


def slice_names(parts: Mapping[str, Any]) -> list[str]:
    """The names of one kind's slices, in order; lengths from short to long."""
    return sorted(parts, key=lambda name: (name[:4] == "over", name[:2] != "up", name))


def plain(text: str) -> str:
    """The text on one line, with what could disturb the text around it spelled out."""
    return _CONTROL.sub(
        lambda found: f"[U+{ord(found[0]):04X}]", " ".join(text.split())
    )


def two(value: float | None) -> str:
    """A number to two decimals, as all scores are shown."""
    return "none" if value is None else f"{value:.2f}"


def span(ends: Sequence[float]) -> str:
    """An interval in words."""
    return f"{two(ends[0])} to {two(ends[1])}"


def _headlines(metrics: Mapping[str, Any]) -> Iterator[Headline]:
    said = dict(line.split(": ", 1) for line in metrics["verdicts"])
    for key in primaries(metrics):
        found = metrics["metrics"][key]
        verdict = said.get(key, "there is no lead to compare it with.")
        numbers = two(found["score"]), span(found["ci95"]), f"{found['n']:,}"
        yield Headline(label(metrics, key), *numbers, verdict)


def _scores(metrics: Mapping[str, Any]) -> Table:
    head = ("Metric", "Side", "Score", "95 % interval", "Items", "Coverage")
    rows = [
        (
            found["name"] + (" (decides)" if found["primary"] else ""),
            LANGUAGES[key[:2]],
            two(found["score"]),
            span(found["ci95"]),
            f"{found['n']:,}",
            f"{two(100 * found['coverage'])} %",
        )
        for key, found in metrics["metrics"].items()
    ]
    return Table("Scores", head, rows, words=2)


def _baselines(metrics: Mapping[str, Any]) -> Iterator[Table]:
    """For each side, the system above what needs no summarizer."""
    last = {"random": 1, "oracle": 2}
    names = sorted(metrics["baselines"], key=lambda name: last.get(name, 0))
    systems = {"this system": metrics["metrics"]}
    systems |= {name: metrics["baselines"][name] for name in names}
    for side, language in LANGUAGES.items():
        keys = [f"{side}.{kind}" for kind in KINDS]
        rows = [
            (name, *(_with_spread(scores[key]) for key in keys))
            for name, scores in systems.items()
            if keys[0] in scores
        ]
        if len(rows) > 1:
            yield Table(language, ("System", *SHOWN_KINDS.values()), rows)


def _with_spread(found: Mapping[str, float]) -> str:
    return two(found["score"]) + (f" ± {two(found['sd'])}" if "sd" in found else "")


def _versus(metrics: Mapping[str, Any]) -> Iterator[Table]:
    head = ["Against", "Difference", "95 % interval", "p (Holm)"]
    counts = ["wins", "ties", "losses"]
    for key, gaps in metrics["versus"].items():
        rows = [
            (
                name,
                f"{gap['mean']:+.2f}",
                span(gap["ci95"]),
                "none" if gap["p_holm"] is None else f"{gap['p_holm']:.4f}",
                *(f"{gap[each]:,}" for each in counts),
                two(gap["detectable"]),
            )
            for name, gap in gaps.items()
        ]
        titles = [*head, *map(str.title, counts), "Detectable"]
        yield Table(label(metrics, key), titles, rows)


def _outputs(metrics: Mapping[str, Any]) -> Iterator[Table]:
    """How long the outputs are, what they are made of, and what is wrong with them."""
    keys = ("words", "reference_words", "ratio")
    lengths = [
        (LANGUAGES[side], *(two(found[key]) for key in keys))
        for side, found in metrics["lengths"].items()
    ]
    yield Table("Lengths", ("Side", "Words", "In references", "Ratio"), lengths)
    for name, key in (("Status", "statuses"), ("Flag", "flags")):
        counts = [(found, f"{count:,}") for found, count in metrics[key].items()]
        yield Table(key.title(), (name, "Items"), counts)
    shape = [(name, two(value)) for name, value in metrics["shape"].items()]
    yield Table("Copied and new", ("Of the Arabic summaries", "Mean"), shape)


def _slices(metrics: Mapping[str, Any]) -> Table:
    keys = primaries(metrics)
    rows: list[Sequence[str]] = []
    for kind, parts in metrics["slices"].items():
        for name in slice_names(parts):
            n, scores = parts[name]["n"], parts[name]["scores"]
            rows.append((kind, name, f"{n:,}", *(two(scores.get(key)) for key in keys)))
    head = ("Slice by", "Slice", "Items", *(label(metrics, key) for key in keys))
    return Table("Slices", head, rows, words=2)
