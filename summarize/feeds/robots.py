"""What a site's robots.txt asks of programs (RFC 9309), read once a run."""

from urllib.robotparser import RobotFileParser

from summarize.feeds.client import AGENT, Client, Request
from summarize.feeds.unfetched import Unfetched
from summarize.feeds.urls import Url

LARGEST = 1 << 20


class Robots:
    """The rules of every site met so far.

    A site without rules allows everything; one whose rules cannot be had, because it is
    busy or broken, is left alone.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, RobotFileParser | Unfetched] = {}

    def require(self, url: Url, login: Url | None = None) -> None:
        """Raise `Unfetched` for an address that its site asks programs not to read."""
        is_new = url.origin not in self._rules
        if is_new:
            self._rules[url.origin] = self._read(url, login)
        rules = self._rules[url.origin]
        if isinstance(rules, Unfetched):
            status = rules.status if is_new else 0
            raise Unfetched(rules.reason, f"{url.shown}: first {rules}", status)
        if not rules.can_fetch(AGENT, url.text):
            detail = f"{url.shown}: its site's robots.txt asks programs not to read it"
            raise Unfetched("robots", detail)

    def _read(self, url: Url, login: Url | None) -> RobotFileParser | Unfetched:
        place = Url(url.scheme, url.host, url.port, "/robots.txt")
        rules = RobotFileParser()
        try:
            answer = self._client.get(place, Request({}, login), LARGEST)
        except Unfetched as error:
            if error.reason == "try_later" or not 400 <= error.status < 500:
                return error
            rules.parse([])
        else:
            rules.parse(answer.body.decode("utf-8-sig", "replace").splitlines())
        return rules
