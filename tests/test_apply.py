"""What people decided, brought into a run: checked, recorded, exported, offered."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from summarize.export import export, unlike
from summarize.glossary import load_terms, safe
from summarize.ledger import Ledger, reject
from summarize.ledger.configuration import fingerprint
from summarize.ledger.edited import edited, without_rejected
from summarize.ledger.edits import Edit, edits_of, item_of
from summarize.ledger.schema import NAME
from summarize.records import Rejection, Terms
from summarize.references import read_items, require_valid
from tests.browser import chromium
from tests.reviewing import (
    CONFIGURATION,
    briefs,
    fire,
    make_run,
    plain,
    row_of,
    rows_of,
)
from tests.test_cli import mujaz

RUN = fingerprint(CONFIGURATION)
AT = "2026-05-31T08:00:00.000Z"
BEFORE = "Minister Sami Haddad said that 40 people were injured."
AFTER = "Minister Sami Hadad said that four people were injured."

Captured = pytest.CaptureFixture[str]
Entry = dict[str, Any]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    make_run(folder, briefs())
    return folder


def entry(run: Path, action: str, sentence: int = 2, **more: Any) -> Entry:
    """A decision about the fire's brief, or the brief of another `id`."""
    row = row_of(run, more.pop("id", "fire"))
    before = [row["headline_from"], *row["sentences"]][sentence]["text"]
    after = {"accept": before, "reject": ""}.get(action, AFTER)
    made = {"id": row["id"], "content": row["content"], "sentence": sentence}
    made |= {"action": action, "before": before, "after": after, "by": "Sara", "at": AT}
    return made | more


def save(run: Path, *entries: Any, **more: Any) -> Path:
    """A patch file of these entries."""
    patch = {"mujaz": "review", "schema": 1, "run": RUN, "entries": list(entries)}
    path = run.parent / "patch.json"
    path.write_text(json.dumps(patch | more), encoding="utf-8")
    return path


def apply(run: Path, *entries: Any, **more: Any) -> int:
    return mujaz("apply", str(save(run, *entries, **more)), "-o", str(run))


def files(run: Path) -> dict[str, bytes]:
    """Every exported file, by its place."""
    found = [
        path for path in run.rglob("*") if path.suffix in (".jsonl", ".csv", ".md")
    ]
    return {str(path.relative_to(run)): path.read_bytes() for path in sorted(found)}


def edits(run: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(run / NAME) as database:
        asked = "SELECT item, sentence, action, by, at FROM edits ORDER BY number"
        return database.execute(asked).fetchall()


def test_an_edit_is_in_the_row_the_brief_the_page_and_the_ledger(run: Path) -> None:
    assert apply(run, entry(run, "edit")) == 0
    row = row_of(run, "fire")
    sentence = row["sentences"][1]
    assert (sentence["text"], sentence["edited"]) == (AFTER, True)
    assert (sentence["flags"], sentence["findings"], row["flags"]) == ([], [], [])
    assert row["brief"].endswith(f"yesterday. {AFTER}")
    assert row["edits"] == [{"sentence": 2, "action": "edit", "by": "Sara", "at": AT}]
    assert "Hadad" in (run / row["page"]).read_text(encoding="utf-8")
    assert edits(run) == [("article:fire", 2, "edit", "Sara", AT)]


def test_a_rejected_sentence_leaves_the_brief_but_not_the_row(run: Path) -> None:
    assert apply(run, entry(run, "reject")) == 0
    row = row_of(run, "fire")
    assert row["brief"] == row["sentences"][0]["text"]
    assert (row["sentences"][1]["text"], row["sentences"][1]["rejected"]) == (
        BEFORE,
        True,
    )
    assert row["flags"] == []
    assert "Haddad" not in (run / row["page"]).read_text(encoding="utf-8")


def test_an_accepted_sentence_keeps_its_flags_and_says_by_whom(run: Path) -> None:
    was = row_of(run, "fire")
    assert apply(run, entry(run, "accept")) == 0
    row = row_of(run, "fire")
    assert row.pop("edits") == [
        {"sentence": 2, "action": "accept", "by": "Sara", "at": AT}
    ]
    assert row == was


def test_other_rows_are_as_they_were(run: Path) -> None:
    before = {row["id"]: row for row in rows_of(run)}
    assert apply(run, entry(run, "edit")) == 0
    after = {row["id"]: row for row in rows_of(run)}
    assert [id for id in before if before[id] != after[id]] == ["fire"]


def test_the_same_patch_twice_changes_nothing(run: Path, capsys: Captured) -> None:
    entries = entry(run, "edit"), entry(run, "reject", 1)
    assert apply(run, *entries) == 0
    first, recorded = files(run), edits(run)
    assert apply(run, *entries) == 0
    assert (files(run), edits(run)) == (first, recorded)
    assert "0 decisions recorded, 2 were there already" in capsys.readouterr().out
    with Ledger(run) as ledger:
        ledger.take_last_run()
        assert unlike(ledger, run) == []


def test_a_later_patch_of_the_same_page_adds_to_the_earlier(run: Path) -> None:
    first, second = entry(run, "edit"), entry(run, "accept", 1)
    assert apply(run, first) == 0
    assert apply(run, first, second) == 0
    assert [each[1] for each in edits(run)] == [2, 1]


def test_who_decided_may_think_again_but_another_must_look_first(
    run: Path, capsys: Captured
) -> None:
    first = entry(run, "edit")
    assert apply(run, first) == 0
    again = first | {"after": "Four were hurt.", "at": "2026-05-31T09:00:00+03:00"}
    assert apply(run, again) == 0
    assert row_of(run, "fire")["sentences"][1]["text"] == "Four were hurt."
    other = first | {"after": "Many were hurt.", "by": "Omar"}
    assert apply(run, other) == 5
    said = capsys.readouterr().err
    assert (
        "entry 1 (fire, sentence 2): its text is 'Four were hurt.' since Sara" in said
    )
    assert apply(run, other | {"before": "Four were hurt."}) == 0
    row = row_of(run, "fire")
    assert row["sentences"][1]["text"] == "Many were hurt."
    assert [each["by"] for each in row["edits"]] == ["Omar"]


def test_an_older_patch_does_not_undo_a_later_one(run: Path) -> None:
    first = entry(run, "edit")
    assert apply(run, first) == 0
    assert apply(run, first | {"after": "Four.", "at": "2026-06-01T00:00:00Z"}) == 0
    assert apply(run, first) == 0
    assert row_of(run, "fire")["sentences"][1]["text"] == "Four."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "nobody"}, "entry 1 (nobody, sentence 2): the run has no such brief"),
        ({"content": "0" * 64}, "entry 1 (fire, sentence 2): the article has changed"),
        ({"sentence": 9}, "entry 1 (fire, sentence 9): the brief has 2 sentences"),
        ({"before": "Other."}, "entry 1 (fire, sentence 2): its text is 'Minister"),
        ({"action": "delete"}, "entry 1: action: expected a known one, found 'delete'"),
        ({"action": ["edit"]}, "entry 1: action: expected a known one"),
        ({"sentence": True}, "entry 1: sentence: expected a number, found True"),
        ({"sentence": -1}, "entry 1: sentence: expected a number, found -1"),
        ({"after": "\u202e \u200b"}, "entry 1: after: empty"),
        ({"after": "\ud800"}, "entry 1: after: expected a text"),
        ({"after": None}, "entry 1: after: expected a text, found None"),
        ({"after": "x" * 20_001}, "entry 1: after: expected a text"),
        ({"at": "yesterday"}, "entry 1: at: expected a time"),
        ({"at": "2026-05-31T08:00:00"}, "entry 1: at: expected a time"),
        ({"by": ""}, "entry 1: it says by whom in no words; give --by NAME"),
        ({"by": 7}, "entry 1: it says by whom in no words"),
        ({"names": [{"arabic": "س"}]}, "entry 1: names: expected a list"),
        ({"names": "س"}, "entry 1: names: expected a list"),
        ({"names": [{"arabic": "x", "english": "x"}]}, "entry 1: names: expected"),
        ({"names": [{"arabic": "س", "english": "س"}]}, "entry 1: names: expected"),
        ({"names": [{"arabic": "س", "english": "a|b"}]}, "entry 1: names: expected"),
        ({"names": [{"arabic": "س", "english": " . "}]}, "entry 1: names: expected"),
        ({"more": 1}, "entry 1: 'more': unknown field"),
        ({"action": "accept"}, "entry 1: after: accepted, but not the text before"),
        ({"action": "reject"}, "entry 1: after: rejected, but not empty"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_fit_is_named_and_nothing_changes(
    run: Path, capsys: Captured, change: Entry, says: str
) -> None:
    before = files(run)
    assert apply(run, entry(run, "edit", **{}) | change, entry(run, "accept", 1)) == 5
    assert says in capsys.readouterr().err
    assert (files(run), edits(run)) == (before, [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON in UTF-8"),
        ("[1]", "not a patch that a review page saved"),
        ('{"mujaz": "review", "schema": 2}', "schema 2, expected 1"),
        ('{"mujaz": "review", "schema": 1, "run": "r"}', "a run and a list of entries"),
        ("[" * 100_000, "not JSON in UTF-8"),
        ('{"mujaz": "review", "schema": 1, "run": "r", "entries": []}', "of run r,"),
        ('{"mujaz": "review", "schema": 1, "run": "r", "entries": [1]}', "entry 1"),
    ],
)
def test_a_file_that_is_no_patch_of_this_run_is_refused(
    run: Path, capsys: Captured, text: str, says: str
) -> None:
    path = run.parent / "patch.json"
    path.write_text(text, encoding="utf-8")
    assert mujaz("apply", str(path), "-o", str(run)) == 5
    assert says in capsys.readouterr().err


def test_a_patch_or_run_that_is_not_there_is_refused(
    run: Path, capsys: Captured
) -> None:
    assert mujaz("apply", "nowhere.json", "-o", str(run)) == 5
    assert "nowhere.json" in capsys.readouterr().err
    empty = run.parent / "empty"
    assert mujaz("apply", str(save(run)), "-o", str(empty)) == 5
    assert "no run has written" in capsys.readouterr().err
    assert not empty.exists()


@pytest.mark.parametrize("outcome", [None, "interrupted"])
def test_a_run_that_did_not_end_is_to_go_on_first(
    run: Path, capsys: Captured, outcome: str | None
) -> None:
    patch = entry(run, "accept")
    with sqlite3.connect(run / NAME) as database:
        database.execute("UPDATE runs SET outcome = ?", (outcome,))
    database.close()
    before = files(run)
    assert apply(run, patch) == 5
    assert "run the same command again" in capsys.readouterr().err
    assert files(run) == before


def test_one_sentence_decided_twice_is_refused(run: Path, capsys: Captured) -> None:
    assert apply(run, entry(run, "edit"), entry(run, "accept")) == 5
    assert "entry 2 (fire, sentence 2): entry 1 is about the same" in (
        capsys.readouterr().err
    )


def test_by_names_who_decided_where_the_patch_does_not(run: Path) -> None:
    nameless = entry(run, "edit")
    del nameless["by"]
    path = str(save(run, nameless, entry(run, "accept", 1)))
    assert mujaz("apply", path, "-o", str(run), "--by", "Omar") == 0
    assert [each[3] for each in edits(run)] == ["Omar", "Sara"]


def test_what_would_hide_in_an_edit_is_taken_out(run: Path) -> None:
    assert apply(run, entry(run, "edit", after="Four\u202e  were\nhurt. ")) == 0
    assert row_of(run, "fire")["sentences"][1]["text"] == "Four were hurt."


def test_the_headline_is_decided_about_as_number_nought(run: Path) -> None:
    assert apply(run, entry(run, "edit", 0, after="Hospital fire")) == 0
    row = row_of(run, "fire")
    assert (row["headline"], row["headline_from"]["edited"]) == ("Hospital fire", True)
    again = entry(run, "reject", 0) | {"at": "2026-06-01T00:00:00Z"}
    assert apply(run, again) == 0
    assert row_of(run, "fire")["headline"] == ""


def test_a_headline_that_is_the_first_sentence_follows_it(
    run: Path, capsys: Captured
) -> None:
    assert apply(run, entry(run, "edit", 0, id="plain")) == 5
    assert "no headline of its own" in capsys.readouterr().err
    assert apply(run, entry(run, "edit", 1, id="plain")) == 0
    row = row_of(run, "plain")
    assert row["headline"] == row["sentences"][0]["text"] == AFTER


def test_stated_names_become_a_glossary_and_stand_in_the_row(run: Path) -> None:
    names = [{"arabic": "سامي حداد", "english": "Sami Hadad"}]
    assert apply(run, entry(run, "edit", names=names)) == 0
    head, line = (run / "edited-names.csv").read_text(encoding="utf-8").splitlines()
    assert head == "arabic,english,count,conflict,also"
    assert line.startswith("سامي حداد,Sami Hadad,1,")
    (name,) = row_of(run, "fire")["names"]
    assert name.items() >= names[0].items()
    assert not (run / "edited-names.csv.partial").exists()


def test_edited_names_can_be_given_as_a_glossary(run: Path) -> None:
    names = [{"arabic": "سامي حداد", "english": "Sami Hadad"}]
    later = [{"arabic": "سامى حداد", "english": "Samy Hadad"}]
    first, second = entry(run, "edit", names=names), entry(run, "edit", 1, names=names)
    assert apply(run, first, second, entry(run, "edit", 0, names=later)) == 0
    terms = load_terms(run / "edited-names.csv")
    assert [use.term.written for use in terms.find("قال سامي حداد")] == ["Sami Hadad"]


def test_a_brief_gone_through_whole_is_offered_as_a_reference(run: Path) -> None:
    assert apply(run, entry(run, "edit"), entry(run, "accept", 0)) == 0
    assert not (run / "references.jsonl").exists()
    assert apply(run, entry(run, "accept", 1)) == 0
    (item,) = read_items(run / "references.jsonl")
    row = row_of(run, "fire")
    assert (item.id, item.title_ar, item.title_en) == (
        "fire",
        row["title"],
        row["headline"],
    )
    assert item.briefs_en == (row["brief"],)
    assert " ".join(item.text.split()) == " ".join(row["text"].split())
    assert item.date == "2024-05-02"
    assert require_valid(run / "references.jsonl").briefs == 1


def test_a_brief_with_a_rejected_sentence_is_not_offered_any_more(run: Path) -> None:
    assert apply(run, entry(run, "edit"), entry(run, "accept", 1)) == 0
    assert require_valid(run / "references.jsonl").items == 1
    later = entry(run, "reject", 1) | {"at": "2026-06-01T00:00:00Z"}
    assert apply(run, later) == 0
    assert (run / "references.jsonl").read_bytes() == b""


def test_a_run_without_pages_gets_none(run: Path) -> None:
    shutil.rmtree(run / "briefs")
    assert apply(run, entry(run, "edit")) == 0
    assert not (run / "briefs").exists()


def test_a_ledger_of_version_1_is_upgraded_with_all_that_it_holds(run: Path) -> None:
    with sqlite3.connect(run / NAME) as database:
        database.executescript("DROP TABLE edits; PRAGMA user_version = 1")
    database.close()
    before = rows_of(run)
    assert apply(run, entry(run, "accept")) == 0
    assert len(edits(run)) == 1
    assert [row["id"] for row in rows_of(run)] == [row["id"] for row in before]


def test_a_ledger_of_a_later_version_is_refused(run: Path, capsys: Captured) -> None:
    with sqlite3.connect(run / NAME) as database:
        database.executescript("PRAGMA user_version = 4")
    database.close()
    assert apply(run, entry(run, "accept")) == 5
    assert "version 4, expected 3" in capsys.readouterr().err


def test_an_article_that_changes_is_not_edited_by_what_was_said_of_the_old(
    run: Path,
) -> None:
    assert apply(run, entry(run, "edit")) == 0
    with Ledger(run) as ledger:
        ledger.take_last_run()
        ledger.execute("UPDATE items SET content = 'new' WHERE item = 'article:fire'")
        assert edits_of(ledger) == {}


def test_a_rebuilt_ledger_keeps_what_people_decided(run: Path) -> None:
    assert apply(run, entry(run, "edit"), entry(run, "reject", 1)) == 0
    before = files(run)
    (run / NAME).write_bytes(b"no database")
    assert mujaz("runs", "rebuild", "-o", str(run)) == 0
    assert mujaz("runs", "verify", "-o", str(run)) == 0
    assert apply(run, entry(run, "accept", 2)) == 0
    row = row_of(run, "fire")
    assert (
        row["sentences"]
        == json.loads(before["briefs.jsonl"].split(b"\n")[0])["sentences"]
    )
    assert [each["action"] for each in row["edits"]] == ["reject", "accept"]


def decision(sentence: int, action: Any, after: str = "") -> Edit:
    return Edit(item_of("fire"), "c", sentence, action, BEFORE, after, "Sara", AT)


def test_edited_leaves_the_row_it_is_given_alone(run: Path) -> None:
    row = row_of(run, "fire")
    before = json.dumps(row)
    made = edited(row, [decision(2, "edit", AFTER), decision(1, "reject")])
    assert json.dumps(row) == before
    assert edited(row, []) == row
    assert without_rejected(made)["sentences"] == [made["sentences"][1]]
    assert made["brief"] == AFTER


def test_of_two_decisions_the_later_stands(run: Path) -> None:
    row = row_of(run, "fire")
    twice = [decision(2, "reject"), decision(2, "accept", BEFORE)]
    assert edited(row, twice)["brief"] == row["brief"]
    assert "rejected" not in edited(row, twice)["sentences"][1]
    assert edited(row, twice[::-1])["sentences"][1]["rejected"]


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_only_an_edit_touches_a_text_that_was_respelled_since(
    run: Path, action: str
) -> None:
    row = row_of(run, "fire")
    row["sentences"][1]["text"] = BEFORE.replace("Haddad", "Hadad")
    after = BEFORE if action == "accept" else ""
    (_, made) = edited(row, [decision(2, action, after)])["sentences"]
    assert made == row["sentences"][1] | (
        {"rejected": True} if action == "reject" else {}
    )
    (_, made) = edited(row, [decision(2, "edit", AFTER)])["sentences"]
    assert (made["text"], made["edited"], made["flags"]) == (AFTER, True, [])


def test_what_is_said_of_an_edited_text_leaves_it_as_it_was_edited(run: Path) -> None:
    row, edit = row_of(run, "fire"), decision(2, "edit", AFTER)
    for action in ("accept", "reject"):
        of_it = replace(decision(2, action, AFTER), before=AFTER)
        (_, made) = edited(row, [edit, of_it])["sentences"]
        assert (made["text"], made["edited"]) == (AFTER, True)
    back = decision(2, "accept", BEFORE)
    assert edited(row, [edit, back])["sentences"] == row["sentences"]


def test_names_and_terms_follow_what_people_wrote(run: Path) -> None:
    row = row_of(run, "fire")
    row["terms"] = {
        "used": ["Minister", "Haddad", "hospital"],
        "missed": ["Hadad", "ire", "Cairo"],
    }
    assert [each["english"] for each in row["names"]] == ["Sami Haddad"]
    made = edited(row, [decision(2, "edit", AFTER)])
    assert made["names"] == []
    assert made["terms"] == {
        "used": ["Minister", "hospital", "Hadad"],
        "missed": ["ire", "Cairo", "Haddad"],
    }
    made = edited(row, [decision(2, "reject")])
    assert made["names"] == []
    assert made["terms"]["missed"] == row["terms"]["missed"]
    made = edited(row, [decision(2, "accept", BEFORE)])
    assert (made["names"], made["terms"]) == (row["names"], row["terms"])


def test_missed_terms_are_those_of_the_rows_as_edited(run: Path) -> None:
    with Ledger(run) as ledger:
        ledger.take_last_run()
        with ledger.transaction():
            ledger.execute(
                "UPDATE items SET result = json_set(result, '$.terms.missed', "
                "json('[\"Hadad\"]')) WHERE item = 'article:fire'"
            )
        export(ledger, run)
    assert b"Hadad" in (run / "missed-terms.csv").read_bytes()
    assert apply(run, entry(run, "edit")) == 0
    assert (run / "missed-terms.csv").read_bytes() == b"where,id,term\n"


@pytest.mark.parametrize("id", ["two\nlines", "a\rb", "cut\0here", "\u200b=1"])
def test_an_id_may_hold_what_it_likes(tmp_path: Path, id: str) -> None:
    run, made = tmp_path / "run", fire()
    article = replace(made.article, id=id)
    make_run(run, [replace(made, article=article, terms=Terms((), ("Cairo",)))])
    cell = safe(id).encode()
    assert cell in (run / "missed-terms.csv").read_bytes()
    assert mujaz("runs", "verify", "-o", str(run)) == 0
    with (run / "missed-terms.csv").open("ab") as out:
        out.write(b"x")
    assert mujaz("runs", "verify", "-o", str(run)) == 5


def test_rows_of_an_earlier_version_are_refused(run: Path, capsys: Captured) -> None:
    patch = str(save(run, entry(run, "accept")))
    with sqlite3.connect(run / NAME) as database:
        database.execute(
            "UPDATE items SET result = json_remove(json_set(result, '$.schema', 2), "
            "'$.names', '$.terms')"
        )
    database.close()
    for asked in (["runs", "verify"], ["apply", patch]):
        assert mujaz(*asked, "-o", str(run)) == 5
        assert "rows of an earlier version: run mujaz brief with --new-run" in (
            capsys.readouterr().err
        )


def break_ledger(run: Path) -> None:
    (run / NAME).write_bytes(b"no database")


def test_a_rebuilt_ledger_knows_rejections_and_who_decided(
    run: Path, capsys: Captured
) -> None:
    refused = [Rejection("x.txt", "empty", "d"), Rejection("y.txt", "withheld", "e")]
    (run / "rejected.jsonl").write_text(
        "".join(json.dumps(asdict(each)) + "\n" for each in refused), encoding="utf-8"
    )
    assert apply(run, entry(run, "edit"), entry(run, "reject", 1)) == 0
    with Ledger(run) as ledger:
        ledger.take_last_run()
        with ledger.transaction():
            for position, each in enumerate(refused, start=50):
                reject(ledger, each, position)
        export(ledger, run)
    before = files(run)
    break_ledger(run)
    assert mujaz("runs", "rebuild", "-o", str(run)) == 0
    said = capsys.readouterr().out
    assert "2 inputs without a brief" in said
    assert "the next run tries 1 of them again" in said
    assert "2 decisions of people are in it" in said
    assert mujaz("runs", "verify", "-o", str(run)) == 0
    after = files(run)
    assert {name for name in before if before[name] != after[name]} == {"names.csv"}
    assert edits(run) == [
        ("article:fire", 1, "reject", "Sara", AT),
        ("article:fire", 2, "edit", "Sara", AT),
    ]
    assert sorted(path.name for path in run.glob("*rebuilt*")) == []


def test_a_decision_about_no_sentence_is_told_as_lost(
    run: Path, capsys: Captured
) -> None:
    path = run / "briefs.jsonl"
    rows = rows_of(run)
    rows[0]["edits"] = [{"sentence": 9, "action": "accept", "by": "Sara", "at": AT}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    break_ledger(run)
    assert mujaz("runs", "rebuild", "-o", str(run)) == 0
    said = capsys.readouterr().out
    assert "1 decisions could not be read" in said
    assert "written anew, as the ledger now gives them: briefs.jsonl" in said
    assert mujaz("runs", "verify", "-o", str(run)) == 0


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("briefs.jsonl", b'{"schema": 2, "id": "x"}', "briefs.jsonl:7: rows of schema"),
        ("briefs.jsonl", b'{"schema": 3, "id": "x"}', "briefs.jsonl:7: not a brief's"),
        ("briefs.jsonl", b"\xff", "briefs.jsonl:7: not a brief's row"),
        ("briefs.jsonl", b"[" * 100_000, "briefs.jsonl:7: not a brief's row"),
        ("rejected.jsonl", b'{"where": 5}', "rejected.jsonl:1: not a rejected"),
        ("rejected.jsonl", b"\xff", "rejected.jsonl:1: not a rejected input's row"),
    ],
)  # fmt: skip
def test_rebuilding_moves_nothing_where_a_line_is_not_as_written(
    run: Path, capsys: Captured, name: str, line: bytes, says: str
) -> None:
    with (run / name).open("ab") as out:
        out.write(line + b"\n")
    break_ledger(run)
    before = {path.name for path in run.iterdir()}
    assert mujaz("runs", "rebuild", "-o", str(run)) == 5
    assert says in capsys.readouterr().err
    assert {path.name for path in run.iterdir()} - {".lock"} == before
    assert (run / NAME).read_bytes() == b"no database"


@pytest.mark.parametrize(
    "record",
    ["[]", "{", '{"schema": 1, "configuration": {}}', '{"schema": 2}',
     '{"schema": 2, "configuration": {}, "shard": "5/1"}'],
)  # fmt: skip
def test_rebuilding_needs_a_record_of_this_version(
    run: Path, capsys: Captured, record: str
) -> None:
    (run / "run.json").write_text(record, encoding="utf-8")
    break_ledger(run)
    assert mujaz("runs", "rebuild", "-o", str(run)) == 5
    assert "run.json: " in capsys.readouterr().err
    assert (run / NAME).read_bytes() == b"no database"


def test_a_rebuilt_shard_is_a_shard(run: Path) -> None:
    record = {"schema": 2, "configuration": CONFIGURATION, "shard": "2/4"}
    (run / "run.json").write_text(json.dumps(record), encoding="utf-8")
    break_ledger(run)
    assert mujaz("runs", "rebuild", "-o", str(run)) == 0
    with Ledger(run) as ledger:
        assert str(ledger.shard_of(1)[0]) == "2/4"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


def test_an_edit_goes_from_the_page_through_the_patch_into_the_run(
    browser: Browser, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    make_run(run, [fire(), plain()])
    assert mujaz("review", str(run)) == 0
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.goto((run / "review.html").as_uri())
        page.locator("#by").fill("Sara \u202e")
        page.keyboard.press("Tab")
        for key in ("a", "r", "e"):
            page.keyboard.press(key)
        page.locator("textarea:visible").fill(AFTER)
        page.locator(".pair input").last.fill("Sami Hadad")
        page.get_by_role("button", name="Keep edit").click()
        with page.expect_download() as download:
            page.keyboard.press("s")
        patch = tmp_path / "patch.json"
        download.value.save_as(patch)
        assert page.locator("#progress").inner_text().endswith(", all saved")
        assert mujaz("apply", str(patch), "-o", str(run)) == 0
        row = row_of(run, "fire")
        assert row["brief"] == AFTER
        found = [(each["action"], each["by"]) for each in row["edits"]]
        assert found == [("accept", "Sara"), ("reject", "Sara"), ("edit", "Sara")]
        assert "Sami Hadad" in [name["english"] for name in row["names"]]
        assert mujaz("review", str(run)) == 0
        page.reload()
        assert page.locator("#notice").is_hidden()
        assert page.evaluate("decisions.size") == 0
        assert "(in the run)" in page.locator("main").inner_text()
        assert page.locator("#progress").inner_text() == "3 of 5 sentences decided"
