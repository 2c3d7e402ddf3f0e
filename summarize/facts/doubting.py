"""Support that a translation claims but that what it leaves unsaid speaks against.

Each check yields places in the target whose support is to be withdrawn. They hold
only where a source is translated whole: a sentence, that is, and not an article.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from summarize.facts.agreeing import share_a_value
from summarize.facts.quantities import same_unit
from summarize.facts.record import Fact

Support = Sequence[Fact | None]
_KINDS = ("number", "month", "weekday", "percent")


def doubted(
    source: Sequence[Fact], target: Sequence[Fact], support: Support
) -> set[int]:
    """The places of the target's facts whose support is not to be trusted."""
    places = set(_in_another_unit(source, target, support))
    for kind in _KINDS:
        left = _unsaid(source, target, support, kind)
        if left:
            places.update(_claimed_twice(source, target, support, left))
        if left and kind == "number":
            places.update(_by_a_form_alone(target, support, left))
    return places


def free(source: Sequence[Fact], support: Support) -> list[Fact]:
    """The source's facts that support nothing."""
    used = {id(fact) for fact in support if fact is not None}
    return [fact for fact in source if id(fact) not in used]


def _unsaid(
    source: Sequence[Fact], target: Sequence[Fact], support: Support, kind: str
) -> list[Fact]:
    """The source's facts of a kind that the target, as long as it, does not say."""
    left = [
        fact for fact in free(source, support) if fact.kind == kind and _counted(fact)
    ]
    if not left:
        return []
    if not _whole(source, target, kind):
        return []
    read = {fact.start for fact in support if fact is not None}
    return [fact for fact in left if fact.start not in read]


def _whole(source: Sequence[Fact], target: Sequence[Fact], kind: str) -> bool:
    """Whether the target says as many things of a kind as the source."""
    there = {fact.value for fact in source if fact.kind == kind and _counted(fact)}
    return len(there) <= sum(fact.kind == kind for fact in target)


def _counted(fact: Fact) -> bool:
    """Not "two" by a form or "one", which Arabic has where English has nothing."""
    if fact.kind != "number" or fact.text[0].isdigit():
        return True
    return not fact.implied and fact.value not in (1, 2)


def _new(left: Sequence[Fact], support: Support) -> list[Fact]:
    """What is unsaid and has a value that is not said of anything else either."""
    said = {fact.value for fact in support if fact is not None}
    return [fact for fact in left if fact.value not in said]


def _claimed_twice(
    source: Sequence[Fact],
    target: Sequence[Fact],
    support: Support,
    left: Sequence[Fact],
) -> Iterator[int]:
    """Six of its six, where the source says three of its six."""
    claims: dict[int, list[int]] = defaultdict(list)
    for at, found in enumerate(support):
        if found is not None and target[at].kind == left[0].kind and _counted(found):
            claims[id(found)].append(at)
    twice = [at for places in claims.values() if len(places) > 1 for at in places]
    for fact in _new(left, support) if twice else []:
        if twice:
            share = source.index(fact) / len(source)
            twice.sort(key=lambda at: abs(at / len(target) - share))
            yield twice.pop(0)


def _in_another_unit(
    source: Sequence[Fact], target: Sequence[Fact], support: Support
) -> Iterator[int]:
    """Three weeks that rest on a bare three, while three months are left unsaid."""
    bare = [
        at
        for at, (fact, found) in enumerate(zip(target, support, strict=True))
        if fact.unit and fact.kind == "number" and found and not found.unit
    ]
    left = free(source, support) if bare and _whole(source, target, "number") else []
    for at in bare:
        fact = target[at]
        if any(
            share_a_value(other, fact) and not same_unit(other.unit, fact.unit)
            for other in left
        ):
            yield at


def _by_a_form_alone(
    target: Sequence[Fact], support: Support, left: Sequence[Fact]
) -> Iterator[int]:
    """A two that only a noun's form supports, while another number is left unsaid."""
    units = {
        fact.unit
        for fact in _new(left, support)
        if isinstance(fact.value, Fraction) and fact.value.denominator == 1
    }
    for at, (fact, found) in enumerate(zip(target, support, strict=True)):
        if found is None or not found.implied or fact.value != 2:
            continue
        sure = found.unit and same_unit(found.unit, fact.unit)
        if fact.unit in units or (None in units and not sure):
            yield at
