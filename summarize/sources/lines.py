"""JSON: an object a line, or a whole file of them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from summarize.records import Article, Rejection
from summarize.sources import columns, decode

Found = Iterator[Article | Rejection]


def read_jsonl(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    """Read a file of one object a line, holding one line at a time."""
    with path.open("rb") as file:
        head = file.read(decode.HEAD)
        known = decode.encoding_of(head, str(path), encoding)
        if isinstance(known, Rejection):
            yield known
        elif decode.is_wide(known):
            # Half of a wide character may be the byte of a line feed.
            text = decode.decode_as(head + file.read(), str(path), known)
            yield from (
                [text]
                if isinstance(text, Rejection)
                else from_lines(
                    (line.encode() for line in text.split("\n")),
                    str(path),
                    fields,
                    "utf-8",
                )
            )
        else:
            file.seek(0)
            yield from from_lines(file, str(path), fields, known)


def from_lines(
    lines: Iterable[bytes], name: str, fields: Mapping[str, str], encoding: str
) -> Found:
    """Read objects from lines of bytes; a bad line costs only itself."""
    offset = 0
    for number, raw in enumerate(lines, start=1):
        where = f"{name}:{number}"
        text = decode.decode_as(raw, where, encoding, offset)
        offset += len(raw)
        if isinstance(text, Rejection):
            yield text
        elif text.strip():
            row = _parse(text, where)
            yield (
                row
                if isinstance(row, Rejection)
                else _article(row, fields, where, name)
            )


def read_json(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    """Read one object or an array of them; `news.json:3` is the third of these."""
    text = decode.decode(path.read_bytes(), str(path), encoding)
    if isinstance(text, Rejection):
        yield text
        return
    if not text.strip():
        return
    found = _parse(text, str(path))
    if isinstance(found, Rejection):
        yield found
        return
    for number, row in enumerate(
        found if isinstance(found, list) else [found], start=1
    ):
        yield _article(row, fields, f"{path}:{number}", str(path))


def _article(
    row: object, fields: Mapping[str, str], where: str, source: str
) -> Article | Rejection:
    if isinstance(row, dict):
        return columns.article(row, fields, where=where, source=source)
    kind = type(row).__name__
    return Rejection(where, "bad_json", f"{where}: found {kind}; expected an object")


def _parse(text: str, where: str) -> object | Rejection:
    try:
        found: object = json.loads(text)
    except RecursionError:
        detail = f"{where}: nested too deep; expected an object of plain fields"
        return Rejection(where, "bad_json", detail)
    except json.JSONDecodeError as error:
        line = f"{where}:{error.lineno}" if error.lineno > 1 else where
        hint = "; one object a line is .jsonl" if "Extra data" in error.msg else ""
        detail = f"{line}: not JSON: {error.msg} at column {error.colno}{hint}"
        return Rejection(line, "bad_json", detail)
    except ValueError as error:  # a number too long to be one
        cause = str(error).partition(":")[0]
        return Rejection(where, "bad_json", f"{where}: not JSON: {cause}")
    return found
