"""What Arabic text needs before it is read, compared, counted or believed."""

import hashlib
import re
import unicodedata

LEAST_ARABIC = 0.60
MOST_FOREIGN = 0.03
LEAST_DEFINITE = 0.10

_ARABIC = "\u0600\u06ff\u0750\u077f\u0870\u08ff\ufb50\ufdff\ufe70\ufefc"
_ARABIC_LETTER = re.compile(
    "["
    + "".join(
        chr(code)
        for first, last in zip(_ARABIC[::2], _ARABIC[1::2], strict=True)
        for code in range(ord(first), ord(last) + 1)
        if chr(code).isalpha()
    )
    + "]"
)
# Presentation forms A and B: the shapes of letters, not letters of their own.
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_TATWEEL = "\u0640"
_DIACRITICS = re.compile("[\u064b-\u0652\u0670]")
_ALL_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed]")
# Controls that are no whitespace, and what Unicode calls default ignorable.
_UNSEEN = (
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f"
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufff0-\ufffb"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi marks, embeddings, isolates
    "\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff"  # zero-width spaces and joiners
    "\ufe00-\ufe0f\U000e0000-\U000e0fff"  # variation selectors, tag characters
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
# Beside these what breaks a line, and halves of characters, which no file can hold.
_UNPRINTABLE = re.compile(f"[{_UNSEEN}\u0000-\u001f\u0085\u2028\u2029\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")
# Letters of the Arabic block that Arabic itself does not use: Persian, Urdu, Kurdish.
_FOREIGN = re.compile("[\u063b-\u063f\u0672-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f]")
_DEFINITE = re.compile("[وفبك]?ال|و?لل")
_FOLD = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "\u0671": "ا",  # ALEF WASLA
        "ى": "ي",
        "\u06cc": "ي",  # FARSI YEH
        "\u06a9": "ك",  # KEHEH
        "ة": "ه",
    }
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def nfc(text: str) -> str:
    """The text in Unicode's composed form."""
    return unicodedata.normalize("NFC", text)


def fold_digits(text: str) -> str:
    """The text with Arabic-Indic and Persian digits as 0-9, no character moved."""
    return text.translate(_DIGITS)


def for_model(text: str, *, drop_diacritics: bool = False) -> str:
    """The text as a model should read it: letters only, nothing invisible."""
    seen = _SHAPES.sub(_letters_of, _INVISIBLE.sub("", text))
    seen = seen.replace(_TATWEEL, "")
    if drop_diacritics:
        seen = _DIACRITICS.sub("", nfc(seen))
    return nfc(_SPACE.sub(" ", seen).strip())


def clean_english(text: str) -> str:
    """English without the invisible controls that Arabic sources leave in it."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def for_display(text: str) -> str:
    """The text on one line of a page: only joiners are left of what is invisible."""
    return " ".join(_INVISIBLE.sub(_joiner, text).split())


def visible(text: str) -> str:
    """The text for a terminal or a log: what would hide in it is written `\\u202e`."""
    return _UNPRINTABLE.sub(lambda found: ascii(found.group())[1:-1], text)


def arabic_share(text: str) -> float:
    """The share of the text's letters that are of the Arabic script."""
    letters = sum(map(str.isalpha, text))
    return len(_ARABIC_LETTER.findall(text)) / letters if letters else 0.0


def has_arabic(text: str) -> bool:
    """Whether a letter of the text is of the Arabic script."""
    return _ARABIC_LETTER.search(text) is not None


def language_problem(text: str) -> str | None:
    """Why the text is not plausibly Arabic, or None when it is.

    Names may carry a few Persian letters, and Arabic typed on a Persian keyboard
    carries many; but only another language has them and hardly a definite article.
    """
    share = arabic_share(text)
    if share < LEAST_ARABIC:
        return (
            f"only {share:.0%} of its letters are Arabic; "
            f"expected at least {LEAST_ARABIC:.0%}"
        )
    foreign = _foreign_share(text)
    if foreign > MOST_FOREIGN and _definite_share(text) < LEAST_DEFINITE:
        return (
            f"{foreign:.0%} of its letters are Persian, Urdu or Kurdish ones; "
            f"expected at most {MOST_FOREIGN:.0%} in Arabic"
        )
    return None


def words(text: str) -> list[str]:
    """The text's words, folded so that spellings of one word compare equal."""
    bare = _ALL_MARKS.sub("", for_model(text))
    return _WORD.findall(fold_digits(bare).translate(_FOLD).casefold())


def content_hash(text: str) -> str:
    """The SHA-256 of the normalised text, in hexadecimal."""
    # A lone surrogate has no UTF-8; readers refuse it, a hash must not.
    return hashlib.sha256(for_model(text).encode("utf-8", "surrogatepass")).hexdigest()


def _joiner(hidden: re.Match[str]) -> str:
    return hidden.group() if hidden.group() in "\u200c\u200d" else ""


def _letters_of(shape: re.Match[str]) -> str:
    # A lone mark's shape decomposes into a space and the mark: the space is no letter.
    return unicodedata.normalize("NFKC", shape.group()).strip()


def _foreign_share(text: str) -> float:
    letters = len(_ARABIC_LETTER.findall(text))
    return len(_FOREIGN.findall(text)) / letters if letters else 0.0


def _definite_share(text: str) -> float:
    found = words(text)
    return sum(1 for word in found if _DEFINITE.match(word)) / max(len(found), 1)
