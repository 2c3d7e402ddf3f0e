"""Which folded Arabic words are ordinary ones, and so seldom names."""

from functools import cache, lru_cache

from summarize.names.spelling import DATA

_FUNCTION_TEXT = """
الى على عن من في ان انه انها هو هي هم ما لا لم لن قد كما كان كانت هذا هذه ذلك تلك التي
الذي الذين بعد قبل عند عندما حين حتى اذا او ثم بل لكن ولا وان مع منذ خلال بين كل بعض غير
دون حول لدى نحو ضد اي ايضا هناك هنا بها به لها له لهم فيه فيها منه منها عليه عليها اليه
اليها عنه عنها يوم امس قال قالت وقال وقالت اليوم انهم انهما بانه بان وهو وهي كي لكي اما
"""
_FUNCTION = frozenset(_FUNCTION_TEXT.split())
_ENDINGS_TEXT = """
يتها ها هم هن نا كم هما تان تين يون يين يات ته تها تهم ية يه يا ون ين ات ان وا تا
ه ت ي ة ا ى
"""
_ENDINGS = tuple(sorted(_ENDINGS_TEXT.split(), key=len, reverse=True))
# What verbs begin with and what owned things end with: names hardly do.
_VERBS = ("ي",)
_OWNED = ("ها", "هم", "هما", "وا", "كم", "هن", "ته")
_SHORTEST = 3
_CLITICS = "بلس"


def is_function(word: str) -> bool:
    """Whether a folded word is a particle, a pronoun or "said"."""
    return word in _FUNCTION


@lru_cache(maxsize=65536)
def is_ordinary(word: str) -> bool:
    """Whether a folded word is one that is seldom a name."""
    if light(word) in _words():
        return True
    return len(word) > 4 and word[0] in _CLITICS and light(word[1:]) in _words()


@lru_cache(maxsize=65536)
def may_be_name(word: str) -> bool:
    """Whether a folded word is no ordinary one, nor inflected as names never are."""
    if len(word) < _SHORTEST or is_function(word):
        return False
    inflected = word.startswith(_VERBS) or word.endswith(_OWNED)
    return not inflected and not is_ordinary(word)


def light(word: str) -> str:
    """A folded word cut to what its inflections have in common, or nearly."""
    if len(word) > 4 and word[0] in "وف":
        word = word[1:]
    if len(word) > 5 and word[0] in "بكل" and word[1:3] == "ال":
        word = word[1:]
    if len(word) > 4 and word[:2] in ("ال", "لل"):
        word = word[2:]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


# The list is made by `python -m tests.measure_names --arabic`.
@cache
def _words() -> frozenset[str]:
    return frozenset((DATA / "arabic.txt").read_text(encoding="utf-8").split())
