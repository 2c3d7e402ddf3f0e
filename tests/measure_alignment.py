"""Print how often the sentences found for a summary are those a reader found."""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize.alignment import Sources
from summarize.records import Sentence
from summarize.references import our_file
from summarize.references.items import Item, read_items
from summarize.sentences import split

LABELS = Path(__file__).parent.parent / "eval" / "alignment.jsonl"
ELSEWHERE = 31  # how many articles further on the wrong one stands
TASHKEEL = "\u064e\u0650\u064f\u0652\u0651"
TATWEEL = "\u0640"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """A summary sentence and the places a reader found for it in its article."""

    article: str
    summary: int
    sentence: str
    sources: frozenset[Span]
    needed: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What an aligner did on the labelled sentences, as shares."""

    labelled: int
    hit: float
    first: float
    precision: float
    recall: float
    wrong: int
    refused: float


def labels(path: Path = LABELS) -> list[Label]:
    """The labelled sentences."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Label(
            row["id"],
            row["summary"],
            row["sentence"],
            frozenset((start, end) for start, end in row["sources"]),
            tuple((start, end) for start, end in row["needed"]),
        )
        for row in rows
    ]


def articles() -> dict[str, Item]:
    """The reference set by id."""
    return {item.id: item for item in read_items(our_file())}


def measure(given: Sequence[Label], items: dict[str, Item]) -> Figures:
    """The figures over labelled sentences, each also tried on a wrong article."""
    sources = {name: Sources(split(item.text)) for name, item in items.items()}
    found = [_spans(sources[one.article].align(one.sentence)) for one in given]
    best = [_spans(sources[one.article].align(one.sentence, most=1)) for one in given]
    right = sum(len(spans & one.sources) for spans, one in pairs(found, given))
    met = sum(len(spans & set(one.needed)) for spans, one in pairs(found, given))
    names = list(items)
    wrong = [
        (sources[names[(names.index(one.article) + ELSEWHERE) % len(names)]], one)
        for one in given
    ]
    return Figures(
        labelled=len(given),
        hit=_share(bool(spans & one.sources) for spans, one in pairs(found, given)),
        first=_share(bool(spans & one.sources) for spans, one in pairs(best, given)),
        precision=right / sum(map(len, found)),
        recall=met / sum(len(one.needed) for one in given),
        wrong=len(wrong),
        refused=_share(not other.align(one.sentence) for other, one in wrong),
    )


def pairs(
    found: Sequence[frozenset[Span]], given: Sequence[Label]
) -> Iterator[tuple[frozenset[Span], Label]]:
    """What was found beside what a reader found."""
    return zip(found, given, strict=True)


def misplaced(text: str, summary: str) -> int:
    """Aligned sentences of an article that are not the text at their own offsets."""
    sources = Sources(split(text))
    return sum(
        text[source.start : source.end] != source.text
        for sentence in split(summary)
        for source in sources.align(sentence.text)
    )


def dotted(text: str) -> str:
    """The text with short vowels on every second letter and stretched in places."""
    return "".join(
        letter
        + (TASHKEEL[at % 5] if at % 2 and letter.isalpha() else "")
        + (TATWEEL if at % 7 == 0 and letter in "بتسعفقكلمنهي" else "")
        for at, letter in enumerate(text)
    )


def _spans(found: Sequence[Sentence]) -> frozenset[Span]:
    return frozenset((source.start, source.end) for source in found)


def _share(truths: Iterator[bool]) -> float:
    each = list(truths)
    return sum(each) / len(each)


def _milliseconds(items: dict[str, Item]) -> float:
    """The mean time of a first summary over its article, words known already."""
    read = [(split(item.text), split(item.summaries_ar[0])) for item in items.values()]
    for _ in range(2):
        began = time.perf_counter()
        for article, summary in read:
            sources = Sources(article)
            for sentence in summary:
                sources.align(sentence.text)
        spent = time.perf_counter() - began
    return spent / len(read) * 1000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=Path, default=LABELS)
    given, items = labels(parser.parse_args().labels), articles()
    figures = measure(given, items)
    texts = [(item.text, each) for item in items.values() for each in item.summaries_ar]
    lines = [
        f"labelled sentences              {figures.labelled}",
        f"with a right sentence           {figures.hit:.1%}",
        f"the best sentence is right      {figures.first:.1%}",
        f"precision of sentences          {figures.precision:.1%}",
        f"recall of needed sentences      {figures.recall:.1%}",
        f"wrong articles refused          {figures.refused:.1%} of {figures.wrong}",
        f"misplaced                       {sum(misplaced(*one) for one in texts)}",
        "misplaced, with vowels          "
        f"{sum(misplaced(dotted(text), one) for text, one in texts)}",
        f"a summary over its article      {_milliseconds(items):.2f} ms",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
