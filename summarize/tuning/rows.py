"""Training files: rows of sentence pairs and articles, or what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarize.arabic import arabic_share, clean_english, for_model
from summarize.errors import Refused, UsageError
from summarize.models.lock import sha256_of
from summarize.references import Pair
from summarize.references.items import read_rows
from summarize.references.validate import MOST_ARABIC_IN_ENGLISH, SHOWN
from summarize.tuning.overlap import Known

LEAST_ARABIC = 0.5
# English has 0.55 to 2.3 characters for one of Arabic in ten thousand news sentences.
MOST_LONGER = 3.0
_SHORT = 40
_SUMMARIES = ("summary_ar", "summary_en")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as training reads it: translated lines, and an article's summaries.

    `text` is the article on one line, empty where the row is a pair alone; `sha256` is
    that of all the row says.
    """

    where: str
    pairs: tuple[Pair, ...]
    sha256: str
    text: str = ""
    summary_ar: str = ""
    summary_en: str = ""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A training file as a record names it."""

    name: str
    sha256: str
    rows: int


def read_data(
    paths: Sequence[Path], known: Known | None
) -> tuple[list[Row], list[DataFile]]:
    """All rows of JSON Lines files; raises `Refused` naming file, line and field.

    A row is `{"ar", "en"}`, or an article `{"title_ar", "title_en", "summary_ar",
    "summary_en", "sentences": [{"ar", "en"}]}`. `known` are the texts that no row may
    repeat: those it will be judged by.
    """
    rows: list[Row] = []
    files: list[DataFile] = []
    problems: list[str] = []
    for path in paths:
        if not path.is_file():
            raise UsageError(f"{path}: no such file; expected rows in JSON Lines")
        before = len(rows)
        for where, value in read_rows(path):
            found = list(problems_of(value, known))
            problems += [f"{where}: {problem}" for problem in found]
            if not found:
                rows.append(_row(where, value))
        files.append(DataFile(path.name, sha256_of(path), len(rows) - before))
    _refuse(problems)
    if not rows:
        raise Refused(f"{', '.join(map(str, paths))}: expected rows, found none")
    return rows, files


def problems_of(value: Any, known: Known | None = None) -> Iterator[str]:
    """Field and complaint for whatever keeps a row from being trained on."""
    if not isinstance(value, dict):
        yield "expected a JSON object in UTF-8"
        return
    shape = list(_shape_problems(value))
    yield from shape
    if shape:
        return
    for name, pair in _pairs(value):
        yield from (f"{name}: {problem}" for problem in _pair_problems(pair))
    for name in _SUMMARIES:
        if name in value:
            yield from (f"{name}: {p}" for p in _side_problems(name, value[name]))
    if known:
        for name, text in texts_of(value):
            if source := known.repeated_by(text):
                yield f"{name}: repeats a text of the reference set ({source})"


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        said = list(problems[:SHOWN])
        if len(problems) > SHOWN:
            said.append(f"and {len(problems) - SHOWN} more")
        head = f"the training data has {len(problems)} problems:"
        raise Refused("\n  ".join([head, *said]))


def _shape_problems(value: Mapping[str, Any]) -> Iterator[str]:
    if "sentences" not in value:
        yield from _missing(value, ("ar", "en"))
        return
    for name in ("title_ar", "title_en", *_SUMMARIES):
        if not isinstance(value.get(name, ""), str):
            yield f"{name}: expected a text, found {value[name]!r:.40}"
    if ("title_ar" in value) != ("title_en" in value):
        yield "title: expected title_ar and title_en, found one of them"
    sentences = value["sentences"]
    if not isinstance(sentences, list) or not sentences:
        yield 'sentences: expected a list of {"ar": text, "en": text}'
        return
    for number, each in enumerate(sentences, start=1):
        pair = each if isinstance(each, dict) else {}
        for problem in _missing(pair, ("ar", "en")):
            yield f"sentences[{number}].{problem}"


def _missing(value: Mapping[str, Any], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name not in value:
            yield f"{name}: missing"
        elif not isinstance(value[name], str):
            yield f"{name}: expected a text, found {value[name]!r:.40}"


def _pair_problems(pair: Pair) -> Iterator[str]:
    sides = [f"{side}: {problem}" for side, text in (("ar", pair.ar), ("en", pair.en))
             for problem in _side_problems(side, text)]  # fmt: skip
    yield from sides
    if sides:
        return
    short, long = sorted((len(pair.ar), len(pair.en)))
    if long > _SHORT and long > MOST_LONGER * short:
        yield (
            f"one side is {long / short:.1f} times as long as the other; "
            f"expected at most {MOST_LONGER:g}: {pair.ar[:30]!r}"
        )


def _side_problems(name: str, text: str) -> Iterator[str]:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        yield "holds half of a character (a lone surrogate)"
    elif not text.strip():
        yield "empty"
    elif not any(map(str.isalpha, text)):
        return
    elif name.endswith("ar") and arabic_share(text) < LEAST_ARABIC:
        yield f"is not Arabic: {text[:40]!r}"
    elif name.endswith("en") and arabic_share(text) > MOST_ARABIC_IN_ENGLISH:
        share = arabic_share(text)
        yield f"is not English, {share:.0%} of its letters are Arabic: {text[:40]!r}"


def _pairs(value: Mapping[str, Any]) -> Iterator[tuple[str, Pair]]:
    if "sentences" not in value:
        yield "pair", Pair(value["ar"], value["en"])
        return
    if "title_ar" in value:
        yield "title", Pair(value["title_ar"], value["title_en"])
    for number, each in enumerate(value["sentences"], start=1):
        yield f"sentences[{number}]", Pair(each["ar"], each["en"])


def texts_of(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of a row that nothing is wrong with, by its field."""
    for name, pair in _pairs(value):
        yield f"{name}.ar", pair.ar
        yield f"{name}.en", pair.en
    for name in _SUMMARIES:
        yield name, value.get(name, "")


def _row(where: str, value: Mapping[str, Any]) -> Row:
    pairs = tuple(
        Pair(for_model(pair.ar), clean_english(pair.en)) for _, pair in _pairs(value)
    )
    said = "\0".join(text for _, text in texts_of(value))
    sentences = value.get("sentences", ())
    return Row(
        where,
        pairs,
        sha256(said.encode()).hexdigest(),
        " ".join(for_model(each["ar"]) for each in sentences),
        for_model(value.get("summary_ar", "")),
        clean_english(value.get("summary_en", "")),
    )
