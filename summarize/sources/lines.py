"""JSON: an object a line, or a whole file of them."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from summarize.records import Article, Rejection
from summarize.sources import columns, decode, limits

Found = Iterator[Article | Rejection]


def read_jsonl(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    """Read a file of one object a line, holding one line at a time."""
    with limits.opened(path) as file:
        head = file.read(decode.HEAD)
        known = decode.encoding_of(head, str(path), encoding)
        file.seek(0)
        if isinstance(known, Rejection):
            yield known
        elif decode.is_wide(known):
            # Half of a wide character may be the byte of a line feed.
            raw = limits.joined(limits.blocks(file), str(path), limits.WHOLE)
            text = (
                raw
                if isinstance(raw, Rejection)
                else decode.decode_as(raw, str(path), known)
            )
            yield from from_text(text, str(path), fields)
        else:
            found = limits.lines(limits.parts(file))
            yield from from_lines(found, str(path), fields, known)


def from_text(text: str | Rejection, name: str, fields: Mapping[str, str]) -> Found:
    """Read objects from the lines of a text, or pass on why there is none."""
    if isinstance(text, Rejection):
        yield text
        return
    found = limits.lines(limits.parts(io.BytesIO(text.encode())))
    yield from from_lines(found, name, fields, "utf-8")


def from_lines(
    lines: Iterable[bytes | int], name: str, fields: Mapping[str, str], encoding: str
) -> Found:
    """Read objects from lines, or from the lengths of those too long to be read.

    A bad line costs only itself.
    """
    offset = 0
    for number, raw in enumerate(lines, start=1):
        where = f"{name}:{number}"
        if isinstance(raw, int):
            offset += raw
            yield limits.too_large(where)
            continue
        text = decode.decode_as(raw, where, encoding, offset)
        offset += len(raw)
        if isinstance(text, Rejection):
            yield text
        elif text.strip():
            row = _parse(text.rstrip(), where)
            yield (
                row
                if isinstance(row, Rejection)
                else _article(row, fields, where, name)
            )


def read_json(path: Path, fields: Mapping[str, str], encoding: str | None) -> Found:
    """Read one object or an array of them; `news.json:3` is the third of these."""
    raw = limits.whole(path, limits.WHOLE)
    text = (
        raw if isinstance(raw, Rejection) else decode.decode(raw, str(path), encoding)
    )
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
        found: object = json.loads(
            text, parse_constant=_no_number, object_pairs_hook=_object
        )
    except RecursionError:
        detail = f"{where}: nested too deep; expected an object of plain fields"
        return Rejection(where, "bad_json", detail)
    except json.JSONDecodeError as error:
        line = f"{where}:{error.lineno}" if error.lineno > 1 else where
        hint = "; one object a line is .jsonl" if "Extra data" in error.msg else ""
        cause = error.msg.removesuffix(" at")
        detail = f"{line}: not JSON: {cause} at column {error.colno}{hint}"
        return Rejection(line, "bad_json", detail)
    except ValueError as error:  # no number, one too long to be one, a field twice
        cause = str(error).partition(":")[0]
        return Rejection(where, "bad_json", f"{where}: not JSON: {cause}")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an object holds a field twice")
    return found
