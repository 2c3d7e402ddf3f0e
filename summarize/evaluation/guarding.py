"""How far the guard can be believed: errors it finds, and false alarms it raises."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarize.evaluation.corruptions import (
    Corruption,
    Stranger,
    common_words,
    corruptions,
    names_of,
)
from summarize.guard import Whole, check_direct, check_english, flags_of, whole
from summarize.records import Finding
from summarize.references import Item

SEED = 20240611
KINDS = ("digit", "scale", "month", "name", "negation", "inserted")


@dataclass(frozen=True, slots=True)
class Found:
    """One kind of error: how often it was put in, and how often it was found.

    `alarms` counts, for the sentences it was put into, those doubted without it.
    """

    seeded: int
    caught: int
    alarms: int

    @property
    def recall(self) -> float:
        """The share of the errors that was found."""
        return self.caught / max(self.seeded, 1)

    @property
    def precision(self) -> float:
        """The share of right alarms where half of the sentences have an error."""
        return self.caught / max(self.caught + self.alarms, 1)


@dataclass(frozen=True, slots=True)
class GuardMeasure:
    """What the guard finds in human English, as it is and with errors put in.

    `flags` counts the false alarms on the untouched sentences by what they say.
    """

    sentences: int
    alarms: int
    briefs: int
    brief_alarms: int
    flags: dict[str, int]
    kinds: dict[str, Found]

    @property
    def alarm_rate(self) -> float:
        """The share of untouched human sentences that the guard doubts."""
        return self.alarms / max(self.sentences, 1)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A doubt on untouched human English: for a person to look at."""

    id: str
    english: str
    arabic: str
    finding: Finding


def measure_guard(items: Sequence[Item]) -> tuple[GuardMeasure, list[Alarm]]:
    """Hold human translations against their Arabic, untouched and with seeded errors.

    Every pair of sentences is checked as a translation, every human brief against its
    whole article. The errors are drawn with a fixed seed.
    """
    chance = random.Random(SEED)
    common = common_words(pair.en for item in items for pair in item.pairs)
    alarms: list[Alarm] = []
    tally: Counter[tuple[str, str]] = Counter()
    briefs = brief_alarms = sentences = doubted = 0
    for at, item in enumerate(items):
        article = whole(item.text, item.title_ar)
        stranger = _stranger(items, at, common, chance)
        for pair in item.pairs:
            if not pair.en:
                continue
            clean = _doubts(pair.en, pair.ar, article)
            sentences += 1
            doubted += bool(clean)
            alarms += [Alarm(item.id, pair.en, pair.ar, each) for each in clean]
            for wrong in corruptions(pair.en, stranger, common, chance):
                tally["seeded", wrong.kind] += 1
                tally["alarms", wrong.kind] += bool(clean)
                found = _doubts(wrong.text, pair.ar, article)
                tally["caught", wrong.kind] += _is_caught(wrong, found, clean)
        for brief in item.briefs_en:
            briefs += 1
            brief_alarms += bool(flags_of(check_direct(brief, article)))
    flags = Counter(flag for each in alarms for flag in flags_of([each.finding]))
    kinds = {
        kind: Found(*(tally[what, kind] for what in ("seeded", "caught", "alarms")))
        for kind in KINDS
    }
    return (
        GuardMeasure(
            sentences, doubted, briefs, brief_alarms, dict(sorted(flags.items())), kinds
        ),
        alarms,
    )


def _stranger(
    items: Sequence[Item], at: int, common: frozenset[str], chance: random.Random
) -> Stranger:
    """Another article of the set, to take names and sentences from."""
    others = [item for number, item in enumerate(items) if number != at]
    if not others:
        return Stranger((), ())
    texts = [pair.en for pair in chance.choice(others).pairs if pair.en]
    telling = [text for text in texts if any(map(str.isdigit, text))]
    return Stranger(names_of(texts, common), tuple(telling))


def _doubts(english: str, arabic: str, article: Whole) -> list[Finding]:
    found = check_english(english, arabic, article)
    return [each for each in found if each.status != "supported"]


def _is_caught(
    wrong: Corruption, found: Iterable[Finding], clean: Sequence[Finding]
) -> bool:
    """Whether a doubt points at the error: at its place, or at what is gone there."""
    before = Counter((each.kind, each.text, each.status) for each in clean)
    for each in found:
        if each.text:
            if each.start < wrong.end and wrong.start < each.end:
                return True
        elif not before[each.kind, each.text, each.status]:
            return True
    return False


def guard_table(found: GuardMeasure) -> str:
    """The measure as Markdown: seeded errors by kind, then the false alarms."""
    lines = [
        "| seeded error | put in | found | of alarms, right |",
        "|---|--:|--:|--:|",
        *(
            f"| {kind} | {each.seeded:,} | {each.recall:.1%} | {each.precision:.1%} |"
            for kind, each in found.kinds.items()
        ),
        "",
        f"Of {found.sentences:,} untouched human sentences {found.alarms} are doubted "
        f"({found.alarm_rate:.2%}); of {found.briefs} human briefs, which condense a "
        f"whole article, {found.brief_alarms}.",
    ]
    return "\n".join(lines)
