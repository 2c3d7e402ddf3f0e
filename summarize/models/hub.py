"""The only module that talks to a hub: what it holds, its files, and its errors."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.errors import IntegrityError, Refused
from summarize.models import lock

if TYPE_CHECKING:
    from huggingface_hub.hf_api import RepoSibling

COMMIT = re.compile(r"[0-9a-f]{40}")
_TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Order:
    """One model asked of one hub."""

    model_id: str
    revision: str | None
    endpoint: str


def endpoint() -> str:
    """The hub's address: `HF_ENDPOINT`, read now and not when a library was loaded."""
    return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


def listing(order: Order) -> "tuple[str, Sequence[RepoSibling]]":
    """The commit the revision stands for, and the files it holds."""
    from huggingface_hub import HfApi

    info = HfApi(endpoint=order.endpoint).model_info(
        order.model_id,
        revision=order.revision,
        files_metadata=True,
        timeout=_TIMEOUT_SECONDS,
    )
    if not info.sha or not COMMIT.fullmatch(info.sha):
        raise ValueError("no commit in the answer")
    return info.sha, info.siblings or []


def download(order: Order, commit: str, staging: Path, names: list[str]) -> None:
    """Bring the named files of one commit into the staging folder."""
    from huggingface_hub import snapshot_download

    snapshot_download(
        order.model_id,
        revision=commit,
        local_dir=staging,
        endpoint=order.endpoint,
        allow_patterns=[re.sub(r"([*?[])", r"[\1]", name) for name in names],
    )


def check(path: Path, file: "RepoSibling") -> None:
    """Refuse a file that is not what the hub said it would be."""
    if not path.is_file():
        raise Refused(f"{path.name} did not arrive; run the same command again")
    if file.lfs is not None:
        expected, found = file.lfs.sha256, lock.sha256_of(path)
    elif file.blob_id is not None:
        expected, found = file.blob_id, _git_blob_id(path)
    else:
        return
    if expected != found:
        path.unlink()
        raise IntegrityError(
            f"{path.name} changed on the way: expected {expected}, found {found}"
        )


def _git_blob_id(path: Path) -> str:
    content = path.read_bytes()
    prefix = f"blob {len(content)}\0".encode()
    return hashlib.sha1(prefix + content, usedforsecurity=False).hexdigest()


@contextmanager
def talking(order: Order) -> Iterator[None]:
    """A conversation with the hub: plain HTTP, no telemetry, errors in our words."""
    if _is_offline():
        raise Refused("offline mode is on (HF_HUB_OFFLINE): nothing can be fetched")
    from huggingface_hub import close_session, constants, errors

    constants.HF_HUB_DISABLE_XET = True
    constants.HF_HUB_DISABLE_TELEMETRY = True
    try:
        yield
    except (errors.HTTPError, OSError, ValueError) as error:  # type: ignore[attr-defined]
        raise Refused(_in_our_words(error, order)) from error
    finally:
        close_session()


def _in_our_words(error: Exception, order: Order) -> str:
    from huggingface_hub import errors

    model = f"model '{order.model_id}'"
    match error:
        case errors.GatedRepoError():
            page = f"{order.endpoint}/{order.model_id}"
            return f"{model} is gated: accept its terms at {page}, then set HF_TOKEN"
        case errors.RepositoryNotFoundError():
            return f"there is no {model} at {order.endpoint}"
        case errors.RevisionNotFoundError():
            return f"{model} has no revision '{order.revision}' at {order.endpoint}"
        case errors.HfHubHTTPError():
            status = error.response.status_code
            return f"the hub at {order.endpoint} answered {status} for {model}"
        case errors.OfflineModeIsEnabled():
            return "offline mode is on (HF_HUB_OFFLINE): nothing can be fetched"
        case ValueError():
            return f"what answers at {order.endpoint} is not a hub ({error})"
    return f"cannot reach the hub at {order.endpoint}, or it broke off: {error}"


def _is_offline() -> bool:
    names = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    values = (os.environ.get(name, "").upper() for name in names)
    return any(value in {"1", "ON", "YES", "TRUE"} for value in values)
