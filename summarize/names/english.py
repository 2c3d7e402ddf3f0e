"""The proper names of English text, word by word and as runs of words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarize.names.arabic_words import Phrase
from summarize.names.known import known_names, longest
from summarize.names.tokens import (
    Token,
    is_name,
    is_surely_name,
    leads,
    stands_out,
    tokens_of,
    touch,
)

_MOST_PARTICLES = 4
_LONGEST_ACRONYM = 3  # that can be nothing else
_MOST_PARTS = 12  # a longer run is another name


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a name, or several that are known as one; `key` as it is compared.

    `known` holds the Arabic forms of a known name, `particle` the plain al or de that
    the text has before the key; what is not `sure` may be no name, or an acronym.
    """

    text: str
    start: int
    end: int
    key: str
    known: tuple[Phrase, ...] = ()
    particle: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name with its offsets into the text, and its parts."""

    text: str
    start: int
    end: int
    parts: tuple[Part, ...]


def english_names(text: str) -> list[Name]:
    """The names of English text, in its order; ordinary words are none, nor months.

    Only the first 400 words are read: no sentence is longer.
    """
    tokens = tokens_of(text)
    runs: list[list[Part]] = []
    at = 0
    while at < len(tokens):
        found = _part(text, tokens, at)
        if found is None:
            at += 1
            continue
        part, after = found
        if runs and _continues(text, runs[-1], part):
            runs[-1].append(part)
        else:
            runs.append([part])
        at = after
    return [_name(text, run) for run in runs]


def _continues(text: str, run: Sequence[Part], part: Part) -> bool:
    return len(run) < _MOST_PARTS and touch(text, run[-1].end, part.start)


def _name(text: str, parts: Sequence[Part]) -> Name:
    start, end = parts[0].start, parts[-1].end
    return Name(text[start:end], start, end, tuple(parts))


def _part(text: str, tokens: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """The part of a name that begins at a token, and the token after it."""
    last = at
    found = _known(text, tokens, last)
    while not found and last - at < _MOST_PARTICLES and leads(text, tokens, last):
        last += 1
        found = _known(text, tokens, last)
    if not found and is_name(text, tokens[last]):
        token = tokens[last]
        sure = is_surely_name(text, token)
        part = Part(token.text, token.start, token.end, token.plain, sure=sure)
        found = part, last + 1
    if not found or last == at:
        return found
    part, after = found
    start = tokens[at].start
    particle = "".join(token.plain for token in tokens[at:last])
    part = replace(part, text=text[start : part.end], start=start, particle=particle)
    return part, after


def _known(text: str, tokens: Sequence[Token], at: int) -> tuple[Part, int] | None:
    """The longest known name that begins at a token."""
    if not tokens[at].capital:
        return None
    for count in range(min(longest(tokens[at].plain), len(tokens) - at), 0, -1):
        words = tokens[at : at + count]
        if not words[-1].capital or (count == 1 and not stands_out(text, words[0])):
            continue
        forms = _forms(words)
        if forms and _unbroken(text, words):
            start, end = words[0].start, words[-1].end
            key = " ".join(word.plain for word in words)
            return Part(text[start:end], start, end, key, forms), at + count
    return None


def _unbroken(text: str, words: Sequence[Token]) -> bool:
    return all(
        touch(text, before.end, after.start)
        for before, after in zip(words, words[1:], strict=False)
    )


def _forms(words: Sequence[Token]) -> tuple[Phrase, ...]:
    """The Arabic forms of a known name, of one in the plural too.

    Longer capitals may be an acronym or a word in a dateline: SANA is both.
    """
    names = known_names()
    forms: tuple[Phrase, ...] = ()
    if len(words) == 1 and words[0].text.isupper():
        acronym = words[0].text.replace(".", "")
        forms = names.get(acronym, ())
        if forms and len(acronym) <= _LONGEST_ACRONYM:
            return forms
    key = " ".join(word.plain for word in words)
    one = key.removesuffix("s")
    return forms + names.get(key, ()) + (names.get(one, ()) if one != key else ())
