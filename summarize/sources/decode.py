"""From bytes to text: by mark, by order or as strict UTF-8, never by a guess."""

import codecs
from typing import IO

from summarize import arabic
from summarize.errors import UsageError
from summarize.records import Rejection

# As much of a file as is looked at to tell how it is encoded.
HEAD = 65536
_MARKS = (
    # UTF-32's little-endian mark begins with UTF-16's, so it comes first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_WIDE_SHARE = 0.10
# What no text holds: control characters but for tabs, ends of lines and of files.
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\v\f\r\x1a")


def check_encoding(encoding: str | None) -> None:
    """Refuse an encoding that Python does not know."""
    if encoding is not None and not is_known(encoding):
        raise UsageError(
            f"--encoding {encoding}: unknown; expected a name such as "
            "utf-8, cp1256, iso-8859-6 or utf-16-le"
        )


def is_known(encoding: str) -> bool:
    """Whether Python reads text in this encoding."""
    try:
        # Nothing is too little: Python does not look the name up for it.
        bytes(4).decode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def is_wide(encoding: str) -> bool:
    """Whether the byte of a line feed may be half of another character."""
    return encoding.startswith(("utf-16", "utf-32"))


def encoding_of(head: bytes, where: str, forced: str | None) -> str | Rejection:
    """The encoding ordered, marked or, failing both, UTF-8; refused when it is not."""
    if forced:
        name = codecs.lookup(forced).name
        return "utf-8-sig" if name == "utf-8" else name
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    order = _unmarked_utf16(head)
    if order is None:
        return "utf-8-sig"
    return Rejection(
        where,
        "encoding",
        f"{where} looks like UTF-16 without a byte-order mark: pass --encoding {order}",
    )


def decode(raw: bytes, where: str, forced: str | None) -> str | Rejection:
    """The text of a whole file, without its byte-order mark."""
    encoding = encoding_of(raw[:HEAD], where, forced)
    if isinstance(encoding, Rejection):
        return encoding
    return decode_as(raw, where, encoding)


def decode_as(
    raw: bytes, where: str, encoding: str, offset: int = 0
) -> str | Rejection:
    """The text of bytes that start at `offset` of a file in a known encoding."""
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        # The codec drops the mark before it counts.
        marked = encoding == "utf-8-sig" and raw.startswith(codecs.BOM_UTF8)
        at = error.start + (len(codecs.BOM_UTF8) if marked else 0)
        return _undecodable(raw, where, encoding, offset + at)


def problem_in(file: IO[bytes], where: str, encoding: str) -> Rejection | None:
    """The first byte of a file that is not in its encoding, read block by block."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset = 0
    while True:
        block = file.read(HEAD)
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            # The decoder may have kept bytes of the block before, or cut a mark.
            start = offset + len(block) - len(error.object)
            return _undecodable(error.object, where, encoding, start + error.start)
        if not block:
            return None
        offset += len(block)


def _undecodable(raw: bytes, where: str, encoding: str, offset: int) -> Rejection:
    """Say which byte is wrong, and what the bytes look like if that is clear."""
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    advice = ""
    if name == "utf-8":
        advice = _advice(raw[:HEAD])
    detail = f"{where} is not {name}: byte {offset} makes no character{advice}"
    return Rejection(where, "encoding", detail)


def _advice(head: bytes) -> str:
    if not _CONTROLS.isdisjoint(head):
        return ", and it holds control characters: it seems to be no text"
    if _looks_like_cp1256(head):
        return "; its bytes look like Windows Arabic: pass --encoding cp1256"
    return "; pass --encoding with the encoding it was saved in"


def _unmarked_utf16(head: bytes) -> str | None:
    """Which UTF-16 has the 00 and 06 (Latin and Arabic) high bytes found here."""
    odd = head[1::2].count(0) + head[1::2].count(6)
    even = head[::2].count(0) + head[::2].count(6)
    if odd + even <= _WIDE_SHARE * len(head):
        return None
    return "utf-16-le" if odd >= even else "utf-16-be"


def _looks_like_cp1256(raw: bytes) -> bool:
    high = bytes(byte for byte in raw if byte >= 0x80)
    return arabic.arabic_share(high.decode("cp1256")) >= arabic.LEAST_ARABIC
