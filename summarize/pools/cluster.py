"""A Ray cluster for the time of a run: one of this machine's own, or one to join."""

import logging
import os
import secrets
import signal
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from summarize.cores import allowed
from summarize.errors import MujazError, Refused
from summarize.isolation import SIGNALS, Stopped

# Ray reads these when it is imported. What it has to say it would print on stdout.
_QUIET = {
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".*",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
# Articles and briefs on their way; Ray would take a third of the memory.
_STORE_BYTES = 256 * 1024 * 1024
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Which cluster a run uses, and how many actors: by itself one a core.

    Without an address it is one of this machine, for this run alone.
    """

    address: str | None = None
    actors: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How a cluster is shared out: so many actors, so many threads each."""

    actors: int
    threads: int
    cores_each: float


@contextmanager
def joined(address: str | None, offline: bool) -> Iterator[ModuleType]:
    """Ray, connected to a cluster until the end; one that it started ends then.

    Raises `Refused` where Ray is not installed or the cluster is not on this machine
    and `offline`, `MujazError` where there is no such cluster.
    """
    if offline and address and not _is_here(address):
        raise Refused(f"--offline refuses the cluster {address}")
    with ExitStack() as stack:
        stack.enter_context(_environment(_QUIET if address else _QUIET | _secret()))
        ray = _imported()
        logging.getLogger("ray").setLevel(logging.ERROR)
        options = {"address": address} if address else _of_this_machine(stack)
        stack.callback(ray.shutdown)
        _connect(ray, options)
        yield ray


def share(nodes: list[dict[str, Any]], wanted: int | None) -> Share:
    """Actors and threads for a cluster's nodes; no actor has more than a node has."""
    cores = [int(node["Resources"].get("CPU", 0)) for node in nodes if node["Alive"]]
    total = sum(cores)
    if not total:
        raise MujazError("the Ray cluster has no cores to give; run it again to go on")
    actors = wanted or total
    threads = max(1, min(total // actors, min(filter(None, cores))))
    return Share(actors, threads, min(threads, total / actors))


def _imported() -> ModuleType:
    try:
        import ray
    except ImportError as error:
        raise Refused(
            "a pool of Ray needs one more package: pip install 'mujaz[ray]'"
        ) from error
    module: ModuleType = ray
    return module


def _of_this_machine(stack: ExitStack) -> dict[str, Any]:
    # Paths of sockets may have no more than 107 bytes: the usual place may be too deep.
    place = TemporaryDirectory(prefix="mujaz-", dir="/tmp", ignore_cleanup_errors=True)
    return {
        "address": "local",
        "num_cpus": allowed(),
        "include_dashboard": False,
        "object_store_memory": _STORE_BYTES,
        "_temp_dir": stack.enter_context(place),
    }


def _connect(ray: ModuleType, options: Mapping[str, Any]) -> None:
    """Connect, and leave the signals to the run: Ray would exit on SIGTERM."""
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    came: signal.Signals | None = None
    try:
        ray.init(log_to_driver=False, logging_level=logging.ERROR, **options)
    except SystemExit as end:
        came = next((each for each in SIGNALS if each == end.code), None)
        if came is None:
            raise
    except (OSError, RuntimeError, ValueError) as error:
        raise MujazError(f"no Ray cluster at {options['address']}: {error}") from error
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if came:
        signal.raise_signal(came)
        raise Stopped


def _is_here(address: str) -> bool:
    url = address if "://" in address else f"ray://{address}"
    return urlsplit(url).hostname in _LOOPBACK


@cache
def _secret() -> dict[str, str]:
    """Only who knows it may give work to a cluster that listens on the network."""
    return {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
