"""Tables of Arabic and English expressions with the facts that are read in them."""

from fractions import Fraction

import pytest

from summarize.facts import Fact, arabic_facts, english_facts


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
٣٤٫٥ مليون متر | 34500000 metre
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
إحدى عشرة دقيقة | 11 minute
اثنا عشر يوما | 12 day
اثنتي عشرة سنة | 12 year
خمس عشرة سنة | 15 year
تسعة عشر | 19
واحد وعشرون | 21
الخامسة والعشرين من عمره | 25 year
القرن التاسع عشر | 19 century
الحادي عشر | 11
المركز الثالث | 3
القرن العشرين | 20 century
بثلاثين ألفا | 30000
لأربعين عاما | 40 year
وخمسين طفلا | 50
للعشرين | 20
فاربعة منهم | 4
مئات القتلى وآلاف الجرحى |
شخصان | 2
يومين | 2 day
بعد عامين | 2 year
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
ثلاثة أعوام ونصف العام | 7/2 year
ثلاث ساعات ونصف | 7/2 hour
عامين ونصف العام | 5/2 year
سنة ونصف السنة | 3/2 year
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
50 كيلومترا | 50 kilometre
50 كيلو مترا | 50 kilometre
5 كلم | 5 kilometre
مئة متر مربع | 100 square metre
500 م2 | 500 square metre
500 كم² | 500 square kilometre
300 متر مكعب | 300 cubic metre
مليونا برميل | 2000000 barrel
20 طنا | 20 tonne
15 كغ | 15 kilogram
100 فدان | 100 feddan
100 دونم | 100 dunum
500 ميغاواط | 500 megawatt
30 درجة مئوية | 30 celsius
°30 | 30
30° | 30 degree
أسبوعين | 2 week
طنين | 2 tonne
نصف ساعة | 1/2 hour
السنوات الثلاث | 3 year
الساعات الأربع والعشرين | 24 hour
الدقيقة 34 | 34 minute
58 مترا و21 سنتيمترا | 58 metre; 5821/100 metre; 21 centimetre
4 ثوان و61 جزءا من المئة | 4 second; 461/100 second; 61 hundredth
25 نقطة أساس | % 1/4
1500 متر | 1500 metre
3 سنتات | money 3 cent
قرنين | 2 century
في السابعة والثلاثين | 37 year
في السبعين من عمره | 70 year
ثمانيني | year 80 decade
ستينيات القرن التاسع عشر | year 1860 decade
15 رمضان 1445 هـ | 15; 24; 25; 26; month hijri-ramadan; month march; year 1445; year 2024
1445هـ | year 1445; year 2023; year 2024
غرة محرم 1446 | 1; 6; 7; 8; month hijri-muharram; month july; year 1446; year 2024
رجب 1445 | month hijri-rajab; month january; month february; year 1445; year 2024
15/9/1445 هـ | 15; 24; 25; 26; month hijri-ramadan; month march; year 1445; year 2024
11 صفر | 11; month hijri-safar
بثلاثة أهداف مقابل صفر | 3; 0
سنة 72 للهجرة | 72
25-03-2024 | 25; month march; year 2024
2024/3/25 | 25; month march; year 2024
3/4/2024 | 3; 4; month march; month april; year 2024
25.3.2024 | 25; month march; year 2024
موسم 2023/24 | year 2023; year 2024; year 24
2019-2021 | year 2019; year 2021
ثالثهم | 3
الـ21 | 21
تضاعف | 2 fold
ضعف المعدل | 2 fold
ثلاثة أضعاف | 3 times
الساعة 3,40 فجرا | time 220
الحادية عشرة وثماني دقائق | time 668
سبع غطسات وطنا وربع الطن | 7; 5/4 tonne
عمولة اثنان ونصف بالألف | 5/2; 1000
ربعين متتاليين | 1/2; 2
السكان |
العالمي |
بلدية |
رجلا وامرأة |
المعلمين |
ملايين الأميركيين |
كمية من الوقود |
المطلوبَين | 2
ساعة وربع الساعة | 5/4 hour; 1/4 hour
دون مقابل | 0
مقابل فدية |
لأي من المرشحين | 2
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
a thousand and one nights | 1001 night
a hundred and fifty thousand | 150000
two and a half million | 2500000
half a million | 500000
a million and a half books | 1500000
a quarter of a million | 250000
three-quarters of a million | 750000
two-thirds of the seats | 2/3
a third of the seats | 1/3
half of them | 1/2
the first half | 1
one of them |
a second source |
dozens, hundreds and thousands |
three and a half years | 7/2 year
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
the 19th century | 19 century
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
50 km | 50 kilometre
a 50-kilometre road | 50 kilometre
100 square miles | 100 square mile
100 sq m | 100 square metre
500 km2 | 500 square kilometre
500 km² | 500 square kilometre
three more weeks | 3 week
a three-week strike | 3 week
three months' imprisonment | 3 month
a 35-year-old man | 35 year
30 degrees Celsius | 30 celsius
30C | 30 celsius
30 °C | 30 celsius
86 degrees Fahrenheit | 86 fahrenheit
30 degrees | 30 degree
20 metric tons | 20 tonne
two million barrels per day | 2000000 barrel
60 nautical miles | 60 nautical mile
half an hour | 1/2 hour
a quarter of an hour | 1/4 hour
a year and a half | 3/2 year
a second and a third time | 1/3
a 10-second lead | 10 second
two second-half goals | 2
two foot soldiers | 2
two F-16s | 2; 16
the 34th minute | 34 minute
25 basis points | % 1/4
the first round | 1
the first to arrive |
in the first place |
two hundredth | 200
twice | 2 times
tripled | 3 times
threefold | 3
twenty-fivefold | 25
a thirty-something | year 30 decade
an octogenarian | year 80 decade
five forty | time 340
nine twenty-five | time 565
the second leg | 2
seen at 7.51. | time 471
2024-03-25 | year 2024; month march; 25
25/3/2024 | 25; month march; year 2024
the 2023/24 season | year 2023; year 2024
Ramadan 15, 1445 | month hijri-ramadan; 15; year 1445
Rabi al-Awwal | month hijri-rabi-1
Sha'ban | month hijri-shaban
Dhu al-Hijjah | month hijri-dhu-al-hijja
Safar 3 | month hijri-safar; 3
Safar said |
a Long March rocket |
16 p.m. | time 1680
12 p.m. | time 720
two years and a half | 5/2 year
two years and a quarter of the money | 2 year; 1/4
it halves prices | 1/2 times
was halved | 1/2 times
two equal halves | 2
halves of a match | 1/2
to double | 2 times
a double blow |
""")


def test_enough_rows() -> None:
    assert len(ARABIC) + len(ENGLISH) >= 250


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_arabic(text: str, expected: list[str]) -> None:
    found = _all(arabic_facts(text))
    assert set(expected) <= found
    assert bool(expected) == bool(found)


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[str]) -> None:
    assert [_shown(fact, fact.value) for fact in english_facts(text)] == expected


@pytest.mark.parametrize(("text", "expected"), [*ARABIC, *ENGLISH])
def test_offsets(text: str, expected: list[str]) -> None:
    for fact in [*arabic_facts(text), *english_facts(text)]:
        assert text[fact.start : fact.end] == fact.text
