"""Tables of names in English and Arabic, and of sentences with names swapped."""

import time
import tracemalloc

import pytest

from summarize.names import (
    Source,
    arabic_form,
    arabic_key,
    check_names,
    english_names,
    is_known,
    spelling_of,
)
from summarize.names.likeness import likeness
from summarize.names.lookup import limit_of
from summarize.names.spelling import plain
from summarize.records import Finding


def _rows(table: str) -> list[tuple[str, ...]]:
    return [
        tuple(cell.strip() for cell in line.split("|"))
        for line in table.strip().splitlines()
    ]


def _short(findings: list[Finding]) -> list[tuple[str, str, str | None]]:
    return [(one.status, one.text, one.source) for one in findings]


def _cost(english: str, arabic: str) -> float:
    name = plain(english)
    return likeness(name, arabic, limit_of(name))


SPELLED = _rows("""
Semenov | سيمينوف
Gaddafi | قذافي
Qadhafi | قذافي
Mohammed | محمد
Muhammad | محمد
Guterres | غوتيريش
Chelsea | تشيلسي
Johnson | جونسون
Leicester | ليستر
Bordeaux | بوردو
Renault | رينو
Peugeot | بيجو
François | فرانسوا
Schwarzenegger | شوارزنيغر
Wagner | فاغنر
Gamal | جمال
Guillermo | غييرمو
Jorge | خورخي
Djokovic | ديوكوفيتش
Mourinho | مورينيو
Kovács | كوفاتش
Dvořák | دفورجاك
Tebboune | تبون
Erdoğan | اردوغان
Xi | شي
N'Djamena | نجامينا
Ali | علي
Issa | عيسى
""")


@pytest.mark.parametrize(("english", "arabic"), SPELLED)
def test_spellings_of_one_name_are_alike(english: str, arabic: str) -> None:
    assert _cost(english, arabic) <= limit_of(plain(english))


@pytest.mark.parametrize(
    ("english", "arabic"),
    _rows("""
Semenov | سمير
Smirnov | سيمينوف
Petrov | بوتين
Gaddafi | صدام
Johnson | جونز
Chelsea | ارسنال
Ali | عمر
Xi | لي
"""),
)
def test_other_names_are_not(english: str, arabic: str) -> None:
    assert _cost(english, arabic) > limit_of(plain(english))


@pytest.mark.parametrize(
    ("text", "names"),
    _rows("""
Vladimir Semenov met the Foreign Minister | Vladimir Semenov
The Supreme Court in Cairo | Cairo
Officials said on Sunday in May that trade grew |
Abdel Fattah al-Sisi and Jean-Pierre Blanc | Abdel Fattah al-Sisi; Jean-Pierre Blanc
Egypt's Mohamed Salah's goal | Egypt; Mohamed Salah
J. K. Rowling wrote to Dr. Semenov | Rowling; Semenov
He said Mohammed bin Salman was in New York | Mohammed bin Salman; New York
the F-16 and the G20 |
Stargazers gathered in Giza. Wagner left. | Giza; Wagner
"Turkey will not wait," said Erdogan | Turkey; Erdogan
He said: I'm in Hail, don't come | Hail
the U.S. and the UN | U.S.; UN
EGYPT'S LEADER | EGYPT
Ministry Of Irrigation Reopens Dam Near Aswan | Aswan
"""),
)
def test_names_are_capitals_that_are_no_ordinary_words(text: str, names: str) -> None:
    found = [name.text for name in english_names(text) if name.parts[0].sure]
    assert "; ".join(found) == names


def test_names_and_findings_have_offsets_into_their_texts() -> None:
    english = "In Cairo, Vladimir Semenov met Egypt's Sisi."
    arabic = "التقى فلاديمير سيمينوف الرئيس المصري السيسي في القاهرة."
    for name in english_names(english):
        assert english[name.start : name.end] == name.text
    for one in check_names(english, arabic):
        assert english[one.start : one.end] == one.text
        assert arabic[one.source_start : one.source_end] == one.source


@pytest.mark.parametrize(
    ("english", "arabic", "source"),
    _rows("""
Vladimir Semenov resigned | استقال فلاديمير سيمينوف | فلاديمير سيمينوف
officials told Semenov | وقال مسؤولون لسيمينوف | لسيمينوف
he met Gaddafi | التقى القذّافي | القذّافي
the Houthis | قال الحوثيون | الحوثيون
a Senegalese goalkeeper | حارس سنغالي | سنغالي
Abdirashid resigned | استقال عبد الرشيد | عبد الرشيد
in Kuala Lumpur | في كوالالمبور | كوالالمبور
Abu Bakr al-Baghdadi | مقتل أبو بكر البغدادي | أبو بكر البغدادي
Egyptian Mohamed Salah | المصري محمد صلاح | المصري محمد صلاح
in Jerusalem | في القدس | القدس
two Turkish ships | سفينتان تركيتان | تركيتان
Egypt won | فازت مصر | مصر
the United Nations | الأمم المتحدة | الأمم المتحدة
the UN envoy | المبعوث الأممي | الأممي
NATO said | قال حلف شمال الأطلسي | حلف شمال الأطلسي
ISIS attacked | هاجم تنظيم داعش | داعش
the Netherlands | هولندا | هولندا
Seville beat Cadiz | إشبيلية | إشبيلية
COVID-19 spread | انتشر COVID-19 | COVID
in TUNIS | في تونس | تونس
SOUTH SUDAN | جنوب السودان | جنوب السودان
EGYPT'S LEADER | زعيم مصر | مصر
SANA reported | قالت سانا | سانا
"""),
)
def test_what_the_arabic_says_is_supported(
    english: str, arabic: str, source: str
) -> None:
    first = check_names(english, arabic)[0]
    assert (first.status, first.source) == ("supported", source)


@pytest.mark.parametrize(
    ("english", "arabic", "told"),
    _rows("""
Vladimir Petrov resigned | استقال فلاديمير سيمينوف | changed Petrov سيمينوف
Smirnov resigned in Minsk | استقال سيمينوف في مينسك | changed Smirnov سيمينوف
Syria won the final | فازت مصر بالنهائي | changed Syria مصر
talks in Geneva | محادثات في فيينا | changed Geneva فيينا
Sudan won the final | فاز الفريق بالنهائي | unsupported Sudan -
Antonio Kramer resigned | استقال أنطونيو | unsupported Kramer -
"""),
)
def test_what_it_does_not_say_is_doubted(english: str, arabic: str, told: str) -> None:
    doubts = [one for one in check_names(english, arabic) if one.status != "supported"]
    assert [f"{o.status} {o.text} {o.source or '-'}" for o in doubts] == [told]


@pytest.mark.parametrize(
    ("english", "arabic"),
    _rows("""
Torrential rain fell | هطلت أمطار غزيرة
the SIM cards | شرائح الهاتف
the Tempest was staged | عرضت المسرحية
Aerogelix absorbs oil | تمتص المادة الزيت
"""),
)
def test_what_may_be_no_name_is_not_doubted_without_reason(
    english: str, arabic: str
) -> None:
    assert check_names(english, arabic) == []


def test_the_rest_of_the_article_supports_a_name_without_offsets() -> None:
    article = Source("استقال الوزير فلاديمير سيمينوف في مينسك.")
    [one] = check_names("Semenov resigned.", "استقال الوزير.", article)
    assert (one.status, one.source, one.source_start) == ("supported", "سيمينوف", None)


def test_a_dateline_may_be_written_as_an_acronym_is() -> None:
    [one] = check_names("SANA, March 3", "", "زار صنعاء")
    assert (one.status, one.source) == ("supported", "صنعاء")


def test_but_not_while_the_sentence_has_another_name_for_it() -> None:
    article = Source("التقى سيمينوف نظيره كوفاتش.")
    [one] = check_names("Semenov resigned.", "استقال كوفاتش.", article)
    assert (one.status, one.source) == ("changed", "كوفاتش")


def test_a_text_and_its_source_give_the_same() -> None:
    english, arabic = "Semenov met Kovacs in Cairo", "التقى سيمينوف كوفاتش في القاهرة"
    assert check_names(english, Source(arabic)) == check_names(english, arabic)


@pytest.mark.parametrize(
    ("english", "arabic", "key"),
    _rows("""
Semenov | ولسيمينوف | سيمينوف
Gaddafi | القذّافي | القذافي
Gaddafi | وللقذافي | القذافي
Walid Nassar | وليد نصار | وليد نصار
Lebanon | ولبنان | لبنان
Baghdad | ببغداد | بغداد
Baghdad | بغداد | بغداد
Cairo | للقاهرة | القاهره
Istanbul | بإسطنبول | اسطنبول
United Nations | وللأمم المتحدة | الامم المتحده
Vladimir Semenov | فلاديمير سيمينوف | فلاديمير سيمينوف
"""),
)
def test_a_key_has_no_clitics(english: str, arabic: str, key: str) -> None:
    found = Finding("name", "supported", english, 0, len(english), arabic, 0, 1)
    assert arabic_key(arabic_form(found)) == key


def test_what_has_no_arabic_has_no_key() -> None:
    assert arabic_form(Finding("name", "unsupported", "Kramer", 0, 6)) == ""


@pytest.mark.parametrize(
    "name",
    ["Egypt", "TUNIS", "CAIRO", "SYRIA", "SOUTH SUDAN", "NATO", "U.S.", "Houthi"],
)
def test_what_arabic_translates_is_known(name: str) -> None:
    assert is_known(name)


@pytest.mark.parametrize("name", ["SEMENOV", "Semenov", "Nato", "Us", "", "XQZ"])
def test_what_it_spells_is_not(name: str) -> None:
    assert not is_known(name)


@pytest.mark.parametrize(
    ("english", "arabic", "form"),
    _rows("""
al-Hamdawi | الحمداوي | al-Hamdawi
Al-Hamdawi | الحمداوي | al-Hamdawi
Al-Hamdawi's | | al-Hamdawi
As‑Sadr | | as-Sadr
Ash-Shami | | ash-Shami
Alan-Pierre | | Alan-Pierre
Ali Al-Hamdawi | | Ali Al-Hamdawi
Al- | | Al-
AL-HAMDAWI'S | | AL-HAMDAWI
Abbas’ | عباس | Abbas
Egyptian Mahmoud Abbas | المصري محمود عباس | Egyptian Mahmoud Abbas
Barzani | البارزاني | Barzani
Barzanis | البارزاني |
Barzanis' | البارزانيون |
Barzanis | | Barzanis
"""),
)
def test_a_spelling_is_compared_wherever_it_stands(
    english: str, arabic: str, form: str
) -> None:
    assert spelling_of(english, arabic) == form


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("", ""),
        ("Semenov", ""),
        ("", "سيمينوف"),
        ("Ł" * 9, "ً" * 9),
        ("\ud800 Semenov", "\ud800 سيمينوف"),
        ("Семенов 习近平", "Семенов 习近平"),
        ("A'b'C d'Or O'", "ال لل و ب"),
    ],
)
def test_odd_texts_do_no_harm(english: str, arabic: str) -> None:
    for one in check_names(english, arabic, arabic):
        assert english[one.start : one.end] == one.text


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("Egypt " * 300, "مصر " * 300),
        ("Semenov" * 3000, "سيمينوف" * 3000),
        ("Aia " * 300, "ا" * 3000),
        ("Al-" * 3000, "وب" * 3000),
    ],
)
def test_long_texts_take_no_time(english: str, arabic: str) -> None:
    started = time.perf_counter()
    check_names(english, arabic, arabic)
    assert time.perf_counter() - started < 5


def test_a_run_of_names_costs_as_much_as_its_first_words() -> None:
    english, arabic = "Khaled Zibrakov " * 8000, "خالد " * 8000
    names = english_names(english)
    assert sum(len(name.parts) for name in names) == 400
    assert max(len(name.parts) for name in names) == 12
    assert check_names(english, arabic) == check_names(english[: 200 * 16], arabic)


def test_names_of_one_kind_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(name: str, arabic: str, limit: float) -> float:
        asked.append(name)
        return likeness(name, arabic, limit)

    monkeypatch.setattr("summarize.names.source.likeness", counted)
    check_names("Zibrakov " * 300, "زبراكوف " * 300)
    assert len(asked) == 1


def test_a_doubted_name_is_held_against_so_many_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    against: set[str] = set()

    def counted(name: str, arabic: str, limit: float) -> float:
        against.add(arabic)
        return likeness(name, arabic, limit)

    monkeypatch.setattr("summarize.names.checking.likeness", counted)
    letters = "ثجذزصضطظغش"
    arabic = " ".join(f"{a}ث{b}ذ{c}" for a in letters for b in letters for c in letters)
    check_names("Gibrakov Mulinow resigned", arabic)
    assert len(against) == 100


def test_a_name_has_only_so_many_places() -> None:
    source = Source("مصر زبراكوف Opel " * 1000)
    [part] = english_names("Egypt")[0].parts
    assert len(source.known(part.known)) == 400
    assert len(source.spelled("zibrakov", 1.0)) == 400
    assert len(source.latin("opel")) == 400


def test_the_words_of_a_long_article_are_read_to_a_limit() -> None:
    source = Source("قال " * 19_999 + "سيمينوف كوفاتش")
    assert source.words[-1].text == "سيمينوف"
    assert len(source.words) == 20_000


def test_what_no_word_is_so_long_as_is_passed_over() -> None:
    assert [word.text for word in Source("قال " + "ب" * 65 + " مصر").words] == [
        "قال",
        "مصر",
    ]


def test_a_long_article_takes_little_memory() -> None:
    article = "قال كوفاتش انه زار المدينة امس " * 60_000
    tracemalloc.start()
    check_names("Semenov resigned.", "استقال.", article)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 << 20
