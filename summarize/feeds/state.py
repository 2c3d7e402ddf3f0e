"""What a folder of articles remembers of its feeds, so that no entry comes twice.

    .feed/state.json         what was read, and how to ask for what is new
    .feed/rejected.jsonl     what the last run could not read
    articles-20260401T060000Z.jsonl

Articles are written aside first, then the state that knows them, then they take their
name: whenever that is cut short, the next run finishes it or begins it again.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarize.durable import written_aside
from summarize.errors import IntegrityError

FOLDER, NAME = ".feed", "state.json"
SCHEMA = 1
KEPT = timedelta(days=90)
ATTEMPTS = 3


@dataclass(slots=True)
class Feed:
    """One feed: how to ask whether it is new, and what became of its entries.

    `entries` maps what is done with to the day it was last listed, `failed` the rest
    to the attempts made.
    """

    etag: str = ""
    modified: str = ""
    entries: dict[str, str] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)

    def fail(self, key: str) -> bool:
        """Count a failed attempt at an entry; whether it was the last."""
        self.failed[key] = self.failed.get(key, 0) + 1
        return self.failed[key] >= ATTEMPTS

    def saw(self, listed: set[str], done: set[str], today: date) -> None:
        """Take note of what is listed and done with; forget what went long ago."""
        oldest = (today - KEPT).isoformat()
        kept = {key: day for key, day in self.entries.items() if day >= oldest}
        now = dict.fromkeys(done, today.isoformat())
        self.entries = dict(sorted((kept | now).items()))
        retried = self.failed.items()
        self.failed = {key: n for key, n in retried if key in listed - done}


@dataclass(slots=True)
class State:
    """All feeds by their shown addresses, and what a run left to the next.

    `waits` holds the moments before which an origin is not asked, `pending` names a
    file of articles that may not yet be there.
    """

    feeds: dict[str, Feed] = field(default_factory=dict)
    waits: dict[str, datetime] = field(default_factory=dict)
    pending: str = ""

    def is_known(self, key: str) -> bool:
        """Whether an entry was read, or given up, in any feed."""
        return any(key in feed.entries for feed in self.feeds.values())


def key_of(id: str) -> str:
    """An entry's id as the state holds it: short, and nothing to be read in it."""
    return sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def load(folder: Path) -> State:
    """The folder's state, a new one where there is none; finishes what was cut short.

    Raises `IntegrityError` for a file that is not as it was written.
    """
    path = folder / FOLDER / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        state = _from_json(json.loads(path.read_bytes()))
    except FileNotFoundError:
        state = State()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IntegrityError(
            f"{path} is not as it was written; remove it to read all feeds anew"
        ) from error
    _settle(state, folder)
    return state


def save(state: State, folder: Path) -> None:
    """Write the state, then let the articles that it knows take their name."""
    row = {"schema": SCHEMA, **asdict(state)}
    with written_aside(folder / FOLDER / NAME) as stream:
        json.dump(row, stream, ensure_ascii=False, indent=1, default=_moment)
    _settle(state, folder)
    _sync(folder)


def _settle(state: State, folder: Path) -> None:
    """Let the articles that the state knows take their name; remove any others."""
    for aside in (folder / FOLDER).glob("*articles-*"):
        if aside.name == state.pending:
            aside.replace(folder / aside.name)
        else:
            aside.unlink()


def _from_json(row: Mapping[str, Any]) -> State:
    if row["schema"] != SCHEMA:
        raise ValueError("another schema")
    return State(
        {name: Feed(**feed) for name, feed in row["feeds"].items()},
        {origin: datetime.fromisoformat(said) for origin, said in row["waits"].items()},
        str(row["pending"]),
    )


def _moment(value: datetime) -> str:
    return value.isoformat()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
