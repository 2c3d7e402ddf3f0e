"""How alike two spellings of a name are, in English or across the two scripts."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from summarize.arabic import words

# Letters and pairs that transliterations exchange, as one; what is left of vowels.
_ENGLISH = (
    ("['\u2019\u2018\u02bc`]", ""),
    ("sch|tch|sh|ch", "5"),
    ("kh|gh|ck|[qcgxj]", "k"),
    ("dh", "d"),
    ("th", "t"),
    ("ph|v", "f"),
    ("p", "b"),
    ("oo|ou|[ouw]", "u"),
    ("ee|ei|ai|ay|ey|[iye]", "i"),
    ("[ao]h$", "a"),
    (r"(.)\1+", r"\1"),
    ("(?<=.)a$", ""),
)
_PAIRS = tuple((re.compile(pattern), to) for pattern, to in _ENGLISH)
_CLASSES = {
    "a": "ا",
    "b": "بپ",
    "t": "تثط",
    "k": "جخغقكگ",
    "h": "حه",
    "d": "دذضظ",
    "r": "ر",
    "z": "ز",
    "s": "سص",
    "5": "شچ",
    "f": "فڤ",
    "l": "ل",
    "m": "م",
    "n": "ن",
    "u": "وؤ",
    "i": "يئ",
}
_ARABIC = str.maketrans(
    {letter: key for key, letters in _CLASSES.items() for letter in letters}
)
_VOWELS = re.compile("[aiu]")
_ARTICLE = re.compile("^(?:al|el|ul|as|ash|an|ar|at|ad|az)[-\u2019' ]")


@lru_cache(maxsize=16384)
def english_key(word: str) -> str:
    """How a name in Latin letters sounds, roughly, without its Arabic article."""
    plain = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    key = without_article(plain)
    for pattern, to in _PAIRS:
        key = pattern.sub(to, key)
    return re.sub("[^a-z5]", "", key)


def without_article(word: str) -> str:
    """A name in small letters without the Arabic article that is joined to it."""
    return _ARTICLE.sub("", word)


@lru_cache(maxsize=16384)
def arabic_sound(word: str) -> str:
    """How an Arabic word sounds, in the same letters; it has no short vowels."""
    folded = "".join(words(word))
    bare = folded.removeprefix("ال") if len(folded) > 4 else folded
    key = bare.removesuffix("ه").translate(_ARABIC)
    return re.sub(r"(.)\1+", r"\1", re.sub("[^a-z5]", "", key)).removesuffix("a")


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how alike two keys are, their consonants above all."""
    return 0.006 * fuzz.ratio(consonants(one), consonants(other)) + 0.004 * fuzz.ratio(
        one, other
    )


def consonants(key: str) -> str:
    """A key without its vowels, or with them where it has nothing else."""
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", key)) or key
