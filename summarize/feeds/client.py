"""One page over HTTP: checked at every hop, bounded in bytes and in time."""

import http.client
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message

from summarize import __version__
from summarize.feeds import addresses, body, later, urls
from summarize.feeds.unfetched import Unfetched, told
from summarize.feeds.urls import BadUrl, Url
from summarize.feeds.wire import Bounds, connected
from summarize.sources.limits import PAGE

AGENT = f"mujaz/{__version__}"
TOTAL_SECONDS = 60.0
REDIRECTS = 5
# What headers and the marks between chunks may take besides the body.
FRAMING = 1 << 20
_MOVED = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave in the end, and where; the body is unpacked."""

    url: Url
    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: headers of its own, whose credentials, which kinds of content.

    `check` is called with every address before it is asked, and may raise `Unfetched`.
    """

    headers: Mapping[str, str]
    login: Url | None = None
    kinds: frozenset[str] = frozenset()
    check: Callable[[Url], None] = lambda url: None


class Client:
    """Asks one thing at a time; remembers which servers asked to be left alone.

    `waits` maps origins to the moment after which they may be asked again.
    """

    def __init__(
        self,
        waits: dict[str, datetime],
        *,
        allow_private: bool = False,
        resolve: addresses.Resolve = addresses.resolve,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._waits = waits
        self._allow_private = allow_private
        self._resolve = resolve
        self._clock = clock
        self._now = now
        self._tls = ssl.create_default_context()

    def get(self, url: Url, request: Request, limit: int = PAGE) -> Answer:
        """The answer at an address, or at the one it leads to.

        Returns statuses 200 and 304; raises `Unfetched` for everything else.
        """
        end = self._clock() + TOTAL_SECONDS
        for _ in range(REDIRECTS + 1):
            request.check(url)
            answer = self._ask(url, request, limit, end)
            if answer.status not in _MOVED:
                return self._judged(answer)
            url = _next(answer)
        detail = f"{url.shown}: redirected more than {REDIRECTS} times"
        raise Unfetched("redirects", detail)

    def _ask(self, url: Url, request: Request, limit: int, end: float) -> Answer:
        self._require_wanted(url)
        numbers = self._numbers(url)

        def left() -> float:
            if (seconds := end - self._clock()) > 0:
                return seconds
            raise TimeoutError(f"more than {TOTAL_SECONDS:.0f} s")

        bounds = Bounds(left, limit + FRAMING)
        with (
            told(url, limit),
            connected(url, numbers, bounds, self._tls) as connection,
        ):
            connection.request("GET", url.target, headers=_headers(url, request))
            response = connection.getresponse()
            raw = b""
            if response.status == http.client.OK:
                _require_kind(url, response.headers, request.kinds)
                raw = body.read(response, limit)
            return Answer(url, response.status, response.headers, raw)

    def _numbers(self, url: Url) -> list[str]:
        """The numbers to connect to, looked up once and checked."""
        try:
            found = self._resolve(url.host, url.port)
        except (OSError, UnicodeError) as error:
            detail = f"{url.shown}: the name {url.host} leads nowhere"
            raise Unfetched("no_address", detail) from error
        safe = addresses.is_public
        allowed = [each for each in found if self._allow_private or safe(each)]
        if not allowed:
            raise Unfetched(
                "private_address",
                f"{url.shown}: {url.host} is in a private network; only addresses of "
                "the open internet are read without --allow-private",
            )
        return allowed

    def _require_wanted(self, url: Url) -> None:
        moment = self._waits.get(url.origin)
        if moment and self._now() < moment:
            detail = (
                f"{url.shown}: asked to come back after {moment:%Y-%m-%d %H:%M} UTC"
            )
            raise Unfetched("try_later", detail)

    def _judged(self, answer: Answer) -> Answer:
        status, where = answer.status, answer.url.shown
        if status in (http.client.OK, http.client.NOT_MODIFIED):
            return answer
        if status in _BUSY:
            moment = later.after(answer.headers.get("Retry-After", ""), self._now())
            self._waits[answer.url.origin] = moment
            detail = f"{where}: the server is busy ({status}); asked to come back later"
            raise Unfetched("try_later", detail, status)
        words = http.client.responses.get(status, "unknown")
        raise Unfetched(f"http_{status}", f"{where}: {status} {words}", status)


def _next(answer: Answer) -> Url:
    try:
        return urls.join(answer.url, answer.headers.get("Location", ""))
    except BadUrl as error:
        detail = f"{answer.url.shown}: redirected, but {error}"
        raise Unfetched("bad_url", detail) from error


def _headers(url: Url, request: Request) -> dict[str, str]:
    headers = {
        "Host": url.authority,
        "User-Agent": AGENT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **request.headers,
    }
    if (
        request.login
        and request.login.credentials
        and request.login.origin == url.origin
    ):
        headers["Authorization"] = request.login.basic
    return headers


def _require_kind(url: Url, headers: Message, kinds: frozenset[str]) -> None:
    kind = headers.get_content_type()
    if kinds and "Content-Type" in headers and kind not in kinds:
        raise Unfetched("not_a_page", f"{url.shown}: it is {kind}; expected a web page")
