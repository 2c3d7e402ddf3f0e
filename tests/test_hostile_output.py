"""Hostile names and texts on their way out: pages and sheets (I14, I15, I21, I22)."""

import csv
import json
import os
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from summarize.errors import MujazError
from summarize.evaluation import Source, score_predictions
from summarize.evaluation import folder as at
from summarize.evaluation.score import _cells
from summarize.export import export
from summarize.ledger import Ledger
from summarize.pipeline import make_briefs
from summarize.references import open_set
from summarize.sources import article_of
from summarize.writers import brief_row, markdown, page_name
from tests.conftest import STORY, ScriptedEngine, model
from tests.test_hostile_files import run
from tests.test_hostile_rows import rows_of
from tests.test_sources import BODY, jsonl, write

LONG = "ا" * 128
NAMES = [
    *("../../etc/x", "/abs", "..", ".", "a/b", "a\\b", "x\0y", "CON", "nul.txt", "-rf"),
    *("\u202etxt.exe", "a\nb", "~root", "$(reboot)", "%2e%2e%2f", "\ud800", "", LONG),
    *("x" * 5000, "briefs/../x", "COM1", "a:b"),
]


# I14: hostile names


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[1:21])
def test_I14_a_page_is_named_by_plain_letters_and_a_hash(name: str) -> None:
    """`../../etc/x`, NUL, `CON`, 128 Arabic letters as id or headline: a plain name of at most 120 bytes."""
    pages = {
        page_name(
            headline, article_of(STORY, where="a", source="a", id=id, title=title)
        )
        for headline, id, title in (
            (name, "1", ""),
            ("Fire", name, ""),
            ("", "1", name),
        )
    }
    for page in pages:
        folder, _, file = page.partition("/")
        assert folder == "briefs"
        assert len(file.encode()) <= 120
        assert set(file[:-3]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert file.endswith(".md")
        assert not file.startswith((".", "-"))


def test_I14_a_run_writes_nothing_outside_its_folder(tmp_path: Path) -> None:
    """A run over rows with such ids and titles: as many pages, all inside the output folder."""
    names = [name for name in NAMES if name and name != "\ud800"]
    rows = [
        {"text": f"{BODY} {at}", "id": name, "title": name}
        for at, name in enumerate(names)
    ]
    inside = tmp_path / "inside"
    inside.mkdir()
    given = write(inside / "a.jsonl", "\n".join(map(json.dumps, rows)))
    outcome = run(inside / "out", given)
    assert outcome.exported.briefs == len(names)
    assert len(list((inside / "out/briefs").iterdir())) == len(names)
    assert {row["id"] for row in rows_of(inside / "out")} == set(names)
    assert os.listdir(tmp_path) == ["inside"]  # noqa: PTH208
    assert sorted(path.name for path in inside.iterdir()) == ["a.jsonl", "out"]


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """The output folder of a run, and a file outside it that nobody may touch."""
    write(tmp_path / "precious", "precious")
    run(tmp_path / "out", write(tmp_path / "a.jsonl", jsonl({"text": BODY, "id": 1})))
    return tmp_path / "out"


def export_again(out: Path) -> None:
    with Ledger(out) as ledger:
        ledger.take_last_run()
        export(ledger, out)


@pytest.mark.parametrize("name", ["briefs.jsonl", "rejected.jsonl", "page"])
def test_I14_a_link_in_place_of_a_file_is_not_followed(name: str, done: Path) -> None:
    """A link where a file is to be written: replaced; what it points to stays as it was."""
    (page,) = (done / "briefs").iterdir()
    target = page if name == "page" else done / name
    target.unlink()
    target.symlink_to(done.parent / "precious")
    export_again(done)
    assert (done.parent / "precious").read_text() == "precious"
    assert not target.is_symlink()


@pytest.mark.parametrize("name", ["briefs.jsonl", "rejected.jsonl", "page"])
def test_I14_a_link_in_place_of_a_temporary_file_is_not_followed(
    name: str, done: Path
) -> None:
    """A link planted under the name that a file has while it is written: not written through."""
    (page,) = (done / "briefs").iterdir()
    target = page if name == "page" else done / name
    aside = target.with_name(f".{target.name[-100:]}.partial")
    aside.symlink_to(done.parent / "precious")
    page.write_text("to be written again")
    try:
        export_again(done)
    except MujazError as error:
        assert aside.name in str(error)  # noqa: PT017
    assert (done.parent / "precious").read_text() == "precious"


def test_I14_a_link_in_place_of_the_folder_of_pages_is_refused(done: Path) -> None:
    """`briefs` in the output folder is a link to another folder: refused, nothing written there."""
    elsewhere = done.parent / "elsewhere"
    elsewhere.mkdir()
    (done / "briefs").rename(done.parent / "moved")
    (done / "briefs").symlink_to(elsewhere)
    with pytest.raises(MujazError, match="briefs"):
        export_again(done)
    assert list(elsewhere.iterdir()) == []


# I15: names that look the same


def test_I15_composed_and_decomposed_names_are_two_files(tmp_path: Path) -> None:
    """Two files whose names are NFC and NFD of one name: both briefed, under two pages."""
    news = tmp_path / "news"
    news.mkdir()
    names = [unicodedata.normalize(form, "أخبار آب.txt") for form in ("NFC", "NFD")]
    for number, name in enumerate(names):
        write(news / name, f"{BODY}\n\nوانتهى الخبر رقم {number} عند هذا الحد.")
    outcome = run(tmp_path / "out", news)
    assert outcome.exported.briefs == 2
    rows = rows_of(tmp_path / "out")
    assert {Path(row["where"]).name for row in rows} == set(names)
    assert len(list((tmp_path / "out/briefs").iterdir())) == 2


# I21: formulas


FORMULAS = [
    *("=HYPERLINK(1)", "+1", "-5 درجات", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1"),
    *("＝1", "＋1", "－1", "＠SUM", "\u200f=1", "\u200b\u202e=1", "\ufeff+1", " =1"),
    *("\u00a0=1", "\u061c＝1"),
]


@pytest.mark.parametrize("id", FORMULAS, ids=ascii)
def test_I21_a_cell_is_no_formula(id: str) -> None:
    """A text such as `=HYPERLINK(..)`, `＝1`, or an invisible mark and `=`: its cell starts with `'`."""
    values = {"id": id, "status": "done", "flags": [], "scores": {"ar.rougeL": -0.5}}
    assert _cells(values, ["ar.rougeL"]) == [f"'{id}", "done", "", "-0.5000"]


@pytest.mark.parametrize("id", ["n-1", "خبر=1", "42", "\u200fخبر", "a+b", "2-1"])
def test_I21_other_cells_stay_as_they_are(id: str) -> None:
    """A text that only holds such signs, and a number below nought: left as they are."""
    values = {"id": id, "status": "done", "flags": [], "scores": {}}
    assert _cells(values, ["ar.rougeL"]) == [id, "done", "", ""]


def test_I21_a_scored_run_holds_no_formula(tmp_path: Path) -> None:
    """A reference set with such ids, scored: none is a formula in scores.csv, all are kept in JSON Lines."""
    ids = ["=HYPERLINK(1)", "+1", "-5", "@SUM(A1)", "＝1", "n-1"]
    references = [
        {"id": id, "text": f"{BODY} {id}", "summaries_ar": [BODY.partition(".")[0]]}
        for id in ids
    ]
    given = write(tmp_path / "set.jsonl", jsonl(*references))
    told = [{"id": id, "summary_ar": STORY} for id in ids]
    predictions = write(tmp_path / "told.jsonl", jsonl(*told))
    out = tmp_path / "run"
    score_predictions(predictions, open_set(str(given)), Source("x", "y"), out, cores=1)
    with (out / at.TABLE).open(encoding="utf-8", newline="") as file:
        cells = [row[0] for row in csv.reader(file)][1:]
    assert sorted(cells) == sorted([*(f"'{id}" for id in ids[:-1]), "n-1"])
    rows = rows_of(out, at.SCORES)
    assert sorted(row["id"] for row in rows) == sorted(ids)


def test_I21_json_lines_are_left_untouched(tmp_path: Path) -> None:
    """The same in briefs.jsonl: id and title as they were given."""
    texts = dict.fromkeys(each.strip() for each in FORMULAS)
    rows = [
        {"text": f"{BODY} {number}", "id": each, "title": each}
        for number, each in enumerate(texts)
    ]
    run(tmp_path / "out", write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))
    told = rows_of(tmp_path / "out")
    assert [row["id"] for row in told] == list(texts)
    assert [row["title"] for row in told] == list(texts)


# I22: markup


MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea></title></div></bdi></p><script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/t.png)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "x\n\n<iframe src=javascript:alert(1)>\n\n![y](http://evil.example/t.png)",
    "x\r\rafter\r\r[click](data:text/html,1)",
    "<javascript:alert(1)>",
    "<http://evil.example/>",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x&#62;",
    "\\<img src=x onerror=alert(1)>",
    "`<img src=x>`",
    "```\n<img src=x>\n```",
    "    <img src=x>",
    "<!-- x --><img src=x>",
    "<![CDATA[<img src=x>]]>",
    "| a | b |\n|---|---|\n| <img src=x> | [x](javascript:1) |",
    "x\u2028\u2028![y](http://evil.example/t.png)",
    "\u2069\u202c</bdi><b>x",
    "* [x](javascript:alert(1)) **b** _i_ ~~s~~",
    "---\nlayout: x\n---\n# Title\n> quote\n- item\n+ item\n1. item",
]
SHOWN = {"div", "h1", "p", "strong", "em", "bdi", "hr"}
STYLED = {"pre", "code", "h2", "ul", "ol", "li", "blockquote"}


def page_of(hostile: str, field: str) -> str:
    """The page of a brief with hostile text in its title, its body or its English."""
    text = f"{STORY} {hostile} {STORY}" if field == "text" else STORY
    title = hostile if field == "title" else "خبر"
    english = hostile if field == "english" else "Five people died."
    made = article_of(text, where=hostile, source="a", title=title)
    engine = ScriptedEngine(default=english)
    (brief,) = make_briefs([made], {"translator": model(engine)})
    return markdown(brief_row(brief))


class Elements(HTMLParser):
    """What comes alive in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


class Trusting(MarkdownIt):
    """A renderer that lets any link through."""

    def validateLink(self, url: str) -> bool:
        return True


def elements(page: str) -> Elements:
    """Tags and attributes of a page as a strict and as a lenient renderer show it."""
    found = Elements()
    for kind in ("commonmark", "js-default"):
        found.feed(Trusting(kind, {"html": True}).enable(["table"]).render(page))
    return found


@pytest.mark.parametrize("field", ["title", "text", "english"])
@pytest.mark.parametrize("hostile", MARKUP, ids=lambda each: ascii(each)[1:25])
def test_I22_markup_in_a_page_stays_text(hostile: str, field: str) -> None:
    """Scripts, images, `javascript:` links, HTML and Markdown in title, text or English: shown as text."""
    alive = elements(page_of(hostile, field))
    assert alive.tags <= SHOWN
    assert alive.attributes <= {"dir", "lang"}


@pytest.mark.parametrize("hostile", MARKUP, ids=lambda each: ascii(each)[1:25])
def test_I22_a_row_of_an_earlier_run_is_as_harmless(hostile: str) -> None:
    """The same in every text of a row that was not read by this version: shown as text."""
    (brief,) = make_briefs(
        [article_of(STORY, where="a", source="a", title="خبر")],
        {"translator": model(ScriptedEngine())},
    )
    row = brief_row(brief) | {"title": hostile, "where": hostile, "headline": hostile}
    row["sentences"] = [{**row["sentences"][0], "text": hostile}]
    row["summary"] = [{**row["summary"][0], "text": hostile}]
    alive = elements(markdown(row))
    assert alive.tags <= SHOWN | STYLED
    assert alive.attributes <= {"dir", "lang"}


def test_I22_arabic_is_isolated() -> None:
    """The Arabic of a page: inside `dir="rtl" lang="ar"` and `<bdi>`, and no control ends that early."""
    page = page_of("\u2069\u2069\u202c خبر", "title")
    assert '<div dir="rtl" lang="ar">' in page
    assert "<bdi>" in page
    assert "\u2069" not in page
    assert "\u202c" not in page
