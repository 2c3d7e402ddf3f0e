"""Where copies of one story differ in a figure: what each says, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from summarize.facts import Fact, compare
from summarize.stories.aligning import Line, Word, akin, answering, lines
from summarize.stories.record import Claim, Copy, Disagreement

# Words shown before and behind a figure.
_AROUND = 8


@dataclass(slots=True, eq=False)
class _Figure:
    """One figure of the story, and every copy's words for it."""

    claims: list[tuple[Copy, Line, Word]] = field(default_factory=list)


# A sentence met before, and the figures in it by their places.
_Known = tuple[Line, dict[int, _Figure]]


def disagreements(copies: Sequence[Copy]) -> tuple[Disagreement, ...]:
    """The figures on which copies of one story differ, in the order of their texts.

    Sentences of about the same words are laid side by side; figures between the same
    words answer to each other, whatever else was edited.
    """
    figures: list[_Figure] = []
    known: list[_Known] = []
    for copy in copies if len(copies) > 1 else ():
        _read(copy, known, figures)
    return tuple(_shown(figure) for figure in figures if _differs(figure))


def _read(copy: Copy, known: list[_Known], figures: list[_Figure]) -> None:
    """Add what a copy says to the figures, and to the known sentences what is new."""
    mine = lines(copy.text)
    answered = _answered(mine, known)
    for line in mine:
        places: dict[int, _Figure] = {}
        for word in line.words:
            if word.fact:
                figure = places[word.start] = answered.get(word.start) or _Figure()
                if not figure.claims:
                    figures.append(figure)
                figure.claims.append((copy, line, word))
        if places.keys() - answered.keys():
            known.append((line, places))


def _answered(mine: Sequence[Line], known: Sequence[_Known]) -> dict[int, _Figure]:
    """By the places of a copy's figures, what they answer to: each once, best first."""
    found = sorted(_answers(mine, known), key=lambda answer: -answer[0])
    answered: dict[int, _Figure] = {}
    taken: set[int] = set()
    for _, place, figure in found:
        if place not in answered and id(figure) not in taken:
            answered[place] = figure
            taken.add(id(figure))
    return answered


def _answers(
    mine: Sequence[Line], known: Sequence[_Known]
) -> Iterator[tuple[int, int, _Figure]]:
    for line in mine:
        for other, places in known:
            if akin(line, other):
                for size, there, here in answering(other, line):
                    yield size, here.start, places[there.start]


def _differs(figure: _Figure) -> bool:
    facts = {word.fact.text: word.fact for _, _, word in figure.claims if word.fact}
    return not all(_agree(one, other) for one, other in combinations(facts.values(), 2))


def _agree(one: Fact, other: Fact) -> bool:
    """Whether two figures may be the same, one of them rounded or read otherwise."""
    return any(
        verdict.status == "supported"
        for verdict in (*compare([one], [other]), *compare([other], [one]))
    )


def _shown(figure: _Figure) -> Disagreement:
    copy, line, word = figure.claims[0]
    assert word.fact
    return Disagreement(
        about=_about(copy.text, line, word, [line for _, line, _ in figure.claims]),
        kind=word.fact.kind,
        claims=tuple(
            Claim(copy.id, copy.text[word.start : word.end], word.start, word.end)
            for copy, _, word in figure.claims
        ),
    )


def _about(text: str, line: Line, figure: Word, others: Sequence[Line]) -> str:
    """The words around a figure that all its sentences share."""
    shared = frozenset.intersection(*(other.plain for other in others))
    at = line.words.index(figure)
    parts: list[str] = []
    for word in line.words[max(0, at - _AROUND) : at + _AROUND + 1]:
        if word.fact is None and word.key in shared:
            parts.append(text[word.start : word.end])
        elif parts[-1:] != ["…"]:
            parts.append("…")
    return " ".join(parts)
