"""What people decided about the sentences of briefs, and the rows as they then are."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from summarize.ledger.items import _item
from summarize.ledger.ledger import Ledger
from summarize.names import arabic_key

Action = Literal["accept", "edit", "reject"]

_PUT = """
INSERT OR IGNORE INTO edits
    (configuration, item, content, sentence, action, before, after, names, by, at,
    patch)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_OF_RUN = """
SELECT edits.item, edits.content, sentence, action, before, after, names, by, at
FROM edits JOIN items USING (configuration, item, content)
WHERE configuration = ? AND items.run = ? AND state = 'done' ORDER BY edits.number
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision about a sentence of an article's brief: who took it, and when.

    `item` is the article as the ledger names it. `sentence` counts from 1; 0 is the
    headline. `after` is the text as it then stands, empty for a rejected one, and
    `names` are the pairs of Arabic and English that it states.
    """

    item: str
    content: str
    sentence: int
    action: Action
    before: str
    after: str
    by: str
    at: str
    names: tuple[tuple[str, str], ...] = ()


def item_of(id: str) -> str:
    """An article as the ledger names it, by its id."""
    return _item(id)


def keep(ledger: Ledger, edits: Iterable[Edit], patch: str) -> None:
    """Record decisions with the SHA-256 of their patch; one known already stays one."""
    with ledger.transaction():
        for each in edits:
            ledger.execute(
                _PUT,
                *(ledger.configuration, each.item, each.content, each.sentence),
                *(each.action, each.before, each.after),
                json.dumps(each.names, ensure_ascii=False),
                *(each.by, each.at, patch),
            )


def edits_of(ledger: Ledger) -> dict[str, list[Edit]]:
    """The decisions about the run's results, by item, in the order they were recorded.

    Those about an earlier content of an article are not among them.
    """
    found: dict[str, list[Edit]] = {}
    for row in ledger.execute(_OF_RUN, ledger.configuration, ledger.run):
        item, content, sentence, action, before, after, names, by, at = row
        pairs = tuple((arabic, english) for arabic, english in json.loads(names))
        edit = Edit(item, content, sentence, action, before, after, by, at, pairs)
        found.setdefault(item, []).append(edit)
    return found


def edited_rows(
    ledger: Ledger, rows: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The run's rows with what people decided about them."""
    decided = edits_of(ledger)
    for row in rows:
        yield edited(row, decided.get(item_of(row["id"]), ()))


def edited(row: Mapping[str, Any], edits: Sequence[Edit]) -> dict[str, Any]:
    """A brief's row as decisions leave it; of two for one sentence the later stands.

    A rejected sentence stays among the sentences but not in the brief. What the guard
    found in a text that a person wrote anew is no longer there.
    """
    if not edits:
        return dict(row)
    standing = {each.sentence: each for each in edits}
    sentences = [
        _decided(sentence, standing.get(number))
        for number, sentence in enumerate(row["sentences"], start=1)
    ]
    headline = _headline(row, standing)
    return {
        **row,
        "headline": _text([headline]) if headline else row["headline"],
        "headline_from": headline,
        "brief": _text(sentences),
        "sentences": sentences,
        "flags": _flags(row, [*([headline] if headline else []), *sentences]),
        "names": _names(row, standing.values()),
        "edits": _decisions(row, standing),
    }


def without_rejected(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as its brief reads: without the sentences that people rejected."""
    left = [each for each in row["sentences"] if not each.get("rejected")]
    headline = row["headline_from"]
    stands = headline and not headline.get("rejected")
    return {**row, "sentences": left, "headline_from": headline if stands else None}


def headline_is_first(row: Mapping[str, Any]) -> bool:
    """Whether a brief's headline is its first sentence, for want of a title."""
    sentences = row["sentences"]
    return bool(sentences) and bool(row["headline_from"] == sentences[0])


def _headline(
    row: Mapping[str, Any], standing: Mapping[int, Edit]
) -> dict[str, Any] | None:
    number = 1 if headline_is_first(row) else 0
    headline = row["headline_from"]
    return _decided(headline, standing.get(number)) if headline else None


def _decided(sentence: Mapping[str, Any], edit: Edit | None) -> dict[str, Any]:
    if edit is None:
        return dict(sentence)
    made = {**sentence, "edited": False, "rejected": edit.action == "reject"}
    text = edit.after or edit.before
    if text != sentence["text"]:
        made |= {"text": text, "flags": [], "findings": [], "edited": True}
    made["edited"] = made["edited"] or bool(sentence.get("edited"))
    return {name: value for name, value in made.items() if value is not False}


def _text(sentences: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(each["text"] for each in sentences if not each.get("rejected"))


def _flags(row: Mapping[str, Any], sentences: Sequence[Mapping[str, Any]]) -> list[str]:
    """The brief's flags, less those that only sentences had which stand no more."""
    headline = [row["headline_from"]] if row["headline_from"] else []
    before = {flag for each in (*headline, *row["sentences"]) for flag in each["flags"]}
    after = {
        flag for each in sentences if not each.get("rejected") for flag in each["flags"]
    }
    return [flag for flag in row["flags"] if flag in after or flag not in before]


def _names(row: Mapping[str, Any], edits: Iterable[Edit]) -> list[dict[str, str]]:
    names = {each["arabic"]: each["english"] for each in row["names"]}
    names |= {arabic: english for each in edits for arabic, english in each.names}
    return [
        {"key": arabic_key(arabic), "arabic": arabic, "english": english}
        for arabic, english in names.items()
    ]


def _decisions(
    row: Mapping[str, Any], standing: Mapping[int, Edit]
) -> list[dict[str, Any]]:
    """The decision that stands for each sentence, in the order of the sentences."""
    found = {each["sentence"]: each for each in row.get("edits", ())}
    for number, each in standing.items():
        action = {"sentence": number, "action": each.action}
        found[number] = {**action, "by": each.by, "at": each.at}
    return [found[number] for number in sorted(found)]
