"""Print how well copies of one story are found, and how fast.

python -m tests.measure_stories
python -m tests.measure_stories --many 100000
"""

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summarize.references import our_file
from summarize.stories import Copy, Story, group

PAIRS = Path(__file__).parent.parent / "eval/stories.jsonl"
SEED = 20240611
# Kinds whose texts were given other figures, and kinds whose figures were left alone.
CHANGED = frozenset({"updated"})
LEFT = frozenset({"exact", "byline", "cut", "edited", "reordered", "paraphrased-lead"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, whether they are copies of one story, and how they came to be."""

    id: str
    kind: str
    same: bool
    split: str
    a: str
    b: str


def pairs(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs."""
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [
        Pair(*(row[name] for name in ("id", "kind", "same", "split", "a", "b")))
        for row in rows
    ]


def grouped(pair: Pair) -> list[Story]:
    """The stories that two texts alone make."""
    texts = {"a": pair.a, "b": pair.b}
    return group(Copy(id, "", text, None, "", id) for id, text in texts.items())


def tally(found: Sequence[tuple[Pair, bool]]) -> tuple[float, float]:
    """Precision and recall of "one story"."""
    hits = sum(pair.same for pair, one in found if one)
    return (
        hits / max(1, sum(one for _, one in found)),
        hits / max(1, sum(pair.same for pair, _ in found)),
    )


def _labelled(show: bool) -> None:
    found = [(pair, grouped(pair)) for pair in pairs()]
    one = [(pair, len(stories) == 1) for pair, stories in found]
    for split in ("tune", "test"):
        some = [each for each in one if each[0].split == split]
        precision, recall = tally(some)
        _say(f"{split}: {len(some)} pairs, precision {precision:.3f}, {recall=:.3f}")
    kinds = Counter(pair.kind for pair, _ in one)
    right = Counter(pair.kind for pair, same in one if pair.same == same)
    for kind, count in sorted(kinds.items()):
        _say(f"  {kind:18}{right[kind]:4} of {count}")
    for pair, same in one:
        if show and pair.same != same:
            _say(f"  {pair.id}: labelled {pair.same}, found {same}")
    _together([pair for pair, _ in found])
    for name, group_of in (("changed", CHANGED), ("left alone", LEFT)):
        some_stories = [
            story
            for pair, stories in found
            if pair.kind in group_of and len(stories) == 1
            for story in stories
        ]
        differ = sum(bool(story.disagreements) for story in some_stories)
        _say(f"figures {name}: {differ} of {len(some_stories)} stories disagree")


def _together(labelled: Sequence[Pair]) -> None:
    """All texts in one heap: the labels must hold there too."""
    texts = dict.fromkeys(text for pair in labelled for text in (pair.a, pair.b))
    stories = group(Copy(text, "", text, None, "", "") for text in texts)
    number = {copy.id: at for at, story in enumerate(stories) for copy in story.copies}
    one = [(pair, number[pair.a] == number[pair.b]) for pair in labelled]
    precision, recall = tally(one)
    _say(f"{len(texts)} texts at once: {precision=:.3f}, {recall=:.3f}")


def _sentences() -> list[list[str]]:
    """Sentences of our texts, as words."""
    rows = [json.loads(line) for line in our_file().read_text("utf-8").splitlines()]
    ours = [pair["ar"] for row in rows for part in row["paragraphs"] for pair in part]
    texts = [line for pair in pairs() for line in (pair.a + "\n" + pair.b).split("\n")]
    return [text.split() for text in dict.fromkeys(ours + texts) if " " in text]


def many(count: int, chance: random.Random) -> Iterator[tuple[Copy, int]]:
    """Articles made of our sentences, a fifth of them copies; each with its story.

    In every sentence a third of the words are drawn anew, so that articles share no
    more than articles on one topic do.
    """
    sentences = _sentences()
    words = [word for sentence in sentences for word in sentence]
    first: list[Copy] = []
    for number in range(count):
        if first and chance.random() < 0.2:
            story = chance.randrange(len(first))
            yield (
                replace(
                    first[story],
                    id=f"c{number}",
                    text=_edited(first[story].text, chance),
                ),
                story,
            )
            continue
        text = ""
        length = chance.randint(150, 300)
        while len(text.split()) < length:
            sentence = chance.choice(sentences)
            drawn = [
                chance.choice(words) if chance.random() < 0.33 else w for w in sentence
            ]
            text += " ".join(drawn).rstrip(".") + ".\n"
        first.append(Copy(f"a{number}", "", text, None, "", f"outlet {number % 50}"))
        yield first[-1], len(first) - 1


def _edited(text: str, chance: random.Random) -> str:
    """A text as another outlet prints it: cut, reordered, in some of its words new."""
    lines = text.splitlines()
    how = chance.choice(["byline", "cut", "drop", "words", "order"])
    if how == "cut":
        lines = lines[: max(3, len(lines) * 2 // 5)]
    elif how == "drop" and len(lines) > 4:
        del lines[chance.randrange(1, len(lines))]
    elif how == "order":
        lines[2:] = chance.sample(lines[2:], len(lines) - 2)
    elif how == "words":
        lines = [
            " ".join(w[::-1] if chance.random() < 0.06 else w for w in line.split())
            for line in lines
        ]
    return "القاهرة (رويترز) - " + "\n".join(lines)


def _measure(count: int) -> None:
    made = list(many(count, random.Random(SEED)))
    labels = {copy.id: story for copy, story in made}
    before = _memory()
    started, cpu = time.perf_counter(), time.process_time()
    stories = group(copy for copy, _ in made)
    wall, used = time.perf_counter() - started, time.process_time() - cpu
    _say(f"{count} articles: {wall:.0f} s, {used:.0f} s of processor time")
    _say(f"memory {_memory():.0f} MiB at most, {before:.0f} MiB before grouping")
    mixed = sum(len({labels[copy.id] for copy in one.copies}) > 1 for one in stories)
    _say(
        f"{len(stories)} stories of {len(set(labels.values()))}, {mixed} of them mixed"
    )
    _say(f"{sum(bool(story.disagreements) for story in stories)} with disagreements")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    """Measure on the labelled pairs, or on many made articles."""
    options = argparse.ArgumentParser()
    options.add_argument("--many", type=int, default=0)
    options.add_argument("--show", action="store_true")
    asked = options.parse_args()
    if asked.many:
        _measure(asked.many)
    else:
        _labelled(asked.show)


if __name__ == "__main__":
    main()
