"""Sentences of two copies side by side, and which figure of one answers to which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from summarize.facts import Fact, arabic_facts
from summarize.facts.tokens import arabic_tokens
from summarize.sentences import split
from summarize.stories.wire import body

# A text's sentences beyond these, and sentences longer than these words, are left out.
MOST_LINES = 200
LONGEST = 120
# Of the shorter sentence's words, so many stand in the other, and no fewer than these.
SHARED = 0.5
LEAST_SHARED = 3
_NUMERIC = ("number", "percent", "money")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in the text, or a whole figure as one word."""

    key: str
    start: int
    end: int
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that states figures: its words, and those that are no figures."""

    words: tuple[Word, ...]
    plain: frozenset[str]


def lines(text: str) -> list[Line]:
    """The sentences of a text that state figures; offsets are into the text."""
    first, last = body(text)
    sentences = split(text[first:last], first)[:MOST_LINES]
    found = (_line(sentence.text, sentence.start) for sentence in sentences)
    return [
        line
        for line in found
        if len(line.words) <= LONGEST and any(word.fact for word in line.words)
    ]


def akin(line: Line, other: Line) -> bool:
    """Whether two sentences may say the same, apart from their figures."""
    shared = len(line.plain & other.plain)
    return shared >= max(LEAST_SHARED, SHARED * min(len(line.plain), len(other.plain)))


def answering(line: Line, other: Line) -> Iterator[tuple[int, Word, Word]]:
    """The figures of two sentences that stand between the same words, and how many."""
    first, second = ([word.key for word in each.words] for each in (line, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for here, there, size in matcher.get_matching_blocks():
        if size > 1:
            for at in range(size):
                if line.words[here + at].fact:
                    yield size, line.words[here + at], other.words[there + at]


def _line(sentence: str, base: int) -> Line:
    words = tuple(_words(sentence, base))
    return Line(words, frozenset(word.key for word in words if word.fact is None))


def _words(sentence: str, base: int) -> Iterator[Word]:
    facts = _apart(arabic_facts(sentence))
    end = 0
    last: Fact | None = None
    for token in arabic_tokens(sentence):
        if token.start < end or not token.word[0].isalnum():
            continue
        fact = facts.get(token.start)
        end = fact.end if fact else token.end
        if fact and last and (fact.kind, fact.value) == (last.kind, last.value):
            continue  # one month by its two names: شباط (فبراير)
        key = f"#{_kind(fact)}" if fact else token.word
        yield Word(key, base + token.start, base + end, fact)
        last = fact


def _apart(facts: Sequence[Fact]) -> dict[int, Fact]:
    """The facts by where they start, the longest of those that overlap."""
    longest: dict[int, Fact] = {}
    end = 0
    for fact in sorted(facts, key=lambda fact: (fact.start, -fact.end)):
        if fact.start >= end:
            longest[fact.start] = fact
            end = fact.end
    return longest


def _kind(fact: Fact) -> str:
    return "number" if fact.kind in _NUMERIC else fact.kind
