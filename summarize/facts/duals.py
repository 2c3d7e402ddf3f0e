"""Nouns whose dual news uses for "two", folded; and what looks like a dual."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from summarize.facts.arabic_words import splits
from summarize.facts.singular import NOT_DUAL
from summarize.facts.tokens import Token

Form = Literal["whole", "owned", "construct", "many"]
_ENDS = re.compile(
    "(?>[وف]?(?P<article>[بك]?ال|لل)|[وف][بل]?(?=....)|[بل](?=.....))?+"
    "(?P<stem>.{3,}[اي]ن)"
)
# Persons by what they do, who are rather many when they end so: teachers, workers.
_PLURAL = re.compile("(?:م.+|.ا.+|.+ي)(?<!ت)ين")
_PERSONS_TEXT = """
موظف مندوب مدافع عامل مسلح ملثم مستثمر مرشح لاعب قيادي عسكري صحافي صحفي مدني معلم مقاتل
مهندس مدرب مهاجم مصاب محتجز معتقل متسلق منافس متهم مخطوف مسؤول مسافر مسجل باحث ناشط مدير
صياد قاصر مصنع ممثل والد
"""
_PERSONS = frozenset(_PERSONS_TEXT.split())
_ANY = frozenset({"اي", "ايا", "لاي", "باي", "واي", "كل", "لكل"})
VOWELED_DUAL = "\u064eين"  # the plural ends in another vowel
_OWNERS = ("ه", "ها", "هم", "هن", "هما", "نا")
# Without an owner these are adjectives: daily, military, main.
_ADJECTIVES_TEXT = """
يوم شهر رئيس عسكر مدن جانب عام اسبوع فصل موسم شخص عمل هاتف نصف قانون عدد خط بيان بنك
مصرف وزير حادث دور نظام نهر جدار عنصر جيش حزب نوع نموذج حي فرد بحث مركز كتاب بلد نسب
علم اسم وقت سبب اتفاق بحر مبدا مسجد لقاء سجن حال
"""
_CONSTRUCT = ("يومي", "يوما", "عامي", "شهري", "مثلي")
_ADJECTIVES = frozenset(_ADJECTIVES_TEXT.split())

# Of these both duals are read; the feminine ones also in construct (سيارتا, سيارتي).
_MASCULINE = """
عام يوم اسبوع شهر عقد قرن فصل موسم بلد طرف جانب كيلومتر متر سنتيمتر ميل طن كيلوغرام
غرام لتر مقعد صاروخ هدف شرطي جندي ضابط وفد طفل شخص رجل شقيق اخ حارس انذار فريق منتخب
حزب عضو موظف مندوب مصرف بنك مستشفي مدافع قارب عقار عامل طالب خيار خبير جسر جزء بيان
مشروع زعيم رئيس وزير سفير خصم هجوم شوط كابل سد فندق شريك زوج سائق مصنع مكتب مسار مركز
مؤتمر لوح هاتف نهر نائب ناشط ملف ملثم مسلح مستثمر مرشح مدخل ملياردير منزل مبني بيت باب
لاعب كاهن كوب كاس قياديي قيادي قمر قطار قسط فيلم فنجان فوز فصيل فرد عنصر عمل عسكري عرض
عدد طيار طابق صحافي صحفي شاعر شاب سهم سجين سجن قاصر راع راعي رضيع رادار حساب حزام حقل
جيش جيل جهاز اجتماع اتجاه انفجار تمثال توام ثقب جدار جريح خزان دولار باحث بئر بحث
اصبع ائتلاف معتقل متسلق منافس متهم محتجز مصاب قتيل مخطوف صياد عالم مهندس معلم مقاتل
حادث شارع حي خط سطر دور مدرب مهاجم قائد شهر مليون مليار فلس قرش جنيه دينار درهم ريال
عنوان قسم كتاب مسجد معبر ممر ميناء مطار مدني موقع مدير مقترح مبدا سبب امر عامل اثر
احتمال اتفاق قرار قانون شرط يوما ليل نصف كيان مخيم لقاء هاتف رقم مسؤول مسجل مسافر زميل
محرك مسبح موضع جار مرحاض وكيل شعاع سطح قضيب جواز مجلس راس حلف مقطع منصب ناد نادي نظام
نوع نموذج وقت وسيط وعد هيكل اسم بند ضعف مثل ولد والد
"""
_FEMININE = """
سن سنه ساعه دقيقه ثانيه مره ليله نقطه درجه سياره طائره مباراه رحله سفينه فرقاطه مقاتله
عائله دوله دفعه شركه جوله جامعه جرعه ماده مجموعه محطه مدرسه مدينه منطقه مرحله مركبه
مروحيه مسيره مزرعه منصه منظمه منظومه نافذه نجمه نقابه وزاره ولايه ورشه وحده وجبه هيئه
ميداليه ممرضه مقاطعه ملعقه مكالمه معاهده محاوله محاميه مجله مجنده لغه لهجه كليه كلمه
كتله كاميرا كاتبه قريه قنبله قفزه قضيه قطعه قذيفه قاعه قاطره قائمه فرصه فرقه فتره فئه
غرفه عنزه عماره علبه عصابه عربه عبوه عمليه ظاهره طريقه طلعه طالبه ضربه ضفه صاله شهاده
شحنه شاحنه سيده سلطه روايه رساله رصاصه ركله رهينه دوره دائره دراجه خساره حلقه حكومه
حركه حاله حافله جهه جنسيه جمهوريه جلسه جزيره جثه جبهه تهمه ترجمه تجربه بندقيه بطوله
بطاقه بقره باخره بلديه اداره اسره ركيزه ربطه دفعه عقبه واجهه عقده تله كتيبه ابنه عين
امراه ابنه اتفاقيه اصابه زياره زياده لجنه قاره كارثه قصه فتاه طفله شقيقه حامله ناقله
بارجه لوحه صوره قاعده نسخه نسبه
"""
_WORDS = """
كلا كلتا كليهما كلتيهما كلاهما كلتاهما كلي كلتي هذان هذين هاتان هاتين اللذان اللذين
اللتان اللتين ابوان ابوين اخوان اخوين اختان اختين بنتان بنتين فتاتان فتاتين يدان يدين
اخران اخرين اخريان اخريين كاملان كاملين كاملتان كاملتين عجفاوان عجفاوين توامان
مستشفيان مستشفيين شطرين مستويين مبنيان مبنيين
"""


def _duals() -> dict[str, Form]:
    found: dict[str, Form] = {}
    for noun in _MASCULINE.split():
        if noun not in _ADJECTIVES:
            found.update({noun + "ا": "construct", noun + "ي": "construct"})
        found.update({noun + end + one: "owned" for end in "اي" for one in _OWNERS})
    for noun in _FEMININE.split():
        stem = noun.removesuffix("ه") + "ت"
        found.update({stem + end: "whole" for end in "اي"})
        found.update({stem + end + one: "owned" for end in "اي" for one in _OWNERS})
    for noun in _MASCULINE.split():
        found.update({noun + "ان": "whole", noun + "ين": "whole"})
    for noun in _FEMININE.split():
        stem = noun.removesuffix("ه") + "ت"
        found.update({stem + "ان": "whole", stem + "ين": "whole"})
    found.update(dict.fromkeys(_CONSTRUCT, "construct"))
    found.update(dict.fromkeys(_WORDS.split(), "whole"))
    return found


_DUALS = _duals()


def dual_at(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun at a place says "two" by its form.

    What is spelled with a teh marbuta says nothing, though it is folded like an
    owner's suffix; nor does an accusative (رجلا) unless a definite noun follows it.
    """
    token = tokens[at]
    raw = text[token.start : token.end]
    if VOWELED_DUAL in raw:
        return True
    form = dual_form(token.word)
    if form == "many":  # the candidates, but any of the two candidates
        return at > 1 and tokens[at - 1].word == "من" and tokens[at - 2].word in _ANY
    if form is None or form == "whole":
        return form == "whole"
    if "ة" in raw:
        return False
    if form == "construct" and token.word[-1] == "ا":
        return at + 1 < len(tokens) and tokens[at + 1].word.startswith("ال")
    return True


@lru_cache(maxsize=65536)
def dual_form(word: str) -> Form | None:
    """How a word says "two", if it may; only whole forms take the article.

    Those of persons are `many`: with it they rather name more than two.
    """
    if word in _DUALS:
        return _DUALS[word]
    for rest, prefix in splits(word):
        form = _DUALS.get(rest)
        if form and (form == "whole" or not prefix.definite):
            many = prefix.definite and rest.removesuffix("ين") in _PERSONS
            return "many" if many else form
    return "whole" if _like_dual(word) else None


def _like_dual(word: str) -> bool:
    """Whether a folded word has a dual's ending and is no known singular or plural."""
    if word.endswith("هما"):
        return word.removeprefix("و") not in NOT_DUAL
    found = _ENDS.fullmatch(word)
    if found is None:
        return False
    stem = found["stem"]
    if stem in NOT_DUAL or word in NOT_DUAL:
        return False
    if stem.endswith("يين"):  # two Britons, but the Britons
        return found["article"] is None and not stem.endswith("ايين")
    return _PLURAL.fullmatch(stem) is None
