"""The spellings that people stated while they edited, as a table a glossary can be."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from summarize.arabic import words
from summarize.durable import written_aside
from summarize.ledger import Ledger
from summarize.ledger.edits import edits_of
from summarize.names import arabic_key
from summarize.spelling import Spelling, chosen, name_lines

EDITED_NAMES = "edited-names.csv"


def write_edited_names(ledger: Ledger, folder: Path) -> int:
    """Write the names that people stated in their decisions; how many they are.

    Of two spellings of one name the one stated more often comes first, then the later.
    Arabic that differs only in how it is written is one name.
    """
    path = folder / EDITED_NAMES
    rows = [row for _, row in chosen(_stated(ledger))]
    if rows or path.exists():
        with written_aside(path) as out:
            out.writelines(name_lines(rows))
    return len(rows)


def _stated(ledger: Ledger) -> Iterator[Spelling]:
    uses: Counter[tuple[str, str]] = Counter()
    latest: dict[tuple[str, str], int] = {}
    forms: dict[tuple[str, ...], str] = {}
    decided = chain.from_iterable(edits_of(ledger).values())
    for number, edit in enumerate(decided):
        for arabic, english in edit.names:
            pair = (forms.setdefault(tuple(words(arabic)), arabic), english)
            uses[pair] += 1
            latest[pair] = number
    return (
        Spelling(arabic_key(arabic), arabic, english, count, -latest[arabic, english])
        for (arabic, english), count in sorted(uses.items(), key=_by_key)
    )


def _by_key(stated: tuple[tuple[str, str], int]) -> tuple[str, tuple[str, str]]:
    pair, _ = stated
    return arabic_key(pair[0]), pair
