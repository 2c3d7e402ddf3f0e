"""A run in shards and put together again is the run over all, byte for byte."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import chdir, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from summarize.errors import Locked, MujazError, Refused, UsageError
from summarize.export import rows
from summarize.glossary import load_terms
from summarize.guard import Rules
from summarize.ledger import FolderLock, Ledger
from summarize.ledger.edits import Edit, item_of, keep
from summarize.load import How, Model, Say
from summarize.merging import merge_runs
from summarize.presets import Step
from summarize.progress import Limits
from summarize.records import Article, Decoding, Generation
from summarize.run import Outcome
from summarize.sharding import WHOLE, Shard, parse_shard
from summarize.sources import read
from summarize.writers import content_of
from tests import scripted
from tests.articles import text, write_articles
from tests.conftest import model
from tests.test_cli import mujaz
from tests.test_ledger import brief

FILES = ("briefs.jsonl", "rejected.jsonl", "names.csv", "missed-terms.csv")
NEWS, OUT = Path("a.jsonl"), Path("out")
MINISTER = "التقى الوزير سامي حداد وفدا من الأمم المتحدة في دمشق."


@dataclass
class Speller(scripted.FaultyEngine):
    """Spells the minister's name in one of two ways, by the text's length."""

    def _answer(self, text: str, decoding: Decoding) -> Generation:
        name = "Sami Haddad" if len(text) % 2 else "Samy Hadad"
        english = f"The minister {name} spoke of it."
        return Generation(english, 9, 9, 6, "stop")


def load(steps: dict[str, Step], how: How, say: Say) -> dict[str, Model]:
    return {**scripted.load(steps, how, say), "translator": model(Speller())}


def row(number: int, id: str = "") -> dict[str, str]:
    order = f"{scripted.RAISE} " if number == 4 else ""
    words = f"{order}{MINISTER} {text(number, '.' * (number % 3))}"
    return {"id": id or f"n{number}", "title": f"خبر {number}", "text": words}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Articles with everything that can befall an input, each more than once."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text("قصير", encoding="utf-8")
    rows = [
        *(row(number) for number in range(30)),
        *(row(number) for number in range(12, 18)),
        *(row(number + 100, f"n{number}") for number in range(5)),
        *(row(number + 100, f"n{number}") for number in range(3)),
        *(row(number) for number in range(3)),
        *(row(number, f"copy{number}") for number in range(5)),
    ]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in rows)
    (folder / "a.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    path = tmp_path / "terms.csv"
    path.write_text("arabic,english\nدمشق,Damascus\n", encoding="utf-8")
    return Rules("flag", load_terms(path))


def exports(out: Path) -> dict[str, bytes]:
    files = [*(out / name for name in FILES), *(out / "briefs").iterdir()]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def in_shards(
    tmp_path: Path, given: Path, total: int = 2, **order: Any
) -> tuple[list[Path], list[Outcome]]:
    folders = [tmp_path / f"shard{number}" for number in range(1, total + 1)]
    outcomes = [
        brief(folder, given, shard=Shard(number, total), **order)
        for number, folder in enumerate(folders, start=1)
    ]
    return folders, outcomes


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six articles, the folders of two shards and the two put together."""
    folder = tmp_path_factory.mktemp("made")
    with chdir(folder):
        folders, _ = in_shards(Path(), write_articles(Path("a.jsonl"), range(6)))
        merge_runs(folders, Path("out"))
    return folder


@pytest.fixture
def shards(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Sequence[Path]:
    """A copy of them, to work in: the shards' folders, beside `a.jsonl` and `out`."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return [Path("shard1"), Path("shard2")]


def total_of(outcome: Outcome) -> int:
    """All that a run read."""
    did = outcome.progress
    return did.done + did.twice + did.elsewhere + did.rejected.total()


def ids(out: Path) -> set[str]:
    lines = (out / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["id"] for line in lines}


@pytest.mark.parametrize(
    "text",
    ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", " 1/2", "1/٢", "1.0/2"],
)
def test_what_is_no_shard_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="1 <= i <= n"):
        parse_shard(text)


def test_every_article_is_in_one_shard(news: Path) -> None:
    found = read([str(news / "a.jsonl")], {})
    contents = {content_of(each) for each in found if isinstance(each, Article)}
    assert len(contents) == 35
    for content in contents:
        shards = [Shard(number, 3) for number in (1, 2, 3)]
        assert sum(shard.holds(content) for shard in shards) == 1
    assert parse_shard("2/3") == Shard(2, 3)


@pytest.mark.parametrize("total", [2, 5])
def test_shards_put_together_are_the_run_over_all(
    total: int, tmp_path: Path, news: Path, rules: Rules
) -> None:
    whole = brief(tmp_path / "whole", news, load=load, rules=rules)
    folders, outcomes = in_shards(tmp_path, news, total, load=load, rules=rules)
    merge_runs(list(reversed(folders)), tmp_path / "out")
    made = exports(tmp_path / "whole")
    assert exports(tmp_path / "out") == made
    assert b"Samy Hadad" in made["names.csv"]
    assert made["names.csv"].count(b"\n") > 1
    assert made["missed-terms.csv"].count(b"\n") > 10
    rejected = {"failed": 2, "conflicting_id": 8, "too_short": 6}
    assert dict(whole.progress.rejected) == rejected
    assert all(outcome.exported.briefs for outcome in outcomes)
    assert {total_of(outcome) for outcome in (whole, *outcomes)} == {58}
    assert sum(outcome.progress.twice for outcome in outcomes) == 9
    assert mujaz("runs", "verify", "-o", str(tmp_path / "out")) == 0


def test_a_shard_is_the_same_whatever_the_order_and_the_other_articles(
    tmp_path: Path,
) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(20))
    brief(tmp_path / "one", given, shard=Shard(1, 2))
    lines = given.read_text(encoding="utf-8").splitlines()
    given.write_text("\n".join(reversed(lines[:10])), encoding="utf-8")
    brief(tmp_path / "other", given, shard=Shard(1, 2))
    first = {f"n{number}" for number in range(10)}
    assert ids(tmp_path / "other") == ids(tmp_path / "one") & first
    assert 0 < len(ids(tmp_path / "other")) < 10


def test_other_shards_articles_are_not_in_the_ledger(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(20))
    outcome = brief(tmp_path / "out", given, shard=Shard(2, 2))
    assert outcome.progress.done + outcome.progress.elsewhere == 20
    with closing(sqlite3.connect(tmp_path / "out/run.db")) as database:
        (items,) = database.execute("SELECT count(*) FROM items").fetchone()
        (other,) = database.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'elsewhere'"
        ).fetchone()
    assert (items, other) == (outcome.progress.done, 0)


def test_a_shard_without_articles_is_well(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(1))
    _, outcomes = in_shards(tmp_path, given)
    assert sorted(outcome.exported.briefs for outcome in outcomes) == [0, 1]
    assert [outcome.exit_code for outcome in outcomes] == [0, 0]


@pytest.mark.parametrize(
    ("first", "second"),
    [(WHOLE, Shard(1, 2)), (Shard(1, 2), WHOLE), (Shard(1, 2), Shard(2, 2))],
)
def test_a_folder_keeps_its_shard_until_a_new_run_takes_another(
    first: Shard, second: Shard, tmp_path: Path
) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(6))
    out = tmp_path / "out"
    brief(out, given, shard=first)
    before = exports(out)
    with pytest.raises(Refused, match=f"holds shard {first} .* takes {second}"):
        brief(out, given, shard=second)
    assert exports(out) == before
    assert brief(out, given, shard=first).progress.done == 0
    assert brief(out, given, shard=second, new_run=True).exit_code == 0


def test_a_shard_is_no_part_of_the_configuration(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(6))
    out = tmp_path / "out"
    done = brief(out, given, shard=Shard(1, 2)).progress.done
    again = brief(out, given, new_run=True)
    assert (again.progress.reused, again.progress.done) == (done, 6 - done)


def left_some(folders: Sequence[Path]) -> None:
    shutil.rmtree(folders[1])
    limits = Limits(minutes=0)
    brief(folders[1], NEWS, shard=Shard(2, 2), limits=limits)


def ended_early(folders: Sequence[Path]) -> None:
    with Ledger(folders[0]) as ledger:
        ledger.take_last_run()
        ledger.end_run("interrupted", None)


def other_configuration(folders: Sequence[Path]) -> None:
    order = {"load": scripted.load_other, "new_run": True}
    brief(folders[1], NEWS, shard=Shard(2, 2), **order)


def other_inputs(folders: Sequence[Path]) -> None:
    write_articles(NEWS, range(7))
    brief(folders[1], NEWS, shard=Shard(2, 2))


def other_order(folders: Sequence[Path]) -> None:
    lines = NEWS.read_text(encoding="utf-8").splitlines()
    NEWS.write_text("\n".join(reversed(lines)), encoding="utf-8")
    brief(folders[1], NEWS, shard=Shard(2, 2))


def other_total(folders: Sequence[Path]) -> None:
    brief(folders[1], NEWS, shard=Shard(2, 3), new_run=True)


def same_shard(folders: Sequence[Path]) -> None:
    brief(folders[1], NEWS, shard=Shard(1, 2), new_run=True)


def one_gone(folders: Sequence[Path]) -> None:
    shutil.rmtree(folders[1])


def queued_again(folders: Sequence[Path]) -> None:
    write_articles(NEWS, range(6), n1=scripted.RAISE, n2=scripted.RAISE)
    for number, folder in enumerate(folders, start=1):
        brief(folder, NEWS, shard=Shard(number, 2))
        mujaz("runs", "retry-failed", "-o", str(folder))


def same_ids(folders: Sequence[Path]) -> None:
    """No run does that: the shards would have read other inputs."""
    with closing(sqlite3.connect(folders[1] / "run.db")) as database, database:
        (item,) = database.execute("SELECT min(item) FROM items").fetchone()
        path = str(folders[0] / "run.db")
        database.execute("ATTACH DATABASE ? AS other", (path,))
        database.execute(
            "UPDATE other.items SET item = ? "
            "WHERE item = (SELECT min(item) FROM other.items)",
            (item,),
        )


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (left_some, r"shard2 \(2/2\): its last run ended: [1-6] left"),
        (ended_early, r"shard1 \(1/2\): its last run ended: interrupted"),
        (other_configuration, r"translator\.decoding\.beams: was 1, now 4"),
        (other_inputs, "shard2 did not read what .*shard1 read"),
        (other_order, "shard2 did not read what .*shard1 read"),
        (other_total, "not shards of one run: .*shard1 is 1/2, .*shard2 is 2/3"),
        (same_shard, "shard 1/2 is given twice"),
        (one_gone, r"shard2/run\.db is not there"),
        (queued_again, "of its articles are queued"),
        (same_ids, r"ids that another shard holds: n\d+ at .*a\.jsonl:\d"),
    ],
)
def test_what_is_not_one_run_is_not_merged(
    spoil: Callable[[Sequence[Path]], None], says: str, shards: Sequence[Path]
) -> None:
    before = exports(OUT), (OUT / "run.db").read_bytes()
    spoil(shards)
    with pytest.raises(Refused, match=says):
        merge_runs(shards, OUT)
    assert (exports(OUT), (OUT / "run.db").read_bytes()) == before
    assert not (OUT / ".merging").exists()


def test_a_missing_shard_is_named(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(6))
    folders = [tmp_path / "one", tmp_path / "three"]
    for number, folder in zip((1, 3), folders, strict=True):
        brief(folder, given, shard=Shard(number, 4))
    with pytest.raises(Refused, match="shard 2/4, 4/4 is missing"):
        merge_runs(folders, tmp_path / "out")


def test_folders_that_make_no_sense_are_wrong_usage(shards: Sequence[Path]) -> None:
    with pytest.raises(UsageError, match="one of the shards"):
        merge_runs(shards, shards[0])
    with pytest.raises(UsageError, match="given twice"):
        merge_runs([shards[0], shards[0]], OUT)
    with FolderLock(shards[1]), pytest.raises(Locked):
        merge_runs(shards, OUT)


def test_a_folder_with_a_run_of_its_own_is_not_overwritten(
    shards: Sequence[Path],
) -> None:
    brief(Path("own"), NEWS)
    with pytest.raises(Refused, match="a run of its own"):
        merge_runs(shards, Path("own"))


def decide(out: Path, id: str, after: str, at: str) -> None:
    with Ledger(out) as ledger:
        ledger.take_last_run()
        (row,) = [row for row in rows(ledger) if row["id"] == id]
        before = row["sentences"][0]["text"]
        edit = Edit(item_of(id), row["content"], 1, "edit", before, after, "Ann", at)
        keep(ledger, [edit], "0" * 64)


def test_what_people_decided_comes_along_and_stays(shards: Sequence[Path]) -> None:
    one, other = (min(ids(folder)) for folder in shards)
    decide(shards[0], one, "Said in the shard.", "2026-01-01T00:00:00Z")
    merge_runs(shards, OUT)
    decide(OUT, other, "Said after the merge.", "2026-01-02T00:00:00Z")
    for _ in range(2):
        merge_runs(shards, OUT)
    made = (OUT / "briefs.jsonl").read_text(encoding="utf-8")
    assert made.count('"brief": "Said in the shard.') == 1
    assert made.count('"brief": "Said after the merge.') == 1
    with closing(sqlite3.connect(OUT / "run.db")) as database:
        assert database.execute("SELECT count(*) FROM edits").fetchone() == (2,)


def test_merging_again_changes_nothing(shards: Sequence[Path]) -> None:
    before = exports(OUT)
    merge_runs(shards, OUT)
    assert exports(OUT) == before
    assert sorted(path.name for path in OUT.glob(".*")) == [".lock"]


def test_a_merged_run_goes_on_as_a_run_over_all(shards: Sequence[Path]) -> None:
    before = exports(OUT)
    again = brief(OUT, NEWS)
    assert (again.progress.done, again.progress.reused) == (0, 6)
    assert exports(OUT) == before


def test_a_merge_that_fails_leaves_the_earlier_one(
    shards: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (OUT / "run.db").read_bytes()

    def broken(self: Ledger, outcome: str) -> None:
        raise MujazError("no room")

    monkeypatch.setattr(Ledger, "end_run", broken)
    with pytest.raises(MujazError, match="no room"):
        merge_runs(shards, OUT)
    assert (OUT / "run.db").read_bytes() == before
    assert sorted(path.name for path in OUT.glob(".*")) == [".lock"]


def test_a_rebuilt_shard_is_still_that_shard(shards: Sequence[Path]) -> None:
    (shards[0] / "run.db").unlink()
    assert mujaz("runs", "rebuild", "-o", str(shards[0])) == 0
    with pytest.raises(Refused, match="ended: rebuilt"):
        merge_runs(shards, OUT)
    again = brief(shards[0], NEWS, shard=Shard(1, 2))
    assert (again.progress.done, again.exit_code) == (0, 0)
    merge_runs(shards, OUT)
    assert len(ids(OUT)) == 6


def test_the_command_line_merges_and_shows_shards(
    shards: Sequence[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert mujaz("runs", "merge", *map(str, shards), "-o", "new") == 0
    assert "6 briefs of 2 shards" in capsys.readouterr().out
    assert mujaz("runs", "show", "-o", "shard2") == 0
    assert "shard: 2/2" in capsys.readouterr().out
    assert mujaz("brief", "a.jsonl", "--shard", "3/2", "-o", "other") == 2
    assert mujaz("runs", "merge", "shard1", "-o", "other") == 5
    assert "shard 2/2 is missing" in capsys.readouterr().err
