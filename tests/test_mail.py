"""Sending a message: once, to whom it says, and never a password in the clear."""

import json
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from ssl import SSLContext
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from summarize import mail
from summarize.cli import main
from summarize.errors import IntegrityError, Locked, MujazError, Refused, UsageError
from summarize.mail.login import Login, find_login
from summarize.mail.record import Record
from tests import certificate

LETTER = (
    "From: Mujaz <digest@news.test>\r\nTo: Ann <ann@news.test>, bo@news.test\r\nBcc: cy@news.test\r\n"
    "Subject: =?utf-8?b?2YXZiNis2LI=?=\r\nMessage-ID: <1@news.test>\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nموجز\r\n.\r\n"
)
EVERYONE = ["ann@news.test", "bo@news.test", "cy@news.test"]
USER, PASSWORD = "digest", "hunter2"
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


@dataclass
class Inbox:
    """What a mail server took, and what it should refuse: recipients, data."""

    taken: list[Any] = field(default_factory=list)
    users: list[bytes] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    answer: str = "250 OK"
    port: int = 0

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.unknown:
            return "550 nobody \x1b[31m here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer == "hang up":
            server.transport.abort()
        elif self.answer.startswith("250"):
            self.taken.append(envelope)
        return self.answer

    def check(
        self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any
    ) -> AuthResult:
        self.users.append(data.login)
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)


@contextmanager
def serving(tls: SSLContext | None = None, **how: Any) -> Iterator[Inbox]:
    """A mail server on a free loopback port; with TLS it wants to be logged in to."""
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        inbox.port = free.getsockname()[1]
    secure = (
        {"tls_context": tls, "authenticator": inbox.check, "auth_required": True}
        if tls
        else {}
    )
    controller = Controller(
        inbox, hostname="127.0.0.1", port=inbox.port, **{**secure, **how}
    )
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "digest.eml"
    path.write_bytes(LETTER.encode())
    return path


@pytest.fixture(autouse=True)
def _own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MUJAZ_SMTP_USER", "MUJAZ_SMTP_PASSWORD", "NETRC"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_SMTP_USER", USER)
    monkeypatch.setenv("MUJAZ_SMTP_PASSWORD", PASSWORD)


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SSLContext:
    """A server's side of TLS, which this process trusts under the name localhost."""
    trusted, server = certificate.make(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    return server


def send(letter: Path, inbox: Inbox, *words: str, host: str = "localhost") -> int:
    """The command's exit code."""
    sys.argv = ["mujaz", "send", str(letter), "--smtp", f"{host}:{inbox.port}", *words]
    with pytest.raises(SystemExit) as ended:
        main()
    code = ended.value.code
    return code if isinstance(code, int) else 0


def states(letter: Path) -> list[str]:
    rows = letter.with_name("digest.eml.sent").read_text("utf-8").splitlines()
    return [json.loads(row)["state"] for row in rows]


# Over which connection.


def test_a_message_goes_encrypted_and_logged_in_to_everyone_it_names(
    letter: Path, tls: SSLContext, logged_in: None
) -> None:
    with serving(tls, require_starttls=True) as inbox:
        assert send(letter, inbox) == 0
    (taken,) = inbox.taken
    assert taken.mail_from == "digest@news.test"
    assert taken.rcpt_tos == EVERYONE
    assert "\r\nموجز\r\n.\r\n".encode() in taken.content
    assert b"cy@news.test" not in taken.content
    assert b"X-Unsent" not in taken.content
    assert inbox.users == [USER.encode()]
    assert states(letter) == ["sending", "sent"]


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_both_ways_of_logging_in_work(
    way: str, letter: Path, tls: SSLContext, logged_in: None
) -> None:
    other = {"PLAIN": "LOGIN", "LOGIN": "PLAIN"}[way]
    with serving(tls, require_starttls=True, auth_exclude_mechanism=[other]) as inbox:
        assert send(letter, inbox) == 0
    assert inbox.users == [USER.encode()]


def test_tls_from_the_start(letter: Path, tls: SSLContext) -> None:
    with serving(ssl_context=tls) as inbox:
        assert send(letter, inbox, "--tls", "ssl") == 0
    assert len(inbox.taken) == 1


def test_a_server_without_encryption_gets_nothing_unless_told(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as inbox:
        assert send(letter, inbox) == 5
        assert "STARTTLS" in capsys.readouterr().err
        assert send(letter, inbox, "--tls", "none") == 0
    assert len(inbox.taken) == 1


def test_a_certificate_for_another_name_is_refused(
    letter: Path, tls: SSLContext, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(tls) as inbox:
        assert send(letter, inbox, host="127.0.0.1") == 1
    assert "mismatch" in capsys.readouterr().err
    assert not inbox.taken


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_password_goes_unencrypted_to_this_machine_only_and_only_if_told(
    letter: Path, logged_in: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as inbox:
        inbox_auth: dict[str, Any] = {
            "authenticator": inbox.check,
            "auth_require_tls": False,
        }
        assert send(letter, inbox, "--tls", "none") == 5
        assert "unencrypted" in capsys.readouterr().err
    with serving(**inbox_auth) as inbox:
        assert send(letter, inbox, "--tls", "none", "--insecure") == 0


def test_insecure_is_for_loopback_alone(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarize.mail.sending._is_loopback", lambda smtp: False)
    with serving() as inbox:
        server = mail.server_of(f"localhost:{inbox.port}", "none", insecure=True)
        with pytest.raises(Refused, match="unencrypted"):
            mail.send(letter, mail.read_message(letter), server, Login(USER, PASSWORD))
    assert not inbox.users


# The password.


def test_a_password_is_in_no_message_no_trace_and_no_record(
    letter: Path, tls: SSLContext
) -> None:
    login = Login(USER, "s3cret")
    with serving(tls, require_starttls=True) as inbox:
        server = mail.server_of(f"localhost:{inbox.port}", None)
        with pytest.raises(MujazError, match="refused") as failed:
            mail.send(letter, mail.read_message(letter), server, login)
    said = "".join(traceback.format_exception(failed.value)) + repr(login)
    assert "s3cret" not in said + repr(failed.value.__cause__)
    assert not letter.with_name("digest.eml.sent").exists()


def test_a_password_that_cannot_be_sent_is_not_shown(
    letter: Path, tls: SSLContext
) -> None:
    login = Login(USER, "كلمة")
    with serving(tls, require_starttls=True) as inbox:
        server = mail.server_of(f"localhost:{inbox.port}", None)
        with pytest.raises(MujazError) as failed:
            mail.send(letter, mail.read_message(letter), server, login)
    assert login.password not in "".join(traceback.format_exception(failed.value))


def test_a_netrc_file_serves_the_host_it_names(tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text(
        "machine mail.test login me password hunter2\ndefault login x password y\n"
    )
    path.chmod(0o600)
    environ = {"NETRC": str(path)}
    assert find_login("mail.test", environ) == Login("me", "hunter2")
    assert find_login("other.test", environ) is None


def test_a_netrc_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine mail.test login me password hunter2\n")
    path.chmod(0o640)
    with pytest.raises(Refused, match="chmod 600"):
        find_login("mail.test", {"NETRC": str(path)})


def test_a_broken_netrc_file_does_not_tell_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine mail.test login me hunter2\n")
    path.chmod(0o600)
    with pytest.raises(UsageError, match="not as netrc") as failed:
        find_login("mail.test", {"NETRC": str(path)})
    assert "hunter2" not in "".join(traceback.format_exception(failed.value))


def test_half_a_login_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="go together"):
        find_login("mail.test", {"MUJAZ_SMTP_USER": USER})


# Once.


def test_a_message_is_sent_once(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as inbox:
        assert [send(letter, inbox, "--tls", "none") for _ in range(3)] == [0, 0, 0]
        assert len(inbox.taken) == 1
        assert "sent before to 3" in capsys.readouterr().err
        assert send(letter, inbox, "--tls", "none", "--again") == 0
    assert len(inbox.taken) == 2
    row = json.loads(
        letter.with_name("digest.eml.sent").read_text("utf-8").splitlines()[1]
    )
    assert row["message_id"] == "<1@news.test>"
    assert row["to"] == EVERYONE


def test_another_message_in_the_same_file_is_another(letter: Path) -> None:
    with serving() as inbox:
        send(letter, inbox, "--tls", "none")
        letter.write_bytes(LETTER.replace("<1@", "<2@").encode())
        send(letter, inbox, "--tls", "none")
    assert len(inbox.taken) == 2


def test_others_get_what_some_have(letter: Path) -> None:
    with serving() as inbox:
        send(letter, inbox, "--tls", "none", "--to", "ann@news.test")
        send(letter, inbox, "--tls", "none")
    assert [taken.rcpt_tos for taken in inbox.taken] == [EVERYONE[:1], EVERYONE[1:]]


def test_whom_a_server_refuses_is_told_and_tried_again(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as inbox:
        inbox.unknown = {"bo@news.test"}
        assert send(letter, inbox, "--tls", "none", "--json") == 3
        out, err = capsys.readouterr()
        assert "bo@news.test: refused: 550 nobody \\x1b[31m here" in err
        assert list(json.loads(out)["refused"]) == ["bo@news.test"]
        inbox.unknown = set()
        assert send(letter, inbox, "--tls", "none") == 0
    assert [taken.rcpt_tos for taken in inbox.taken] == [
        ["ann@news.test", "cy@news.test"],
        ["bo@news.test"],
    ]


def test_a_message_that_nobody_may_have_can_be_sent_later(letter: Path) -> None:
    with serving() as inbox:
        inbox.unknown = set(EVERYONE)
        assert send(letter, inbox, "--tls", "none") == 3
        inbox.unknown = set()
        assert send(letter, inbox, "--tls", "none") == 0
    assert states(letter) == ["sending", "refused", "sending", "sent"]


def test_a_message_that_a_server_refuses_can_be_sent_later(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as inbox:
        inbox.answer = "552 too much of it"
        assert send(letter, inbox, "--tls", "none") == 1
        assert "552 too much of it" in capsys.readouterr().err
        inbox.answer = "250 OK"
        assert send(letter, inbox, "--tls", "none") == 0


def test_what_may_have_arrived_is_not_sent_again_unless_told(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as inbox:
        inbox.answer = "hang up"
        assert send(letter, inbox, "--tls", "none") == 1
        inbox.answer = "250 OK"
        assert send(letter, inbox, "--tls", "none") == 5
        assert "--again" in capsys.readouterr().err
        assert send(letter, inbox, "--tls", "none", "--again") == 0
    assert len(inbox.taken) == 1


def test_two_processes_never_send_one_message(letter: Path) -> None:
    def now() -> datetime:
        return NOON

    with Record(letter, "<1@news.test>", "", now), pytest.raises(Locked):
        Record(letter, "<1@news.test>", "", now)


def test_a_damaged_record_is_refused(letter: Path) -> None:
    letter.with_name("digest.eml.sent").write_text('{"state": "sent"\n')
    with serving() as inbox:
        assert send(letter, inbox, "--tls", "none") == IntegrityError.exit_code
    assert not inbox.taken


def test_a_server_that_is_not_there_is_told(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send(letter, Inbox(port=9), "--tls", "none") == 1
    assert "localhost:9: no connection" in capsys.readouterr().err


def test_a_server_that_does_not_answer_is_not_waited_for(
    letter: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("summarize.mail.sending.SECONDS", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert send(letter, Inbox(port=port), "--tls", "none", host="127.0.0.1") == 1
    assert "no answer in time" in capsys.readouterr().err


# What is a message.


def with_line(line: str) -> bytes:
    return f"{line}\r\n{LETTER}".encode()


@pytest.mark.parametrize(
    ("raw", "error", "says"),
    [
        pytest.param(
            with_line("Reply-To: =?utf-8?q?x=0D=0ABcc:_eve@x.test?= <x@x.test>"),
            Refused,
            "line of its own",
            id="in an address",
        ),
        pytest.param(
            with_line("X-A: =?utf-8?q?a=0ABcc:_eve@x.test?=").replace(
                b"X-A", b"Comments"
            ),
            Refused,
            "line of its own",
            id="in a text",
        ),
        pytest.param(
            with_line("X-A: b\rBcc: eve@x.test"),
            Refused,
            "carriage return",
            id="a lone carriage return",
        ),
        pytest.param(
            with_line("Bcc: eve@x.test"), Refused, "2 headers bcc", id="a header twice"
        ),
        pytest.param(
            with_line("no header"), Refused, "not a whole message", id="no header"
        ),
        pytest.param(
            LETTER.replace("Message-ID", "X-ID").encode(),
            UsageError,
            "no Message-ID",
            id="no id",
        ),
        pytest.param(
            LETTER.replace("From:", "X-From:").encode(),
            UsageError,
            "no From",
            id="from nobody",
        ),
        pytest.param(
            b"From: a@b.test\nMessage-ID: <1@b>\n\nx",
            UsageError,
            "no To",
            id="to nobody",
        ),
        pytest.param(
            LETTER.replace("bo@news.test", "bo").encode(),
            UsageError,
            "no mail address",
            id="no address",
        ),
        pytest.param(b"", UsageError, "no Message-ID", id="nothing"),
    ],
)
def test_what_is_no_message_is_refused(
    raw: bytes, error: type[MujazError], says: str, letter: Path
) -> None:
    letter.write_bytes(raw)
    with pytest.raises(error, match=says):
        mail.read_message(letter)


@pytest.mark.parametrize(
    "to",
    [
        "a@b.test\r\nRCPT TO:<eve@x.test>",
        "a b@c.test",
        "<a@b.test>",
        "a@b.test,eve@x.test",
        "",
        "a",
    ],
)
def test_a_recipient_is_one_address(to: str, letter: Path) -> None:
    with pytest.raises(UsageError, match="no mail address"):
        mail.read_message(letter, [to])


@pytest.mark.parametrize(
    ("given", "tls", "expected"),
    [
        ("mail.test", None, ("mail.test", 587, "starttls")),
        ("mail.test:465", None, ("mail.test", 465, "ssl")),
        ("mail.test", "ssl", ("mail.test", 465, "ssl")),
        ("[::1]:2525", "none", ("::1", 2525, "none")),
    ],
)
def test_where_a_message_goes(
    given: str, tls: mail.Tls | None, expected: tuple[str, int, str]
) -> None:
    server = mail.server_of(given, tls)
    assert (server.host, server.port, server.tls) == expected


@pytest.mark.parametrize(
    "given",
    ["", ":25", "mail.test:x", "me:hunter2@mail.test", "smtp://mail.test", "[::1"],
)
def test_what_is_no_server_is_wrong_usage(given: str) -> None:
    with pytest.raises(UsageError, match="expected HOST") as refused:
        mail.server_of(given, None)
    assert "hunter2" not in str(refused.value)
