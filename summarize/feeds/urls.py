"""Web addresses: read once, and shown without the secrets that they carry."""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote, unquote, urljoin, urlsplit

LONGEST = 8192
_PORTS = {"http": 80, "https": 443}
_HIDDEN = "***"
_CONTROL = re.compile("[\u0000-\u001f\u007f]")
_NAME = re.compile(r"[a-z0-9_][a-z0-9._-]*")
_PATH, _QUERY = "/%:@!$&'()*+,;=~", "/%:@!$&'()*+,;=~?[]"
_SECRET = re.compile(
    r"([^=&;]*(?:token|key|secret|pass|pwd|auth|sig|session|credential)[^=&;]*=)[^&;]+",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(r"[^\s/\\]*:\S*@|[/\\]{2}\S*@")


class BadUrl(ValueError):
    """A text that is no address to be read from; the message never repeats it."""


@dataclass(frozen=True, slots=True)
class Url:
    """An address in ASCII, as it goes over the wire; credentials stand apart."""

    scheme: str
    host: str
    port: int
    target: str = field(repr=False)
    credentials: str = field(default="", repr=False)

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = _PORTS[self.scheme] == self.port
        return host if usual else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what may share credentials and rules."""
        return f"{self.scheme}://{self.authority}"

    @property
    def text(self) -> str:
        """The whole address without its credentials."""
        return self.origin + self.target

    @property
    def shown(self) -> str:
        """The address for messages and records: secrets in its query are starred."""
        path, mark, query = self.target.partition("?")
        return self.origin + path + mark + _SECRET.sub(rf"\1{_HIDDEN}", query)

    @property
    def basic(self) -> str:
        """The credentials as the header of basic authentication carries them."""
        return "Basic " + b64encode(self.credentials.encode()).decode()


def parse(text: str) -> Url:
    """Read an address; raises `BadUrl` for all but http and https ones."""
    try:
        return _parsed(text.strip())
    except BadUrl:
        raise
    except ValueError as error:  # brackets, ports, labels: the text is in the message
        raise BadUrl("it is not a whole web address") from error


def join(base: Url, text: str) -> Url:
    """The address that a text names where it is read at another."""
    try:
        return parse(urljoin(base.text, text.strip()))
    except BadUrl:
        raise
    except ValueError as error:
        raise BadUrl("it is not a whole web address") from error


def redacted(text: str) -> str:
    """A text that may be an address, without what may be a secret in it."""
    try:
        return parse(text).shown
    except BadUrl:
        bare = _CREDENTIALS.sub(f"{_HIDDEN}@", text)
        path, mark, query = bare.partition("?")
        return path + mark + _SECRET.sub(rf"\1{_HIDDEN}", query)


def _parsed(text: str) -> Url:
    if len(text) > LONGEST or _CONTROL.search(text):
        raise BadUrl("it is not a web address: too long, or not of plain characters")
    parts = urlsplit(text)
    if parts.scheme not in _PORTS:
        raise BadUrl("only http and https addresses are read")
    port = _PORTS[parts.scheme] if parts.port is None else parts.port
    target = quote(parts.path or "/", safe=_PATH)
    if parts.query:
        target += "?" + quote(parts.query, safe=_QUERY)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    credentials = f"{user}:{password}" if user or password else ""
    host = _host(parts.hostname or "")
    return Url(parts.scheme, host, port, target, credentials)


def _host(name: str) -> str:
    """The name in ASCII, or the number as it stands."""
    if ":" in name and "%" not in name:
        return str(ip_address(name))
    plain = name.encode("idna").decode("ascii").lower()
    if not _NAME.fullmatch(plain):
        raise BadUrl("it names no host")
    return plain
