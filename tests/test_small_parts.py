"""Check, chunks, extraction, prompts, presets, writers: one small claim each."""

import pytest

from summarize.check import arabic_problems, problems
from summarize.chunks import chunk
from summarize.errors import LicenceRefused, Refused, UsageError
from summarize.extract import extract
from summarize.licences import require_commercial
from summarize.pipeline import make_briefs
from summarize.presets import PRESETS, find_preset, with_models
from summarize.progress import Pace
from summarize.prompts import check_prompt, load_prompt
from summarize.records import Brief, Finish, Generation
from summarize.sentences import split
from summarize.writers import brief_row, markdown, page_name
from tests.conftest import STORY, ScriptedEngine, article, model


@pytest.mark.parametrize(
    ("text", "finish", "expected"),
    [
        pytest.param("Five people died.", "stop", (), id="good"),
        pytest.param("  ", "stop", ("empty",), id="empty"),
        pytest.param("Five people", "length", ("length",), id="length"),
        pytest.param("a b c d a b c d a b c d", "stop", ("loop",), id="loop"),
        pytest.param(
            "The team الوحدات won 2-1.", "stop", ("residual_arabic",), id="arabic"
        ),
        pytest.param("Москва сообщила", "stop", ("wrong_script",), id="script"),
        pytest.param("AT&amp;T said so.", "stop", ("html_entity",), id="entity"),
        pytest.param("He said so.</s>", "stop", ("special_token",), id="special"),
        pytest.param("12-9", "stop", (), id="digits only"),
    ],
)
def test_problems_of_an_english_sentence(
    text: str, finish: Finish, expected: tuple[str, ...]
) -> None:
    assert problems(Generation(text, 1, 1, 1, finish)) == expected


def count(text: str) -> int:
    return len(text.split())


def test_chunks_hold_every_word_in_order_and_fit() -> None:
    sentences = ["a b c", "d e", "f g h i j k l", "m"]
    chunks = chunk(sentences, count, 4)
    assert " ".join(chunks) == " ".join(sentences)
    assert max(map(count, chunks)) <= 4


def test_a_short_article_is_one_chunk() -> None:
    assert chunk(["a b", "c"], count, 4) == ["a b c"]


def test_extraction_keeps_the_opening_and_the_order() -> None:
    sentences = split(STORY)
    chosen = extract(sentences, most=2)
    assert chosen[0].sources == (sentences[0],)
    assert [each.sources[0].start for each in chosen] == sorted(
        each.sources[0].start for each in chosen
    )


@pytest.mark.parametrize(
    "template",
    ["no field", "$text", "${text} ${more}", "${text", "${text} ${text}"],
    ids=str,
)
def test_a_prompt_without_exactly_text_is_refused(template: str) -> None:
    with pytest.raises(Refused, match=r"\$\{text\}"):
        check_prompt("mine", template)


def test_every_prompt_a_preset_names_exists() -> None:
    for preset in PRESETS.values():
        for step in (preset.summarizer, preset.translator, preset.direct):
            if step and step.prompt:
                assert "${text}" in load_prompt(step.prompt).template


def test_an_unknown_preset_is_answered_with_the_known() -> None:
    with pytest.raises(
        UsageError, match="embedded, embedded-beam, embedded-model, opus"
    ):
        find_preset("nope")


def test_a_mode_the_preset_has_not_is_answered_with_those_that_have_it() -> None:
    with pytest.raises(
        UsageError, match="embedded, embedded-beam, embedded-model, direct, llm"
    ):
        find_preset("opus").steps("direct")


@pytest.mark.parametrize("name", ["opus", "nllb", "direct"])
def test_commercial_refuses_and_names_the_licence(name: str) -> None:
    preset = PRESETS[name]
    with pytest.raises(LicenceRefused, match="CC-BY-NC"):
        require_commercial(preset.steps(preset.mode))


def test_commercial_lets_the_embedded_model_through_but_no_unknown_one() -> None:
    require_commercial(PRESETS["embedded"].steps("pipeline"))
    own = with_models(PRESETS["embedded"], None, "me/mine")
    with pytest.raises(LicenceRefused, match="unknown"):
        require_commercial(own.steps("pipeline"))


def brief(title: str = "حريق", english: str = "Fire in a *hospital*") -> Brief:
    engine = ScriptedEngine(default=english)
    return next(make_briefs([article(title=title)], {"translator": model(engine)}))


def test_a_page_name_is_short_plain_and_inside() -> None:
    for english in ("../../etc/passwd", "A " * 200, "\u202e..", "CON"):
        folder, name = page_name(english, article()).split("/", 1)
        assert folder == "briefs"
        assert len(name.encode()) <= 120
        assert "/" not in name
        assert not name.startswith(".")
        assert name.isascii()


def test_a_page_isolates_the_arabic_and_disarms_markup() -> None:
    made = brief(title="<b>حريق</b>", english="![x](http://e.x) <script>")
    page = markdown(brief_row(made))
    assert '<div dir="rtl" lang="ar">' in page
    assert "&lt;b&gt;" in page
    assert "<script>" not in page.replace("\\<script\\>", "")
    assert "![x](" not in page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قال الوزير إن التحقيق بدأ.", (), id="good"),
        pytest.param("", ("empty",), id="empty"),
        pytest.param("The minister spoke.", ("wrong_script",), id="script"),
        pytest.param("قال الوزير</s>", ("special_token",), id="special"),
    ],
)
def test_problems_of_an_arabic_summary(text: str, expected: tuple[str, ...]) -> None:
    assert arabic_problems(Generation(text, 1, 1, 1, "stop")) == expected


@pytest.mark.parametrize(
    ("left", "calls"),
    [(1, [1]), (16, [16]), (22, [11, 11]), (100, [15, 15, 14, 14, 14, 14, 14])],
)
def test_the_calls_of_a_pace_are_alike(left: int, calls: list[int]) -> None:
    pace, made = Pace(14), list[int]()
    while left:
        made.append(pace.of(left))
        left -= made[-1]
    assert made == calls
