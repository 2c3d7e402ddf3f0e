"""Print how the embedded translator does when it decodes in other ways.

`python -m tests.measure_decoding [--adapter FOLDER]` translates every sentence of
`tuning/dev.jsonl`, which nothing is trained on and which is not the reference set. chrF
is of all sentences together; gap and p are of the sentences' own, paired with the way
that the preset decodes. Doubts are the guard's, of them facts (numbers, amounts, dates,
times); `asked twice` are answers that failed a run's checks. Time is in the preset's.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summarize.arabic import clean_english, for_model
from summarize.attempt import Checked
from summarize.guard import check_english, doubts
from summarize.load import How, Model, load_models
from summarize.presets import find_preset, with_models
from summarize.records import Decoding
from summarize.references import Pair
from summarize.scoring import chrf, compare
from summarize.speed.table import markdown
from summarize.translating import translate
from tests.measure_summaries import FACTS
from tests.quality import ROOT

PRESET = "as the preset"
WAYS: Mapping[str, Mapping[str, Any]] = {
    PRESET: {},
    "beams 2": {"beams": 2},
    "beams 4": {"beams": 4},
    "beams 4, length penalty 0.6": {"beams": 4, "length_penalty": 0.6},
    "beams 4, length penalty 1.4": {"beams": 4, "length_penalty": 1.4},
    "no 4 pieces twice": {"no_repeat_ngram": 4},
    "repetition penalty 1.05": {"repetition_penalty": 1.05},
    "repetition penalty 1.1": {"repetition_penalty": 1.1},
}
HEAD = (
    *("way", "chrF", "gap", "p", "words", "doubts", "facts", "asked twice"),
    "times the time",
)


@dataclass(frozen=True)
class Said:
    """What a way of decoding made of the sentences, and in how many seconds."""

    answers: Sequence[Checked]
    seconds: float

    @property
    def texts(self) -> list[str]:
        return [clean_english(each.generation.text) for each in self.answers]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--adapter", type=Path)
    adapter = parser.parse_args().adapter
    name = f"embedded+{adapter}" if adapter else "embedded"
    preset = with_models(find_preset("embedded"), None, name)
    model = load_models(preset.steps("translate"), How(), lambda words: None)[
        "translator"
    ]
    pairs = _pairs(ROOT / "tuning/dev.jsonl")
    # The first answers of a process are slower.
    _say(model, pairs[:8], model.step.decoding)
    said = {
        way: _say(model, pairs, replace(model.step.decoding, **changed))
        for way, changed in WAYS.items()
    }
    sys.stdout.write(_table(said, pairs) + "\n")


def _pairs(path: Path) -> list[Pair]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    pairs = [
        Pair(for_model(p["ar"]), p["en"]) for row in rows for p in row["sentences"]
    ]
    return list({pair.ar: pair for pair in pairs}.values())


def _say(model: Model, pairs: Sequence[Pair], decoding: Decoding) -> Said:
    began = time.perf_counter()
    english = translate((pair.ar for pair in pairs), model, decoding=decoding)
    seconds = time.perf_counter() - began
    return Said([english[pair.ar] for pair in pairs], seconds)


def _table(said: Mapping[str, Said], pairs: Sequence[Pair]) -> str:
    metric = chrf()
    stats = {
        way: [
            metric.stats([pair.en or ""], text)
            for pair, text in zip(pairs, each.texts, strict=True)
        ]
        for way, each in said.items()
    }
    alone = {way: [metric.of_text(one) for one in all] for way, all in stats.items()}
    rows = []
    for way, each in said.items():
        sums = [sum(column) for column in zip(*stats[way], strict=True)]
        (gap,) = compare([alone[PRESET]], alone[way])
        found = [
            finding
            for pair, text in zip(pairs, each.texts, strict=True)
            for finding in check_english(text, pair.ar, None)
        ]
        paired = ("", "") if way == PRESET else (f"{gap.mean:+.2f}", f"{gap.p:.3f}")
        rows.append(
            (
                way,
                f"{metric.of_sums(sums):.2f}",
                *paired,
                f"{sum(len(text.split()) for text in each.texts):,}",
                f"{doubts(found)}",
                f"{doubts(one for one in found if one.kind in FACTS)}",
                f"{sum(answer.retried for answer in each.answers)}",
                f"{each.seconds / said[PRESET].seconds:.2f}",
            )
        )
    return markdown(HEAD, rows)


if __name__ == "__main__":
    main()
