"""Hostile rows of JSON and tables, and the ids in them (I10-I13, I18)."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from summarize.records import Article, Rejection
from tests.conftest import STORY
from tests.test_hostile_files import reasons, refused, run, within
from tests.test_sources import BODY, TITLE, article, found, jsonl, write

GOOD = jsonl({"text": BODY, "id": "good"})


def articles(path: Path) -> list[Article]:
    told = found(path)
    assert all(isinstance(each, Article) for each in told), told
    return [each for each in told if isinstance(each, Article)]


def rows_of(out: Path, name: str = "briefs.jsonl") -> list[dict[str, Any]]:
    text = (out / name).read_bytes().decode("utf-8")
    return [json.loads(line) for line in text.split("\n")[:-1]]


# I10: half a character


@pytest.mark.parametrize("field", ["text", "title", "id", "author"])
def test_I10_half_of_a_surrogate_pair_costs_its_row_alone(
    field: str, tmp_path: Path
) -> None:
    """JSONL with `\\ud83d` in any field: `bad_text` for that row, the next one is read."""
    row = {"text": BODY, "title": TITLE, "id": "1", "author": "سامي"}
    row[field] += " \ud83d"
    path = write(tmp_path / "a.jsonl", json.dumps(row) + "\n" + GOOD)
    assert reasons(path) == ["bad_text", ""]
    assert found(path)[0].where.endswith("a.jsonl:1")


def test_I10_a_whole_pair_is_a_character(tmp_path: Path) -> None:
    """JSONL with both halves `\\ud83d\\ude00`: read as the one character they are."""
    line = json.dumps({"text": f"{BODY} \U0001f600"})
    assert r"\ud83d\ude00" in line
    assert article(write(tmp_path / "a.jsonl", line)).text.endswith("\U0001f600")


@pytest.mark.parametrize("encoding", ["unicode_escape", "utf-7"])
def test_I10_an_encoding_that_makes_halves_is_no_way_in(
    encoding: str, tmp_path: Path
) -> None:
    """An encoding in which halves can be written: `bad_text`; declared by a page, none gets in."""
    half = {"unicode_escape": rb"\ud83d", "utf-7": b"+2D0-"}[encoding]
    text = BODY.encode(encoding)
    path = write(tmp_path / "a.txt", text + half)
    assert reasons(path, encoding=encoding) == ["bad_text"]
    page = b'<meta charset="%s"><p>%s %s</p>' % (encoding.encode(), text, half)
    (told,) = found(write(tmp_path / "a.html", page))
    assert str(told).encode("utf-8")


def test_I10_a_run_records_them_and_goes_on(tmp_path: Path) -> None:
    """A run over such rows, in values and in names: a rejection each, one brief, exit 3."""
    bad = [{"text": f"{BODY}\udc00"}, {"text": BODY, "id": "\ud800"}, {"\udfff": 1}]
    path = write(tmp_path / "a.jsonl", "\n".join([*map(json.dumps, bad), GOOD]))
    outcome = run(tmp_path / "out", path)
    assert (outcome.exported.briefs, outcome.exit_code) == (1, 3)
    told = [row["reason"] for row in rows_of(tmp_path / "out", "rejected.jsonl")]
    assert told == ["bad_text", "bad_text", "missing_field"]


# I11: line separators


SEPARATORS = ["\u2028", "\u2029", "\u0085", "\v", "\f", "\u001c", "\u001e"]


@pytest.mark.parametrize("separator", SEPARATORS, ids=ascii)
def test_I11_a_separator_inside_a_string_ends_no_record(
    separator: str, tmp_path: Path
) -> None:
    """U+2028, U+0085 and the like inside a JSON string or a CSV cell: one record, text kept."""
    text = BODY.replace("\n\n", separator)
    raw = json.dumps({"text": text}, ensure_ascii=False) + "\n" + GOOD
    (first, second) = articles(write(tmp_path / "a.jsonl", raw))
    assert (first.text, second.id) == (text, "good")
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], [text], [BODY]])
    assert [each.text for each in articles(tmp_path / "a.csv")] == [text, BODY]


# I12: broken JSON


def test_I12_marks_line_ends_and_blank_lines_are_fine(tmp_path: Path) -> None:
    """JSONL with a byte-order mark, CRLF and blank lines: every row is read."""
    lines = f"\ufeff\r\n{GOOD}\r\n  \r\n{jsonl({'text': STORY})}".replace("\n", "\r\n")
    told = articles(write(tmp_path / "a.jsonl", lines))
    assert [each.text for each in told] == [BODY, STORY.strip()]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param('{"text": "x",}', "not JSON", id="trailing-comma"),
        pytest.param('{"text": "x"', "not JSON", id="cut"),
        pytest.param("{'text': 'x'}", "not JSON", id="single-quotes"),
        pytest.param('{"text": NaN}', "NaN", id="nan"),
        pytest.param('{"text": "x", "score": NaN}', "NaN", id="nan-elsewhere"),
        pytest.param('{"text": "x", "score": -Infinity}', "Infinity", id="infinity"),
        pytest.param('{"text": "x", "text": "y"}', "twice", id="duplicate-keys"),
        pytest.param('{"text": "x", "a": {"b": 1, "b": 2}}', "twice", id="inside"),
        pytest.param("[" * 100_000, "nested too deep", id="deep-arrays"),
        pytest.param('{"a":' * 100_000, "nested too deep", id="deep-objects"),
        pytest.param('{"text": ' + "9" * 10_000 + "}", "not JSON", id="long-number"),
        pytest.param('"text"', "expected an object", id="no-object"),
        pytest.param("null", "expected an object", id="null"),
        pytest.param('{"text": "x"} {"text": "y"}', "not JSON", id="two-in-a-line"),
        pytest.param('{"text": "a\tb"}', "character at column 12", id="raw-control"),
        pytest.param('{"text": "cut', "string starting at column 10", id="cut"),
    ],
)
def test_I12_broken_json_costs_its_line_alone(
    line: str, said: str, tmp_path: Path
) -> None:
    """A trailing comma, NaN, a key twice, 100,000 brackets and more: `bad_json` with the line number."""
    path = write(tmp_path / "a.jsonl", f"{GOOD}\n{line}\n{GOOD}")
    with within(20):
        told = found(path)
    assert reasons(path) == ["", "bad_json", ""]
    assert isinstance(told[1], Rejection)
    assert told[1].where == f"{path}:3"
    assert said in told[1].detail
    assert told[1].detail.startswith(f"{path}:3")


def test_I12_a_broken_file_of_json_names_its_line(tmp_path: Path) -> None:
    """A JSON file with a trailing comma, NaN or a key twice: `bad_json` for the file."""
    for inside in ('[\n{"text": "x"},\n]', '[{"text": NaN}]', '[{"a": 1, "a": 2}]'):
        assert refused(write(tmp_path / "a.json", inside)).reason == "bad_json"
    comma = refused(write(tmp_path / "a.json", '[\n{"text": "x"},\n]'))
    assert comma.where.endswith(("a.json:2", "a.json:3"))


# I13: ids


def as_parquet(path: Path, ids: list[Any]) -> Path:
    texts = [f"{BODY} {at}" for at in range(len(ids))]
    parquet.write_table(pyarrow.table({"text": texts, "id": ids}), path)
    return path


def test_I13_a_number_and_its_text_are_the_same_id(tmp_path: Path) -> None:
    """The ids 42, "42", " 42 " and, in a table with gaps, 42.0: all are `42`."""
    rows = [{"text": BODY, "id": id} for id in (42, "42", " 42 ", 42.0)]
    told = articles(write(tmp_path / "a.jsonl", jsonl(*rows)))
    assert [each.id for each in told] == ["42"] * 4
    table = as_parquet(tmp_path / "a.parquet", [42.0, None, float("nan")])
    first, *gaps = articles(table)
    assert first.id == "42"
    assert len({each.id for each in gaps}) == 2


@pytest.mark.parametrize("id", [None, "", "  "], ids=["null", "empty", "blank"])
def test_I13_a_missing_id_is_the_hash_of_the_content(
    id: str | None, tmp_path: Path
) -> None:
    """No id, or a blank one: the content's hash, the same for the same content alone."""
    rows = [
        {"text": BODY, "id": id},
        {"text": BODY.replace("\n\n", "\n\n \n")},
        {"text": BODY, "title": TITLE},
        {"text": STORY},
    ]
    told = articles(write(tmp_path / "a.jsonl", jsonl(*rows)))
    assert told[0].id == told[1].id == told[0].sha256[:16]
    assert len({each.id for each in told}) == 3


def test_I13_conflicting_ids_are_an_error_equal_ones_one_record(tmp_path: Path) -> None:
    """An id twice with the same content: one record; with another: `conflicting_id`."""
    rows = [
        {"text": BODY, "id": 42},
        {"text": BODY, "id": "42"},
        {"text": STORY, "id": 42},
    ]
    path = write(tmp_path / "a.jsonl", jsonl(*rows))
    outcome = run(tmp_path / "out", path)
    assert [row["id"] for row in rows_of(tmp_path / "out")] == ["42"]
    assert (outcome.progress.twice, outcome.exit_code) == (1, 3)
    (told,) = rows_of(tmp_path / "out", "rejected.jsonl")
    assert (told["reason"], told["where"]) == ("conflicting_id", f"{path}:3")


def test_I13_a_hostile_id_is_escaped_where_it_is_reported(tmp_path: Path) -> None:
    """An id that hides its end and is in conflict: its rejection shows it escaped."""
    rows = [{"text": text, "id": "4\u202e2\x1b[0m"} for text in (BODY, STORY)]
    run(tmp_path / "out", write(tmp_path / "a.jsonl", jsonl(*rows)))
    (told,) = rows_of(tmp_path / "out", "rejected.jsonl")
    assert r"4\u202e2\x1b[0m" in told["detail"]
    assert "\u202e" not in told["detail"]


# I18: copies


def test_I18_exact_copies_are_both_read_and_known_as_copies(tmp_path: Path) -> None:
    """A wire copy under another id: both come out of the reader, with one content hash."""
    rows = [{"text": BODY, "id": "a"}, {"text": f"{BODY} \u200f", "id": "b"}]
    first, second = articles(write(tmp_path / "a.jsonl", jsonl(*rows)))
    assert (first.id, second.id) == ("a", "b")
    assert first.sha256 == second.sha256


def test_I18_copies_that_differ_in_digits_are_not_one(tmp_path: Path) -> None:
    """A copy in which a number changed: another content hash and, without ids, another id."""
    rows = [{"text": f"{BODY} وبلغ العدد {n} شخصا"} for n in (1540, 1450)]
    first, second = articles(write(tmp_path / "a.jsonl", jsonl(*rows)))
    assert first.sha256 != second.sha256
    assert first.id != second.id


def test_I18_a_copy_under_another_headline_is_another_article(tmp_path: Path) -> None:
    """A copy with another headline and no id: two articles, two briefs, none in conflict."""
    rows = [{"text": BODY, "title": title} for title in (TITLE, f"{TITLE} في العاصمة")]
    outcome = run(tmp_path / "out", write(tmp_path / "a.jsonl", jsonl(*rows)))
    assert (outcome.exported.briefs, outcome.exit_code) == (2, 0)


def test_I18_exact_copies_make_two_records(tmp_path: Path) -> None:
    """Three exact copies under three ids: three briefs, each with its own page."""
    rows = [{"text": BODY, "id": id} for id in "abc"]
    outcome = run(tmp_path / "out", write(tmp_path / "a.jsonl", jsonl(*rows)))
    assert outcome.exit_code == 0
    told = rows_of(tmp_path / "out")
    assert [row["id"] for row in told] == ["a", "b", "c"]
    assert len({row["page"] for row in told}) == 3
    assert len({row["brief"] for row in told}) == 1
