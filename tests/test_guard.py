"""What the guard finds in a brief, and what happens then: off, flag, repair, strict."""

import json
from pathlib import Path

import pytest

from summarize.guard import Rules, check_arabic, check_english, flags_of, whole
from summarize.guard.rules import Guard
from summarize.load import Model
from summarize.pipeline import make_briefs
from summarize.presets import EXTRACT, Step
from summarize.records import Brief, Decoding
from summarize.run import Order, run_order
from summarize.sentences import split
from tests.conftest import ScriptedEngine, article, model
from tests.scripted import Printer, load

TITLE = "حريق في مستشفى"
ARABIC = "قال الوزير خالد الحمداوي إن 12 شخصا لم يغادروا المستشفى في مارس."
GOOD = "Minister Khaled al-Hamdawi said 12 people did not leave the hospital in March."
HEADLINE = "Fire in a hospital"

WRONG_TEXTS = [
    (GOOD.replace("12 people", "15 people"), "number_changed"),
    (GOOD.replace("in March", "in May"), "month_changed"),
    (GOOD.replace("Khaled al-Hamdawi", "Boris Johnson"), "name_"),
    (GOOD.replace("did not leave", "left"), "negation_changed"),
]


def made(guard: Guard, *answers: str, text: str = ARABIC) -> Brief:
    """A brief of one sentence whose translations come one after another."""
    engine = ScriptedEngine(answers={text: list(answers)}, default=HEADLINE)
    models = {"translator": model(engine)}
    return next(make_briefs([article(text, TITLE)], models, Rules(guard)))


def test_a_true_sentence_is_not_doubted() -> None:
    brief = made("flag", GOOD)
    assert brief.flags == ()
    kinds = {each.kind for each in brief.sentences[0].findings}
    assert {"number", "month", "name"} <= kinds
    assert brief.receipt.guard.supported >= 3


@pytest.mark.parametrize(
    ("english", "flag"), WRONG_TEXTS, ids=lambda value: str(value)[:20]
)
def test_a_false_sentence_is_flagged(english: str, flag: str) -> None:
    (sentence,) = made("flag", english).sentences
    assert any(each.startswith(flag) for each in sentence.flags)


def test_off_looks_at_nothing() -> None:
    brief = made("off", WRONG_TEXTS[0][0])
    assert brief.flags == ()
    assert brief.sentences[0].findings == ()
    assert brief.receipt.guard.mode == "off"


def test_a_finding_names_what_the_source_says_and_where() -> None:
    brief = made("flag", WRONG_TEXTS[0][0])
    doubt = next(
        each for each in brief.sentences[0].findings if each.status == "changed"
    )
    assert (doubt.text, doubt.source) == ("15", "12")
    assert ARABIC[doubt.source_start : doubt.source_end] == "12"


def test_every_source_span_is_the_articles_own_text() -> None:
    text = f"{ARABIC} وقال إن ٣ مـلايين دولار أُنفقت يوم الأحد."
    said = "He said $3 million was spent on Sunday."
    engine = ScriptedEngine(answers={}, default=said)
    made_brief = next(
        make_briefs([article(text, "")], {"translator": model(engine)}, Rules("flag"))
    )
    spans = [
        (each.source, text[each.source_start : each.source_end])
        for sentence in made_brief.sentences
        for each in sentence.findings
        if each.source_start is not None
    ]
    assert spans
    assert all(source == there for source, there in spans)


def test_repair_takes_another_decoding_where_it_is_right() -> None:
    brief = made("repair", WRONG_TEXTS[0][0], GOOD)
    assert brief.sentences[0].text == GOOD
    assert brief.sentences[0].repaired == "retry"
    assert (brief.flags, brief.receipt.guard.repaired) == ((), 1)


def test_repair_flags_what_stays_wrong() -> None:
    wrong = WRONG_TEXTS[0][0]
    brief = made("repair", wrong, wrong)
    assert brief.flags == ("number_changed",)
    assert brief.sentences[0].repaired is None


def test_repair_falls_back_to_the_sources_own_sentence() -> None:
    source = "أعلنت وزارة الصحة وفاة خمسة أشخاص في حريق بمستشفى المدينة يوم الأحد."
    summary = "أعلنت وزارة الصحة وفاة تسعة أشخاص في حريق بمستشفى المدينة."
    right = "The Health Ministry announced that five people died in a fire at a city hospital on Sunday."
    wrong = "The Health Ministry announced that nine people died in a fire at a city hospital."
    translator = ScriptedEngine({summary: [wrong, wrong], source: [right]})
    summarizer = ScriptedEngine(default=summary)
    models = {"summarizer": model(summarizer), "translator": model(translator)}
    (brief,) = make_briefs([article(source, "")], models, Rules("repair"))
    assert brief.sentences[0].text == right
    assert (brief.sentences[0].repaired, brief.sentences[0].arabic) == (
        "source",
        source,
    )
    assert [each.text for each in brief.summary] == [source], "what the brief rests on"
    assert (brief.flags, brief.receipt.guard.changed) == ((), 0)


@pytest.mark.parametrize("poor", ["", "He spoke.", ARABIC])
def test_repair_takes_nothing_that_says_less(poor: str) -> None:
    wrong = GOOD.replace("12", "15").replace("March", "May")
    brief = made("repair", wrong, poor, poor)
    assert brief.sentences[0].text == wrong
    assert {"number_changed", "month_changed"} <= set(brief.flags)


def test_repair_counts_doubts_and_not_their_kinds() -> None:
    arabic = "قال الوزير إن 12 شخصا و45 سيارة و78 منزلا تضررت."
    worse = "The minister said 15 people, 46 cars and 79 homes were damaged."
    better = "The minister said 12 people, 45 cars and 79 homes were damaged."
    assert made("repair", worse, better, text=arabic).sentences[0].text == better


def test_strict_gives_no_empty_brief_out() -> None:
    assert "empty" in made("strict", "", "").withheld


def test_a_place_is_that_of_the_fact_and_not_of_its_digits() -> None:
    source = "في عام 2015 قتل 5 أشخاص في حريق بالمدينة القديمة."
    summary = "قتل 5 أشخاص في حريق بالمدينة."
    summarizer = ScriptedEngine(default=summary)
    translator = ScriptedEngine(default="A fire killed 5 people in the city.")
    models = {"summarizer": model(summarizer), "translator": model(translator)}
    (brief,) = make_briefs([article(source, "")], models)
    number = next(each for each in brief.sentences[0].findings if each.text == "5")
    assert number.source_start == source.index("5 أشخاص")


def test_what_only_the_title_has_has_no_place_in_the_text() -> None:
    text = "قال الوزير إن الحريق كان كبيرا وإن التحقيق بدأ في المدينة أمس."
    direct = {"direct": model(ScriptedEngine(default="A fire killed 84 people."))}
    (brief,) = make_briefs([article(text, "مقتل 84 شخصا")], direct)
    (sentence,) = brief.sentences
    assert [each.status for each in sentence.findings] == ["supported"]
    assert [each.source_start for each in sentence.findings] == [None]


def test_strict_withholds_what_stays_wrong() -> None:
    wrong = WRONG_TEXTS[0][0]
    assert made("strict", wrong, wrong).withheld == "number_changed"
    assert made("strict", wrong, GOOD).withheld == ""


def test_a_summary_sentence_without_a_source_says_so() -> None:
    engine = ScriptedEngine(default="طقس معتدل وأمطار خفيفة غدا فوق السواحل الغربية.")
    (brief,) = make_briefs([article(title="")], {"summarizer": model(engine)})
    assert brief.summary[0].flags == ("unsupported",)
    assert brief.flags == ("unsupported",)


def test_a_summarys_fact_from_elsewhere_in_the_article_is_supported_there() -> None:
    text = "قتل 12 شخصا في الحريق. وقال الوزير إن الحريق كان في مارس."
    sentences = split(text)
    (count, month) = check_arabic(
        "قتل 12 شخصا في مارس.", sentences[:1], whole(text, "")
    )
    assert (count.status, month.status) == ("supported", "supported")
    assert text[month.source_start : month.source_end] == "مارس"


def test_direct_briefs_rest_on_the_whole_article() -> None:
    text = f"{ARABIC} وقال الوزير إن النتائج ستعلن خلال أيام."
    english = "Khaled al-Hamdawi said 12 people were there. Boris Johnson said 99 were."
    direct = {"direct": model(ScriptedEngine(default=english))}
    (brief,) = make_briefs([article(text, "")], direct)
    first, second = brief.sentences
    assert first.sources == tuple(split(text)[:1])
    assert second.sources == ()
    assert {"name_unsupported", "number_changed", "untraced"} == set(second.flags)


def test_the_guard_is_silent_without_facts() -> None:
    article_ = whole("وقال الوزير إن التحقيق بدأ.", "")
    said = check_english(
        "The minister said that the inquiry had begun.",
        "وقال الوزير إن التحقيق بدأ.",
        article_,
    )
    assert flags_of(said) == ()


def run_strictly(out: Path, story: Path) -> int:
    order = Order((str(story),), out, rules=Rules("strict"))
    return run_order(order, Printer(), load).exit_code


def test_a_withheld_brief_is_recorded_and_not_given_out(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    # The scripted translator says that people died: the source says none did.
    story.write_text(
        "لم يمت أحد\n\nقال الوزير إن أحدا لم يمت في الحريق أمس في المدينة القديمة.\n"
    )
    out = tmp_path / "out"
    assert run_strictly(out, story) == 3
    assert (out / "briefs.jsonl").read_text() == ""
    row = json.loads((out / "rejected.jsonl").read_text())
    assert (row["reason"], "negation" in row["detail"]) == ("withheld", True)
    assert run_strictly(out, story) == 3, "a rerun says so again"


def test_another_guard_is_another_configuration(tmp_path: Path, story: Path) -> None:
    from summarize.errors import Refused

    run_order(Order((str(story),), tmp_path / "out"), Printer(), load)
    order = Order((str(story),), tmp_path / "out", rules=Rules("off"))
    with pytest.raises(Refused, match=r"rules\.guard: was flag, now off"):
        run_order(order, Printer(), load)


def test_extracted_sentences_are_the_articles_own() -> None:
    chosen = Model(Step(EXTRACT, "Apache-2.0", Decoding(0, 10)), None, "", None)
    engine = ScriptedEngine({ARABIC: [GOOD]})
    models = {"summarizer": chosen, "translator": model(engine)}
    (brief,) = make_briefs([article(ARABIC, "")], models)
    assert brief.summary[0].findings == ()
    assert brief.sentences[0].sources[0].text == ARABIC
