import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize import arabic

NEWS = "أعلنت وزارة الصحة اليوم الأحد تسجيل عشرين إصابة جديدة في العاصمة والمدن الكبرى"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        pytest.param("العـــربية", "العربية", id="tatweel"),
        pytest.param("\u202bمصر\u202c \u2067اليوم\u2069\u200f", "مصر اليوم", id="bidi"),
        pytest.param("\ufeffم\u200bص\u200cر\u2060\u00ad", "مصر", id="zero-width"),
        pytest.param("مصر\U000e0041\u0007", "مصر", id="tags-and-controls"),
        pytest.param(" مصر\u00a0\n\tاليوم ", "مصر اليوم", id="spaces"),
        pytest.param("\ufefb يعلم", "لا يعلم", id="lam-alef-ligature"),
        pytest.param("\ufe8d\ufedf\ufecc\ufead\ufe8f", "العرب", id="shapes"),
        pytest.param("م²و①", "م²و①", id="no-nfkc-elsewhere"),
        pytest.param("ا\u0653ب", "آب", id="nfc"),
        pytest.param("كُتِبَ", "كُتِبَ", id="diacritics-kept"),
    ],
)
def test_for_model(raw: str, clean: str) -> None:
    assert arabic.for_model(raw) == clean


def test_diacritics_go_only_when_asked() -> None:
    assert arabic.for_model("كُتِبَ هٰذا", drop_diacritics=True) == "كتب هذا"


@given(st.text())
def test_for_model_is_done_in_one_go(text: str) -> None:
    once = arabic.for_model(text)
    assert arabic.for_model(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_english_loses_its_invisible_marks() -> None:
    assert (
        arabic.clean_english("\u200fThe  minister\u202c\n said ") == "The minister said"
    )


def test_share_counts_letters_only() -> None:
    assert arabic.arabic_share("مصر 2015 !!") == 1
    assert arabic.arabic_share("مصر abc") == 0.5
    assert arabic.arabic_share("123") == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NEWS, id="news"),
        pytest.param(NEWS + " في گوگل وچيلي وپاريس", id="persian-letters-in-names"),
        pytest.param(
            NEWS.replace("ي", "\u06cc").replace("ك", "\u06a9"), id="persian-keyboard"
        ),
        pytest.param(NEWS + " Reuters, BBC and AFP", id="latin-names"),
    ],
)
def test_arabic_is_plausible(text: str) -> None:
    assert arabic.language_problem(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("The minister said so. قال الوزير", "%", id="english"),
        pytest.param(
            "رئیس جمهور ایران امروز در تهران گفت که این کشور به گفتگو ادامه می‌دهد",
            "Persian",
            id="persian",
        ),
        pytest.param(
            "وزیر اعظم نے کہا ہے کہ حکومت عوام کی بہتری کے لیے کام کر رہی ہے",
            "Urdu",
            id="urdu",
        ),
        pytest.param(
            "سەرۆکی هەرێمی کوردستان ئەمڕۆ لەگەڵ وەزیری دەرەوە کۆبووەوە",
            "Kurdish",
            id="kurdish",
        ),
        pytest.param("2015 / 2016", "0%", id="no-letters"),
    ],
)
def test_other_languages_are_named_with_their_share(text: str, said: str) -> None:
    problem = arabic.language_problem(text)
    assert problem is not None
    assert said in problem


def test_words_fold_spellings() -> None:
    assert arabic.words("إلى المدرسةُ، أكَّـد ٢٠١٥!") == [
        "الي",
        "المدرسه",
        "اكد",
        "2015",
    ]


def test_hash_is_that_of_the_normalised_text() -> None:
    assert arabic.content_hash("مصـر  اليوم") == arabic.content_hash("مصر اليوم\u200f")
    assert arabic.content_hash("مصر") != arabic.content_hash("قطر")
