"""What a story is about: a topic by the words of its Arabic."""

from collections import Counter, defaultdict
from functools import cache, lru_cache
from math import log
from pathlib import Path

from summarize.arabic import words

OTHER = "Other"
_FILE = Path(__file__).parent.parent / "data" / "digest" / "topics.txt"
# A word of the headline tells as much as one that the text has seven times.
_IN_TITLE = 2.0
_CLITICS = "وال بال كال فال ولل فلل لل ال وب ول و ف ب ل ك"
_LEAST = 3


def topic_of(title: str, text: str) -> str:
    """The topic whose words stand most often in an Arabic article, or `OTHER`."""
    stems = Counter(filter(None, map(_stem, words(text))))
    heading = set(filter(None, map(_stem, words(title))))
    scores: dict[str, float] = defaultdict(float)
    for stem in sorted(stems.keys() | heading):
        often = 1 + log(stems[stem]) if stem in stems else 0.0
        for topic, weight in _topics_of(stem).items():
            scores[topic] += weight * (often + _IN_TITLE * (stem in heading))
    order = topics()
    return max(
        scores, key=lambda topic: (scores[topic], -order.index(topic)), default=OTHER
    )


@cache
def topics() -> tuple[str, ...]:
    """The names of all topics in the order of their file."""
    return tuple(_lexicon())


@cache
def _lexicon() -> dict[str, tuple[dict[str, int], dict[str, int]]]:
    """By topic its whole words and its beginnings, each with its weight."""
    found: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        name, colon, listed = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        whole, begins = found.setdefault(name, ({}, {}))
        for word in listed.split():
            stem = word.strip("+*")
            (begins if word.endswith("*") else whole)[stem] = 1 + word.startswith("+")
    return found


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """The word without what is written on to its front, where a topic knows it."""
    for clitic in (*_CLITICS.split(), ""):
        if word.startswith(clitic) and _topics_of(word[len(clitic) :]):
            return word[len(clitic) :]
    return ""


@lru_cache(maxsize=65536)
def _topics_of(stem: str) -> dict[str, int]:
    """The topics that a stem tells of, and how much."""
    starts = [stem[:end] for end in range(_LEAST, len(stem) + 1)]
    found = {}
    for topic, (whole, begins) in _lexicon().items():
        weights = [begins[start] for start in starts if start in begins]
        weight = max([whole.get(stem, 0), *weights])
        if weight:
            found[topic] = weight
    return found
