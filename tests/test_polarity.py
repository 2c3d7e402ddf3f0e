"""Negations, quantity words and opposites that a translation keeps, loses or adds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.polarity import check_polarity
from summarize.records import Finding


def _rows(table: str) -> list[tuple[str, ...]]:
    return [
        tuple(part.strip() for part in row.split("|"))
        for row in table.strip().splitlines()
    ]


FAITHFUL = _rows("""
لم يذهب الوزير إلى بغداد | The minister did not go to Baghdad
لم يذهب الوزير إلى بغداد | The minister didn't go to Baghdad
لن يشارك الوفد | The delegation will not take part
لا يملك الحزب أغلبية | The party has no majority
لا أحد يعرف السبب | No one knows the reason
ليس هناك أي حل | There is no solution
وليس لديهم ماء | They have no water
ليست المدينة آمنة | The city is unsafe
أليس هذا ما وعدوا به؟ | Is this not what they promised?
لم يتمكن من الدخول | He was unable to get in
لم ينجح في إقناعهم | He failed to persuade them
ما عاد يأتي | He no longer comes
ما من دليل على ذلك | There is no evidence of that
غادر دون تصريح | He left without a statement
غادر بلا تصريح | He left without a statement
غادر من غير أن يصرح | He left without making a statement
طلب عدم ذكر اسمه | He asked not to be named
بسبب عدم الاستقرار | Because of the instability
نفى الوزير الخبر | The minister denied the report
ونفت الوزارة ذلك | The ministry denied it
نافيا وجود خلاف | denying that there was a dispute
نفى ذلك نفيا قاطعا | He flatly denied it
رفض الحزب العرض | The party rejected the offer
استبعد الخبير ذلك | The expert ruled it out
لم يستبعد المصدر ذلك | The source did not rule it out
خلا البيان من أي ذكر لذلك | The statement made no mention of it
القرار غير قانوني | The decision is illegal
غير أن الوزير حضر | But the minister attended
لا سيما النساء | especially women
لا بد من حل | A solution must be found
لا يزال الطريق مغلقا | The road is still closed
لا تزال المفاوضات جارية | The talks are continuing
ما زال الطريق مغلقا | The road remains closed
لن يسافر ما لم يدفع | He will not travel unless he pays
لم يحضر إلا وزيران | Only two ministers attended
لا توظف الشركة سوى النساء | The company employs only women
لم يصل إلا بعد ساعة | He did not arrive until an hour later
لا يقل عدد القتلى عن مئة | The dead number at least 100
بكلفة لا تتجاوز مليون دولار | at a cost of no more than a million dollars
بلغ ما لا يقل عن ألف | It reached at least a thousand
لولا المطر لغرقت المدينة | But for the rain the city would have sunk
حال المطر دون وصولهم | The rain prevented their arrival
لمن هم دون الخامسة عشرة | for those under fifteen
حطت الطائرة في لا باز | The plane landed in La Paz
هبطت في مطار لا غارديا | It landed at LaGuardia airport
دعا إلى تجنب العنف حتى لا تتفاقم الأزمة | He called for avoiding violence so that the crisis does not worsen
لا يأكل ولا يشرب | He does not eat or drink
بلا ماء ولا كهرباء | without water or electricity
لا ماء ولا كهرباء | There is neither water nor electricity
المسألة مبدأ لا مال | It is a matter of principle rather than money
ليس القرار عقوبة فقط بل رسالة | The decision is not only a punishment but a message
قال: «لا» | He said: "No"
أوصى بألا تنشر المذكرات | He asked that the memoirs not be published
طائرة من دون طيار | a drone
أطباء بلا حدود | Doctors Without Borders
غيّر الوزير موعد الجلسة | The minister changed the date of the hearing
وصل جميع الركاب | All the passengers arrived
كل طالب دفع | Every student paid
معظم القتلى من النساء | Most of the dead are women
بعض السكان غادروا | Some residents left
مئات الآلاف من النازحين | hundreds of thousands of displaced people
بعد مئات الأمتار | after a few hundred metres
سبعة آلاف جندي | 7,000 soldiers
أكثر من ألف شخص | over a thousand people
قبل عامين | two years ago
لم يصل بعد | He has yet to arrive
لن تفتح المدارس قبل أيلول | Schools will stay shut until September
أعلن الحزب عدم مشاركته | The party said it would stay out
خسر المنتخب بهدفين دون مقابل | The team lost 2-0
فاز بثلاثية من دون رد | They won 3-0
من تقل أعمارهم عن 18 عاما | those whose ages do not exceed 18
بأغلبية 14 صوتا | by 14 votes to none
في غياب المعارضة | without the opposition
في غياب المعارضة | as the opposition stayed away
بعض النازحين غادروا | some of the displaced left
نحو مئة من كل بلد | some a hundred from every country
أكثر من مئة | no fewer than a hundred
لا يتجاوز عددهم أكثر من مئة | They number less than a hundred
أدان الوزير الهجوم | The minister condemned the attack
وافق البرلمان على القانون | Parliament passed the law
وافق الحزب ورفضت الحركة | The party agreed and the movement rejected it
""")


@pytest.mark.parametrize(("arabic", "english"), FAITHFUL)
def test_a_faithful_sentence_is_not_flagged(arabic: str, english: str) -> None:
    assert check_polarity(english, arabic) == []


LOST = _rows("""
لم يذهب الوزير إلى بغداد | The minister went to Baghdad | لم
ولم يذهب الوزير | The minister went | ولم
فلن يشارك الوفد | The delegation will take part | فلن
لا يملك الحزب أغلبية | The party has a majority | لا
وليس لديهم ماء | They have water | وليس
أليس هذا ما وعدوا به؟ | Is this what they promised? | أليس
غادر دون تصريح | He left with a statement | دون
غادر بلا تصريح | He left with a statement | بلا
ومن غير تصريح غادر | He left with a statement | غير
طلب عدم ذكر اسمه | He asked to be named | عدم
نفى الوزير الخبر | The minister confirmed the report | نفى
وتنفي إيران ذلك | Iran confirms it | وتنفي
رفض الحزب العرض | The party agreed to the offer | رفض
استبعد الخبير ذلك | The expert expected it | استبعد
القرار غير قانوني | The decision is legal | غير
أوصى بألا تنشر المذكرات | He asked that the memoirs be published | بألا
يجب الا يتأخر | He must be late | الا
ما من دليل على ذلك | There is evidence of that | ما
لم يحضر إلا وزيران | Two ministers attended | لم
بكلفة لا تتجاوز مليون دولار | at a cost exceeding a million dollars | لا
خلا البيان من ذكر الأسرى | The statement mentioned the prisoners | خلا
تعذر الاتصال به | He was reached | تعذر
انطلق الحوار في غياب المعارضة | The dialogue opened with the opposition | غياب
انعقد الاجتماع في ظل غياب الرئيس | The meeting was held with the president | غياب
غادر دون مقابل | He left for a price | دون
لن تفتح المدارس قبل أيلول | Schools will open before September | لن
قال «لن نستسلم» ومضى | He said "We will surrender" and left | لن
""")


@pytest.mark.parametrize(("arabic", "english", "word"), LOST)
def test_a_lost_negation_names_the_arabic(arabic: str, english: str, word: str) -> None:
    start = arabic.index(word)
    assert check_polarity(english, arabic) == [
        Finding("negation", "changed", "", 0, 0, word, start, start + len(word))
    ]


ADDED = _rows("""
ذهب الوزير إلى بغداد | The minister did not go to Baghdad | not
ذهب الوزير إلى بغداد | The minister didn’t go to Baghdad | didn’t
فاز الفريق بلقب الدوري | The team never won the league | never
يملك الحزب أغلبية | The party has no majority | no
أكد الوزير الخبر | The minister denied the report | denied
وافق الحزب على العرض | The party refused the offer | refused
جميع الركاب نجوا | None of the passengers survived, all of them | None
لا سيما النساء حضرن | Women especially did not attend | not
لا يزال يعمل هناك | He does not work there still | not
""")


@pytest.mark.parametrize(("arabic", "english", "word"), ADDED)
def test_an_added_negation_is_unsupported(arabic: str, english: str, word: str) -> None:
    start = english.index(word)
    assert check_polarity(english, arabic) == [
        Finding("negation", "unsupported", word, start, start + len(word))
    ]


COUNTED = _rows("""
لم يتصل ولم يكتب | He did not call but wrote | 1
لم يتصل ولم يكتب | He called and wrote | 2
لم يتصل ولم يكتب | He did not call and did not write | 0
غادر دون تصريح ولم يعد | He left without a statement and returned | 1
غادر دون تصريح ولم يعد | He left with a statement and never returned | 1
نفى الوزير أنه لن يستقيل | The minister denied that he would resign | 1
لم يشارك الأعضاء غير المنتخبين | The unelected members took part | 1
""")


@pytest.mark.parametrize(("arabic", "english", "count"), COUNTED)
def test_negations_are_counted(arabic: str, english: str, count: str) -> None:
    assert len(check_polarity(english, arabic)) == int(count)


SWAPPED = _rows("""
وصل جميع الركاب | Most of the passengers arrived | quantity | Most of | جميع
معظم القتلى من النساء | All of the dead are women | quantity | All | معظم
بعض السكان غادروا | All residents left | quantity | All | بعض
مئات القتلى | thousands of dead | quantity | thousands | مئات
آلاف المتظاهرين | dozens of demonstrators | quantity | dozens | آلاف
عشرات الجرحى | millions of wounded | quantity | millions | عشرات
أكثر من ألف شخص | fewer than a thousand people | quantity | fewer than | أكثر من
أقل من النصف | more than half | quantity | more than | أقل من
أكثر من نصف السكان بلا كهرباء | Less than half the people have no power | quantity | Less than | أكثر من
كل الأسواق العربية | some Arab markets | quantity | some Arab | كل
تراجعت الأسهم | Shares advanced | opposite | Shares advanced | تراجعت
برأت المحكمة الوزير | The court convicted the minister | opposite | convicted | برأت
أدانت المحكمة الوزير | The court acquitted the minister | opposite | acquitted | أدانت
وافق البرلمان على القانون | Parliament threw out the bill | opposite | threw out | وافق
وافق البرلمان على القانون | Parliament rejected the bill | opposite | rejected | وافق
قبل الحرب | after the war | opposite | after | قبل
بعد الحرب | before the war | opposite | before | بعد
في شمال البلاد | in the south of the country | opposite | south | شمال
ارتفعت الأسعار | Prices fell | opposite | fell | ارتفعت
وانخفضت الصادرات | Exports rose | opposite | rose | وانخفضت
فاز الفريق | The team lost | opposite | lost | فاز
أصيب جندي | A soldier was killed | opposite | killed | أصيب
المرة الأولى | the last time | opposite | last | الأولى
حضرت زوجته | Her husband attended | opposite | husband | زوجته
اشترت الشركة المصنع | The company sold the factory | opposite | sold | اشترت
""")


@pytest.mark.parametrize(("arabic", "english", "kind", "text", "source"), SWAPPED)
def test_a_word_put_for_another_names_both(
    arabic: str, english: str, kind: str, text: str, source: str
) -> None:
    at, to = english.index(text), arabic.index(source)
    ends = at, at + len(text), source, to, to + len(source)
    assert check_polarity(english, arabic) == [Finding(kind, "changed", text, *ends)]


LEFT_OUT = _rows("""
وصل جميع الركاب | The passengers arrived | جميع
معظم القتلى من النساء | The dead are women | معظم
مئات القتلى | the dead | مئات
قتل ثلاثة على الأقل | Three were killed | على الأقل
عاش يومين فقط | He lived two days | فقط
""")


@pytest.mark.parametrize(("arabic", "english", "word"), LEFT_OUT)
def test_a_quantity_left_out_is_told(arabic: str, english: str, word: str) -> None:
    start = arabic.index(word)
    assert check_polarity(english, arabic) == [
        Finding("quantity", "changed", "", 0, 0, word, start, start + len(word))
    ]


@pytest.mark.parametrize(
    ("arabic", "word"),
    [
        ("وَلَمْ يَذْهَبِ الوَزِيرُ", "وَلَمْ"),
        ("«لـــم يذهب»", "لـــم"),
        ("لَنْ يَعُودَ", "لَنْ"),
        ("رفـــــض العرض", "رفـــــض"),
        ("\u200fنَفَى الخبر", "نَفَى"),
    ],
)
def test_the_source_is_as_it_stands_with_its_marks(arabic: str, word: str) -> None:
    (found,) = check_polarity("He did it", arabic)
    assert found.source == word == arabic[found.source_start : found.source_end]


_MIXED = """
لم لن لا ولا ليس غَيْرَ دون إلّا ألّا ما عـدم نفى قبل بعد جميع الآلاف يذهب 7 ، « ‏
not no don’t never without all Most THOUSANDS before ruled out İ — .
"""
_WORDS = st.sampled_from(_MIXED.split())


@settings(deadline=None)
@given(st.lists(_WORDS, max_size=12), st.lists(_WORDS, max_size=12))
def test_offsets_point_into_the_texts(said: list[str], source: list[str]) -> None:
    english, arabic = " ".join(said), " ".join(source)
    for found in check_polarity(english, arabic):
        assert found.text == english[found.start : found.end]
        if found.source is not None:
            place = slice(found.source_start, found.source_end)
            assert found.source == arabic[place] != ""


def test_a_text_of_nothing_but_negations_is_read_to_a_bound() -> None:
    found = check_polarity("not " * 5000, "لم يذهب " * 5000)
    assert 0 < len(found) < 400


@pytest.mark.parametrize("text", ["", "   ", "…", "12", "\ud800"])
def test_texts_of_no_words_say_nothing(text: str) -> None:
    assert check_polarity(text, text) == []
