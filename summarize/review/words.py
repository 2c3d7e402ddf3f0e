"""What a badge says: each doubt and each flag in a sentence of plain English.

A sentence is a list of parts: words of ours and, at every second place, words of the
brief or of its Arabic, which a page must keep apart.
"""

from collections.abc import Mapping
from typing import Any

Parts = list[str]

_NOUNS = {
    "percent": "percentage",
    "money": "amount",
    "weekday": "day of the week",
    "time": "time of day",
    "quantity": "word of quantity",
    "opposite": "word",
    "glossary": "term",
}
# By kind: where both texts say something, where only the English does, only the Arabic.
_OF_KIND = {
    "negation": (
        "The English says {}, where the Arabic says {}: check what is denied.",
        "The English says {}, but nothing in the Arabic denies it.",
        "The Arabic denies something with {}, and the English does not.",
    ),
    "quantity": (
        "The English says {}, where the Arabic says {}.",
        "The English says {}, and the Arabic has no word of quantity like it.",
        "The Arabic says {}, and the English leaves it out.",
    ),
    "opposite": (
        "The English says {}, where the Arabic says the opposite: {}.",
        "The English says {}, where the Arabic says the opposite.",
        "The Arabic says {}, and the English the opposite.",
    ),
    "glossary": (
        "The English has {} where the glossary has another term for {}.",
        "The English has {} where the glossary has another term.",
        "The glossary has a term for {}, and the English does not use it.",
    ),
}
_FLAGS = {
    "unsupported": "No sentence of the article supports this.",
    "empty": "The model wrote nothing.",
    "cut": "The text was longer than the model reads: its end was left out.",
    "loop": "The model repeated itself.",
    "length": "The model was stopped before it had finished.",
    "residual_arabic": "Arabic words were left in the English.",
    "wrong_script": "Most of this is not in the letters of its language.",
    "html_entity": "A code of a web page was left in the text.",
    "special_token": "A sign from inside the model was left in the text.",
}
_SUMMARY = "summary_"


def of_finding(finding: Mapping[str, Any], *, in_summary: bool = False) -> Parts:
    """What is doubted about one thing that a text says, and what stands instead.

    `in_summary` where the text is the Arabic summary, held against the article.
    """
    text, source, kind = finding["text"], finding["source"] or "", finding["kind"]
    at = 0 if text and source else 1 if text else 2
    words = _OF_KIND.get(kind) or _plain(_NOUNS.get(kind, kind), in_summary=in_summary)
    own, given = words[at].split("{}"), [each for each in (text, source) if each]
    parts = [part for pair in zip(own, given, strict=False) for part in pair]
    return [*parts, own[-1]]


def _plain(noun: str, *, in_summary: bool) -> tuple[str, str, str]:
    basis, text = ("article", "summary") if in_summary else ("Arabic", "English")
    return (
        f"The {noun} {{}} is not in the {basis}: it says {{}}.",
        f"The {noun} {{}} is not in the {basis}.",
        f"The {basis} says {{}}, and the {text} leaves this {noun} out.",
    )


def of_flag(flag: str) -> str:
    """A flag in a sentence; one that is not known as it is."""
    if flag in _FLAGS:
        return _FLAGS[flag]
    if flag.startswith(_SUMMARY):
        said = _FLAGS.get(flag.removeprefix(_SUMMARY), "it differs from the article.")
        return f"In the Arabic summary behind this: {said[0].lower()}{said[1:]}"
    return f"Flagged: {label(flag)}."


def label(flag: str) -> str:
    """A flag's name for people."""
    return flag.replace("_", " ")
