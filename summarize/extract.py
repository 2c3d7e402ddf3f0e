"""Summaries made of an article's own sentences.

The opening sentence carries a news story; the others are chosen by how much of the
article's vocabulary they share, discounted by how late they stand and by what the
chosen ones already say (maximal marginal relevance, Carbonell and Goldstein 1998).
"""

from collections import Counter
from collections.abc import Sequence

from summarize.arabic import words
from summarize.records import Sentence, SummarySentence

MIN_WORDS = 5


def extract(sentences: Sequence[Sentence], most: int = 2) -> list[SummarySentence]:
    """Read all sentences and choose at most `most`, in the article's order."""
    bags = [frozenset(words(sentence.text)) for sentence in sentences]
    weight = Counter(word for bag in bags for word in bag)
    candidates = [
        at
        for at, bag in enumerate(bags)
        if len(bag) >= MIN_WORDS and (at == 0 or _stands_alone(sentences[at].text))
    ]
    chosen = candidates[:1] or [0]
    while len(chosen) < most:
        rest = [at for at in candidates if at not in chosen]
        if not rest:
            break
        chosen.append(
            max(rest, key=lambda at: _worth(at, bags, weight, frozenset(chosen)))
        )
    return [
        SummarySentence(sentences[at].text, (sentences[at],)) for at in sorted(chosen)
    ]


def _stands_alone(text: str) -> bool:
    """Tell whether a sentence is whole: no open quotation, no trailing dots."""
    balanced = text.count("\u201c") == text.count("\u201d")
    return balanced and text.count("«") == text.count("»") and not text.endswith("..")


def _worth(
    at: int,
    bags: Sequence[frozenset[str]],
    weight: Counter[str],
    chosen: frozenset[int],
) -> float:
    bag = bags[at]
    central = sum(weight[word] - 1 for word in bag) / (len(bag) * len(bags))
    repeated = max(len(bag & bags[other]) / len(bag) for other in chosen)
    return (central + 0.25 - 0.5 * repeated) / (1 + at)
