"""What a translation's facts become against their source's, and texts at large."""

import json
import random
from collections.abc import Iterator

import pytest
from babel.dates import get_day_names, get_month_names

from summarize.facts import arabic_facts, compare, english_facts
from summarize.facts.names import MONTHS, WEEKDAYS
from summarize.facts.units import UNITS
from summarize.references import our_file

# Arabic || English || what becomes of the English fact
_COMPARED = """
40 في المئة || 40 percent || supported
40 في المئة || 40 || changed
40 في المئة || 41 percent || changed
نصف السكان || 50 percent || supported
50 في المئة || half of them || supported
41 ألفا و870 || 41,870 || supported
41 ألفا و870 || about 41,900 || supported
41 ألفا و870 || about 48,000 || changed
41 ألفا و870 || 41,970 || changed
3 ملايين || 3 billion || changed
3 ملايين || 3,000 || changed
3 ملايين دولار || $3 million || supported
3 ملايين دولار || €3 million || changed
3 ملايين || $3 million || supported
5 دولارات و3 ملايين || €3 million || changed
90 ليرة سورية || 90 Syrian pounds || supported
شخصان || two people || supported
المركز الثالث || 3rd || supported
بين 30 و40 في المئة || 30 to 40 percent || supported
من 3 ملايين إلى 4 ملايين || 3 to 4 million || supported
التسعينيات || the 1990s || supported
التسعينيات || the 1980s || changed
أربعيني || in his forties || supported
16 جوان || June 16 || supported
16 جوان || July 16 || changed
الثلاثاء || Tuesday || supported
الثلاثاء || Thursday || changed
أمس || Thursday || unsupported
الساعة الثالثة والنصف || 3:30 pm || supported
الساعة الثالثة والنصف || 4:30 pm || changed
الساعة 16:45 || 4:45 pm || supported
ثلاثة من خطوطه الستة || six of its six lines || changed
في جويلية وأوت || in July and July || changed
ثلث ساعة || 20 minutes || supported
لا أرقام هنا || 12 people || unsupported
15 رمضان 1445 هـ || March 25, 2024 || supported
15 رمضان 1445 هـ || March 24, 2024 || supported
15 رمضان 1445 هـ || March 28, 2024 || changed
15 رمضان 1445 هـ || Ramadan 15, 1445 || supported
15 رمضان 1445 هـ || Ramadan 16, 1445 || changed
15 رمضان 1445 هـ || Shaaban 15, 1445 || changed
15 رمضان 1445 هـ || April 25, 2024 || changed
1445هـ || 2024 || supported
1445هـ || 2023 || supported
1445هـ || 2022 || changed
عام 1445 للهجرة || in 2023-2024 || supported
غرة محرم 1446 || 1 Muharram 1446 || supported
غرة محرم 1446 هـ || July 7, 2024 || supported
15/9/1445 هـ || March 25, 2024 || supported
11 ربيع الأول 1446 هـ || Rabi al-Awwal 11, 1446 || supported
ذو الحجة || Dhu al-Hijjah || supported
ذي القعدة || Dhu al-Qi'dah || supported
شعبان || Sha'ban || supported
شعبان || Ramadan || changed
2024/3/25 || March 25, 2024 || supported
25-03-2024 || March 25, 2024 || supported
25-03-2024 || March 26, 2024 || changed
25-03-2024 || 2024-03-25 || supported
25/3 || March 25 || supported
25 آذار 2024 || 2024-03-25 || supported
25 آذار 2024 || 25/3/2024 || supported
3 نيسان 2024 || 3/4/2024 || supported
3 نيسان 2024 || 4/3/2024 || supported
25.3.2024 || 25 March 2024 || supported
موسم 2023-2024 || the 2023/24 season || supported
موسم 2023/24 || 2023-24 || supported
موسم 2023/24 || 2022-24 || changed
2019-2021 || 2019 to 2021 || supported
50 كيلومترا || 50 miles || changed
50 كيلومترا || 31 miles || supported
5 كم || 3.1 miles || supported
30 درجة مئوية || 86 F || supported
30 درجة مئوية || 86 degrees Fahrenheit || supported
30 درجة مئوية || 90 degrees Fahrenheit || changed
30 درجة || 30°C || supported
ثلاثة أسابيع || 3 months || changed
20 طنا || 20 kilograms || changed
20 طنا || 20,000 kilograms || supported
20 طنا || 20 || supported
20 || 20 tons || supported
100 فدان || 100 acres || supported
100 فدان || 42 hectares || supported
100 دونم || 10 hectares || supported
100 دونم || 25 acres || supported
مئة كيلومتر مربع || 100 square kilometers || supported
مئة كيلومتر مربع || 100 square miles || changed
100 متر مربع || 100 square meters || supported
100 متر مربع || 100 cubic meters || changed
500 م2 || 500 m2 || supported
500 كم² || 500 square km || supported
مليونا برميل يوميا || 2 million barrels per day || supported
مليونا برميل يوميا || 2 million litres || changed
ثلاثة عقود || thirty years || supported
ثلاثون عاما || three decades || supported
أسبوعان || 14 days || supported
أسبوعان || two months || changed
48 ساعة || two days || supported
عام ونصف || 18 months || supported
نصف ساعة || 30 minutes || supported
ربع ساعة || 15 minutes || supported
سنتان ونصف السنة || two and a half years || supported
500 ميغاواط || 500 kilowatts || changed
500 ميغاواط || 500 MW || supported
500 ميغاواط || 0.5 gigawatts || supported
25 نقطة أساس || 25 basis points || supported
25 نقطة أساس || 0.25 percentage points || supported
25 نقطة أساس || 50 basis points || changed
القرن العشرين || the 20th century || supported
القرن العشرين || the 21st century || changed
القرن الحادي والعشرين || the twenty-first century || supported
الثالث || the third || supported
الثالث || the fourth || changed
الـ21 || the 21st || supported
الذكرى الـ50 || the 50th anniversary || supported
في الجولة الأولى || in the first round || supported
في الجولة الثانية || in the first round || changed
ستينيات القرن التاسع عشر || the 1860s || supported
ستينيات القرن التاسع عشر || the 1960s || changed
ستينيات القرن الماضي || the 1960s || supported
في الخامسة والثلاثين من عمره || 35-year-old || supported
في الخامسة والثلاثين من عمره || aged 35 || supported
في الخامسة والثلاثين من عمره || 36-year-old || changed
يبلغ من العمر 35 عاما || 35-year-old || supported
في الثلاثينيات من عمره || in his thirties || supported
في الثلاثينيات من عمره || a thirty-something || supported
في الثلاثينيات من عمره || in his 40s || changed
ثمانيني || octogenarian || supported
3-1 || 3-1 || supported
3-1 || 1-3 || supported
3-1 || 3-2 || changed
بثلاثة أهداف مقابل هدف || 3-1 || supported
بثلاثة أهداف لهدف || 3-1 || supported
2 مقابل 1 || 2-1 || supported
بهدفين دون رد || 2-0 || supported
بثلاثة أهداف نظيفة || 3-0 || supported
بركلات الترجيح 5-4 || 5-4 on penalties || supported
بركلات الترجيح 5-4 || 5-3 on penalties || changed
ضعف || twice || supported
تضاعف || doubled || supported
تضاعف ثلاث مرات || tripled || supported
تضاعف ثلاث مرات || doubled || changed
ثلاثة أضعاف || threefold || supported
ثلاثة أضعاف || three times || supported
ثلاثة أضعاف || four times || changed
ضعف || two people || changed
عشرة أضعاف || tenfold || supported
ثلثا الأصوات || two thirds of the votes || supported
ربع السكان || a quarter of the population || supported
مليون ونصف || 1.5 million || supported
58 مترا و21 سنتيمترا || 58.21 metres || supported
27 دقيقة و4 ثوان و61 جزءا من المئة || 27 minutes 4.61 seconds || supported
الدقيقة 34 || the 34th minute || supported
في الدقيقة الرابعة والثلاثين || the 34th minute || supported
السنوات الثلاث الماضية || the past three years || supported
السنوات الثلاث الماضية || the past three months || changed
درجتين مئويتين || two degrees Celsius || supported
3,40 فجرا || 3:40 am || supported
الحادية عشرة وثماني دقائق || 11:08 || supported
12 ميلا بحريا || 12 nautical miles || supported
بعد أسبوعين من مقتل 3 جنود || two weeks after 2 soldiers were killed || changed
قتل شرطيان وأصيب 5 || two policemen were killed and 5 wounded || supported
قتل 5 مدنيين في قريتين || two civilians were killed in two villages || changed
7 من ركابها الثلاثة || seven of its seven passengers || changed
مدة 3 أشهر و3 جنود || 3 soldiers for 3 weeks || changed
337 مليون دولار || $330 million || changed
337 مليون دولار || about $330 million || supported
337,400 || 337,000 || supported
في العقد الرابع من عمره || in his thirties || supported
بين يومي 17 و18 || 17 and 18 || supported
5 كلم إلى 10 كلم || 5 to 10 km || supported
من 5 إلى 10 كلم || 5 km to 10 miles || changed
سنتين || two years || supported
سنتين || two cents || changed
ليلتين || two days || supported
ساعة ونصف || an hour and a half || supported
ساعة ونصف || 90 minutes || supported
درجتان مئويتان || 36 degrees Fahrenheit || supported
كيلومتران مربعان || two square kilometres || supported
30 درجة || 86 degrees || changed
30 درجة || 86 degrees Fahrenheit || supported
52 كلم || 50 km || changed
قنطاران || 200 kilograms || supported
الثامنة مساء || 8 p.m. || supported
غرة الشهر || 1 p.m. || unsupported
16 حزيران || 16 p.m. || unsupported
16 حزيران || 4 p.m. || unsupported
5 من شهر حزيران || 5 p.m. || unsupported
الساعة 16 || June 16 || unsupported
الساعة 16 || 16 p.m. || changed
الساعة 16 || 4 p.m. || supported
عند الثالثة من بعد ظهر 16 حزيران || at 3 p.m. on June 16 || supported
5 أيام || 5 p.m. || unsupported
16 حزيران 1436هـ || June 16, 2015 || supported
16 حزيران 1436هـ || June 16, 2014 || changed
16 حزيران 1436هـ || June 2014 || changed
25 تشرين الأول 1436هـ || October 25, 2014 || supported
السادس من جمادى الآخرة 1445هـ الموافق 19 ديسمبر || December 6th 1445 AH || changed
السادس من جمادى الآخرة 1445هـ الموافق 19 ديسمبر || December 19 || supported
السادس من جمادى الآخرة 1445هـ الموافق 19 ديسمبر || Jumada II 6, 1445 || supported
3 حزيران و5 تموز || June 3 and July 5 || supported
3 حزيران و5 تموز || June 5 and July 3 || changed
9 و10 جويلية || July 9 and July 10 || supported
١-٢ || 110th || changed
بهدفين دون مقابل || lost 2-0 || supported
بهدفين من دون مقابل || lost 2-0 || supported
بهدفين بلا مقابل || lost 2-0 || supported
بهدفين دون مقابل || lost 2-1 || changed
بهدفين دون رد || lost 2-0 || supported
بهدفين مقابل لا شيء || lost 2-0 || supported
بهدفين نظيفين || lost 2-0 || supported
بهدفين مقابل هدف || lost 2-0 || changed
ساعة وربع الساعة || an hour and 15 minutes || supported
ساعة وربع الساعة || an hour and 25 minutes || changed
ثلاث ساعات وربع || three hours and 15 minutes || supported
ثلاث ساعات وربع || three hours and 25 minutes || changed
عامين ونصف العام || two years and a half || supported
عامين ونصف العام || two years || changed
عامين ونصف العام || three years and a half || changed
أي من المرشحين || the two candidates || supported
أي من المرشحين || the three candidates || changed
المرشحين || the two candidates || unsupported
للمرة الثالثة عشرة || the thirteenth time || supported
خفضت الأسعار بالثلث || halves prices || changed
خفضت الأسعار بالنصف || halves prices || supported
انخفض 50 في المئة || was halved || supported
قد تتضاعف || could double || supported
قد تتضاعف ثلاث مرات || could double || changed
"""
COMPARED = [line.split(" || ") for line in _COMPARED.strip().splitlines()]
COUNTRIES = [
    "ar_SY",
    "ar_LB",
    "ar_JO",
    "ar_IQ",
    "ar_PS",
    "ar_DZ",
    "ar_TN",
    "ar_MA",
    "ar_MR",
    "ar_EG",
    "ar_SA",
]
# Vowel signs and tatweel; a fatha before a dual's ending would say more.
_SIGNS = "\u064b\u064c\u064d\u064f\u0650\u0651\u0652\u0670\u0640"


def _sentences() -> Iterator[tuple[str, str]]:
    for line in our_file().read_text(encoding="utf-8").splitlines():
        for paragraph in json.loads(line)["paragraphs"]:
            yield from ((each["ar"], each["en"]) for each in paragraph)


SENTENCES = list(_sentences())


@pytest.mark.parametrize(("arabic", "english", "status"), COMPARED)
def test_comparison(arabic: str, english: str, status: str) -> None:
    verdicts = compare(arabic_facts(arabic), english_facts(english))
    assert verdicts
    found = {verdict.status for verdict in verdicts}
    assert (found == {"supported"}) if status == "supported" else status in found


def test_the_closest_fact_that_nothing_rests_on_is_shown() -> None:
    source = arabic_facts("12 قتيلا و500 جريح و15 مفقودا")
    verdict = compare(source, english_facts("12 dead, 16 missing"))[1]
    assert verdict.status == "changed"
    assert verdict.source
    assert verdict.source.text == "15"


def test_of_two_that_claim_one_fact_the_misplaced_one_is_doubted() -> None:
    source = arabic_facts("بين يناير وغشت")
    verdicts = compare(source, english_facts("from August to August"))
    assert [verdict.status for verdict in verdicts] == ["changed", "supported"]


def test_one_value_claimed_too_often_is_shown_beside_what_is_left() -> None:
    source = arabic_facts("قتل 128 وأصيب 7 وفقد 9")
    verdicts = compare(source, english_facts("128 killed, 128 hurt and 128 missing"))
    shown = [verdict.source.text for verdict in verdicts if verdict.source]
    assert shown[0] == "128"
    assert set(shown[1:]) <= {"7", "9"}
    assert [verdict.status for verdict in verdicts[1:]] == ["changed", "changed"]


def test_a_fact_that_says_the_same_is_not_shown_as_changed() -> None:
    (verdict,) = compare(arabic_facts("غرة الشهر"), english_facts("1 p.m."))
    assert (verdict.status, verdict.source) == ("unsupported", None)
    _, day = compare(arabic_facts("6 رجب"), english_facts("December 6"))
    assert (day.status, day.source) == ("unsupported", None)


def test_what_an_article_says_elsewhere_is_not_left_unsaid() -> None:
    article = arabic_facts("قتل شرطيان.\nوأصيب 5 و7 و9 أشخاص.\nومضت 3 أشهر.")
    (verdict,) = compare(article, english_facts("Two policemen were killed"))
    assert verdict.status == "supported"


def test_translations_by_hand_are_hardly_doubted() -> None:
    doubted = [
        english
        for arabic, english in SENTENCES
        if any(
            verdict.status != "supported"
            for verdict in compare(arabic_facts(arabic), english_facts(english))
        )
    ]
    assert len(doubted) <= 0.004 * len(SENTENCES), doubted


def test_offsets_hold_under_vowel_signs_and_tatweel() -> None:
    chance = random.Random(7)
    for plain, english in SENTENCES:
        voweled = "".join(
            letter + chance.choice(_SIGNS) * ("\u0628" <= letter <= "\u064a")
            if chance.random() < 0.3
            else letter
            for letter in plain
        )
        found = arabic_facts(voweled)
        for text, facts in ((voweled, found), (english, english_facts(english))):
            assert all(text[fact.start : fact.end] == fact.text for fact in facts)
        read = [(fact.kind, fact.value, fact.unit) for fact in arabic_facts(plain)]
        assert [(fact.kind, fact.value, fact.unit) for fact in found] == read


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_month_that_cldr_names_is_read(country: str) -> None:
    for number, name in get_month_names("wide", locale=country).items():
        (fact,) = arabic_facts(f"في شهر {name}")
        assert fact.value == MONTHS[number - 1]


def test_every_weekday_that_cldr_names_is_read() -> None:
    for number, name in get_day_names("wide", locale="ar").items():
        values = {fact.value for fact in arabic_facts(f"يوم {name}")}
        assert WEEKDAYS[number] in values


@pytest.mark.parametrize(
    ("large", "small", "times"),
    [
        ("kilometre", "metre", 1000),
        ("square kilometre", "hectare", 100),
        ("hectare", "dunum", 10),
        ("cubic metre", "litre", 1000),
        ("tonne", "kilogram", 1000),
        ("week", "day", 7),
        ("century", "decade", 10),
        ("decade", "year", 10),
        ("year", "month", 12),
        ("gigawatt", "kilowatt", 10**6),
        ("foot", "inch", 12),
        ("yard", "foot", 3),
        ("pound", "gram", 453.59237),
    ],
)
def test_sizes_of_units(large: str, small: str, times: float) -> None:
    assert UNITS[large].dimension == UNITS[small].dimension
    assert float(UNITS[large].size / UNITS[small].size) == pytest.approx(times)
