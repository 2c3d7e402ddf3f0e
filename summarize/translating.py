"""Arabic sentences to checked English ones, with a desk's own terms in them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from summarize.arabic import clean_english
from summarize.attempt import Checked, ask, safer
from summarize.check import problems
from summarize.glossary import Glossary, inline, placeholders, restore
from summarize.guard import check_english, doubts
from summarize.load import Model
from summarize.records import Decoding, Engine, Finding


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to ask for the terms: the Arabic as given, and how its answer is read.

    `read` gives None where the answer has lost what it should have kept.
    """

    ask: Callable[[str], tuple[str, Callable[[str], str | None]]]
    decoding: Decoding


def translate(
    texts: Iterable[str],
    model: Model,
    glossary: Glossary | None = None,
    decoding: Decoding | None = None,
) -> dict[str, Checked]:
    """The checked translation of each text, by the text; none without an engine.

    A term that a translation misses is brought in: by putting its spelling right, then
    by asking again with the English in the Arabic, then with a mark in its place.
    """
    wanted = list(dict.fromkeys(texts))
    if model.engine is None or not wanted:
        return {}
    answers = ask(model.engine, wanted, decoding or model.step.decoding, problems)
    english = dict(zip(wanted, answers, strict=True))
    if glossary is None:
        return english
    english = {
        text: _with_text(answer, glossary.respelt(text, _said(answer)))
        for text, answer in english.items()
    }
    for way in _ways(glossary, model.step.decoding):
        english |= _again(english, model.engine, glossary, way)
    return english


def _ways(glossary: Glossary, decoding: Decoding) -> tuple[_Way, ...]:
    """The English written into the Arabic, so once more with care, then with marks."""

    def inlined(arabic: str) -> tuple[str, Callable[[str], str | None]]:
        return inline(arabic, glossary.find(arabic)), lambda english: english

    def marked(arabic: str) -> tuple[str, Callable[[str], str | None]]:
        text, marks = placeholders(arabic, glossary.find(arabic))
        return text, lambda english: restore(english, marks)

    return (
        _Way(inlined, decoding),
        _Way(inlined, safer(decoding)),
        _Way(marked, decoding),
    )


def _again(
    english: Mapping[str, Checked], engine: Engine, glossary: Glossary, way: _Way
) -> dict[str, Checked]:
    """Ask again for each text that misses a term; what is better for it."""
    missing = [text for text in english if _missed(text, english[text], glossary)]
    if not missing:
        return {}
    asked = [way.ask(text) for text in missing]
    answers = ask(engine, [text for text, _ in asked], way.decoding, problems)
    found: dict[str, Checked] = {}
    for text, (_, read), answer in zip(missing, asked, answers, strict=True):
        said = read(_said(answer))
        again = replace(_with_text(answer, said or ""), retried=True)
        if said and _is_better(text, again, english[text], glossary):
            found[text] = again
    return found


def _is_better(arabic: str, new: Checked, old: Checked, glossary: Glossary) -> bool:
    """More of the terms are there, nothing more is doubted, what was right is there."""
    here, there = (
        check_english(_said(answer), arabic, None, glossary) for answer in (new, old)
    )
    return (
        _missed(arabic, new, glossary) < _missed(arabic, old, glossary)
        and len(new.flags) <= len(old.flags)
        and doubts(_apart_from_terms(here)) <= doubts(_apart_from_terms(there))
        and len(here) - doubts(here) >= len(there) - doubts(there)
        and 3 * len(_said(new).split()) >= 2 * len(_said(old).split())
    )


def _apart_from_terms(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if each.kind != "glossary"]


def _missed(arabic: str, answer: Checked, glossary: Glossary) -> int:
    return len(glossary.audit(arabic, answer.generation.text).missed)


def _said(answer: Checked) -> str:
    return clean_english(answer.generation.text)


def _with_text(answer: Checked, text: str) -> Checked:
    return replace(answer, generation=replace(answer.generation, text=text))
