"""Print how often clean human English is flagged and seeded reversals are found."""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summarize.polarity import check_polarity
from summarize.records import Finding
from summarize.references import our_file

SEED = 20240611
Pair = tuple[str, str]  # Arabic, English
Corruption = tuple[str, str]  # kind, the English with one thing changed

# What is dropped, in which words, and what stands there then.
_DROPPED = [
    ("not", r"\bcan(not)\b|(?<!or) not\b(?! to mention)|n['’]t\b", ""),
    ("no", r"\bno (?!one\b|sooner\b|matter\b|doubt\b)(?=\w)", ""),
    ("no one", r"\bno one\b|\bnobody\b", "someone"),
    ("nothing", r"\bnothing\b", "something"),
    ("none", r"\bnone\b", "all"),
    ("never", r"\bnever ", ""),
    ("neither", r"\bneither\b(.*?)\bnor\b", r"both\1and"),
    ("without", r"\bwithout\b", "with"),
    ("denied", r"\bdenied\b", "confirmed"),
    ("denied", r"\bdenies\b", "confirms"),
    ("denied", r"\bdenying\b", "confirming"),
    ("denied", r"\bdeny\b", "confirm"),
    ("refused", r"\brefused\b", "agreed"),
    ("refused", r"\brefuses\b", "agrees"),
    ("refused", r"\brefusing\b", "agreeing"),
    ("refused", r"\brefuse\b", "agree"),
    ("ruled out", r"\bruled out\b", "expected"),
]
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|must|did|does|do)"
    r"\b(?! not|n't|n’t)",
    re.IGNORECASE,
)
_SCALES = ["dozens", "hundreds", "thousands", "millions"]
_QUANTITIES = [
    ("all", r"\ball of\b|\ball the\b", ["most of the", "some of the"]),
    ("most", r"\bmost of\b", ["all of", "some of"]),
    ("some", r"\bsome of\b", ["all of", "most of"]),
    ("several", r"\bseveral\b", ["all"]),
    ("scale", rf"\b(?:{'|'.join(_SCALES)})\b", _SCALES),
    ("more than", r"\bmore than(?= (?:\$?\d|half|a |one|two|three))", ["less than"]),
    ("less than", r"\b(?:less|fewer) than\b", ["more than"]),
    ("at least", r"\bat least\b", ["at most"]),
    ("only", r"\bonly ", [""]),
]
_OPPOSITES = [
    ("rose", "fell"),
    ("rise", "fall"),
    ("increase", "decline"),
    ("before", "after"),
    ("first", "last"),
    ("north", "south"),
    ("northern", "southern"),
    ("east", "west"),
    ("eastern", "western"),
    ("morning", "evening"),
    ("killed", "injured"),
    ("won", "lost"),
    ("victory", "defeat"),
    ("arrested", "released"),
    ("imports", "exports"),
    ("bought", "sold"),
    ("opened", "closed"),
    ("allowed", "banned"),
    ("husband", "wife"),
    ("son", "daughter"),
    ("father", "mother"),
    ("brother", "sister"),
    ("old", "new"),
]


def dropped(text: str) -> Iterator[Corruption]:
    """Each negation of a sentence, taken out of it."""
    for kind, pattern, new in _DROPPED:
        for found in re.finditer(pattern, text, re.IGNORECASE):
            put = "can" if found.group().lower() == "cannot" else found.expand(new)
            yield kind, text[: found.start()] + put + text[found.end() :]


def added(text: str, chance: random.Random) -> Iterator[Corruption]:
    """A "not" after one of the sentence's auxiliaries."""
    places = list(_AUXILIARY.finditer(text))
    if places:
        end = chance.choice(places).end()
        yield "added", text[:end] + " not" + text[end:]


def swapped(text: str, chance: random.Random) -> Iterator[Corruption]:
    """Each quantity word and each of a pair of opposites, put for another."""
    for kind, pattern, choices in _QUANTITIES:
        for found in re.finditer(pattern, text, re.IGNORECASE):
            new = chance.choice([c for c in choices if c != found.group().lower()])
            yield kind, text[: found.start()] + new + text[found.end() :]
    for pair in _OPPOSITES:
        for old, new in (pair, pair[::-1]):
            for found in re.finditer(rf"\b{old}\b", text):
                yield "/".join(pair), text[: found.start()] + new + text[found.end() :]


def corruptions(text: str, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """All corruptions: the sort, the kind within it, the text."""
    for kind, changed in dropped(text):
        yield "dropped", kind, changed
    for kind, changed in added(text, chance):
        yield "added", kind, changed
    for kind, changed in swapped(text, chance):
        yield ("opposite" if "/" in kind else "quantity"), kind, changed


def pairs_of(path: Path) -> Iterator[Pair]:
    """The sentence pairs of a file of them, or of our reference set's articles."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "ar" in row:
            yield row["ar"], row["en"]
            continue
        sentences = row.get("sentences") or [s for p in row["paragraphs"] for s in p]
        yield from ((s["ar"], s["en"]) for s in sentences)


def main() -> None:
    """Measure, and print what is flagged or missed when asked for."""
    options = argparse.ArgumentParser()
    options.add_argument("file", nargs="?", type=Path, default=our_file())
    options.add_argument(
        "--show", action="store_true", help="what is flagged in clean text"
    )
    options.add_argument("--missed", default="", help="a kind: what is missed of it")
    asked = options.parse_args()
    chance = random.Random(SEED)
    pairs = list(pairs_of(asked.file))
    tally: Counter[str] = Counter()
    for arabic, english in pairs:
        found = check_polarity(english, arabic)
        tally["clean"] += bool(found)
        for kind in {finding.kind for finding in found}:
            tally[f"clean {kind}"] += 1
        if asked.show and found:
            _say(english, arabic, *map(_shown, found), sep="\n    ")
        for sort, kind, text in corruptions(english, chance):
            caught = _new(found, check_polarity(text, arabic))
            for name in (sort, f"{sort}: {kind}"):
                tally[f"places {name}"] += 1
                tally[f"caught {name}"] += caught
            if asked.missed == kind and not caught:
                _say("MISSED", text, arabic, sep="\n    ")
    _report(tally, len(pairs))
    _speed(pairs)


def _new(clean: list[Finding], found: list[Finding]) -> bool:
    known = {(one.kind, one.status, one.text, one.source_start) for one in clean}
    return any(
        (one.kind, one.status, one.text, one.source_start) not in known for one in found
    )


def _shown(finding: Finding) -> str:
    return f"-> {finding.kind} {finding.status}: {finding.text!r} | {finding.source}"


def _report(tally: Counter[str], total: int) -> None:
    _say(f"{total} sentences; clean ones flagged: {tally['clean'] / total:.2%}")
    for name in ("negation", "quantity", "opposite"):
        _say(f"  {name}: {tally[f'clean {name}']}")
    for key in sorted(key for key in tally if key.startswith("places ")):
        name = key.removeprefix("places ")
        caught, places = tally[f"caught {name}"], tally[key]
        _say(f"{name:32} {places:5} places, caught {caught / places:7.1%}")


def _speed(pairs: list[Pair]) -> None:
    started = time.process_time()
    for arabic, english in pairs:
        check_polarity(english, arabic)
    each = (time.process_time() - started) / len(pairs) * 1e6
    _say(f"{each:.0f} microseconds a sentence pair")


def _say(*words: object, sep: str = " ") -> None:
    sys.stdout.write(sep.join(map(str, words)) + "\n")


if __name__ == "__main__":
    main()
