"""One item's scores: a function of its texts alone, on any core and in any order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from summarize.arabic import words
from summarize.evaluation.baselines import baselines
from summarize.evaluation.metrics import KINDS, Side, Task, rouges, sacres
from summarize.evaluation.predictions import Prediction
from summarize.references import Item
from summarize.scoring import shape

DIGIT_RICH = 0.04
_NUMERAL = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Rules:
    """What scoring one item needs to know of the whole set.

    `reference_words` is the mean length of an Arabic reference; `bounds` are the source
    lengths, in words, that part short from middling and middling from long.
    """

    task: Task
    sides: tuple[Side, ...]
    reference_words: int
    bounds: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """An item, its prediction, and translations of its opening sentences by name."""

    item: Item
    prediction: Prediction
    translated: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `scores.jsonl`, and the statistics that corpus scores add up."""

    values: dict[str, Any]
    stats: Mapping[str, Sequence[int]]


def references_of(item: Item, task: Task, side: Side) -> tuple[str, ...]:
    """What the item's output on a side is compared with."""
    if task == "translate":
        whole = all(pair.en for pair in item.pairs)
        return (" ".join(pair.en for pair in item.pairs),) if whole else ()
    return item.summaries_ar if side == "ar" else item.briefs_en


def score_row(entry: Entry, rules: Rules) -> Row:
    """Score one entry by every metric; scores run from 0 to 100."""
    item, prediction = entry.item, entry.prediction
    values: dict[str, Any] = {
        "id": item.id,
        "status": prediction.status,
        "flags": list(prediction.flags),
        "slices": _slices(item, rules),
        "scores": {},
        "lengths": {},
        "baselines": {},
    }
    stats: dict[str, Sequence[int]] = {}
    for side in rules.sides:
        references = references_of(item, rules.task, side)
        if references:
            text = prediction.output(side)
            stats |= _score_side(values["scores"], rules.task, side, references, text)
            values["lengths"] |= _lengths(side, references, text)
            values["baselines"] |= _baselines(entry, rules, side, references)
    said = words(prediction.output("ar"))
    if "ar" in rules.sides and said:
        values["shape"] = asdict(shape(words(item.text), said))
    return Row(values, stats)


def _score_side(
    scores: dict[str, float],
    task: Task,
    side: Side,
    references: Sequence[str],
    text: str,
) -> dict[str, Sequence[int]]:
    """Add a side's scores to `scores`; returns what its corpus scores are made of."""
    for prefix, rouge in rouges(task, side).items():
        for kind, overlap in rouge.score(references, text).items():
            scores[prefix + kind] = 100 * overlap.f
            scores[f"{prefix}{kind}.p"] = 100 * overlap.p
            scores[f"{prefix}{kind}.r"] = 100 * overlap.r
    stats: dict[str, Sequence[int]] = {}
    for key, sacre in sacres(side).items():
        stats[key] = sacre.stats(references, text)
        scores[key] = sacre.of_text(stats[key]) if text else 0.0
    return stats


def _lengths(side: Side, references: Sequence[str], text: str) -> dict[str, float]:
    wanted = sum(len(each.split()) for each in references) / len(references)
    return {f"{side}.words": len(text.split()), f"{side}.reference_words": wanted}


def _slices(item: Item, rules: Rules) -> dict[str, str]:
    """The named parts of the set that the item belongs to."""
    there = item.text.split()
    low, high = rules.bounds
    if len(there) <= low:
        length = f"up to {low} words"
    elif len(there) <= high:
        length = f"{low + 1} to {high} words"
    else:
        length = f"over {high} words"
    numerals = sum(1 for word in there if _NUMERAL.search(word))
    rich = numerals / max(len(there), 1) >= DIGIT_RICH
    found = {"length": length, "numbers": "many numbers" if rich else "few numbers"}
    if item.topic:
        found["topic"] = item.topic
    if item.style:
        found["style"] = item.style
    return found


def _baselines(
    entry: Entry, rules: Rules, side: Side, references: Sequence[str]
) -> dict[str, dict[str, float]]:
    """ROUGE of the baselines: the article's sentences, or their translations."""
    if rules.task == "translate":
        return {}
    rouge = rouges(rules.task, side)[f"{side}."]
    if side == "ar":
        texts = baselines(entry.item, rules.reference_words, rouge)
    else:
        texts = {f"translated {k}": text for k, text in entry.translated.items()}
    found = {}
    for name, text in texts.items():
        overlaps = rouge.score(references, text)
        found[name] = {f"{side}.{kind}": 100 * overlaps[kind].f for kind in KINDS}
    return found
