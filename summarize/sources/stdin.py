"""Standard input: an article of running text, or JSONL when it starts with `{`."""

import codecs
import io
import sys
from collections.abc import Iterator, Mapping
from itertools import chain

from summarize.records import Article, Rejection
from summarize.sources import decode, files, limits, lines

NAME = "-"
_WHERE = "stdin"


def read(
    fields: Mapping[str, str], encoding: str | None
) -> Iterator[Article | Rejection]:
    """Read what is piped in; JSONL line by line, as it arrives."""
    rest = limits.parts(sys.stdin.buffer)
    opening = _opening(rest)
    known = decode.encoding_of(opening, _WHERE, encoding)
    wide = isinstance(known, Rejection) or decode.is_wide(known)
    if not wide and _is_object(opening):
        found = limits.lines(chain(limits.parts(io.BytesIO(opening)), rest))
        yield from lines.from_lines(found, _WHERE, fields, str(known))
        return
    blocks = chain([opening], limits.blocks(sys.stdin.buffer))
    raw = limits.joined(blocks, _WHERE, limits.WHOLE)
    text = raw if isinstance(raw, Rejection) else decode.decode(raw, _WHERE, encoding)
    if isinstance(text, Rejection):
        yield text
    elif text.lstrip().startswith("{"):
        yield from lines.from_text(text, _WHERE, fields)
    else:
        yield files.from_text(text, _WHERE)


def _opening(rest: Iterator[bytes]) -> bytes:
    """The first lines, up to one that is not blank."""
    opening = bytearray()
    for part in rest:
        opening += part
        if part.removeprefix(codecs.BOM_UTF8).strip() or len(opening) > decode.HEAD:
            break
    return bytes(opening)


def _is_object(opening: bytes) -> bool:
    return opening.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")
