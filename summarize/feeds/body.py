"""The bytes of an answer, unpacked as they come and never past a limit."""

import zlib
from http.client import HTTPResponse

from summarize.sources.limits import TooLarge

_BLOCK = 65536
# zlib's word for: gzip or zlib, whichever the header says.
_EITHER = 47
_PLAIN = frozenset({"", "identity"})
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class Broken(Exception):
    """The bytes are not what the answer's headers say, or cut short."""


def read(response: HTTPResponse, limit: int) -> bytes:
    """All of an answer's body; raises `TooLarge` past the limit, packed or not."""
    length = response.length
    if length is not None and length > limit:
        raise TooLarge
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding in _PLAIN:
        return _whole(response, limit)
    if coding in _PACKED:
        return _unpacked(_whole(response, limit), limit)
    raise Broken("packed in a way that was not asked for")


def _whole(response: HTTPResponse, limit: int) -> bytes:
    raw = bytearray()
    while block := response.read(_BLOCK):
        raw += block
        if len(raw) > limit:
            raise TooLarge
    if response.length:
        raise Broken(f"it ends {response.length} bytes too soon")
    return bytes(raw)


def _unpacked(raw: bytes, limit: int) -> bytes:
    machine = zlib.decompressobj(_EITHER)
    try:
        unpacked = machine.decompress(raw, limit + 1)
    except zlib.error as error:
        raise Broken("it cannot be unpacked") from error
    if len(unpacked) > limit:
        raise TooLarge
    if not machine.eof or machine.unused_data:
        raise Broken("what it is packed in does not end where it should")
    return unpacked
