"""A name that a translation spells in its own way, spelt as the desk does.

It costs no model call, so it has to be sure: what is left is asked for again.
"""

import re
from itertools import chain

from rapidfuzz import fuzz

from summarize.glossary.arabic_words import arabic_words, readings
from summarize.glossary.capitalised import Name, name_of, names_in
from summarize.glossary.likeness import (
    arabic_sound,
    english_key,
    likeness,
    without_article,
)
from summarize.glossary.record import Use

LEAST_LIKE = 0.80
LEAST_LIKE_WORD = 0.87
LEAST_LIKE_JOINED = 0.90
_LEAST_PART = 0.60
# How much of its Arabic the desk's English sounds like, where it is no translation.
_LEAST_SOUND = 0.65
_LEAST_KEY = 2
_SHORT_KEY = 3
_LEAST_LETTERS = 60
# Another word, not another spelling: Yemeni, Sudanese, Bulgarian, Tunisia of Tunis.
_PEOPLE = re.compile("(?:i|ian|ese)s?$")
_DERIVED = re.compile("(?:ia|an|n)s?")


def respell(english: str, use: Use, arabic: str) -> str | None:
    """The English with the desk's spelling in place of the name most like it.

    None where the term is no name, where nothing is like it enough, or where what is
    like it is more like another word of the Arabic.
    """
    target = name_of(use.term.written)
    if not target or not target.keys or not _sounds(target, arabic, use):
        return None
    likes = {name: _like(name, target) for name in names_in(english, len(target.words))}
    fitting = [
        name for name, like in likes.items() if like and _belongs(name, use, arabic)
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda name: (likes[name], name.end - name.start))
    whole = rf"(?<![\w-]){re.escape(english[best.start : best.end])}(?!\w)"
    new = use.term.written
    return re.sub(whole, lambda found: _cased(new, english[: found.start()]), english)


def _cased(name: str, before: str) -> str:
    """A name with a capital where it begins a sentence."""
    begins = re.search('(?:^|[.!?]\\s|["\u201c])$', before)
    return name[:1].upper() + name[1:] if begins else name


def _sounds(target: Name, arabic: str, use: Use) -> bool:
    """Whether the desk's English is a name's sound and no translation."""
    found = arabic_words(arabic[use.start : use.end])
    own = "".join(arabic_sound(word.raw) for word in found)
    return likeness(own, "".join(target.keys)) >= _LEAST_SOUND


def _like(name: Name, target: Name) -> float:
    """How alike a name is to the desk's, by words or run together; 0 if too little."""
    ours, theirs = name.keys, target.keys
    if min(len("".join(ours)), len("".join(theirs))) < _LEAST_KEY:
        return 0.0
    if _is_other_word(name.words[-1], target.words[-1]):
        return 0.0
    if len(ours) != len(theirs):
        joined = likeness("".join(ours), "".join(theirs))
        return joined if joined >= LEAST_LIKE_JOINED else 0.0
    if len(ours) == 1:
        return _like_word(name.words[-1], target.words[-1])
    likes = [likeness(a, b) for a, b in zip(ours, theirs, strict=True)]
    mean = sum(likes) / len(likes)
    return mean if mean >= LEAST_LIKE and min(likes) >= _LEAST_PART else 0.0


def _like_word(word: str, target: str) -> float:
    """The same for one word, which may be any: Cup is no Cuba, Dome no Adhamiya."""
    one, other = english_key(word), english_key(target)
    if word.isupper() != target.isupper() or not _begin_alike(one, other):
        return 0.0
    letters = fuzz.ratio(word.lower(), target.lower())
    if max(len(one), len(other)) <= _SHORT_KEY and letters < _LEAST_LETTERS:
        return 0.0
    like = likeness(one, other)
    return like if like >= LEAST_LIKE_WORD else 0.0


def _begin_alike(one: str, other: str) -> bool:
    vowels = "aiu"
    return one[:1] == other[:1] or (one[:1] in vowels and other[:1] in vowels)


def _is_other_word(word: str, name: str) -> bool:
    """Whether one has an ending that the other has not and that makes another word."""
    one, other = (without_article(each.lower()) for each in (word, name))
    if bool(_PEOPLE.search(one)) != bool(_PEOPLE.search(other)):
        return True
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and bool(_DERIVED.fullmatch(long, len(short)))


def _belongs(name: Name, use: Use, arabic: str) -> bool:
    """Whether no other word of the Arabic is more like one of the name's."""
    own = {arabic_sound(word.raw) for word in arabic_words(arabic[use.start : use.end])}
    around = arabic_words(arabic[: use.start]), arabic_words(arabic[use.end :])
    others = {
        arabic_sound(word.folded[reading.skip :])
        for word in chain(*around)
        for reading in readings(word.folded)
    }
    others = {key for key in others - own if len(key) >= _LEAST_KEY}
    return all(_most_like(key, own) >= _most_like(key, others) for key in name.keys)


def _most_like(key: str, others: set[str]) -> float:
    return max((likeness(key, other) for other in others), default=0.0)
