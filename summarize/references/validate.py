"""What is wrong with a reference set, said before anything is scored against it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarize.arabic import arabic_share, language_problem
from summarize.errors import Refused
from summarize.references.items import Item, item_of, read_rows
from summarize.references.schema import LISTS, problems_of_row

MOST_ARABIC_IN_ENGLISH = 0.05
SHOWN = 20

_ARABIC = ("title_ar", "summaries_ar")
_ENGLISH = ("title_en", "briefs_en")
_CONTROL = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufffd\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, in which item and field, and what it is.

    A `fatal` one keeps the item from being scored; the others make its score doubtful.
    """

    where: str
    id: str
    field: str
    what: str
    fatal: bool

    def __str__(self) -> str:
        return f"{self.where}: {self.id or '(no id)'}: {self.field}: {self.what}"


@dataclass(slots=True)
class Census:
    """What a reference set holds, counted, and its problems."""

    problems: list[Problem] = field(default_factory=list)
    items: int = 0
    sentences: int = 0
    translated: int = 0
    summaries: int = 0
    briefs: int = 0
    topics: dict[str, int] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    sha256: str = ""


def take_census(path: Path) -> Census:
    """Read the whole file once, count it and find every problem in it."""
    census = Census()
    seen: dict[str, str] = {}
    hashes: list[tuple[str, str, str]] = []
    for where, row in read_rows(path):
        found = [(*each, True) for each in problems_of_row(row)]
        if not found:
            item = item_of(row)
            found = [(*each, True) for each in _faults(item, seen)]
            found += [(*each, False) for each in _blemishes(item, seen)]
            _count(census, item)
            hashes.append((item.id, item.source_sha256, item.references_sha256))
        census.problems += [Problem(where, _id(row), *each) for each in found]
    if not hashes and not census.problems:
        nothing = Problem(path.name, "", "file", "it has no items", fatal=True)
        census.problems.append(nothing)
    census.sha256 = sha256(repr(sorted(hashes)).encode()).hexdigest()
    return census


def require_valid(path: Path, *, strict: bool = True) -> Census:
    """The census of a sound set; raises `Refused` naming the items that are not.

    Public sets have blemishes that published scores include: not `strict` passes over
    whatever does not keep an item from being scored.
    """
    if not path.is_file():
        raise Refused(f"{path}: no such reference set")
    census = take_census(path)
    problems = [each for each in census.problems if strict or each.fatal]
    if problems:
        said = [str(problem) for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            said.append(f"and {len(problems) - SHOWN} more")
        head = f"{path} is not a sound reference set, {len(problems)} problems:"
        raise Refused("\n  ".join([head, *said]))
    return census


def _faults(item: Item, seen: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What keeps the item from being scored."""
    for name, text in _texts_of(item):
        if not text.strip():
            yield name, "empty"
    if (
        not item.summaries_ar
        and not item.briefs_en
        and not any(pair.en for pair in item.pairs)
    ):
        yield "summaries_ar", "no reference: expected summaries, briefs or translations"
    if item.id in seen:
        yield "id", "the same as an earlier row's"
    seen[item.id] = item.id


def _blemishes(item: Item, seen: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What makes the item's score doubtful."""
    for name, text in _texts_of(item):
        if unicodedata.normalize("NFC", text) != text:
            yield name, "not in Unicode's composed form (NFC)"
        if _CONTROL.search(text):
            yield name, "holds control or replacement characters"
        complaint = _language_complaint(name, text)
        if complaint:
            yield name, complaint
    for name in ("topic", "style", "header"):
        if _CONTROL.search(getattr(item, name)):
            yield name, "holds control or replacement characters"
    if item.date and not _is_date(item.date):
        yield "date", f"expected a date as 2024-05-31, found {item.date!r}"
    translated = [bool(pair.en) for pair in item.pairs]
    if any(translated) and not all(translated):
        missing = translated.index(False) + 1
        yield "paragraphs", f"sentence {missing} has no translation, others have"
    article = _hash(item.text)
    for name in LISTS:
        hashes = [_hash(text) for text in getattr(item, name)]
        if len(set(hashes)) < len(hashes):
            yield name, "two references are the same"
        if article in hashes:
            yield name, "a reference is the article itself"
    if article in seen:
        yield "paragraphs", f"the same article as {seen[article]}"
    seen.setdefault(article, item.id)


def _texts_of(item: Item) -> Iterator[tuple[str, str]]:
    for name in ("title_ar", "title_en"):
        if getattr(item, name):
            yield name, getattr(item, name)
    for name in LISTS:
        for text in getattr(item, name):
            yield name, text
    for pair in item.pairs:
        yield "paragraphs.ar", pair.ar
        if pair.en:
            yield "paragraphs.en", pair.en


def _language_complaint(name: str, text: str) -> str | None:
    if not any(map(str.isalpha, text)):
        return None
    if name in _ARABIC:
        return language_problem(text)
    if name == "paragraphs.ar" and arabic_share(text) < 0.5:
        return "is not Arabic"
    is_english = name in _ENGLISH or name == "paragraphs.en"
    if is_english and arabic_share(text) > MOST_ARABIC_IN_ENGLISH:
        return f"is not English: {arabic_share(text):.0%} of its letters are Arabic"
    return None


def _count(census: Census, item: Item) -> None:
    census.items += 1
    census.sentences += len(item.pairs)
    census.translated += sum(1 for pair in item.pairs if pair.en)
    census.summaries += len(item.summaries_ar)
    census.briefs += len(item.briefs_en)
    for counts, name in ((census.topics, item.topic), (census.styles, item.style)):
        if name:
            counts[name] = counts.get(name, 0) + 1


def _hash(text: str) -> str:
    return sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def _id(row: Any) -> str:
    return str(row.get("id", ""))[:120] if isinstance(row, Mapping) else ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2024-05-31")
