"""What a round writes: a file of articles that `mujaz brief` reads, and what failed."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from summarize.arabic import visible
from summarize.durable import written_aside
from summarize.feeds.state import FOLDER
from summarize.records import Article, Rejection

REJECTED = "rejected.jsonl"
_LONGEST_DETAIL = 1000


@dataclass(frozen=True, slots=True)
class Output:
    """The two files of a round, while they are written aside."""

    articles: IO[str]
    rejected: IO[str]

    def take(self, article: Article, url: str) -> None:
        """Write an article as a row that is read by the names of its columns."""
        published = article.published
        row = {
            "id": article.id,
            "title": article.title,
            "text": article.text,
            "date": published.isoformat() if published else "",
            "byline": article.byline,
            "url": url,
            "feed": article.source,
        }
        _write(self.articles, row)

    def refuse(self, rejection: Rejection) -> Rejection:
        """Write why something was not read, as it can be printed too."""
        where, detail = visible(rejection.where), rejection.detail[:_LONGEST_DETAIL]
        shown = Rejection(where, rejection.reason, visible(detail))
        _write(self.rejected, asdict(shown))
        return shown


@contextmanager
def writing(folder: Path, name: str) -> Iterator[Output]:
    """The files of a round; the articles stay aside until the state knows them."""
    aside = folder / FOLDER
    with (
        written_aside(aside / name) as articles,
        written_aside(aside / REJECTED) as rejected,
    ):
        yield Output(articles, rejected)


def free_name(folder: Path, now: datetime) -> str:
    """A name that no file of articles has yet, in the order of time."""
    stamp = f"articles-{now:%Y%m%dT%H%M%SZ}"
    number = 1
    while (folder / (name := f"{stamp}-{number}.jsonl")).exists():
        number += 1
    return name


def _write(stream: IO[str], row: Mapping[str, object]) -> None:
    stream.write(json.dumps(row, ensure_ascii=False) + "\n")
