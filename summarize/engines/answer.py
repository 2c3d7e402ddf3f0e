"""One answer's record: what was read, what was written and how it ended."""

from collections import Counter
from collections.abc import Sequence

from summarize.families import Encoded, Family
from summarize.records import Finish, Generation

_SEEN = 64


def loops(text: str) -> bool:
    """Tell whether the same four words in a row stand three times in the text."""
    words = text.split()
    grams = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    return any(times >= 3 for times in grams.values())


def circles(ids: Sequence[int]) -> bool:
    """Tell whether the last 64 tokens are one run of at most 16, again and again."""
    last = ids[-_SEEN:]
    return len(last) == _SEEN and any(
        last[run:] == last[:-run] for run in range(1, _SEEN // 4 + 1)
    )


def finish_of(text: str, *, ended: bool) -> Finish:
    """Name how an answer ended; one that repeats itself is a loop however it ended."""
    if loops(text):
        return "loop"
    return "stop" if ended else "length"


def answer(family: Family, source: Encoded, written: tuple[int, ...]) -> Generation:
    """Record an answer: `written` are the new ids, from after the prefix to the end."""
    end = next((at for at, one in enumerate(written) if one in family.ends), None)
    ids = written[:end]
    text = family.decode(ids)
    return Generation(
        text=text,
        tokens_in=source.tokens_there,
        tokens_read=len(source.ids),
        tokens_out=len(ids),
        finish=finish_of(text, ended=end is not None or family.stopped(ids)),
    )
