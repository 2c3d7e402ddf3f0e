"""Tables: comma- or tab-separated text, and Parquet."""

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from summarize.records import Article, Rejection
from summarize.sources import columns, decode

Found = Iterator[Article | Rejection]
BATCH = 256


def read_csv(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    """Read comma-separated rows, or tab-separated ones from a `.tsv`, as they come."""
    with path.open("rb") as file:
        known = decode.encoding_of(file.read(decode.HEAD), str(path), encoding)
    if isinstance(known, Rejection):
        yield known
    elif problem := decode.problem_in(path, known):
        yield problem
    else:
        with path.open(encoding=known, newline="") as text:
            yield from _rows(text, path, fields)


def read_parquet(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    """Read a Parquet file batch by batch, only the columns that are needed."""
    import pyarrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            problem = columns.missing(names, fields, str(path))
            if problem:
                yield problem
                return
            wanted = list(columns.choose(names, fields).values())
            batches = file.iter_batches(batch_size=BATCH, columns=wanted)
            rows = (row for batch in batches for row in batch.to_pylist())
            places = ((f"{path}:{n}", row) for n, row in enumerate(rows, start=1))
            yield from columns.table(places, fields, source=str(path))
    except (pyarrow.ArrowException, ValueError) as error:
        detail = f"{path} is not a whole Parquet file: {error}"
        yield Rejection(str(path), "bad_parquet", detail)


def _rows(text: TextIO, path: Path, fields: Mapping[str, str]) -> Found:
    csv.field_size_limit(sys.maxsize)
    dialect = "excel-tab" if path.suffix.lower() == ".tsv" else "excel"
    # Strict, or a quote left open would make one article of the rest of the file.
    reader = csv.reader(text, dialect, strict=True)
    try:
        header = [name.removeprefix("\ufeff") for name in next(reader, [])]
        if not header:
            return
        problem = columns.missing(header, fields, str(path))
        if problem:
            yield problem
            return
        for cells in reader:
            where = f"{path}:{reader.line_num}"
            if any(cells[len(header) :]):
                yield Rejection(
                    where,
                    "bad_csv",
                    f"{where}: {len(cells)} cells; expected {len(header)}",
                )
            elif any(cells):
                row = dict(zip(header, cells, strict=False))
                row = dict.fromkeys(header, "") | row
                yield columns.article(row, fields, where=where, source=str(path))
    except csv.Error as error:
        where = f"{path}:{reader.line_num}"
        yield Rejection(
            where, "bad_csv", f"{where}: {error}; expected cells in closed quotes"
        )
