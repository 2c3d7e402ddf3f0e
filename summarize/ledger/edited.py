"""The rows of briefs as people's decisions about their sentences leave them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from summarize.ledger.edits import Edit, edits_of, item_of
from summarize.ledger.ledger import Ledger
from summarize.names import arabic_key


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
    decisions: dict[int, list[Edit]] = {}
    for each in edits:
        decisions.setdefault(each.sentence, []).append(each)
    sentences = [
        _decided(sentence, decisions.get(number, ()))
        for number, sentence in enumerate(row["sentences"], start=1)
    ]
    headline = _headline(row, decisions)
    standing = {number: found[-1] for number, found in decisions.items()}
    made = {
        **row,
        "headline": _text([headline]) if headline else row["headline"],
        "headline_from": headline,
        "brief": _text(sentences),
        "sentences": sentences,
        "flags": _flags(row, [*([headline] if headline else []), *sentences]),
        "edits": _decisions(row, standing),
    }
    names = _names(row, made, standing.values())
    return {**made, "names": names, "terms": _terms(row, made)}


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
    row: Mapping[str, Any], decisions: Mapping[int, Sequence[Edit]]
) -> dict[str, Any] | None:
    number = 1 if headline_is_first(row) else 0
    headline = row["headline_from"]
    return _decided(headline, decisions.get(number, ())) if headline else None


def _decided(sentence: Mapping[str, Any], decisions: Sequence[Edit]) -> dict[str, Any]:
    """A sentence after what was decided about it: what nobody wrote anew is as it was.

    A later article may have changed how its names are spelled since.
    """
    if not decisions:
        return dict(sentence)
    is_rejected = decisions[-1].action == "reject"
    made = {**sentence, "edited": sentence.get("edited"), "rejected": is_rejected}
    written = _written(decisions)
    if written not in (None, sentence["text"]):
        made |= {"text": written, "flags": [], "findings": [], "edited": True}
    marks = ("edited", "rejected")
    return {name: value for name, value in made.items() if value or name not in marks}


def _written(decisions: Sequence[Edit]) -> str | None:
    """What a person wrote, and the last decision is about; None for the run's text."""
    last = decisions[-1]
    if last.action == "edit":
        return last.after
    written = {each.after for each in decisions if each.action == "edit"}
    return last.before if last.before in written else None


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


def _names(
    row: Mapping[str, Any], made: Mapping[str, Any], edits: Iterable[Edit]
) -> list[dict[str, str]]:
    """The names stated, and those that were there, less those edited or taken out."""
    stated = dict(pair for each in edits for pair in each.names)
    before, after = _all_said(row), _all_said(made)
    kept = [
        each
        for each in row["names"]
        if each["arabic"] not in stated
        and (_stands(each["english"], after) or not _stands(each["english"], before))
    ]
    return kept + [
        {"key": arabic_key(arabic), "arabic": arabic, "english": english}
        for arabic, english in stated.items()
    ]


def _terms(row: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, list[str]]:
    """The glossary's terms, those that people brought in or took out moved over.

    A term that went with a rejected sentence is wanted no more.
    """
    used, missed = row["terms"]["used"], row["terms"]["missed"]
    before, after = _all_said(row), _all_said(made)
    out = " ".join(each["text"] for each in made["sentences"] if each.get("rejected"))
    gone = [e for e in used if _stands(e, before) and not _stands(e, after)]
    come = [e for e in missed if _stands(e, after) and not _stands(e, before)]
    return {
        "used": [each for each in (*used, *come) if each not in gone],
        "missed": [e for e in missed if e not in come]
        + [each for each in gone if not _stands(each, out)],
    }


def _all_said(row: Mapping[str, Any]) -> str:
    """The headline and the sentences that stand."""
    headline = [row["headline_from"]] if row["headline_from"] else []
    return _text([*headline, *row["sentences"]])


def _stands(words: str, text: str) -> bool:
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    return found is not None


def _decisions(
    row: Mapping[str, Any], standing: Mapping[int, Edit]
) -> list[dict[str, Any]]:
    """The decision that stands for each sentence, in the order of the sentences."""
    found = {each["sentence"]: each for each in row.get("edits", ())}
    for number, each in standing.items():
        action = {"sentence": number, "action": each.action}
        found[number] = {**action, "by": each.by, "at": each.at}
    return [found[number] for number in sorted(found)]
