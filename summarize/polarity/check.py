"""What a translation lost, added or turned round."""

from summarize.polarity.arabic_negations import arabic_cues
from summarize.polarity.contrasts import Contrasts
from summarize.polarity.english_negations import english_cues
from summarize.polarity.events import EVENTS
from summarize.polarity.line import Line, arabic_line, english_line
from summarize.polarity.matching import unanswered
from summarize.polarity.quantities import QUANTITIES
from summarize.polarity.relations import RELATIONS
from summarize.records import Finding

_CONTRASTS = Contrasts(quantity=QUANTITIES, opposite=(*EVENTS, *RELATIONS))


def check_polarity(english: str, arabic: str) -> list[Finding]:
    """Negations, quantity words and opposites that a translation did not keep.

    Each text is one sentence, and offsets are into them as they are given. Kinds are
    `negation`, `quantity` and `opposite`; an English negation that no word of the
    Arabic explains is `unsupported`, all else `changed`.
    """
    said, source = english_line(english), arabic_line(arabic)
    lost, added = unanswered(arabic_cues(source), english_cues(said))
    places: list[tuple[str, int | None, int | None]] = [
        *(("negation", cue.at, None) for cue in added),
        *(("negation", None, cue.at) for cue in lost),
        *((c.kind, c.said, c.source) for c in _CONTRASTS.changes(said, source)),
    ]
    return [
        _finding(kind, _word(english, said, at), _word(arabic, source, to))
        for kind, at, to in places
    ]


def _word(text: str, line: Line, at: int | None) -> tuple[str, int, int] | None:
    if at is None:
        return None
    start, end = line.spans[at]
    return text[start:end], start, end


def _finding(
    kind: str,
    said: tuple[str, int, int] | None,
    source: tuple[str, int, int] | None,
) -> Finding:
    text = said or ("", 0, 0)
    if source is None:
        return Finding(kind, "unsupported", *text)
    return Finding(kind, "changed", *text, *source)
