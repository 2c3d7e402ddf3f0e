"""Summaries that need no model: what any summarizer must beat, and what none can.

All are made of the article's own sentences, split as the pipeline splits them.
"""

import random
from collections import Counter
from collections.abc import Sequence

from summarize.references import Item
from summarize.scoring import Rouge
from summarize.sentences import split

SEEDS = (1, 2, 3, 4, 5)
LEADS = (1, 3)
RANDOM = tuple(f"random-{seed}" for seed in SEEDS)
NAMES = (*(f"lead-{n}" for n in LEADS), "lead-words", *RANDOM, "oracle")

Grams = Counter[tuple[str, ...]]


def baselines(item: Item, words: int, scorer: Rouge) -> dict[str, str]:
    """Every baseline's summary of an item, by name.

    `lead-1` and `lead-3` are opening sentences, `lead-words` the first `words` words,
    `random-*` sentences drawn by chance until there are `words` words, and `oracle`
    the sentences chosen one by one for the most ROUGE-1 and -2 against the references
    (Nallapati et al. 2017): the most that choosing sentences can reach, or nearly.
    """
    sentences = [sentence.text for sentence in split(item.text)]
    made = {f"lead-{n}": " ".join(sentences[:n]) for n in LEADS}
    made["lead-words"] = " ".join(item.text.split()[:words])
    for seed, name in zip(SEEDS, RANDOM, strict=True):
        made[name] = _random(sentences, words, f"{seed}:{item.id}")
    made["oracle"] = _oracle(sentences, item.summaries_ar, scorer)
    return made


def leads(item: Item) -> dict[str, tuple[str, ...]]:
    """The opening sentences whose translation is the English side's baseline."""
    sentences = tuple(sentence.text for sentence in split(item.text))
    return {f"lead-{n}": sentences[:n] for n in LEADS}


def _random(sentences: Sequence[str], words: int, seed: str) -> str:
    generator = random.Random(seed)
    # `random()` alone gives the same numbers in every version of Python.
    drawn = sorted(range(len(sentences)), key=lambda _: generator.random())
    chosen: list[int] = []
    length = 0
    for at in drawn:
        if length >= words:
            break
        chosen.append(at)
        length += len(sentences[at].split())
    return " ".join(sentences[at] for at in sorted(chosen))


def _oracle(sentences: Sequence[str], references: Sequence[str], scorer: Rouge) -> str:
    wanted = [_grams(scorer.tokens(reference)) for reference in references]
    tokens = [scorer.tokens(sentence) for sentence in sentences]
    grams = [_grams(each) for each in tokens]
    chosen: list[int] = []
    best = 0.0
    while True:
        held = sum((grams[at] for at in chosen), Counter())
        length = sum(len(tokens[at]) for at in chosen)
        common = [(held & each).total() for each in wanted]
        worth = {
            at: max(
                2
                * (shared + _gain(held, grams[at], each))
                / max(2 * (length + len(tokens[at])) + each.total(), 1)
                for shared, each in zip(common, wanted, strict=True)
            )
            for at in range(len(sentences))
            if at not in chosen
        }
        at = max(worth, key=lambda each: worth[each], default=-1)
        if at < 0 or worth[at] <= best:
            return " ".join(sentences[each] for each in sorted(chosen))
        best = worth[at]
        chosen.append(at)


def _grams(tokens: Sequence[str]) -> Grams:
    """Unigrams and bigrams, counted together."""
    found: Grams = Counter(zip(tokens))
    found.update(zip(tokens, tokens[1:], strict=False))
    return found


def _gain(held: Grams, more: Grams, wanted: Grams) -> int:
    """How many grams of `wanted` are matched by `held` and `more` but not `held`."""
    gain = 0
    for gram in more.keys() & wanted.keys():
        there = held[gram]
        gain += min(there + more[gram], wanted[gram]) - min(there, wanted[gram])
    return gain
