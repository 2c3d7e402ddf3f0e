"""Tokens for ROUGE: XL-Sum's Arabic ones, a folded variant, and Google's English.

Stock ROUGE keeps only `a-z0-9`: on Arabic it scores equal texts 0 and unrelated texts
that share digits 1. XL-Sum's definition (Hasan et al. 2021, github.com/csebuetnlp/
xl-sum) is reproduced here without its tokenizer's C++ parts, with NLTK's stemmer made
a function of its word alone: left to itself, `stem` keeps a flag from word to word.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from nltk.stem.porter import PorterStemmer
from nltk.stem.snowball import ArabicStemmer
from rouge_score.tokenize import tokenize

from summarize.arabic import fold_digits

LONGEST_UNSTEMMED = 3
# What pyonmttok writes for a mark that has no letter to stand on: "％0020" + the mark.
_ORPHAN = "\uff050020"
_LUCENE_FOLD = str.maketrans(
    {"آ": "ا", "أ": "ا", "إ": "ا", "\u0671": "ا", "ى": "ي", "ة": "ه"}
)
_LUCENE_DROP = re.compile("[\u0640\u064b-\u0652\u0670]")
_HIDDEN = re.compile(
    "[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_THOUSANDS = re.compile(r"(?<=\d)[,\u066c](?=\d{3}(?!\d))")


class XlsumTokenizer:
    """XL-Sum's Arabic tokens, Snowball stems of those longer than three characters.

    Its text must be NFC; it does not normalise. `rouge_score` asks for an object with
    `tokenize`, so this is one. Stems and texts are remembered, which changes nothing:
    both are functions of their argument.
    """

    def __init__(self, normalise: Callable[[str], str] | None = None) -> None:
        self._normalise = normalise
        self.tokenize = lru_cache(maxsize=64)(self._tokenize)

    def _tokenize(self, text: str) -> tuple[str, ...]:
        seen = self._normalise(text) if self._normalise else text
        stems = (_stem(token) for token in split_xlsum(seen))
        return tuple(stem for stem in stems if stem)


class GoogleTokenizer:
    """`rouge_score`'s own English tokens with its Porter stemmer, remembered."""

    def __init__(self) -> None:
        self.tokenize = lru_cache(maxsize=64)(self._tokenize)
        self.stem = lru_cache(maxsize=200_000)(PorterStemmer().stem)

    def _tokenize(self, text: str) -> tuple[str, ...]:
        return tuple(tokenize(text, self))


def split_xlsum(text: str) -> list[str]:
    """The text's tokens as XL-Sum cuts them, before stemming.

    Lower case; spaces and punctuation part tokens and vanish; controls and formats
    vanish and so join their neighbours; runs of letters and runs of numbers are a
    token each; a mark joins the token before it; any other character stands alone.
    Chinese, Japanese and Korean are not cut into characters as XL-Sum does.
    """
    bare = "".join(map(_bare, text.lower().strip()))
    tokens: list[str] = []
    for at, piece in enumerate(bare.split()):
        tokens += _split_piece(piece, at == 0)
    return tokens


def lucene_fold(text: str) -> str:
    """The text with spellings of one word made equal: Lucene's ArabicNormalizer.

    NFKC, no hidden characters, tatweel or short vowels, alef and ya and ta marbuta
    folded, digits as 0-9 without thousands separators.
    """
    plain = _LUCENE_DROP.sub("", _HIDDEN.sub("", unicodedata.normalize("NFKC", text)))
    return _THOUSANDS.sub("", fold_digits(plain.translate(_LUCENE_FOLD)))


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    category = unicodedata.category(char)
    if char in "\t\n\r" or category == "Zs":
        return " "
    if char == "\ufffd" or category[0] == "C":
        return ""
    ascii_sign = char.isascii() and not char.isalnum()
    return " " if ascii_sign or category[0] == "P" else char


@lru_cache(maxsize=200_000)
def _split_piece(piece: str, first: bool) -> tuple[str, ...]:
    tokens: list[str] = []
    kind = ""
    for char in piece:
        now = unicodedata.category(char)[0]
        if now == "M":
            if tokens:
                tokens[-1] += char
            else:
                tokens, kind = [char if first else _ORPHAN + char], "M"
        elif now in "LN" and now == kind:
            tokens[-1] += char
        else:
            tokens.append(char)
            kind = now
    return tuple(tokens)


_stemmer = ArabicStemmer(ignore_stopwords=False)


@lru_cache(maxsize=200_000)
def _stem(token: str) -> str:
    if len(token) <= LONGEST_UNSTEMMED:
        return token
    # NLTK sets this flag on one word and reads it on later ones; pinned to where it
    # stands after the first few words anyway.
    _stemmer.suffixes_verb_step1_success = True
    stem: str = _stemmer.stem(token)
    return stem
