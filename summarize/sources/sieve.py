"""Which articles can be briefed at all, and in a word why the others cannot."""

from summarize import arabic
from summarize.records import Article, Rejection

FEWEST_WORDS = 8
MOST_LATIN_1 = 0.40
MOST_TAH_AND_ZAH = 0.20
MOST_REPLACED = 0.05


def sift(article: Article) -> Article | Rejection:
    """The article itself, or the first reason not to brief it."""
    problem = (
        _empty(article.text)
        or _mojibake(article.text)
        or _too_short(article.text)
        or _not_arabic(article.text)
    )
    if problem is None:
        return article
    reason, detail = problem
    return Rejection(article.where, reason, f"{article.where}: {detail}")


def _empty(text: str) -> tuple[str, str] | None:
    if arabic.for_model(text):
        return None
    return "empty", "the text is empty; expected an Arabic article"


def _too_short(text: str) -> tuple[str, str] | None:
    count = len(arabic.words(text))
    if count >= FEWEST_WORDS:
        return None
    return "too_short", f"too short, {count} of at least {FEWEST_WORDS} words"


def _not_arabic(text: str) -> tuple[str, str] | None:
    problem = arabic.language_problem(text)
    return ("not_arabic", f"the text is not Arabic: {problem}") if problem else None


def _mojibake(text: str) -> tuple[str, str] | None:
    """Arabic read through a wrong encoding leaves only letters that are rare in it."""
    letters = [character for character in text if character.isalpha()] or [" "]
    latin_1 = sum("\u00c0" <= letter <= "\u00ff" for letter in letters) / len(letters)
    tah_and_zah = sum(letter in "طظ" for letter in letters) / len(letters)
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
