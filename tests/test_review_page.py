"""The review page in a real browser: read, searched, decided in, safe and quick."""

import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from summarize.arabic import arabic_share
from summarize.review import html
from summarize.review.data import brief, to_json
from summarize.review.page import FILES, FONT
from summarize.review.words import of_finding, of_flag
from tests.browser import chromium
from tests.reviewing import BIDI, CONFIGURATION, SCRIPT, briefs, make_run
from tests.test_cli import mujaz

MOST_BRIEFS, MOST_MEGABYTES, MOST_SECONDS = 2000, 15, 2.0
WORDS = 300
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
  const has_text = element => [...element.childNodes].some(
    each => each.nodeType === 3 && each.nodeValue.trim());
  return [...document.querySelectorAll("body *:not(script, noscript, option)")]
    .filter(element => has_text(element) && element.checkVisibility())
    .map(element => {
      const ink = getComputedStyle(element).color;
      const pair = [light(ink), light(ground(element))].sort((a, b) => b - a);
      return [(pair[0] + 0.05) / (pair[1] + 0.05), element.outerHTML.slice(0, 80)];
    })
    .sort((a, b) => a[0] - b[0]);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review") / "run"
    make_run(folder, briefs())
    assert mujaz("review", str(folder)) == 0
    return folder


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(offline=True, reduced_motion="reduce") as context:
        yield context


@pytest.fixture
def page(context: BrowserContext, run: Path) -> Iterator[Page]:
    """The page with its first brief open; whatever it complains of fails the test."""
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((run / "review.html").as_uri())
    yield page
    assert said == []


def open_brief(page: Page, number: int) -> None:
    link = f"#list a[href='#{number}']"
    page.locator(link).click()
    page.locator(f"{link}[aria-current]").wait_for(state="attached")


def english(page: Page, number: int) -> Locator:
    return page.locator(f".row[data-n='{number}'] > .english")


def decisions(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("entries()")
    return found


def stories(page: Page) -> list[str]:
    return page.locator("#list .head").all_inner_texts()


def test_the_page_asks_for_nothing_but_itself(
    context: BrowserContext, run: Path
) -> None:
    page, asked, said = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    address = (run / "review.html").as_uri()
    page.goto(address, wait_until="networkidle")
    for number in range(1, 7):
        open_brief(page, number)
        page.keyboard.press("o")
    for key in "eja?":
        page.keyboard.press(key)
    assert [each for each in asked if not each.startswith("data:")] == [address]
    assert said == []


def test_the_pages_own_letters_draw_the_arabic(page: Page) -> None:
    assert page.evaluate(
        "document.fonts.ready.then(fonts => [...fonts].map(font => font.status))"
    ) == ["loaded"]


def test_no_script_of_the_texts_runs_and_none_that_got_in_would(
    context: BrowserContext, run: Path
) -> None:
    page = context.new_page()
    page.goto((run / "review.html").as_uri())
    open_brief(page, 4)
    page.keyboard.press("o")
    assert SCRIPT in page.locator("main").inner_text()
    assert page.locator("img, iframe, main script, nav script").count() == 0
    page.evaluate(
        """() => {
        const script = document.createElement("script");
        try { script.textContent = "window.ran = true"; } catch {}
        script.append("window.ran = true");
        document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    with pytest.raises(Exception, match="TrustedHTML"):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b>x</b>')")


def test_the_policy_allows_the_pages_own_style_script_and_font_alone(
    context: BrowserContext, run: Path
) -> None:
    page = context.new_page()
    page.goto((run / "review.html").as_uri())
    meta = page.locator("meta[http-equiv=Content-Security-Policy]")
    policy = dict(
        each.strip().split(" ", 1)
        for each in (meta.get_attribute("content") or "").split(";")
    )
    for name in ("style-src", "script-src"):
        assert re.fullmatch("'sha256-[^' ]+'", policy.pop(name))
    assert policy == {
        "default-src": "'none'",
        "font-src": "data:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    refused = page.evaluate(
        """() => new Promise(found => {
        addEventListener("securitypolicyviolation", event => found(event.blockedURI));
        document.body.append(Object.assign(new Image(), {src: "http://x.invalid/y"}));
        })"""
    )
    assert refused == "http://x.invalid/y"


def test_nothing_hides_in_the_texts_or_turns_those_beside_them(page: Page) -> None:
    open_brief(page, 4)
    page.keyboard.press("o")
    shown = page.locator("header, nav, main").all_inner_texts()
    assert not set(BIDI) & set("".join(shown))
    assert page.locator("option").all_inner_texts() != []


def test_arabic_runs_from_the_right_in_a_page_from_the_left(page: Page) -> None:
    runs = "all => all.map(e => getComputedStyle(e).direction)"
    page.keyboard.press("o")
    assert set(page.locator("html, main, .english .text").evaluate_all(runs)) == {"ltr"}
    assert set(page.locator("[lang=ar]").evaluate_all(runs)) == {"rtl"}
    boxes = [page.locator(f".row.head > {side}") for side in (".english", ".arabic")]
    left, right = (box.bounding_box() for box in boxes)
    assert left
    assert right
    assert left["x"] < right["x"]
    gap = page.locator(".row[data-n='1'] .arabic .text").evaluate(
        """block => {
        const range = document.createRange();
        range.setStart(block.firstChild, 0);
        range.setEnd(block.firstChild, 1);
        return block.getBoundingClientRect().right - range.getBoundingClientRect().right;
        }"""
    )
    assert abs(gap) < 3


def test_every_insertion_of_arabic_into_english_is_kept_apart(page: Page) -> None:
    why = english(page, 2).locator(".why")
    insertions = why.locator("bdi")
    assert insertions.all_inner_texts() == ["40", "٤"]
    assert insertions.last.get_attribute("lang") == "ar"
    assert insertions.last.get_attribute("dir") == "rtl"


def test_hovering_a_sentence_lights_its_arabic_and_its_words(page: Page) -> None:
    open_brief(page, 2)
    english(page, 1).hover()
    assert page.locator(".row.lit").get_attribute("data-n") == "1"
    source = page.locator(".whole mark.source.lit")
    assert source.all_inner_texts() == [
        "أعيد فتح ميناء طرابلس.",
        "وتوقع مديره وصول ",
        "12",
        " سفينة.",
    ]
    assert page.locator(".arabic mark.on").all_inner_texts() == ["طرابلس", "13"]
    assert page.locator(".whole mark.on").all_inner_texts() == ["12"]
    english(page, 2).hover()
    assert page.locator(".row.lit").get_attribute("data-n") == "2"
    assert page.locator(".whole mark.source.lit").all_inner_texts() == [
        "و",
        "لم",
        " يذكر أسماءها.",
    ]


def test_focus_lights_too_and_offsets_count_characters_not_halves(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".row.lit").get_attribute("data-n") == "2"
    assert english(page, 2).evaluate("each => each === document.activeElement")
    assert page.locator(".arabic mark.on").all_inner_texts() == ["سامي حداد", "٤"]
    assert english(page, 2).locator("mark").all_inner_texts() == ["Sami Haddad", "40"]
    page.keyboard.press("o")
    assert page.locator(".whole mark.on").all_inner_texts() == ["سامي حداد", "٤"]


def test_a_source_sentence_lights_the_english_that_rests_on_it(page: Page) -> None:
    open_brief(page, 2)
    page.locator(".whole mark.source").last.hover()
    assert page.locator(".row.lit").get_attribute("data-n") == "2"


def test_a_badge_explains_itself_by_pointer_key_and_tap(page: Page) -> None:
    badge = english(page, 2).locator(".badge")
    why = english(page, 2).locator(".why")
    said = "The number 40 is not in the Arabic: it says ٤."
    assert badge.inner_text() == "! number changed"
    assert not why.is_visible()
    badge.hover()
    assert why.inner_text() == said
    page.keyboard.press("Escape")
    assert not why.is_visible()
    page.mouse.move(0, 0)
    badge.focus()
    assert why.is_visible()
    assert badge.get_attribute("aria-describedby") == why.get_attribute("id")
    assert page.locator(".row mark.point").all_inner_texts() == ["40", "٤"]
    page.locator("h1").click()
    assert not why.is_visible()
    badge.press("Enter")
    assert badge.get_attribute("aria-expanded") == "true"
    assert why.is_visible()


def test_the_doubts_about_the_arabic_stand_with_the_arabic(page: Page) -> None:
    open_brief(page, 2)
    arabic = page.locator(".row[data-n='1'] .arabic")
    arabic.locator(".badge").focus()
    assert arabic.locator(".why").inner_text() == (
        "The number 13 is not in the article: it says 12."
    )
    last = english(page, 2)
    last.locator(".badge").focus()
    assert last.locator(".why").inner_text() == (
        "The Arabic denies something with لم, and the English does not."
    )


def test_the_keys_accept_edit_reject_and_undo(page: Page) -> None:
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.keyboard.press("r")
    assert [each["action"] for each in decisions(page)] == [
        "accept",
        "accept",
        "reject",
    ]
    assert [each["sentence"] for each in decisions(page)] == [0, 1, 2]
    assert "Rejected" in english(page, 2).inner_text()
    assert english(page, 2).get_attribute("aria-label") == "Sentence 2 of 2, rejected"
    page.keyboard.press("u")
    page.keyboard.press("e")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Four people, says j.")
    page.keyboard.press("ControlOrMeta+Enter")
    last = decisions(page)[-1]
    assert (last["action"], last["after"]) == ("edit", "Four people, says j.")
    assert last["before"] == "Minister Sami Haddad said that 40 people were injured."
    assert page.locator("#progress").inner_text() == (
        "3 of 12 sentences decided, not all saved"
    )
    assert page.locator("#list .done").count() == 1


def test_j_and_k_go_on_to_the_next_brief_and_back(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("j")
    assert page.url.endswith("#2")
    page.keyboard.press("k")
    assert page.url.endswith("#1")
    assert page.locator(".now").get_attribute("data-n") == "2"
    page.keyboard.press("J")
    page.keyboard.press("J")
    assert page.url.endswith("#3")


def test_an_edit_that_is_dropped_changes_nothing_and_one_begun_is_kept(
    page: Page,
) -> None:
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type(", again")
    open_brief(page, 2)
    open_brief(page, 1)
    page.keyboard.press("e")
    assert english(page, 0).locator("textarea").input_value().endswith(", again")
    page.keyboard.press("Escape")
    assert decisions(page) == []
    assert english(page, 0).locator("h2").inner_text() == "Fire in a hospital"


def test_names_of_the_sentence_are_offered_and_only_new_ones_are_stated(
    page: Page,
) -> None:
    english(page, 2).click()
    page.keyboard.press("e")
    pairs = english(page, 2).locator(".pair")
    inputs = pairs.locator("input")
    assert inputs.first.input_value().endswith("حداد")
    assert inputs.last.input_value() == "Sami Haddad"
    page.get_by_role("button", name="Add a name").click()
    pairs.last.locator("input").last.fill("الوزير")
    keep = page.get_by_role("button", name="Keep edit")
    keep.click()
    pairs.last.locator("input").first.fill("الوزير")
    keep.click()
    assert decisions(page) == []
    pairs.last.locator("input").last.fill("Minister")
    keep.click()
    assert decisions(page)[0]["names"] == [{"arabic": "الوزير", "english": "Minister"}]


def test_the_help_panel_names_every_key_and_can_turn_them_off(page: Page) -> None:
    page.keyboard.press("?")
    said = page.locator("#help kbd").all_inner_texts()
    assert set(page.evaluate("Object.keys(keys)")) <= set(said)
    page.get_by_label("Single keys work").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    assert decisions(page) == []


def test_what_was_decided_is_still_there_after_a_reload(page: Page) -> None:
    page.keyboard.press("a")
    page.locator("#by").fill("Sara")
    page.locator("#by").blur()
    page.reload()
    assert [each["action"] for each in decisions(page)] == ["accept"]
    assert page.locator("#by").input_value() == "Sara"


def test_a_browser_that_keeps_nothing_is_told_and_still_works(
    context: BrowserContext, run: Path
) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw Error('no'); }})"
    )
    page = context.new_page()
    page.goto((run / "review.html").as_uri())
    assert "keeps nothing" in page.locator("#notice").inner_text()
    page.keyboard.press("a")
    assert len(decisions(page)) == 1


def test_a_patch_needs_a_name_and_can_be_copied(page: Page) -> None:
    page.keyboard.press("s")
    assert "decided nothing" in page.locator("#notice").inner_text()
    page.keyboard.press("a")
    page.get_by_role("button", name="Copy patch").click()
    assert "your name" in page.locator("#notice").inner_text()
    assert page.locator("#by").evaluate("each => each === document.activeElement")
    page.keyboard.type("Sara")
    page.get_by_role("button", name="Copy patch").click()
    patch = json.loads(page.locator("#patch-text").input_value())
    (entry,) = patch["entries"]
    assert (patch["mujaz"], patch["schema"], entry["by"]) == ("review", 1, "Sara")
    page.locator("#copy-text").click()
    page.locator("#copied", has_text=re.compile("Copied|Ctrl C")).wait_for()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("tripoli", ["Tripoli port reopens"], id="english"),
        pytest.param("الوزير سامى", ["Fire in a hospital"], id="arabic, folded"),
        pytest.param("شهر مايو", ["Fire in a hospital"], id="the article"),
        pytest.param("fire nothing", [], id="every word"),
    ],
)
def test_the_search_reads_both_languages(
    page: Page, words: str, found: list[str]
) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    assert stories(page) == found
    assert page.locator("#counts").inner_text().startswith(f"{len(found)} brief")


def test_filters_narrow_the_list(page: Page) -> None:
    field = "#filters [name={}]".format
    page.keyboard.press("f")
    assert len(stories(page)) == 3
    page.locator(field("flag")).select_option("number changed")
    assert stories(page) == ["Fire in a hospital"]
    page.keyboard.press("f")
    page.locator(field("flag")).select_option("")
    page.locator(field("from")).fill("2024-05-03")
    assert stories(page) == ["Tripoli port reopens"]
    page.locator(field("from")).fill("")
    page.locator(field("to")).fill("2024-05-03")
    assert stories(page) == ["Fire in a hospital"]
    page.locator(field("to")).fill("")
    page.locator(field("source")).select_option("a.txt")
    assert stories(page) == ["The minister said an inquiry began."]
    page.locator(field("source")).select_option("")
    english(page, 0).click()
    for _ in range(3):
        page.keyboard.press("a")
    page.locator(field("stage")).select_option("done")
    assert "Fire in a hospital" in stories(page)
    assert "Tripoli port reopens" not in stories(page)


def test_a_brief_without_english_or_without_arabic_is_shown_for_what_it_is(
    page: Page,
) -> None:
    open_brief(page, 5)
    assert page.locator(".row .arabic .text").all_inner_texts() == [
        "أعيد فتح ميناء طرابلس."
    ]
    page.keyboard.press("a")
    open_brief(page, 6)
    assert page.locator(".whole mark.source.lit").count() == 0
    page.keyboard.press("j")
    assert page.locator(".whole mark.source.lit").all_inner_texts() == [
        "وتوقع مديره وصول 12 سفينة."
    ]
    assert decisions(page) == []


def test_the_receipt_is_there(page: Page) -> None:
    said = page.locator(".receipt").inner_text()
    assert said.startswith("Read 3 of 3 sentences; 40 of 40 tokens given;")


def test_a_phone_never_scrolls_sideways_and_has_a_way_back(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    width = "document.scrollingElement.scrollWidth"
    for number in range(1, 7):
        page.goto(page.url.split("#")[0])
        page.reload()
        assert page.locator("#list").is_visible()
        assert page.evaluate(width) <= 390
        open_brief(page, number)
        page.keyboard.press("o")
        assert not page.locator("#list").is_visible()
        assert page.evaluate(width) <= 390
    page.get_by_role("link", name="All stories").click()
    page.locator("#list").wait_for(state="visible")
    assert page.locator("main").inner_text() == ""


def test_buttons_on_a_phone_can_be_hit(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    boxes = [each.bounding_box() for each in page.locator(".now button").all()]
    assert min(box["height"] for box in boxes if box) >= 24
    assert len(boxes) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(
    browser: Browser, run: Path, scheme: Any
) -> None:
    with browser.new_context(
        offline=True, color_scheme=scheme, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto((run / "review.html").as_uri())
        grounds = set()
        for number in range(1, 7):
            open_brief(page, number)
            page.keyboard.press("o")
            page.keyboard.press("ar"[number % 2])
            page.keyboard.press("k")
            page.keyboard.press("e")
            assert page.evaluate(CONTRASTS)[0][0] >= 4.5, page.evaluate(CONTRASTS)[0]
            grounds.add(
                page.evaluate("getComputedStyle(document.body).backgroundColor")
            )
        page.goto((run / "review.html").as_uri() + "#2")
        page.locator(".badge").first.focus()
        assert page.evaluate(CONTRASTS)[0][0] >= 4.5
        assert grounds == {
            "rgb(21, 23, 27)" if scheme == "dark" else "rgb(252, 251, 249)"
        }


def test_edges_of_controls_stand_out_in_both_schemes() -> None:
    css = (FILES / "page.css").read_text(encoding="utf-8")
    light, dark, *_ = re.findall(r":root \{(.*?)\}", css, re.S)
    for scheme in (light, dark):
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", scheme))
        for edge in ("edge", "accent", "good", "wrong", "doubt"):
            assert ratio(colours[edge], colours["ground"]) >= 3, edge
            assert ratio(colours[edge], colours["lit"]) >= 3, edge


def ratio(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_nothing_moves_where_motion_is_not_wanted(page: Page) -> None:
    moving = "all => all.filter(e => getComputedStyle(e).transitionDuration !== '0s')"
    assert page.locator("*").evaluate_all(f"({moving}).length") in (0, 1)
    assert page.locator("*").evaluate_all(moving) == []


def test_on_paper_there_is_the_brief_with_its_doubts_in_words(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()
    assert not page.locator("#stories").is_visible()
    assert not page.locator(".actions").first.is_visible()
    assert page.locator(".row[data-n='2'] .arabic").is_visible()
    assert "it says ٤" in page.locator("main").inner_text()


def test_every_control_has_a_name(page: Page) -> None:
    page.keyboard.press("e")
    unnamed = page.locator("button, input, select, textarea, a").evaluate_all(
        """all => all.filter(e => !e.labels?.length && !e.textContent.trim()
        && !e.getAttribute("aria-label")).length"""
    )
    assert unnamed == 0


def test_a_run_of_many_briefs_is_one_quick_page(
    browser: Browser, run: Path, tmp_path: Path
) -> None:
    """2,000 briefs of articles of 300 words: the size of the file, the first paint."""
    row = json.loads((run / "briefs.jsonl").read_text(encoding="utf-8").split("\n")[0])
    long = " ".join([row["text"], *["والمستشفى"] * WORDS])
    sentences = [*row["sentences"], row["sentences"][1]]
    more = {"text": long, "sentences": sentences}
    rows = [{**row, **more, "id": f"n{number}"} for number in range(MOST_BRIEFS)]
    path = tmp_path / "many.html"
    path.write_text(html("0" * 64, rows), encoding="utf-8")
    megabytes = path.stat().st_size / 1e6
    with browser.new_context(offline=True) as context:
        page, started = context.new_page(), time.perf_counter()
        page.goto(path.as_uri())
        page.locator("main .row").first.wait_for()
        seconds = time.perf_counter() - started
        paint = page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        )
        elements = page.locator("*").count()
        page.locator("#list li").last.scroll_into_view_if_needed()
        page.locator("#list li").nth(100).wait_for()
    sys.stdout.write(
        f"{MOST_BRIEFS} briefs: {megabytes:.1f} MB, first paint {paint:.0f} ms, "
        f"a brief open after {seconds:.2f} s, {elements} elements\n"
    )
    assert megabytes < MOST_MEGABYTES
    assert max(paint / 1000, seconds) < MOST_SECONDS
    assert elements < 2000


def test_the_font_is_small_and_has_its_licence_beside_it() -> None:
    assert (FILES / FONT).stat().st_size < 60_000
    licence = (FILES / FONT).with_suffix(".OFL.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    assert licence.startswith("Copyright 2022 The Noto Project Authors")


def test_the_same_rows_give_the_same_bytes(run: Path) -> None:
    made = (run / "review.html").read_bytes()
    assert mujaz("review", str(run), "-o", str(run / "again.html")) == 0
    assert (run / "again.html").read_bytes() == made


def test_data_cannot_end_its_element_and_half_a_character_is_written_out() -> None:
    row = make_row(id="</script>\ud800", title="<!--")
    text = to_json("r", [row])
    assert "<" not in text
    assert text.isascii() or text.encode()
    assert json.loads(text)["briefs"][0]["id"] == "</script>\ud800"


def make_row(**fields: Any) -> dict[str, Any]:
    empty = {"supported": 0, "changed": 0, "unsupported": 0, "repaired": 0}
    counts = ("tokens_there", "tokens_read", "chunks", "retries", "loops")
    receipt = dict.fromkeys((*counts, "sentences_there", "sentences_read"), 1)
    row = dict.fromkeys(("id", "content", "where", "source", "title", "byline"), "a")
    return {
        **row,
        "text": "",
        "published": None,
        "headline_from": None,
        "sentences": [],
        "summary": [],
        "flags": [],
        "names": [],
        "terms": {"used": [], "missed": []},
        "receipt": {**receipt, "models": {}, "guard": {"mode": "off", **empty}},
        **fields,
    }


def test_an_articles_own_sentence_is_its_place_in_the_data(run: Path) -> None:
    row = json.loads((run / "briefs.jsonl").read_text(encoding="utf-8").split("\n")[0])
    first, second = brief(row)["sentences"]
    assert first["arabic"] == {"at": (0, 35), "sources": [(0, 35)]}
    assert second["findings"][1] == [1, 31, 33, "٤", 61, 62]
    assert second["badges"][0][:2] == ["number changed", 1]


@pytest.mark.parametrize(
    ("kind", "text", "source", "said"),
    [
        ("number", "40", "٤", "The number 40 is not in the Arabic: it says ٤."),
        ("money", "$5", None, "The amount $5 is not in the Arabic."),
        ("month", "", "مايو", "The Arabic says مايو, and the English leaves this month out."),
        ("negation", "not", None, "The English says not, but nothing in the Arabic denies it."),
        ("opposite", "rose", "هبط", "The English says rose, where the Arabic says the opposite: هبط."),
        ("glossary", "", "حماس", "The glossary has a term for حماس, and the English does not use it."),
        ("new", "x", "س", "The new x is not in the Arabic: it says س."),
    ],
)  # fmt: skip
def test_a_doubt_is_said_in_words(
    kind: str, text: str, source: str | None, said: str
) -> None:
    parts = of_finding({"kind": kind, "text": text, "source": source})
    assert "".join(parts) == said
    assert parts[1::2] == [each for each in (text, source) if each]
    assert not any(arabic_share(each) for each in parts[::2])


def test_a_flag_is_said_in_words_even_an_unknown_one() -> None:
    assert of_flag("unsupported") == "No sentence of the article supports this."
    assert of_flag("summary_loop") == (
        "In the Arabic summary behind this: the model repeated itself."
    )
    assert of_flag("new_thing") == "Flagged: new thing."


def test_a_folder_without_a_run_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mujaz("review", str(tmp_path)) == 5
    assert "no run has written it" in capsys.readouterr().err
    (tmp_path / "briefs.jsonl").touch()
    assert mujaz("review", str(tmp_path)) == 5
    assert "run.json" in capsys.readouterr().err
    assert mujaz("review", str(tmp_path), "-o", str(tmp_path)) == 2
    assert CONFIGURATION
