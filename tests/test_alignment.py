"""The sentences of an article that a summary sentence rests on."""

import pytest

from summarize.alignment import Sources, align
from summarize.records import Sentence
from summarize.references.items import Item
from summarize.sentences import split
from tests.measure_alignment import Label, articles, dotted, labels, measure, misplaced

ITEMS = articles()
LABELS = labels()

ARTICLE = (
    "افتتح وزير النقل أمس جسرا جديدا فوق نهر النيل في مدينة أسوان. "
    "وبلغت كلفة المشروع 41,5 مليون دولار مولها بنك African Bank. "
    "وقال سكان إن الطريق القديم كان يتعطل كل شتاء بسبب الفيضانات. "
    "ويمتد الجسر 900 متر ويضم أربعة مسارات للسيارات."
)


def _found(summary: str, article: str = ARTICLE, most: int = 3) -> list[int]:
    sentences = split(article)
    return [sentences.index(each) for each in align(summary, sentences, most)]


@pytest.mark.parametrize(
    ("summary", "places"),
    [
        ("افتتاح جسر جديد على النيل في أسوان.", [0]),
        ("كلف المشروع 41.5 مليون دولار.", [1]),
        ("كلف المشروع ٤١٫٥ مليون دولار.", [1]),
        ("والتمويل من African Bank.", [1]),
        ("شكا السكان تعطل الطرق في الشتاء.", [2]),
        ("طول الجسر نحو 900 متر.", [3]),
        ("افتتح الوزير جسرا بكلفة 41,5 مليون دولار.", [0, 1]),
    ],
)
def test_a_sentence_is_found_in_other_words(summary: str, places: list[int]) -> None:
    assert _found(summary) == places


@pytest.mark.parametrize(
    "summary",
    [
        "فاز المنتخب على ضيفه بهدفين في الجولة الأخيرة.",
        "وقال إن ذلك كان من قبل.",  # no word of it says anything
        "...",
        "",
    ],
)
def test_what_an_article_does_not_say_rests_on_nothing(summary: str) -> None:
    assert align(summary, split(ARTICLE)) == ()


def test_an_empty_article_supports_nothing() -> None:
    assert align("افتتح الوزير جسرا.", []) == ()


def test_sentences_come_in_the_order_of_the_article() -> None:
    summary = "يمتد الجسر 900 متر، وكلف المشروع 41,5 مليون دولار من African Bank."
    assert _found(summary) == [1, 3]
    assert _found(summary, most=1) == [1]


def test_a_second_sentence_must_add_something() -> None:
    assert _found("أغلق المطار.", "أغلق المطار. ثم أغلق المطار. وفتح الطريق.") == [0]


@pytest.mark.parametrize(
    ("word", "others"),
    [
        (
            "مدينة",
            ["المدينة", "بالمدينة", "والمدينة", "للمدينة", "ومدينتها", "مدينتين"],
        ),
        ("تراجع", ["وتراجعت", "يتراجع", "تراجعوا", "فتراجع"]),
        ("900", ["٩٠٠", "بـ900", "الـ900", "ب900"]),
        ("أسوان", ["اسوان", "أَسْوَان", "بأسوان", "أســوان"]),
    ],
)
def test_forms_of_one_word_are_one_word(word: str, others: list[str]) -> None:
    for other in others:
        assert align(word, [Sentence(other, 0, len(other))]), other


@pytest.mark.parametrize(
    ("one", "other"),
    [("900", "90"), ("41.5", "41"), ("من", "من"), ("قمح", "حديد"), ("و", "و")],
)
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert not align(one, [Sentence(other, 0, len(other))])


def test_an_index_serves_many_sentences() -> None:
    sources = Sources(split(ARTICLE))
    once = sources.align("يمتد الجسر 900 متر.")
    assert [each.text[:5] for each in once] == ["ويمتد"]
    assert sources.align("كلفة المشروع 41,5 مليون.") != once
    assert sources.align("يمتد الجسر 900 متر.") == once


def test_labels_name_sentences_that_are_there() -> None:
    assert len(LABELS) >= 100
    assert len({label.article for label in LABELS}) >= 50
    assert {ITEMS[label.article].topic for label in LABELS} == {
        item.topic for item in ITEMS.values()
    }
    assert [label for label in LABELS if not _is_sound(label)] == []


def _is_sound(label: Label) -> bool:
    item = ITEMS[label.article]
    summary = [each.text for each in split(item.summaries_ar[label.summary])]
    spans = {(each.start, each.end) for each in split(item.text)}
    return (
        label.sentence in summary
        and bool(label.needed)
        and set(label.needed) <= label.sources <= spans
    )


def test_readers_and_aligner_agree() -> None:
    figures = measure(LABELS, ITEMS)
    assert figures.hit >= 0.95
    assert figures.first >= 0.95
    assert figures.precision >= 0.85
    assert figures.recall >= 0.75
    assert figures.wrong >= 40
    assert figures.refused >= 0.90


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_offsets_are_those_of_the_article(item: Item) -> None:
    for summary in item.summaries_ar:
        assert misplaced(item.text, summary) == 0
        assert misplaced(dotted(item.text), summary) == 0


def test_vowels_and_stretched_letters_change_nothing() -> None:
    for label in LABELS:
        plain = split(ITEMS[label.article].text)
        marked = [Sentence(dotted(each.text), each.start, each.end) for each in plain]
        found = [each.start for each in align(label.sentence, marked)]
        assert found == [each.start for each in align(label.sentence, plain)]
