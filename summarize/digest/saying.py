"""A brief's sentence as readers see it: what is doubted in it, and why, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from summarize.arabic import for_display
from summarize.digest.rows import Said
from summarize.records import Finding

Mark = Literal["", "doubt", "quote", "arabic"]

_KINDS = {
    "percent": "percentage",
    "money": "amount",
    "time": "time of day",
    "quantity": "word of quantity",
    "opposite": "word",
    "glossary": "term of the glossary",
}
_FLAGS = {
    "empty": "The model wrote nothing.",
    "cut": "The article is longer than the model reads: its end was not read.",
    "loop": "The model repeated itself.",
    "length": "The model stopped before the end of the sentence.",
    "residual_arabic": "Arabic is left in the English.",
    "wrong_script": "The text is not in the expected script.",
    "html_entity": "Codes of a web page are left in the text.",
    "special_token": "Marks of the model are left in the text.",
    "unsupported": "No sentence of the article supports this.",
}
_UNFIT = str.maketrans(
    {chr(code): "\ufffd" for code in (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)}
)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text of one kind: a doubted one, quoted English, Arabic, or plain."""

    text: str
    mark: Mark = ""


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in its parts, and why it is doubted, one reason after another."""

    parts: Parts
    reasons: tuple[Parts, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return joined(self.parts)


def line(said: Said, *, arabic: bool = False) -> Line:
    """The sentence with its doubted words marked, and a reason for every flag."""
    reasons = dict.fromkeys(map(_reason, said.doubts))
    told = {f"{each.kind}_{each.status}" for each in said.doubts}
    reasons |= dict.fromkeys(_of_flag(flag) for flag in said.flags if flag not in told)
    if arabic:
        return Line((Part(shown(said.text), "arabic"),), tuple(reasons))
    return Line(tuple(_parts(said)), tuple(reasons))


def of_flags(flags: tuple[str, ...]) -> tuple[Parts, ...]:
    """What flags say, in words."""
    return tuple(map(_of_flag, flags))


def joined(parts: Parts) -> str:
    """The parts as plain text, quoted English in its quotation marks."""
    return "".join(
        f"“{part.text}”" if part.mark == "quote" else part.text for part in parts
    )


def shown(text: str) -> str:
    """The text on one line, without what is invisible or has no place in a file."""
    return for_display(text).translate(_UNFIT)


def _parts(said: Said) -> Iterator[Part]:
    """The text cut at its doubts; of two that overlap the first stands."""
    text, at = said.text, 0
    for doubt in sorted(said.doubts, key=lambda each: (each.start, each.end)):
        if at <= doubt.start < doubt.end <= len(text):
            yield from _part(text[at : doubt.start], "")
            yield from _part(text[doubt.start : doubt.end], "doubt")
            at = doubt.end
    yield from _part(text[at:], "")


def _part(text: str, mark: Mark) -> Iterator[Part]:
    """A part with the spaces at its ends, where it has any text."""
    first, last = (" " if one.isspace() else "" for one in (text[:1], text[-1:]))
    seen = shown(text)
    if seen or first:
        yield Part(f"{first}{seen}{last}" if seen else " ", mark)


def _reason(doubt: Finding) -> Parts:
    """What is doubted, and what the Arabic says instead."""
    kind = _KINDS.get(doubt.kind, shown(doubt.kind).replace("_", " "))
    source = Part(shown(doubt.source or ""), "arabic")
    if not doubt.text:
        return Part(f"The English lacks the source’s {kind} "), source, Part(".")
    if not doubt.source:
        return Part(f"The {kind} "), _quote(doubt), Part(" is not in the source.")
    differs = (Part(f"The {kind} "), _quote(doubt), Part(" differs from the source: "))
    return *differs, source, Part(".")


def _quote(doubt: Finding) -> Part:
    return Part(shown(doubt.text), "quote")


def _of_flag(flag: str) -> Parts:
    """A flag in words; one of the Arabic summary says so."""
    name = flag.removeprefix("summary_")
    words = _FLAGS.get(name) or _fallback(name)
    before = "In the Arabic summary: " if flag != name else ""
    return (Part(before + words),)


def _fallback(flag: str) -> str:
    seen = shown(flag)
    kind, _, status = seen.rpartition("_")
    kind = _KINDS.get(kind, kind.replace("_", " "))
    if kind and status == "changed":
        return f"A {kind} differs from the source."
    if kind and status == "unsupported":
        return f"A {kind} is not in the source."
    return f"Flagged as {seen.replace('_', ' ')}."
