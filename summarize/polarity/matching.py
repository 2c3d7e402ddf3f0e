"""Which negations of two sentences answer each other."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from summarize.polarity.cue import Cue

# What English puts a sense of the Arabic as, beside the sense of the same name.
_SAME = {
    **dict.fromkeys(("nor", "most", "least", "only", "unless", "lest"), {"not"}),
    "rather": {"but"},
    "absent": {"lack", "without"},
    "little": {"un"},
}
# What either may stand for, where nothing better answers it.
_ALSO = {
    "not": {"un", "fail", "without", "unless", "but", "name", "little", "away"},
    "lest": {"un", "fail", "without", "unless", "but", "avoid", "ban"},
    "nor": {"un", "fail", "lack", "without"},
    "maybe": {"not", "without"},
    "only": {"un", "without", "little"},
    "unless": {"but"},
    "without": {"not", "un", "lack", "fail", "below", "but", "little"},
    "deny": {"not", "refuse", "unlikely"},
    "refuse": {"not", "deny", "fail", "but", "unlikely", "oppose"},
    "unlikely": {"not", "deny", "refuse"},
    "lack": {"not", "un", "without", "fail", "avoid", "refuse", "away"},
    "absent": {"not", "un", "fail", "stop", "away"},
    "fail": {"not", "un", "without", "lack", "hard"},
    "ban": {"not", "without", "refuse", "deny"},
    "un": {"not", "lack", "without", "fail", "false"},
    "but": {"not", "without"},
    "below": {"not", "without"},
}
Fits = Callable[[Cue, Cue], bool]


def unanswered(
    source: Sequence[Cue], said: Sequence[Cue]
) -> tuple[list[Cue], list[Cue]]:
    """The sure cues of the Arabic and of the English that nothing answers.

    The surest pairs are made first and are only ever moved, never parted. Where the
    English lists with "or", the Arabic may repeat its negation in vain.
    """
    if any("or" in cue.senses for cue in said):
        source = [replace(c, sure=c.sure and "nor" not in c.senses) for c in source]
    links: list[list[int]] = [[] for _ in source]
    answers: dict[int, int] = {}  # by cue of the English: that of the Arabic
    order = sorted(range(len(source)), key=lambda at: not source[at].sure)
    for fits in (_both_sure, _own, _both_sure_else, _any):
        _link(source, said, links, fits)
        answered = set(answers.values())
        for at in order:
            if at not in answered:
                _answer(at, links, answers, set())
    answered = set(answers.values())
    return (
        [cue for at, cue in enumerate(source) if cue.sure and at not in answered],
        [cue for at, cue in enumerate(said) if cue.sure and at not in answers],
    )


def _link(
    source: Sequence[Cue], said: Sequence[Cue], links: list[list[int]], fits: Fits
) -> None:
    """Add to each cue of the Arabic what fits it, the nearest first."""
    for cue, known in zip(source, links, strict=True):
        new = [
            to for to, other in enumerate(said) if to not in known and fits(cue, other)
        ]
        place = cue.place
        known += sorted(new, key=lambda to: abs(said[to].place - place))


def _answer(
    at: int, links: list[list[int]], answers: dict[int, int], tried: set[int]
) -> bool:
    """Find a cue an answer, moving others to further answers where need be."""
    for to in links[at]:
        if to in tried:
            continue
        tried.add(to)
        if to not in answers or _answer(answers[to], links, answers, tried):
            answers[to] = at
            return True
    return False


def _same(one: Cue, other: Cue) -> bool:
    return any(
        sense in other.senses or _SAME.get(sense, set()) & other.senses
        for sense in one.senses
    )


def _also(one: Cue, other: Cue) -> bool:
    return any(_ALSO.get(sense, set()) & other.senses for sense in one.senses)


def _both_sure(one: Cue, other: Cue) -> bool:
    return one.sure and other.sure and _same(one, other)


def _own(one: Cue, other: Cue) -> bool:
    """What is only maybe a negation leaves the sure ones of the English alone."""
    return (one.sure or not other.sure) and _same(one, other)


def _both_sure_else(one: Cue, other: Cue) -> bool:
    return one.sure and other.sure and _also(one, other)


def _any(one: Cue, other: Cue) -> bool:
    return _same(one, other) or ((one.sure or other.sure) and _also(one, other))
