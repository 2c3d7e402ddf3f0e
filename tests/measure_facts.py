"""Print how often clean human English is doubted and seeded errors are found."""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summarize.facts import Fact, arabic_facts, compare, english_facts
from summarize.facts.record import Verdict
from summarize.references import our_file
from tests.seeded_facts import Corruption, corruptions

SEED = 20240611
REFERENCE = our_file()
Pair = tuple[str, str]  # Arabic, English


def doubts(source: list[Fact], text: str) -> list[Verdict]:
    """The verdicts on an English text that are not "supported"."""
    return [v for v in compare(source, english_facts(text)) if v.status != "supported"]


def _reference(path: Path) -> Iterator[tuple[str, list[Pair], list[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs = [(s["ar"], s["en"]) for part in row["paragraphs"] for s in part]
        yield row["title_ar"] + "\n" + row["date"], pairs, row["briefs_en"]


def _pairs(path: Path) -> Iterator[tuple[str, list[Pair], list[str]]]:
    """Sentence pairs, or articles of them, that are no reference set."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs = [(s["ar"], s["en"]) for s in row.get("sentences", [row])]
        yield row.get("title_ar", ""), pairs, []


def _caught(source: list[Fact], changed: Corruption) -> bool:
    _, text, start, end = changed
    return any(
        verdict.fact.start < end and start < verdict.fact.end
        for verdict in doubts(source, text)
    )


def main() -> None:
    """Measure, and print the doubts on clean English when asked for."""
    options = argparse.ArgumentParser()
    options.add_argument("--show", action="store_true", help="print what is doubted")
    options.add_argument(
        "--missed", default="", help="print errors of a kind not found"
    )
    options.add_argument("--pairs", type=Path, help="JSON Lines of {ar, en} instead")
    asked = options.parse_args()
    chance = random.Random(SEED)
    tally: Counter[str] = Counter()
    texts = list(_pairs(asked.pairs) if asked.pairs else _reference(REFERENCE))
    for title, pairs, briefs in texts:
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
    _speed([pair for _, pairs, _ in texts for pair in pairs])


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


def _speed(pairs: list[Pair]) -> None:
    """Time three sentences a side, read and compared; each text is read once."""
    started = time.process_time()
    for arabic, english in pairs:
        compare(arabic_facts(arabic + " "), english_facts(english + " "))
    each = (time.process_time() - started) / len(pairs) * 3e6
    _say(
        f"{each:.0f} microseconds of one core for three sentences and their translations"
    )


def _say(*words: object, sep: str = " ") -> None:
    sys.stdout.write(sep.join(map(str, words)) + "\n")


if __name__ == "__main__":
    main()
