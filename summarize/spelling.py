"""One English spelling for a name through a whole run: counted, chosen, written."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from summarize.arabic import has_arabic
from summarize.glossary import NameRow, write_names
from summarize.names import arabic_form, arabic_key, is_known, spelling_of
from summarize.records import Finding


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a name: how often it stands, and where it stood first.

    `key` is what the Arabic forms of one name share.
    """

    key: str
    arabic: str
    english: str
    count: int
    first: int


def chosen(spellings: Iterable[Spelling]) -> Iterator[tuple[str, NameRow]]:
    """Each name's key and row, with the spelling that most of the briefs have.

    `spellings` come sorted by key. Of two that are equally frequent the first counts.
    """
    for key, group in groupby(spellings, key=lambda each: each.key):
        found = list(group)
        english = _ranked((each.english, each.count, each.first) for each in found)
        (arabic, _), *_ = _ranked((e.arabic, e.count, e.first) for e in found)
        (best, _), *others = english
        total = sum(each.count for each in found)
        yield key, NameRow(arabic, best, total, bool(others), tuple(others))


def _ranked(found: Iterable[tuple[str, int, int]]) -> list[tuple[str, int]]:
    """Each form with its count, the most frequent and then the first before others."""
    counts: dict[str, int] = {}
    firsts: dict[str, int] = {}
    for form, count, first in found:
        counts[form] = counts.get(form, 0) + count
        firsts[form] = min(firsts.get(form, first), first)
    return sorted(counts.items(), key=lambda each: (-each[1], firsts[each[0]], each[0]))


def name_lines(names: Iterable[NameRow]) -> list[str]:
    """The names as the lines of a table that a glossary can be read from."""
    table = io.StringIO()
    write_names(names, table)
    return table.getvalue().splitlines(keepends=True)


def names_of(row: Mapping[str, Any]) -> list[dict[str, str]]:
    """The names that a row's English renders: the bare Arabic, and the spelling."""
    headline = [row["headline_from"]] if row["headline_from"] else []
    found = {
        (form, spelling_of(each["text"], each["source"])): None
        for sentence in (*headline, *row["sentences"])
        for form, each in _names(sentence)
    }
    return [
        {"key": arabic_key(form), "arabic": form, "english": english}
        for form, english in found
    ]


def respelled(row: Mapping[str, Any], spelling: Mapping[str, str]) -> dict[str, Any]:
    """A brief's row with its names spelled as `spelling` has them, by the Arabic."""
    names = row["names"]
    if all(spelling.get(e["key"], e["english"]) == e["english"] for e in names):
        return dict(row)
    headline = row["headline_from"]
    headline = headline and _respelled(headline, spelling)
    sentences = [_respelled(each, spelling) for each in row["sentences"]]
    return {
        **row,
        "headline": headline["text"] if headline else row["headline"],
        "headline_from": headline,
        "brief": " ".join(each["text"] for each in sentences),
        "sentences": sentences,
        "names": [
            {**each, "english": spelling.get(each["key"], each["english"])}
            for each in names
        ],
    }


def _respelled(
    sentence: Mapping[str, Any], spelling: Mapping[str, str]
) -> dict[str, Any]:
    edits = [
        (each["start"], each["end"], _as_written(spelling[key], each["start"]))
        for form, each in _names(sentence)
        if (key := arabic_key(form)) in spelling
        and spelling_of(each["text"], each["source"]) != spelling[key]
    ]
    text = sentence["text"]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]

    def moved(finding: Mapping[str, Any]) -> dict[str, Any]:
        start, end = (
            place + sum(len(new) - (e - s) for s, e, new in edits if e <= place)
            for place in (finding["start"], finding["end"])
        )
        return {**finding, "text": text[start:end], "start": start, "end": end}

    findings = [moved(each) for each in sentence["findings"]]
    return {**sentence, "text": text, "findings": findings}


def _as_written(name: str, start: int) -> str:
    """The name as a sentence has it there: with a capital at its beginning."""
    return name if start else name[0].upper() + name[1:]


def _names(
    sentence: Mapping[str, Any],
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The names of a sentence that one may spell in another way, with their Arabic.

    Not those that Arabic translates or writes in Latin letters, what a glossary has
    fixed, nor a plural.
    """
    supported = [
        each
        for each in sentence["findings"]
        if each["status"] == "supported" and each["source"]
    ]
    fixed = [each for each in supported if each["kind"] == "glossary"]
    for each in supported:
        if (
            each["kind"] == "name"
            and not any(
                each["start"] < term["end"] and term["start"] < each["end"]
                for term in fixed
            )
            and not is_known(each["text"])
            and has_arabic(each["source"])
            and spelling_of(each["text"], each["source"])
        ):
            yield arabic_form(Finding(**each)), each
