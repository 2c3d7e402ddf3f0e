"""Errors seeded into human English, one a place: what a check of facts should find."""

import random
import re
from collections.abc import Iterator

Corruption = tuple[str, str, int, int]  # kind, text, start, end of what was changed

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ONES = "two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_TEENS = "fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth"
_SCALES = "thousand million billion"
_MONTHS = (
    "January February March April May June July August September October November"
    " December"
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_CURRENCIES = (
    "dollars euros dinars riyals dirhams pounds shekels rupees yuan yen francs"
)
_UNITS = (
    "kilometre metre mile centimetre",
    "minute hour day week month year decade",
    "tonne kilogram gram",
    "hectare acre square_kilometre",
    "litre barrel gallon",
    "kilowatt megawatt gigawatt",
)
_STEMS = {"kilometer": "kilometre", "meter": "metre", "ton": "tonne", "km": "kilometre"}


def _any(names: str) -> str:
    return r"\b(?:" + "|".join(names.split()) + r")\b"


_PATTERNS: list[tuple[str, re.Pattern[str], list[str]]] = [
    (
        "number word",
        re.compile(_any(f"{_ONES} {_TEENS}"), re.I),
        f"{_ONES} {_TEENS}".split(),
    ),
    ("number word", re.compile(_any(_TENS), re.I), _TENS.split()),
    ("ordinal", re.compile(r"(?<=\bthe )" + _any(_ORDINALS)), _ORDINALS.split()),
    ("scale", re.compile(rf"(?<=[\d.a-z] )(?<!of ){_any(_SCALES)}"), _SCALES.split()),
    ("month", re.compile(_any(_MONTHS) + r"(?! (?:not|have|be)\b)"), _MONTHS.split()),
    ("weekday", re.compile(_any(_DAYS)), _DAYS.split()),
    ("currency", re.compile(_any(_CURRENCIES)), _CURRENCIES.split()),
    ("currency", re.compile(r"[$€£](?=\d)"), ["$", "€", "£"]),
]
_PERCENT = re.compile(
    r"(\d+(?:\.\d+)?|\b[a-z]+(?:-[a-z]+)?) ?(%|per ?cent\b)", re.IGNORECASE
)
_NUMBER = rf"(?:\d|{_any(f'{_ONES} {_TEENS} {_TENS} {_SCALES}')})[ -]"
_UNIT = re.compile(
    rf"{_NUMBER}({'|'.join([*' '.join(_UNITS).split(), *_STEMS])})(s?)\b"
)


def corruptions(text: str, chance: random.Random) -> Iterator[Corruption]:
    """One corruption for each place in a sentence where one is possible."""
    for found in _DIGITS.finditer(text):
        yield _digit(text, found, chance)
    for kind, pattern, choices in _PATTERNS:
        for found in pattern.finditer(text):
            old = found.group()
            if kind == "month" and old == "May" and found.start() == 0:
                continue
            new = chance.choice([one for one in choices if one.lower() != old.lower()])
            new = new.capitalize() if old[0].isupper() else new
            yield _put(kind, text, found.start(), found.end(), new)
    for found in _UNIT.finditer(text):
        yield _unit(text, found, chance)
    for found in _PERCENT.finditer(text):
        yield _put("percent dropped", text, found.start(), found.end(), found[1])
        if found[1][0].isdigit():
            start, end = found.span(1)
            new = str(chance.choice([n for n in range(2, 99) if str(n) != found[1]]))
            yield _put("percent value", text, start, end, new)


def _put(kind: str, text: str, start: int, end: int, new: str) -> Corruption:
    return kind, text[:start] + new + text[end:], start, start + len(new)


def _unit(text: str, found: re.Match[str], chance: random.Random) -> Corruption:
    stem = _STEMS.get(found[1], found[1])
    family = next(names.split() for names in _UNITS if stem in names.split())
    new = chance.choice([name for name in family if name != stem]).replace("_", " ")
    return _put("unit", text, found.start(1), found.end(), new + found[2])


def _digit(text: str, found: re.Match[str], chance: random.Random) -> Corruption:
    places = [at for at in range(*found.span()) if text[at].isdigit()]
    at = chance.choice(places)
    lowest = 1 if at == found.start() and len(places) > 1 else 0
    new = chance.choice([d for d in "0123456789"[lowest:] if d != text[at]])
    changed = text[:at] + new + text[at + 1 :]
    return "digit", changed, found.start(), found.end()
