"""What earlier digests of one name told, a line each in one file beside the output."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from summarize.digest.window import in_utc
from summarize.durable import written_aside
from summarize.errors import Refused
from summarize.stories import Copy

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Version:
    """An article as an earlier digest had it; `voice` is the outlet that it spoke for.

    Digests of earlier releases did not keep titles, texts and voices: those are empty.
    """

    id: str
    content: str
    sha256: str
    voice: str = ""
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A story as an earlier digest told it, its articles in the order of their times.

    `text` is that of the article it was told by.
    """

    key: str
    headline: str
    articles: tuple[Version, ...]
    text: str

    @property
    def copy(self) -> Copy:
        """Its leading text, to be laid beside today's."""
        return Copy(f"past:{self.key}", "", self.text, None, "", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One digest's window and stories."""

    since: datetime
    until: datetime
    stories: tuple[Past, ...]


def state_file(output: Path, name: str) -> Path:
    """Where the digests of a name are remembered."""
    return output.with_name(f".{name}.digest.jsonl")


def last_before(path: Path, until: datetime) -> Entry | None:
    """The last digest that ended before this one ends; raises `Refused` for a fault."""
    last: Entry | None = None
    for ended, line in _lines(path):
        if ended < until:
            last = _entry(line, path)
    return last


def record(path: Path, entry: Entry) -> None:
    """Put a digest among the others, in the order of their ends.

    One that ended at the same time is replaced.
    """
    with written_aside(path) as stream:
        new: Iterator[str] = iter([_line(entry)])
        for ended, line in _lines(path):
            if ended >= entry.until:
                stream.writelines(new)
            if ended != entry.until:
                stream.write(line)
        stream.writelines(new)


def _lines(path: Path) -> Iterable[tuple[datetime, str]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                if row["schema"] != SCHEMA:
                    raise ValueError(f"schema {row['schema']}, expected {SCHEMA}")
                yield in_utc(datetime.fromisoformat(row["until"])), line
            except (ValueError, KeyError, TypeError) as error:
                raise Refused(
                    f"{path}:{number}: no digest that can be compared with ({error}); "
                    "mend the file, or move it away to begin anew"
                ) from None


def _entry(line: str, path: Path) -> Entry:
    try:
        row = json.loads(line)
        since, until = (datetime.fromisoformat(row[end]) for end in ("since", "until"))
        return Entry(since, until, tuple(map(_past, row["stories"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            f"{path}: the digest until {json.loads(line)['until']} cannot be read "
            f"({error!r}); mend the file, or move it away to begin anew"
        ) from None


def _past(row: Mapping[str, Any]) -> Past:
    # Earlier releases kept one text, whose it is told where there is one article.
    text = row["text"] if len(row["articles"]) == 1 else ""
    articles = tuple(Version(**{"text": text, **each}) for each in row["articles"])
    return Past(row["key"], row["headline"], articles, row["text"])


def _line(entry: Entry) -> str:
    row = {
        "schema": SCHEMA,
        "since": entry.since.isoformat(),
        "until": entry.until.isoformat(),
        "stories": [
            {
                "key": past.key,
                "headline": past.headline,
                "articles": [asdict(article) for article in past.articles],
                "text": past.text,
            }
            for past in entry.stories
        ],
    }
    text = json.dumps(row, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"
