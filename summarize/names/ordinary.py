"""Which English words are ordinary ones, that a capital letter makes no names."""

from functools import cache, lru_cache

from summarize.names.spelling import DATA

_FEWEST = 4
# What inflection and derivation put behind a word, what stood there before, and how
# many letters must be left: names end in -er and -ed too.
_ENDINGS = (
    *(("s", "", 3), ("es", "", 3), ("ies", "y", 3), ("ied", "y", 3), ("ly", "", 4)),
    *(("ing", "", 4), ("ing", "e", 4), ("ed", "", 5), ("ed", "e", 5), ("est", "", 4)),
    *(
        ("er", "", 5),
        ("er", "e", 5),
        ("ers", "", 4),
        ("ers", "e", 4),
        ("ally", "al", 4),
    ),
    *(
        ("or", "e", 5),
        ("ors", "e", 5),
        ("ness", "", 4),
        ("less", "", 4),
        ("ful", "", 4),
    ),
    *(("al", "", 5), ("al", "e", 5), ("ism", "", 4), ("ist", "", 4), ("ists", "", 4)),
    *(("ist", "y", 4), ("ists", "y", 4), ("able", "", 4), ("able", "e", 4)),
    *(("ment", "", 4), ("ments", "", 4), ("ity", "", 4), ("ity", "e", 4)),
    *(("ship", "", 4), ("ic", "y", 5), ("ical", "y", 5)),
)
_BEGINNINGS = (
    *("un", "re", "non", "anti", "pre", "post", "inter", "multi", "sub", "over"),
    *("under", "out", "counter", "mis", "dis", "co", "micro", "bio", "geo", "astro"),
    *("psycho", "neuro", "cardio", "hydro", "electro", "photo", "nano", "macro"),
    *("radio", "thermo", "aero", "agro", "socio", "techno", "tele", "ultra", "semi"),
    *("pseudo", "poly", "mono", "petro", "pharma", "immuno", "auto", "trans", "super"),
)
# American and British spellings of one sound.
_SPELLINGS = (("iz", "is"), ("yz", "ys"), ("or", "our"), ("er", "re"), ("ense", "ence"))
_ALWAYS = (
    *("tion", "tions", "ment", "ments", "ness", "ology", "ologist", "ologists"),
    *("ological", "ography", "ographic", "ometry", "physics", "isation", "ization"),
)
_FIRST = (
    *("ing", "ed", "ly", "ers", "ors", "ists", "ous", "ical", "ible", "able"),
    *("ives", "ials", "ants", "ents", "less", "ful", "wise", "ward", "wards", "like"),
)


# The list is made by `python -m tests.measure_names --words`.
@cache
def _words() -> frozenset[str]:
    return frozenset((DATA / "words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=65536)
def is_ordinary(word: str) -> bool:
    """Whether a word in small letters is an ordinary one or a form of one."""
    return _known(word) or (len(word) > 6 and word.endswith(_ALWAYS)) or _begins(word)


@lru_cache(maxsize=65536)
def may_begin_a_sentence(word: str) -> bool:
    """Whether a word that is no known one looks English enough to be ordinary.

    Only for the first word of a sentence, whose capital says nothing.
    """
    return is_ordinary(word) or _joined(word) or word.endswith(_FIRST)


def _known(word: str) -> bool:
    if _inflected(word):
        return True
    return any(
        american in word and _inflected(word.replace(american, british))
        for american, british in _SPELLINGS
    )


def _inflected(word: str) -> bool:
    words = _words()
    if word in words:
        return True
    for ending, before, fewest in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) < fewest or stem == word:
            continue
        if stem + before in words:
            return True
        if stem[-1] == stem[-2] and stem[:-1] in words and not before:
            return True
    return False


def _begins(word: str) -> bool:
    return any(
        word.startswith(one)
        and len(word) >= len(one) + _FEWEST
        and _known(word.removeprefix(one))
        for one in _BEGINNINGS
    )


def _joined(word: str) -> bool:
    """Whether it is two words in one: sandstorm, stallholders."""
    return any(
        word[:cut] in _words() and _inflected(word[cut:])
        for cut in range(4, len(word) - 2)
    )
