"""`mujaz explain`: where each sentence of a brief comes from, and what was checked."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from summarize.arabic import visible
from summarize.cli import options
from summarize.errors import UsageError

_SAYS = {"supported": "ok", "changed": "CHANGED", "unsupported": "NOT THERE"}
_DONE = {"accept": "accepted", "edit": "edited", "reject": "rejected"}


def explain(
    brief: Annotated[str, typer.Argument(help="A brief's id, place, or page name.")],
    out: options.Out = Path("out"),
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the brief's whole row.")
    ] = False,
) -> None:
    """Show the chain behind a brief: English, Arabic summary, places in the source."""
    import json

    row = _find(out / "briefs.jsonl", brief)
    if as_json:
        # In ASCII: nothing in it hides or turns a terminal's text round.
        typer.echo(json.dumps(row))
        return
    for line in chain(row):
        typer.echo(visible(line))


def _find(path: Path, wanted: str) -> dict[str, Any]:
    from summarize.exported import read_rows

    for row in read_rows(path):
        if wanted in (row["id"], row["where"], row["page"], Path(row["page"]).stem):
            return row
    raise UsageError(f"{wanted}: no such brief in {path}; give its id, or file:line")


def chain(row: Mapping[str, Any]) -> Iterator[str]:
    """A brief's sentences, each with what it rests on and what became of its facts."""
    yield f"{row['id']}  {row['where']}"
    headline = row["headline_from"]
    if headline and headline["arabic"] == row["title"]:
        yield f"headline{_decided(row, 0)}"
        yield from _sentence(headline, "title of the article")
    for number, sentence in enumerate(row["sentences"], start=1):
        yield f"sentence {number}{_decided(row, number)}"
        yield from _sentence(sentence, _places(sentence, row["where"]))
    if not row["sentences"]:
        for number, sentence in enumerate(row["summary"], start=1):
            yield f"sentence {number}"
            arabic = {**sentence, "arabic": "", "repaired": None}
            yield from _sentence(arabic, _places(sentence, row["where"]))


def _decided(row: Mapping[str, Any], number: int) -> str:
    """What became of a sentence with people, and with whom."""
    for each in row.get("edits", ()):
        if each["sentence"] == number:
            done = _DONE.get(each["action"], each["action"])
            return f", {done} by {each['by']} on {each['at'][:10]}"
    return ""


def _places(sentence: Mapping[str, Any], where: str) -> str:
    spans = [f"{each['start']}-{each['end']}" for each in sentence["sources"]]
    said = f"{where} characters {', '.join(spans)}"
    return said if spans else "UNSUPPORTED: no sentence of the article supports it"


def _sentence(sentence: Mapping[str, Any], place: str) -> Iterator[str]:
    yield f"  {sentence['text']}"
    if sentence["arabic"]:
        yield f"    from  {sentence['arabic']}"
    yield f"    in    {place}"
    for source in sentence["sources"]:
        if source["text"] != sentence["arabic"]:
            yield f"          {source['start']}-{source['end']}: {source['text']}"
    for finding in sentence["findings"]:
        yield f"    {_SAYS[finding['status']]:9} {_said(finding)}"
    if sentence["flags"]:
        yield f"    flags {', '.join(sentence['flags'])}"
    if sentence["repaired"]:
        yield f"    repaired by another {sentence['repaired']}"


def _said(finding: Mapping[str, Any]) -> str:
    said = f"{finding['kind']} {finding['text']}".strip()
    if not finding["source"]:
        return said
    at, end = finding["source_start"], finding["source_end"]
    place = f" at {at}-{end}" if at is not None else ""
    return f"{said} <- {finding['source']}{place}"
