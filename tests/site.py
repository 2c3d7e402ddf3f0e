"""A news site on loopback: pages and feeds to hand out, with faults to order."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Thread
from typing import Any
from xml.sax.saxutils import escape

RSS = "application/rss+xml"
HTML = "text/html; charset=utf-8"


@dataclass
class Page:
    """What is sent for a path; `raw` is put on the wire as it stands, headers and all.

    `then` is called before the answer, as a reader of the page might be interrupted.
    """

    body: bytes = b""
    kind: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""
    then: Callable[[], None] = lambda: None


@dataclass
class Site:
    """What the server holds, and every request that it got, headers in small letters."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    port: int = 0

    def asks(self, path: str) -> int:
        """How often a path was asked for."""
        return self.asked.count(path)


@contextmanager
def serving(tls: SSLContext | None = None) -> Iterator[Site]:
    """Run a site on a free loopback port until the block ends."""
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    with _Server(("127.0.0.1", 0), handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        site.port = server.server_address[1]
        site.url = f"http{'s' if tls else ''}://127.0.0.1:{site.port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about clients that had enough and went."""


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.headers.append({k.lower(): v for k, v in self.headers.items()})
        page = self.site.pages.get(self.path, Page(status=404))
        page.then()
        if page.raw:
            self.wfile.write(page.raw)
            return
        tag = page.headers.get("ETag")
        is_same = tag is not None and self.headers.get("If-None-Match") == tag
        body = b"" if is_same else page.body
        self.send_response(304 if is_same else page.status)
        self.send_header("Content-Type", page.kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in page.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test output quiet."""


def rss(*items: str) -> bytes:
    """A feed of these items, which are XML."""
    space = "http://purl.org/rss/1.0/modules/content/"
    text = f'<rss version="2.0" xmlns:c="{space}"><channel>{"".join(items)}</channel></rss>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()


def item(link: str, title: str = "", **more: str) -> str:
    """An item; `more` names further elements, `content` the whole text's."""
    names = {"content": "c:encoded"}
    given = {"link": link, "title": title, **more}
    parts = (
        f"<{names.get(name, name)}>{escape(value)}</{names.get(name, name)}>"
        for name, value in given.items()
        if value
    )
    return f"<item>{''.join(parts)}</item>"


def html(text: str, title: str = "") -> bytes:
    """A web page with an article between what surrounds one."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>الرئيسية</a>"
        f"</nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()
