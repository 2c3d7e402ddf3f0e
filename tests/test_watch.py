"""Watching a folder, and the examples that let a timer do it all."""

import configparser
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
import yaml

from summarize.cli import app, main
from summarize.errors import Interrupted, Locked, MujazError, Refused, UsageError
from summarize.isolation import Stop
from summarize.ledger import FolderLock
from summarize.run import Order, Outcome, run_order
from summarize.watching import PATIENCE, Sight, Watch, keep, once_only, pause_until
from tests import scripted
from tests.articles import write_articles

EXAMPLES = Path(__file__).parent.parent / "examples"
NOON = 1_775_044_800.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "wire"
    made.mkdir()
    return made


def put(folder: Path, name: str, text: str = "x", at: float = NOON - 60) -> Path:
    """A file that was last written at that time."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (at, at))
    return path


def sight(folder: Path, now: float = NOON) -> Sight:
    return Sight(folder, settle=2.0, now=lambda: now)


def names(files: Any) -> set[str]:
    return {Path(name).name for name in files}


# Which files are whole.


def test_a_file_is_whole_when_two_looks_find_it_alike(folder: Path) -> None:
    put(folder, "a.txt")
    eye = sight(folder)
    first, second = eye.look(), eye.look()
    assert (names(first.ready), names(first.waiting)) == (set(), {"a.txt"})
    assert (names(second.ready), names(second.waiting)) == ({"a.txt"}, set())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(partial(put, text="longer"), id="its size"),
        pytest.param(partial(put, at=NOON - 30), id="its time"),
    ],
)
def test_a_file_that_changed_between_two_looks_waits(
    change: Callable[[Path, str], Path], folder: Path
) -> None:
    put(folder, "a.txt")
    eye = sight(folder)
    eye.look()
    change(folder, "a.txt")
    assert names(eye.look().waiting) == {"a.txt"}
    assert names(eye.look().ready) == {"a.txt"}


@pytest.mark.parametrize(("age", "whole"), [(1.9, False), (2.0, True), (-3600.0, True)])
def test_a_file_waits_until_it_was_left_alone(
    age: float, whole: bool, folder: Path
) -> None:
    put(folder, "a.txt", at=NOON - age)
    eye = sight(folder)
    eye.look()
    assert bool(eye.look().ready) is whole


@pytest.mark.parametrize(
    "name",
    [
        "a.txt.part",
        "a.tmp",
        "a.TMP",
        "a.txt.crdownload",
        "a.txt~",
        "~a.txt",
        ".a.txt",
        ".hidden/a.txt",
    ],
)
def test_names_of_unfinished_files_are_passed_over(name: str, folder: Path) -> None:
    put(folder, name)
    eye = sight(folder)
    eye.look()
    look = eye.look()
    assert not look.ready
    assert not look.waiting


def test_a_file_that_takes_its_name_in_one_step_is_whole_at_the_next_look(
    folder: Path,
) -> None:
    put(folder, ".a.txt.partial")
    eye = sight(folder)
    eye.look()
    (folder / ".a.txt.partial").rename(folder / "a.txt")
    eye.look()
    assert names(eye.look().ready) == {"a.txt"}


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        Sight(tmp_path / "none", 2.0)


# When a run is due.


@dataclass
class Runs:
    """Takes note of what each run was given, and fails as ordered."""

    given: list[set[str]] = field(default_factory=list)
    errors: list[MujazError | None] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __call__(self, inputs: tuple[str, ...]) -> Outcome:
        self.given.append(names(inputs))
        error = self.errors.pop(0) if self.errors else None
        if error:
            raise error
        return SimpleNamespace(exit_code=0)  # type: ignore[return-value]

    def tell(self, error: MujazError) -> None:
        self.told.append(str(error))


@pytest.fixture
def runs() -> Runs:
    return Runs()


@pytest.fixture
def watch(folder: Path, runs: Runs) -> Watch:
    return Watch(sight(folder), runs, runs.tell)


def steps(watch: Watch, count: int) -> None:
    for _ in range(count):
        watch.step()


def test_a_run_takes_all_files_and_only_when_something_changed(
    folder: Path, watch: Watch, runs: Runs
) -> None:
    steps(watch, 2)
    put(folder, "a.txt")
    steps(watch, 5)
    put(folder, "b.txt")
    steps(watch, 5)
    put(folder, "a.txt", "changed")
    steps(watch, 5)
    (folder / "b.txt").unlink()
    steps(watch, 5)
    assert runs.given == [{"a.txt"}, {"a.txt", "b.txt"}, {"a.txt", "b.txt"}, {"a.txt"}]


def test_an_empty_folder_is_no_run(folder: Path, watch: Watch, runs: Runs) -> None:
    put(folder, "a.txt")
    steps(watch, 3)
    (folder / "a.txt").unlink()
    steps(watch, 3)
    assert runs.given == [{"a.txt"}]


def test_no_run_drops_a_brief_because_its_file_is_being_written_anew(
    folder: Path, watch: Watch, runs: Runs
) -> None:
    put(folder, "a.txt")
    steps(watch, 3)
    put(folder, "a.txt", "half")
    put(folder, "b.txt")
    watch.step()
    put(folder, "a.txt", "the whole")
    steps(watch, 2)
    assert runs.given == [{"a.txt"}, {"a.txt", "b.txt"}]


def test_a_file_that_is_written_for_ever_does_not_hold_up_the_others(
    folder: Path, watch: Watch, runs: Runs
) -> None:
    put(folder, "a.txt")
    steps(watch, 3)
    put(folder, "b.txt")
    for at in range(PATIENCE + 1):
        put(folder, "a.txt", "x" * (at + 2))
        watch.step()
    assert runs.given == [{"a.txt"}, {"b.txt"}]


def test_a_run_that_fails_is_counted_said_and_tried_again_less_and_less(
    folder: Path, watch: Watch, runs: Runs
) -> None:
    put(folder, "a.txt")
    runs.errors = [Locked("in use"), Refused("no model")]
    watch.step()
    tries = []
    for _ in range(9):
        watch.step()
        tries.append(len(runs.given))
    assert tries == [1, 1, 2, 2, 2, 2, 3, 3, 3]
    assert runs.told == ["in use", "no model"]
    assert (watch.runs, watch.failed, watch.code) == (3, 2, 0)


def test_the_code_is_that_of_the_last_run(
    folder: Path, watch: Watch, runs: Runs
) -> None:
    put(folder, "a.txt")
    runs.errors = [Refused("no model")]
    steps(watch, 2)
    assert watch.code == 5


# Until a signal.


def test_a_watch_goes_on_until_a_signal_asks_to_stop(
    folder: Path, watch: Watch, runs: Runs
) -> None:
    waits: list[float] = []

    def pause(seconds: float, stop: Stop) -> None:
        waits.append(seconds)
        put(folder, f"{len(waits)}.txt")
        if len(waits) == 4:
            os.kill(os.getpid(), signal.SIGTERM)

    keep(watch, 7.0, pause)
    assert waits == [7.0] * 4
    assert runs.given == [{"1.txt"}, {"1.txt", "2.txt"}]


def test_a_signal_in_a_run_ends_the_watch(
    folder: Path, watch: Watch, runs: Runs
) -> None:
    put(folder, "a.txt")
    runs.errors = [Interrupted("interrupted", signal.SIGTERM)]
    pauses = iter(range(3))

    def pause(seconds: float, stop: Stop) -> None:
        next(pauses)

    with pytest.raises(Interrupted):
        keep(watch, 0.0, pause)


def test_once_is_two_looks_and_one_run(folder: Path, watch: Watch, runs: Runs) -> None:
    put(folder, "a.txt")
    put(folder, "b.txt")

    def pause(seconds: float, stop: Stop) -> None:
        put(folder, "b.txt", "still written")

    once_only(watch, 2.0, pause)
    assert runs.given == [{"a.txt"}]
    assert names(watch.last.waiting) == {"b.txt"}


def test_a_pause_ends_with_a_signal() -> None:
    with Stop() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        pause_until(3600.0, stop)
        assert stop.is_asked


# With a real ledger.


def briefed(out: Path) -> list[str]:
    rows = (out / "briefs.jsonl").read_text("utf-8").splitlines()
    return [json.loads(row)["id"] for row in rows]


def test_a_watch_keeps_all_briefs_of_its_folder_and_makes_each_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, out = tmp_path / "log", tmp_path / "out"
    monkeypatch.setenv(scripted.LOG, str(log))

    def run(inputs: tuple[str, ...]) -> Outcome:
        return run_order(Order(inputs, out), scripted.Printer(), scripted.load)

    errors: list[MujazError] = []
    watch = Watch(sight(folder), run, errors.append)
    for part in range(2):
        path = write_articles(folder / f"{part}.jsonl", range(part * 3, part * 3 + 3))
        os.utime(path, (NOON - 60, NOON - 60))
        steps(watch, 3)
    assert briefed(out) == [f"n{number}" for number in range(6)]
    asked = log.read_text("utf-8").splitlines()
    assert len(asked) == len(set(asked))
    with FolderLock(out):
        put(folder, "more.txt")
        steps(watch, 2)
    assert [type(error) for error in errors] == [Locked]


# The command.


def mujaz(*words: str) -> int:
    sys.argv = ["mujaz", *words]
    with pytest.raises(SystemExit) as ended:
        main()
    code = ended.value.code
    return code if isinstance(code, int) else 0


def test_the_command_briefs_what_is_whole_and_ends(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(
        "summarize.run.run_order", partial(run_order, load=scripted.load)
    )
    write_articles(folder / "a.jsonl", range(2))
    put(folder, "empty.txt", "")
    (tmp_path / "out").mkdir()
    code = mujaz(
        "watch",
        str(folder),
        "-o",
        str(tmp_path / "out"),
        "--once",
        "--settle",
        "0",
        "--json",
    )
    run, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert (code, run["briefs"], run["reasons"]) == (3, 2, {"empty": 1})
    assert last == {
        "out": str(tmp_path / "out"),
        "runs": 1,
        "failed": 0,
        "files": 2,
        "waiting": 0,
        "exit_code": 3,
    }


def test_the_command_says_what_failed_and_ends_with_its_code(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_articles(folder / "a.jsonl", range(1))
    out = tmp_path / "out"
    with FolderLock(out):
        assert (
            mujaz(
                "watch",
                str(folder),
                "-o",
                str(out),
                "--once",
                "--settle",
                "0",
                "--quiet",
            )
            == 11
        )
    assert "in use by" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--preset", "nope"], "there are: embedded"),
        (["--encoding", "nope"], "unknown"),
    ],
)
def test_what_can_never_run_is_refused_at_once(
    words: list[str], says: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mujaz("watch", str(folder), *words) == 2
    assert says in capsys.readouterr().err


# The examples.


def commands(name: str) -> list[list[str]]:
    """The words of every mujaz command in an example."""
    text = (EXAMPLES / name).read_text("utf-8").replace("\\\n", " ")
    text = re.sub(r"\$\{\w+:\+([^}]*)\}", r"\1", text)
    found = re.findall(r"^\s*(?:step )?mujaz (.*)$", text, re.MULTILINE)
    return [shlex.split(line) for line in found]


def test_the_examples_use_commands_and_options_that_there_are() -> None:
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    used = commands("daily.sh")
    assert [words[0] for words in used] == ["feed", "brief", "digest", "send"]
    for name, *words in used:
        if name == "digest" and name not in known:
            continue
        options = {option for each in known[name].params for option in each.opts}
        assert {word for word in words if word.startswith("-")} <= options


def test_the_shell_script_parses() -> None:
    subprocess.run(["bash", "-n", EXAMPLES / "daily.sh"], check=True)
    assert os.access(EXAMPLES / "daily.sh", os.X_OK)


def unit(name: str) -> configparser.ConfigParser:
    # A key may stand more than once in a unit.
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(EXAMPLES / name)
    return parser


def test_the_units_run_the_script_every_day_and_take_rejects_for_success() -> None:
    service, timer = unit("mujaz.service")["Service"], unit("mujaz.timer")["Timer"]
    assert service["ExecStart"].endswith("/examples/daily.sh")
    assert service["SuccessExitStatus"] == "3"
    assert timer["Persistent"] == "true"
    assert timer["OnCalendar"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in ("mujaz.service", "mujaz.timer"):
        text = (EXAMPLES / name).read_text("utf-8")
        text = text.replace("/opt/mujaz/examples/daily.sh", str(EXAMPLES / "daily.sh"))
        (tmp_path / name).write_text(text, "utf-8")
    files = [tmp_path / "mujaz.service", tmp_path / "mujaz.timer"]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files],
        capture_output=True,
        text=True,
    )
    assert (
        done.returncode,
        [line for line in done.stderr.splitlines() if "mujaz" in line],
    ) == (0, [])


def test_the_crontab_has_one_line_that_runs_the_script() -> None:
    lines = (EXAMPLES / "crontab").read_text("utf-8").splitlines()
    jobs = [line for line in lines if re.match(r"[\d*]", line)]
    assert [job.split()[5] for job in jobs] == ["/opt/mujaz/examples/daily.sh"]


def test_the_cron_job_is_yaml_and_takes_rejects_for_success(tmp_path: Path) -> None:
    text = (EXAMPLES / "cronjob.yaml").read_text("utf-8")
    kinds = {each["kind"]: each for each in yaml.safe_load_all(text)}
    job = kinds["CronJob"]["spec"]
    assert job["concurrencyPolicy"] == "Forbid"
    (container,) = job["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    shell, option, script = container["command"]
    for code, expected in ((0, 0), (3, 0), (5, 5)):
        said = script.replace("/opt/mujaz/examples/daily.sh", f"(exit {code})")
        assert subprocess.run([shell, option, said]).returncode == expected


@dataclass
class Day:
    """daily.sh with a `mujaz` that writes down its words and ends as ordered."""

    folder: Path
    environ: dict[str, str]

    def run(self, **more: str) -> tuple[int, dict[str, Any], str]:
        script = ["bash", str(EXAMPLES / "daily.sh")]
        done = subprocess.run(
            script, env=self.environ | more, capture_output=True, text=True
        )
        return done.returncode, json.loads(done.stdout), done.stderr

    @property
    def asked(self) -> list[list[str]]:
        return [
            shlex.split(line)
            for line in (self.folder / "asked").read_text("utf-8").splitlines()
        ]


STUB = """#!/usr/bin/env bash
printf '%q ' "$@" >> "$MUJAZ_DIR/asked"; echo >> "$MUJAZ_DIR/asked"
code=CODE_$1; code=${!code:-0}
[ "$code" -eq 5 ] || printf 'a line before\\n{"exit_code": %d}\\n' "$code"
exit "$code"
"""


@pytest.fixture
def day(tmp_path: Path) -> Day:
    stub = put(tmp_path, "bin/mujaz", STUB)
    stub.chmod(0o755)
    put(tmp_path, "feeds.txt", "# ours\nhttps://a.test/feed?x=1&y=2\n\n/wire/b c.xml\n")
    path = f"{stub.parent}:{os.environ['PATH']}"
    return Day(
        tmp_path,
        {
            "PATH": path,
            "MUJAZ_DIR": str(tmp_path),
            "MUJAZ_AS_OF": "2026-04-01T06:00:00Z",
        },
    )


def test_a_day_is_feed_brief_and_digest_however_often_it_is_run(day: Day) -> None:
    first, second = day.run(), day.run()
    ended = {"exit_code": 0}
    assert (
        first
        == second
        == (
            0,
            {
                "feed": ended,
                "brief": ended,
                "digest": ended,
                "sent": None,
                "exit_code": 0,
            },
            "",
        )
    )
    feed, brief, digest, *again = day.asked
    assert feed[:3] == ["feed", "https://a.test/feed?x=1&y=2", "/wire/b c.xml"]
    assert brief[:2] == ["brief", f"{day.folder}/news"]
    assert digest[-6:-2] == ["--window", "24h", "--as-of", "2026-04-01T06:00:00Z"]
    assert again == [feed, brief, digest]


def test_a_day_with_rejects_goes_on_and_says_so(day: Day) -> None:
    code, row, _ = day.run(CODE_feed="3")
    assert (code, row["exit_code"], len(day.asked)) == (3, 3, 3)


def test_a_day_ends_at_what_failed_with_its_code(day: Day) -> None:
    code, row, _ = day.run(CODE_brief="5")
    assert (code, row["exit_code"], row["brief"], row["digest"]) == (5, 5, None, None)
    assert [words[0] for words in day.asked] == ["feed", "brief"]


def test_a_day_is_mailed_if_that_is_asked_for(day: Day) -> None:
    day.run(
        MUJAZ_SMTP="mail.test:587", MUJAZ_FROM="a@x.test", MUJAZ_TO="Desk <b@x.test>"
    )
    digest, send = day.asked[2:]
    assert digest[-6:-2] == ["--from", "a@x.test", "--to", "Desk <b@x.test>"]
    page = f"{day.folder}/digests/2026-04-01T060000Z.eml"
    assert send[:4] == ["send", page, "--smtp", "mail.test:587"]
    assert page in digest


def test_two_days_never_run_at_once(day: Day) -> None:
    put(day.folder, ".daily.lock")
    command = [
        "flock",
        "--nonblock",
        f"{day.folder}/.daily.lock",
        "bash",
        str(EXAMPLES / "daily.sh"),
    ]
    done = subprocess.run(command, env=day.environ, capture_output=True, text=True)
    assert done.returncode == 11
    assert "in use by another" in done.stderr


def test_a_day_without_feeds_is_wrong_usage(day: Day) -> None:
    put(day.folder, "feeds.txt", "# none yet\n")
    assert day.run()[0] == 2
