"""The order of training: batches of like lengths, the same for the same seed."""

import random
from collections.abc import Iterator, Sequence
from itertools import count

# Parts of a batch are computed side by side, a core each, and added up in their order.
PARTS = 4
_STEP = 8

Part = tuple[int, ...]


def batches(lengths: Sequence[int], tokens: int, seed: int) -> Iterator[list[Part]]:
    """Batches of about so many tokens without end, each a list of parts.

    A part holds the places of examples of like lengths, at most a quarter of a batch's
    tokens once they are padded, or one example. Every pass takes all of them once, in
    an order of its own; what is too little for a batch at its end is a smaller one.
    """
    for number in count():
        yield from one_pass(lengths, tokens, f"{seed}:{number}")


def one_pass(lengths: Sequence[int], tokens: int, seed: str) -> list[list[Part]]:
    """The batches of one pass over all examples."""
    chance = random.Random(seed)
    places = list(range(len(lengths)))
    chance.shuffle(places)
    places.sort(key=lambda at: lengths[at] // _STEP)
    parts = list(_parts(places, lengths, max(tokens // PARTS, 1)))
    chance.shuffle(parts)
    found: list[list[Part]] = [[]]
    room = tokens
    for part in parts:
        size = sum(lengths[at] for at in part)
        if found[-1] and size > room:
            found.append([])
            room = tokens
        found[-1].append(part)
        room -= size
    return found


def _parts(
    places: Sequence[int], lengths: Sequence[int], tokens: int
) -> Iterator[Part]:
    part: list[int] = []
    longest = 0
    for at in places:
        longest = max(longest, lengths[at])
        if part and (len(part) + 1) * longest > tokens:
            yield tuple(part)
            part, longest = [], lengths[at]
        part.append(at)
    if part:
        yield tuple(part)
