"""Cut an article into pieces a model can read whole, at sentence ends."""

from collections.abc import Callable, Iterator, Sequence

Count = Callable[[str], int]


def chunk(sentences: Sequence[str], count: Count, window: int) -> list[str]:
    """Join sentences, in order, into as few pieces of at most `window` tokens.

    A sentence that is longer than the window by itself is cut between words.
    """
    chunks: list[str] = []
    for sentence in sentences:
        for piece in _fitting(sentence, count, window):
            joined = f"{chunks[-1]} {piece}" if chunks else piece
            if chunks and count(joined) <= window:
                chunks[-1] = joined
            else:
                chunks.append(piece)
    return chunks


def _fitting(text: str, count: Count, window: int) -> Iterator[str]:
    words = text.split()
    if count(text) <= window or len(words) < 2:
        yield text
        return
    middle = len(words) // 2
    yield from _fitting(" ".join(words[:middle]), count, window)
    yield from _fitting(" ".join(words[middle:]), count, window)
