"""What a reference set holds: articles with the summaries people wrote of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Pair:
    """A piece of Arabic text and its English translation, empty where there is none."""

    ar: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a reference set and what a good system would write of it.

    `summaries_ar` are Arabic reference summaries, `briefs_en` English ones; a set may
    have either or both. `paragraphs` hold the article's sentences in order, each with
    its translation where the set has one. `date` is ISO 8601 or empty; `header` holds
    the lines of a rough copy that are not the article.
    """

    id: str
    paragraphs: tuple[tuple[Pair, ...], ...]
    summaries_ar: tuple[str, ...] = ()
    briefs_en: tuple[str, ...] = ()
    title_ar: str = ""
    title_en: str = ""
    topic: str = ""
    style: str = ""
    date: str = ""
    header: str = ""

    @property
    def text(self) -> str:
        """The Arabic article: sentences parted by spaces, paragraphs by empty lines."""
        return "\n\n".join(
            " ".join(pair.ar for pair in paragraph) for paragraph in self.paragraphs
        )

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All sentences with their translations, in order."""
        return tuple(pair for paragraph in self.paragraphs for pair in paragraph)

    @property
    def source_sha256(self) -> str:
        """The SHA-256 of title and article, as the pipeline is given them."""
        return _sha256(self.title_ar, self.text)

    @property
    def references_sha256(self) -> str:
        """The SHA-256 of all that the item's scores are made against."""
        translations = (pair.en for pair in self.pairs)
        return _sha256(*self.summaries_ar, "", *self.briefs_en, "", *translations)


def plain_item(
    id: str,
    text: str,
    *,
    title: str = "",
    summaries_ar: tuple[str, ...] = (),
    briefs_en: tuple[str, ...] = (),
    topic: str = "",
) -> Item:
    """An item of an article that is one text, its paragraphs parted by line ends."""
    paragraphs = tuple(
        (Pair(line.strip()),) for line in text.splitlines() if line.strip()
    )
    return Item(id, paragraphs, summaries_ar, briefs_en, title_ar=title, topic=topic)


def aligned_item(id: str, ar: str, en: str, topic: str = "") -> Item:
    """An item of one aligned line: Arabic and its reference translation."""
    return Item(id, ((Pair(ar, en),),), topic=topic)


def item_row(item: Item) -> dict[str, Any]:
    """The item as one row of a reference file; what it does not have is left out."""
    paragraphs = [
        [{"ar": pair.ar, **({"en": pair.en} if pair.en else {})} for pair in paragraph]
        for paragraph in item.paragraphs
    ]
    fields: dict[str, Any] = {
        "id": item.id,
        "topic": item.topic,
        "style": item.style,
        "date": item.date,
        "header": item.header,
        "title_ar": item.title_ar,
        "title_en": item.title_en,
        "paragraphs": paragraphs,
        "summaries_ar": list(item.summaries_ar),
        "briefs_en": list(item.briefs_en),
    }
    return {name: value for name, value in fields.items() if value}


def item_of(row: Mapping[str, Any]) -> Item:
    """The item in a row that `validate.problems_of_row` found nothing wrong with."""
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if name not in ("paragraphs", "text")
    }
    if "text" in row:
        return Item(paragraphs=plain_item("", row["text"]).paragraphs, **known)
    paragraphs = tuple(
        tuple(Pair(pair["ar"], pair.get("en", "")) for pair in paragraph)
        for paragraph in row["paragraphs"]
    )
    return Item(paragraphs=paragraphs, **known)


def read_rows(path: Path) -> Iterator[tuple[str, Any]]:
    """Each line's place and its JSON value; one that is no JSON in UTF-8 gives None."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield f"{path.name}:{number}", _value(line)


def read_items(path: Path) -> Iterator[Item]:
    """The items of a reference file that was validated, one at a time."""
    return (item_of(row) for _, row in read_rows(path))


def _value(line: str) -> Any:
    try:
        line.encode()
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _sha256(*texts: str) -> str:
    return sha256("\x00".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
