"""What a model has answered is not asked again, and nobody can tell the difference."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarize.guard import Rules
from summarize.ledger import Ledger, recall, remember
from summarize.load import How, Model
from summarize.pipeline import make_briefs
from summarize.presets import find_preset
from summarize.prompts import Prompt
from summarize.records import Article, Decoding, Generation
from summarize.remembered import LONGEST_TEXT, MOST, Entry, Memory, remembering
from summarize.writers import brief_row
from tests import scripted
from tests.articles import text, write_articles
from tests.conftest import STORY, ScriptedEngine, article, model
from tests.test_cli import mujaz
from tests.test_faults import acknowledged, done, running
from tests.test_ledger import brief, exports, log

__all__ = ["log"]

HOW = Decoding(64, 512)
WIRE = "وقالت وكالة الأنباء إن الطريق الساحلي أغلق أمام السيارات حتى إشعار آخر."
NEWER = "وأضافت أن فرق الإنقاذ وصلت إلى المكان قبل حلول الظلام بساعات قليلة."


def answers_in(out: Path) -> list[bytes]:
    with closing(sqlite3.connect(out / "run.db")) as database:
        return [key for (key,) in database.execute("SELECT key FROM answers")]


def remembered(out: Path) -> int:
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return int(record["counts"]["remembered"])


def write(path: Path, texts: Mapping[str, str]) -> Path:
    rows = ({"id": id, "title": "", "text": text} for id, text in texts.items())
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_a_text_that_was_answered_is_not_asked_again() -> None:
    engine = ScriptedEngine({"a": ["A"], "b": ["B"], "c": ["C"]})
    memory = Memory()
    asking = remembering({"translator": model(engine)}, memory)["translator"].engine
    assert asking is not None
    first = asking.generate(["a", "b", "a"], HOW)
    again = asking.generate(["c", "b", "a"], HOW)
    assert [each.text for each in (*first, *again)] == ["A", "B", "A", "C", "B", "A"]
    assert engine.asked == ["a", "b", "c"]
    entries, found = memory.take()
    assert ([entry[1] for entry in entries], found) == (["A", "B", "C"], 2)
    assert memory.take() == ([], 0)
    assert asking.count("a b") == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"revision": "r2"},
        {"prompt": Prompt("translate", "${text}", "0" * 64)},
        {"files": {"model.bin": "0" * 64}},
        {"device": "cuda"},
        {"step": replace(model(ScriptedEngine()).step, model="another/model")},
        {"step": replace(model(ScriptedEngine()).step, family="causal")},
        {"engine": scripted.FaultyEngine()},
    ],
    ids=lambda changed: "".join(changed),
)
def test_what_an_answer_depends_on_is_asked_anew(changed: Mapping[str, Any]) -> None:
    memory = Memory()
    one = model(ScriptedEngine())
    for each in (one, replace(one, **changed)):
        asking = remembering({"translator": each}, memory)["translator"].engine
        assert asking is not None
        asking.generate(["a"], HOW)
    entries, found = memory.take()
    assert (len({key for key, *_ in entries}), found) == (2, 0)


def test_another_decoding_is_asked_anew() -> None:
    engine = ScriptedEngine()
    asking = remembering({"headline": model(engine)}, Memory())["headline"].engine
    assert asking is not None
    for decoding in (HOW, replace(HOW, beams=4), HOW):
        asking.generate(["a"], decoding)
    assert engine.asked == ["a", "a"]


def test_what_is_no_sentence_is_not_kept() -> None:
    engine, memory = ScriptedEngine(), Memory()
    models = {"summarizer": model(engine), "translator": model(engine)}
    asking = remembering(models, memory)
    assert asking["summarizer"] is models["summarizer"]
    assert asking["translator"].engine is not None
    long = "a" * (LONGEST_TEXT + 1)
    asking["translator"].engine.generate([long, long, long[1:]], HOW)
    entries, _ = memory.take()
    assert (len(entries), engine.asked) == (1, [long, long[1:]])


def test_memory_holds_what_was_used_last() -> None:
    answer = Generation("A", 1, 1, 1, "stop")
    memory = Memory(most=2)
    for key in (b"1", b"2"):
        memory.add(key, answer)
    memory.find(b"1")
    memory.learn([(b"3", "B", 1, 1, 1, "stop")])
    found = [memory.find(key) for key in (b"1", b"2", b"3")]
    assert found == [answer, None, Generation("B", 1, 1, 1, "stop")]


class Telling(ScriptedEngine):
    """An answer of its own for every text and decoding; some are wrong at first."""

    def _answer(self, text: str, decoding: Decoding) -> Generation:
        count = len(text.split())
        wrong = count % 3 == 0 and decoding.beams == 1
        english = "" if wrong else f"The {count} of {len(text)} said so, Sami Haddad."
        return Generation(english, count, count, decoding.beams, "stop")


@pytest.mark.parametrize("guard", ["off", "flag", "repair", "strict"])
def test_briefs_and_receipts_are_the_same_with_and_without_memory(guard: Any) -> None:
    articles = [article(text(number), id=str(number)) for number in range(4)]
    articles += [article(f"{each.text} {STORY}", id=each.id) for each in articles]

    def made(models: Mapping[str, Model]) -> list[Mapping[str, Any]]:
        calls = (make_briefs([each], models, Rules(guard)) for each in articles)
        return [brief_row(each) for call in calls for each in call]

    models = {"translator": model(Telling())}
    memory = Memory()
    assert made(remembering(models, memory)) == made(models)
    assert memory.take()[1] > 10


def test_a_sentence_of_many_articles_is_asked_once_a_run(
    tmp_path: Path, log: Path
) -> None:
    texts = {f"n{number}": f"{text(number)}{WIRE}" for number in range(30)}
    out = tmp_path / "out"
    brief(out, write(tmp_path / "a.jsonl", texts), mode="translate")
    asked = Counter(log.read_text(encoding="utf-8").splitlines())
    assert set(asked.values()) == {1}
    assert len(asked) == 2 * 30 + 1
    assert len(answers_in(out)) == len(asked)
    # The calls take 8 and 22 articles.
    assert remembered(out) == 1


def test_an_article_that_comes_again_is_asked_for_what_is_new(
    tmp_path: Path, log: Path
) -> None:
    given, out = tmp_path / "a.jsonl", tmp_path / "out"
    texts = {"a": f"{text(1)}{WIRE}", "b": text(2)}
    brief(out, write(given, texts), mode="translate")
    log.write_text("", encoding="utf-8")
    write(given, {**texts, "a": f"{text(1)}{NEWER} {WIRE}"})
    assert brief(out, given, mode="translate").progress.done == 1
    assert log.read_text(encoding="utf-8").splitlines() == [NEWER]
    assert remembered(out) == 3
    fresh = tmp_path / "fresh"
    brief(fresh, given, mode="translate")
    assert exports(out) == exports(fresh)
    assert remembered(fresh) == 0
    assert mujaz("runs", "verify", "-o", str(out)) == 0


def test_another_model_in_the_folder_is_asked_everything(
    tmp_path: Path, log: Path
) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(3))
    brief(tmp_path / "out", given)
    before = log.read_text(encoding="utf-8")
    brief(tmp_path / "out", given, load=scripted.load_other, new_run=True)
    assert log.read_text(encoding="utf-8") == 2 * before


def test_other_rules_in_the_folder_ask_nothing(tmp_path: Path, log: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(3))
    brief(tmp_path / "out", given)
    before = log.read_text(encoding="utf-8")
    brief(tmp_path / "out", given, rules=Rules("off"), new_run=True)
    assert log.read_text(encoding="utf-8") == before


def test_a_process_that_is_started_anew_is_told_what_is_known(
    tmp_path: Path, log: Path
) -> None:
    texts = {f"n{number}": f"{text(number)}{WIRE}" for number in range(12)}
    texts["n9"] = f"{scripted.CRASH} {texts['n9']}"
    given = write(tmp_path / "a.jsonl", texts)
    outcome = brief(tmp_path / "out", given, mode="translate")
    assert dict(outcome.progress.rejected) == {"failed": 1}
    asked = log.read_text(encoding="utf-8").splitlines()
    assert asked.count(WIRE) == 1


def test_a_killed_run_keeps_the_answers_of_its_briefs_and_no_others(
    tmp_path: Path, log: Path
) -> None:
    given, out = write_articles(tmp_path / "a.jsonl", range(400)), tmp_path / "out"
    with running(out, given) as process:
        while acknowledged(process) < 16:
            pass
        process.kill()
        process.wait()
    held = len(done(out))
    assert 16 <= held < 400
    assert len(set(answers_in(out))) == len(answers_in(out)) == 3 * held
    log.write_text("", encoding="utf-8")
    assert brief(out, given).progress.reused == held
    assert len(log.read_text(encoding="utf-8").splitlines()) == 3 * (400 - held)
    assert len(set(answers_in(out))) == len(answers_in(out)) == 3 * 400
    brief(tmp_path / "whole", given)
    assert exports(out) == exports(tmp_path / "whole")


def entries(*numbers: int) -> list[Entry]:
    return [(bytes([n]), f"\ud83d {n}", n, n, n, "loop") for n in numbers]


def test_the_ledger_keeps_the_last_answers_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarize.ledger.answers.MOST", 3)
    with Ledger(tmp_path) as ledger:
        assert recall(ledger, 0, MOST) == (0, [])
        for numbers in ((1, 2), (3, 4, 5), ()):
            with ledger.transaction():
                remember(ledger, entries(*numbers))
        assert recall(ledger, 0, MOST) == (5, entries(3, 4, 5))
        assert recall(ledger, 0, 2) == (4, entries(3, 4))
        assert recall(ledger, 4, MOST) == (5, entries(5))
        assert recall(ledger, 5, MOST) == (5, [])
    assert len(answers_in(tmp_path)) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        "DROP TABLE answers; PRAGMA user_version = 2",
        "DROP TABLE answers; DROP TABLE edits; PRAGMA user_version = 1",
    ],
    ids=["version 2", "version 1"],
)
def test_a_ledger_of_an_earlier_version_remembers_from_now_on(
    spoil: str, tmp_path: Path
) -> None:
    given, out = write_articles(tmp_path / "a.jsonl", range(3)), tmp_path / "out"
    brief(out, given)
    with closing(sqlite3.connect(out / "run.db")) as database:
        database.executescript(spoil)
    write_articles(given, range(5))
    outcome = brief(out, given)
    assert (outcome.progress.reused, outcome.progress.done) == (3, 2)
    assert len(answers_in(out)) == 3 * 2


@pytest.mark.slow
def test_the_embedded_model_says_the_same_from_memory(embedded_folder: Path) -> None:
    from summarize.load import load_models

    steps = find_preset("embedded").steps("translate")
    models = load_models(steps, How(offline=True), print)
    articles: list[Article] = []
    for number in range(12):
        own = article(f"{text(number)}{STORY}", id=str(number))
        articles += [own, replace(own, text=f"{WIRE} {own.text} {NEWER}")]
    memory = Memory()
    asking = remembering(models, memory)
    said = [
        [brief_row(each) for each in make_briefs(articles[at : at + 5], asking)]
        for at in range(0, len(articles), 5)
    ]
    fresh = [brief_row(each) for each in make_briefs(articles, models)]
    assert [row for rows in said for row in rows] == fresh
    assert memory.take()[1] > 20
