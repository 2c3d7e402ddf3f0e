"""Why an address gave nothing, in words that hold nothing of the request."""

import http.client
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from summarize.feeds.body import Broken
from summarize.feeds.urls import Url
from summarize.sources.limits import TooLarge


class Unfetched(Exception):
    """Why an address gave nothing: a short stable word, a sentence, the status.

    `status` is 0 where the server was not asked or did not answer.
    """

    def __init__(self, reason: str, detail: str, status: int = 0) -> None:
        super().__init__(detail)
        self.reason = reason
        self.status = status


@contextmanager
def told(url: Url, limit: int) -> Iterator[None]:
    """Turn what goes wrong on the way into its reason."""
    try:
        yield
    except TimeoutError as error:
        detail = f"{url.shown}: the server took too long"
        raise Unfetched("too_slow", detail) from error
    except ssl.SSLError as error:
        why = getattr(error, "verify_message", "") or error.reason or "broken"
        raise Unfetched("tls", f"{url.shown}: no safe connection: {why}") from error
    except OSError as error:
        detail = f"{url.shown}: no connection: {error.strerror or 'it broke'}"
        raise Unfetched("unreachable", detail) from error
    except TooLarge as error:
        detail = f"{url.shown}: too large; expected at most {limit >> 20} MiB"
        raise Unfetched("too_large", detail) from error
    except (http.client.HTTPException, Broken) as error:
        detail = f"{url.shown}: the server's answer is broken: {_cause(error)}"
        raise Unfetched("bad_answer", detail) from error


def _cause(error: Exception) -> str:
    return str(error) if isinstance(error, Broken) else type(error).__name__
