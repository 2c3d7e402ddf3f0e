"""The metrics of each task and side: names, signatures, which one decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from summarize import scoring
from summarize.scoring import Rouge, Sacre

Task = Literal["brief", "translate"]
Side = Literal["ar", "en"]
KINDS = ("rouge1", "rouge2", "rougeL")
SHOWN_KINDS = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeL": "ROUGE-L"}


@dataclass(frozen=True, slots=True)
class Metric:
    """One column of scores, from 0 to 100, the higher the better.

    The `primary` metric of a side is the one that gates and verdicts go by.
    """

    key: str
    name: str
    signature: str
    primary: bool = False


@cache
def rouges(task: Task, side: Side) -> Mapping[str, Rouge]:
    """The ROUGE definitions of a side, by the prefix of their keys."""
    if task == "translate":
        return {}
    if side == "en":
        return {"en.": scoring.rouge_en()}
    return {"ar.": scoring.rouge_ar(), "ar.folded.": scoring.rouge_ar_folded()}


@cache
def sacres(side: Side) -> Mapping[str, Sacre]:
    """sacreBLEU's metrics of a side, by key."""
    if side == "ar":
        return {"ar.chrf": scoring.chrf()}
    return {
        "en.chrf": scoring.chrf(),
        "en.chrf++": scoring.chrf_words(),
        "en.bleu": scoring.bleu(),
    }


def metrics(
    task: Task, sides: Sequence[Side], references: Mapping[Side, int | str]
) -> list[Metric]:
    """The metrics of these sides, given how many references each side has an item."""
    found = []
    for side in sides:
        count = references[side]
        for prefix, rouge in rouges(task, side).items():
            for kind in KINDS:
                primary = kind == "rougeL" and "folded" not in prefix
                name = SHOWN_KINDS[kind] + (", folded" if "folded" in prefix else "")
                signature = rouge.signature(kind, count)
                found.append(Metric(prefix + kind, name, signature, primary))
        for key, sacre in sacres(side).items():
            signature = sacre.signature(count)
            primary = task == "translate" and key == "en.chrf"
            found.append(Metric(key, signature.split("|")[0], signature, primary))
    return found
