"""What every contender is given: the reference set's articles, no sentence twice.

The texts of the model calls are taken from the articles by the very steps of a run, so
that a contender that is given texts computes what Mujaz computes from articles.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count as counting
from itertools import islice
from pathlib import Path

from summarize.arabic import for_model
from summarize.extract import extract
from summarize.references import Item, our_file, read_items
from summarize.sentences import split
from summarize.speed.cases import Task

_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Given:
    """The articles of a run, its model calls in order, their English where known."""

    articles: tuple[dict[str, str], ...]
    texts: tuple[str, ...]
    english: dict[str, str]

    def write(self, path: Path) -> None:
        """Write the articles as JSON Lines."""
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in self.articles)
        path.write_text("".join(lines), encoding="utf-8")


def training_texts() -> list[str]:
    """All sentences of the reference set, in both languages."""
    pairs = [pair for item in _items() for pair in item.pairs]
    return [text for pair in pairs for text in (pair.ar, pair.en) if text]


def given(task: Task, texts: int, fits: Callable[[str], bool] | None = None) -> Given:
    """So many texts of a task; `fits` says whether a summarizer reads a text whole."""
    articles: list[dict[str, str]] = []
    called: dict[str, None] = {}
    for article in _articles(task, fits):
        new = dict.fromkeys(_texts(article, task))
        # A run asks once for a text that comes again: the others would ask twice.
        if called.keys() & new.keys():
            continue
        articles.append({"id": f"a{len(articles)}", **article})
        called |= new
        if len(called) >= texts:
            break
    english = {for_model(p.ar): p.en for item in _items() for p in item.pairs if p.en}
    known = {text: english[text] for text in called if text in english}
    return Given(tuple(articles), tuple(called), known)


def _articles(
    task: Task, fits: Callable[[str], bool] | None
) -> Iterator[dict[str, str]]:
    if task == "summarize" and fits:
        return _filled(fits)
    return _whole() if task == "brief" else _of_sentences()


def _texts(article: dict[str, str], task: Task) -> list[str]:
    """What a run asks its model for, of an article."""
    sentences = split(article["text"])
    if task == "summarize":
        return [" ".join(for_model(each.text) for each in sentences)]
    if task == "translate":
        return [for_model(each.text) for each in sentences]
    chosen = [for_model(each.text) for each in extract(sentences)]
    return [for_model(article["title"]), *chosen]


def _items() -> list[Item]:
    return list(read_items(our_file()))


def _numbered(text: str, times: int) -> str:
    """The text as it is the first time, then with a number that tells it apart."""
    first, _, rest = text.partition(" ")
    return f"{first} رقم {times} {rest}".strip() if times else text


def _sentences() -> Iterator[str]:
    for times in counting():
        for item in _items():
            for pair in item.pairs:
                yield _numbered(pair.ar, times)


def _of_sentences() -> Iterator[dict[str, str]]:
    """Articles of a few sentences each."""
    rest = _sentences()
    while True:
        yield {"text": " ".join(islice(rest, _SENTENCES))}


def _whole(most: int | None = None) -> Iterator[dict[str, str]]:
    """The reference set's articles under their headlines, or the beginnings of them."""
    for times in counting():
        for item in _items():
            text = " ".join(_numbered(pair.ar, times) for pair in item.pairs[:most])
            yield {"title": _numbered(item.title_ar, times), "text": text}


def _filled(fits: Callable[[str], bool]) -> Iterator[dict[str, str]]:
    """Articles of as many sentences as a model can read at once."""
    held: list[str] = []
    for sentence in _sentences():
        if held and not fits(for_model(" ".join([*held, sentence]))):
            yield {"text": " ".join(held)}
            held = []
        held.append(sentence)


def articles(count: int, sentences: int | None = None) -> Iterator[dict[str, str]]:
    """The reference set's articles, again and again, or so many sentences of each."""
    for at, row in enumerate(islice(_whole(sentences), count)):
        yield {"id": f"n{at}", **row}


def long_articles(words: int, count: int) -> Iterator[dict[str, str]]:
    """Articles of so many words, each of sentences of its own."""
    rest = (word for sentence in _sentences() for word in sentence.split())
    for at in range(count):
        yield {"id": f"w{words}-{at}", "text": " ".join(islice(rest, words))}
