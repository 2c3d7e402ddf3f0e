"""A glossary and the names of a run, from the order to the files a desk opens."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summarize.cli import app
from summarize.errors import Refused, UsageError
from summarize.glossary import Glossary, load_terms
from summarize.guard import Rules
from summarize.pipeline import make_briefs
from summarize.records import Brief
from summarize.references import our_file, read_items
from summarize.run import Order, run_order
from summarize.spelling import Spelling, chosen, names_of, respelled
from summarize.translating import translate
from summarize.writers import brief_row
from tests.conftest import ScriptedEngine, article, model
from tests.reviewing import fire, make_run
from tests.scripted import Printer, load

ARABIC = "التقى سيمينوف وزير الخارجية في دمشق أمس."


def glossary(tmp_path: Path, *rows: str) -> Glossary:
    path = tmp_path / "terms.csv"
    path.write_text("\n".join(("arabic,english", *rows)) + "\n", encoding="utf-8")
    return load_terms(path)


def said(terms: Glossary, answers: Mapping[str, list[str]], text: str = ARABIC) -> str:
    engine = ScriptedEngine(answers=dict(answers), default="Nothing came of it.")
    (answer,) = translate([text], model(engine), terms).values()
    return answer.generation.text


def test_a_variant_spelling_is_put_right(tmp_path: Path) -> None:
    terms = glossary(tmp_path, "سيمينوف,Semenov")
    english = said(
        terms, {ARABIC: ["Seminov met the foreign minister in Damascus yesterday."]}
    )
    assert english == "Semenov met the foreign minister in Damascus yesterday."


def test_a_missed_term_is_asked_for_in_the_arabic(tmp_path: Path) -> None:
    terms = glossary(tmp_path, "وزير الخارجية,top diplomat")
    inlined = ARABIC.replace("وزير الخارجية", "top diplomat")
    english = said(
        terms,
        {
            ARABIC: ["Semenov met the foreign minister in Damascus."],
            inlined: ["Semenov met the top diplomat in Damascus."],
        },
    )
    assert english == "Semenov met the top diplomat in Damascus."


def test_then_a_mark_stands_for_it(tmp_path: Path) -> None:
    terms = glossary(tmp_path, "وزير الخارجية,top diplomat")
    marked = ARABIC.replace("وزير الخارجية", "X1Z")
    english = said(
        terms,
        {
            ARABIC: ["Semenov met the foreign minister in Damascus."],
            marked: ["Semenov met the X1Z in Damascus."],
        },
    )
    assert english == "Semenov met the top diplomat in Damascus."


def test_a_way_that_changes_a_fact_is_not_taken(tmp_path: Path) -> None:
    terms = glossary(tmp_path, "الوزارة,Department")
    text = "أعلنت الوزارة وفاة 5 أشخاص."
    first = "The ministry announced the death of 5 people."
    inlined = text.replace("الوزارة", "Department")
    worse = "The Department announced the death of 9 people."
    assert said(terms, {text: [first], inlined: [worse, worse]}, text) == first


@pytest.mark.parametrize(
    "worse",
    [
        "top diplomat",
        "Johnson, the top diplomat, said 12 people left Damascus yesterday.",
    ],
)
def test_a_way_that_loses_what_was_right_is_not_taken(
    tmp_path: Path, worse: str
) -> None:
    terms = glossary(tmp_path, "وزير الخارجية,top diplomat")
    text = "قال سيمينوف وزير الخارجية إن 12 شخصا لم يغادروا دمشق أمس."
    first = "Semenov, the foreign minister, said 12 people did not leave Damascus yesterday."
    inlined = text.replace("وزير الخارجية", "top diplomat")
    marked = text.replace("وزير الخارجية", "X1Z")
    answers = {
        text: [first],
        inlined: [worse] * 4,
        marked: [worse.replace("top diplomat", "X1Z")] * 2,
    }
    assert said(terms, answers, text) == first


def test_a_term_missed_to_the_end_is_flagged_and_listed(tmp_path: Path) -> None:
    terms = glossary(tmp_path, "دمشق,Damascus", "الوزير,Secretary")
    engine = ScriptedEngine(default="Damascus was quiet on that day.")
    rules = Rules("flag", terms)
    text = "قال الوزير إن دمشق كانت هادئة."
    (brief,) = make_briefs([article(text, "")], {"translator": model(engine)}, rules)
    assert brief.terms.used == ("Damascus",)
    assert brief.terms.missed == ("Secretary",)
    assert "glossary_changed" in brief.flags


def test_every_term_of_a_hundred_articles_is_audited(tmp_path: Path) -> None:
    """Fifty terms, each in two articles; the translator knows all but one."""
    names = [f"{a}{b}" for a in "ABCDE" for b in "abcdefghij"]
    arabic = [
        f"مدينة{chr(0x628 + number % 20)}{chr(0x641 + number % 7)}{number}"
        for number in range(50)
    ]
    terms = glossary(
        tmp_path,
        *(f"{one},Town {name}" for one, name in zip(arabic, names, strict=True)),
    )
    out = tmp_path / "out"
    inputs = tmp_path / "news.jsonl"
    rows = [
        {
            "id": f"a{at}",
            "text": f"قال الوزير أمس إن {arabic[at % 50]} استقبلت الوفد القادم من العاصمة القديمة. {at}",
        }
        for at in range(100)
    ]
    inputs.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows),
        encoding="utf-8",
    )
    run_order(Order((str(inputs),), out, rules=Rules("flag", terms)), Printer(), load)
    briefs = [
        json.loads(line) for line in (out / "briefs.jsonl").read_text().splitlines()
    ]
    audited = [{*row["terms"]["used"], *row["terms"]["missed"]} for row in briefs]
    assert audited == [{f"Town {names[at % 50]}"} for at in range(100)]
    missed = list(
        csv.DictReader(
            (out / "missed-terms.csv").read_text(encoding="utf-8").splitlines()
        )
    )
    assert [row["id"] for row in missed] == [
        row["id"] for row in briefs if row["terms"]["missed"]
    ]
    assert len(missed) == 100, "the scripted translator writes none"


def two_spellings() -> list[dict[str, Any]]:
    briefs: list[Brief] = []
    for number, english in enumerate(("Semenov", "Seminov", "Semenov")):
        engine = ScriptedEngine(default=f"Yesterday {english} met 3 ministers.")
        text = f"التقى سيمينوف أمس 3 وزراء. {number}"
        briefs += make_briefs(
            [article(text, "", id=str(number))], {"translator": model(engine)}
        )
    return [brief_row(brief) for brief in briefs]


def test_a_run_keeps_the_most_frequent_spelling() -> None:
    rows = two_spellings()
    found = [name for row in rows for name in row["names"]]
    assert {name["arabic"] for name in found} == {"سيمينوف"}
    key = found[0]["key"]
    spellings = [
        Spelling(key, "سيمينوف", "Semenov", 2, 1),
        Spelling(key, "سيمينوف", "Seminov", 1, 2),
    ]
    ((_, name),) = chosen(spellings)
    assert (name.english, name.count, name.also) == ("Semenov", 3, (("Seminov", 1),))
    again = respelled(rows[1], {key: "Semenov"})
    assert "Semenov" in again["brief"]
    assert "Seminov" not in again["brief"]


def test_respelling_moves_what_stands_behind() -> None:
    row = respelled(two_spellings()[1], {"سيمينوف": "Semyonov-Tyan"})
    for sentence in row["sentences"]:
        for finding in sentence["findings"]:
            there = sentence["text"][finding["start"] : finding["end"]]
            assert there == finding["text"]
    assert {finding["text"] for finding in row["sentences"][0]["findings"]} >= {
        "Semyonov-Tyan",
        "3",
    }
    assert names_of(row)[0]["english"] == "Semyonov-Tyan"


def sentence(text: str, *findings: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "text": text,
        "findings": [
            {
                "kind": kind,
                "status": "supported",
                "text": name,
                "start": text.index(name),
                "end": text.index(name) + len(name),
                "source": arabic,
                "source_start": 0,
                "source_end": len(arabic),
            }
            for kind, name, arabic in findings
        ],
    }


def row(one: dict[str, Any]) -> dict[str, Any]:
    made = {
        "headline_from": None,
        "headline": "",
        "brief": one["text"],
        "sentences": [one],
    }
    return {**made, "names": names_of(made)}


def test_a_capital_at_the_beginning_is_no_other_spelling() -> None:
    one = row(
        sentence("Al-Hamdawi said 3 people came.", ("name", "Al-Hamdawi", "الحمداوي"))
    )
    assert one["names"][0]["english"] == "al-Hamdawi"
    assert (
        respelled(one, {one["names"][0]["key"]: "al-Hamdawi"})["brief"] == one["brief"]
    )


def test_what_a_glossary_has_fixed_is_left() -> None:
    said = "Bashar al-Assad spoke."
    one = row(
        sentence(
            said,
            ("name", "Bashar al-Assad", "بشار الأسد"),
            ("glossary", "al-Assad", "الأسد"),
        )
    )
    assert one["names"] == []


@pytest.mark.parametrize(
    ("name", "arabic"),
    [("Zynqor", "Zynqor"), ("TUNIS", "تونس"), ("Barzanis", "بارزاني")],
)
def test_no_row_that_cannot_be_given_back(name: str, arabic: str) -> None:
    assert row(sentence(f"{name} said so.", ("name", name, arabic)))["names"] == []


def test_a_rows_names_are_those_that_stand_in_it() -> None:
    one = row(sentence("Seminov spoke.", ("name", "Seminov", "سيمينوف")))
    again = respelled(one, {one["names"][0]["key"]: "Semenov"})
    assert (again["brief"], again["names"][0]["english"]) == (
        "Semenov spoke.",
        "Semenov",
    )


def test_names_csv_is_a_glossary(tmp_path: Path, story: Path) -> None:
    out = tmp_path / "out"
    story.write_text(
        "التقى سيمينوف أمس الوزير في العاصمة وقال إن الاجتماع كان مفيدا للغاية.\n",
        encoding="utf-8",
    )
    run_order(Order((str(story),), out), Printer(), load)
    assert (
        (out / "names.csv")
        .read_text(encoding="utf-8")
        .startswith("arabic,english,count,conflict,also")
    )
    (out / "names.csv").write_text(
        "arabic,english,count,conflict,also\nسيمينوف,Semenov,3,yes,Seminov (1)\n",
        encoding="utf-8",
    )
    assert [term.written for term in load_terms(out / "names.csv").terms] == ["Semenov"]


def test_explain_prints_the_chain(tmp_path: Path, story: Path) -> None:
    out = tmp_path / "out"
    run_order(Order((str(story),), out), Printer(), load)
    (row, *_) = map(
        json.loads, (out / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    )
    result = CliRunner().invoke(app, ["explain", row["id"], "-o", str(out)])
    assert result.exit_code == 0
    (source,) = row["sentences"][0]["sources"]
    assert f"characters {source['start']}-{source['end']}" in result.stdout
    assert row["text"][source["start"] : source["end"]] == source["text"]
    whole = CliRunner().invoke(app, ["explain", row["where"], "-o", str(out), "--json"])
    assert json.loads(whole.stdout) == row


def test_explain_names_what_it_knows(tmp_path: Path, story: Path) -> None:
    out = tmp_path / "out"
    run_order(Order((str(story),), out), Printer(), load)
    result = CliRunner().invoke(app, ["explain", "nobody", "-o", str(out)])
    assert isinstance(result.exception, UsageError)


def explained(tmp_path: Path, *options: str, **change: Any) -> Result:
    """What explain says of the fire's brief, its row changed."""
    (row, *_) = make_run(tmp_path / "run", [fire()])
    line = json.dumps(row | change) + "\n"
    (tmp_path / "run/briefs.jsonl").write_text(line, encoding="utf-8")
    asked = ["explain", "fire", "-o", str(tmp_path / "run"), *options]
    return CliRunner().invoke(app, asked)


@pytest.mark.parametrize(
    ("action", "sentence", "says"),
    [
        ("reject", 2, "sentence 2, rejected by Sara on 2026-05-31"),
        ("edit", 1, "sentence 1, edited by Sara on 2026-05-31"),
        ("accept", 0, "headline, accepted by Sara on 2026-05-31"),
    ],
)
def test_explain_says_what_people_decided(
    tmp_path: Path, action: str, sentence: int, says: str
) -> None:
    edit = {"sentence": sentence, "action": action, "by": "Sara"}
    made = explained(tmp_path, edits=[edit | {"at": "2026-05-31T08:00:00Z"}])
    assert says in made.stdout.splitlines()
    assert made.stdout.count("Sara") == 1


def test_explain_escapes_what_would_hide(tmp_path: Path) -> None:
    hidden = "a\u202eb\u200bc\ud800\U000e0041"
    made = explained(tmp_path, "--json", byline=hidden)
    assert made.stdout.isascii()
    assert json.loads(made.stdout)["byline"] == hidden
    made = explained(tmp_path, where=hidden)
    assert "a\\u202eb\\u200bc\\ud800\\U000e0041" in made.stdout


@pytest.mark.parametrize(
    "change",
    [
        {"sentences": None},
        {"sentences": [{"text": "x"}]},
        {"sentences": ["x"]},
        {"summary": [5]},
        {"headline_from": 7},
        {"edits": [{"sentence": 1}]},
        {"page": 3},
    ],
)
def test_explain_refuses_a_row_that_no_run_wrote(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    made = explained(tmp_path, **change)
    assert isinstance(made.exception, Refused)
    assert "briefs.jsonl:1: not a brief's row" in str(made.exception)


@pytest.mark.parametrize("line", [b"\xff\n", b"[" * 100_000, b"[]\n", b"\n"])
def test_explain_refuses_bytes_that_are_no_row(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "briefs.jsonl").write_bytes(line)
    made = CliRunner().invoke(app, ["explain", "x", "-o", str(tmp_path)])
    assert isinstance(made.exception, Refused)
    assert "briefs.jsonl:1: not a brief's row" in str(made.exception)


def test_every_span_of_the_reference_set_is_the_articles_own(tmp_path: Path) -> None:
    """With vowel signs and tatweel put in, offsets still point at what they name."""
    for item in list(read_items(our_file()))[:12]:
        text = item.text.replace("ال", "الـ").replace("من", "مِن")
        english = {pair.ar: pair.en for pair in item.pairs}
        plain = dict(
            zip(
                (p.ar.replace("ال", "الـ").replace("من", "مِن") for p in item.pairs),
                english.values(),
                strict=True,
            )
        )
        from summarize.arabic import for_model

        engine = ScriptedEngine({for_model(k): [v] for k, v in plain.items()})
        (brief,) = make_briefs([article(text, "")], {"translator": model(engine)})
        for sentence in brief.sentences:
            for source in sentence.sources:
                assert text[source.start : source.end] == source.text
            for each in sentence.findings:
                if each.source_start is not None:
                    assert text[each.source_start : each.source_end] == each.source


@pytest.mark.parametrize("row", ["دمشق", ",Damascus", "Damascus,Damascus"])
def test_a_faulty_glossary_is_refused_before_a_model_loads(
    tmp_path: Path, row: str
) -> None:
    with pytest.raises(UsageError, match=r"terms\.csv:2: column"):
        glossary(tmp_path, row)
