"""The negations of an English sentence."""

import re

from summarize.polarity.cue import Cue
from summarize.polarity.english_words import MAYBE, SURE
from summarize.polarity.line import Line

# Where these words follow, nothing is negated or the Arabic need not say it.
_IDLE = {
    "no": {".", "-", "doubt", "matter", "sooner", "more", "fewer", "less"},
    "nothing": {"more", "but"},
    "not": {"only", "just", "least", "merely", "so"},
    "without": {"borders", "saying"},
}
# Of a score or a vote: by five votes to none.
_NIL = frozenset({"none", "nothing"})
_LISTS = frozenset({"without", "fail"})
_OR = frozenset({"or"})
_SCORED = re.compile(r"\d+|votes?|goals?|points?|one|two|three|four|five|six|seven")


def english_cues(line: Line) -> list[Cue]:
    """The words of an English sentence that negate, or may stand for a negation."""
    cues = []
    negated = False
    for at, word in enumerate(line.words):
        senses, sure = _senses(line, at)
        if word == "or" and negated:
            senses = _OR
        if senses:
            negated = negated or sure or bool(senses & _LISTS)
            place = at / len(line.words)
            cues.append(Cue(senses, sure and not _idle(line, at), at, place))
    return cues


def _senses(line: Line, at: int) -> tuple[frozenset[str], bool]:
    sure = SURE.at(line, at)
    return (sure, True) if sure else (MAYBE.at(line, at), False)


def _idle(line: Line, at: int) -> bool:
    word, before, after = line.words[at], line.word(at - 1), line.word(at + 1)
    scored = word in _NIL and before == "to" and _SCORED.fullmatch(line.word(at - 2))
    return (
        word == "nor"
        or after in _IDLE.get(word, ())
        or (word == "not" and before in ("or", "if"))
        or (word == "not" and (after, line.word(at + 2)) == ("to", "mention"))
        or bool(scored)
        or (word == "no" and before == "and" and "no" in line.words[:at])
    )
