"""A desk's `terms.csv` as a glossary, or an error that names file, line and column."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize.arabic import clean_english, has_arabic, nfc, words
from summarize.errors import UsageError
from summarize.glossary.cells import plain
from summarize.glossary.glossary import Glossary, glossary_of
from summarize.glossary.record import Term

MOST_ROWS = 20_000
_MOST_BYTES = 16 << 20
_NAMES = {"arabic": ("arabic", "ar"), "english": ("english", "en"), "note": ("note",)}
_SEPARATORS = ",;\t"
_SHOWN = 60
_Known = dict[tuple[str, ...], tuple[int, Term]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row's cells by column, and where it begins."""

    path: Path
    line: int
    cells: dict[str, str]

    def forms(self, column: str) -> tuple[str, ...]:
        """The forms that a cell gives, parted by `|`."""
        parts = plain(self.cells[column].strip()).split("|")
        return tuple(dict.fromkeys(nfc(clean_english(part)) for part in parts))


def load_terms(path: Path) -> Glossary:
    """Read a table of Arabic and English forms: comma, semicolon or tab, in UTF-8.

    The header names `arabic` and `english` (`ar`, `en`); `note` may be there, and any
    other column, so that a `names.csv` is a glossary. In a cell `|` parts forms.
    """
    terms: list[Term] = []
    known: _Known = {}
    for count, row in enumerate(_rows(path, _text(path)), start=1):
        if count > MOST_ROWS:
            raise _error(path, row.line, "arabic", f"at most {MOST_ROWS:,} rows")
        term = _term(row)
        new = [form for form in term.arabic if _is_new(form, term, row, known)]
        if new:
            terms.append(Term(tuple(new), term.english, term.note))
    return glossary_of(terms)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    if len(raw) > _MOST_BYTES:
        raise UsageError(f"{path}: too large; expected at most {_MOST_BYTES >> 20} MiB")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1)
        raise UsageError(
            f"{path}:{line}: byte {column + 1} of the line makes no character; "
            "expected a table saved as UTF-8"
        ) from error


def _rows(path: Path, text: str) -> Iterator[_Row]:
    """The rows that are not empty, by the columns that matter."""
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, ""), delimiter=separator, strict=True)
    line = 1
    try:
        header = next(reader, [])
        columns = _columns(path, header)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(path, line, cells, columns, len(header))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"{path}:{line}: {error}; expected cells in closed quotes"
        raise UsageError(message) from error


def _columns(path: Path, header: Sequence[str]) -> dict[str, int]:
    found = [name.strip().casefold() for name in header]
    columns = {
        column: found.index(name)
        for column, names in _NAMES.items()
        for name in reversed(names)
        if name in found
    }
    for column in ("arabic", "english"):
        if column not in columns:
            shown = ", ".join(header)[:_SHOWN] or "nothing"
            expected = "a header row such as arabic,english,note"
            raise _error(path, 1, column, expected, f"found {shown}")
    return columns


def _row(
    path: Path, line: int, cells: Sequence[str], columns: dict[str, int], width: int
) -> _Row:
    if any(cells[width:]):
        expected = f"{width} cells; found {len(cells)}"
        raise UsageError(f"{path}:{line}: expected {expected}")
    there = [*cells, *[""] * width]
    return _Row(path, line, {column: there[at] for column, at in columns.items()})


def _term(row: _Row) -> Term:
    arabic, english = row.forms("arabic"), row.forms("english")
    for form in arabic:
        if not form or not has_arabic(form) or not words(form):
            raise _wrong(row, "arabic", form, "a form with Arabic letters")
    for form in english:
        if not words(form) or has_arabic(form):
            expected = "an English form without Arabic letters"
            raise _wrong(row, "english", form, expected)
    return Term(arabic, english, clean_english(row.cells.get("note", "")))


def _is_new(form: str, term: Term, row: _Row, known: _Known) -> bool:
    line, first = known.setdefault(tuple(words(form)), (row.line, term))
    if first.english != term.english:
        expected = f"{'|'.join(first.english)} for {form}, as in line {line}"
        raise _wrong(row, "english", "|".join(term.english), expected)
    return first is term


def _wrong(row: _Row, column: str, found: str, expected: str) -> UsageError:
    return _error(row.path, row.line, column, expected, f"found {found or 'nothing'}")


def _error(
    path: Path, line: int, column: str, expected: str, found: str = ""
) -> UsageError:
    tail = f"; {found}" if found else ""
    return UsageError(f"{path}:{line}: column {column}: expected {expected}{tail}")
