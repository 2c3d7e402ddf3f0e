"""Which articles can be briefed at all, and in a word why the others cannot."""

import re
from collections.abc import Callable

from summarize import arabic
from summarize.records import Article, Rejection
from summarize.sources import boilerplate, limits

FEWEST_WORDS = 8
MOST_LATIN_1 = 0.40
MOST_TAH_AND_ZAH = 0.20
MOST_REPLACED = 0.05
MOST_REVERSED = 0.03

Problem = tuple[str, str] | None

_SURROGATE = re.compile("[\ud800-\udfff]")
_LATIN_1 = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def sift(article: Article) -> Article | Rejection:
    """The article itself, or the first reason not to brief it."""
    problem = _broken(article)
    for find in _PROBLEMS:
        problem = problem or find(article.text)
    if problem is None:
        return article
    reason, detail = problem
    return Rejection(article.where, reason, f"{article.where}: {detail}")


def _broken(article: Article) -> Problem:
    for name in ("text", "title", "byline", "id"):
        if _SURROGATE.search(getattr(article, name)):
            said = f"its {name} holds half of a surrogate pair"
            return "bad_text", f"{said}; expected whole characters"
    return None


def _too_large(text: str) -> Problem:
    if len(text) <= limits.ARTICLE:
        return None
    most = limits.ARTICLE >> 20
    return "too_large", f"the text is too large; expected at most {most} Mi characters"


def _empty(text: str) -> Problem:
    if arabic.for_model(text):
        return None
    return "empty", "the text is empty; expected an Arabic article"


def _too_short(text: str) -> Problem:
    count = len(arabic.words(text))
    if count >= FEWEST_WORDS:
        return None
    return "too_short", f"too short, {count} of at least {FEWEST_WORDS} words"


def _not_arabic(text: str) -> Problem:
    problem = arabic.language_problem(text)
    return ("not_arabic", f"the text is not Arabic: {problem}") if problem else None


def _mojibake(text: str) -> Problem:
    """Arabic read through a wrong encoding leaves only letters that are rare in it."""
    letters = sum(map(str.isalpha, text)) or 1
    latin_1 = len(_LATIN_1.findall(text)) / letters
    tah_and_zah = (text.count("ط") + text.count("ظ")) / letters
    replaced = text.count("\ufffd") / max(len(text), 1)
    if latin_1 > MOST_LATIN_1:
        seen = "Arabic read as Latin-1 (Ø, Ù)"
    elif tah_and_zah > MOST_TAH_AND_ZAH:
        seen = "UTF-8 read as Windows Arabic (ط, ظ)"
    elif replaced > MOST_REPLACED:
        seen = "characters lost in an earlier conversion (U+FFFD)"
    else:
        return None
    return "mojibake", f"the text is garbled: it looks like {seen}"


def _reversed(text: str) -> Problem:
    """Text in the order of a page's pixels: its words stand with their end in front."""
    words = _WORD.findall(arabic.for_model(text, drop_diacritics=True))
    first = sum(word[0] in "ةى" for word in words)
    with_article = sum(word.startswith("ال") for word in words)
    with_reversed = sum(word.endswith("لا") for word in words)
    if first <= MOST_REVERSED * len(words) or with_reversed <= with_article:
        return None
    return (
        "reversed_text",
        f"the text runs backwards, as out of a PDF: {first / len(words):.0%} of its "
        "words start with ة or ى; expected letters in reading order",
    )


def _only_boilerplate(text: str) -> Problem:
    count = len(arabic.words(boilerplate.without(text)))
    if count >= FEWEST_WORDS:
        return None
    return (
        "boilerplate",
        f"{count} words are left without banners, link lists and repeated lines; "
        f"expected at least {FEWEST_WORDS}",
    )


_PROBLEMS: tuple[Callable[[str], Problem], ...] = (
    _too_large,
    _empty,
    _mojibake,
    _not_arabic,
    _reversed,
    _too_short,
    _only_boilerplate,
)
