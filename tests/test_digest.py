"""A digest of runs: its window, its stories, what became of them, its formats."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarize.arabic import content_hash
from summarize.digest import Order, make, window_of
from summarize.digest.countries import country_of
from summarize.digest.rows import Said, outlet_of
from summarize.digest.saying import joined, line
from summarize.digest.states import declares
from summarize.digest.topics import topic_of
from summarize.errors import Refused, UsageError
from summarize.ledger.edited import edited
from summarize.ledger.edits import Edit
from summarize.records import (
    Article,
    Brief,
    BriefSentence,
    Finding,
    Receipt,
    Sentence,
    SummarySentence,
)
from summarize.references import Item, our_file, read_items
from summarize.writers import brief_row

STORM = "disaster-oman-dhofar-storm-01"
QUAKE = "disaster-algeria-chlef-quake-02"
WHEAT = "economy-egypt-wheat-purchase-01"
FEVER = "health-iraq-02"
SQUASH = "sport-kuwait-06"
MONDAY = datetime(2026, 3, 16, 6, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
RECEIPT = Receipt({"translator": "m@1"}, {}, 10, 10, 5, 1, 3, 3, 0, 0, 0.5)
Row = dict[str, Any]
CENTRES = {"إلى 32 مركز": "إلى 36 مركز"}


@cache
def references() -> Mapping[str, Item]:
    """The reference articles by their ids."""
    return {item.id: item for item in read_items(our_file())}


def row(
    story: str,
    at: datetime | None = MONDAY,
    *,
    source: str = "wire.jsonl",
    id: str = "",
    edits: Mapping[str, str] | None = None,
    add: str = "",
    title: str | None = None,
    doubts: Iterable[tuple[str, str, str]] = (),
    flags: tuple[str, ...] = (),
    english: bool = True,
) -> Row:
    """A run's row of a reference article, its human translation as the brief.

    `edits` replace words of both languages, `add` stands below the Arabic; `doubts`
    are a kind, words of the English, and what the Arabic says instead.
    """
    item = references()[story]
    pairs = [(_edited(p.ar, edits), _edited(p.en, edits)) for p in item.pairs]
    text = "\n".join(arabic for arabic, _ in pairs) + add
    name = _edited(item.title_ar, edits) if title is None else title
    place = f"{source}:{list(references()).index(story) + 1}"
    article = Article(
        id or f"{story}@{source}",
        name,
        text,
        at,
        "",
        source,
        place,
        content_hash(text),
    )
    said = [_sentence(en, ar, text, doubts, flags) for ar, en in pairs[:2]]
    summary = tuple(SummarySentence(each.arabic, each.sources) for each in said)
    headline = _sentence(_edited(item.title_en, edits), name, name, doubts, ())
    found = dict.fromkeys(flag for each in said for flag in each.flags)
    if not english:
        return brief_row(Brief(article, None, (), summary, RECEIPT, ()))
    return brief_row(
        Brief(article, headline, tuple(said), summary, RECEIPT, tuple(found))
    )


def _edited(text: str, edits: Mapping[str, str] | None) -> str:
    for old, new in (edits or {}).items():
        text = text.replace(old, new)
    return text


def _sentence(
    english: str,
    arabic: str,
    text: str,
    doubts: Iterable[tuple[str, str, str]],
    flags: tuple[str, ...],
) -> BriefSentence:
    findings = []
    for kind, words, source in doubts:
        at = english.find(words)
        if at >= 0:
            status = "changed" if source else "unsupported"
            span = (words, at, at + len(words), source or None)
            findings.append(Finding(kind, status, *span))  # type: ignore[arg-type]
    start = text.find(arabic)
    told = tuple(f"{each.kind}_{each.status}" for each in findings)
    sources = (Sentence(arabic, start, start + len(arabic)),)
    return BriefSentence(english, arabic, sources, flags + told, tuple(findings))


def run(folder: Path, rows: Iterable[Row], rejected: Iterable[str] = ()) -> Path:
    """A run's folder with these rows, and inputs rejected for these reasons."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(each) + "\n" for each in rows)
    (folder / "briefs.jsonl").write_text("".join(lines), encoding="utf-8")
    reasons = (
        json.dumps({"where": "x", "reason": why, "detail": "d"}) + "\n"
        for why in rejected
    )
    (folder / "rejected.jsonl").write_text("".join(reasons), encoding="utf-8")
    return folder


def digest(
    folder: Path, *runs: Path, until: datetime = MONDAY, hours: int = 24, **more: Any
) -> Row:
    """The digest of the runs, until the end of this hour, as its JSON has it."""
    output = folder / "digest.json"
    end = (until + timedelta(hours=1)).isoformat()
    window = window_of(None, None, f"{hours}h", end, MONDAY)
    make(Order(runs, (output,), window, **more))
    found: Row = json.loads(output.read_bytes())
    return found


def stories(made: Row) -> list[Row]:
    """The digest's stories, those in full first."""
    full = [told for section in made["sections"] for told in section["stories"]]
    return full + [told for section in made["sections"] for told in section["more"]]


# The window


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ({}, "2026-03-15T06:00", "2026-03-16T06:00"),
        ({"window": "90m"}, "2026-03-16T04:30", "2026-03-16T06:00"),
        ({"window": "7d"}, "2026-03-09T06:00", "2026-03-16T06:00"),
        ({"as_of": "2026-03-10"}, "2026-03-09T00:00", "2026-03-10T00:00"),
        ({"as_of": "2026-03-10T03:00+03:00"}, "2026-03-09T00:00", "2026-03-10T00:00"),
        ({"since": "2026-03-01"}, "2026-03-01T00:00", "2026-03-16T06:00"),
        (
            {"since": "2026-03-01", "until": "2026-03-02T12:00Z"},
            "2026-03-01T00:00",
            "2026-03-02T12:00",
        ),
    ],
)
def test_a_window_is_what_was_asked_for(asked: Row, since: str, until: str) -> None:
    given = dict.fromkeys(("since", "until", "window", "as_of")) | asked
    window = window_of(**given, now=MONDAY)
    assert window.since == datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert window.until == datetime.fromisoformat(until).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"window": "24h", "since": "2026-03-01"}, "without --since and --until"),
        ({"window": "24h", "until": "2026-03-01"}, "without --since and --until"),
        ({"until": "2026-03-01"}, "--until needs --since"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "--since before --until"),
        ({"since": "2026-03-01", "until": "2026-03-01"}, "--since before --until"),
        ({"since": "2026-04-01"}, "--since before --until"),
        ({"window": "0h"}, "expected a length, as 90m, 24h or 7d"),
        ({"window": "24"}, "expected a length, as 90m, 24h or 7d"),
        ({"window": "٢٤h"}, "expected a length, as 90m, 24h or 7d"),
        ({"window": "999999d"}, "expected a length, as 90m, 24h or 7d"),
        ({"since": "yesterday"}, "--since yesterday: expected a date or a time"),
        ({"as_of": "0001-01-01T00:00+14:00"}, "expected a date or a time"),
        (
            {"since": "2026-03-01", "until": "2026-03-03", "as_of": "2026-03-02"},
            "--until is later than --as-of",
        ),
    ],
)
def test_times_that_make_no_window_are_refused(asked: Row, said: str) -> None:
    given = dict.fromkeys(("since", "until", "window", "as_of")) | asked
    with pytest.raises(UsageError, match=re.escape(said)):
        window_of(**given, now=MONDAY)


@pytest.mark.parametrize(
    ("published", "counted"),
    [
        ("2026-03-15T07:00:00+00:00", "articles"),
        ("2026-03-15T06:59:59.999999", "outside"),
        ("2026-03-16T07:00:00", "outside"),
        ("2026-03-16T06:59:59", "articles"),
        ("2026-03-16T09:30:00+03:00", "articles"),
        ("2026-03-16T10:00:00+03:00", "outside"),
        ("0001-01-01T00:00:00+14:00", "outside"),
        (None, "undated"),
    ],
)
def test_a_window_holds_its_beginning_and_not_its_end(
    tmp_path: Path, published: str | None, counted: str
) -> None:
    given = run(tmp_path / "run", [row(QUAKE) | {"published": published}])
    counts = digest(tmp_path, given)["counts"]
    assert {key: counts[key] for key in ("articles", "outside", "undated")} == {
        "articles": 0,
        "outside": 0,
        "undated": 0,
        counted: 1,
    }


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    rows = [row(QUAKE), row(WHEAT, None), row(FEVER, MONDAY - timedelta(days=9))]
    given = run(tmp_path / "run", rows, ["too_short", "withheld", "too_short"])
    made = digest(tmp_path, given)
    assert made["counts"] | {"rejected": 0} == {
        **{"articles": 1, "stories": 1, "new": 1, "updated": 0, "corrected": 0},
        **{"unchanged": 0, "undated": 1, "outside": 1, "twice": 0, "older": 0},
        "rejected": 0,
    }
    assert made["counts"]["rejected"] == {"too_short": 2, "withheld": 1}
    assert [each["where"] for each in made["undated"]] == ["wire.jsonl:15"]


# One article, one story


def test_an_article_in_two_runs_is_counted_once_by_its_better_brief(
    tmp_path: Path,
) -> None:
    doubted = row(QUAKE, doubts=[("name", "Chlef", "")])
    one = run(tmp_path / "one", [doubted, row(WHEAT)])
    two = run(tmp_path / "two", [row(QUAKE)])
    made = digest(tmp_path, one, two, one)
    assert (made["counts"]["articles"], made["counts"]["twice"]) == (2, 1)
    told = next(each for each in stories(made) if "Chlef" in each["headline"])
    assert (len(told["outlets"]), told["doubts"]) == (1, [])


def test_of_an_article_read_twice_the_later_version_is_told(tmp_path: Path) -> None:
    first = row(QUAKE, MONDAY, edits={"64": "46"})
    later = row(QUAKE, MONDAY + timedelta(minutes=5))
    rows = [first, later, row(WHEAT, id=first["id"])]
    made = digest(tmp_path, run(tmp_path / "run", rows))
    assert (made["counts"]["articles"], made["counts"]["older"]) == (2, 1)
    (told,) = (each for each in stories(made) if "Chlef" in each["headline"])
    assert "64 injured" in told["sentences"][0]["text"]
    assert told["differences"] == []


def test_one_story_lists_its_outlets_and_where_they_differ(tmp_path: Path) -> None:
    rows = [
        row(STORM, MONDAY, source="muscat.jsonl"),
        row(STORM, MONDAY, source="gulf.jsonl", edits={"إلى 32 مركز": "إلى 36 مركز"}),
        row(STORM, MONDAY, source="sea.jsonl", add="\n(رويترز)"),
        row(SQUASH, MONDAY),
    ]
    made = digest(tmp_path, run(tmp_path / "run", rows))
    wide, narrow = stories(made)
    outlets = [(each["outlet"], each["agencies"]) for each in wide["outlets"]]
    assert sorted(outlets) == [("gulf", []), ("muscat", []), ("sea", ["Reuters"])]
    (differs,) = wide["differences"]
    assert {each["text"]: set(each["outlets"]) for each in differs["claims"]} == {
        "32": {"muscat", "sea (Reuters)"},
        "36": {"gulf"},
    }
    assert narrow["headline"] == references()[SQUASH].title_en


@pytest.mark.parametrize(
    ("source", "where", "name"),
    [
        ("feeds/aljazeera.jsonl", "feeds/aljazeera.jsonl:17", "aljazeera"),
        ("news/reuters/a.txt", "news/reuters/a.txt", "reuters"),
        ("story.txt", "story.txt", "story"),
        ("stdin", "stdin", "stdin"),
        ("datasets:my/news", "datasets:my/news:3", "datasets:my/news"),
        ("https://www.example.org/feed.xml", "x", "example.org"),
        ("https://[", "x", "https://["),
    ],
)
def test_an_outlet_is_known_by_its_file_folder_or_site(
    source: str, where: str, name: str
) -> None:
    assert outlet_of(source, where) == name


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("https://www.aljazeera.net/news/1", "aljazeera.net"),
        ("http://AR.example.org:8080/a?b=c", "ar.example.org"),
        ("tag:x,2026:1", "articles-20260316T060000Z-1"),
    ],
)
def test_an_article_whose_id_is_an_address_is_of_its_site(
    tmp_path: Path, id: str, name: str
) -> None:
    source = "news/articles-20260316T060000Z-1.jsonl"
    given = run(tmp_path / "run", [row(STORM, id=id, source=source)])
    (outlet,) = stories(digest(tmp_path, given))[0]["outlets"]
    assert outlet["outlet"] == name
    assert outlet["link"] == (None if id.startswith("tag:") else id)


def test_only_its_latest_article_speaks_for_an_outlet(tmp_path: Path) -> None:
    later = MONDAY + timedelta(minutes=5)
    rows = [
        row(STORM, source="a.jsonl"),
        row(STORM, later, id="2", source="a.jsonl", edits=CENTRES),
    ]
    (told,) = stories(digest(tmp_path, run(tmp_path / "run", rows)))
    assert (len(told["outlets"]), told["differences"]) == (2, [])
    rows.append(row(STORM, source="b.jsonl"))
    (told,) = stories(digest(tmp_path, run(tmp_path / "run", rows)))
    claims = told["differences"][0]["claims"]
    assert sorted((each["text"], each["outlets"]) for each in claims) == [
        ("32", ["b"]),
        ("36", ["a"]),
    ]


# What became of a story


def test_of_a_first_digest_every_story_is_new(tmp_path: Path) -> None:
    made = digest(tmp_path, run(tmp_path / "run", [row(QUAKE), row(WHEAT)]))
    assert made["compared_with"] is None
    assert {told["state"] for told in stories(made)} == {"new"}


def centres(number: int, outlet: str, at: datetime = MONDAY, **more: Any) -> Row:
    """An outlet's article of the storm, with so many centres that were opened."""
    edits = {"إلى 32 مركز": f"إلى {number} مركز"}
    id, title = f"{outlet}-{at:%d}-{number}", f"إيواء في {number} مركزا"
    given = {"id": id, "title": title, "source": f"{outlet}.jsonl", **more}
    return row(STORM, at, edits=edits, **given)


OLD = row(STORM, MONDAY)
SAME_ID = OLD["id"]
STATES: dict[str, tuple[list[Row], list[Row], str, list[tuple[str, str]]]] = {
    "another story": ([OLD], [row(WHEAT, TUESDAY)], "new", []),
    "the id of another text": ([OLD], [row(WHEAT, TUESDAY, id=SAME_ID)], "new", []),
    "nothing but seen again": ([OLD], [OLD], "unchanged", []),
    "the same text at another time": (
        [OLD],
        [OLD | {"published": TUESDAY.isoformat(), "content": "c"}],
        "unchanged",
        [],
    ),
    "another outlet": (
        [OLD],
        [OLD, row(STORM, TUESDAY, source="other.jsonl")],
        "updated",
        [],
    ),
    "only another outlet": (
        [OLD],
        [row(STORM, TUESDAY, source="other.jsonl")],
        "updated",
        [],
    ),
    "a longer text": (
        [OLD],
        [row(STORM, TUESDAY, add="\nوستبقى المدارس مغلقة.")],
        "updated",
        [],
    ),
    "a figure of the article": (
        [OLD],
        [row(STORM, TUESDAY, edits={"إلى 32 مركز": "إلى 36 مركز"})],
        "corrected",
        [("32", "36")],
    ),
    "a figure that is a word": (
        [OLD],
        [row(STORM, TUESDAY, edits={"لقي خمسة": "لقي ستة"})],
        "corrected",
        [("خمسة", "ستة")],
    ),
    "a figure, by another outlet alone": (
        [OLD],
        [row(STORM, TUESDAY, source="o.jsonl", edits={"إلى 32 مركز": "إلى 36 مركز"})],
        "updated",
        [("32", "36")],
    ),
    "a figure, while an outlet keeps the old one": (
        [OLD],
        [
            OLD,
            row(STORM, TUESDAY, source="o.jsonl", edits={"إلى 32 مركز": "إلى 36 مركز"}),
        ],
        "updated",
        [],
    ),
    "a figure on which outlets differed already": (
        [OLD, row(STORM, source="o.jsonl", edits={"إلى 32 مركز": "إلى 36 مركز"})],
        [row(STORM, TUESDAY, source="p.jsonl", edits={"إلى 32 مركز": "إلى 36 مركز"})],
        "updated",
        [],
    ),
    "a figure of an outlet's new article": (
        [centres(38, "afp")],
        [centres(120, "afp", TUESDAY)],
        "updated",
        [("38", "120")],
    ),
    "a figure of an outlet's near copy under the same title": (
        [centres(38, "afp", title="إيواء")],
        [centres(120, "afp", TUESDAY, title="إيواء")],
        "corrected",
        [("38", "120")],
    ),
    "a figure of an outlet's new article without a title": (
        [centres(38, "afp", title="")],
        [centres(120, "afp", TUESDAY, title="")],
        "updated",
        [("38", "120")],
    ),
    "a figure of another outlet's near copy under the same title": (
        [centres(38, "afp", title="إيواء")],
        [centres(120, "reuters", TUESDAY, title="إيواء")],
        "updated",
        [("38", "120")],
    ),
    "a figure of an outlet that had its own": (
        [centres(38, "afp"), centres(34, "reuters")],
        [centres(120, "reuters", TUESDAY)],
        "updated",
        [("34", "120")],
    ),
    "a figure of an outlet that had two, by the later": (
        [centres(34, "afp", MONDAY - timedelta(hours=1)), centres(38, "afp")],
        [centres(120, "afp", TUESDAY)],
        "updated",
        [("38", "120")],
    ),
    "a figure of an outlet that had none, when there were several": (
        [centres(38, "afp"), centres(34, "reuters", MONDAY + timedelta(minutes=1))],
        [centres(120, "dpa", TUESDAY)],
        "updated",
        [("38 / 34", "120")],
    ),
    "a figure that rose twice": (
        [centres(38, "afp")],
        [
            centres(60, "afp", TUESDAY - timedelta(hours=1)),
            centres(120, "afp", TUESDAY),
        ],
        "updated",
        [("38", "120")],
    ),
    "a correction that says so": (
        [OLD],
        [row(STORM, TUESDAY, title="تصحيح: خمسة قتلى في ظفار", add="\nكما ذكرنا.")],
        "corrected",
        [],
    ),
    "a correction of what was never told": (
        [row(WHEAT)],
        [row(STORM, TUESDAY, title="تصويب - خمسة قتلى في ظفار")],
        "corrected",
        [],
    ),
}


@pytest.mark.parametrize("case", STATES)
def test_a_story_is_what_became_of_it_since_the_last_digest(
    tmp_path: Path, case: str
) -> None:
    before, after, state, changes = STATES[case]
    digest(tmp_path, run(tmp_path / "one", before))
    made = digest(tmp_path, run(tmp_path / "two", after), until=TUESDAY, hours=48)
    (told,) = stories(made)
    assert (told["state"], made["counts"][state]) == (state, 1)
    assert [(each["old"], each["new"]) for each in told["changes"]] == changes
    assert made["compared_with"] == "2026-03-16T07:00:00+00:00"


def test_a_changed_figure_names_the_outlets_that_changed_it(tmp_path: Path) -> None:
    digest(tmp_path, run(tmp_path / "a", [centres(38, "afp"), centres(34, "reuters")]))
    after = [centres(120, name, TUESDAY) for name in ("afp", "reuters")]
    made = digest(tmp_path, run(tmp_path / "b", after), until=TUESDAY, hours=48)
    changes = stories(made)[0]["changes"]
    assert sorted((each["old"], each["outlets"]) for each in changes) == [
        ("34", ["reuters"]),
        ("38", ["afp"]),
    ]


def test_a_digest_of_an_earlier_release_is_compared_with(tmp_path: Path) -> None:
    digest(tmp_path, run(tmp_path / "one", [OLD]))
    memory = tmp_path / ".digest.digest.jsonl"
    kept = json.loads(memory.read_text("utf-8"))
    for story in kept["stories"]:
        story["figures"] = []
        for article in story["articles"]:
            del article["voice"], article["title"], article["text"]
    memory.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    given = run(tmp_path / "two", [row(STORM, TUESDAY, edits=CENTRES)])
    (told,) = stories(digest(tmp_path, given, until=TUESDAY, hours=48))
    assert told["state"] == "corrected"
    assert [(each["old"], each["new"]) for each in told["changes"]] == [("32", "36")]


def test_a_day_without_an_hour_is_shown_alone(tmp_path: Path) -> None:
    midnight = MONDAY.replace(hour=0)
    rows = [row(STORM, midnight), row(WHEAT, MONDAY)]
    output = tmp_path / "digest.md"
    window = window_of("2026-03-16", "2026-03-17", None, None, MONDAY)
    make(Order((run(tmp_path / "run", rows),), (output,), window))
    said = output.read_text("utf-8")
    assert "16 March 2026, 00:00 to 17 March 2026, 00:00, UTC" in said
    assert "- wire, 16 March 2026: wire" in said
    assert "- wire, 16 March 2026, 06:00: wire" in said
    assert said.count("00:00") == 2


def test_only_an_earlier_digest_of_the_name_is_compared_with(tmp_path: Path) -> None:
    given = run(tmp_path / "run", [OLD])
    digest(tmp_path, given, until=TUESDAY, hours=48)
    assert stories(digest(tmp_path, given))[0]["state"] == "new"
    other = digest(tmp_path, given, until=TUESDAY, hours=48, name="evening")
    assert (other["compared_with"], other["name"]) == (None, "evening")
    made = digest(tmp_path, given, until=TUESDAY, hours=48)
    assert stories(made)[0]["state"] == "unchanged"
    lines = (tmp_path / ".digest.digest.jsonl").read_text("utf-8").splitlines()
    ends = [json.loads(line)["until"] for line in lines]
    assert ends == ["2026-03-16T07:00:00+00:00", "2026-03-17T07:00:00+00:00"]


@pytest.mark.parametrize(
    ("title", "text", "is_one"),
    [
        ("تصحيح: سبعة قتلى", "", True),
        ("تصويب", "", True),
        ("سبعة قتلى (تصحيح)", "", True),
        ("سبعة قتلى", "عدن - (رويترز) (لتصحيح الرقم في الفقرة الثانية) قتل", True),
        ("سبعة قتلى", "تصحيح خبر / قتل سبعة", True),
        ("CORRECTED- سبعة قتلى", "", True),
        ("خبر مصحح: سبعة قتلى", "", True),
        ("تصحيح أوراق الامتحانات يبدأ غدا", "", False),
        ("تصحيح في أسعار الذهب", "قال خبير: تصحيح السوق", False),
        ("سبعة قتلى", "قتل سبعة" + " في المدينة" * 60 + " (تصحيح)", False),
    ],
)
def test_a_correction_says_so_in_its_first_lines(
    title: str, text: str, is_one: bool
) -> None:
    assert declares(title, text) == is_one


# Order and sections


def test_wide_stories_come_first_then_late_ones_and_most_in_a_table(
    tmp_path: Path,
) -> None:
    rows = [
        row(QUAKE, MONDAY - timedelta(hours=2)),
        row(WHEAT, MONDAY),
        row(STORM, MONDAY - timedelta(hours=3)),
        row(STORM, MONDAY - timedelta(hours=4), source="other.jsonl"),
    ]
    made = digest(tmp_path, run(tmp_path / "run", rows), top=2)
    (section,) = made["sections"]
    headlines = [each["headline"].split()[0] for each in section["stories"]]
    assert headlines == ["Five", "Egypt"]
    assert [each["headline"].split()[0] for each in section["more"]] == [
        "5.1-magnitude"
    ]


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        (None, [None]),
        ("topic", ["Economy", "Health", "Sport", "Weather and disasters"]),
        ("country", ["Algeria", "Egypt", "Iraq", "Kuwait", "Oman"]),
        ("day", ["16 March 2026", "15 March 2026"]),
    ],
)
def test_sections_are_topics_countries_or_days(
    tmp_path: Path, by: Any, titles: list[str | None]
) -> None:
    rows = [row(story) for story in (WHEAT, FEVER, SQUASH, QUAKE)]
    rows.append(row(STORM, MONDAY - timedelta(hours=12)))
    made = digest(tmp_path, run(tmp_path / "run", rows), by=by)
    assert [section["title"] for section in made["sections"]] == titles


def test_topics_are_those_that_people_gave() -> None:
    same = {"security": "Conflict and security", "courts": "Courts and crime"}
    same |= {"science": "Science and technology", "disaster": "Weather and disasters"}
    right = [
        topic_of(item.title_ar, item.text) == same.get(item.topic, item.topic.title())
        for item in references().values()
    ]
    assert sum(right) / len(right) >= 0.8
    assert topic_of("", "") == "Other"


@pytest.mark.parametrize(
    ("arabic", "english", "country"),
    [
        ("قال العراقيون وللعراق إن إيران", "", "Iraq"),
        ("في جنوب السودان وجنوب السودان والسودان", "", "South Sudan"),
        ("وصل من عمان عجز مالي", "", "No country named"),
        ("وصل من عمان", "He came from Oman", "Oman"),
        ("ألمانيا والألمان", "", "Germany"),
        ("مجرى النهر", "", "No country named"),
        ("السعوديون وسعودية", "", "Saudi Arabia"),
        ("", "the U.S. and the US", "United States"),
    ],
)
def test_a_country_is_known_by_its_names_and_its_people(
    arabic: str, english: str, country: str
) -> None:
    assert country_of(arabic, english) == country


# Doubts in words


@pytest.mark.parametrize(
    ("finding", "reason"),
    [
        (
            ("number", "changed", "12", "15"),
            "The number “12” differs from the source: 15.",
        ),
        (("money", "unsupported", "$5", None), "The amount “$5” is not in the source."),
        (
            ("negation", "changed", "", "لم"),
            "The English lacks the source’s negation لم.",
        ),
        (
            ("new_kind", "unsupported", "x", None),
            "The new kind “x” is not in the source.",
        ),
    ],
)
def test_a_doubt_is_explained_in_words(finding: Any, reason: str) -> None:
    kind, status, text, source = finding
    doubt = Finding(kind, status, text, 0, len(text), source)
    said = line(Said(f"{text} died", (f"{kind}_{status}",), (doubt,)))
    assert [joined(each) for each in said.reasons] == [reason]


@pytest.mark.parametrize(
    ("flag", "reason"),
    [
        ("cut", "The article is longer than the model reads: its end was not read."),
        ("summary_loop", "In the Arabic summary: The model repeated itself."),
        (
            "summary_unsupported",
            "In the Arabic summary: No sentence of the article supports this.",
        ),
        ("name_unsupported", "A name is not in the source."),
        ("percent_changed", "A percentage differs from the source."),
        ("something_else", "Flagged as something else."),
    ],
)
def test_a_flag_is_explained_in_words(flag: str, reason: str) -> None:
    said = line(Said("Ten died", (flag,), ()))
    assert [joined(each) for each in said.reasons] == [reason]
    assert said.text == "Ten died"


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([(0, 3)], ["Ten"]),
        ([(0, 3), (2, 6)], ["Ten"]),
        ([(4, 99)], []),
        ([(-1, 3), (3, 3)], []),
        ([(4, 8), (0, 3)], ["Ten", "died"]),
    ],
)
def test_marks_stand_where_findings_are(
    spans: list[tuple[int, int]], marked: list[str]
) -> None:
    doubts = tuple(Finding("name", "changed", "x", *span) for span in spans)
    said = line(Said("Ten died", (), doubts))
    assert [part.text for part in said.parts if part.mark == "doubt"] == marked
    assert said.text == "Ten died"


# What is refused, and the command


@pytest.mark.parametrize(
    ("outputs", "more", "said"),
    [
        (["d.pdf"], {}, "expected a file that ends in one of .html .md"),
        (["d"], {}, "expected a file that ends in one of .html .md"),
        (["no/d.md"], {}, "expected a file in a folder that is there"),
        (["folder.md"], {}, "expected a file in a folder that is there"),
        (["d.md", "./d.md"], {}, "given twice"),
        (["run/run.json"], {}, "the run's own record"),
        (["d.md"], {"name": "../d"}, "bytes of a file's name"),
        (["d.md"], {"name": ""}, "bytes of a file's name"),
        (["d.md"], {"name": ".."}, "bytes of a file's name"),
        (["d.md"], {"name": "a\nb"}, "bytes of a file's name"),
        (["d.md"], {"name": "ا" * 51}, "bytes of a file's name"),
    ],
)
def test_an_order_that_cannot_be_kept_is_refused(
    tmp_path: Path, outputs: list[str], more: Row, said: str
) -> None:
    given = run(tmp_path / "run", [OLD])
    (tmp_path / "folder.md").mkdir()
    paths = tuple(tmp_path / output for output in outputs)
    window = window_of(None, None, None, None, MONDAY)
    with pytest.raises(UsageError, match=re.escape(said)):
        make(Order((given,), paths, window, **more))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.md", "run"]


@pytest.mark.parametrize(
    "change",
    [
        {"published": "soon"},
        {"published": 5},
        {"title": None},
        {"text": 7},
        {"sentences": [{"text": "x"}]},
        {"sentences": 3},
        {"headline_from": "x"},
        {"summary": [{"text": "x", "flags": [], "findings": [{"odd": 1}]}]},
    ],
)
def test_a_row_that_no_run_wrote_is_refused(tmp_path: Path, change: Row) -> None:
    given = run(tmp_path / "run", [OLD | change])
    with pytest.raises(Refused, match="not a brief's row"):
        digest(tmp_path, given)


def rejected(*sentences: int) -> Row:
    """The storm's row after people rejected these sentences; 0 is the headline."""
    at = "2026-03-16T07:00:00Z"
    edits = [
        Edit("article:x", "c", number, "reject", "", "", "Sara", at)
        for number in sentences
    ]
    return edited(row(STORM), edits)


def test_what_people_rejected_is_not_told(tmp_path: Path) -> None:
    whole = row(STORM)
    (told,) = stories(digest(tmp_path, run(tmp_path / "run", [rejected(0, 1)])))
    assert [each["text"] for each in told["sentences"]] == [
        whole["sentences"][1]["text"]
    ]
    assert told["headline"] == whole["title"]


def test_arabic_does_not_stand_in_for_english_that_people_rejected(
    tmp_path: Path,
) -> None:
    (told,) = stories(digest(tmp_path, run(tmp_path / "run", [rejected(1, 2)])))
    assert told["sentences"] == []


def test_bytes_that_are_no_text_among_the_rejections_are_refused(
    tmp_path: Path,
) -> None:
    given = run(tmp_path / "run", [OLD])
    (given / "rejected.jsonl").write_bytes(b"\xff\n")
    with pytest.raises(Refused, match=re.escape("rejected.jsonl:1")):
        digest(tmp_path, given)


def test_a_folder_without_a_run_and_broken_rejections_are_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(Refused, match="no run has written it"):
        digest(tmp_path, tmp_path)
    given = run(tmp_path / "run", [OLD])
    (given / "rejected.jsonl").write_text('{"reason": "x"}\nnull\n', encoding="utf-8")
    with pytest.raises(Refused, match=re.escape("rejected.jsonl:2")):
        digest(tmp_path, given)


@pytest.mark.parametrize(
    "line",
    ["no json", "[]", '{"schema": 9}', '{"schema": 1, "until": "x"}']
    + ['{"schema": 1, "since": "2026-01-01", "until": "2026-01-01", "stories": [1]}'],
)
def test_a_broken_memory_is_refused_with_what_to_do(tmp_path: Path, line: str) -> None:
    (tmp_path / ".digest.digest.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(Refused, match="move it away to begin anew"):
        digest(tmp_path, run(tmp_path / "run", [OLD]))
    assert not (tmp_path / "digest.json").exists()


def command(*arguments: object, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    code = "import typer; from summarize.cli.digest import digest; typer.run(digest)"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )


def test_the_command_says_what_it_made(tmp_path: Path) -> None:
    given = run(tmp_path / "run", [OLD], ["too_short"])
    output = tmp_path / "morning.md"
    asked = (given, "-o", output, "--as-of", "2026-03-16T07:00")
    done = command(*asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 story from 1 article: 1 new." in done.stdout
    assert "1 input of these runs became no brief (1 too short)." in done.stdout
    assert done.stdout.endswith(f"{output}\n")
    assert command(*asked, "--quiet").stdout == ""
    made = json.loads(command(*asked, "--json", "--name", "other").stdout)
    assert (made["stories"], made["new"], made["rejected"]) == (1, 1, {"too_short": 1})
    assert (made["files"], made["name"]) == ([str(output)], "other")


def test_an_empty_digest_says_so_and_is_no_failure(tmp_path: Path) -> None:
    given = run(tmp_path / "run", [OLD])
    output = tmp_path / "morning.md"
    done = command(given, "-o", output, "--as-of", "2020-01-01")
    assert done.returncode == 0
    assert "Nothing was published in this window." in done.stdout
    assert "Nothing was published in this window." in output.read_text("utf-8")
