"""Hostile sizes: nothing, far too much, and bombs (I1, I2, I3)."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from summarize.load import Model
from summarize.pipeline import make_briefs
from summarize.presets import EXTRACT, Step
from summarize.records import Article, Brief, Decoding, Rejection
from summarize.sentences import split
from tests.conftest import STORY, ScriptedEngine, model
from tests.test_hostile_files import (
    MIB,
    SUFFIXES,
    in_format,
    peak,
    reasons,
    refused,
    run,
    within,
)
from tests.test_sources import BODY, article, found, jsonl, write

SENTENCE = STORY.partition(". ")[0]
ROOT = Path(__file__).parent.parent
# Reads an input, briefs what it holds in two ways, and says how much memory that took.
MEASURED = """
import json, resource, sys
import pyarrow.parquet
from summarize.records import Rejection
from tests.test_hostile_sizes import brief_of, found
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
told = []
for each in found(sys.argv[1]):
    if isinstance(each, Rejection):
        told.append(each.reason)
        continue
    for summarized in (False, True):
        made = brief_of(each, summarized=summarized)
        receipt = made.receipt
        told += [receipt.sentences_read, receipt.sentences_there, receipt.chunks]
        told += [receipt.tokens_there - receipt.tokens_read, made.flags]
print(json.dumps([told, peak() - before]))
"""


def measured(path: Path) -> tuple[list[object], int]:
    """What a process of its own makes of an input, and its MiB at most."""
    command = [sys.executable, "-c", MEASURED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    told, mib = json.loads(done.stdout)
    return told, mib


# I1: nothing, or next to nothing


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("", "empty", id="no-byte"),
        pytest.param(" \n\t\r\n\u00a0\u200f\ufeff", "empty", id="whitespace"),
        pytest.param("افتتح الوزير المستشفى", "too_short", id="three-words"),
    ],
)
def test_I01_an_article_of_no_or_three_words_is_rejected_with_its_reason(
    content: str, reason: str, tmp_path: Path
) -> None:
    """An empty file, one of whitespace, one of three words: `empty` or `too_short`."""
    for suffix in (".txt", ".md", ".jsonl", ".csv"):
        inside = in_format(suffix, content)
        assert reasons(write(tmp_path / f"a{suffix}", inside)) == [reason]


def test_I01_a_run_counts_them_and_exits_3(tmp_path: Path) -> None:
    """A folder of two empty files and a short one: counted by reason, exit code 3."""
    news = tmp_path / "news"
    news.mkdir()
    write(news / "a.txt", "")
    write(news / "b.txt", " \n ")
    write(news / "c.txt", "ثلاث كلمات فقط")
    outcome = run(tmp_path / "out", news)
    assert outcome.progress.rejected == {"empty": 2, "too_short": 1}
    assert outcome.exit_code == 3


# I2: very long


def brief_of(article: Article, *, summarized: bool) -> Brief:
    chosen = Model(Step(EXTRACT, "Apache-2.0", Decoding(0, 10)), None, "", None)
    asked = ScriptedEngine(default=SENTENCE)
    models = {
        "summarizer": model(asked) if summarized else chosen,
        "translator": model(ScriptedEngine()),
    }
    return next(make_briefs([article], models))


def test_I02_five_megabytes_are_read_whole_in_bounded_memory(tmp_path: Path) -> None:
    """An article of 5 MB: all sentences and tokens read, in parts, in at most 300 MiB."""
    text = "".join(f"{SENTENCE} في الحي رقم {n}. " for n in range(32_000))
    path = write(tmp_path / "a.txt", text)
    assert path.stat().st_size > 5_000_000
    told, mib = measured(path)
    assert told[:5] == [32_000, 32_000, 1, 0, []]
    assert told[5:7] + told[8:] == [32_000, 32_000, 0, []]
    assert isinstance(told[7], int)
    assert told[7] > 100
    assert mib < 300


def test_I02_one_sentence_of_200_000_characters_is_cut_and_says_so(
    tmp_path: Path,
) -> None:
    """A line of 200,000 characters without a stop: flagged `cut`, with the token counts."""
    line = (SENTENCE + " ") * (200_000 // len(SENTENCE))
    there = article(write(tmp_path / "a.txt", line))
    made = brief_of(there, summarized=False)
    assert made.receipt.sentences_there == 1
    assert made.receipt.tokens_read == 512
    assert made.receipt.tokens_there == len(line.split())
    assert made.flags == ("cut",)
    parted = brief_of(there, summarized=True)
    assert parted.receipt.tokens_read == parted.receipt.tokens_there
    assert parted.receipt.chunks > 50
    assert parted.flags == ()


@pytest.mark.parametrize(
    "unit",
    [
        "-",
        "ا-",
        "«",
        '"',
        '" ',
        ".",
        "ا. ",
        "؛",
        "a@a.",
        "http://",
        "\u064b",
        "1:",
        "|",
    ],
    ids=ascii,
)
def test_I02_a_line_of_200_000_marks_takes_no_time(unit: str, tmp_path: Path) -> None:
    """A line of 200,000 marks, made to stall a pattern, above an article: seconds at most."""
    line = unit * (200_000 // len(unit))
    path = write(tmp_path / "a.txt", f"{line}.\n\n{BODY}\n")
    with within(30):
        found(path)
        split(line)


def test_I02_a_hundred_thousand_nested_brackets_take_no_time(tmp_path: Path) -> None:
    """A line of 50,000 brackets inside each other: split in seconds, not in minutes."""
    line = "(ا " * 50_000 + ")ا " * 50_000
    with within(30):
        brief_of(article(write(tmp_path / "a.txt", line)), summarized=True)


# I3: bombs


def test_I03_packed_files_are_refused_unopened(tmp_path: Path) -> None:
    """A gzip bomb, a packed JSONL and a zip in a zip: `unknown_format`, not unpacked."""
    zeros = gzip.compress(bytes(50_000_000))
    assert len(zeros) < 50_000
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", BODY)
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    write(tmp_path / "a.gz", zeros)
    write(tmp_path / "b.jsonl.gz", zeros)
    with peak(1):
        assert reasons(tmp_path) == ["unknown_format"] * 3


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_I03_packed_bytes_under_another_name_are_not_unpacked(
    suffix: str, tmp_path: Path
) -> None:
    """Gzip bytes in a file named as text: rejected as no UTF-8, not unpacked."""
    packed = gzip.compress(bytes(50_000_000))
    path = write(tmp_path / f"a{suffix}", packed)
    with peak(32):
        assert refused(path).reason == "encoding"


@pytest.mark.parametrize(
    ("suffix", "size"),
    [
        pytest.param(".txt", 16, id="text"),
        pytest.param(".md", 16, id="markdown"),
        pytest.param(".html", 8, id="page"),
        pytest.param(".jsonl", 16, id="record"),
        pytest.param(".json", 64, id="array"),
        pytest.param(".csv", 16, id="row"),
    ],
)
def test_I03_more_than_the_limit_is_too_large(
    suffix: str, size: int, tmp_path: Path
) -> None:
    """A file, a row or a JSON line over its limit: `too_large`, read no further than that."""
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        file.write(b'text\n"' if suffix == ".csv" else b"")
        for _ in range(size * 2):
            file.write(b"x " * (MIB // 2))
    with peak(size * 4 + 8):
        (only,) = found(path)
    assert isinstance(only, Rejection)
    assert only.reason == "too_large"
    assert f"at most {size} MiB" in only.detail


def test_I03_a_line_that_is_too_large_costs_only_itself(tmp_path: Path) -> None:
    """JSONL with a line of 20 MiB between two good ones: both good ones are read."""
    good = jsonl({"text": BODY})
    huge = '{"text": "' + "ا " * (7 * MIB) + '"}\n'
    path = write(tmp_path / "a.jsonl", good + huge + good)
    with peak(40):
        assert reasons(path) == ["", "too_large", ""]
    assert found(path)[1].where.endswith("a.jsonl:2")


def test_I03_a_table_that_unpacks_to_much_more_is_too_large(tmp_path: Path) -> None:
    """Parquet of 40 kB that unpacks to 120 MiB: `too_large` before it is unpacked."""
    text = "ا" * (60 * MIB)
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"text": [text]}), path, compression="zstd")
    assert path.stat().st_size < 40_000
    told, mib = measured(path)
    assert told == ["too_large"]
    assert mib < 40


def test_I03_a_pipe_that_never_stops_is_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Endless standard input: `too_large` after 64 MiB."""
    with subprocess.Popen(["yes"], stdout=subprocess.PIPE, text=True) as endless:
        monkeypatch.setattr("sys.stdin", endless.stdout)
        with within(60), peak(200):
            assert refused("-").reason == "too_large"
        endless.kill()
