"""What a system wrote for each item of a reference set: a file to be scored."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Literal

from summarize.errors import Refused
from summarize.references import Item

Status = Literal["done", "rejected", "failed"]
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Prediction:
    """One item's outputs. A side that the system does not write is None, not empty.

    Tokens are those of the model that read the article; `truncated` says that it read
    fewer than there were. An item that failed has empty outputs and scores nought.
    """

    id: str
    source_sha256: str = ""
    summary_ar: str | None = None
    brief_en: str | None = None
    status: Status = "done"
    flags: tuple[str, ...] = ()
    tokens_there: int = 0
    tokens_read: int = 0
    tokens_written: int = 0
    truncated: bool = False
    seconds: float = 0.0
    error: str = ""

    def output(self, side: str) -> str:
        """What the system wrote on a side, `ar` or `en`; nothing unless it is done."""
        text = self.summary_ar if side == "ar" else self.brief_en
        return (text or "") if self.status == "done" else ""


_FIELDS = {field.name for field in fields(Prediction)}


def prediction_line(prediction: Prediction) -> str:
    """The prediction as one line of `predictions.jsonl`."""
    return json.dumps(asdict(prediction), ensure_ascii=False) + "\n"


class PredictionFile:
    """A file of predictions, looked up by id without holding it in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._at: dict[str, int] = {}
        self._stream: IO[bytes] = path.open("rb")
        self.sides: set[str] = set()
        try:
            self.sha256 = self._index()
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> "PredictionFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def require(self, ids: Iterable[str]) -> None:
        """Refuse a file that has not exactly the ids of the reference set."""
        wanted = set(ids)
        missing, extra = (
            sorted(wanted - self._at.keys()),
            sorted(self._at.keys() - wanted),
        )
        if missing or extra:
            raise Refused(
                f"{self.path} does not fit the reference set: "
                + "; ".join(
                    f"{len(found)} {what} ids: {named(found)}"
                    for what, found in (("missing", missing), ("extra", extra))
                    if found
                )
            )

    def of(self, item: Item) -> Prediction:
        """The prediction of an item; refuses one that was made from another text."""
        self._stream.seek(self._at[item.id])
        found = _prediction(json.loads(self._stream.readline()))
        if found.source_sha256 not in ("", item.source_sha256):
            raise Refused(
                f"{self.path}: {item.id}: was made from another text: source_sha256 "
                f"{found.source_sha256[:12]}, expected {item.source_sha256[:12]}"
            )
        return found

    def _index(self) -> str:
        """Remember where each id stands; returns the hash of all outputs, by id."""
        outputs: list[tuple[str, str]] = []
        at = 0
        for number, line in enumerate(self._stream, start=1):
            if line.strip():
                row = self._row(line, number)
                self._at[row["id"]] = at
                self.sides |= {side for side in OUTPUTS if row.get(side) is not None}
                said = [row.get(side) for side in OUTPUTS]
                outputs.append((row["id"], sha256(repr(said).encode()).hexdigest()))
            at += len(line)
        return sha256(repr(sorted(outputs)).encode()).hexdigest()

    def _row(self, line: bytes, number: int) -> dict[str, Any]:
        where = f"{self.path}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise Refused(f"{where}: expected a JSON object on one line") from None
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise Refused(f"{where}: expected an object with the text field id")
        if row["id"] in self._at:
            raise Refused(f"{where}: the id {row['id']} stands here a second time")
        for side in OUTPUTS:
            if not isinstance(row.get(side), str | None):
                raise Refused(f"{where}: {row['id']}: {side}: expected a text")
        for name, kind in _KINDS.items():
            if not isinstance(row.get(name, kind()), kind):
                raise Refused(f"{where}: {row['id']}: {name}: expected {_WORDS[kind]}")
        if not all(isinstance(flag, str) for flag in row.get("flags", [])):
            raise Refused(f"{where}: {row['id']}: flags: expected a list of texts")
        if row.get("status", "done") not in ("done", "rejected", "failed"):
            raise Refused(
                f"{where}: {row['id']}: status: expected done, rejected or failed"
            )
        return row


OUTPUTS = ("summary_ar", "brief_en")
_KINDS: Mapping[str, type] = {
    "source_sha256": str,
    "error": str,
    "flags": list,
    "truncated": bool,
}
_WORDS = {str: "a text", list: "a list of texts", bool: "true or false"}


def named(ids: Iterable[str]) -> str:
    """The ids as a message shows them: the first few, and how many more."""
    there = list(ids)
    more = f" and {len(there) - SHOWN} more" if len(there) > SHOWN else ""
    return ", ".join(there[:SHOWN]) + more


def _prediction(row: Mapping[str, Any]) -> Prediction:
    known = {name: value for name, value in row.items() if name in _FIELDS}
    return Prediction(**{**known, "flags": tuple(row.get("flags", ()))})
