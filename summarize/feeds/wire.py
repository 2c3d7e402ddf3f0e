"""A connection to a checked number that no server can keep open for too long."""

import io
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from summarize.feeds.urls import Url
from summarize.sources.limits import TooLarge

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
MOST_TRIED = 4


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may take.

    `left` gives the seconds until its end, and raises `TimeoutError` after it; `most`
    is the number of bytes that may arrive, before `TooLarge` is raised.
    """

    left: Callable[[], float]
    most: int

    @property
    def wait(self) -> float:
        """Seconds that one read or write may take now."""
        return min(READ_SECONDS, self.left())


@contextmanager
def connected(
    url: Url, numbers: Sequence[str], bounds: Bounds, tls: ssl.SSLContext
) -> Iterator[HTTPConnection]:
    """A connection to the first number that answers; the name is not asked again.

    Raises `OSError` where nothing answers or TLS fails.
    """
    stream = _opened(url, numbers, bounds)
    try:
        if url.scheme == "https":
            stream.settimeout(bounds.wait)
            stream = tls.wrap_socket(stream, server_hostname=url.host)
        connection = HTTPConnection(url.host, url.port)
        connection.sock = _Wire(stream, bounds)
        yield connection
    finally:
        stream.close()


def _opened(url: Url, numbers: Sequence[str], bounds: Bounds) -> socket.socket:
    failure: OSError | None = None
    for number in numbers[:MOST_TRIED]:
        try:
            limit = min(CONNECT_SECONDS, bounds.left())
            return socket.create_connection((number, url.port), limit)
        except OSError as error:
            failure = error
    raise failure or OSError("no address to connect to")


class _Wire:
    """As much of a socket as `http.client` uses."""

    def __init__(self, stream: socket.socket, bounds: Bounds) -> None:
        self._stream = stream
        self._bounds = bounds

    def sendall(self, data: bytes) -> None:
        """Send all of it before the end."""
        self._stream.settimeout(self._bounds.wait)
        self._stream.sendall(data)

    def makefile(self, *how: Any) -> io.BufferedReader:
        """What arrives, as a stream."""
        return io.BufferedReader(_Arriving(self._stream, self._bounds))

    def close(self) -> None:
        """Nothing: who opened the socket closes it."""


class _Arriving(io.RawIOBase):
    def __init__(self, stream: socket.socket, bounds: Bounds) -> None:
        self._stream = stream
        self._bounds = bounds
        self._arrived = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._stream.settimeout(self._bounds.wait)
        count = self._stream.recv_into(buffer)
        self._arrived += count
        if self._arrived > self._bounds.most:
            raise TooLarge
        return count
