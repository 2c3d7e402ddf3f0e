"""How much of one input is read at most, so that no file fills the memory.

A text file or a row of a table holds one article, a page one article and its markup; a
JSON array and text in UTF-16 hold many, but have to be read whole.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from summarize.records import Rejection

ARTICLE = 16 << 20
PAGE = 8 << 20
WHOLE = 64 << 20
_BLOCK = 1 << 20


class TooLarge(Exception):
    """More than the limit was found where one article was expected."""


def opened(path: Path) -> IO[bytes]:
    """Open a file; what became a pipe or a device meanwhile is an OSError, no wait."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise OSError(errno.EINVAL, "it is not a regular file any more", str(path))


def whole(path: Path, limit: int) -> bytes | Rejection:
    """All the bytes of a file, or its rejection once it shows more than the limit."""
    with opened(path) as file:
        return joined(blocks(file), str(path), limit)


def joined(found: Iterable[bytes], where: str, limit: int) -> bytes | Rejection:
    """The same for bytes that arrive in blocks."""
    raw = bytearray()
    for block in found:
        raw += block
        if len(raw) > limit:
            return too_large(where, limit)
    return bytes(raw)


def blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """All of a stream, a block at a time."""
    return iter(lambda: stream.read(_BLOCK), b"")


def parts(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream, one that is longer than an article in several parts."""
    return iter(lambda: stream.readline(ARTICLE + 1), b"")


def lines(found: Iterator[bytes]) -> Iterator[bytes | int]:
    """Whole lines again; of one that is too long its length alone, nothing is kept."""
    for part in found:
        size = len(part)
        if size <= ARTICLE:
            yield part
            continue
        while part and not part.endswith(b"\n"):
            part = next(found, b"")
            size += len(part)
        yield size


def too_large(where: str, limit: int = ARTICLE) -> Rejection:
    """The rejection of what is larger than a limit."""
    detail = f"{where} is too large; expected at most {limit >> 20} MiB"
    return Rejection(where, "too_large", detail)
