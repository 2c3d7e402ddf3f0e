"""Faults F1 to F14: what may happen to a run, and that nothing is lost by it."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from summarize.errors import IntegrityError, MujazError, Refused, UsageError
from summarize.progress import Limits
from tests import scripted
from tests.articles import write_articles
from tests.test_cli import mujaz
from tests.test_ledger import brief, exports

Process = subprocess.Popen[str]


@contextmanager
def running(out: Path, given: Path, **env: str) -> Iterator[Process]:
    """A run in a process of its own; it prints how many briefs are recorded."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.scripted", str(out), str(given)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | env,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def acknowledged(process: Process) -> int:
    """How many briefs the process says are recorded, at its next word."""
    assert process.stdout is not None
    return int(process.stdout.readline())


def done(out: Path) -> set[str]:
    """The ids that the ledger holds as done."""
    with sqlite3.connect(out / "run.db") as database:
        found = database.execute("SELECT item FROM items WHERE state = 'done'")
        ids = {item.removeprefix("article:") for (item,) in found}
    database.close()
    return ids


def kill_and_resume(tmp_path: Path, articles: int, kills: int) -> None:
    """Kill a run again and again; every acknowledged brief must be there, once."""
    given = write_articles(tmp_path / "a.jsonl", range(articles))
    whole, out, log = tmp_path / "whole", tmp_path / "out", tmp_path / "asked.txt"
    brief(whole, given)
    safe: set[str] = set()
    for number in range(kills):
        log.write_text("", encoding="utf-8")
        with running(out, given, **{scripted.LOG: str(log)}) as process:
            told = acknowledged(process)
            while told <= len(safe):
                told = acknowledged(process)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=random.Random(number).uniform(0.0, 0.02))
            assert process.poll() is None, "it ended before it could be killed"
            process.kill()
            process.wait()
        held = done(out)
        assert len(held) >= told
        assert held >= safe
        asked = log.read_text(encoding="utf-8")
        assert not [id for id in safe if f"القضية {id[1:]} بدأ" in asked]
        safe = held
    with running(out, given) as process:
        process.communicate()
        assert process.returncode == 0
    assert exports(out) == exports(whole)


def test_F01_a_killed_run_goes_on_and_ends_like_one_that_was_not(
    tmp_path: Path,
) -> None:
    """SIGKILL between batches, then the same command: every acknowledged brief is kept, none is computed twice, and the export equals an uninterrupted run's."""
    kill_and_resume(tmp_path, articles=400, kills=3)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_F02_a_signal_ends_the_run_at_the_next_batch_and_says_how_to_go_on(
    number: signal.Signals, code: int, tmp_path: Path
) -> None:
    """SIGINT or SIGTERM: what is done is recorded, the exit code is 130 or 143, and the message names the way on."""
    given = write_articles(tmp_path / "a.jsonl", range(4000))
    with running(tmp_path / "out", given) as process:
        told = acknowledged(process)
        process.send_signal(number)
        _, said = process.communicate()
    assert process.returncode == code
    assert "run the same command again to go on" in said
    assert told <= len(done(tmp_path / "out")) < 4000


# Calls take 8, 26 and 26 of 60 articles: the last hangs in the third.
def test_F02_a_batch_that_does_not_end_is_dropped_within_ten_seconds(
    tmp_path: Path,
) -> None:
    """SIGTERM while the model hangs: the batch is dropped and the process ends within 10 s."""
    given = write_articles(tmp_path / "a.jsonl", range(60), n59=scripted.HANG)
    with running(tmp_path / "out", given) as process:
        while acknowledged(process) < 34:
            pass
        process.terminate()
        process.communicate(timeout=10)
    assert process.returncode == 143
    assert len(done(tmp_path / "out")) == 34


def test_F03_a_second_run_in_the_folder_is_told_who_holds_it(tmp_path: Path) -> None:
    """Two runs in one folder: the second exits 11 and names the first's process; once that is killed, the folder is free without any unlocking."""
    given = write_articles(tmp_path / "a.jsonl", range(60), n59=scripted.HANG)
    fine = write_articles(tmp_path / "b.jsonl", range(34))
    out = tmp_path / "out"
    with running(out, given) as first:
        while acknowledged(first) < 34:
            pass
        with running(out, fine) as second:
            _, said = second.communicate()
        assert second.returncode == 11
        assert f"process {first.pid} on " in said
        first.kill()
        first.wait()
    assert brief(out, fine).progress.reused == 34


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A disk of 1,000 KiB; mounting one takes root, or a user namespace of one's own."""
    at.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1000k", "tmpfs", str(at)], check=True
    )
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def fill_and_free(home: Path) -> None:
    """Fill the disk while a run records, then while one exports, and free it again."""
    few = write_articles(home / "few.jsonl", range(10))
    many = write_articles(home / "many.jsonl", range(250))
    with small_disk(home / "disk") as disk:
        out, ballast = disk / "out", disk / "ballast"
        brief(out, few)
        before = exports(out)
        ballast.write_bytes(b"x" * 200_000)
        with pytest.raises(MujazError) as full:
            brief(out, many)
        ballast.unlink()
        assert full.value.exit_code == 1
        assert str(out) in str(full.value)
        assert {f"n{number}" for number in range(10)} <= done(out)
        assert exports(out) == before
        (out / "briefs.jsonl").unlink()
        for room in (60, 90, 120):
            ballast.write_bytes(b"x" * (shutil.disk_usage(disk).free - room * 1024))
            with suppress(MujazError):
                brief(out, few)
            ballast.unlink()
        again = brief(out, few)
        assert (again.progress.done, again.progress.reused) == (0, 10)
        assert exports(out) == before


def test_F04_a_full_disk_loses_nothing_that_was_recorded(tmp_path: Path) -> None:
    """A full disk while recording or exporting: exit 1 with the path, recorded rows and the old export stay, and the same command goes on once there is room."""
    code = (
        "from pathlib import Path; from tests.test_faults import fill_and_free;"
        f"fill_and_free(Path({str(tmp_path)!r}))"
    )
    unshared = [] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    done = subprocess.run(
        [*unshared, sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/mujaz"])
def test_F05_a_place_that_cannot_be_written_is_refused_before_a_model_loads(
    place: str, tmp_path: Path
) -> None:
    """An output folder that is a file or cannot be made: exit 2, and no model was loaded."""
    given = write_articles(tmp_path / "a.jsonl", range(1))
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    def load(*_: object) -> None:
        raise AssertionError("a model was loaded")

    with pytest.raises(UsageError, match="cannot write to"):
        brief(tmp_path / place, given, load=load)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_F06_another_configuration_is_refused_field_by_field(tmp_path: Path) -> None:
    """Another model, decoding or version in the same folder: exit 5 with every field that differs; --new-run briefs everything again."""
    given = write_articles(tmp_path / "a.jsonl", range(2))
    out = tmp_path / "out"
    brief(out, given)
    before = exports(out)
    with pytest.raises(Refused) as refused:
        brief(out, given, load=scripted.load_other)
    said = str(refused.value)
    assert "models.translator.decoding.beams: was 1, now 4" in said
    assert "models.translator.revision: was r1, now r2" in said
    assert "decoding.max_input_tokens" not in said
    assert exports(out) == before
    again = brief(out, given, load=scripted.load_other, new_run=True)
    assert (again.progress.done, again.progress.reused) == (2, 0)


def test_F07_an_edited_article_is_briefed_again_and_its_old_result_kept(
    tmp_path: Path,
) -> None:
    """The same id with another text: computed again, the old result stays in the ledger's history."""
    given = write_articles(tmp_path / "a.jsonl", range(3))
    out = tmp_path / "out"
    brief(out, given)
    write_articles(given, range(3), n1="وفق مصادر أخرى")
    outcome = brief(out, given)
    assert (outcome.progress.done, outcome.progress.reused) == (1, 2)
    with sqlite3.connect(out / "run.db") as database:
        ((item, result),) = database.execute("SELECT item, result FROM history")
    database.close()
    assert item == "article:n1"
    assert json.loads(result)["id"] == "n1"


def test_F11_an_article_that_needs_too_much_memory_fails_alone(tmp_path: Path) -> None:
    """Out of memory on one article: its batch is halved until it stands alone, it fails after two attempts, the rest is briefed, exit 3."""
    given = write_articles(tmp_path / "a.jsonl", range(9), n4=scripted.MEMORY)
    outcome = brief(tmp_path / "out", given)
    assert outcome.exported.briefs == 8
    assert dict(outcome.progress.rejected) == {"failed": 1}
    assert outcome.exit_code == 3
    (row,) = (tmp_path / "out/rejected.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(row) == {
        "where": f"{given}:5",
        "reason": "failed",
        "detail": "MemoryError: no room for it",
    }


@pytest.mark.parametrize(
    ("poison", "says"),
    [
        pytest.param(scripted.CRASH, "ended with code -11", id="crash"),
        pytest.param(scripted.HANG, "longer than the time limit", id="hang"),
    ],
)
def test_F12_a_crash_or_a_hang_costs_one_article(
    poison: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The models' process crashes or hangs: it is started anew, the article to blame is quarantined after two attempts, the rest is briefed."""
    given = write_articles(tmp_path / "a.jsonl", range(3), n1=poison)
    out = tmp_path / "out"
    outcome = brief(out, given, limits=Limits(None, 2.0))
    assert outcome.exported.briefs == 2
    assert outcome.exit_code == 3
    mujaz("runs", "why", "n1", "-o", str(out))
    said = capsys.readouterr().out
    assert says in said
    assert "attempts 2" in said
    assert brief(out, given).progress.done == 0


def test_F13_the_clock_and_the_time_zone_change_no_byte_of_the_export(
    tmp_path: Path,
) -> None:
    """The same input on another day or in another time zone gives the same export."""
    given = write_articles(tmp_path / "a.jsonl", range(3))
    for name, zone in (("one", "UTC"), ("two", "Pacific/Kiritimati")):
        with running(tmp_path / name, given, TZ=zone) as process:
            process.communicate()
    assert exports(tmp_path / "one") == exports(tmp_path / "two")


def test_F14_a_damaged_ledger_is_refused_and_rebuilt_from_the_export(
    tmp_path: Path,
) -> None:
    """Random bytes in the ledger: exit 5, the file is left as it is, and `mujaz runs rebuild` makes a new one from the export."""
    given = write_articles(tmp_path / "a.jsonl", range(60))
    out = tmp_path / "out"
    brief(out, given)
    before, path = exports(out), out / "run.db"
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2 :] = os.urandom(len(damaged) - len(damaged) // 2)
    path.write_bytes(damaged)
    with pytest.raises(IntegrityError, match="mujaz runs rebuild"):
        brief(out, given)
    assert path.read_bytes() == damaged
    assert exports(out) == before
    assert mujaz("runs", "rebuild", "-o", str(out)) == 0
    assert (out / "run.db.damaged-1").read_bytes() == damaged
    again = brief(out, given)
    assert (again.progress.done, again.progress.reused) == (0, 60)
    assert exports(out) == before


@pytest.mark.slow
def test_F10_the_embedded_preset_works_where_there_is_no_network(
    embedded_folder: Path, tmp_path: Path
) -> None:
    """The embedded preset in a network namespace of its own, without any interface: it briefs as always."""
    command = [
        sys.executable,
        "-m",
        "summarize",
        "brief",
        "eval/samples",
        "--limit",
        "1",
    ]
    done = subprocess.run(
        ["unshare", "--map-root-user", "--net", *command, "-o", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/briefs.jsonl").read_text(encoding="utf-8")
