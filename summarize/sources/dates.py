"""The dates that agencies and data sets write, in any digits."""

import re
from datetime import datetime, time

from summarize import arabic

_MONTH_NAMES = (
    "يناير جانفي كانون_الثاني",
    "فبراير فيفري شباط",
    "مارس آذار",
    "أبريل إبريل أفريل نيسان",
    "مايو ماي أيار",
    "يونيو يونيه جوان حزيران",
    "يوليو يوليه يوليوز جويلية تموز",
    "أغسطس أوت غشت آب",
    "سبتمبر شتنبر أيلول",
    "أكتوبر تشرين_الأول",
    "نوفمبر نونبر تشرين_الثاني",
    "ديسمبر دجنبر كانون_الأول",
)


def _folded(name: str) -> str:
    return " ".join(arabic.words(name.replace("_", " ")))


_MONTHS = {
    _folded(name): number
    for number, names in enumerate(_MONTH_NAMES, start=1)
    for name in names.split()
}
_DAYS = "السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة"
_STAMP = re.compile(r"(\d{4})_(\d\d?)_(\d\d?)_(\d\d?)_(\d\d?)_(\d\d?)_(\d{1,3})")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d\d?)\2(\d\d?)")
_YEAR_LAST = re.compile(r"(\d\d?)([/.-])(\d\d?)\2(\d{4})")
_NAMED = re.compile(
    rf"(?:(?:يوم )?(?:{_DAYS})\s*[،,]?\s*)?(\d\d?)\s+([^\d:]+?)\s*[،,]?\s+(\d{{4}})م?"
)
_CLOCK = re.compile(
    r"(?:الساعة\s*)?(?<!\d)(\d\d?):(\d\d)(?::(\d\d))?"
    r"\s*((?:صباحا|مساء|ص|م|AM|PM)(?!\w))?",
    re.IGNORECASE,
)
_MORNING = frozenset({"ص", "صباحا", "am"})
_EVENING = frozenset({"م", "مساء", "pm"})
_BETWEEN = " \t-\u2013\u2014،,|"


def moment(text: str) -> datetime | None:
    """The date in a text that holds nothing else; midnight where it names no hour."""
    said = arabic.fold_digits(arabic.for_model(text, drop_diacritics=True))
    try:
        return _stamp(said) or _iso(said) or _written(said)
    except ValueError:
        return None


def clock(text: str) -> time | None:
    """The time of day in a text that holds nothing else."""
    said = arabic.fold_digits(arabic.for_model(text, drop_diacritics=True))
    found = _CLOCK.fullmatch(said.strip(_BETWEEN))
    try:
        return _time(found) if found else None
    except ValueError:
        return None


def _stamp(said: str) -> datetime | None:
    found = _STAMP.fullmatch(said)
    if not found:
        return None
    year, month, day, hour, minute, second, milliseconds = map(int, found.groups())
    return datetime(year, month, day, hour, minute, second, milliseconds * 1000)


def _iso(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _written(said: str) -> datetime | None:
    found = _CLOCK.search(said)
    day = said[: found.start()] + said[found.end() :] if found else said
    date = _date(day.strip(_BETWEEN))
    if date is None or found is None:
        return date
    return datetime.combine(date, _time(found))


def _date(said: str) -> datetime | None:
    if found := _YEAR_FIRST.fullmatch(said):
        return datetime(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(said):
        return datetime(int(found[4]), int(found[3]), int(found[1]))
    found = _NAMED.fullmatch(said)
    month = _month(found[2]) if found else None
    if not found or not month:
        return None
    return datetime(int(found[3]), month, int(found[1]))


def _month(said: str) -> int | None:
    """A month by any of its names, or by two at once: `أيار/مايو`."""
    numbers = {_MONTHS.get(_folded(name)) for name in said.split("/")}
    return numbers.pop() if len(numbers) == 1 else None


def _time(found: re.Match[str]) -> time:
    hour, half = int(found[1]), (found[4] or "").lower()
    if half in _EVENING and hour < 12:
        hour += 12
    if half in _MORNING and hour == 12:
        hour = 0
    return time(hour, int(found[2]), int(found[3] or 0))
