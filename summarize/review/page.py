"""The review page: one file that shows a run's briefs and asks the network nothing."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from summarize.durable import written_aside
from summarize.errors import MujazError, Refused
from summarize.ledger.configuration import fingerprint
from summarize.review.data import to_json

FILES = Path(__file__).parent.parent / "data" / "review"
FONT = "noto-naskh-arabic.woff2"
SCRIPTS = (
    *("texts", "state", "sentence", "edit", "brief", "stories"),
    *("acts", "save", "hear", "start"),
)


def write_page(
    folder: Path, path: Path, rows: Iterable[Mapping[str, Any]]
) -> tuple[int, int]:
    """Write the page of a run's folder; how many briefs it shows, and how many flagged.

    Raises `Refused` where the folder has no run, `MujazError` where writing fails.
    """
    there = list(rows)
    page = html(run_of(folder), there)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_aside(path) as out:
            out.write(page)
    except OSError as error:
        raise MujazError(f"{path}: {error.strerror}") from error
    return len(there), sum(bool(row["flags"]) for row in there)


def html(run: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """The page of these rows; `run` is the fingerprint of their configuration.

    The same rows give the same bytes.
    """
    font = b64encode((FILES / FONT).read_bytes()).decode()
    style = _text("page.css").replace(FONT, f"data:font/woff2;base64,{font}")
    script = "".join(_text(f"{name}.js") for name in SCRIPTS)
    environment = Environment(
        loader=FileSystemLoader(FILES), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html").render(
        data=to_json(run, rows),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def run_of(folder: Path) -> str:
    """The fingerprint of the run in a folder, by its run.json."""
    path = folder / "run.json"
    try:
        return fingerprint(json.loads(path.read_bytes())["configuration"])
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}: no run has written it") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{path}: not as a run writes it ({error})") from error


def _text(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What the page's policy knows a style or script by."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
