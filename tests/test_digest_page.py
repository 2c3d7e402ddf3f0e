"""The digest's five formats: the same bytes, nothing alive, good to read."""

import email
import email.policy
import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, BrowserContext, Page

from summarize.arabic import arabic_share
from summarize.digest import Order, addresses, make, window_of
from summarize.errors import UsageError
from tests.browser import chromium
from tests.test_digest import (
    FEVER,
    MONDAY,
    QUAKE,
    SQUASH,
    STORM,
    TUESDAY,
    WHEAT,
    command,
    digest,
    references,
    row,
    run,
    stories,
)
from tests.test_report_page import CONTRASTS

SHELTERS = {"إلى 32 مركز": "إلى 36 مركز"}
FORMATS = ("html", "md", "docx", "eml", "json")
BIDI = "\u202e\u2066\u200f"
EVIL = (
    f"<script>window.ran = 1</script><img src=x onerror=window.ran=1> {BIDI}\x00\x1b "
    "[link](javascript:window.ran=1) ![i](http://e.example/i.png) | `code` **bold** "
    "&lt;b&gt; http://e.example/ www.e.example a@e.example </bdi></style> "
    "\ud800 \ufffe {{ 7 * 7 }} {% raw %}"
)


def evil(story: str, **more: Any) -> dict[str, Any]:
    """A row in which every text that a run took from outside is hostile."""
    made = row(story, title=f"{EVIL} خمسة", source=f"{EVIL}.jsonl", id=EVIL, **more)
    finding = {
        **{"kind": f"name {EVIL}", "status": "changed", "text": "Five", "start": 0},
        **{"end": 4, "source": EVIL, "source_start": None, "source_end": None},
    }
    said = made["sentences"][0] | {
        "text": f"Five {EVIL}",
        "flags": [EVIL, f"{EVIL}_changed"],
        "findings": [finding],
    }
    changed = {
        "headline_from": said,
        "sentences": [said],
        "flags": [f"b{EVIL}", f"{EVIL}_unsupported"],
    }
    return made | changed | {"where": EVIL, "page": "javascript:window.ran=1"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days' digests in every format: all states, doubts, differences, undated."""
    folder = tmp_path_factory.mktemp("digest")
    write(folder)
    return folder


def write(folder: Path, *, turned: bool = False) -> None:
    """Write the second day's digest after the first one's."""
    early = MONDAY - timedelta(hours=3)
    rows = [row(STORM, early, edits={"لقي خمسة": "لقي أربعة"}), row(FEVER), row(QUAKE)]
    monday = run(folder / "monday", rows)
    (monday / "briefs").mkdir()
    (monday / rows[1]["page"]).write_text("x", encoding="utf-8")
    run(
        folder / "tuesday",
        [
            row(STORM, TUESDAY, doubts=[("number", "278 mm", "287 ملم")]),
            row(STORM, early, source="gulf.jsonl", edits=SHELTERS, add="\n(وام)"),
            row(WHEAT, TUESDAY, id="https://e.example/wheat?a=(1)", flags=("cut",)),
            row(QUAKE, TUESDAY, add="\nوستبقى المدارس مغلقة."),
            evil("health-gaza-01", at=TUESDAY),
            row(SQUASH, None),
            evil("sport-sudan-07", at=None),
            evil("economy-oman-vat-receipts-05", at=MONDAY),
            row("sport-iraq-05", TUESDAY, english=False),
        ],
        ["too_short", EVIL],
    )
    digest(folder, monday)
    write_tuesday(folder, turned=turned)


def write_tuesday(folder: Path, *, turned: bool) -> None:
    monday, tuesday = folder / "monday", folder / "tuesday"
    outputs = tuple(folder / f"digest.{name}" for name in FORMATS)
    runs = (tuesday, monday) if turned else (monday, tuesday)
    window = window_of(None, None, "48h", TUESDAY.isoformat()[:11] + "07:00", MONDAY)
    between = addresses("مكتب <desk@example.org>", "a@example.org, Ali <b@example.org>")
    make(Order(runs, outputs, window, "Morning digest", top=5, addresses=between))


# The same bytes


def test_the_same_command_gives_the_same_bytes(tmp_path: Path, made: Path) -> None:
    names = (*(f"digest.{name}" for name in FORMATS), ".digest.digest.jsonl")
    first = {name: (made / name).read_bytes() for name in names}
    for turned in (False, True):
        there = tmp_path / str(turned)
        there.mkdir()
        write(there, turned=turned)
        write_tuesday(there, turned=not turned)
        assert {name: (there / name).read_bytes() for name in names} == first


def test_bytes_do_not_hang_on_the_order_of_sets(tmp_path: Path, made: Path) -> None:
    found = []
    for seed in ("1", "2"):
        there = tmp_path / seed
        there.mkdir()
        outputs = [f"--output={there / name}.{name}" for name in FORMATS]
        asked = ("--as-of=2026-03-17T07:00", "--window=48h", "--group-by=topic")
        done = command(made / "monday", made / "tuesday", *outputs, *asked, seed=seed)
        assert done.returncode == 0, done.stderr
        found.append({path.name: path.read_bytes() for path in there.iterdir()})
    assert found[0] == found[1]
    assert len(found[0]) == len(FORMATS) + 1


def test_no_time_of_making_is_in_a_document(made: Path) -> None:
    with ZipFile(made / "digest.docx") as package:
        times = {info.date_time for info in package.infolist()}
        assert times == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in package.namelist())


# What all formats say


def test_every_format_says_the_same(made: Path) -> None:
    found = json.loads((made / "digest.json").read_bytes())
    page = (made / "digest.html").read_text("utf-8")
    shown = {
        "html": re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page))),
        "md": unescaped((made / "digest.md").read_text("utf-8")),
        "docx": "\n".join(texts(made)),
        "eml": letter(made).get_body(("plain",)).get_content(),  # type: ignore[union-attr]
    }
    counts = "7 stories from 8 articles: 4 new, 1 updated, 1 corrected, 1 unchanged."
    for name, said in shown.items():
        assert counts in said, name
        for told in stories(found):
            if "window.ran" not in told["headline"]:
                assert bare(told["headline"]) in bare(said), name
        for words in ("Changed since the last digest", "Outlets differ"):
            assert words in said, name
        assert "differs from the source: 287 ملم." in bare(said), name
        assert "its end was not read." in said, name
        assert "2 articles have no date" in said, name
        assert "2 inputs of these runs became no brief (" in said, name


def bare(text: str) -> str:
    """The text without marks of emphasis and of direction."""
    return re.sub("[*\u2067\u2069]|<[^>]+>", "", text)


def unescaped(text: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", text)


def test_a_story_without_english_is_told_in_arabic(made: Path) -> None:
    found = json.loads((made / "digest.json").read_bytes())
    item = references()["sport-iraq-05"]
    (told,) = (each for each in stories(found) if each["headline"] == item.title_ar)
    assert told["title"] == ""
    assert told["sentences"][0]["text"] == item.pairs[0].ar
    page = (made / "digest.html").read_text("utf-8")
    assert f'<bdi lang="ar" dir="rtl">{item.title_ar}</bdi></h3>' in page


# Markdown


def test_no_text_comes_alive_in_markdown(made: Path) -> None:
    said = (made / "digest.md").read_text("utf-8")
    tokens = MarkdownIt().enable(["table", "strikethrough"]).parse(said)
    inline = [each for token in tokens for each in token.children or []]
    raw = {each.content for each in inline if each.type == "html_inline"}
    assert raw == {'<bdi lang="ar" dir="rtl">', "</bdi>"}
    assert not [token for token in tokens if token.type in ("html_block", "fence")]
    links = {each.attrs["href"] for each in inline if each.type == "link_open"}
    way = f"monday/{row(FEVER)['page']}"
    assert links == {"https://e.example/wheat?a=(1)", way}
    assert not [each for each in inline if each.type in ("image", "code_inline")]
    # Sites make links of bare addresses.
    assert not re.search(r"(?<!<)https?://|www\.|(?<!\\)@", said)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", said)
    (rows,) = {len(re.findall(r"(?<!\\)\|", each)) for each in table_rows(said)}
    assert rows == 5


def table_rows(said: str) -> list[str]:
    return [each for each in said.splitlines() if each.startswith("|")]


# The mail


def letter(folder: Path) -> email.message.EmailMessage:
    data = (folder / "digest.eml").read_bytes()
    read = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(read, email.message.EmailMessage)
    return read


def test_the_mail_is_one_that_can_be_sent(made: Path) -> None:
    data = (made / "digest.eml").read_bytes()
    mail = letter(made)
    assert mail.defects == []
    assert dict(mail.items()) | {"Message-ID": "", "Content-Type": ""} == {
        "Subject": "Morning digest",
        "From": "مكتب <desk@example.org>",
        "To": "a@example.org, Ali <b@example.org>",
        "Date": "Tue, 17 Mar 2026 07:00:00 +0000",
        "Message-ID": "",
        "X-Unsent": "1",
        "MIME-Version": "1.0",
        "Content-Type": "",
    }
    assert re.fullmatch(r"<digest\.[0-9a-f]{32}@example\.org>", mail["Message-ID"])
    assert mail.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in mail.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 78


def test_a_mail_without_addresses_leaves_them_to_its_sender(tmp_path: Path) -> None:
    given = run(tmp_path / "run", [row(QUAKE)])
    window = window_of(None, None, "9d", "2026-03-17", MONDAY)
    title = f"Morning\r\nBcc: x@e.example {BIDI}"
    make(Order((given,), (tmp_path / "digest.eml",), window, title))
    mail = letter(tmp_path)
    assert mail["Subject"] == "Morning Bcc: x@e.example"
    assert [mail["From"], mail["To"], mail["Bcc"]] == [None, None, None]


@pytest.mark.parametrize(
    "address",
    [
        "desk",
        "",
        "desk@",
        "@example.org",
        "a@example.org b",
        "a@example.org\nBcc: b@example.org",
        "a@example.org\r\n\r\nbody",
        "=?utf-8?q?a=0d=0aBcc:_x=40y?= <a@example.org>",
        "a@exam\u202eple.org",
        "desk@مثال.org",
        "Desk <desk@example.org",
        "a@b.c, " * 200 + "a@b.c",
        "a@b.c,",
        "a..b@c.d",
        '"a" b@c.d',
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match=r"expected addresses, as news@example\.org"):
        addresses(None, address)
    with pytest.raises(UsageError, match=r"expected one address"):
        addresses(address, None)


def test_a_mail_is_from_one_and_to_many() -> None:
    with pytest.raises(UsageError, match="expected one address"):
        addresses("a@b.c, d@e.f", None)
    between = addresses("Desk <a@b.c>", "d@e.f, G H <g@h.i>")
    assert [str(each) for each in between.to] == ["d@e.f", "G H <g@h.i>"]


class Tags(HTMLParser):
    """The tags of a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str | None] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links |= {value for name, value in attrs if name in ("href", "src")}


def test_the_mails_page_has_nothing_alive(made: Path) -> None:
    body = letter(made).get_body(("html",))
    assert body
    found = Tags(body.get_content())
    assert found.tags <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4"),
        *("p", "span", "bdi", "div", "time", "ul", "li", "br", "mark", "sup"),
        *("a", "del", "ins", "table", "tr", "th", "td"),
    }
    assert found.links == {"https://e.example/wheat?a=(1)"}


# The document


def document(folder: Path) -> DocumentObject:
    return Document(str(folder / "digest.docx"))


def texts(folder: Path) -> list[str]:
    found = document(folder)
    cells = [cell for table in found.tables for row in table.rows for cell in row.cells]
    paragraphs = [*found.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    return [paragraph.text for paragraph in paragraphs]


def test_arabic_runs_from_the_right_in_a_document(made: Path) -> None:
    found = document(made)
    seen = 0
    for run_ in found.element.body.iter(qn("w:r")):
        text = "".join(each.text or "" for each in run_.iter(qn("w:t")))
        if text and arabic_share(text) > 0.9:
            seen += 1
            assert run_.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None, text
            style = run_.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
            assert style.get(qn("w:val")) == "ArabicText"
    assert seen >= 10
    styles = {style.name: style.element for style in found.styles}
    assert styles["Arabic"].find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    lang = styles["Arabic Text"].find(f"{qn('w:rPr')}/{qn('w:lang')}")
    assert lang.get(qn("w:bidi")) == "ar-SA"
    headlines = [p for p in found.paragraphs if p.style and p.style.name == "Arabic"]
    assert references()[STORM].title_ar in [p.text for p in headlines]


def test_a_document_is_formatted_by_styles_alone(made: Path) -> None:
    body = document(made).element.body
    within = {child.tag for each in body.iter(qn("w:rPr")) for child in each}
    assert within == {qn("w:rStyle"), qn("w:rtl")}
    above = {child.tag for each in body.iter(qn("w:pPr")) for child in each}
    assert above == {qn("w:pStyle")}


def test_a_document_names_itself_and_its_links(made: Path) -> None:
    found = document(made)
    properties = found.core_properties
    assert (properties.title, properties.author) == ("Morning digest", "Mujaz")
    assert str(properties.created) == "2026-03-17 07:00:00+00:00"
    outside = [r.target_ref for r in found.part.rels.values() if r.is_external]
    assert outside == ["https://e.example/wheat?a=(1)"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_an_office_opens_the_document(tmp_path: Path, made: Path) -> None:
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    asked = ["soffice", home, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    place = ["--outdir", str(tmp_path), str(made / "digest.docx")]
    subprocess.run([*asked, *place], check=True, capture_output=True, timeout=300)
    said = (tmp_path / "digest.txt").read_text("utf-8-sig")
    assert references()[STORM].title_ar in said
    assert references()[QUAKE].title_en in said


# The page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(offline=True, reduced_motion="reduce") as context:
        yield context


@pytest.fixture
def page(context: BrowserContext, made: Path) -> Page:
    page = context.new_page()
    page.goto((made / "digest.html").as_uri())
    return page


def test_the_page_asks_for_nothing_but_itself(
    context: BrowserContext, made: Path
) -> None:
    page, asked, said = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    address = (made / "digest.html").as_uri()
    page.goto(address, wait_until="networkidle")
    assert (asked, said) == ([address], [])


def test_no_text_comes_alive_in_the_page(page: Page) -> None:
    assert page.locator("script, img, [onerror]").count() == 0
    assert page.locator("style").count() == 1
    hidden = "[\u202a-\u202e\u2066-\u2069\x00\x1b\ufffe]"
    assert not re.search(hidden, page.content())
    page.evaluate("text => document.body.insertAdjacentHTML('beforeend', text)", EVIL)
    assert page.evaluate("window.ran") is None
    links = page.locator("main a").evaluate_all("all => all.map(e => e.href)")
    assert [each for each in links if "window" in each] == []


def test_arabic_runs_from_the_right_in_a_page_from_the_left(page: Page) -> None:
    runs = "all => all.map(e => getComputedStyle(e).direction)"
    assert set(page.locator("html, main, table").evaluate_all(runs)) == {"ltr"}
    assert set(page.locator("[lang=ar]").evaluate_all(runs)) == {"rtl"}


def test_doubted_words_are_marked_and_explained(page: Page) -> None:
    story = page.locator("article", has_text="tropical storm").first
    assert story.locator("mark").all_inner_texts() == ["278 mm"]
    assert story.locator(".doubts li").all_inner_texts() == [
        "[1] The number “278 mm” differs from the source: 287 ملم."
    ]
    assert story.locator("sup").inner_text() == "[1]"
    assert story.locator(".state").inner_text() == "Corrected"
    assert "أربعة became خمسة" in story.locator(".changed").inner_text()


def test_links_lead_to_the_article_or_to_its_brief(page: Page, made: Path) -> None:
    links = page.locator("main a").evaluate_all("all => all.map(e => e.href)")
    brief = (made / "monday" / row(FEVER)["page"]).as_uri()
    assert sorted(set(links)) == sorted({"https://e.example/wheat?a=(1)", brief})


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read(browser: Browser, made: Path, scheme: Any) -> None:
    with browser.new_context(offline=True, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto((made / "digest.html").as_uri())
        wanted = "h1, h2, h3, h4, p, a, li, th, td, span, mark, del, ins, sup, q"
        looked = re.sub(r'"h1, [^"]+"', f'"{wanted}"', CONTRASTS)
        ratios = page.evaluate(looked)
        assert len(ratios) > 100
        assert min(ratios) >= 4.5
