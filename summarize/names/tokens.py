"""English text as words, and which of them a capital makes no names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from summarize.names.ordinary import is_ordinary, may_begin_a_sentence
from summarize.names.spelling import plain

MOST_WORDS = 400  # no sentence is longer: what follows is not read
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’ʼ`ʿʾ][^\W\d_]+)*")
_POSSESSIVE = re.compile("['’][sS]?$")
_CONTRACTED = re.compile("['’](?:m|t|d|re|ve|ll)$", re.IGNORECASE)
_GAP = re.compile(r"[ \u00a0]?[-\u2010\u2011'’ʿʾ‘`]?[ \u00a0]?")
_ABBREVIATED = "".join(
    rf"(?<!\b{word})"
    for word in ("[A-Z]", "Dr", "Mr", "Mrs", "Ms", "St", "Gen", "Col", "Lt", "Prof")
)
_OPENING = re.compile(
    rf"(?:^|{_ABBREVIATED}[.]|[!?:;…\n\u2013\u2014]|- )[\s\"'“”‘’«»(\[]*$"
)
_MOST_BEFORE = 8
_MOST_IN_ACRONYM = 5
_LONGEST = 40
_PARTICLES_TEXT = """
al el ad ar as ash at az an ed er es ech ez en et ul bin ibn ben bint bent mint abu abou
abi bou bu umm oum um ould wuld bani beni banu dhi dhu de da di do du del della der den
des van von la le las les los y e i zu ter ten of the
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_BEFORE_NAMES = _PARTICLES - {"of", "the", "e", "i", "at", "as", "an"}
_NO_NAMES_TEXT = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
monday tuesday wednesday thursday friday saturday sunday
mondays tuesdays wednesdays thursdays fridays saturdays sundays
i dr mr mrs ms mp mps sir st saint mount fort highness excellency phd almighty jr sr ltd
inc corp co ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xx xxi
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands, less a possessive, and as it is compared."""

    text: str
    start: int
    end: int
    plain: str
    capital: bool


def tokens_of(text: str) -> list[Token]:
    """The words of English text, the first `MOST_WORDS` of them."""
    return [_token(found) for found in islice(_TOKEN.finditer(text), MOST_WORDS)]


@lru_cache(maxsize=65536)
def _word(word: str) -> tuple[str, str]:
    bare = _POSSESSIVE.sub("", word)
    return bare, plain(bare)


def _token(found: re.Match[str]) -> Token:
    word, key = _word(found.group())
    start = found.start()
    return Token(word, start, start + len(word), key, word[0].isupper())


def is_acronym(word: str) -> bool:
    """Whether a word is a few capitals."""
    return word.isupper() and 1 < len(word) <= _MOST_IN_ACRONYM


def touch(text: str, first: int, second: int) -> bool:
    """Whether only a space or a hyphen stands between two places."""
    return _GAP.fullmatch(text, first, second) is not None


def leads(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is an al, bin or de before a name."""
    if at + 1 >= len(tokens) or tokens[at].plain not in _BEFORE_NAMES:
        return False
    after = tokens[at + 1]
    named = after.capital or after.plain in _BEFORE_NAMES
    return named and touch(text, tokens[at].end, after.start)


def is_name(text: str, token: Token) -> bool:
    """Whether a word is a name by its capital, and unknown as an ordinary word."""
    word = token.plain
    if not token.capital or not 1 < len(word) <= _LONGEST:
        return False
    if any(letter.isdigit() for letter in token.text) or _CONTRACTED.search(token.text):
        return False
    if word in _NO_NAMES or word in _PARTICLES:
        return False
    return not is_ordinary(word)


def is_surely_name(text: str, token: Token) -> bool:
    """Whether a name is no acronym, and no word that only begins a sentence."""
    if is_acronym(token.text.removesuffix("s")):
        return False
    return not (may_begin_a_sentence(token.plain) and _begins(text, token.start))


def stands_out(text: str, token: Token) -> bool:
    """Whether a known name is one here: not an ordinary word that begins a sentence."""
    if token.text.isupper():
        return True
    return not (is_ordinary(token.plain) and _begins(text, token.start))


def _begins(text: str, start: int) -> bool:
    """Whether a sentence, or what is quoted, may begin at a place."""
    return _OPENING.search(text, max(0, start - _MOST_BEFORE), start) is not None
