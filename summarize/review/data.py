"""The rows of a run as the page takes them: each text once, doubts in words."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from summarize.ledger.edited import headline_is_first
from summarize.review.words import label, of_finding, of_flag
from summarize.writers import receipt_line

Row = Mapping[str, Any]


def to_json(run: str, rows: Iterable[Row]) -> str:
    """The page's data as JSON that may stand in an HTML script element."""
    made = {"run": run, "briefs": [brief(row) for row in rows]}
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    # Nothing in it ends the element, and half a surrogate pair is written out.
    text = text.replace("<", "\\u003c")
    return text.encode("utf-8", "backslashreplace").decode()


def brief(row: Row) -> dict[str, Any]:
    """One row as the page takes it; what is empty is left out.

    An Arabic sentence that is the article's own is its place there, not its text.
    """
    decided = {each["sentence"]: each for each in row.get("edits", ())}
    summary = {each["text"]: each for each in row["summary"]}
    sentences = [
        _sentence(row, each, summary.get(each["arabic"]), decided.get(number))
        for number, each in enumerate(row["sentences"], start=1)
    ]
    headline = None if headline_is_first(row) else row["headline_from"]
    made = {
        **{name: row[name] for name in ("id", "content", "where", "source")},
        **{name: row[name] for name in ("published", "byline", "title", "text")},
        "flags": [*map(label, row["flags"])],
        "receipt": receipt_line(row),
        "names": [[each["arabic"], each["english"]] for each in row["names"]],
        "headline": headline and _sentence(row, headline, None, decided.get(0)),
        "sentences": sentences,
        "summary": [] if sentences else [_arabic(row, each) for each in row["summary"]],
    }
    return _without_empty(made)


def _sentence(
    row: Row, sentence: Row, summary: Row | None, decision: Row | None
) -> dict[str, Any]:
    """An English sentence; its Arabic brings the doubts about the Arabic itself."""
    own = {"text": sentence["arabic"], "sources": sentence["sources"]}
    arabic = {"flags": (), "findings": (), **(summary or {}), **own}
    arabic["flags"] = [e for e in arabic["flags"] if e not in sentence["flags"]]
    return _without_empty(
        {
            "text": sentence["text"],
            **_checked(sentence, in_summary=False),
            "repaired": sentence["repaired"],
            "by": decision and [decision[name] for name in ("action", "by", "at")],
            "rejected": sentence.get("rejected"),
            "edited": sentence.get("edited"),
            "sources": _places(sentence),
            "arabic": sentence["arabic"] and _arabic(row, arabic),
        }
    )


def _arabic(row: Row, sentence: Row) -> dict[str, Any]:
    """An Arabic sentence, and the places of the article's that it rests on."""
    places, text = _places(sentence), sentence["text"]
    own = [place for place in places if row["text"][slice(*place)] == text]
    return _without_empty(
        {
            "text": "" if own else text,
            "at": own[0] if own else (),
            **_checked(sentence, in_summary=True),
            "sources": places,
        }
    )


def _places(sentence: Row) -> list[tuple[int, int]]:
    return sorted((each["start"], each["end"]) for each in sentence["sources"])


def _without_empty(made: Row) -> dict[str, Any]:
    return {name: value for name, value in made.items() if value}


def _checked(sentence: Row, *, in_summary: bool) -> dict[str, Any]:
    """The findings, and a badge for each doubt and for each flag without one."""
    findings = sentence["findings"]
    doubts = [
        [_label(each), number, *of_finding(each, in_summary=in_summary)]
        for number, each in enumerate(findings)
        if each["status"] != "supported"
    ]
    flags = _other_flags(sentence["flags"], findings)
    return {
        "findings": [[*_finding(each)] for each in findings],
        "badges": doubts + [[label(flag), -1, of_flag(flag)] for flag in flags],
    }


def _finding(finding: Row) -> Iterator[Any]:
    """Its level of doubt, its place in the text, its words and place in the source."""
    yield ("supported", "changed", "unsupported").index(finding["status"])
    yield from (finding["start"], finding["end"], finding["source"] or "")
    if finding["source_start"] is not None:
        yield from (finding["source_start"], finding["source_end"])


def _other_flags(flags: Sequence[str], findings: Sequence[Row]) -> list[str]:
    """The flags that no finding explains, nor a badge on the Arabic."""
    said = {_label(each) for each in findings}
    return [
        flag
        for flag in dict.fromkeys(flags)
        if label(flag) not in said and not flag.startswith("summary_")
    ]


def _label(finding: Row) -> str:
    return label(f"{finding['kind']}_{finding['status']}")
