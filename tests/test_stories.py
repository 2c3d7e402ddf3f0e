"""Copies find their story, unlike stories stay apart, and figures are compared."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.stories import (
    Copy,
    Disagreement,
    Story,
    agencies,
    group,
    index,
    without_wire,
)
from tests.measure_stories import CHANGED, LEFT, grouped, pairs, tally

FIRE = (
    "لقي 8 عمال مصرعهم وأصيب 14 شخصا في حريق هائل نشب فجر الأحد بمخزن للبلاستيك شمال "
    "القاهرة.\nوقال مدير الحماية المدنية سامي رضوان إن 22 سيارة إطفاء شاركت في إخماد "
    "النيران، وإن ضيق الشوارع أجبر رجاله على مد الخراطيم لمسافة 300 متر.\nوأضاف أن "
    "المعاينة المبدئية ترجح حدوث ماس كهربائي بلوحة التوزيع، ولا توجد شبهة جنائية.\n"
    "وأمرت النيابة بحبس مالك المخزن 4 أيام على ذمة التحقيق بتهمة القتل الخطأ."
)
STORM = (
    "أتلفت عاصفة ثلجية ضربت شمال غربي سوريا منذ مساء الثلاثاء أكثر من 600 خيمة وأدت "
    "إلى وفاة ثلاثة أطفال، وفق الدفاع المدني.\nوتركزت الأضرار في مخيمات راجو وعفرين "
    "حيث تجاوز ارتفاع الثلوج 40 سنتيمترا وهبطت الحرارة إلى 6 درجات تحت الصفر.\n"
    "وقال المتحدث عبد الرحمن الحلاق إن فرقه فتحت 47 طريقا وأجلت 280 عائلة.\n"
    "وقدرت الأمم المتحدة عدد المتضررين بنحو 46 ألف شخص في تسعة مخيمات معزولة."
)
FIRE_LINES = FIRE.split("\n")
PLAIN = FIRE.translate(str.maketrans("أإآة«»", 'اااه""'))


def copies(*texts: str) -> list[Copy]:
    return [
        Copy(f"c{at}", "", text, None, "", f"o{at}") for at, text in enumerate(texts)
    ]


def ids(stories: list[Story]) -> list[list[str]]:
    return [sorted(copy.id for copy in story.copies) for story in stories]


CREDITED = [
    ("القاهرة 14 مارس (رويترز) - قال مسؤول", "Reuters"),
    ("القاهرة (رويترز) - قال مسؤول", "Reuters"),
    ("لندن ، عدن - وكالات: قال مسؤول", "agencies"),
    ("أبوظبي في ١٣ سبتمبر / وام / قال مسؤول", "WAM"),
    ("الدوحة في 12 يوليو /قنا/ قال مسؤول", "QNA"),
    ("الكويت - 19 - 1 (كونا) -- قال مسؤول", "KUNA"),
    ("حمص - (ا ف ب ، رويترز) .. قال مسؤول", "AFP Reuters"),
    ("بغداد - أ.ف.ب ورويترز: قال مسؤول", "AFP Reuters"),
    ("بيروت (فرانس برس) - قال مسؤول", "AFP"),
    ("الحسكة-سانا - قال مسؤول", "SANA"),
    ("جدة 16 ذو الحجة 1442 هـ الموافق 26 يوليو 2021 م واس\nقال مسؤول", "SPA"),
    ("بيروت (الوكالة الوطنية للإعلام): قال مسؤول", "NNA"),
    ("عمان 9 تموز (بترا) - من رانيا الحياري - قال مسؤول", "Petra"),
    ("عدن ـ د ب ا : قال مسؤول", "DPA"),
    ("عمان 17 آب - رويترز - قال مسؤول", "Reuters"),
    ("واشنطن (أ ب) - قال مسؤول", "AP"),
    ("القاهرة - أ ش أ - قال مسؤول", "MENA"),
    ("إسطنبول / الأناضول\nقال مسؤول", "Anadolu"),
    ("بكين (شينخوا) - قال مسؤول", "Xinhua"),
    ("وان (تركيا) - (رويترز) - قال مسؤول", "Reuters"),
    ("قال مسؤول\nالمصدر: الجزيرة + وكالات", "agencies"),
    ("قال مسؤول\n(إعداد ياسمين حسين للنشرة العربية - تحرير معتز محمد)", "Reuters"),
    ("قال مسؤول\n--(بترا) ع ع/ف ج", "Petra"),
    ("قال مسؤول\n(النهاية) م ش ع / ط م ا", "KUNA"),
    ("قال مسؤول\n// انتهى //\n14:03 ت م\n0086", "SPA"),
    ("قال مسؤول\nوام", "WAM"),
    ("الرياض - قال مسؤول", ""),
    ("عمّان - قال مسؤول", ""),
]
MENTIONED = [
    "قالت رويترز إن السفينة غرقت.",
    "وأبلغ مهندس رويترز أن الفرق وصلت.",
    "قال الوسيط لـ(كونا) إن السوق شهد مبيعات.",
    "وأكد ذلك لوكالة الأنباء الكويتية (كونا).",
    "ذكرت وكالة الأنباء السعودية (واس) - نقلا عن مصدر - أن القافلة وصلت.",
    "أعلن الوزير في مقابلة مع رويترز: لن نخفض الإنتاج.",
    "بنا الأهالي بيوتهم معا.",
    "",
]
BYLINES = [
    ("لندن - رويترز", ("Reuters",)),
    ("وكالة الأناضول", ("Anadolu",)),
    ("أ ف ب، د ب أ", ("AFP", "DPA")),
    ("كتب: أحمد فارس", ()),
    ("وفا عبد الله", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "expected"), CREDITED)
def test_a_credit_is_named_and_taken_off(text: str, expected: str) -> None:
    assert " ".join(agencies(text)) == expected
    assert without_wire(text) == "قال مسؤول"


@pytest.mark.parametrize("text", MENTIONED)
def test_a_mention_is_no_credit(text: str) -> None:
    assert agencies(text) == ()
    assert without_wire(text) == text


@pytest.mark.parametrize(("byline", "expected"), BYLINES)
def test_a_byline_may_be_an_agency(byline: str, expected: tuple[str, ...]) -> None:
    assert agencies("قال مسؤول", byline) == expected


@pytest.mark.parametrize("unit", [" ", "\n", "(", "ا ", "رويترز - ", "(واس) ", "عن "])
def test_no_text_keeps_the_credits_reader_busy(unit: str) -> None:
    started = process_time()
    agencies(unit * 100_000, unit * 1000)
    assert process_time() - started < 1


SAME = {
    "typed otherwise": PLAIN,
    "other digits": FIRE.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "another dateline": f"القاهرة - د ب أ: {FIRE}\nالمصدر: وكالات",
    "cut short": "\n".join(FIRE_LINES[:2]),
    "reordered": "\n".join([FIRE_LINES[0], *FIRE_LINES[:0:-1]]),
    "a new figure": FIRE.replace("8 عمال", "10 عمال"),
    "added to": f"{FIRE}\nويشهد الحي حرائق متكررة في مخازن تعمل من دون ترخيص.",
    "a new lead": "\n".join(["أودى حريق بعمال في مستودع.", *FIRE_LINES[1:]]),
}
BACKGROUND = "\n".join(FIRE_LINES[1:3])
UNLIKE = {
    "other": STORM,
    "follow-up": "ضبطت المباحث حارس المخزن المحترق مختبئا لدى أقاربه في المنيا، واعترف "
    "بأنه أغلق الباب بالقفل وانصرف إلى مقهى قريب من المكان ليلة الحادث.\nوتسلمت "
    "النيابة تقرير المعمل الجنائي الذي أرجع الحريق إلى لوحة كهرباء متهالكة.\n"
    + BACKGROUND,
    "one sentence": FIRE_LINES[0] + "\nويعيد الحادث إلى الواجهة ملف المخازن العشوائية "
    "في الأحياء الشعبية، حيث تنتشر ورش بلا تراخيص ولا مخارج للطوارئ.\nويرى خبراء أن "
    "الحل يبدأ بنقل الأنشطة الخطرة إلى خارج الكتلة السكنية وتعويض أصحابها.",
    "empty": "",
    "no words": "...",
}
BOURSE = (
    "أنهى سوق الكويت للأوراق المالية تعاملاته اليوم {} على انخفاض، إذ تراجع المؤشر "
    "السعري {} نقطة ليبلغ مستوى {} نقطة، وبلغت قيمة الأسهم المتداولة عند الإغلاق نحو "
    "{} مليون دينار تمت عبر {} صفقة."
)
TELEGRAM = (
    "بعث خادم الحرمين الشريفين برقية تهنئة لفخامة الرئيس {0} رئيس جمهورية {1} بمناسبة "
    "ذكرى الاستقلال لبلاده، وأعرب عن أصدق التهاني لحكومة وشعب جمهورية {1} الصديق.\n"
    "كما بعث ولي العهد برقية تهنئة مماثلة لفخامة الرئيس {0} متمنيا لشعب {1} الصديق "
    "اطراد التقدم والازدهار."
)
FORMS = [
    (
        BOURSE.format("الأحد", 21, 7689, 24, 5604),
        BOURSE.format("الاثنين", 33, 7722, 31, 6127),
    ),
    (
        TELEGRAM.format("دانيال أروما", "كينيا"),
        TELEGRAM.format("كازيمير نوفاك", "بولندا"),
    ),
]


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_a_copy_joins_its_story(text: str) -> None:
    assert ids(group(copies(FIRE, STORM, text))) == [["c0", "c2"], ["c1"]]


@pytest.mark.parametrize("text", UNLIKE.values(), ids=UNLIKE)
def test_what_is_unlike_stays_apart(text: str) -> None:
    assert len(group(copies(FIRE, text))) == 2


@pytest.mark.parametrize(("one", "other"), FORMS)
def test_bulletins_of_one_form_stay_apart(one: str, other: str) -> None:
    assert len(group(copies(one, other))) == 2
    assert len(group(copies(one, one + "\n(واس)"))) == 1


def test_empty_texts_are_no_copies_of_each_other() -> None:
    assert len(group(copies("", "", "..."))) == 3


def test_a_digest_does_not_join_its_stories() -> None:
    found = group(copies(f"{FIRE}\n{STORM}", FIRE, STORM))
    assert ["c2"] in ids(found)


def test_a_chain_does_not_join_its_ends() -> None:
    steps = [*FIRE_LINES, *STORM.split("\n")]
    chain = ["\n".join(steps[at : at + 4]) for at in range(5)]
    for story in group(copies(*chain)):
        assert {"c0", "c4"} - {copy.id for copy in story.copies}


def test_nothing_is_no_story() -> None:
    assert group([]) == []


def test_the_likeliest_of_many_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST", 1)
    bulletins = [BOURSE.format("الأحد", n, 2 * n, 3 * n, 5 * n) for n in range(20, 40)]
    found = group(copies(*bulletins, bulletins[7] + " وأغلق السوق"))
    assert ["c20", "c7"] in ids(found)


def test_order_and_hash_seed_change_nothing() -> None:
    some = copies(FIRE, STORM, *SAME.values(), *UNLIKE.values())
    expected = group(some)
    assert group(Random(5).sample(some, len(some))) == expected
    script = (
        "import tests.test_stories as t;"
        "print(t.ids(t.group(t.copies(t.FIRE, t.STORM, *t.SAME.values()))))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent.parent,
        env={"PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.strip() == str(ids(group(copies(FIRE, STORM, *SAME.values()))))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("قتل مصر 123.\n(رويترز)-", max_size=60), max_size=8))
def test_every_copy_is_in_one_story(texts: list[str]) -> None:
    some = copies(*texts)
    found = sorted(copy.id for story in group(some) for copy in story.copies)
    assert found == sorted(copy.id for copy in some)


def test_the_first_published_copy_comes_first() -> None:
    cairo = timezone(timedelta(hours=3))
    dates = [
        None,
        datetime(2024, 5, 1, 12),
        datetime(2024, 5, 1, 14, tzinfo=cairo),
        datetime(2024, 5, 1, 10, tzinfo=UTC),
    ]
    some = [
        Copy(str(at), "", FIRE, date, "", "صحيفة" if at else "موقع")
        for at, date in enumerate(dates)
    ]
    (story,) = group(some)
    assert [copy.id for copy in story.copies] == ["3", "2", "1", "0"]
    assert story.outlets == ("صحيفة", "موقع")


def test_a_story_names_the_agencies_of_its_copies() -> None:
    (story,) = group(copies(f"القاهرة (رويترز) - {FIRE}", FIRE, f"{FIRE}\n(أ ف ب)"))
    assert set(story.agencies) == {"Reuters", "AFP"}


def disagreed(*texts: str) -> tuple[Disagreement, ...]:
    (story,) = group(copies(*texts))
    for found in story.disagreements:
        for claim in found.claims:
            text = texts[int(claim.copy[1:])]
            assert text[claim.start : claim.end] == claim.text
    return story.disagreements


def test_a_figure_on_which_copies_differ_is_shown_side_by_side() -> None:
    changed = f"القاهرة - رويترز: {FIRE.replace('8 عمال', '11 عاملا')}"
    (found,) = disagreed(FIRE, changed, PLAIN)
    assert {claim.copy: claim.text for claim in found.claims} == {
        "c0": "8",
        "c1": "11",
        "c2": "8",
    }
    assert found.kind == "number"
    assert found.about.startswith("لقي … مصرعهم")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("300 متر", "400 متر", ["300 متر", "400 متر"]),
        ("الأحد", "السبت", ["الأحد", "السبت"]),
        ("8 عمال", "ثمانية عمال", []),
        ("8 عمال", "٨ عمال", []),
        (" وأصيب 14 شخصا", "", []),
        ("14 شخصا", "أشخاص", []),
    ],
)
def test_only_another_value_is_a_disagreement(
    old: str, new: str, said: list[str]
) -> None:
    found = disagreed(FIRE, FIRE.replace(old, new))
    assert sorted(claim.text for one in found for claim in one.claims) == sorted(said)


def test_a_rounded_figure_and_a_month_of_two_names_agree() -> None:
    text = FIRE + "\nوبلغت الخسائر 41 ألفا و870 جنيها بين شباط وأيار الماضيين."
    other = FIRE + "\nوبلغت الخسائر نحو 42 ألف جنيه بين شباط (فبراير) وأيار الماضيين."
    assert disagreed(text, other) == ()


def test_figures_that_the_longest_copy_lacks_are_compared_too() -> None:
    line = "\nوفي المساء زار المحافظ {} مصابين في مستشفى ناصر العام."
    long = FIRE + "\nوتفقد رئيس الحي موقع الحريق برفقة مهندسين ورفض الإدلاء بتصريحات."
    (found,) = disagreed(long, FIRE + line.format(3), FIRE + line.format(5))
    assert [claim.text for claim in found.claims] == ["3", "5"]


LABELLED = pairs()


def test_the_labelled_pairs_are_many_and_each_is_its_own() -> None:
    assert len({pair.id for pair in LABELLED}) == len(LABELLED) >= 200
    assert len({(pair.a, pair.b) for pair in LABELLED}) == len(LABELLED)
    kinds = {pair.kind: pair.same for pair in LABELLED}
    assert all(kinds[pair.kind] == pair.same for pair in LABELLED)
    assert {kind for kind, same in kinds.items() if same} == CHANGED | LEFT


@pytest.mark.parametrize("split", ["tune", "test"])
def test_labelled_copies_are_found_and_nothing_else(split: str) -> None:
    some = [pair for pair in LABELLED if pair.split == split]
    found = [(pair, grouped(pair)) for pair in some]
    precision, recall = tally([(pair, len(got) == 1) for pair, got in found])
    assert precision >= 0.98
    assert recall >= 0.95
    for kinds, least, most in ((CHANGED, 0.9, 1.0), (LEFT, 0.0, 0.03)):
        told = [bool(got[0].disagreements) for pair, got in found if pair.kind in kinds]
        assert least <= sum(told) / len(told) <= most


def test_the_pairs_are_rows_of_json() -> None:
    path = Path(__file__).parent.parent / "eval/stories.jsonl"
    first = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    assert set(first) == {"id", "kind", "same", "split", "of", "a", "b"}
