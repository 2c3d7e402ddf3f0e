"""A run's ledger: what is done stays done, and the exports say what it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from summarize.errors import Refused, UsageError
from summarize.exported import read_rows
from summarize.ledger import Ledger, rebuild
from summarize.ledger.schema import NAME
from summarize.progress import Limits
from summarize.run import Order, Outcome, run_order
from tests import scripted
from tests.articles import write_articles
from tests.test_cli import mujaz

Captured = pytest.CaptureFixture[str]


def brief(out: Path, given: Path, **order: Any) -> Outcome:
    load = order.pop("load", scripted.load)
    return run_order(Order((str(given),), out, **order), scripted.Printer(), load)


def exports(out: Path) -> dict[str, bytes]:
    names = ("briefs.jsonl", "rejected.jsonl")
    pages = sorted((out / "briefs").glob("*.md"))
    files = [*(out / name for name in names), *pages]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every text that an engine was asked, line by line."""
    path = tmp_path / "asked.txt"
    path.touch()
    monkeypatch.setenv(scripted.LOG, str(path))
    return path


def test_a_second_run_computes_nothing_and_exports_the_same(
    tmp_path: Path, log: Path
) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(5))
    out = tmp_path / "out"
    assert brief(out, given).progress.done == 5
    first, asked = exports(out), log.read_text(encoding="utf-8")
    again = brief(out, given)
    assert (again.progress.done, again.progress.reused) == (0, 5)
    assert exports(out) == first
    assert log.read_text(encoding="utf-8") == asked


def test_new_articles_alone_are_computed(tmp_path: Path, log: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(3))
    brief(tmp_path / "out", given)
    log.write_text("", encoding="utf-8")
    write_articles(given, range(5))
    outcome = brief(tmp_path / "out", given)
    assert (outcome.progress.done, outcome.progress.reused) == (2, 3)
    assert "رقم 1 " not in log.read_text(encoding="utf-8")


def test_the_order_of_the_export_is_that_of_the_input(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(3))
    out = tmp_path / "out"
    brief(out, given)
    lines = given.read_text(encoding="utf-8").splitlines()
    given.write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
    brief(out, given)
    rows = (out / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    found = [(row["id"], row["where"]) for row in map(json.loads, rows)]
    assert found == [(f"n{2 - n}", f"{given}:{n + 1}") for n in range(3)]


def test_the_same_article_twice_is_one_record(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(2))
    given.write_text(given.read_text(encoding="utf-8") * 2, encoding="utf-8")
    outcome = brief(tmp_path / "out", given)
    assert (outcome.exported.briefs, outcome.progress.twice) == (2, 2)
    assert outcome.exit_code == 0


def test_an_id_with_two_texts_is_a_conflict_named_by_its_line(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(2))
    lines = given.read_text(encoding="utf-8").splitlines()
    other = json.loads(lines[1]) | {"id": "n0"}
    given.write_text("\n".join([*lines, json.dumps(other)]), encoding="utf-8")
    outcome = brief(tmp_path / "out", given)
    assert dict(outcome.progress.rejected) == {"conflicting_id": 1}
    (row,) = (tmp_path / "out/rejected.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(row)["where"] == f"{given}:3"
    assert outcome.exit_code == 3


def test_copies_under_other_ids_are_computed_once_and_both_recorded(
    tmp_path: Path, log: Path
) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(1))
    row = json.loads(given.read_text(encoding="utf-8"))
    copies = [json.dumps(row | {"id": id}) for id in ("a", "b")]
    given.write_text("\n".join(copies), encoding="utf-8")
    outcome = brief(tmp_path / "out", given)
    assert outcome.exported.briefs == 2
    assert len(list((tmp_path / "out/briefs").iterdir())) == 2
    asked = log.read_text(encoding="utf-8").splitlines()
    assert len(asked) == len(set(asked))


def test_time_that_is_over_leaves_the_rest_for_the_next_run(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(5))
    out = tmp_path / "out"
    outcome = brief(out, given, limits=Limits(minutes=0))
    assert (outcome.progress.left, outcome.exit_code) == (5, 0)
    assert brief(out, given).progress.done == 5


def test_pages_of_an_earlier_run_go_but_a_users_own_file_stays(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(3))
    out = tmp_path / "out"
    brief(out, given)
    mine = out / "briefs/my-notes.md"
    mine.write_text("mine", encoding="utf-8")
    write_articles(given, range(1))
    brief(out, given)
    assert len(list((out / "briefs").iterdir())) == 2
    assert mine.exists()
    brief(out, given, pages=False)
    assert list((out / "briefs").iterdir()) == [mine]


def test_the_ledger_is_asked_on_the_command_line(
    tmp_path: Path, capsys: Captured
) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(3), n1=scripted.RAISE)
    out = tmp_path / "out"
    assert brief(out, given).exit_code == 3
    where = ["-o", str(out)]
    assert mujaz("runs", "list", *where) == 0
    assert "whole  configuration 1" in capsys.readouterr().out
    assert mujaz("runs", "show", *where) == 0
    assert "done: 2\nfailed: 1\n" in capsys.readouterr().out
    assert mujaz("runs", "why", "n1", *where) == 0
    said = capsys.readouterr().out
    assert "article:n1: failed" in said
    assert "RuntimeError: the engine broke" in said
    assert mujaz("runs", "why", "nope", *where) == 2
    assert mujaz("runs", "verify", *where) == 0
    assert mujaz("runs", "retry-failed", *where) == 0
    assert "1 failed items" in capsys.readouterr().out


def test_a_failed_item_is_tried_again_only_when_asked(
    tmp_path: Path, log: Path, capsys: Captured
) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(2), n1=scripted.RAISE)
    out = tmp_path / "out"
    brief(out, given)
    log.write_text("", encoding="utf-8")
    assert dict(brief(out, given).progress.rejected) == {"failed": 1}
    assert log.read_text(encoding="utf-8") == ""
    mujaz("runs", "retry-failed", "-o", str(out))
    brief(out, given)
    assert scripted.RAISE in log.read_text(encoding="utf-8")


def test_what_was_withheld_is_no_failure(tmp_path: Path, capsys: Captured) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(3), n1=scripted.RAISE)
    out = tmp_path / "out"
    brief(out, given)
    with Ledger(out) as ledger, ledger.transaction():
        ledger.execute(
            "UPDATE items SET state = 'failed', reason = 'withheld', attempts = 2 "
            "WHERE item = 'article:n2'"
        )
    where = ["-o", str(out)]
    assert mujaz("runs", "show", *where) == 0
    assert "done: 1\nfailed: 1\nwithheld: 1\n" in capsys.readouterr().out
    assert mujaz("runs", "why", "n2", *where) == 0
    assert "article:n2: withheld, read at" in capsys.readouterr().out
    assert mujaz("runs", "retry-failed", *where) == 0
    assert "1 failed items" in capsys.readouterr().out
    assert mujaz("runs", "show", *where) == 0
    assert "done: 1\nqueued: 1\nwithheld: 1\n" in capsys.readouterr().out


def test_a_real_run_can_be_rebuilt(tmp_path: Path, capsys: Captured) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(3), n1=scripted.RAISE)
    out = tmp_path / "out"
    brief(out, given)
    before = exports(out)
    (out / NAME).write_bytes(b"no database")
    assert mujaz("runs", "rebuild", "-o", str(out)) == 0
    assert "the next run tries 1 of them again" in capsys.readouterr().out
    assert mujaz("runs", "verify", "-o", str(out)) == 0
    again = brief(out, given)
    assert (again.progress.reused, dict(again.progress.rejected)) == (2, {"failed": 1})
    assert exports(out) == before


def test_an_export_that_was_changed_is_found(tmp_path: Path, capsys: Captured) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(2))
    out = tmp_path / "out"
    brief(out, given)
    page = next((out / "briefs").iterdir())
    page.write_text("changed", encoding="utf-8")
    assert mujaz("runs", "verify", "-o", str(out)) == 5
    assert page.name in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["list", "show", "verify", "retry-failed"])
def test_a_folder_without_a_ledger_is_refused(verb: str, tmp_path: Path) -> None:
    assert mujaz("runs", verb, "-o", str(tmp_path)) == 5
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_is_a_file_is_wrong_usage(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(1))
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot write"):
        brief(tmp_path / "out", given)


def test_rebuilding_needs_an_export(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"briefs\.jsonl"):
        rebuild(tmp_path, read_rows)


@pytest.mark.parametrize("inputs", ["news", "news/**"])
def test_an_output_folder_among_the_inputs_is_no_input(
    inputs: str, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    write_articles(news / "a.jsonl", range(2))
    for _ in range(2):
        outcome = brief(news / "out", tmp_path / inputs)
        assert (outcome.exported.briefs, outcome.exit_code) == (2, 0)


def test_a_pattern_reads_what_lies_beside_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news").mkdir()
    write_articles(tmp_path / "news/a.jsonl", range(2))
    monkeypatch.chdir(tmp_path)
    for given in ("news/*.jsonl", "news"):
        for out in (Path(), Path("news")):
            outcome = brief(out, Path(given))
            assert (outcome.exported.briefs, outcome.exit_code) == (2, 0)


def test_a_change_of_blanks_alone_is_a_change_of_the_article(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(1))
    out = tmp_path / "out"
    brief(out, given)
    row = json.loads(given.read_text(encoding="utf-8"))
    row["text"] = row["text"].replace(" ", "   ")
    given.write_text(json.dumps(row), encoding="utf-8")
    assert brief(out, given).progress.done == 1
    made = json.loads((out / "briefs.jsonl").read_text(encoding="utf-8"))
    for sentence in made["sentences"]:
        (source,) = sentence["sources"]
        assert row["text"][source["start"] : source["end"]] == source["text"]


def test_a_sound_ledger_is_not_rebuilt(tmp_path: Path) -> None:
    out = tmp_path / "out"
    brief(out, write_articles(tmp_path / "a.jsonl", range(1)))
    with pytest.raises(Refused, match="nothing to mend"):
        rebuild(out, read_rows)


def test_bytes_that_are_no_text_in_an_old_export_stop_nothing(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(1))
    out = tmp_path / "out"
    brief(out, given)
    good = exports(out)
    (out / "briefs.jsonl").write_bytes(b"\xff\xfe\n")
    assert mujaz("runs", "verify", "-o", str(out)) == 5
    brief(out, given)
    assert exports(out) == good


def test_a_page_that_no_brief_has_any_more_goes(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(1))
    out = tmp_path / "out"
    brief(out, given)
    (out / "briefs/left-by-a-killed-export-0123456789ab.md").write_text("x", "utf-8")
    assert mujaz("runs", "verify", "-o", str(out)) == 5
    brief(out, given)
    assert mujaz("runs", "verify", "-o", str(out)) == 0


def test_a_rejected_input_says_why_by_its_place(
    tmp_path: Path, capsys: Captured
) -> None:
    given = tmp_path / "empty.txt"
    given.write_bytes(b"")
    out = tmp_path / "out"
    assert brief(out, given).exit_code == 3
    assert mujaz("runs", "why", str(given), "-o", str(out)) == 0
    assert f"{given}: rejected in run 1: empty\n" in capsys.readouterr().out
