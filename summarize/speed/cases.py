"""What is measured: a table of models, how they are asked and for how many texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from summarize.errors import UsageError
from summarize.records import Decoding

Task = Literal["translate", "brief", "summarize"]
Script = Literal["latin", "arabic"]


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a checkpoint: `layers` on either side, `head` values a head."""

    family: Literal["marian", "nllb", "mt5"]
    width: int
    layers: int
    heads: int
    head: int
    inner: int
    vocabulary: int
    script: Script = "latin"


@dataclass(frozen=True, slots=True)
class Case:
    """One model with one task: what every contender is given, and how it decodes.

    `texts` are the model calls of a run: sentences, or articles to `summarize`. Without
    a `shape` it is the embedded model. The answers of a shaped one are all as long as
    `decoding` allows: its weights are made so.
    """

    name: str
    about: str
    task: Task
    decoding: Decoding
    texts: int
    shape: Shape | None = None


# A sentence of the reference set takes about as many tokens in a real model's pieces.
_SENTENCE = Decoding(40, 512, beams=4)
_SUMMARY = Decoding(84, 512, beams=4, length_penalty=0.6, no_repeat_ngram=2)
_EMBEDDED = Decoding(200, 480, latin=True)

CASES = {
    case.name: case
    for case in (
        Case(
            "embedded",
            "The embedded model (Gemma 3 270M) translating sentences.",
            "translate",
            _EMBEDDED,
            400,
        ),
        Case(
            "embedded-brief",
            "The embedded preset end to end: articles to briefs, headlines included.",
            "brief",
            _EMBEDDED,
            400,
        ),
        Case(
            "marian-base",
            "A model of opus-mt's size translating sentences.",
            "translate",
            _SENTENCE,
            800,
            Shape("marian", 512, 6, 8, 64, 2048, 62_000),
        ),
        Case(
            "marian-big",
            "A model of opus-mt-tc-big's size translating sentences.",
            "translate",
            _SENTENCE,
            192,
            Shape("marian", 1024, 6, 16, 64, 4096, 62_000),
        ),
        Case(
            "mt5-base",
            "A model of XL-Sum mT5's size summarizing articles of 512 tokens.",
            "summarize",
            _SUMMARY,
            24,
            Shape("mt5", 768, 12, 12, 64, 2048, 250_112, "arabic"),
        ),
        Case(
            "nllb-600m",
            "A model of NLLB-200 600M's size translating sentences.",
            "translate",
            _SENTENCE,
            64,
            Shape("nllb", 1024, 12, 16, 64, 4096, 256_206),
        ),
    )
}
DEFAULT = ("embedded", "marian-base")


def find_cases(names: Iterable[str]) -> list[Case]:
    """The cases of these names, in their order; an unknown one names the known."""
    found = []
    for name in dict.fromkeys(names):
        if name not in CASES:
            raise UsageError(f"no model {name!r} to measure; there are: {_known()}")
        found.append(CASES[name])
    return found


def _known() -> str:
    return ", ".join(CASES)
