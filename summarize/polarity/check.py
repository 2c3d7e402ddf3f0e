"""What a translation lost, added or turned round."""

from summarize.polarity.arabic_negations import arabic_cues
from summarize.polarity.contrasts import Contrasts, Span
from summarize.polarity.english_negations import english_cues
from summarize.polarity.events import EVENTS
from summarize.polarity.line import Line, arabic_line, english_line
from summarize.polarity.matching import unanswered
from summarize.polarity.quantities import QUANTITIES
from summarize.polarity.relations import RELATIONS
from summarize.polarity.rulings import RULINGS
from summarize.records import Finding

_CONTRASTS = Contrasts(quantity=QUANTITIES, opposite=(*EVENTS, *RULINGS, *RELATIONS))


def check_polarity(english: str, arabic: str) -> list[Finding]:
    """Negations, quantity words and opposites that a translation did not keep.

    Each text is one sentence, and offsets are into them as they are given. Kinds are
    `negation`, `quantity` and `opposite`; an English negation that no word of the
    Arabic explains is `unsupported`, all else `changed`.
    """
    said, source = english_line(english), arabic_line(arabic)
    lost, added = unanswered(arabic_cues(source), english_cues(said))
    places: list[tuple[str, Span | None, Span | None]] = [
        *(("negation", (cue.at, cue.at + 1), None) for cue in added),
        *(("negation", None, (cue.at, cue.at + 1)) for cue in lost),
        *((c.kind, c.said, c.source) for c in _CONTRASTS.changes(said, source)),
    ]
    return [
        _finding(kind, _quoted(english, said, at), _quoted(arabic, source, to))
        for kind, at, to in places
    ]


def _quoted(text: str, line: Line, at: Span | None) -> tuple[str, int, int] | None:
    if at is None:
        return None
    start, end = line.spans[at[0]][0], line.spans[at[1] - 1][1]
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
