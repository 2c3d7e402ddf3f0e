"""What the readers of both languages find."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that negates, or that may stand for a negation.

    `senses` are the ways it does so, `sure` says that the other language has to say it
    too. `at` counts words, `place` is how far into its text it stands, from 0 to 1.
    """

    senses: frozenset[str]
    sure: bool
    at: int
    place: float
