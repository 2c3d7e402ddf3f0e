"""Prompts: text files with one field, `$text`, checked when they are loaded."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template

from summarize.errors import Refused

_PACKAGED = Path(__file__).parent / "data" / "prompts"
_CHECKOUT = Path(__file__).parent.parent / "prompts"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's name, its template and the hash a receipt carries."""

    name: str
    template: str
    sha256: str

    def fill(self, text: str) -> str:
        """Put one text into the prompt's only field."""
        return Template(self.template).substitute(text=text)


def load_prompt(name: str) -> Prompt:
    """Read `prompts/NAME.txt`; refuse one that has not exactly the field `$text`."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    path = folder / f"{name}.txt"
    if not path.is_file():
        raise Refused(f"{path}: no such prompt")
    return check_prompt(name, path.read_text(encoding="utf-8").rstrip("\n"))


def check_prompt(name: str, text: str) -> Prompt:
    """Make a Prompt of a template, or raise `Refused` saying what is wrong with it."""
    template = Template(text)
    if not template.is_valid() or template.get_identifiers() != ["text"]:
        raise Refused(f"prompt {name}: expected exactly one kind of field, $text")
    return Prompt(name, text, sha256(text.encode()).hexdigest())
