"""Whether two texts are copies of one story: the same words about the same matter.

Telegrams, exchange rates and match reports share most of their words and are of
different matters. What tells them apart is what they name: copies of a story give the
same figures, save a few that were changed, and speak of the same people.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from summarize.arabic import words
from summarize.facts import arabic_facts
from summarize.facts.record import Value
from summarize.stories.record import Copy
from summarize.stories.shingles import Hashes, held, shingles
from summarize.stories.wire import without_wire

# Of a copy's neighbouring words so many stand in the longer text, and early in it: an
# agency's text is cut from below, and a digest of many stories is a copy of none.
ALIKE = 0.5
REACH = 2
# Of as much of the longer text's opening so many stand in the copy: one that repeats
# the last story's background below news of its own is a new story.
OPENING_ALIKE = 0.3
# Of its figures at least so many are the other's; texts alike to the letter need none.
SAME_FIGURES = 0.5
TO_THE_LETTER = 0.85
# People and places named again and again in each text and never in the other.
MOST_EXCHANGED = 1

Figure = tuple[str, Value]


@dataclass(frozen=True)
class Reading:
    """A copy as it is compared: its text without the agency's lines."""

    copy: Copy

    @property
    def text(self) -> str:
        """The text itself, to be read."""
        return without_wire(self.copy.text)

    @cached_property
    def shingles(self) -> Hashes:
        """Its neighbouring words."""
        return shingles(words(self.text))

    @cached_property
    def figures(self) -> frozenset[Figure]:
        """What the text counts and dates; duals and ones, which any text has, aside."""
        return frozenset(
            (fact.kind if isinstance(fact.value, str) else "number", fact.value)
            for fact in arabic_facts(self.copy.text)
            if fact.value not in (1, 2) or fact.text[0].isdigit()
        )


def likeness(copy: Reading, longer: Reading) -> float:
    """How much of a copy a longer text holds; 0 if they are not of one story."""
    mine, others = copy.shingles, longer.shingles
    alike = held(mine, others[: REACH * len(mine)])
    if alike < ALIKE or held(others[: len(mine)], mine) < OPENING_ALIKE:
        return 0.0
    if not _same_figures(copy, longer, alike) or _exchanged(copy.text, longer.text):
        return 0.0
    return alike


def _same_figures(copy: Reading, longer: Reading, alike: float) -> bool:
    mine, others = copy.figures, longer.figures
    if mine and len(mine & others) >= SAME_FIGURES * len(mine):
        return True
    return alike >= TO_THE_LETTER and not _dated_apart(mine, others)


def _dated_apart(mine: frozenset[Figure], others: frozenset[Figure]) -> bool:
    """Whether both name weekdays or months, and none alike."""
    for kind in ("weekday", "month"):
        first, second = (
            {value for of, value in figures if of == kind} for figures in (mine, others)
        )
        if first and second and not first & second:
            return True
    return False


def _exchanged(text: str, longer: str) -> bool:
    """Whether names that one text repeats stand where the other repeats others."""
    mine = words(text)
    first = Counter(mine)
    second = Counter(words(longer)[: REACH * len(mine)])
    return min(_own(first, second), _own(second, first)) > MOST_EXCHANGED


def _own(mine: Counter[str], others: Counter[str]) -> int:
    return sum(
        1
        for word, times in mine.items()
        if times > 1 and len(word) > 2 and not word[0].isdigit() and word not in others
    )
