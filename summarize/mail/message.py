"""A message as a file holds it, refused where more is in it than can be seen."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from summarize.arabic import visible
from summarize.errors import Refused, UsageError
from summarize.sources import limits

LARGEST = 25 << 20
_ONCE = frozenset(
    {"from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id"}
)
_ADDRESS = re.compile(r"[^\s<>(),;:\"\\@\x00-\x1f\x7f]+@[^\s<>(),;\"\\@\x00-\x1f\x7f]+")
_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f]+>")
_LONE_CR = re.compile(rb"\r(?!\n)")
_HEAD = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Message:
    """A message, the id it is known by, and the envelope: from whom, to whom."""

    letter: EmailMessage
    id: str
    sender: str
    recipients: tuple[str, ...]


def read_message(path: Path, to: Sequence[str] = ()) -> Message:
    """The message in a file, to its own recipients or those given in their place.

    Raises `UsageError` for what is no message to anyone, `Refused` for one whose
    headers hold a line more than they show.
    """
    letter = _parsed(_bytes_of(path), path)
    id = str(letter.get("Message-ID", "")).strip()
    if not _ID.fullmatch(id):
        raise UsageError(
            f"{path}: no Message-ID; it is how a message is known to be sent already"
        )
    senders = _addresses(letter, "Sender") or _addresses(letter, "From")
    wanted = to or [
        address for name in ("To", "Cc", "Bcc") for address in _addresses(letter, name)
    ]
    for address in (*senders, *wanted):
        if not _ADDRESS.fullmatch(address):
            raise UsageError(f"{path}: {visible(address)!r} is no mail address")
    if not senders or not wanted:
        missing = "From" if not senders else "To"
        raise UsageError(f"{path}: no {missing}; expected a mail address there")
    return Message(letter, id, senders[0], tuple(dict.fromkeys(wanted)))


def _bytes_of(path: Path) -> bytes:
    try:
        raw = limits.whole(path, LARGEST)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    if isinstance(raw, bytes):
        return raw
    raise UsageError(raw.detail)


def _parsed(raw: bytes, path: Path) -> EmailMessage:
    if _LONE_CR.search(_HEAD.split(raw, maxsplit=1)[0]):
        raise Refused(f"{path}: a header holds a carriage return of its own")
    letter = BytesParser(EmailMessage, policy=policy.SMTP).parsebytes(raw)
    if letter.defects:
        what = type(letter.defects[0]).__name__
        raise Refused(f"{path}: it is not a whole message: {what}")
    try:
        headers = [(name.lower(), str(value)) for name, value in letter.items()]
    except ValueError as error:  # an address with a line feed, once it is decoded
        raise Refused(f"{path}: an address holds a line of its own") from error
    for name, times in Counter(name for name, _ in headers).items():
        if times > 1 and name in _ONCE:
            raise Refused(f"{path}: {times} headers {name}; expected one")
    for name, value in headers:
        if "\r" in value or "\n" in value:
            shown = visible(name)
            raise Refused(f"{path}: its header {shown} holds a line of its own")
    # The mark of a draft, which a mail that is sent is no more.
    del letter["X-Unsent"]
    return letter


def _addresses(letter: EmailMessage, name: str) -> list[str]:
    header = letter.get(name)
    return [each.addr_spec for each in header.addresses] if header else []
