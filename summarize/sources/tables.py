"""Tables: comma- or tab-separated text, and Parquet."""

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from summarize.records import Article, Rejection
from summarize.sources import columns, decode, limits

Found = Iterator[Article | Rejection]
BATCH = 8
# No Arabic text is packed as tight as this; a few bytes that fill the memory are.
TIGHTEST = 50


def read_csv(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    """Read comma-separated rows, or tab-separated ones from a `.tsv`, as they come."""
    with limits.opened(path) as file:
        known = decode.encoding_of(file.read(decode.HEAD), str(path), encoding)
        file.seek(0)
        if isinstance(known, Rejection):
            yield known
        elif problem := decode.problem_in(file, str(path), known):
            yield problem
        else:
            file.seek(0)
            text = io.TextIOWrapper(file, encoding=known, newline="")
            yield from _rows(text, path, fields)


def read_parquet(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    """Read a Parquet file batch by batch, only the columns that are needed."""
    import pyarrow
    from pyarrow import parquet

    try:
        with limits.opened(path) as stream, parquet.ParquetFile(stream) as file:
            names = file.schema_arrow.names
            problem = columns.missing(names, fields, str(path))
            if _is_packed_too_tight(file.metadata, path.stat().st_size):
                problem = limits.too_large(str(path))
            if problem:
                yield problem
                return
            wanted = list(columns.choose(names, fields).values())
            batches = file.iter_batches(batch_size=BATCH, columns=wanted)
            rows = (row for batch in batches for row in batch.to_pylist())
            places = ((f"{path}:{n}", row) for n, row in enumerate(rows, start=1))
            yield from columns.table(places, fields, source=str(path))
    except (pyarrow.ArrowException, ValueError, OverflowError) as error:
        detail = f"{path} is not a whole Parquet file: {error}"
        yield Rejection(str(path), "bad_parquet", detail)


def _is_packed_too_tight(metadata: Any, size: int) -> bool:
    """Whether the columns take much more memory than the file takes on the disk."""
    # Asked for a column, pyarrow ends the process where the file is damaged.
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    unpacked = sum(group.total_byte_size for group in groups)
    return bool(unpacked > limits.ARTICLE and unpacked > TIGHTEST * size)


def _rows(text: TextIO, path: Path, fields: Mapping[str, str]) -> Found:
    csv.field_size_limit(sys.maxsize)
    dialect = "excel-tab" if path.suffix.lower() == ".tsv" else "excel"
    lines = _Lines(text)
    # Strict, or a quote left open would make one article of the rest of the file.
    reader = csv.reader(lines, dialect, strict=True)
    try:
        header = [name.removeprefix("\ufeff") for name in next(reader, [])]
        if not header:
            return
        problem = columns.missing(header, fields, str(path))
        if problem:
            yield problem
            return
        for cells in reader:
            lines.start_row()
            found = _row(cells, header, fields, f"{path}:{reader.line_num}", str(path))
            if found:
                yield found
    except csv.Error as error:
        where = f"{path}:{reader.line_num}"
        yield Rejection(
            where, "bad_csv", f"{where}: {error}; expected cells in closed quotes"
        )
    except limits.TooLarge:
        yield limits.too_large(f"{path}:{reader.line_num + 1}")
    except UnicodeDecodeError as error:
        detail = f"{path} changed while it was read: {error.reason}"
        yield Rejection(str(path), "unreadable", detail)


def _row(
    cells: list[str],
    header: list[str],
    fields: Mapping[str, str],
    where: str,
    source: str,
) -> Article | Rejection | None:
    if any(cells[len(header) :]):
        detail = f"{where}: {len(cells)} cells; expected {len(header)}"
        return Rejection(where, "bad_csv", detail)
    if not any(cells):
        return None
    row = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
    return columns.article(row, fields, where=where, source=source)


class _Lines:
    """The lines of a table; raises `TooLarge` where one row goes on for too long."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._taken = 0

    def start_row(self) -> None:
        """Count from here: the row before is complete."""
        self._taken = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(limits.ARTICLE + 1):
            self._taken += len(line)
            if self._taken > limits.ARTICLE:
                raise limits.TooLarge
            yield line
