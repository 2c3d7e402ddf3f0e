"""The report of a scored run, read as Markdown and looked at in a real browser."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from summarize.evaluation import page as pages
from summarize.evaluation.folder import to_json
from summarize.evaluation.predictions import Prediction, prediction_line
from summarize.evaluation.report import markdown
from summarize.evaluation.score import Source, score_folder
from summarize.references.items import Item, aligned_item, item_row, plain_item
from tests.browser import chromium
from tests.conftest import STORY

SCRIPT = "<script>window.ran = true</script><img src=x onerror='window.ran = true'>"
BIDI = "\u202e\u2066\u2069\u2069\u2069"
SUMMARY = "توفي خمسة أشخاص في حريق اندلع بمستشفى في المدينة."
BRIEF = "Five people died in a hospital fire."
GOOD = Prediction("good", summary_ar=SUMMARY, brief_en=BRIEF)
PREDICTIONS = (
    GOOD,
    replace(GOOD, id="cut", brief_en="Five.", flags=("cut",)),
    replace(GOOD, id="lost", summary_ar="", brief_en="", status="failed", error=SCRIPT),
    replace(GOOD, id="evil", brief_en=f"{BRIEF} {SCRIPT} {BIDI}"),
)
COLOURS = """png => fetch(`data:image/png;base64,${png}`).then(found => found.blob())
.then(createImageBitmap).then(image => {
  const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  return new Set(new Uint32Array(data.buffer)).size;
})"""
CONTRASTS = """() => {
  const light = colour => {
    const parts = colour.match(/[0-9.]+/g).slice(0, 3).map(part => part / 255);
    const [r, g, b] = parts.map(
      part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    const found = getComputedStyle(element).backgroundColor;
    return found === "rgba(0, 0, 0, 0)" ? ground(element.parentElement) : found;
  };
  const texts = document.querySelectorAll("h1, p, a, th, td, summary, svg text, code");
  return [...texts].map(element => {
    const style = getComputedStyle(element);
    const ink = element.closest("svg") ? style.fill : style.color;
    const pair = [light(ink), light(ground(element))].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  });
}"""


def articles() -> list[Item]:
    """One article in four versions, the last with all that could break a page."""
    whole = plain_item("good", STORY, title="حريق", topic="health")
    whole = replace(whole, summaries_ar=(SUMMARY, "حريق."), briefs_en=(BRIEF,))
    evil = plain_item("evil", f"{STORY}\n{SCRIPT} {BIDI} {STORY}")
    return [
        whole,
        replace(whole, id="cut", title_ar=""),
        replace(whole, id="lost", briefs_en=()),
        replace(
            evil,
            title_ar=f"حريق {SCRIPT} {BIDI}",
            topic=f"a|b {SCRIPT} {'long' * 20} {BIDI}",
            summaries_ar=(f"{STORY} {SCRIPT} {BIDI}",),
            briefs_en=(f"{BRIEF} {SCRIPT} {BIDI}",),
        ),
    ]


def scored(
    folder: Path,
    items: list[Item],
    predictions: tuple[Prediction, ...] = PREDICTIONS,
    **source: Any,
) -> dict[str, Any]:
    """A run folder of these items and predictions, with its page; its metrics."""
    folder.mkdir()
    rows = (json.dumps(item_row(item)) + "\n" for item in items)
    (folder / "references.jsonl").write_text("".join(rows))
    lines = "".join(map(prediction_line, predictions))
    (folder / "predictions.jsonl").write_text(lines, encoding="utf-8")
    given = Source("small|set", "CC-BY-4.0", strict=False, **source)
    metrics = score_folder(folder, given, cores=1)
    made = pages.html(folder, metrics)
    (folder / "report.html").write_text(made, encoding="utf-8")
    return metrics


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "run"
    scored(folder, articles())
    return folder


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(offline=True, reduced_motion="reduce") as context:
        yield context


@pytest.fixture
def page(context: BrowserContext, run: Path) -> Page:
    page = context.new_page()
    page.goto((run / "report.html").as_uri())
    return page


def ids(page: Page) -> list[str]:
    return page.locator(".items tbody th").all_inner_texts()


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")


def test_the_page_asks_for_nothing_but_itself(
    context: BrowserContext, run: Path
) -> None:
    page, asked, said = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    address = (run / "report.html").as_uri()
    page.goto(address, wait_until="networkidle")
    open_all(page)
    assert (asked, said) == ([address], [])


def test_no_script_of_the_texts_runs_and_none_that_got_in_would(page: Page) -> None:
    open_all(page)
    assert page.locator("script, img, svg script").count() == 1
    page.evaluate(
        """text => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        document.body.insertAdjacentHTML("beforeend", text);
        }""",
        SCRIPT,
    )
    assert page.evaluate("window.ran") is None


def test_arabic_runs_from_the_right_in_a_page_from_the_left(page: Page) -> None:
    open_all(page)
    runs = "all => all.map(e => getComputedStyle(e).direction)"
    assert page.locator("html, body, main, table").evaluate_all(runs)[0] == "ltr"
    assert set(page.locator("[lang=ar]").evaluate_all(runs)) == {"rtl"}
    assert set(page.locator(".text[lang=en]").evaluate_all(runs)) == {"ltr"}
    gap = page.locator(".text[lang=ar] p").first.evaluate(
        """block => {
        const range = document.createRange();
        range.setStart(block.firstChild, 0);
        range.setEnd(block.firstChild, 1);
        const first = range.getBoundingClientRect();
        return block.getBoundingClientRect().right - first.right;
        }"""
    )
    assert abs(gap) < 3


def test_control_characters_in_names_are_spelled_out_and_turn_nothing(
    page: Page,
) -> None:
    row = page.locator(".items tbody", has_text="a|b").locator("tr").first
    assert "[U+202E][U+2066][U+2069]" in row.locator("td").first.inner_text()
    outside = page.evaluate(
        """() => [...document.querySelectorAll("body *:not(.text *)")]
        .flatMap(e => [...e.childNodes, ...e.attributes])
        .filter(e => e.nodeType !== 1 && !e.parentElement?.closest(".text, script"))
        .filter(e => /[\u202a-\u202e\u2066-\u2069]/.test(e.nodeValue)).length"""
    )
    assert outside == 0


def test_a_click_on_a_head_sorts_up_then_down(page: Page) -> None:
    head = page.get_by_role("columnheader", name="Item", exact=True)
    first = page.get_by_role("columnheader", name="Arabic ROUGE-L").last
    assert first.get_attribute("aria-sort") == "ascending"
    assert ids(page)[0] == "lost"
    head.click()
    assert ids(page) == ["cut", "evil", "good", "lost"]
    assert head.get_attribute("aria-sort") == "ascending"
    assert first.get_attribute("aria-sort") == "none"
    head.click()
    assert ids(page) == ["lost", "good", "evil", "cut"]
    assert head.get_attribute("aria-sort") == "descending"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_on_a_head_sorts_and_missing_values_stay_last(
    page: Page, key: str
) -> None:
    button = page.get_by_role("button", name="English ROUGE-L")
    button.focus()
    page.keyboard.press(key)
    assert (ids(page)[0], ids(page)[-1]) == ("cut", "lost")
    page.keyboard.press(key)
    assert ids(page)[-2:] == ["cut", "lost"]


def test_an_opened_item_shows_its_texts_side_by_side(page: Page) -> None:
    item = page.locator(".items tbody", has_text="good")
    item.locator("summary").focus()
    page.keyboard.press("Enter")
    assert item.locator(".columns").is_visible()
    assert item.locator(".columns h3").all_inner_texts() == [
        "Source article",
        "Arabic summary",
        "Arabic reference 1",
        "Arabic reference 2",
        "English brief",
        "English reference",
    ]
    assert item.locator(".text").all_inner_texts() == [
        STORY,
        SUMMARY,
        SUMMARY,
        "حريق.",
        BRIEF,
        BRIEF,
    ]
    boxes = [each.bounding_box() for each in item.locator(".columns > div").all()]
    lefts = [box["x"] for box in boxes if box]
    assert lefts == sorted(set(lefts))
    assert len({box["y"] for box in boxes if box}) == 1


def test_what_is_missing_is_said_in_words(page: Page) -> None:
    open_all(page)
    lost = page.locator(".items tbody", has_text="lost").inner_text()
    assert f"This item failed: {SCRIPT}" in lost
    assert lost.count("There is none: the item failed.") == 2
    assert "The set has none for this item." in lost


def test_a_phone_never_scrolls_the_page_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    open_all(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    boxes = page.locator(".columns").first.locator("> div").all()
    assert len({box.bounding_box()["x"] for box in boxes}) == 1  # type: ignore[index]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_drawn_and_can_be_read(
    browser: Browser, run: Path, scheme: Any
) -> None:
    with browser.new_context(offline=True, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto((run / "report.html").as_uri())
        open_all(page)
        assert min(page.evaluate(CONTRASTS)) >= 4.5
        png = page.locator("#distribution").screenshot()
        page.goto("about:blank")
        assert page.evaluate(COLOURS, b64encode(png).decode()) > 20


def test_every_chart_has_a_title_and_words_for_who_cannot_see_it(page: Page) -> None:
    charts = page.locator("svg")
    assert charts.count() > 4
    for chart in charts.all():
        assert chart.get_attribute("aria-label")
        assert chart.locator("> title").text_content()
    said = charts.first.get_attribute("aria-label") or ""
    assert re.search(r"mean \d+\.\d\d, lead-1 \d+\.\d\d; items by score: 0 to", said)


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path, run: Path) -> None:
    again = scored(tmp_path / "again", articles())
    made = (tmp_path / "again" / "report.html").read_bytes()
    assert made == (run / "report.html").read_bytes()
    assert markdown(json.loads(to_json(again))) == markdown(again)


def test_the_markdown_says_what_the_metrics_say(run: Path) -> None:
    metrics = json.loads((run / "metrics.json").read_text(encoding="utf-8"))
    said = markdown(metrics)
    rows = [re.split(r" *(?<!\\)\| *", line) for line in said.splitlines()]
    for found in metrics["metrics"].values():
        low, high = found["ci95"]
        numbers = [f"{found['score']:.2f}", f"{low:.2f} to {high:.2f}"]
        assert [*numbers, str(found["n"]), "75.00 %"] in [row[3:7] for row in rows]
        assert f"`{found['signature']}`" in said
    lead = metrics["versus"]["ar.rougeL"]["lead-1"]
    gaps = {row[2] for row in rows if row[1:2] == ["lead-1"]}
    assert f"{lead['mean']:+.2f}" in gaps
    assert "Items done: 3 of 4, the others score nought. Items with flags: 1." in said


def test_markdown_tables_hold_whatever_a_set_names_its_topics(run: Path) -> None:
    said = markdown(json.loads((run / "metrics.json").read_text(encoding="utf-8")))
    table = re.search(r"## Slices\n\n((?:\|.*\n)+)", said)
    assert table
    rows = table[1].splitlines()
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}
    assert "\\<script\\>" in said
    assert not re.search(r"(?<!\\)<script|[\u202a-\u202e\u2066-\u2069]", said)


def test_of_a_large_run_the_lowest_items_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST", 2)
    scored(tmp_path / "run", articles())
    made = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "The 2 lowest of 4 items; all scores are in scores.csv." in made
    assert "<bdi>lost</bdi>" in made
    assert made.count("<details>") == 2


def test_a_run_of_translations_has_no_arabic_side(tmp_path: Path) -> None:
    items = [aligned_item("one", SUMMARY, BRIEF)]
    wrote = (Prediction("one", brief_en=BRIEF),)
    metrics = scored(tmp_path / "run", items, wrote, task="translate")
    made = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "<h3>English translation</h3>" in made
    assert "<h3>Arabic summary</h3>" not in made
    assert "## Baselines" not in markdown(metrics)
    assert "**English chrF2 100.00**" in markdown(metrics)


def test_a_side_without_references_is_shown_but_not_scored(tmp_path: Path) -> None:
    items = [replace(item, summaries_ar=()) for item in articles()[:2]]
    metrics = scored(tmp_path / "run", items, PREDICTIONS[:2])
    made = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "<h3>Arabic summary</h3>" in made
    assert "Arabic ROUGE-L" not in made + markdown(metrics)


def test_a_missing_browser_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="need Chromium"):
        next(chromium())
