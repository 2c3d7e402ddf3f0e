"""Print how ways to make a brief compare, and what the guard doubts in each.

`python -m tests.measure_summaries [--adapter FOLDER] [--of ARTICLES.jsonl]` makes briefs
of the reference set, or of articles with `sentences`, by the embedded model with its own
or another adapter: from the opening sentences, from sentences that are chosen, from a
summary that the model writes of the whole article or of chosen sentences, and straight
in English. ROUGE-L is of the best reference; gaps and p are paired with the way that the
embedded preset takes. Doubts are the guard's, of the Arabic and of the English: of them
facts (numbers, amounts, dates, times), and of those numbers and amounts. `all sentences`
is the whole article, translated sentence by sentence.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import get_args

from summarize.arabic import clean_english, for_model, words
from summarize.extract import extract
from summarize.facts.record import Kind
from summarize.guard import (
    Whole,
    check_arabic,
    check_direct,
    check_english,
    doubts,
    whole,
)
from summarize.load import How, Model, load_models
from summarize.presets import find_preset, with_models
from summarize.reading import read_articles
from summarize.records import Article, Finding, Sentence, SummarySentence
from summarize.references import Item, Pair, our_file, read_items
from summarize.scoring import Rouge, compare, rouge_ar, rouge_en
from summarize.sentences import split
from summarize.sources import article_of
from summarize.speed.table import markdown
from summarize.translating import translate

PRESET = "extract 2"
# What a model that rewrites is given.
GIVEN = 5
NUMBERS = frozenset(("number", "percent", "money"))
FACTS = frozenset(get_args(Kind))
HEAD = (
    *("way", "Arabic ROUGE-L", "gap", "p", "English ROUGE-L", "gap", "p"),
    *("words", "sentences", "doubts", "facts", "numbers"),
)

Choose = Callable[[Sequence[Sentence]], list[SummarySentence]]


@dataclass(frozen=True)
class Made:
    """A way's output for one article: Arabic sentences, where it has any, and English."""

    arabic: tuple[str, ...]
    english: tuple[str, ...]
    findings: tuple[Finding, ...]


def lead(most: int, sentences: Sequence[Sentence]) -> list[SummarySentence]:
    return [SummarySentence(each.text, (each,)) for each in sentences[:most]]


def chosen(most: int, sentences: Sequence[Sentence]) -> list[SummarySentence]:
    return extract(sentences, most)


def central(most: int, sentences: Sequence[Sentence]) -> list[SummarySentence]:
    """The sentences nearest the article's centroid of words (Radev et al., 2004)."""
    bags = [frozenset(words(each.text)) for each in sentences]

    def worth(at: int) -> float:
        shared = sum(sum(word in bag for bag in bags) - 1 for word in bags[at])
        return shared / max(len(bags[at]), 1)

    best = sorted(range(len(bags)), key=lambda at: (-worth(at), at))[:most]
    return lead(most, [sentences[at] for at in sorted(best)])


WAYS: Mapping[str, Choose] = {
    **{f"lead {n}": partial(lead, n) for n in (1, 2, 3)},
    "centroid 2": partial(central, 2),
    **{f"extract {n}": partial(chosen, n) for n in (1, 2, 3)},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--adapter", type=Path)
    parser.add_argument("--of", type=Path)
    asked = parser.parse_args()
    items = list(_rows(asked.of) if asked.of else read_items(our_file()))
    models = _models(asked.adapter)
    sys.stdout.write(_table(_every_way(items, models), items) + "\n")


def _models(adapter: Path | None) -> dict[str, Model]:
    name = f"embedded+{adapter}" if adapter else "embedded"
    preset = with_models(find_preset("embedded-model"), name, name)
    steps = {**preset.steps("pipeline"), **preset.steps("direct")}
    return load_models(steps, How(), lambda words: None)


def _rows(path: Path) -> Iterator[Item]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs = tuple(Pair(each["ar"], each["en"]) for each in row["sentences"])
        item = Item(row["id"], (pairs,), (row["summary_ar"],), (row["summary_en"],))
        yield replace(item, title_ar=row["title_ar"])


def _every_way(
    items: Sequence[Item], models: Mapping[str, Model]
) -> dict[str, list[Made]]:
    articles = [article_of(each.text, where=each.id, source=each.id) for each in items]
    wholes = [whole(item.text, item.title_ar) for item in items]
    split_up = [split(article.text) for article in articles]
    arabic = {
        way: [choose(sentences) for sentences in split_up]
        for way, choose in WAYS.items()
    }
    arabic["model"] = _written(articles, {"summarizer": models["summarizer"]})
    cut = [
        replace(article, text=" ".join(each.text for each in chosen(GIVEN, sentences)))
        for article, sentences in zip(articles, split_up, strict=True)
    ]
    arabic[f"extract {GIVEN}, then model"] = _written(
        cut, {"summarizer": models["summarizer"]}
    )
    arabic["all sentences"] = [lead(len(one), one) for one in split_up]
    every = (each for way in arabic.values() for one in way for each in one)
    answers = translate((for_model(each.text) for each in every), models["translator"])
    english = {
        text: clean_english(each.generation.text) for text, each in answers.items()
    }
    made = {
        way: [
            _translated(summary, english, article)
            for summary, article in zip(of_each, wholes, strict=True)
        ]
        for way, of_each in arabic.items()
    }
    direct = _written(articles, {"direct": models["direct"]})
    made["model, straight in English"] = [
        _direct([each.text for each in summary], article)
        for summary, article in zip(direct, wholes, strict=True)
    ]
    return made


def _written(
    articles: Sequence[Article], models: Mapping[str, Model]
) -> list[list[SummarySentence]]:
    return [list(reading.summary) for reading in read_articles(articles, models)]


def _translated(
    summary: Sequence[SummarySentence], english: Mapping[str, str], article: Whole
) -> Made:
    """The English, with what the guard finds in it and in the Arabic it translates."""
    said = [english[for_model(each.text)] for each in summary]
    findings = [
        *(check_arabic(each.text, each.sources, article) for each in summary),
        *(
            check_english(text, each.text, article)
            for text, each in zip(said, summary, strict=True)
        ),
    ]
    return Made(tuple(each.text for each in summary), tuple(said), _flat(findings))


def _direct(texts: Sequence[str], article: Whole) -> Made:
    findings = [check_direct(text, article) for text in texts]
    return Made((), tuple(texts), _flat(findings))


def _flat(found: Iterable[Sequence[Finding]]) -> tuple[Finding, ...]:
    return tuple(each for some in found for each in some)


def _table(made: Mapping[str, Sequence[Made]], items: Sequence[Item]) -> str:
    arabic = _scores(
        {way: [each.arabic for each in of_each] for way, of_each in made.items()},
        [item.summaries_ar for item in items],
        rouge_ar(),
    )
    english = _scores(
        {way: [each.english for each in of_each] for way, of_each in made.items()},
        [item.briefs_en for item in items],
        rouge_en(),
    )
    rows = [
        (way, *_cells(way, arabic), *_cells(way, english), *_counts(of_each))
        for way, of_each in made.items()
    ]
    return markdown(HEAD, rows)


def _scores(
    ways: Mapping[str, Sequence[Sequence[str]]],
    references: Sequence[Sequence[str]],
    rouge: Rouge,
) -> dict[str, list[float]]:
    """ROUGE-L of every article, by the way; none of a way that says nothing."""
    return {
        way: [
            100 * rouge.score(wanted, " ".join(said))["rougeL"].f
            for said, wanted in zip(texts, references, strict=True)
        ]
        for way, texts in ways.items()
        if any(texts)
    }


def _cells(way: str, scores: Mapping[str, Sequence[float]]) -> tuple[str, ...]:
    if way not in scores:
        return ("", "", "")
    mean = sum(scores[way]) / len(scores[way])
    if way == PRESET:
        return (f"{mean:.2f}", "", "")
    (gap,) = compare([scores[PRESET]], scores[way])
    return (f"{mean:.2f}", f"{gap.mean:+.2f}", f"{gap.p:.3f}")


def _counts(made: Sequence[Made]) -> tuple[str, ...]:
    sentences = [text for each in made for text in each.english]
    findings = _flat(each.findings for each in made)
    facts, numbers = (
        [each for each in findings if each.kind in kinds] for kinds in (FACTS, NUMBERS)
    )
    return (
        f"{sum(len(text.split()) for text in sentences) / len(made):.0f}",
        f"{len(sentences)}",
        f"{doubts(findings)}",
        f"{doubts(facts)}",
        f"{doubts(numbers)}",
    )


if __name__ == "__main__":
    main()
