import csv
import io
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import datasets
import pyarrow
import pytest
from pyarrow import parquet

from summarize.errors import UsageError
from summarize.records import Article, Rejection
from summarize.sources import check_inputs, read

TITLE = "الوزير يفتتح المستشفى الجديد"
BODY = (
    "افتتح وزير الصحة اليوم الأحد مستشفى جديدا في العاصمة بحضور عدد من المسؤولين.\n\n"
    "وأضاف الوزير أن المستشفى سيخدم أكثر من مليون مواطن في المحافظات المجاورة."
)
SHORT = {"text": BODY, "title": TITLE}
FULL = {**SHORT, "id": 7, "date": "2015-11-11T19:14:04Z", "author": "سامي حداد"}
PERSIAN = "رئیس جمهور ایران امروز در تهران گفت که این کشور به گفتگوها ادامه می‌دهد"
URDU = "وزیر اعظم نے کہا ہے کہ حکومت عوام کی بہتری کے لیے کام کر رہی ہے"
ENGLISH = "The minister of health opened a new hospital in the capital on Sunday."

Made = Callable[[Path], object]


def found(
    *inputs: Path | str, encoding: str | None = None, **fields: str
) -> list[Article | Rejection]:
    return list(read([str(name) for name in inputs], fields, encoding))


def article(*inputs: Path | str, encoding: str | None = None, **fields: str) -> Article:
    (only,) = found(*inputs, encoding=encoding, **fields)
    assert isinstance(only, Article), only
    return only


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def page(encoding: str) -> bytes:
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    return (
        f'<html><head><meta charset="{encoding}"><title>{TITLE}</title>'
        '<meta property="article:published_time" content="2015-11-11"></head>'
        f"<body><article><h1>{TITLE}</h1>{paragraphs}</article></body></html>"
    ).encode(encoding)


# Running text and its header


AGENCY = f"{TITLE}\n\n{TITLE}\n2015_11_11_19_14_4_646\nكتب: آخر تحديث:\n\n{BODY}\n"


def test_an_agency_file(tmp_path: Path) -> None:
    read_back = article(write(tmp_path / "a.txt", AGENCY))
    assert read_back.title == TITLE
    assert read_back.text == BODY
    assert read_back.published == datetime(2015, 11, 11, 19, 14, 4, 646000)
    assert read_back.byline == ""
    assert read_back.where == read_back.source == str(tmp_path / "a.txt")
    assert len(read_back.id) == 16


@pytest.mark.parametrize(
    ("header", "published", "byline"),
    [
        ("كتب: سامي حداد", None, "سامي حداد"),
        ("كتب: سامي حداد آخر تحديث: 2015/11/11", datetime(2015, 11, 11), "سامي حداد"),
        ("بيروت\nكتب: سامي حداد", None, "سامي حداد"),
        (
            "2018_07_23_19_36_51_207\nصيدا - خاص\nكتب: رامي",
            datetime(2018, 7, 23, 19, 36, 51, 207000),
            "رامي",
        ),
        (
            "دمشق - كتب: رامي عواد\nالاثنين ٢٠ مايو ٢٠١٣ - ٣:٤٥ م",
            datetime(2013, 5, 20, 15, 45),
            "رامي عواد",
        ),
        ("حلب - كتب: علي\n٩ مارس ٢٠١٤\n٠٦:١٥ م", datetime(2014, 3, 9, 18, 15), "علي"),
        (
            "كتب: علي | سوهاج | السبت 05 نوفمبر 2022 - 06:12 م",
            datetime(2022, 11, 5, 18, 12),
            "علي",
        ),
        ("عمان - من مراسلنا", None, ""),
        ("22/12/2010 - 23:40\nعمان", datetime(2010, 12, 22, 23, 40), ""),
        (
            "الخرطوم - عبيدة عوض\n2016/07/18 - 11:25 ص",
            datetime(2016, 7, 18, 11, 25),
            "عبيدة عوض",
        ),
        ("12:05 ص\n3 كانون الثاني/يناير 2014", datetime(2014, 1, 3, 0, 5), ""),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_header_lines_in_any_order(
    header: str, published: datetime | None, byline: str, newline: str, tmp_path: Path
) -> None:
    text = f"{TITLE}\n{header}\n\n{BODY}".replace("\n", newline)
    read_back = article(write(tmp_path / "a.txt", text))
    assert read_back.title == TITLE
    assert read_back.published == published
    assert read_back.byline == byline
    assert read_back.text == BODY.replace("\n", newline)


@pytest.mark.parametrize(
    ("name", "text", "title", "body"),
    [
        pytest.param("a.txt", f"{TITLE}\n\n{BODY}", TITLE, BODY, id="title"),
        pytest.param("a.txt", BODY, "", BODY, id="a-sentence-is-no-title"),
        pytest.param("a.txt", f"{TITLE}\n{BODY}", "", f"{TITLE}\n{BODY}", id="no-gap"),
        pytest.param("a.MD", f"# {TITLE}\n{BODY}", TITLE, BODY, id="markdown"),
        pytest.param("a.txt", f"بيروت\nكتب: علي\n\n{BODY}", "", BODY, id="no-headline"),
    ],
)
def test_plain_titles(
    name: str, text: str, title: str, body: str, tmp_path: Path
) -> None:
    read_back = article(write(tmp_path / name, text))
    assert (read_back.title, read_back.text) == (title, body)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv", ".json"])
def test_a_byte_order_mark_is_enough(
    encoding: str, suffix: str, tmp_path: Path
) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([["text"], [BODY]])
    row = jsonl({"text": BODY})
    text = {".txt": BODY, ".csv": table.getvalue()}.get(suffix, row)
    path = write(tmp_path / f"a{suffix}", text.encode(encoding))
    assert article(path).text == BODY


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv"])
def test_cp1256_is_read_when_asked_for(suffix: str, tmp_path: Path) -> None:
    text = {
        ".txt": BODY,
        ".jsonl": jsonl({"text": BODY}),
        ".csv": f'text\n"{BODY}"\n',
    }[suffix]
    path = write(tmp_path / f"a{suffix}", text.encode("cp1256"))
    assert article(path, encoding="cp1256").text == BODY
    (refused, *_) = found(path)
    assert isinstance(refused, Rejection)
    assert refused.reason == "encoding"
    assert "--encoding cp1256" in refused.detail
    assert "byte " in refused.detail


def test_the_offset_of_a_bad_byte_counts_from_the_start(tmp_path: Path) -> None:
    raw = f'text\n"{BODY}"\n'.encode()
    for mark in (b"", b"\xef\xbb\xbf"):
        long = mark + raw * 1000
        (refused,) = found(write(tmp_path / "a.csv", long + b"x\xff\n"))
        assert isinstance(refused, Rejection)
        assert f"byte {len(long) + 1} " in refused.detail


def test_utf16_without_a_mark_names_its_order(tmp_path: Path) -> None:
    for order in ("utf-16-le", "utf-16-be"):
        path = write(tmp_path / "a.txt", BODY.encode(order))
        (refused,) = found(path)
        assert isinstance(refused, Rejection)
        assert f"without a byte-order mark: pass --encoding {order}" in refused.detail
        assert article(path, encoding=order).text == BODY


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    for encoding in ("utf-8", "windows-1256"):
        read_back = article(write(tmp_path / "a.html", page(encoding)))
        assert read_back.title == TITLE
        assert read_back.text == BODY.replace("\n\n", "\n")
        assert read_back.published == datetime(2015, 11, 11)


# Rows


def as_jsonl(path: Path) -> Path:
    return write(path / "a.jsonl", "\ufeff\r\n" + jsonl(FULL).replace("\n", "\r\n"))


def as_json(path: Path) -> Path:
    return write(path / "a.json", json.dumps(FULL))


def as_csv(path: Path, name: str = "a.csv", delimiter: str = ",") -> Path:
    with (path / name).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([FULL.keys(), FULL.values()])
    return path / name


def as_tsv(path: Path) -> Path:
    return as_csv(path, "a.tsv", "\t")


def as_parquet(path: Path) -> Path:
    parquet.write_table(pyarrow.Table.from_pylist([FULL]), path / "a.parquet")
    return path / "a.parquet"


def as_saved(path: Path) -> Path:
    datasets.Dataset.from_list([FULL]).save_to_disk(path / "saved")
    return path / "saved"


@pytest.mark.parametrize(
    ("made", "place"),
    [
        (as_jsonl, "a.jsonl:2"),
        (as_json, "a.json:1"),
        (as_csv, "a.csv:4"),
        (as_tsv, "a.tsv:4"),
        (as_parquet, "a.parquet:1"),
        (as_saved, "saved:1"),
    ],
)
def test_rows_of_every_kind(
    made: Callable[[Path], Path], place: str, tmp_path: Path
) -> None:
    read_back = article(made(tmp_path))
    assert read_back.where == str(tmp_path / place)
    assert (read_back.id, read_back.title, read_back.text) == ("7", TITLE, BODY)
    assert read_back.byline == "سامي حداد"
    assert read_back.published == datetime(2015, 11, 11, 19, 14, 4, tzinfo=UTC)


def test_saved_splits_are_read_in_turn_or_by_name(tmp_path: Path) -> None:
    one = datasets.Dataset.from_list([SHORT])
    saved = tmp_path / "saved"
    datasets.DatasetDict({"train": one, "test": one}).save_to_disk(saved)
    assert [got.where for got in found(f"datasets:{saved}")] == [
        f"{saved}:train:1",
        f"{saved}:test:1",
    ]
    assert article(f"datasets:{saved}:test").text == BODY
    (refused,) = found(f"datasets:{saved}:nope")
    assert isinstance(refused, Rejection)


def test_columns_can_be_named(tmp_path: Path) -> None:
    row = {"خبر": BODY, "رأس": TITLE, "text": "لا شيء"}
    read_back = article(
        write(tmp_path / "a.jsonl", jsonl(row)), text="خبر", title="رأس"
    )
    assert (read_back.title, read_back.text) == (TITLE, BODY)


def test_a_bad_row_costs_only_itself(tmp_path: Path) -> None:
    lines = jsonl(SHORT) + "{\n\n" + '{"text": "\\ud800"}\n[1]\n' + jsonl(SHORT)
    got = found(write(tmp_path / "a.jsonl", lines + "[" * 100_000))
    reasons = [item.reason if isinstance(item, Rejection) else "" for item in got]
    assert reasons == ["", "bad_json", "bad_text", "bad_json", "", "bad_json"]
    assert got[-1].where.endswith("a.jsonl:7")


def test_a_line_separator_ends_no_row(tmp_path: Path) -> None:
    text = BODY.replace("\n\n", "\u2028")
    assert article(write(tmp_path / "a.jsonl", jsonl({"text": text}))).text == text


def test_reading_is_lazy(tmp_path: Path) -> None:
    first = write(tmp_path / "1.jsonl", jsonl(SHORT))
    second = write(tmp_path / "2.txt", BODY)
    stream = read([str(first), str(second)], {})
    next(stream)
    second.unlink()
    late = next(stream)
    assert isinstance(late, Rejection)
    assert late.reason == "unreadable"


# Places


def test_a_folder_is_read_in_order_without_its_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", ".hidden.txt", ".git/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, BODY)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    got = found(tmp_path)
    assert [str(Path(item.where).relative_to(tmp_path)) for item in got] == [
        "a/up",
        "a/z.txt",
        "b.txt",
        "c.txt",
    ]
    assert isinstance(got[0], Rejection)
    assert got[0].reason == "not_a_file"


def test_patterns(tmp_path: Path) -> None:
    for name in ("2.txt", "1.txt", "no.md", "in/3.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, BODY)
    assert [Path(item.where).name for item in found(tmp_path / "*.txt")] == [
        "1.txt",
        "2.txt",
    ]
    assert len(found(tmp_path / "**")) == 4
    assert len(found(tmp_path / "*")) == 4


@pytest.mark.parametrize(
    ("piped", "wheres"),
    [
        pytest.param(BODY.encode(), ["stdin"], id="text"),
        pytest.param(BODY.encode("utf-16"), ["stdin"], id="utf-16"),
        pytest.param(
            b"\xef\xbb\xbf\n" + jsonl(SHORT, SHORT).encode(),
            ["stdin:2", "stdin:3"],
            id="jsonl",
        ),
        pytest.param(jsonl(SHORT).encode("utf-16"), ["stdin:1"], id="utf-16-jsonl"),
    ],
)
def test_stdin(
    piped: bytes, wheres: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(piped)))
    got = found("-")
    assert [item.where for item in got] == wheres
    assert all(isinstance(item, Article) and item.text == BODY for item in got)


@pytest.mark.parametrize(
    "name", ["gone.txt", "*.none", "datasets:", "datasets:./gone", "datasets:/gone"]
)
def test_what_does_not_exist_is_refused_at_once(name: str) -> None:
    with pytest.raises(UsageError):
        check_inputs([name])
    with pytest.raises(UsageError):
        read([name], {})


def test_unknown_fields_and_encodings_are_refused_at_once() -> None:
    with pytest.raises(UsageError, match="body"):
        read([], {"body": "x"})
    with pytest.raises(UsageError, match="cp1265"):
        read([], {}, "cp1265")


def test_a_dataset_that_cannot_be_had_is_rejected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def offline(*_: object, **__: object) -> None:
        raise ConnectionError("offline")

    monkeypatch.setattr(datasets, "load_dataset", offline)
    (refused,) = found("datasets:someone/news:test")
    assert isinstance(refused, Rejection)
    assert refused.reason == "unreadable"
    assert "someone/news:test" in refused.detail


# What cannot be briefed


def bad(name: str, content: str | bytes) -> Made:
    return lambda folder: write(folder / name, content)


BAD: dict[str, tuple[str, Made, str, str]] = {
    "empty-file": ("a.txt", bad("a.txt", ""), "empty", "expected an Arabic"),
    "empty-jsonl": ("a.jsonl", bad("a.jsonl", "\n"), "empty", "at least one"),
    "empty-csv": ("a.csv", bad("a.csv", ""), "empty", "at least one"),
    "empty-array": ("a.json", bad("a.json", "[]"), "empty", "at least one"),
    "null-text": ("a.json:1", bad("a.json", '{"text": null}'), "empty", "a.json:1"),
    "three-words": ("a.txt", bad("a.txt", "افتتح الوزير المستشفى"), "too_short", "3"),
    "english": ("a.txt", bad("a.txt", ENGLISH), "not_arabic", "0%"),
    "persian": ("a.txt", bad("a.txt", PERSIAN), "not_arabic", "Persian"),
    "urdu": ("a.txt", bad("a.txt", URDU), "not_arabic", "Urdu"),
    "utf-8-as-latin-1": (
        "a.txt",
        bad("a.txt", BODY.encode().decode("latin-1")),
        "mojibake",
        "Latin-1",
    ),
    "utf-8-as-cp1256": (
        "a.txt",
        bad("a.txt", BODY.encode().decode("cp1256")),
        "mojibake",
        "Windows Arabic",
    ),
    "lost": ("a.txt", bad("a.txt", BODY.replace("ا", "\ufffd")), "mojibake", "U+FFFD"),
    "json-line-17": (
        "a.jsonl:17",
        bad("a.jsonl", "\n" * 16 + '{"text": '),
        "bad_json",
        "a.jsonl:17",
    ),
    "json-file": ("a.json:2", bad("a.json", "[\n1,"), "bad_json", "a.json:2"),
    "json-of-lines": ("a.json:2", bad("a.json", "{}\n{}"), "bad_json", ".jsonl"),
    "json-number": ("a.json:1", bad("a.json", "[1]"), "bad_json", "int"),
    "row-without-text": (
        "a.jsonl:1",
        bad("a.jsonl", '{"words": 1}'),
        "missing_field",
        "words",
    ),
    "text-is-a-list": (
        "a.jsonl:1",
        bad("a.jsonl", '{"text": []}'),
        "bad_field",
        "list",
    ),
    "missing-column": (
        "a.csv",
        bad("a.csv", "a,b\n1,2\n3,4\n"),
        "missing_field",
        "found a, b: pass --field text=NAME",
    ),
    "parquet-column": (
        "a.parquet",
        lambda folder: parquet.write_table(
            pyarrow.Table.from_pylist([{"a": 1}]), folder / "a.parquet"
        ),
        "missing_field",
        "found a:",
    ),
    "extra-cell": ("a.csv:2", bad("a.csv", "text\na,b\n"), "bad_csv", "2 cells"),
    "open-quote": ("a.csv:3", bad("a.csv", 'text\n"a\nb'), "bad_csv", "quotes"),
    "not-parquet": ("a.parquet", bad("a.parquet", "PAR1"), "bad_parquet", "Parquet"),
    "empty-page": ("a.htm", bad("a.htm", "<html></html>"), "no_text", "no article"),
    "broken-link": (
        "a.txt",
        lambda folder: (folder / "a.txt").symlink_to("gone.txt"),
        "unreadable",
        "gone.txt",
    ),
    "endless-link": (
        "a.txt",
        lambda folder: (folder / "a.txt").symlink_to("a.txt"),
        "not_a_file",
        "link",
    ),
    "named-pipe": (
        "a.txt",
        lambda folder: os.mkfifo(folder / "a.txt"),
        "not_a_file",
        "named pipe",
    ),
    "unknown-format": ("a.pdf", bad("a.pdf", BODY), "unknown_format", ".jsonl"),
    "no-extension": ("README", bad("README", BODY), "unknown_format", "none"),
}


@pytest.mark.parametrize(("place", "make", "reason", "said"), BAD.values(), ids=BAD)
def test_bad_inputs(
    place: str, make: Made, reason: str, said: str, tmp_path: Path
) -> None:
    make(tmp_path)
    (refused,) = found(tmp_path)
    assert isinstance(refused, Rejection)
    assert refused.where == str(tmp_path / place)
    assert refused.reason == reason
    assert said in refused.detail


def test_a_named_column_that_is_not_there_is_missed(tmp_path: Path) -> None:
    (refused,) = found(write(tmp_path / "a.csv", "text,b\n1,2\n"), title="head")
    assert isinstance(refused, Rejection)
    assert "--field title=NAME" in refused.detail
