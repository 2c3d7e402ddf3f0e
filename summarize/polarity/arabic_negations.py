"""The negations of an Arabic sentence."""

from collections.abc import Callable

from summarize.polarity import arabic_context as near
from summarize.polarity.arabic_words import MAYBE, SURE
from summarize.polarity.cue import Cue
from summarize.polarity.line import Line
from summarize.polarity.vocabulary import Senses

Reading = tuple[str, bool]  # a sense, empty where nothing is negated, and if it is sure

_NOTHING: Reading = ("", False)
_LACKING: Reading = ("lack", False)
_NOR = frozenset({"nor"})
_NEGATING = frozenset({"not", "without"})
_EXCEPTIONS = ("لا", "سوي")
_CLOSE, _FAR = 8, 6  # how many words away an exception, or a verb of preventing, may be


def arabic_cues(line: Line) -> list[Cue]:
    """The words of an Arabic sentence that negate, or may stand for a negation."""
    cues: list[Cue] = []
    negated = excepted = False
    for at, word in enumerate(line.words):
        senses, sure = _senses(line, at)
        if not senses or (excepted and word.endswith(_EXCEPTIONS) and "just" in senses):
            continue
        if senses & _NEGATING:
            senses = _NOR if negated and word == "ولا" else senses
            negated = negated or sure
        excepted = excepted or "only" in senses
        sure = sure and not _echoes(word, senses, cues)
        cues.append(Cue(senses, sure, at, at / len(line.words)))
    return cues


def _senses(line: Line, at: int) -> tuple[Senses, bool]:
    particle = _PARTICLES.get(line.words[at])
    if particle:
        sense, certain = particle(line, at)
        return frozenset((sense,) if sense else ()), certain
    sure = SURE.at(line, at)
    return (sure, True) if sure else (MAYBE.at(line, at), False)


def _echoes(word: str, senses: Senses, cues: list[Cue]) -> bool:
    """Whether a word only strengthens one before it: he denied it a denial."""
    echo = len(word) > 3 and word.endswith("ا")
    return echo and any(senses & cue.senses for cue in cues)


def _not(line: Line, at: int) -> Reading:
    if line.word(at - 1) == "ما":
        return "unless", True
    return _negated(line, at, sure=bool(near.VERB.fullmatch(line.word(at + 1))))


def _is_not(line: Line, at: int) -> Reading:
    return _negated(line, at, sure=True)


def _no(line: Line, at: int) -> Reading:
    before, after = line.word(at - 1), line.word(at + 1)
    if near.NO_NEGATION.fullmatch(after):
        return _NOTHING
    named = near.IN.fullmatch(before) or after == "من"
    return _negated(line, at, sure=after[:1].isalpha() and not named)


def _not_to(line: Line, at: int) -> Reading:
    sense, sure = _not(line, at)
    return ("lest" if sense == "not" else sense), sure


def _not_to_or_except(line: Line, at: int) -> Reading:
    """الا without its hamza: ألا before a verb, unless a negation waits for إلا."""
    verb = near.PRESENT.fullmatch(line.word(at + 1))
    return "lest", bool(verb) and not _waits(line, at)


def _except(line: Line, at: int) -> Reading:
    after = line.word(at + 1)
    if near.THAT.fullmatch(after) or near.NEGATIVE.fullmatch(after):
        return _NOTHING
    return "just", False


def _negated(line: Line, at: int, *, sure: bool) -> Reading:
    after = line.word(at + 1)
    if near.STILL.fullmatch(after):
        return "yet", False
    if near.STOCK.fullmatch(after) or near.SOON.fullmatch(after):
        return "most", False
    if near.MOST.fullmatch(after):
        return "most", sure
    if near.LEAST.fullmatch(after):
        return "least", sure
    if _excepted(line, at):
        return "only", sure
    lest = line.words[at] == "لا" and near.LEST.fullmatch(line.word(at - 1))
    return ("lest" if lest else "not"), sure


def _excepted(line: Line, at: int, *, close: int = _CLOSE) -> bool:
    """Whether a negation is taken back: not but, that is only."""
    for to in range(at + 1, len(line.words)):
        word = line.words[to]
        if word in _NEGATORS:
            return False
        if not near.EXCEPT.fullmatch(word):
            continue
        if word.endswith("سوي") or not near.THAT.fullmatch(line.word(to + 1)):
            return not word.endswith("غير") or to - at <= close
    return False


def _waits(line: Line, at: int) -> bool:
    """Whether a negation stands before a place, which may be what takes it back."""
    return any(word in _NEGATORS for word in line.words[:at])


def _without(line: Line, at: int) -> Reading:
    word, before = line.words[at], line.word(at - 1)
    if any(near.PREVENT.fullmatch(w) for w in line.words[max(at - _FAR, 0) : at]):
        return "ban", False
    scored = line.word(at - 2) if before == "من" else before
    nil = near.GOALS.fullmatch(scored) and near.NIL.fullmatch(line.word(at + 1))
    below = nil or near.BELOW.fullmatch(line.word(at + 1)) or word.endswith("دونما")
    if at == 0 or before == "ما" or below:
        return "below", False
    return ("only" if _excepted(line, at, close=0) else "without"), True


def _without_such(line: Line, at: int) -> Reading:
    return "without", line.word(at + 1)[:2] not in ("ال", "ذل")


def _un(line: Line, at: int) -> Reading:
    after = line.word(at + 1)
    if line.word(at - 1) in ("من", "ومن") and not after.startswith("ال"):
        return "without", True
    if near.THAT.fullmatch(after):
        return _NOTHING
    turned = after[:1].isalpha() and not near.NOT_UN.fullmatch(after)
    return "un", turned and not _waits(line, at)


def _what_or_not(line: Line, at: int) -> Reading:
    """ما negates but seldom: there is no, no longer, would not have."""
    before, after, then = (line.word(at + step) for step in (-1, 1, 2))
    if near.NEGATIVE.fullmatch(after):
        return _NOTHING
    if near.STILL.fullmatch(after):
        return "yet", False
    no_longer = near.NO_LONGER.fullmatch(after) and before != "سرعان"
    would_not = after in ("كان", "كانت") and then.startswith("ل")
    there_is_no = after == "من" and not then.startswith("شان")
    if no_longer or would_not or there_is_no:
        return "not", True
    return ("maybe", False) if near.WAS.fullmatch(after) else _NOTHING


def _would_not(line: Line, at: int) -> Reading:
    unreal = any(near.UNREAL.fullmatch(word) for word in line.words[:at])
    return ("not", True) if unreal else _NOTHING


def _absent(line: Line, at: int) -> Reading:
    return ("absent", True) if near.AMID.fullmatch(line.word(at - 1)) else _LACKING


def _always(sense: str, sure: bool) -> Callable[[Line, int], Reading]:
    return lambda line, at: (sense, sure)


def _forms(words: str, before: str = "و ف") -> list[str]:
    return [b + word for word in words.split() for b in ("", *before.split())]


_NEGATORS = frozenset(_forms("لم لن لا ألا بألا لألا"))
_PARTICLES: dict[str, Callable[[Line, int], Reading]] = {
    **dict.fromkeys(_forms("لم لن"), _not),
    **dict.fromkeys(_forms("ليس ليست ليسوا ليسا ليستا لسنا", "و ف ا"), _is_not),
    **dict.fromkeys(_forms("لا"), _no),
    **dict.fromkeys(_forms("ألا بألا لألا كيلا لكيلا لئلا"), _not_to),
    **dict.fromkeys(_forms("الا بالا"), _not_to_or_except),
    **dict.fromkeys(_forms("إلا"), _except),
    **dict.fromkeys(_forms("دون بدون بلا دونما"), _without),
    **dict.fromkeys(
        _forms("دونه دونها دونهم دونهما بدونه بدونها"), _always("without", False)
    ),
    **dict.fromkeys(_forms("لولا لولاه لولاها"), _always("without", True)),
    **dict.fromkeys(("بغير", "وبغير"), _without_such),
    **dict.fromkeys(("غير", "وغير"), _un),
    **dict.fromkeys(_forms("ما"), _what_or_not),
    **dict.fromkeys(_forms("لما"), _would_not),
    **dict.fromkeys(_forms("غياب غيابه غيابها غيابهم"), _absent),
    **dict.fromkeys(_forms("يقل تقل يقلون"), _always("most", False)),
}
