"""`names.csv`: a run's names as it wrote them, for a desk to correct and give back."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from re import fullmatch
from typing import TextIO

from summarize.arabic import clean_english
from summarize.errors import UsageError
from summarize.glossary.cells import plain, safe

HEADER = ("arabic", "english", "count", "conflict", "also")


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name: how often it stands in the Arabic and how the English spells it.

    `also` holds the other spellings with their counts. `|` parts spellings in the
    table, so that no name may hold it.
    """

    arabic: str
    english: str
    count: int
    conflict: bool = False
    also: tuple[tuple[str, int], ...] = ()


def write_names(rows: Iterable[NameRow], stream: TextIO) -> None:
    """Write rows under a header, the most frequent first, then by their Arabic."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    for row in sorted(rows, key=lambda row: (-row.count, row.arabic, row.english)):
        also = "|".join(f"{_one_line(name)} ({count})" for name, count in row.also)
        cells = (_one_line(row.arabic), _one_line(row.english), str(row.count))
        writer.writerow(map(safe, (*cells, "yes" if row.conflict else "", also)))


def read_names(stream: TextIO, where: str = "names.csv") -> Iterator[NameRow]:
    """The rows of a table that `write_names` wrote; UsageError where one is not."""
    reader = csv.reader(stream, strict=True)
    try:
        header = [name.removeprefix("\ufeff") for name in next(reader, [])]
        if tuple(header) != HEADER:
            raise _not_a_name(where, 1, f"the header {','.join(HEADER)}")
        for cells in reader:
            yield _row(cells, where, reader.line_num)
    except csv.Error as error:
        expected = "cells in closed quotes"
        raise _not_a_name(where, reader.line_num, expected) from error


def _row(cells: Sequence[str], where: str, line: int) -> NameRow:
    if len(cells) != len(HEADER):
        raise _not_a_name(where, line, f"{len(HEADER)} cells")
    arabic, english, count, conflict, also = map(plain, cells)
    spellings = [_spelling(each, where, line) for each in also.split("|") if each]
    if not fullmatch("[0-9]{1,12}", count):
        raise _not_a_name(where, line, "a number in column count")
    if conflict not in ("", "yes"):
        raise _not_a_name(where, line, "yes or nothing in column conflict")
    return NameRow(arabic, english, int(count), conflict == "yes", tuple(spellings))


def _spelling(text: str, where: str, line: int) -> tuple[str, int]:
    found = fullmatch(r"(.*) \(([0-9]{1,12})\)", text)
    if not found:
        raise _not_a_name(where, line, "spellings such as Sisi (2) in column also")
    return found[1], int(found[2])


def _not_a_name(where: str, line: int, expected: str) -> UsageError:
    return UsageError(f"{where}:{line}: expected {expected}")


def _one_line(name: str) -> str:
    return clean_english(name.replace("|", " "))
