"""English numbers in words and digits: where one ends and what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from summarize.facts.english_words import ONES, ORDINALS, PARTS, SCALES, TENS
from summarize.facts.tokens import Token, low

_HALVED = ("of", "a", "an", "the", "its", "their", "his", "her", "per", "percent")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends before token `end`."""

    value: Fraction
    end: int
    others: tuple[Fraction, ...] = ()
    ordinal: bool = False
    digits: bool = False
    scaled: bool = False


def _after_hyphen(tokens: Sequence[Token], at: int) -> int:
    """The place after a hyphen inside a compound, or the same place."""
    hyphen = low(tokens, at) in ("-", "‑") and not tokens[at].gap
    return at + 1 if hyphen and at + 1 < len(tokens) and not tokens[at + 1].gap else at


def number_at(tokens: Sequence[Token], at: int) -> Number | None:
    """The longest number that begins at a token."""
    word = low(tokens, at)
    if word in ("half", "halves"):
        return _half(tokens, at)
    if word in ("a", "an"):
        return _after_article(tokens, at)
    chunk = _chunk(tokens, at)
    if chunk is None:
        return None
    value, end, ordinal, digits = chunk
    part = _part_behind(tokens, end, value)
    if part and not ordinal:
        return part
    if not ordinal:
        value, end = and_a_part(tokens, end, value)
    total, end, scaled = _scales(tokens, end, value)
    if digits and not scaled and tokens[at].others:
        return Number(total, end, tokens[at].others, ordinal, digits)
    if ordinal and not digits and 3 <= total <= 10 and end == at + 1:
        return Number(total, end, (1 / total,), ordinal)
    if scaled and not ordinal:
        half = and_a_part(tokens, end, Fraction(0))
        if half[0] and low(tokens, half[1]) in SCALES:
            total += half[0] * SCALES[low(tokens, half[1])]
            end = half[1] + 1
    return Number(total, end, (), ordinal, digits, scaled)


def _scales(
    tokens: Sequence[Token], end: int, value: Fraction
) -> tuple[Fraction, int, bool]:
    """A first group with its scale, then smaller groups with theirs."""
    scale, end = _scale(tokens, end)
    total, scaled = value * scale, scale > 1
    while scale > 1:
        comma = low(tokens, end) == ","
        start = end + 1 if comma or low(tokens, end) == "and" else end
        chunk = _chunk(tokens, start)
        if chunk is None or chunk[2]:
            break
        below, after = _scale(tokens, chunk[1])
        if comma and (below == 1 or chunk[3] or tokens[end - 1].value is not None):
            break
        amount = chunk[0] * below
        if amount >= scale or (chunk[3] and below == 1) or below >= scale:
            break
        if below == 1 and start == end + 1 and amount >= 100:
            break
        total, end, scale = total + amount, after, Fraction(below)
    return total, end, scaled


def _scale(tokens: Sequence[Token], at: int) -> tuple[Fraction, int]:
    place = _after_hyphen(tokens, at)
    word = low(tokens, place)
    return (Fraction(SCALES[word]), place + 1) if word in SCALES else (Fraction(1), at)


def _chunk(tokens: Sequence[Token], at: int) -> tuple[Fraction, int, bool, bool] | None:
    """A number below a thousand or digits: value, end, ordinal, in digits."""
    if at >= len(tokens):
        return None
    if tokens[at].value is not None:
        suffix = low(tokens, at + 1) in ("st", "nd", "rd", "th")
        ordinal = suffix and not tokens[at + 1].gap
        return tokens[at].value or Fraction(0), at + 1 + ordinal, ordinal, True
    small = _small(tokens, at)
    if small is None:
        return None
    value, end, ordinal = small
    place = _after_hyphen(tokens, end)
    if low(tokens, place) == "hundredth" and 0 < value < 100 and not ordinal:
        return Fraction(value * 100), place + 1, True, False
    if low(tokens, place) == "hundred" and 0 < value < 100 and not ordinal:
        value, end = value * 100, place + 1
        start = end + 1 if low(tokens, end) == "and" else end
        rest = _small(tokens, start)
        if rest:
            return Fraction(value + rest[0]), rest[1], rest[2], False
    return Fraction(value), end, ordinal, False


def _small(tokens: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    """A number below a hundred: value, end, whether it is an ordinal."""
    word = low(tokens, at)
    if word in TENS:
        place = _after_hyphen(tokens, at + 1)
        after = low(tokens, place)
        if 0 < ONES.get(after, 0) < 10:
            return TENS[word] + ONES[after], place + 1, False
        if ORDINALS.get(after, 10) < 10:
            return TENS[word] + ORDINALS[after], place + 1, True
        return TENS[word], at + 1, False
    if word in ONES:
        return ONES[word], at + 1, False
    if word in ORDINALS:
        return ORDINALS[word], at + 1, True
    return None


def _half(tokens: Sequence[Token], at: int) -> Number | None:
    """Half a million, half the seats; not a half of play."""
    after = low(tokens, at + 1)
    scale, end = _scale(tokens, at + 1 + (after == "a"))
    if scale > 1:
        return Number(scale / 2, end, scaled=True)
    if low(tokens, at - 1) in ("first", "second", "other", "better", "latter", "-"):
        return None
    if after in _HALVED:
        return Number(PARTS["half"], at + 1)
    return None


def _after_article(tokens: Sequence[Token], at: int) -> Number | None:
    """A hundred, a million, a third, a quarter of a million."""
    word = low(tokens, at + 1)
    if word == "half" and low(tokens, at + 2) in SCALES:
        return _half(tokens, at + 1)
    if word == "hundred" or word in SCALES:
        value = Fraction(SCALES.get(word, 100))
        if word == "hundred":
            rest = _small(tokens, at + 2 + (low(tokens, at + 2) == "and"))
            hundred = value + (rest[0] if rest else 0)
            total, end, _ = _scales(tokens, rest[1] if rest else at + 2, hundred)
            return Number(total, end, scaled=True)
        total, end, _ = _scales(tokens, at + 1, Fraction(1))
        part, end = and_a_part(tokens, end, Fraction(0))
        return Number(total + part * value, end, scaled=True)
    if word in PARTS and (word != "half" or low(tokens, at + 2) == "of"):
        return _part_behind(tokens, at + 1, Fraction(1))
    return None


def _part_behind(tokens: Sequence[Token], at: int, count: Fraction) -> Number | None:
    """Two-thirds, three quarters of a million: parts behind their count."""
    place = _after_hyphen(tokens, at)
    word = low(tokens, place)
    if word not in PARTS or count >= 10 or count.denominator != 1:
        return None
    if count > 1 and not word.endswith("s"):
        return None
    value, end = PARTS[word] * count, place + 1
    if low(tokens, end) == "of" and low(tokens, end + 1) in ("a", "one"):
        scale = SCALES.get(low(tokens, end + 2))
        if scale:
            return Number(value * scale, end + 3, scaled=True)
    others = (1 / PARTS[word],) if count == 1 and PARTS[word] < Fraction(1, 2) else ()
    return Number(value, end, others)


def and_a_part(
    tokens: Sequence[Token], at: int, value: Fraction
) -> tuple[Fraction, int]:
    """The number with the "and a half" behind it."""
    words = [low(tokens, place) for place in range(at, at + 8)]
    words = [word for word in words if word not in ("-", "‑")]
    skipped = sum(low(tokens, at + place) in ("-", "‑") for place in range(4))
    if words[:2] == ["and", "a"] and words[2] in ("half", "quarter", "third"):
        return value + PARTS[words[2]], at + 3 + skipped
    if words[:2] == ["and", "three"] and words[2] == "quarters":
        return value + Fraction(3, 4), at + 3 + skipped
    return value, at
