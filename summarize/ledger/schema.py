"""The ledger's tables, and how its file is opened."""

import sqlite3
from pathlib import Path

from summarize.errors import IntegrityError, MujazError

NAME = "run.db"
VERSION = 3

# `position` is where an input stood in the run that saw it last; exports follow it.
_TABLES = """
CREATE TABLE configurations (
    number INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL
);
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    configuration INTEGER NOT NULL REFERENCES configurations (number),
    started TEXT NOT NULL,
    ended TEXT,
    outcome TEXT
);
CREATE TABLE items (
    configuration INTEGER NOT NULL REFERENCES configurations (number),
    item TEXT NOT NULL,
    content TEXT NOT NULL,
    place TEXT NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'failed', 'rejected')),
    attempts INTEGER NOT NULL DEFAULT 0,
    run INTEGER NOT NULL,
    position INTEGER NOT NULL,
    result TEXT,
    reason TEXT,
    error TEXT,
    seconds REAL,
    PRIMARY KEY (configuration, item)
);
CREATE INDEX items_by_position ON items (configuration, run, position);
CREATE INDEX items_by_content ON items (configuration, content) WHERE state = 'done';
CREATE TABLE history (
    configuration INTEGER NOT NULL,
    item TEXT NOT NULL,
    content TEXT NOT NULL,
    result TEXT,
    replaced_in_run INTEGER NOT NULL
);
"""
# What people decided about sentences; what is written twice is the same decision.
_EDITS = """
CREATE TABLE edits (
    number INTEGER PRIMARY KEY,
    configuration INTEGER NOT NULL REFERENCES configurations (number),
    item TEXT NOT NULL,
    content TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('accept', 'edit', 'reject')),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    names TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    patch TEXT NOT NULL,
    UNIQUE (configuration, item, content, sentence, action, before, after, names, by,
        at)
);
"""
# The last answers of models, oldest first; nobody looks for one by its key.
_ANSWERS = """
CREATE TABLE IF NOT EXISTS answers (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL,
    text BLOB NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_read INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    finish TEXT NOT NULL
);
"""
# What a ledger of an earlier version lacks.
_SINCE = {1: _EDITS + _ANSWERS, 2: _ANSWERS}
# Which part of the inputs a run took, and the SHA-256 of all that it read. The ledgers
# of runs that take everything do without this table.
SHARDS = """
CREATE TABLE IF NOT EXISTS shards (
    run INTEGER PRIMARY KEY REFERENCES runs (number),
    number INTEGER NOT NULL,
    total INTEGER NOT NULL,
    inputs TEXT
);
"""


def open_database(path: Path) -> sqlite3.Connection:
    """The ledger's database, made where there is none, checked where there is one.

    Write-ahead log and full synchronisation: what is committed survives the process,
    and the power, failing. Raises `IntegrityError` for a damaged file.
    """
    try:
        database = sqlite3.connect(path, isolation_level=None)
    except sqlite3.DatabaseError as error:
        raise failure(path, error) from error
    try:
        _prepare(database, path)
    except BaseException as error:
        database.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise failure(path, error) from error
        raise
    return database


def failure(path: Path, error: sqlite3.Error) -> MujazError:
    """A database error as a person reads it: a full disk is no damage."""
    if isinstance(error, sqlite3.OperationalError):
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        when = " once there is room" if full else ""
        return MujazError(
            f"{path}: {error}; what was recorded is kept, run the same command "
            f"again{when}"
        )
    return damaged(path, str(error))


def damaged(path: Path, what: str) -> IntegrityError:
    """The refusal of a damaged ledger, with the command that mends it."""
    return IntegrityError(
        f"{path}: the ledger is damaged ({what}); nothing was changed. "
        f"Mend it with: mujaz runs rebuild -o {path.parent}"
    )


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    # A result takes two or three kilobytes: several share a page of this size.
    database.execute("PRAGMA page_size = 16384")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    if _is_empty(database):
        _create(database, _TABLES + _EDITS + _ANSWERS)
    else:
        version = _sound_version(database, path)
        if version in _SINCE:
            _create(database, _SINCE[version])
        # A run that met a full disk leaves its log as long as it had grown.
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _is_empty(database: sqlite3.Connection) -> bool:
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(tables) == 0


def _create(database: sqlite3.Connection, tables: str) -> None:
    version = f"PRAGMA user_version = {VERSION};"
    database.executescript(f"BEGIN IMMEDIATE; {tables} {version} COMMIT;")


def _sound_version(database: sqlite3.Connection, path: Path) -> int:
    (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise damaged(path, found)
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version not in range(1, VERSION + 1):
        raise damaged(path, f"version {version}, expected {VERSION}")
    return int(version)
