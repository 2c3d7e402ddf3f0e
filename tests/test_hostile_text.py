"""Hostile text: garbled, reversed, invisible, another language, a stub (I6-I9, I16, I17)."""

import json
import os
import unicodedata
from pathlib import Path

import pytest

from summarize.arabic import clean_english, content_hash, for_model, visible
from summarize.pipeline import make_briefs
from summarize.records import Rejection
from summarize.sentences import split
from summarize.sources import article_of, sift
from summarize.writers import brief_row, markdown
from tests.conftest import STORY, ScriptedEngine, model
from tests.test_cli import mujaz
from tests.test_hostile_files import reasons, refused, run
from tests.test_sources import BODY, ENGLISH, PERSIAN, URDU, article, found, write

UTF8 = BODY.encode()


def reason_of(text: str) -> str:
    told = sift(article_of(text, where="a.txt", source="a.txt"))
    return told.reason if isinstance(told, Rejection) else ""


def asked_for(text: str, title: str = "") -> list[str]:
    """What the models of a run are given for an article."""
    engine = ScriptedEngine()
    made = article_of(text, where="a.txt", source="a.txt", title=title)
    list(make_briefs([made], {"translator": model(engine)}))
    return engine.asked


# I6: mojibake


@pytest.mark.parametrize(
    ("garbled", "said"),
    [
        pytest.param(UTF8.decode("cp1252", "ignore"), "Latin-1", id="utf-8-as-cp1252"),
        pytest.param(UTF8.decode("latin-1"), "Latin-1", id="utf-8-as-latin-1"),
        pytest.param(BODY.encode("cp1256").decode("latin-1"), "Latin-1", id="cp1256"),
        pytest.param(UTF8.decode("cp1256"), "Windows Arabic", id="utf-8-as-cp1256"),
        pytest.param(BODY.replace("ا", "\ufffd"), "U+FFFD", id="lost"),
    ],
)
def test_I06_text_read_through_a_wrong_encoding_is_mojibake(
    garbled: str, said: str, tmp_path: Path
) -> None:
    """`Ø£Ø¹Ù„Ù†Øª`, `ÃÚáäÊ`, `ط£ط¹ظ„ظ†طھ`, `\ufffd`: rejected as `mojibake`, kind named."""
    told = refused(write(tmp_path / "a.txt", garbled))
    assert told.reason == "mojibake"
    assert said in told.detail


def test_I06_arabic_rich_in_these_letters_is_not_mojibake() -> None:
    """Honest Arabic full of ط and ظ, or with French names: read."""
    assert (
        reason_of(
            "ضبطت الشرطة في محطة القطار بمنطقة طنطا كمية كبيرة من القطن المهرب أمس"
        )
        == ""
    )
    assert reason_of(f"{STORY} (Élysée, Orléans, Besançon)") == ""


# I7: visual order


def reverse(text: str) -> str:
    return "\n".join(line[::-1] for line in text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(reverse(STORY), id="article"),
        pytest.param(
            reverse("أكدت الحكومة أن الخطة الجديدة تبدأ في المدينة غدا"), id="short"
        ),
        pytest.param(
            reverse(STORY).replace("ة", "\ufe94").replace("لا", "\ufefb"), id="shapes"
        ),
    ],
)
def test_I07_text_in_visual_order_is_reversed_text(text: str) -> None:
    """Lines out of a PDF, letter by letter backwards (`ةموكحلا`): `reversed_text`."""
    assert reason_of(text) == "reversed_text"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(STORY, id="article"),
        pytest.param("لا، قال الوزير أولا إن ةالخطة لن تبدأ في المدينة غدا", id="typo"),
        pytest.param(
            "قالت لا ولا ثم لا وإلا فلا فعلا ومثلا وأصلا وكاملا", id="no-and-no"
        ),
        pytest.param(
            "أعلنت الحكوم ة أن المدرس ة والجامع ة تفتح أبوابها غدا", id="split"
        ),
    ],
)
def test_I07_text_in_reading_order_is_read(text: str) -> None:
    """Honest text, short, with a typo, with many `لا` or with letters apart: read."""
    assert reason_of(text) == ""


# I8: shapes of letters


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        pytest.param(
            "\ufefb يعلم \ufe8d\ufedf\ufecc\ufead\ufe8f", "لا يعلم العرب", id="forms"
        ),
        pytest.param("ا\u0653ب وا\u0654مس", "آب وأمس", id="nfd"),
        pytest.param("العـــربيّـة", "العربيّة", id="tatweel"),
        pytest.param("كَتَبَ الطَّالِبُ", "كَتَبَ الطَّالِبُ", id="tashkeel"),
        pytest.param("½ m² ① ™ ½", "½ m² ① ™ ½", id="no-full-nfkc"),
        pytest.param("\ufdfa", "صلى الله عليه وسلم", id="ligature"),
    ],
)
def test_I08_shapes_of_letters_are_letters_for_the_model(raw: str, clean: str) -> None:
    """Presentation forms, NFD, tatweel: plain NFC letters; `½ m² ①` stay; tashkeel stays."""
    assert for_model(raw) == clean
    assert unicodedata.is_normalized("NFC", for_model(raw))
    assert content_hash(raw) == content_hash(clean)


def test_I08_the_article_stays_as_it_was_written(tmp_path: Path) -> None:
    """The same in an article: the model reads letters, offsets point into the original."""
    text = (
        unicodedata.normalize("NFD", STORY)
        .replace("لا", "\ufefb")
        .replace("ال", "الــ")
    )
    there = article(write(tmp_path / "a.txt", text))
    assert there.text == text.strip()
    assert there.sha256 == content_hash(STORY)
    assert asked_for(text) == asked_for(STORY)
    for sentence in split(there.text):
        assert there.text[sentence.start : sentence.end] == sentence.text


# I9: invisible characters


HIDDEN = [
    *map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C]),
    *("\u200b", "\u2060", "\ufeff", "\u00ad", "\u0007", "\u001b", "\u009b", "\u0000"),
    *("\U000e0001", "\U000e0041", "\U000e007f", "\ufe0f", "\U000e0100", "\u206a"),
]


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_I09_what_is_invisible_reaches_neither_model_nor_english(hidden: str) -> None:
    """Bidi controls, zero-width, tag and control characters: removed before the model, and from English."""
    text = STORY.replace("الصحة", f"{hidden}الص{hidden}حة")
    assert asked_for(text, f"حر{hidden}يق") == asked_for(STORY, "حريق")
    assert content_hash(text) == content_hash(STORY)
    english = f"The {hidden}minis{hidden}ter said."
    assert clean_english(english) == "The minister said."
    engine = ScriptedEngine(default=english)
    made = article_of(text, where="a", source="a", title="حريق")
    (brief,) = make_briefs([made], {"translator": model(engine)})
    assert hidden not in brief.text
    assert brief.headline is not None
    assert hidden not in brief.headline.text


def test_I09_joiners_are_kept_for_display() -> None:
    """ZWNJ and ZWJ: kept in the article, its title and its page, not given to a model."""
    text = STORY.replace("المدينة", "المدي\u200cنة") + " هـ\u200d."
    made = article_of(text, where="a", source="a", title="حر\u200cيق")
    engine = ScriptedEngine()
    (brief,) = make_briefs([made], {"translator": model(engine)})
    page = markdown(brief_row(brief))
    assert "المدي\u200cنة" in page
    assert "حر\u200cيق" in page
    assert not any("\u200c" in each or "\u200d" in each for each in engine.asked)


@pytest.mark.parametrize(
    "hidden", [*HIDDEN, "\n", "\r", "\u2028", "\u0085", "\udcff"], ids=ascii
)
def test_I09_a_log_or_a_terminal_shows_them_escaped(hidden: str) -> None:
    """The same in a message, and line breaks: written `\\u202e`, so that nothing hides."""
    said = visible(f"خبر{hidden}.txt")
    assert said == f"خبر{ascii(hidden)[1:-1]}.txt"
    assert visible(said) == said


def test_I09_the_record_of_a_rejection_holds_none(tmp_path: Path) -> None:
    """File names and columns with them, even names that are no UTF-8: escaped in `where` and `detail`."""
    news = tmp_path / "news\u202e"
    news.mkdir()
    write(news / "gpj\u202e.txt", "")
    write(news / "line\nbreak\x1b[31m.txt", ENGLISH)
    write(news / "rows.jsonl", json.dumps({"\u202e\x1b\ud800": 1}) + "\n")
    (news / os.fsdecode(b"\xff.pdf")).touch()
    told = found(news)
    assert [each.reason for each in told if isinstance(each, Rejection)] == [
        *("empty", "not_arabic", "missing_field", "unknown_format")
    ]
    for each in told:
        assert isinstance(each, Rejection)
        assert each.where == visible(each.where)
        assert each.detail == visible(each.detail)
        assert (each.where + each.detail).isprintable()
    outcome = run(tmp_path / "out", news)
    assert outcome.progress.rejected.total() == 4
    rejected = (tmp_path / "out/rejected.jsonl").read_text(encoding="utf-8")
    assert "\u202e" not in rejected
    assert r"gpj\\u202e.txt" in rejected


def test_I09_the_place_of_an_article_holds_none(tmp_path: Path) -> None:
    """A good article in a file whose name is no UTF-8 or hides its end: read, and escaped."""
    write(tmp_path / "a\u202etxt.txt", BODY)
    write(tmp_path / os.fsdecode(b"b\xff.txt"), STORY)
    told = found(tmp_path)
    assert [Path(each.where).name for each in told] == [
        r"a\u202etxt.txt",
        r"b\udcff.txt",
    ]
    assert run(tmp_path / "out", tmp_path).exported.briefs == 2


def test_I09_an_argument_that_is_no_utf8_is_recorded_escaped(tmp_path: Path) -> None:
    """A file named on the command line whose name is no UTF-8: briefed, run.json written."""
    path = write(tmp_path / os.fsdecode(b"b\xff.txt"), STORY)
    assert run(tmp_path / "out", path).exported.briefs == 1
    record = (tmp_path / "out/run.json").read_text(encoding="utf-8")
    assert r"\udcff.txt" in record
    assert json.loads(record)["counts"]["briefs"] == 1


def test_I09_the_command_line_escapes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An argument with them that names nothing: the message shows them escaped."""
    name = str(tmp_path / "no\u202etxt\x1b[31m.such")
    assert mujaz("brief", name, "-o", str(tmp_path / "out")) == 2
    said = capsys.readouterr().err
    assert r"no\u202etxt\x1b[31m.such" in said
    assert "\u202e" not in said


# I16: another language


@pytest.mark.parametrize(
    ("text", "share"),
    [
        pytest.param(ENGLISH, "only 0% ", id="english"),
        pytest.param(PERSIAN, "Persian, Urdu or Kurdish", id="persian"),
        pytest.param(URDU, "Persian, Urdu or Kurdish", id="urdu"),
        pytest.param("😀 " * 20, "only 0% ", id="emoji"),
        pytest.param("2015 11 12 " * 10, "only 0% ", id="digits"),
        pytest.param("١٢٣ ٤٥٦ " * 10, "only 0% ", id="arabic-digits"),
        pytest.param(
            "Москва сообщила о новых переговорах " * 3, "only 0% ", id="russian"
        ),
        pytest.param("הממשלה הודיעה היום על תוכנית חדשה " * 3, "only 0% ", id="hebrew"),
        pytest.param(f"{ENGLISH} {STORY[:60]}", "only 4", id="half"),
    ],
)
def test_I16_what_is_not_arabic_is_rejected_with_its_share(
    text: str, share: str, tmp_path: Path
) -> None:
    """English, Persian, Urdu, emoji or digits alone: `not_arabic`, and the share is said."""
    told = refused(write(tmp_path / "a.txt", text))
    assert told.reason == "not_arabic"
    assert share in told.detail
    assert "%" in told.detail


# I17: boilerplate


COOKIES = (
    "نستخدم ملفات تعريف الارتباط لتحسين تجربتك، وباستمرارك في التصفح فإنك توافق على ذلك"
)
SEE_ALSO = (
    "اقرأ أيضًا:\n"
    "ارتفاع أسعار النفط في الأسواق العالمية\n"
    "وفاة خمسة أشخاص في حريق بمستشفى\n"
    "- المنتخب يفوز على ضيفه بثلاثة أهداف\n"
)
PAYWALL = (
    "هذا المحتوى متاح للمشتركين فقط، سجل الدخول لمتابعة القراءة أو اشترك الآن بسعر خاص"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(COOKIES, id="cookies"),
        pytest.param(SEE_ALSO, id="see-also"),
        pytest.param(
            "اقرأ المزيد: ارتفاع أسعار النفط في الأسواق العالمية أمس", id="one-link"
        ),
        pytest.param("شاهد ايضا\n" + SEE_ALSO, id="watch-also"),
        pytest.param(
            "تابعوا آخر الأخبار على قناتنا في تطبيق الهاتف\n" * 40, id="repeated"
        ),
        pytest.param(f"خبر عاجل من العاصمة\n\n{PAYWALL}", id="paywall"),
        pytest.param(f"{COOKIES}\n\n{SEE_ALSO}\n{PAYWALL}\nموجز الخبر هنا", id="all"),
    ],
)
def test_I17_a_page_of_nothing_but_boilerplate_is_rejected(
    text: str, tmp_path: Path
) -> None:
    """Cookie banner, link list, 40 equal lines or a paywall stub, and no 8 words more: `boilerplate`."""
    assert reasons(write(tmp_path / "a.txt", text)) == ["boilerplate"]


def test_I17_an_article_among_boilerplate_is_read_as_it_stands(tmp_path: Path) -> None:
    """An article between a banner and a list: read; its text and its offsets are the original's."""
    text = f"{COOKIES}\n\n{STORY}\n\n{SEE_ALSO}\n{PAYWALL}"
    there = article(write(tmp_path / "a.jsonl", json.dumps({"text": text})))
    assert there.text == text
    for sentence in split(there.text):
        assert text[sentence.start : sentence.end] == sentence.text


@pytest.mark.parametrize(
    "text",
    [
        "تدرس المفوضية قواعد جديدة تحد من ملفات تعريف الارتباط في المواقع الكبرى",
        "قال الوزير للصحفيين أمس: اقرأ أيضا ما كتبته الصحف عن هذا الاتفاق الجديد",
        "كسر الفريق الرقم.\n" * 3
        + "وقال المدرب بعد المباراة إن الفوز جاء في وقته تماما",
    ],
    ids=["about-cookies", "quoted", "refrain"],
)
def test_I17_news_about_such_things_is_read(text: str) -> None:
    """News about cookies, a quoted `اقرأ أيضا`, a line said three times: read."""
    assert reason_of(text) == ""
