"""Standard input: an article of running text, or JSONL when it starts with `{`."""

import codecs
import sys
from collections.abc import Iterator, Mapping
from itertools import chain

from summarize.records import Article, Rejection
from summarize.sources import decode, files, lines

NAME = "-"
_WHERE = "stdin"


def read(
    fields: Mapping[str, str], encoding: str | None
) -> Iterator[Article | Rejection]:
    """Read what is piped in; JSONL line by line, as it arrives."""
    stream = iter(sys.stdin.buffer)
    opening = []
    for line in stream:
        opening.append(line)
        if line.removeprefix(codecs.BOM_UTF8).strip():
            break
    known = decode.encoding_of(b"".join(opening), _WHERE, encoding)
    wide = isinstance(known, Rejection) or decode.is_wide(known)
    if not wide and _is_object(b"".join(opening)):
        yield from lines.from_lines(chain(opening, stream), _WHERE, fields, str(known))
        return
    text = decode.decode(b"".join(chain(opening, stream)), _WHERE, encoding)
    if isinstance(text, Rejection):
        yield text
    elif text.lstrip().startswith("{"):
        parts = (line.encode() for line in text.split("\n"))
        yield from lines.from_lines(parts, _WHERE, fields, "utf-8")
    else:
        yield files.from_text(text, _WHERE)


def _is_object(opening: bytes) -> bool:
    return opening.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")
