"""Print how often clean human English is doubted and seeded errors are found."""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summarize.facts import Fact, arabic_facts, compare, english_facts
from summarize.facts.record import Verdict
from summarize.references import our_file

SEED = 20240611
REFERENCE = our_file()
Corruption = tuple[str, str, int, int]  # kind, text, start, end of what was changed

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SETS = (
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
)
_SCALES = ["thousand", "million", "billion"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CURRENCIES = [
    "dollars",
    "euros",
    "dinars",
    "riyals",
    "dirhams",
    "pounds",
    "shekels",
    "rupees",
    "yuan",
    "yen",
    "francs",
]


def _words(names: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(names) + r")\b")


_PATTERNS: list[tuple[str, re.Pattern[str], list[str]]] = [
    *(("number word", re.compile(_words(s).pattern, re.I), s) for s in _SETS),
    (
        "scale",
        re.compile(r"(?<=[\d.a-z] )(?<!of )(?:thousand|million|billion)(?!s)\b"),
        _SCALES,
    ),
    ("month", re.compile(_words(_MONTHS).pattern + r"(?! (?:not|have|be)\b)"), _MONTHS),
    ("weekday", _words(_DAYS), _DAYS),
    ("currency", _words(_CURRENCIES), _CURRENCIES),
    ("currency", re.compile(r"[$€£](?=\d)"), ["$", "€", "£"]),
]
_PERCENT = re.compile(
    r"(\d+(?:\.\d+)?|\b[a-z]+(?:-[a-z]+)?) ?(%|per ?cent\b)", re.IGNORECASE
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
            new = chance.choice(
                [one for one in choices if one != old.lower() and one != old]
            )
            new = new.capitalize() if old[0].isupper() else new
            yield _put(kind, text, found.start(), found.end(), new)
    for found in _PERCENT.finditer(text):
        yield _put("percent dropped", text, found.start(), found.end(), found[1])
        if found[1][0].isdigit():
            start, end = found.span(1)
            new = str(chance.choice([n for n in range(2, 99) if str(n) != found[1]]))
            yield _put("percent value", text, start, end, new)


def _put(kind: str, text: str, start: int, end: int, new: str) -> Corruption:
    return kind, text[:start] + new + text[end:], start, start + len(new)


def _digit(text: str, found: re.Match[str], chance: random.Random) -> Corruption:
    places = [at for at in range(*found.span()) if text[at].isdigit()]
    at = chance.choice(places)
    lowest = 1 if at == found.start() and len(places) > 1 else 0
    new = chance.choice([d for d in "0123456789"[lowest:] if d != text[at]])
    changed = text[:at] + new + text[at + 1 :]
    return "digit", changed, found.start(), found.end()


def doubts(source: list[Fact], text: str) -> list[Verdict]:
    """The verdicts on an English text that are not "supported"."""
    return [v for v in compare(source, english_facts(text)) if v.status != "supported"]


def _reference(path: Path) -> Iterator[tuple[str, list[tuple[str, str]], list[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs = [(s["ar"], s["en"]) for part in row["paragraphs"] for s in part]
        yield row["title_ar"] + "\n" + row["date"], pairs, row["briefs_en"]


def _caught(source: list[Fact], changed: Corruption) -> bool:
    _, text, start, end = changed
    return any(
        verdict.fact.start < end and start < verdict.fact.end
        for verdict in doubts(source, text)
    )


def main() -> None:
    """Measure, and print the doubts on clean English when asked for."""
    options = argparse.ArgumentParser()
    options.add_argument("--show", action="store_true")
    options.add_argument("--missed", default="")
    asked = options.parse_args()
    chance = random.Random(SEED)
    tally: Counter[str] = Counter()
    for title, pairs, briefs in _reference(REFERENCE):
        whole = arabic_facts("\n".join([title, *(arabic for arabic, _ in pairs)]))
        for arabic, english in pairs:
            _sentence(arabic, english, whole, tally, chance, asked)
        for brief in briefs:
            found = doubts(whole, brief)
            tally["briefs"] += 1
            tally["briefs doubted"] += bool(found)
            if asked.show and found:
                _show("BRIEF", brief, [], found)
    _report(tally)
    _speed([pairs for _, pairs, _ in _reference(REFERENCE)])


def _sentence(
    arabic: str,
    english: str,
    whole: list[Fact],
    tally: Counter[str],
    chance: random.Random,
    asked: argparse.Namespace,
) -> None:
    source = arabic_facts(arabic)
    found, far = doubts(source, english), doubts(whole, english)
    tally["sentences"] += 1
    tally["facts"] += len(english_facts(english))
    tally["clean: sentence"] += bool(found)
    tally["clean: article"] += bool(far)
    if asked.show and found:
        _show("ARTICLE TOO" if far else "SENTENCE", english, [arabic], found)
    for changed in corruptions(english, chance):
        tally[f"all {changed[0]}"] += 1
        near = _caught(source, changed)
        tally[f"sentence {changed[0]}"] += near
        tally[f"article {changed[0]}"] += _caught(whole, changed)
        if asked.missed == changed[0] and not near:
            _show(
                "MISSED", changed[1], [arabic, changed[1][changed[2] : changed[3]]], []
            )


def _show(label: str, english: str, more: list[str], found: list[Verdict]) -> None:
    _say(f"{label}: {english}", *more, sep="\n    ")
    for verdict in found:
        source = verdict.source
        _say(
            "     ->",
            verdict.status,
            verdict.fact.text,
            verdict.fact.kind,
            verdict.fact.value,
            "|",
            source and (source.text, source.kind),
        )


def _report(tally: Counter[str]) -> None:
    total = tally["sentences"]
    _say(f"{total} sentences, {tally['facts']} facts in their English")
    for against in ("sentence", "article"):
        count = tally[f"clean: {against}"]
        _say(f"clean, doubted against the {against}: {count} = {count / total:.2%}")
    if tally["briefs"]:
        _say(f"clean briefs doubted: {tally['briefs doubted']} of {tally['briefs']}")
    for key in sorted(key for key in tally if key.startswith("all ")):
        kind, places = key[4:], tally[key]
        near, far = tally[f"sentence {kind}"], tally[f"article {kind}"]
        _say(
            f"{kind:16} {places:5} places, found against the sentence "
            f"{near / places:7.1%}, the article {far / places:7.1%}"
        )


def _speed(articles: list[list[tuple[str, str]]]) -> None:
    texts = [
        (" ".join(a for a, _ in pairs), " ".join(e for _, e in pairs[:3]))
        for pairs in articles
    ]
    started = time.perf_counter()
    for arabic, english in texts:
        compare(arabic_facts(arabic), english_facts(english))
    each = (time.perf_counter() - started) / len(texts) * 1e6
    _say(f"{each:.0f} microseconds for a brief of three sentences and its article")


def _say(*words: object, sep: str = " ") -> None:
    sys.stdout.write(sep.join(map(str, words)) + "\n")


if __name__ == "__main__":
    main()
