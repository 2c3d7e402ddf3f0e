"""Files in a wrong encoding, feeds, and what is no file at all (I4, I5, I23, I24)."""

import os
import signal
import socket
import struct
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import datasets
import pytest

from summarize.records import Article, Rejection
from summarize.run import Order, Outcome, run_order
from summarize.sources import count, files
from tests import scripted
from tests.test_sources import BODY, article, found, jsonl, page, write

MIB = 1 << 20
SUFFIXES = [".txt", ".md", ".jsonl", ".csv", ".json", ".html"]


def reasons(*inputs: Path | str, **fields: str) -> list[str]:
    """Why each input was rejected, "" where it was not."""
    return [
        each.reason if isinstance(each, Rejection) else ""
        for each in found(*inputs, **fields)
    ]


def refused(path: Path | str) -> Rejection:
    (only,) = found(path)
    assert isinstance(only, Rejection), only
    return only


def run(out: Path, *inputs: Path) -> Outcome:
    order = Order(tuple(map(str, inputs)), out)
    return run_order(order, scripted.Printer(), scripted.load)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fail instead of waiting for ever."""

    def late(*_: object) -> None:
        raise AssertionError(f"still not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def peak(mib: float) -> Iterator[None]:
    """Fail where Python takes more memory than this."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < mib * MIB
    finally:
        tracemalloc.stop()


def in_format(suffix: str, text: str) -> str:
    """An article as a file of each kind holds it."""
    if suffix == ".html":
        return page("utf-8").decode().replace('<meta charset="utf-8">', "")
    row = jsonl({"text": text})
    return {".jsonl": row, ".json": row, ".csv": f'text\n"{text}"\n'}.get(suffix, text)


# I4, I5: encodings


@pytest.mark.parametrize("encoding", ["cp1256", "iso-8859-6", "mac-arabic"])
@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv"])
def test_I04_another_encoding_is_read_only_when_it_is_named(
    encoding: str, suffix: str, tmp_path: Path
) -> None:
    """cp1256, ISO 8859-6 or Mac Arabic: rejected as no UTF-8; read with `--encoding`."""
    raw = in_format(suffix, BODY).encode(encoding)
    path = write(tmp_path / f"a{suffix}", raw)
    told = found(path)[0]
    assert isinstance(told, Rejection)
    first = next(at for at, byte in enumerate(raw) if byte >= 0x80)
    assert f"is not utf-8: byte {first} " in told.detail
    assert article(path, encoding=encoding).text == BODY


def test_I04_the_bytes_of_cp1256_are_recognised_and_the_option_is_named(
    tmp_path: Path,
) -> None:
    """cp1256: the rejection names the first wrong byte and `--encoding cp1256`."""
    detail = refused(write(tmp_path / "a.txt", BODY.encode("cp1256"))).detail
    assert "byte 0 " in detail
    assert "--encoding cp1256" in detail
    noise = BODY.encode("cp1256") + b"\x00\x03"
    detail = refused(write(tmp_path / "b.txt", noise)).detail
    assert "seems to be no text" in detail
    assert "--encoding" not in detail


@pytest.mark.parametrize(
    "raw",
    [
        BODY.encode("utf-8-sig"),
        BODY.encode("utf-16"),
        b"\xfe\xff" + BODY.encode("utf-16-be"),
        BODY.encode("utf-32"),
    ],
    ids=["utf-8", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_I05_a_byte_order_mark_is_enough(raw: bytes, tmp_path: Path) -> None:
    """UTF-8, UTF-16 or UTF-32 with a byte-order mark: decoded by it."""
    assert article(write(tmp_path / "a.txt", raw)).text == BODY


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_I05_utf16_without_bom_is_rejected_by_its_nul_share(
    suffix: str, order: str, tmp_path: Path
) -> None:
    """UTF-16 without a mark, which is valid UTF-8 full of NULs: rejected, order named."""
    raw = in_format(suffix, BODY).encode(order)
    assert b"\0" in raw
    assert "\0" in BODY.encode(order).decode("utf-8")
    told = refused(write(tmp_path / f"a{suffix}", raw))
    assert told.reason == "encoding"
    assert f"without a byte-order mark: pass --encoding {order}" in told.detail


# I23: XML


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY s SYSTEM "file://{}">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">'
        for a, b in zip("abcdefg", "bcdefgh", strict=True)
    )
    + "]><r>&h; &s;</r>"
)


@pytest.mark.parametrize("suffix", [".xml", ".rss", ".atom", ".xhtml", ".svg"])
def test_I23_xml_and_feeds_are_refused_unparsed(suffix: str, tmp_path: Path) -> None:
    """XML or RSS with entities that expand or read a file: `unknown_format`, not parsed."""
    path = write(tmp_path / f"a{suffix}", BOMB)
    with within(10), peak(1):
        assert refused(path).reason == "unknown_format"


@pytest.mark.parametrize("suffix", [".html", ".txt"])
def test_I23_entities_in_a_page_expand_to_nothing(suffix: str, tmp_path: Path) -> None:
    """The same inside a page or a text: nothing expands, no other file is read."""
    secret = write(tmp_path / "secret", "كلمة سر لا يقرؤها أحد")
    inside = BOMB.format(secret).replace("<r>", f"<html><body><p>{BODY}</p><p>")
    path = write(tmp_path / f"a{suffix}", inside)
    with within(10), peak(64):
        told = str(found(path))
    assert "haha" not in told
    assert "كلمة سر" not in told


# I24: what is no regular file


def test_I24_loops_pipes_sockets_and_devices_are_passed_over_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links in a circle, a FIFO, a socket, a device, a broken link: rejected, never opened."""
    # The path of a socket may not be long.
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "z.txt", BODY)
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening, within(10):
        listening.bind("socket.txt")
        told = {Path(each.where).name: each for each in found(tmp_path)}
    reasons = {
        name: each.reason for name, each in told.items() if isinstance(each, Rejection)
    }
    assert reasons == {
        "fifo.txt": "not_a_file",
        "device.txt": "not_a_file",
        "gone.txt": "unreadable",
        "loop.txt": "not_a_file",
        "socket.txt": "not_a_file",
        "up": "not_a_file",
    }
    assert isinstance(told["z.txt"], Article)


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".parquet"])
def test_I24_what_cannot_be_read_is_unreadable(suffix: str, tmp_path: Path) -> None:
    """A file that gives an error instead of bytes: `unreadable`, and it can be counted."""
    path = tmp_path / f"a{suffix}"
    path.symlink_to("/proc/self/mem")
    assert refused(path).reason == "unreadable"
    assert count([str(path)]) in (1, None)


def test_I24_damaged_tables_are_rejected_and_end_no_process(tmp_path: Path) -> None:
    """Parquet cut short, a saved data set with a wild offset or wrong JSON: rejected, no crash."""
    text = BODY * 3
    good = datasets.Dataset.from_list([{"text": text}])
    length = len(text.encode())
    for name in ("whole", "wild", "list"):
        good.save_to_disk(tmp_path / name)
    (arrow,) = (tmp_path / "wild").glob("*.arrow")
    offsets, wild = struct.pack("<ii", 0, length), struct.pack("<ii", 0, 1 << 30)
    before, _, after = arrow.read_bytes().rpartition(offsets)
    write(arrow, before + wild + after)
    write(tmp_path / "list" / "state.json", "[]")
    good.to_parquet(tmp_path / "a.parquet")
    whole = (tmp_path / "a.parquet").read_bytes()
    write(tmp_path / "cut.parquet", whole[:-20])
    assert reasons(tmp_path / "whole", tmp_path / "a.parquet") == ["", ""]
    assert reasons(tmp_path / "wild", tmp_path / "list") == ["unreadable"] * 2
    assert reasons(tmp_path / "cut.parquet") == ["bad_parquet"]


def test_I24_a_folder_named_as_a_file_is_a_folder(tmp_path: Path) -> None:
    """A folder called a.txt: what is in it is read."""
    (tmp_path / "a.txt").mkdir()
    write(tmp_path / "a.txt" / "b.txt", BODY)
    assert article(tmp_path).where.endswith("a.txt/b.txt")


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".parquet"])
@pytest.mark.parametrize("turned", ["gone", "pipe", "folder"])
def test_I24_what_changes_in_mid_run_is_rejected_and_never_waited_for(
    turned: str, suffix: str, tmp_path: Path
) -> None:
    """A file that vanishes, or turns into a FIFO or a folder, mid-run: `unreadable`."""
    path = write(tmp_path / f"a{suffix}", in_format(suffix, BODY))
    once_found = files.read(path, {}, None)
    path.unlink()
    if turned == "pipe":
        os.mkfifo(path)
    elif turned == "folder":
        path.mkdir()
    with within(10):
        (told,) = once_found
    assert isinstance(told, Rejection)
    assert told.reason == "unreadable"


def test_I24_a_run_goes_on_and_exits_3(tmp_path: Path) -> None:
    """A folder with a FIFO beside an article: the article is briefed, exit code 3."""
    news = tmp_path / "news"
    news.mkdir()
    os.mkfifo(news / "a.txt")
    write(news / "b.txt", BODY)
    started = time.monotonic()
    outcome = run(tmp_path / "out", news)
    assert time.monotonic() - started < 60
    assert (outcome.exported.briefs, outcome.exit_code) == (1, 3)
    assert outcome.progress.rejected == {"not_a_file": 1}
