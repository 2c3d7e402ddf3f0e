"""docs/performance.md and its charts, from the measurements in eval/speed.

`python -m tests.speed_pages` writes them: what stands between the page's marks.
"""

import json
import re
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

from summarize.speed.contenders import CONTENDERS, PRODUCT, UNCUT
from summarize.speed.table import (
    case_lines,
    case_table,
    growth_fit,
    growth_table,
    markdown,
    precision,
    share,
)
from summarize.speed.trials import Trial, lines
from tests.speed_charts import Series, chart

ROOT = Path(__file__).parent.parent
RECORDS = ROOT / "eval/speed"
PAGE = ROOT / "docs/performance.md"
IMAGES = ROOT / "docs/images"
PLACE = re.compile(r"(<!-- speed: (\w+) -->\n).*?(<!-- /speed -->)", re.DOTALL)
SERIES = {
    "articles": ("embedded preset", "articles"),
    "scripted": ("models that answer at once", "articles"),
    "brief": ("an article's brief", "words"),
    "translate": ("an article translated", "words"),
}
BYTES = {"int8": 1, "bfloat16": 2}
COUNTED, LENGTHS = "speed-articles.svg", "speed-words.svg"

Record = Mapping[str, Any]


def recorded() -> tuple[Record, Record]:
    """The measurements of models and of growth."""
    models, growth = (
        json.loads((RECORDS / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("models", "growth")
    )
    return models, growth


def parts(models: Record, growth: Record) -> dict[str, str]:
    """What stands between the page's marks, by their names."""
    points = growth["points"]
    return {
        "machine": _machine(models),
        "contenders": "\n".join(
            f"- `{each.name}`: {each.about}" for each in CONTENDERS.values()
        ),
        "cases": "\n\n".join(map(_case, models["cases"])),
        "vocabulary": _vocabulary(models),
        "limits": _limits(models),
        "guard": _guard(models),
        "beginnings": _beginnings(models, points),
        "growth": f"{_machine(growth)}\n\n{_growth(points)}",
        "runs": growth_table(points),
    }


def page(before: str, models: Record, growth: Record) -> str:
    """The document with these measurements in their places; its prose as it was."""
    found = parts(models, growth)

    def put(place: re.Match[str]) -> str:
        return f"{place[1]}{found.pop(place[2])}\n{place[3]}"

    after = PLACE.sub(put, before)
    assert not found, f"the page has no place for {', '.join(found)}"
    return after


def charts(growth: Record) -> dict[str, str]:
    """The two charts by the names of their files."""
    points = growth["points"]
    counted = [_series(points, series) for series in ("articles", "scripted")]
    lengths = [_series(points, series) for series in ("brief", "translate")]
    return {
        COUNTED: chart("Time of a run by its articles", "articles", "seconds", counted),
        LENGTHS: chart(
            "Time of an article by its length", "words", "seconds an article", lengths
        ),
    }


def _series(points: Sequence[Record], series: str) -> Series:
    of_words = series in ("brief", "translate")
    found = growth_fit(points, series)
    shown = [
        (row["words"], row["seconds"] / row["articles"])
        if of_words
        else (row["articles"], row["seconds"])
        for row in points
        if row["series"] == series
    ]
    return Series(SERIES[series][0], shown, lambda at: found.fixed + found.each * at)


def _machine(record: Record) -> str:
    here = record["environment"]
    loads = [
        trial["load"] for case in record.get("cases", ()) for trial in case["trials"]
    ]
    load = f" Load average before a run: {median(loads):.1f} (median)." if loads else ""
    names = ("ctranslate2", "torch", "transformers")
    packages = ", ".join(f"{name} {here['packages'][name]}" for name in names)
    return (
        f"{here['cores']} cores of {here['cpu']['name']}, {here['os']}, "
        f"Python {here['python']}, {packages}; {record['date'][:10]}: "
        f"`{record['command']}`.{load}"
    )


def _case(case: Record) -> str:
    about, given = case["case"], case["case"]["texts"]
    decoding = about["decoding"]
    how = f"beam {decoding['beams']}" if decoding["beams"] > 1 else "greedy"
    head = f"### `{about['name']}`\n\n{about['about']} {given} texts, {case['words']} words, {how}."
    return f"{head}\n\n{case_table(case)}{_skipped(case)}"


def _skipped(case: Record) -> str:
    told = [
        f"`{name}` took no part: {why}."
        for name, why in case["skipped"].items()
        if name != UNCUT
    ]
    asked = sorted(
        {line.retried for line in case_lines(case) if line.contender == PRODUCT}
    )
    if asked != [0] and case["case"]["shape"] is None:
        told.append(
            f"Mujaz asked again for {asked[-1]} answers that failed its checks."
        )
    return "\n\n" + " ".join(told) if told else ""


def _vocabulary(models: Record) -> str:
    case = next(case for case in models["cases"] if case["case"]["name"] == "embedded")
    trials = [Trial(**row) for row in case["trials"]]
    found = {line.contender: line for line in lines(trials, "ctranslate2")}
    faster = found[UNCUT].slower
    assert faster is not None
    per = "" if found[UNCUT].comparable else ", for each token written"
    chrf = case["quality"]["chrf"]
    rows = [
        (name, f"{chrf[name]:.2f}", f"{found[name].peak_mib.median:.0f}")
        for name in ("ctranslate2", UNCUT)
    ]
    return (
        f"The cut model translates {faster.said(2)} times as fast as the same adapter over the whole "
        f"vocabulary{per}. chrF is of the {case['quality']['sentences']} sentences that have English "
        f"in the reference set (`{case['quality']['signature']}`); Mujaz's own answers, checked, "
        f"have {chrf[PRODUCT]:.2f}.\n\n"
        + markdown(("`embedded`, called directly", "chrF", "peak MiB"), rows)
    )


def _limits(models: Record) -> str:
    limits = models["limits"]
    peaks = markdown(
        ("the most this machine does", "a second"),
        [
            ("float32 multiply-adds", f"{limits['float32']:.0f} G"),
            ("bfloat16 multiply-adds", f"{limits['bfloat16']:.0f} G"),
            ("int8 multiply-adds", f"{limits['int8']:.0f} G"),
            ("bytes read from memory", f"{limits['read']:.1f} G"),
        ],
    )
    rows = [
        (
            f"`{case['case']['name']}`",
            f"{case['cost']['read']:.0f} M",
            f"{case['cost']['written']:.0f} M",
            str(case["case"]["decoding"]["beams"]),
            precision(case),
            f"{case['cost']['written'] * BYTES[precision(case)] / limits['read']:.1f} ms",
            f"{share(case, limits):.0%}",
        )
        for case in models["cases"]
    ]
    head = (
        "model",
        "a token read",
        "a token written",
        "beams",
        "computed in",
        "reading its weights once",
        "share of the most",
    )
    at_once = ceil(limits["int8"] / limits["read"])
    waits = f"While memory gives one weight of a byte, {at_once} int8 multiply-adds are made: so many sequences a batch."
    return f"{peaks}\n\n{waits}\n\n{markdown(head, rows)}"


def _guard(models: Record) -> str:
    case = next(case for case in models["cases"] if case["guard"])
    guard = case["guard"]
    (line,) = (each for each in case_lines(case) if each.contender == PRODUCT)
    whole = 1000 * line.work.median / guard["briefs"]
    return (
        f"The guard takes {guard['ms']:.1f} ms a brief ({guard['ms_with']:.1f} ms of putting a brief "
        f"together with it, {guard['ms_without']:.1f} ms without), which is {guard['ms'] / whole:.1%} of "
        f"the {whole:.0f} ms that a brief of the embedded preset takes."
    )


def _beginnings(models: Record, points: Sequence[Record]) -> str:
    found = models["beginnings"]
    peaks = {
        row["articles"]: row["peak_mib"]
        for row in points
        if row["series"] == "articles"
    }
    rows = [
        ("`mujaz --help`", f"{_seconds(found['help']):.2f} s", "0.5 s"),
        (
            "one article, the whole command",
            f"{_seconds(found['first_brief']):.2f} s",
            "4 s",
        ),
        (
            f"memory of {max(peaks):,} articles",
            f"{peaks[max(peaks)]:.0f} MiB",
            "1,500 MiB",
        ),
    ]
    return markdown(("embedded preset", "measured", "limit"), rows)


def _seconds(rows: Sequence[Record]) -> float:
    return float(median(row["seconds"] for row in rows))


def _growth(points: Sequence[Record]) -> str:
    rows = []
    for series, (name, unit) in SERIES.items():
        found = growth_fit(points, series)
        peaks = [row["peak_mib"] for row in points if row["series"] == series]
        rows.append(
            (
                f"{name}, by {unit}",
                f"{found.fixed:.2f} s",
                f"{1000 * found.each:.2f} ms",
                f"{found.r2:.4f}",
                f"{found.exponent:.2f}",
                f"{min(peaks):.0f} to {max(peaks):.0f}",
            )
        )
    head = ("", "fixed", "each more", "R²", "exponent", "peak MiB")
    return markdown(head, rows)


def write() -> None:
    """Write the page and the charts."""
    models, growth = recorded()
    before = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page(before, models, growth), encoding="utf-8")
    for name, svg in charts(growth).items():
        (IMAGES / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    write()
