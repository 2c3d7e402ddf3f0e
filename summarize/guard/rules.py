"""What a run does about facts, names and terms: its guard and its glossary."""

from dataclasses import dataclass
from typing import Any, Literal

from summarize.glossary import Glossary

Guard = Literal["off", "flag", "repair", "strict"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What happens to a doubted sentence, and the terms that a desk has fixed.

    `flag` marks it; `repair` tries to replace it and marks what stays doubted;
    `strict` repairs too, and withholds a brief in which anything stays doubted.
    """

    guard: Guard = "flag"
    glossary: Glossary | None = None

    @property
    def mends(self) -> bool:
        """Whether doubted sentences are to be replaced."""
        return self.guard in ("repair", "strict")

    def record(self) -> dict[str, Any]:
        """The rules as a run's configuration names them."""
        return {
            "guard": self.guard,
            "glossary": self.glossary.sha256 if self.glossary else None,
        }
