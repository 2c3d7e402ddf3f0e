"""One message to one server: connected, secured, logged in, handed over."""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from summarize.arabic import visible
from summarize.errors import MujazError, Refused, UsageError
from summarize.mail.login import Login
from summarize.mail.message import Message
from summarize.mail.record import Record

Tls = Literal["starttls", "ssl", "none"]

SECONDS = 30.0
_PORTS: dict[Tls, int] = {"starttls": 587, "ssl": 465, "none": 25}
_LONGEST_REPLY = 300


@dataclass(frozen=True, slots=True)
class Server:
    """Where a message goes; `insecure` lets a password go unencrypted to loopback."""

    host: str
    port: int
    tls: Tls
    insecure: bool = False

    @property
    def name(self) -> str:
        """The server as messages name it."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """To whom a message was sent now, before, and whom the server refused, and why."""

    sent: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0 when it is with everyone, 3 when the server refused somebody."""
        return 3 if self.refused else 0


def server_of(given: str, tls: Tls | None, *, insecure: bool = False) -> Server:
    """A server from HOST[:PORT]; TLS from the start on port 465, STARTTLS elsewhere."""
    try:
        parts = urlsplit(f"//{given}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or parts.netloc != given or "@" in given:
        raise UsageError("--smtp: expected HOST or HOST:PORT, and nothing secret in it")
    chosen: Tls = tls or ("ssl" if port == _PORTS["ssl"] else "starttls")
    return Server(host, port or _PORTS[chosen], chosen, insecure)


def send(
    path: Path,
    message: Message,
    server: Server,
    login: Login | None,
    *,
    again: bool = False,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Delivery:
    """Send the message in a file to everyone whom it was not sent to yet.

    Raises `Refused` where a password would go unencrypted or an earlier attempt may
    have got through, `MujazError` where the server does not take it.
    """
    with Record(path, message.id, server.name, now) as record:
        wanted = message.recipients if again else record.missing(message.recipients)
        before = tuple(each for each in message.recipients if each not in wanted)
        if not wanted:
            return Delivery(before=before)
        with _connected(server, login) as smtp:
            record.write("sending", wanted)
            refused = _hand_over(smtp, message, wanted, record)
            sent = tuple(each for each in wanted if each not in refused)
            record.write("sent" if sent else "refused", sent or wanted)
    return Delivery(sent, before, refused)


def _hand_over(
    smtp: smtplib.SMTP, message: Message, wanted: Sequence[str], record: Record
) -> dict[str, str]:
    """Give the message to the server; whom it refused, and its words."""
    try:
        refused = smtp.send_message(message.letter, message.sender, wanted)
    except smtplib.SMTPRecipientsRefused as error:
        refused = error.recipients
    except (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError) as error:
        record.write("refused", wanted)
        raise MujazError(f"the server refused the message: {_reply(error)}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise MujazError(
            "the connection broke while the message was sent, so it may have arrived; "
            "look whether it did, then give --again"
        ) from error
    return {to: f"{code} {_words(words)}" for to, (code, words) in refused.items()}


@contextmanager
def _connected(server: Server, login: Login | None) -> Iterator[smtplib.SMTP]:
    """A connection that is as safe as was asked for, logged in where there is a login.

    What the server says at logging in is not repeated: it may quote what was sent.
    """
    try:
        smtp = _opened(server)
    except (smtplib.SMTPException, OSError) as error:
        raise MujazError(f"{server.name}: {_cause(error)}; nothing was sent") from None
    try:
        if login:
            _log_in(smtp, server, login)
        yield smtp
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
    finally:
        smtp.close()


def _opened(server: Server) -> smtplib.SMTP:
    tls = ssl.create_default_context()
    if server.tls == "ssl":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=tls)
    smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        smtp.ehlo()
        if server.tls == "starttls":
            if not smtp.has_extn("starttls"):
                raise Refused(
                    f"{server.name} offers no encryption (STARTTLS); nothing was sent"
                )
            smtp.starttls(context=tls)
            smtp.ehlo()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _log_in(smtp: smtplib.SMTP, server: Server, login: Login) -> None:
    if server.tls == "none" and not (server.insecure and _is_loopback(smtp)):
        raise Refused(
            f"{server.name}: the password would go unencrypted; give --tls starttls or "
            "ssl (or --insecure, to this machine only)"
        )
    try:
        smtp.login(login.user, login.password)
    except smtplib.SMTPAuthenticationError as error:
        code = error.smtp_code
        raise MujazError(f"{server.name}: user or password refused ({code})") from None
    except UnicodeError:
        raise UsageError("the user or password is not of plain characters") from None
    except (smtplib.SMTPException, OSError):
        raise MujazError(
            f"{server.name}: logging in failed; nothing was sent"
        ) from None


def _is_loopback(smtp: smtplib.SMTP) -> bool:
    peer = smtp.sock.getpeername()[0] if smtp.sock else "0.0.0.0"
    return ip_address(peer).is_loopback


def _reply(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_words(error.smtp_error)}"
    return "it cannot take its addresses"


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return visible(text[:_LONGEST_REPLY])


def _cause(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPServerDisconnected) and error.__context__:
        error = error.__context__
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLError):
        why = getattr(error, "verify_message", "") or error.reason or "broken"
        return f"no safe connection: {why}"
    if isinstance(error, OSError) and error.strerror:
        return f"no connection: {error.strerror}"
    return "it does not answer as a mail server does"
