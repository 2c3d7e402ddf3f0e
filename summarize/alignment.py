"""Which sentences of an article a sentence of its summary rests on, by shared words.

Words are compared by light stems (after light10: Larkey, Ballesteros and Connell 2007)
and count by how rare they are in the article, numbers and Latin words twice. The
sentence that covers most of the summary is chosen, then others for what they add.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log
from operator import itemgetter

from summarize.arabic import words
from summarize.records import Sentence

MOST = 3
FLOOR = 0.17  # the best sentence of a wrong article covers less, 95 times in 100
GAIN = 0.1
EXACT = 2.0

_INNER_MARK = re.compile(r"(?<=\d)[.,\u066b\u066c](?=\d)")
_BEFORE_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)")
_ARTICLES = ("وال", "بال", "كال", "فال", "ولل", "ال", "لل")
_PARTICLES = frozenset("وفبكلس")
_ENDINGS = ("تين", "ها", "هم", "ات", "ان", "ون", "ين", "يه", "ه", "ي", "ا")
_VERB_STARTS = frozenset("يتن")
_VERB_ENDS = frozenset("تو")
_EMPTY_TEXT = """
ال من في علي الي عن مع بعد قبل منذ حتي خلال بين عند لدي لا لم لن ما ليس غير سوي
الا ان انه انها انهم هو هي هم هذا هذه ذلك تلك الذي التي الذين كان كانت يكون تكون
او ثم بل لكن قد كما كل بعض اي اذا اذ لو حين بينما فيما مما حيث هناك ايضا نحو علما
قال قالت يقول تقول اضاف اضافت به بها بهم فيه فيها له لها لهم منه منها عليه عليها
"""
_EMPTY = frozenset(_EMPTY_TEXT.split())

Stems = tuple[str, ...]  # all that one word may be compared by


class Sources:
    """An article's sentences, indexed once for all sentences of its summary."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._places: dict[str, set[int]] = {}
        for at, sentence in enumerate(sentences):
            for stems in _words(sentence.text):
                for stem in stems:
                    self._places.setdefault(stem, set()).add(at)

    def align(self, text: str, most: int = MOST) -> tuple[Sentence, ...]:
        """The sentences that a summary sentence rests on, in the article's order.

        At most `most`; none when the article does not support the text.
        """
        needs = [self._need(stems) for stems in _words(text)]
        whole = sum(weight for weight, _ in needs)
        chosen: list[int] = []
        while len(chosen) < most:
            best, gain = self._best(needs)
            if gain <= whole * (GAIN if chosen else FLOOR):
                break
            chosen.append(best)
            needs = [need for need in needs if best not in need[1]]
        return tuple(self._sentences[at] for at in sorted(chosen))

    def _need(self, stems: Stems) -> tuple[float, set[int]]:
        """What a word of the summary weighs, and the sentences that have it."""
        places: set[int] = set()
        for stem in stems:
            places |= self._places.get(stem, set())
        weight = log(1 + len(self._sentences) / max(len(places), 1))
        return weight * EXACT if stems[0][0].isascii() else weight, places

    def _best(self, needs: Iterable[tuple[float, set[int]]]) -> tuple[int, float]:
        """The sentence that covers most of what is needed, the first of equals."""
        gains = dict.fromkeys(range(len(self._sentences)), 0.0)
        for weight, places in needs:
            for at in places:
                gains[at] += weight
        return max(gains.items(), key=itemgetter(1), default=(0, 0.0))


def align(
    text: str, sentences: Sequence[Sentence], most: int = MOST
) -> tuple[Sentence, ...]:
    """The sentences of an article that one summary sentence rests on, in order."""
    return Sources(sentences).align(text, most)


def _words(text: str) -> Iterable[Stems]:
    """The stems of each word that says something, each word once."""
    return dict.fromkeys(stems for piece in text.split() for stems in _read(piece))


@lru_cache(maxsize=65536)
def _read(piece: str) -> tuple[Stems, ...]:
    """The words of a piece without spaces; a number is one, apart from its letters."""
    whole = _BEFORE_DIGITS.sub(" ", _INNER_MARK.sub("", piece))
    return tuple(_stems(word) for word in words(whole) if not _is_empty(word))


def _is_empty(word: str) -> bool:
    alone = len(word) == 1 and not word.isdecimal()
    return alone or word in _EMPTY or (word[0] in "وف" and word[1:] in _EMPTY)


def _stems(word: str) -> Stems:
    """A word's stem, and what it would be with a particle before it or as a verb."""
    if word[0].isascii():
        return (word,)
    readings = [word]
    if word[0] in _PARTICLES and len(word) > 3:
        readings.append(word[1:])
    stems = (stem for each in readings for stem in _verbs(_light(each)))
    return tuple(dict.fromkeys(stems))


def _light(word: str) -> str:
    """The word without its article and without up to two endings."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 1:
            word = word.removeprefix(article)
            break
    return _without_ending(_without_ending(word))


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


def _verbs(stem: str) -> Iterator[str]:
    """The stem, and what it is if its last and its first letter make it a verb."""
    yield stem
    if len(stem) > 3 and stem[-1] in _VERB_ENDS:
        stem = stem[:-1]
        yield stem
    if len(stem) > 3 and stem[0] in _VERB_STARTS:
        yield stem[1:]
