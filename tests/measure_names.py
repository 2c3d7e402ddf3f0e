"""Print how often names of clean human English are doubted and swapped names found.

`python -m tests.measure_names [FILE.jsonl]` measures a reference set, a file of
articles with `sentences`, or one of sentence pairs; `--show clean` or, say, `--show
"other run wider"` prints what is doubted or missed. Two lists in `summarize/data/names`
were made here, from the project's own bilingual texts:

`--words FILE.jsonl …` prints `words.txt`: the ordinary English words there are already
(some were written for it) and the small words of the files' English.
`--arabic FILE.jsonl …` prints `arabic.txt`: the Arabic words, cut as `light` cuts them,
that are free of names of the English at least twice as often as claimed by one.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.names import Source, check_names
from summarize.names.arabic_ordinary import light
from summarize.records import Finding
from summarize.references import our_file

SEED = 20240611
_WORDS = Path("summarize/data/names/words.txt")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGIN = re.compile(r"(?:^|[.!?:\n—–])[\s\"'“”‘’«»(\[]*$|[\"“‘«]$")
_POSSESSIVE = re.compile("['’]s?$")
_NO_NAMES_TEXT = """
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
thursdays fridays saturdays sundays dr mr mrs ms mp mps king queen president minister i
sheikh prince princess sultan emir imam pope general colonel captain judge professor st
saint highness excellency mount fort lord lady sir
al el ad ar as ash at az an ed er es ech ez en et ul bin ibn ben bint abu abou ould de
da di do du del la le las les van von der den
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
# Small words that stand in names, and words that news has rather as names.
_NO_WORDS_TEXT = """
al el ad ar az ed er es ech ez en et bin ibn ben bint abu abou ould de da di du del la le
les van von der den amber emirates frank grant holocaust jersey pacific polish porter
trump turkey victor
"""
_NO_WORDS = frozenset(_NO_WORDS_TEXT.split())

Place = tuple[int, int]
Row = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """An article: Arabic and English sentences, and all that its Arabic says."""

    pairs: list[tuple[str, str]]
    wider: str


def texts(path: Path) -> Iterator[Text]:
    """The articles of a file, sentence pairs as articles of one sentence."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs = [(pair["ar"], pair["en"]) for pair in _pairs(row)]
        title = row.get("title_ar", "")
        wider = "\n".join([title, *(arabic for arabic, _ in pairs)])
        yield Text(pairs, wider)


def _pairs(row: Row) -> list[Row]:
    if "paragraphs" in row:
        return [pair for part in row["paragraphs"] for pair in part]
    return list(row["sentences"]) if "sentences" in row else [row]


def _english(row: Row) -> Iterator[str]:
    yield from (pair["en"] for pair in _pairs(row))
    yield from (row[key] for key in ("title_en", "summary_en") if key in row)


def ordinary_words(paths: Sequence[Path]) -> list[str]:
    """The ordinary words there are and those of the files, sorted."""
    found = set(_WORDS.read_text(encoding="utf-8").split())
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            for text in _english(json.loads(line)):
                words = _WORD.findall(text)
                found.update(w for w in words if re.fullmatch("[a-z]{2,}", w))
    return sorted(found - _NO_WORDS)


def ordinary_arabic(paths: Sequence[Path]) -> list[str]:
    """The Arabic words that are seldom names, cut, sorted."""
    free: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for path in paths:
        for arabic, english in (pair for text in texts(path) for pair in text.pairs):
            source = Source(arabic)
            found = check_names(english, source)
            if any(one.status != "supported" for one in found):
                continue
            spans = [(one.source_start or 0, one.source_end or 0) for one in found]
            for word in source.words:
                inside = any(a < word.end and word.start < b for a, b in spans)
                (claimed if inside else free)[light(word.text)] += 1
    return sorted(
        word for word in free if len(word) > 1 and free[word] >= 2 * claimed[word]
    )


def places(text: str, ordinary: frozenset[str]) -> list[list[Place]]:
    """Where a person would see names: runs of words with a capital that are no words."""
    runs: list[list[Place]] = []
    for found in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", found.group())
        start, end = found.start(), found.start() + len(word)
        low = word.lower()
        if not word[0].isupper() or len(word) < 2 or _BEGIN.search(text[:start]):
            continue
        if low in _NO_NAMES or low in ordinary or low.removesuffix("s") in ordinary:
            continue
        if runs and text[runs[-1][-1][1] : start] in (
            " ",
            "-",
            " al-",
            " el-",
            " bin ",
        ):
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    return runs


def _names(text: str, ordinary: frozenset[str]) -> list[str]:
    return [text[run[0][0] : run[-1][1]] for run in places(text, ordinary)]


def _doubted(english: str, arabic: Source, wider: Source | str = "") -> list[Finding]:
    found = check_names(english, arabic, wider)
    return [one for one in found if one.status != "supported"]


def _swaps(
    text: str, runs: list[list[Place]], names: Sequence[str], chance: random.Random
) -> Iterator[tuple[str, str, int, int]]:
    """The text with one name swapped, each run and each word of a longer run once."""
    for run in runs:
        spans = [("run", run[0][0], run[-1][1])]
        if len(run) > 1:
            spans += [("word", *place) for place in run]
        for kind, start, end in spans:
            new = chance.choice(names)
            if kind == "word":
                new = chance.choice(new.split())
            yield kind, text[:start] + new + text[end:], start, start + len(new)


def measure(articles: list[Text], tally: Counter[str], show: str) -> None:
    """Count doubts on clean sentences, and swaps from elsewhere and from nearby."""
    ordinary = frozenset(_WORDS.read_text(encoding="utf-8").split())
    chance = random.Random(SEED)
    every = [
        name
        for article in articles
        for _, text in article.pairs
        for name in _names(text, ordinary)
    ]
    for article in articles:
        whole = " ".join(text for _, text in article.pairs)
        own = sorted({n for _, text in article.pairs for n in _names(text, ordinary)})
        wider = Source(article.wider)
        for arabic, english in article.pairs:
            near = Source(arabic)
            clean = _clean(english, near, wider, tally, show)
            other = [
                name
                for name in chance.choices(every, k=40)
                if not any(word in whole for word in name.split())
            ]
            rest = [name for name in own if name not in english]
            for source, names in (("other", other), ("same", rest)):
                if names:
                    runs = places(english, ordinary)
                    for swap in _swaps(english, runs, names, chance):
                        told = [f for f in clean if f.start <= swap[2] < f.end]
                        _count(source, swap, near, wider, tally, show)
                        _pointing(told, swap, near, wider, tally)


def _clean(
    english: str, near: Source, wider: Source, tally: Counter[str], show: str
) -> list[Finding]:
    found = check_names(english, near, wider)
    doubts = [one for one in found if one.status != "supported"]
    alone = _doubted(english, near)
    tally["sentences"] += 1
    tally["names"] += len(found)
    tally["clean wider"] += bool(doubts)
    tally["clean alone"] += bool(alone)
    if show == "clean" and doubts:
        words = [f"{one.status} {one.text} ({one.source})" for one in doubts]
        _say(", ".join(words), english, near.text, sep="\n    ")
    return found


def _pointing(
    told: Sequence[Finding],
    swap: tuple[str, str, int, int],
    near: Source,
    wider: Source,
    tally: Counter[str],
) -> None:
    """Count how often a doubt shows the Arabic of the name that stood there."""
    _, text, start, end = swap
    if not told or told[0].source_start is None:
        return
    first, last = told[0].source_start, told[0].source_end or 0
    for one in _doubted(text, near, wider):
        if one.start < end and start < one.end and one.source_start is not None:
            tally["pointed"] += 1
            right = one.source_start < last and first < (one.source_end or 0)
            tally["pointed rightly"] += right


def _count(
    source: str,
    swap: tuple[str, str, int, int],
    near: Source,
    wider: Source,
    tally: Counter[str],
    show: str,
) -> None:
    kind, text, start, end = swap
    for against, more in (("wider", wider), ("alone", "")):
        doubts = _doubted(text, near, more)
        hits = [one for one in doubts if one.start < end and start < one.end]
        key = f"{source} {kind} {against}"
        tally[f"all {key}"] += 1
        tally[f"caught {key}"] += bool(hits)
        if against == "wider":
            tally["named"] += len(doubts)
            tally["named rightly"] += len(hits)
        if show == key and not hits:
            found = check_names(text, near, more)
            said = [
                f"{f.text}={f.source}" for f in found if f.start < end and start < f.end
            ]
            _say(f"MISSED {text[start:end]} {said}", text, near.text, sep="\n    ")


def _report(tally: Counter[str]) -> None:
    total = tally["sentences"]
    _say(f"{total} sentences, {tally['names']} names in their English")
    for against in ("wider", "alone"):
        count = tally[f"clean {against}"]
        _say(f"clean, doubted ({against}): {count} = {count / total:.2%}")
    for key in sorted(key[4:] for key in tally if key.startswith("all ")):
        share = tally[f"caught {key}"] / tally[f"all {key}"]
        _say(f"swapped, {key:16} {tally[f'all {key}']:6} places, caught {share:6.1%}")
    if tally["pointed"]:
        share = tally["pointed rightly"] / tally["pointed"]
        _say(f"changed names shown beside their own Arabic: {share:.1%}")
    if tally["named"]:
        _say(
            f"doubts that name the swap: {tally['named rightly'] / tally['named']:.1%}"
        )


def _speed(articles: list[Text]) -> None:
    """The time of a brief of three sentences and its article, once words are known."""
    long = [article for article in articles if len(article.pairs) >= 3]
    for _ in range(2):
        started = time.perf_counter()
        for article in long:
            wider = Source(article.wider)
            for arabic, english in article.pairs[:3]:
                check_names(english, arabic, wider)
        spent = time.perf_counter() - started
    if long:
        _say(f"{spent / len(long) * 1e6:.0f} microseconds a brief of three sentences")


def _say(*words: object, sep: str = " ") -> None:
    sys.stdout.write(sep.join(map(str, words)) + "\n")


def main() -> None:
    """Measure a file, or make the list of words."""
    options = argparse.ArgumentParser()
    options.add_argument("file", nargs="?", type=Path, default=our_file())
    options.add_argument("--words", nargs="+", type=Path, default=())
    options.add_argument("--arabic", nargs="+", type=Path, default=())
    options.add_argument("--show", default="")
    asked = options.parse_args()
    if asked.words or asked.arabic:
        found = ordinary_words(asked.words) if asked.words else []
        _say(*(found or ordinary_arabic(asked.arabic)), sep="\n")
        return
    articles = list(texts(asked.file))
    tally: Counter[str] = Counter()
    measure(articles, tally, asked.show)
    _report(tally)
    _speed(articles)


if __name__ == "__main__":
    main()
