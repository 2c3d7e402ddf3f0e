"""The nouns of the program: small frozen records, one name each everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Finish = Literal["stop", "length", "loop"]
Status = Literal["supported", "changed", "unsupported"]
Repair = Literal["retry", "source"]


@dataclass(frozen=True, slots=True)
class Article:
    """One Arabic news article as it was read.

    `text` is the body, character for character as in the source: sentence offsets
    point into it. `where` says where the article stood (`news.jsonl:17`) and
    `sha256` is that of the normalised text.
    """

    id: str
    title: str
    text: str
    published: datetime | None
    byline: str
    source: str
    where: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """One input that could not become an article: where it stood and why.

    `reason` is a short stable word (`too_short`), `detail` a sentence for people.
    """

    where: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its offsets, in characters, into the article's original text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a model is asked to write, in its own tokens; `latin`: no Arabic letter."""

    max_new_tokens: int
    max_input_tokens: int
    beams: int = 1
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    latin: bool = False


@dataclass(frozen=True, slots=True)
class Generation:
    """What one model call really did: its text, the tokens it was given and read."""

    text: str
    tokens_in: int
    tokens_read: int
    tokens_out: int
    finish: Finish


class Engine(Protocol):
    """A loaded model: one generation for each text, in the same order."""

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """Write one answer a text; an item's answer never depends on its neighbours."""
        ...

    def count(self, text: str) -> int:
        """Tokens the model would be given for this text, prompt and marks included."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one thing that a text says, against the Arabic it rests on.

    `start` and `end` are its offsets in the checked text, `source_start` and
    `source_end` those of what supports or contradicts it in the Arabic; None where
    nothing does. What the Arabic says and the text does not is `changed`, with
    `text` empty.
    """

    kind: str
    status: Status
    text: str
    start: int
    end: int
    source: str | None = None
    source_start: int | None = None
    source_end: int | None = None


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the Arabic summary and the source sentences it rests on, if any."""

    text: str
    sources: tuple[Sentence, ...]
    flags: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """One English sentence, the Arabic it translates, and what is wrong with it.

    The findings' source offsets are those of the article's text, as `sources` are.
    `repaired` says how a doubted translation was replaced: by another try (`retry`)
    or by the translation of a source sentence (`source`).
    """

    text: str
    arabic: str
    sources: tuple[Sentence, ...]
    flags: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    repaired: Repair | None = None


@dataclass(frozen=True, slots=True)
class GuardCount:
    """What the guard did for one brief: things checked, by what became of them."""

    mode: str = "off"
    supported: int = 0
    changed: int = 0
    unsupported: int = 0
    repaired: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was really done for one brief, so that a reader can judge it.

    Tokens there and read are the summarizer's (the translator's in `translate` mode),
    tokens written are those of every model and every try.
    """

    models: dict[str, str]
    prompts: dict[str, str]
    tokens_there: int
    tokens_read: int
    tokens_written: int
    chunks: int
    sentences_there: int
    sentences_read: int
    loops: int
    retries: int
    seconds: float
    guard: GuardCount = GuardCount()


@dataclass(frozen=True, slots=True)
class Terms:
    """The English forms of a text's glossary terms that it has, and those it lacks.

    What it lacks anywhere is missed: no term is in both.
    """

    used: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """An English brief: headline, sentences, the Arabic behind them, the receipt.

    `terms` are the glossary's terms that its Arabic has, and those the English misses.
    `withheld` says why the brief may not be given out; empty where it may.
    """

    article: Article
    headline: BriefSentence | None
    sentences: tuple[BriefSentence, ...]
    summary: tuple[SummarySentence, ...]
    receipt: Receipt
    flags: tuple[str, ...] = ()
    terms: Terms = Terms()
    withheld: str = ""

    @property
    def text(self) -> str:
        """The English brief as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)
