"""The reference set is sound, and a set that is not is refused by name and field."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import Refused, UsageError
from summarize.references import (
    Item,
    Pair,
    open_set,
    read_items,
    require_valid,
    take_census,
)
from summarize.references.items import item_of, item_row, read_rows
from summarize.references.schema import problems_of_row
from summarize.references.sets import write_items

Row = dict[str, Any]
ours = open_set("reference")

SCHOOL: Row = {
    "id": "school-1",
    "topic": "society",
    "date": "2024-05-31",
    "title_ar": "مدرسة جديدة في العاصمة",
    "title_en": "New school in the capital",
    "paragraphs": [
        [
            {
                "ar": "افتتح الوزير اليوم مدرسة.",
                "en": "The minister opened a school.",
            },
            {"ar": "وتضم المدرسة مئة تلميذ.", "en": "It has a hundred pupils."},
        ],
        [{"ar": "وبدأت الدراسة فورا.", "en": "Lessons began at once."}],
    ],
    "summaries_ar": ["افتتاح مدرسة تضم مئة تلميذ.", "الوزير يفتتح مدرسة."],
    "briefs_en": ["A school for a hundred opened.", "The minister opened a school."],
}
RAIN: Row = {
    "id": "rain-1",
    "text": "نزل المطر على المدينة أمس.\nثم توقف المطر في الليل.",
    "summaries_ar": ["أمطرت على المدينة أمس."],
}


def written(path: Path, *rows: Mapping[str, Any]) -> Path:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def changed(at: str, value: Any) -> Row:
    """The school's row with the value at a path such as `paragraphs/0/1/en` changed."""
    row: Row = json.loads(json.dumps(SCHOOL))
    *path, last = [int(key) if key.isdigit() else key for key in at.split("/")]
    inside: Any = row
    for key in path:
        inside = inside[key]
    inside[last] = value
    return row


def without(*names: str) -> Row:
    return {name: value for name, value in SCHOOL.items() if name not in names}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "set.jsonl"


def test_ours_is_sound_and_whole() -> None:
    assert ours.path is not None
    census = require_valid(ours.path)
    assert (census.items, census.sentences, census.translated) == (68, 813, 813)
    assert sum(census.topics.values()) == sum(census.styles.values()) == 68


def test_every_item_of_ours_has_two_references_a_side() -> None:
    for item in ours.items():
        assert len(item.summaries_ar) == len(item.briefs_en) == 2, item.id
        assert all((item.title_ar, item.title_en, item.topic, item.style)), item.id


def test_ours_reads_back_as_it_was_written(path: Path) -> None:
    items = [*ours.items()]
    assert [item_of(item_row(item)) for item in items] == items
    write_items(items, path)
    assert [*read_items(path)] == items
    assert ours.path is not None
    assert [*map(item_row, items)] == [row for _, row in read_rows(ours.path)]
    assert path.read_bytes() == ours.path.read_bytes()


TEXT = st.text("ابتث ad\n\u200f\u2028\"\\'", min_size=1, max_size=8)
PARAGRAPH = st.lists(st.builds(Pair, TEXT, TEXT | st.just("")), min_size=1, max_size=3)
ITEMS = st.builds(
    Item,
    id=st.text("ab-0", min_size=1),
    paragraphs=st.lists(PARAGRAPH.map(tuple), min_size=1, max_size=3).map(tuple),
    summaries_ar=st.lists(TEXT, max_size=2).map(tuple),
    briefs_en=st.lists(TEXT, max_size=2).map(tuple),
    **{name: TEXT | st.just("") for name in ("title_ar", "topic", "date", "header")},
)


@given(ITEMS)
def test_a_row_holds_all_of_an_item(item: Item) -> None:
    row = json.loads(json.dumps(item_row(item)))
    assert not [*problems_of_row(row)]
    assert item_of(row) == item


def test_an_article_may_be_one_text(path: Path) -> None:
    (item,) = read_items(written(path, RAIN))
    first, second = RAIN["text"].split("\n")
    assert item.paragraphs == ((Pair(first),), (Pair(second),))
    assert item.text == f"{first}\n\n{second}"
    assert require_valid(path).translated == 0


def test_sound_rows_are_counted(path: Path) -> None:
    census = require_valid(written(path, SCHOOL, RAIN))
    assert (census.items, census.sentences, census.translated) == (2, 5, 3)
    assert (census.summaries, census.briefs) == (3, 2)
    assert census.topics == {"society": 1}


# What keeps an item from being scored: refused of any set.
FAULTS = [
    pytest.param(without("id"), "(no id)", "id", "1 to 120", id="no-id"),
    pytest.param(changed("id", "a b"), "a b", "id", "no spaces", id="id-spaces"),
    pytest.param(changed("id", 7), "7", "id", "expected a text", id="id-number"),
    pytest.param(changed("id", "x" * 121), "x" * 120, "id", "1 to 120", id="id-long"),
    pytest.param(
        changed("summary", "x"), "school-1", "summary", "unknown field", id="unknown"
    ),
    pytest.param(
        changed("topic", ["x"]), "school-1", "topic", "expected a text", id="topic-list"
    ),
    pytest.param(
        changed("summaries_ar", "نص"),
        *("school-1", "summaries_ar", "list of texts"),
        id="summary-text",
    ),
    pytest.param(
        changed("briefs_en", [None]),
        *("school-1", "briefs_en", "list of texts"),
        id="brief-null",
    ),
    pytest.param(
        changed("paragraphs", []), "school-1", "paragraphs", "lists of", id="no-article"
    ),
    pytest.param(
        changed("paragraphs/0", []), "school-1", "paragraphs", "lists of", id="no-pairs"
    ),
    pytest.param(
        changed("paragraphs/0/0/fr", "x"),
        *("school-1", "paragraphs", "lists of"),
        id="unknown-language",
    ),
    pytest.param(
        changed("paragraphs/0/0/en", 1),
        *("school-1", "paragraphs", "lists of"),
        id="translation-number",
    ),
    pytest.param(
        changed("text", "نص"), "school-1", "paragraphs", "either", id="two-articles"
    ),
    pytest.param(
        without("paragraphs"), "school-1", "paragraphs", "either", id="neither"
    ),
    pytest.param(
        changed("summaries_ar/1", " \n"),
        *("school-1", "summaries_ar", "empty"),
        id="empty-summary",
    ),
    pytest.param(
        changed("briefs_en/0", ""), "school-1", "briefs_en", "empty", id="empty-brief"
    ),
    pytest.param(
        changed("paragraphs/1/0/ar", ""),
        *("school-1", "paragraphs.ar", "empty"),
        id="empty-sentence",
    ),
    pytest.param(
        changed("title_ar", " "), "school-1", "title_ar", "empty", id="blank-title"
    ),
    pytest.param(
        {"id": "bare", "text": "نزل المطر."},
        *("bare", "summaries_ar", "no reference"),
        id="no-reference",
    ),
]

DECOMPOSED = unicodedata.normalize("NFD", "افتتاح مدرسة للأطفال.")
ARTICLE = " ".join(pair.ar for pair in item_of(SCHOOL).pairs)

# What makes a score doubtful: refused of our own sets, passed over in public ones.
BLEMISHES = [
    pytest.param(
        changed("summaries_ar/1", SCHOOL["summaries_ar"][0]),
        *("summaries_ar", "two references are the same"),
        id="same-summaries",
    ),
    pytest.param(
        changed("briefs_en/1", f" {SCHOOL['briefs_en'][0]}\n"),
        *("briefs_en", "two references are the same"),
        id="same-but-for-spaces",
    ),
    pytest.param(
        changed("summaries_ar/0", ARTICLE),
        *("summaries_ar", "the article itself"),
        id="whole-article",
    ),
    pytest.param(
        changed("summaries_ar/0", DECOMPOSED), "summaries_ar", "NFC", id="nfd-summary"
    ),
    pytest.param(
        changed("paragraphs/1/0/ar", DECOMPOSED), "paragraphs.ar", "NFC", id="nfd"
    ),
    pytest.param(
        changed("briefs_en/0", "A school \ufffdopened."),
        *("briefs_en", "replacement"),
        id="replacement",
    ),
    pytest.param(
        changed("paragraphs/0/0/ar", "افتتح\u0000 الوزير مدرسة."),
        *("paragraphs.ar", "control"),
        id="nul",
    ),
    pytest.param(
        changed("summaries_ar/0", "The minister opened it."),
        *("summaries_ar", "0% of its letters are Arabic"),
        id="english-summary",
    ),
    pytest.param(
        changed("title_ar", "A new school"),
        *("title_ar", "0% of its letters are Arabic"),
        id="english-title",
    ),
    pytest.param(
        changed("paragraphs/0/1/ar", "It has a hundred pupils."),
        *("paragraphs.ar", "is not Arabic"),
        id="english-sentence",
    ),
    pytest.param(
        changed("briefs_en/0", "الوزير افتتح المدرسة."),
        *("briefs_en", "is not English: 100%"),
        id="arabic-brief",
    ),
    pytest.param(
        changed("paragraphs/0/0/en", "The وزير opened it."),
        *("paragraphs.en", "is not English: 27%"),
        id="arabic-in-translation",
    ),
    pytest.param(
        changed("paragraphs/0/1", {"ar": "وتضم مئة تلميذ."}),
        *("paragraphs", "sentence 2 has no translation"),
        id="half-translated",
    ),
    pytest.param(changed("date", "31/05/2024"), "date", "2024-05-31", id="date"),
    pytest.param(changed("date", "2024-02-30"), "date", "2024-05-31", id="no-such-day"),
]


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(("row", "id", "field", "what"), FAULTS)
def test_a_fault_is_refused_of_any_set(
    path: Path, row: Row, id: str, field: str, what: str, strict: bool
) -> None:
    with pytest.raises(Refused) as refused:
        require_valid(written(path, RAIN, row), strict=strict)
    lines = str(refused.value).split("\n  ")
    said = [line for line in lines if line.startswith(f"set.jsonl:2: {id}: {field}: ")]
    assert said, lines
    assert what in said[0]


@pytest.mark.parametrize(("row", "field", "what"), BLEMISHES)
def test_a_blemish_is_refused_of_our_sets_only(
    path: Path, row: Row, field: str, what: str
) -> None:
    written(path, RAIN, row)
    with pytest.raises(Refused) as refused:
        require_valid(path)
    (said,) = str(refused.value).split("\n  ")[1:]
    assert said.startswith(f"set.jsonl:2: school-1: {field}: ")
    assert what in said
    assert require_valid(path, strict=False).items == 2


def test_an_id_must_stand_once(path: Path) -> None:
    written(path, SCHOOL, RAIN, {**RAIN, "id": "school-1", "text": "توقف المطر."})
    for strict in (True, False):
        with pytest.raises(Refused, match="set.jsonl:3: school-1: id: the same as an"):
            require_valid(path, strict=strict)


def test_an_article_should_stand_once(path: Path) -> None:
    written(path, RAIN, {**RAIN, "id": "rain-2"})
    said = "set.jsonl:2: rain-2: paragraphs: the same article as rain-1"
    with pytest.raises(Refused, match=said):
        require_valid(path)
    assert require_valid(path, strict=False).items == 2


@pytest.mark.parametrize(
    "line", [b'{"id": "a"', b"[1]", b'"text"', b"null", b"\xff\xfe{\x00}\x00"]
)
def test_a_line_that_is_no_object_is_named_by_its_place(
    path: Path, line: bytes
) -> None:
    path.write_bytes(json.dumps(RAIN).encode() + b"\n\n" + line + b"\n")
    for strict in (True, False):
        with pytest.raises(Refused, match="set.jsonl:3: .no id.: row: expected a JSON"):
            require_valid(path, strict=strict)


def test_a_file_that_is_not_utf8_is_refused(path: Path) -> None:
    path.write_bytes(json.dumps(RAIN, ensure_ascii=False).encode("cp1256"))
    with pytest.raises(Refused, match="set.jsonl:1: .no id.: row: expected a JSON"):
        require_valid(path, strict=False)


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_an_empty_file_is_refused(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match="set.jsonl: .no id.: file: it has no items"):
        require_valid(path, strict=False)


def test_a_file_that_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(Refused, match="no such reference set"):
        require_valid(path)


def test_many_problems_are_counted_and_some_shown(path: Path) -> None:
    written(path, *({"id": f"n{number}", "text": "نص"} for number in range(30)))
    with pytest.raises(Refused) as refused:
        require_valid(path, strict=False)
    head, *lines, more = str(refused.value).split("\n  ")
    assert head.endswith("not a sound reference set, 30 problems:")
    assert (len(lines), more) == (20, "and 10 more")


def test_a_census_names_problems_without_refusing(path: Path) -> None:
    census = take_census(written(path, changed("date", "today"), {"id": "bare"}))
    found = [(each.id, each.field, each.fatal) for each in census.problems]
    assert found == [("school-1", "date", False), ("bare", "paragraphs", True)]


def test_the_order_of_lines_does_not_change_the_hash(path: Path) -> None:
    assert ours.path is not None
    lines = ours.path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(Random(1).sample(lines, len(lines))), encoding="utf-8")
    assert path.read_bytes() != ours.path.read_bytes()
    assert require_valid(path).sha256 == require_valid(ours.path).sha256


@pytest.mark.parametrize(
    "at",
    [
        "id",
        "title_ar",
        "paragraphs/0/1/ar",
        "paragraphs/0/1/en",
        "summaries_ar/1",
        "briefs_en/0",
    ],
)
def test_one_character_changes_the_hash(path: Path, at: str) -> None:
    before = require_valid(written(path, SCHOOL, RAIN)).sha256
    value: Any = SCHOOL
    for key in at.split("/"):
        value = value[int(key) if key.isdigit() else key]
    after = require_valid(written(path, changed(at, value[:-1] + "!"), RAIN)).sha256
    assert after != before


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            lambda item: replace(item, briefs_en=item.briefs_en[::-1]), id="order"
        ),
        pytest.param(
            lambda item: replace(
                item, summaries_ar=(), briefs_en=item.summaries_ar + item.briefs_en
            ),
            id="side",
        ),
    ],
)
def test_where_a_reference_stands_changes_the_hash(
    other: Callable[[Item], Item],
) -> None:
    item = item_of(SCHOOL)
    assert other(item).references_sha256 != item.references_sha256
    assert other(item).source_sha256 == item.source_sha256


def test_reference_is_ours() -> None:
    assert (ours.name, ours.licence, ours.is_public) == (
        "reference",
        "CC-BY-4.0",
        False,
    )
    assert len([*ours.items()]) == 68


def test_a_file_is_a_set_named_after_it(path: Path) -> None:
    found = open_set(str(written(path, SCHOOL, RAIN)))
    assert (found.name, found.path, found.is_public) == ("set", path, False)
    assert [item.id for item in found.items()] == ["school-1", "rain-1"]


def test_a_public_set_may_name_its_place() -> None:
    found = open_set("flores:/data/flores", "devtest")
    assert (found.name, found.place, found.split) == (
        "flores",
        "/data/flores",
        "devtest",
    )
    assert (found.is_public, found.licence) == (True, "CC-BY-SA-4.0")


@pytest.mark.parametrize("given", ["refrence", "reference:x", "no/such.jsonl", "", "/"])
def test_an_unknown_set_is_answered_with_what_there_is(given: str) -> None:
    with pytest.raises(UsageError) as raised:
        open_set(given)
    assert f"no reference set {given!r}" in str(raised.value)
    assert "expected reference, a .jsonl file, or one of xlsum[:PLACE]" in str(
        raised.value
    )


def test_a_translated_sentence_is_an_item_of_its_own(path: Path) -> None:
    row = changed("paragraphs/0/1", {"ar": "وتضم مئة تلميذ."})
    alone = {"id": "one", "paragraphs": [[{"ar": "نعم", "en": "Yes"}]]}
    lines = [*open_set(str(written(path, row, alone, RAIN))).lines()]
    assert [line.id for line in lines] == ["school-1:1", "school-1:3", "one"]
    assert [len(line.pairs) for line in lines] == [1, 1, 1]
    assert lines[1].pairs[0].en == "Lessons began at once."
    assert (lines[0].topic, lines[0].summaries_ar) == ("society", ())
