"""Tables of Arabic and English expressions with their facts, and comparisons."""

from fractions import Fraction

import pytest

from summarize.facts import Fact, arabic_facts, compare, english_facts


def _shown(fact: Fact, value: object) -> str:
    number = value if isinstance(value, str) else str(Fraction(str(value)))
    name = {"number": "", "percent": "%"}.get(fact.kind, fact.kind)
    return " ".join(part for part in (name, number, fact.unit or "") if part)


def _all(facts: list[Fact]) -> set[str]:
    return {_shown(fact, value) for fact in facts for value in fact.readings}


def _rows(table: str) -> list[tuple[str, list[str]]]:
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [
        (text.strip(), [one.strip() for one in expected.split(";") if one.strip()])
        for text, expected in rows
    ]


ARABIC = _rows("""
قتل 12 شخصا | 12
قتل ١٢ شخصا | 12
قتل ۱۲ شخصا | 12
٢٬٣١٨ صوتا | 2318
2,318 صوتا | 2318
1.325.000 نسمة | 1325000
41 870 ناخبا | 41870
٣٤٫٥ مليون متر | 34500000
1,6 مليون دولار | money 1600000 dollar
5.4 أفراد | 27/5
ثلاثمئة وخمسة وأربعون ألفا | 345000
ثلاثمائة وخمسة وأربعين ألف شخص | 345000
ثلاث مئة شخص | 300
ثلاث مائة وعشرون | 320
ثمانمئة | 800
ثماني مئة | 800
مئة وخمسة عشر ألفا وستمئة | 115600
مئتان وخمسون | 250
مئتي ألف | 200000
مائتين | 200
41 ألفا و870 ناخبا | 41870
41 ألفا و 870 ناخبا | 41870
ألف وثلاثمئة وخمسة وعشرون دينارا تونسيا | money 1325 dinar
ألفان وثلاثة وعشرون | 2023
ألفين | 2000
سبعة آلاف | 7000
7 آلاف يورو | money 7000 euro
مليونان ونصف المليون | 2500000
مليونين ونصف مليون دولار | money 2500000 dollar
مليون ونصف المليون كتاب | 1500000
مليونا دولار | money 2000000 dollar
45 مليونا | 45000000
2.5 مليون | 2500000
ثلاثة مليارات و200 مليون دولار | money 3200000000 dollar
5.9 ملايير درهم | money 5900000000 dirham
بليون دولار | money 1000000000 dollar
ثلاثة تريليونات | 3000000000000
ألف مليار | 1000000000000
مليون و800 ألف دولار | money 1800000 dollar
تسعة آلاف ومئتان وأحد عشر مهاجرا | 9211
أحد عشر شخصا | 11
إحدى عشرة دقيقة | 11
اثنا عشر يوما | 12
اثنتي عشرة سنة | 12
خمس عشرة سنة | 15
تسعة عشر | 19
واحد وعشرون | 21
الخامسة والعشرين من عمره | 25
القرن التاسع عشر | 19
الحادي عشر | 11
المركز الثالث | 3
القرن العشرين | 20
بثلاثين ألفا | 30000
لأربعين عاما | 40
وخمسين طفلا | 50
للعشرين | 20
فاربعة منهم | 4
مئات القتلى وآلاف الجرحى |
شخصان | 2
يومين | 2
بعد عامين | 2
سيارتا إسعاف | 2
تلتين | 2
عقبتين | 2
دولارين | money 2 dollar
نصف السكان | 1/2
نصف مليون | 500000
ربع مليون | 250000
ثلثا السكان | 2/3
ثلثي الأعضاء | 2/3
ثلث | 1/3
ثلاثة أرباع المليون | 750000
أربعة أخماس | 4/5
أربعة أخماسها | 4/5
سبعة أعشار | 7/10
نصفهم | 1/2
ثلاثة أعوام ونصف العام | 7/2
ثلاث ساعات ونصف | 7/2
عامين ونصف العام | 5/2
سنة ونصف السنة | 3/2
دينار وربع الدينار | money 5/4 dinar
40 في المئة | % 40
40 في المائة | % 40
40 بالمئة | % 40
40 بالمائة | % 40
40% | % 40
٤٠٪ | % 40
%40 | % 40
ثلاثون في المئة | % 30
واحد في المئة | % 1
سبعة أعشار الواحد في المئة | % 7/10
نصف نقطة مئوية | % 1/2
بين 30 و40 في المئة | % 30; % 40
من 25 إلى 30 في المئة | % 25; % 30
10-15% | % 10; % 15
من 3 إلى 4 ملايين دولار | money 3000000 dollar; money 4000000 dollar
بمئتي دولار | money 200 dollar
9,477 جنيها استرلينيا | money 9477 pound
خمسون ريالا سعوديا | money 50 riyal
90 ألف ليرة سورية | money 90000 lira
300 شيكل | money 300 shekel
$500 | money 500 dollar
12 كانون الثاني/يناير 2023 | 12; month january; year 2023
16 جوان المقبل | 16; month june
9 و10 جويلية | 9; 10; month july
25 ماي | 25; month may
8 فيفري | month february
من 8 إلى 15 أفريل | 8; 15; month april
31 دجنبر 2022 | 31; month december; year 2022
غشت | month august
أوت | month august
آب | month august
في أيلول وتشرين الأول | month september; month october
تشرين الثاني | month november
وبيونيو | month june
رمضان | month hijri-ramadan
ربيع الأول | month hijri-rabi-1
ذي الحجة | month hijri-dhu-al-hijja
الثلاثاء 12/3/2019 | weekday tuesday; month march; year 2019
يوم الأحد | weekday sunday
الأحد عشر لاعبا | 11
مساء السبت | weekday saturday
يوم جمعة | weekday friday
والأربعاء | weekday wednesday
الاثنين | weekday monday; 2
منذ عام 2016 | year 2016
التسعينيات | year 90 decade
ستينيات القرن الماضي | year 60 decade
أربعيني | year 40 decade
في العقد الرابع من عمره | year 30 decade
موسم 2023-24 | year 2023; year 2024
الساعة الثالثة والنصف | time 210
الساعة 10:30 | time 630
عند الثامنة والربع مساء | time 495
الرابعة عصرا | time 240
الساعة الثانية عشرة إلا ربعا | time 705
الساعة 16 و45 دقيقة | time 1005
الحادية عشرة والنصف صباحا | time 690
لجنة ثلاثية | 3
رباعية الدفع | 4
خَمْسَةٌ وعِشْرُونَ | 25
""")
ENGLISH = _rows("""
1,325 people | 1325
41,870 voters | 41870
5.4 people | 27/5
twenty-five | 25
Twenty five | 25
three hundred and forty-five thousand people | 345000
three hundred thousand | 300000
a hundred | 100
a thousand and one nights | 1001
a hundred and fifty thousand | 150000
two and a half million | 2500000
half a million | 500000
a million and a half books | 1500000
a quarter of a million | 250000
three-quarters of a million | 750000
two-thirds of the seats | 2/3
a third of the seats | 1/3
half of them | 1/2
the first half |
one of them |
a second source |
dozens, hundreds and thousands |
three and a half years | 7/2
one billion one hundred million | 1100000000
3 billion and 200 million | 3200000000
2.5 million | 2500000
£390 million | money 390000000 pound
$5m | money 5000000 dollar
$76bn | money 76000000000 dollar
US$5.5 billion | money 5500000000 dollar
€1,000 | money 1000 euro
5 million Tunisian dinars | money 5000000 dinar
two hundred dollars | money 200 dollar
9,477 pounds sterling | money 9477 pound
a 200-dollar fine | money 200 dollar
fifty Saudi riyals | money 50 riyal
40 percent | % 40
40 per cent | % 40
40% | % 40
Ninety-five percent | % 95
seven-tenths of one percent | % 7/10
half a percentage point | % 1/2
30 to 40 percent | % 30; % 40
10-15% | % 10; % 15
between 3 and 4 million | 3; 4000000
May 5, 2023 | month may; 5; year 2023
It may rain in May | month may
May he rest |
Jan. 19 | month january; 19
Tuesday | weekday tuesday
the month of Ramadan | month hijri-ramadan
the 1990s | year 1990 decade
in his forties | year 40 decade
since 2016 | year 2016
21st | 21
the twenty-first | 21
the second | 2
the 19th century | 19
3:30 pm | time 930
3 p.m. | time 900
9am | time 540
16:45 | time 1005
half past three | time 210
a quarter past eight | time 495
three o'clock | time 180
9-7 | 9; 7
an eight-storey building | 8
100m | 100
""")
COMPARED = [
    ("40 في المئة", "40 percent", "supported"),
    ("40 في المئة", "40", "changed"),
    ("40 في المئة", "41 percent", "changed"),
    ("نصف السكان", "50 percent", "supported"),
    ("50 في المئة", "half of them", "supported"),
    ("41 ألفا و870", "41,870", "supported"),
    ("41 ألفا و870", "about 41,900", "supported"),
    ("41 ألفا و870", "about 48,000", "changed"),
    ("41 ألفا و870", "41,970", "changed"),
    ("3 ملايين", "3 billion", "changed"),
    ("3 ملايين", "3,000", "changed"),
    ("3 ملايين دولار", "$3 million", "supported"),
    ("3 ملايين دولار", "€3 million", "changed"),
    ("3 ملايين", "$3 million", "supported"),
    ("5 دولارات و3 ملايين", "€3 million", "changed"),
    ("90 ليرة سورية", "90 Syrian pounds", "supported"),
    ("شخصان", "two people", "supported"),
    ("المركز الثالث", "3rd", "supported"),
    ("بين 30 و40 في المئة", "30 to 40 percent", "supported"),
    ("من 3 ملايين إلى 4 ملايين", "3 to 4 million", "supported"),
    ("التسعينيات", "the 1990s", "supported"),
    ("التسعينيات", "the 1980s", "changed"),
    ("أربعيني", "in his forties", "supported"),
    ("16 جوان", "June 16", "supported"),
    ("16 جوان", "July 16", "changed"),
    ("الثلاثاء", "Tuesday", "supported"),
    ("الثلاثاء", "Thursday", "changed"),
    ("أمس", "Thursday", "unsupported"),
    ("الساعة الثالثة والنصف", "3:30 pm", "supported"),
    ("الساعة الثالثة والنصف", "4:30 pm", "changed"),
    ("الساعة 16:45", "4:45 pm", "supported"),
    ("ثلاثة من خطوطه الستة", "six of its six lines", "changed"),
    ("في جويلية وأوت", "in July and July", "changed"),
    ("ثلث ساعة", "20 minutes", "supported"),
    ("لا أرقام هنا", "12 people", "unsupported"),
]


def test_enough_rows() -> None:
    assert len(ARABIC) + len(ENGLISH) >= 150


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_arabic(text: str, expected: list[str]) -> None:
    found = _all(arabic_facts(text))
    assert set(expected) <= found
    assert bool(expected) == bool(found)


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[str]) -> None:
    assert [_shown(fact, fact.value) for fact in english_facts(text)] == expected


@pytest.mark.parametrize(("arabic", "english", "status"), COMPARED)
def test_comparison(arabic: str, english: str, status: str) -> None:
    verdicts = compare(arabic_facts(arabic), english_facts(english))
    assert verdicts
    found = {verdict.status for verdict in verdicts}
    assert (found == {"supported"}) if status == "supported" else status in found


@pytest.mark.parametrize(("text", "expected"), [*ARABIC, *ENGLISH])
def test_offsets(text: str, expected: list[str]) -> None:
    for fact in [*arabic_facts(text), *english_facts(text)]:
        assert text[fact.start : fact.end] == fact.text


def test_the_closest_fact_that_nothing_rests_on_is_shown() -> None:
    source = arabic_facts("12 قتيلا و500 جريح و15 مفقودا")
    verdict = compare(source, english_facts("12 dead, 16 missing"))[1]
    assert verdict.status == "changed"
    assert verdict.source
    assert verdict.source.text == "15"
