"""A digest as a mail that is ready to be sent: plain text, and the same as a page."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from summarize.digest.page import to_mail
from summarize.digest.plain import to_text
from summarize.digest.record import Digest
from summarize.digest.saying import shown
from summarize.errors import UsageError

_LONGEST_SUBJECT = 200
_MOST = 100
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]{1,64}"
_SPEC = rf"{_ATOM}(?:\.{_ATOM}){{0,9}}@[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+){{0,9}}"
_ADDRESS = re.compile(
    rf"""\s*(?:(?P<spec>{_SPEC})
    |(?:"(?P<quoted>[^"\\]*)"|(?P<name>[^<>@,;:"()\\]*))\s*<(?P<named>{_SPEC})>)\s*
    (?:,(?=.*\S)|$)""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Whom a mail is from and to; where there is none, its sender fills it in."""

    sender: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()


def addresses(sender: str | None, to: str | None) -> Addresses:
    """The addresses that were asked for; raises `UsageError` where one is none."""
    return Addresses(_parsed(sender, "--from", 1), _parsed(to, "--to", _MOST))


def to_eml(digest: Digest, between: Addresses) -> bytes:
    """The digest as an unsent mail, the same bytes for the same digest.

    Its date is the digest's `as_of`; its name and boundaries are made of what it says.
    """
    text, page = to_text(digest), to_mail(digest)
    said = repr((digest.window, digest.title, between, text, page))
    name = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = shown(digest.title)[:_LONGEST_SUBJECT] or "Digest"
    if between.sender:
        mail["From"] = between.sender
    if between.to:
        mail["To"] = between.to
    mail["Date"] = format_datetime(digest.window.as_of)
    domain = between.sender[0].domain if between.sender else "mujaz.invalid"
    mail["Message-ID"] = f"<digest.{name}@{domain}>"
    mail["X-Unsent"] = "1"
    mail.set_content(text, charset="utf-8", cte="base64")
    mail.add_alternative(page, subtype="html", charset="utf-8", cte="base64")
    mail.set_boundary(f"digest-{name}")
    return mail.as_bytes()


def _parsed(given: str | None, option: str, most: int) -> tuple[Address, ...]:
    if given is None:
        return ()
    found = _addresses(given) if given.isprintable() and "=?" not in given else ()
    if not found or len(found) > most:
        wanted = "one address" if most == 1 else "addresses"
        raise UsageError(
            f"{option} {given!r}: expected {wanted}, as news@example.org or "
            "Desk <desk@example.org>"
        )
    return found


def _addresses(given: str) -> tuple[Address, ...]:
    """The addresses in a header's text; none where any of it is something else."""
    found, at = [], 0
    while at < len(given):
        read = _ADDRESS.match(given, at)
        spec = read and (read["spec"] or read["named"])
        if not read or not spec or not spec.isascii():
            return ()
        name = (read["quoted"] or read["name"] or "").strip()
        found.append(Address(name, addr_spec=spec))
        at = read.end()
    return tuple(found)
