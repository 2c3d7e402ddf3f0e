"""A record's measurements as Markdown tables, for the terminal and for the document."""

from collections.abc import Mapping, Sequence
from typing import Any

from summarize.speed.arithmetic import Cost, billions
from summarize.speed.contenders import PRODUCT
from summarize.speed.growth import Fit, fit
from summarize.speed.trials import Line, Trial, lines

_HEAD = (
    *("", "seconds", "times Mujaz's", "start", "CPU seconds", "peak MiB"),
    *("tokens read", "written"),
)


def case_lines(case: Mapping[str, Any]) -> list[Line]:
    """The lines of a case's record."""
    return lines([Trial(**row) for row in case["trials"]], PRODUCT)


def case_table(case: Mapping[str, Any]) -> str:
    """A case's contenders, slowest first."""
    found = sorted(case_lines(case), key=lambda line: -line.work.median)
    rows = [_row(line) for line in found]
    return markdown(_HEAD, rows)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are numbers."""
    rule = "|---" + "|--:" * (len(head) - 1) + "|"
    return "\n".join([_joined(head), rule, *map(_joined, rows)])


def share(case: Mapping[str, Any], limits: Mapping[str, float]) -> float:
    """The share of the machine's multiply-adds that Mujaz's own work takes."""
    (line,) = (each for each in case_lines(case) if each.contender == PRODUCT)
    # The step that ends an answer is computed too.
    written = line.written + case["case"]["texts"]
    beams = case["case"]["decoding"]["beams"]
    work = billions(Cost(**case["cost"]), line.read, written, beams)
    return work / line.work.median / limits[precision(case)]


def precision(case: Mapping[str, Any]) -> str:
    """What Mujaz computes a case in: the embedded model has an engine of its own."""
    return "int8" if case["case"]["shape"] else "bfloat16"


def growth_fit(points: Sequence[Mapping[str, Any]], series: str) -> Fit:
    """The line through a series: seconds by articles, or an article's by its words."""
    of_words = series in ("brief", "translate")
    return fit(
        [
            (row["words"], row["seconds"] / row["articles"])
            if of_words
            else (row["articles"], row["seconds"])
            for row in points
            if row["series"] == series
        ]
    )


def growth_table(points: Sequence[Mapping[str, Any]]) -> str:
    """Every run of a record's series."""
    head = ("series", "articles", "words each", "seconds", "ms an article", "peak MiB")
    rows = [
        (
            row["series"],
            f"{row['articles']:,}",
            f"{row['words']:,}",
            f"{row['seconds']:.1f}",
            f"{1000 * row['seconds'] / row['articles']:,.1f}",
            f"{row['peak_mib']:.0f}",
        )
        for row in points
    ]
    return markdown(head, rows)


def way(line: Line) -> str:
    """A contender with the variant that took part."""
    variant = line.variant
    said = [str(variant["dtype"])] if "dtype" in variant else []
    if "replicas" in variant:
        replicas, threads = variant["replicas"], variant["threads"]
        said.append(f"{_some(replicas, 'replica')} of {_some(threads, 'thread')}")
    if "tokens" in variant:
        said.append(f"batches of {variant['tokens']} tokens")
    name = f"**{line.contender}**" if line.contender == PRODUCT else line.contender
    return f"{name}: {', '.join(said)}" if said else name


def _some(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _row(line: Line) -> tuple[str, ...]:
    faster = ""
    if line.slower and line.contender != PRODUCT:
        per = "" if line.comparable else " a token"
        faster = f"{line.slower.said(2)}{per}"
    return (
        way(line),
        line.work.said(),
        faster,
        line.start.said(),
        f"{line.cpu.median:.1f}",
        f"{line.peak_mib.median:.0f}",
        f"{line.read:,}",
        f"{line.written:,}",
    )


def _joined(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
