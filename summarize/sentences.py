"""Arabic sentences with exact offsets into the text they came from.

A line break always ends a sentence. Inside a line:

- `؟ ! ? .` end one, unless the dot belongs to a number, an abbreviation, an address;
- `..` and `…`, an agency's habit between clauses, end one between two long clauses;
- `؛` ends one only when the sentence already runs beyond 25 words; `،` never does;
- nothing ends one inside brackets or quotes of up to 40 words, except the mark
  that stands right before the closing quote.
"""

import re
from collections.abc import Iterator

from summarize.records import Sentence

LONG_SENTENCE = 25
LONG_QUOTE = 40
CLAUSE = 4

_LINE = re.compile("[^\n\r\v\f\u0085\u2028\u2029]+")
_END = re.compile("[.!?؟\u2026\u06d4]+|؛")
_SOFT = re.compile("\\.{2,}|[.\u2026]*\u2026[.\u2026]*")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s،؛«»“”\"]+|[A-Za-z0-9_@.+-]{4,250}"  # or it may be one
)
_URL = ("http://", "https://", "www.")
_DOMAIN = re.compile(r"(?:.*[A-Za-z0-9_-])\.[A-Za-z]{2,}")
_PAIR_MARK = re.compile('[«»“”„"()\\[\\]]')
_CLOSER_OF = {"«": "»", "(": ")", "[": "]"}
_CLOSERS = frozenset("»”)]")
# Tashkeel and direction marks may stand between a letter and its dot.
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200e\u200f]")
_LAST_WORD = re.compile("[\\w.\u064b-\u065f\u0670\u200e\u200f]+$")
_REST_OF_ABBREVIATION = re.compile(r"[^\W\d_]\u0640?(?:\.|\W|$)")
_TITLES = frozenset({"أ.د", "ا.د", "أ.م.د", "ا.م.د", "م.د", "ص.ب"})
_LATIN = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "no", "vs"})
# Latin letters by their names: بي.بي.سي, إف. بي. آي, آر.بي.جي.
_SPELLED = (
    "(?:آي|أي|إي|بي|سي|دي|[اأإ]يه|[اأإ]ف|جي|جيه|[اأإ]تش|كي|كيه"
    "|[اأإ]ل|[اأإ]م|[اأإ]ن|[اأ]و|كيو|[اآأ]ر|[اأإ]س|تي|يو|في|دبليو|[اأإ]كس|واي|زد)"
)
_ENDS_SPELLED = re.compile(rf"(?<!\w)[وفبلك]?{_SPELLED}$")
_STARTS_SPELLED = re.compile(rf"\s?{_SPELLED}(?!\w)")
# No count below needs to look farther than this; it keeps huge lines linear.
_SIGHT = 600
_WORD_SIGHT = 40
_QUOTE_SIGHT = 1000


def split(text: str, base: int = 0) -> list[Sentence]:
    """The text's sentences; `base` is the text's own offset in the article."""
    return [
        Sentence(text[start:end], base + start, base + end)
        for line in _LINE.finditer(text)
        for start, end in _spans(line.group(), line.start())
    ]


def _spans(line: str, at: int) -> Iterator[tuple[int, int]]:
    """Trimmed spans of one line; a tail without a word stays with what precedes it."""
    cuts = list(_cuts(line))
    if cuts and not any(map(str.isalnum, line[cuts[-1] :])):
        cuts.pop()
    for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
        piece = line[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            yield at + left, at + right


def _cuts(line: str) -> Iterator[int]:
    pairs = _pairs(line)
    shield = _shield(line, pairs)
    closings = {end for _, end in pairs}
    start = 0
    for mark in _END.finditer(line):
        end = _with_closers(line, mark.end(), closings)
        # The shield leaves a quote's closing mark open, and so the sentence before it.
        if (
            mark.start() >= start
            and not shield[end - 1]
            and _ends(line, start, mark, end)
        ):
            yield end
            start = end


def _ends(line: str, start: int, mark: re.Match[str], end: int) -> bool:
    before = line[max(start, mark.start() - _SIGHT) : mark.start()]
    after = line[end : end + _SIGHT]
    if not before.strip() or after.lstrip()[:1] in {"،", ",", "؛", ":"}:
        return False
    if mark.group() == "؛":
        return len(before.split()) > LONG_SENTENCE
    if _SOFT.fullmatch(mark.group()):
        clause = _END.split(after, maxsplit=1)[0]
        return min(len(before.split()), len(clause.split())) >= CLAUSE
    if mark.group() == ".":
        return _full_stop(before, after)
    # A question quoted in mid-sentence goes on: «هل انتهت؟» سأل الصحفي.
    return end == mark.end() or not after.strip() or after.lstrip().startswith("و")


def _full_stop(before: str, after: str) -> bool:
    if before[-1].isdigit() and after[:1].isdigit():
        return False
    if _REST_OF_ABBREVIATION.match(after):
        return False
    if _ENDS_SPELLED.search(before[-_WORD_SIGHT:]) and _STARTS_SPELLED.match(after):
        return False
    closed = before.rstrip()
    found = _LAST_WORD.search(closed[-_WORD_SIGHT:])
    word = _MARKS.sub("", found.group()) if found else ""
    lead = closed[: -len(found.group())].rstrip() if found else ""
    if word.isdecimal() and not lead:
        return False  # the number of an item in a list
    if len(word) == 1 and word.isalpha():
        return lead[-1:].isdigit()  # an era or a unit after a number: 2013 م.
    if word in _TITLES or word.lower() in _LATIN:
        return False
    if "." in word and len(word.rpartition(".")[2]) == 1 and word[-1].isalpha():
        return after.lstrip().startswith("و") and after[:1].isspace()
    return not (after[:1].isdigit() and len(word) <= 2)


def _with_closers(line: str, end: int, closings: set[int]) -> int:
    """Where a sentence ends once the quotes closing right behind its mark are in."""
    while end < len(line):
        gap = end + len(line[end : end + 2]) - len(line[end : end + 2].lstrip())
        if gap in closings:
            end = gap + 1
        elif line[end] in _CLOSERS or (line[end] in ".!?؟" and line[end - 1] in '»”"'):
            end += 1
        else:
            break
    return end


def _shield(line: str, pairs: list[tuple[int, int]]) -> bytearray:
    """A byte a character: 1 where no sentence may end."""
    shield = bytearray(len(line))
    for start, end in pairs:
        if end - start <= _QUOTE_SIGHT and len(line[start:end].split()) <= LONG_QUOTE:
            stop = end + 1 if line[end] in ")]" else end
            shield[start:stop] = b"\1" * (stop - start)
    for found in _ADDRESS.finditer(line):
        address = found.group().rstrip(".!?؟…)]")
        if address.startswith(_URL) or (
            _DOMAIN.fullmatch(address) and ".." not in address
        ):
            stop = found.start() + len(address)
            shield[found.start() : stop] = b"\1" * len(address)
    return shield


def _pairs(line: str) -> list[tuple[int, int]]:
    """Quotes and brackets that open and close within the line."""
    pairs: list[tuple[int, int]] = []
    waiting: dict[str, list[int]] = {}
    for mark in _PAIR_MARK.finditer(line):
        character, at = mark.group(), mark.start()
        if character in _CLOSER_OF:
            waiting.setdefault(_CLOSER_OF[character], []).append(at)
        elif character in _CLOSERS - {"”"}:
            if waiting.get(character):
                pairs.append((waiting[character].pop(), at))
        else:
            _toggle(
                line,
                at,
                waiting.setdefault('"' if character == '"' else "”", []),
                pairs,
            )
    return pairs


def _toggle(
    line: str, at: int, waiting: list[int], pairs: list[tuple[int, int]]
) -> None:
    """Read a quote that may open or close: agencies type both kinds both ways."""
    spaced_before = at == 0 or line[at - 1].isspace() or line[at - 1] in "([«"
    spaced_after = not line[at + 1 : at + 2].strip() or line[at + 1] in ".،؛:؟!)]»"
    proper = bool(waiting) and line[at] == "”" and line[waiting[-1]] == "“"
    if waiting and (proper or not spaced_before or spaced_after):
        pairs.append((waiting.pop(), at))
    elif spaced_before or not spaced_after:
        waiting[:] = [at]
