"""Prompts: text files with one field, `${text}`, checked when they are loaded."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from summarize.errors import Refused

FIELD = "${text}"
_PACKAGED = Path(__file__).parent / "data" / "prompts"
_CHECKOUT = Path(__file__).parent.parent / "prompts"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's name, its template and the hash a receipt carries."""

    name: str
    template: str
    sha256: str


def load_prompt(name: str) -> Prompt:
    """Read `prompts/NAME.txt`; refuse one that has not exactly one `${text}`."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    path = folder / f"{name}.txt"
    if not path.is_file():
        raise Refused(f"{path}: no such prompt")
    return check_prompt(name, path.read_text(encoding="utf-8").rstrip("\n"))


def check_prompt(name: str, text: str) -> Prompt:
    """Make a Prompt of a template, or raise `Refused` saying what is wrong with it."""
    if text.count(FIELD) != 1 or "$" in text.replace(FIELD, ""):
        raise Refused(f"prompt {name}: expected the field {FIELD} once and no other $")
    return Prompt(name, text, sha256(text.encode()).hexdigest())
