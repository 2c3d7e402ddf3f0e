"""A digest as JSON, for programs: all that the page says."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from summarize.digest.page import link
from summarize.digest.record import Digest, Outlet, Told
from summarize.digest.saying import Line, joined, shown
from summarize.digest.states import STATES

SCHEMA = 1


def to_json(digest: Digest, folder: Path) -> bytes:
    """The digest as one JSON object, its links as from `folder`."""
    window = digest.window
    row = {
        "schema": SCHEMA,
        "title": shown(digest.title),
        "name": shown(digest.name),
        "since": _moment(window.since),
        "until": _moment(window.until),
        "as_of": _moment(window.as_of),
        "compared_with": _moment(digest.earlier),
        "counts": counts(digest),
        "sections": [
            {
                "title": section.title or None,
                "stories": [_story(told, folder) for told in section.full],
                "more": [_heading(told) for told in section.rest],
            }
            for section in digest.sections
        ],
        "undated": [
            {"headline": each.headline.text, **_outlet(each.outlet, folder)}
            for each in digest.undated
        ],
    }
    return (json.dumps(row, ensure_ascii=False, indent=2) + "\n").encode()


def counts(digest: Digest) -> dict[str, Any]:
    """What a digest counts, as its JSON and the command's line have it."""
    return {
        "articles": digest.articles,
        "stories": digest.stories,
        **{state: digest.states[state] for state in STATES},
        "undated": len(digest.undated),
        "outside": digest.outside,
        "twice": digest.twice,
        "older": digest.older,
        "rejected": {shown(why): n for why, n in sorted(digest.rejected.items())},
    }


def _heading(told: Told) -> dict[str, Any]:
    return {
        "key": told.key,
        "state": told.state,
        "headline": told.headline.text,
        "title": told.title,
        "outlets": told.size,
        "latest": _moment(told.latest),
    }


def _story(told: Told, folder: Path) -> dict[str, Any]:
    return {
        **_heading(told),
        "outlets": [_outlet(outlet, folder) for outlet in told.outlets],
        "says_it_corrects": told.says_so,
        "doubts": [joined(reason) for reason in told.headline.reasons],
        "sentences": [_line(line) for line in told.lines],
        "notes": [joined(note) for note in told.notes],
        "changes": [
            {
                "kind": shown(each.kind),
                "about": shown(each.about),
                "old": shown(each.old),
                "new": shown(each.new),
                "outlets": [shown(name) for name in each.outlets],
            }
            for each in told.changes
        ],
        "differences": [
            {
                "kind": shown(each.kind),
                "about": each.about,
                "claims": [
                    {"text": text, "outlets": list(outlets)}
                    for text, outlets in each.claims
                ],
            }
            for each in told.differences
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    doubted = [part.text.strip() for part in line.parts if part.mark == "doubt"]
    reasons = [joined(reason) for reason in line.reasons]
    return {"text": line.text, "doubted": doubted, "doubts": reasons}


def _outlet(outlet: Outlet, folder: Path) -> dict[str, Any]:
    return {
        "outlet": shown(outlet.name),
        "agencies": list(outlet.agencies),
        "published": _moment(outlet.published),
        "where": shown(outlet.where),
        "link": link(outlet, folder),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
