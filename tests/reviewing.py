"""Runs to review, made by hand: what a run records, without one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from summarize import ledger
from summarize.durable import write_json
from summarize.export import export
from summarize.exported import read_rows
from summarize.ledger import Ledger
from summarize.records import (
    Article,
    Brief,
    BriefSentence,
    Finding,
    Receipt,
    Sentence,
    Status,
    SummarySentence,
)
from summarize.sources import article_of
from summarize.writers import brief_row, content_of

CONFIGURATION = {"mujaz": "test", "mode": "pipeline"}
RECEIPT = Receipt({"translator": "scripted/model@r1"}, {}, 40, 40, 12, 1, 3, 3, 0, 0, 0)

SCRIPT = "</script><script>window.ran = true</script><img src=x onerror='window.ran=1'>"
BIDI = "\u202e\u2066\u2069\u2069\u2069\u200f"

FIRE = (
    "اندلع حريق في مستشفى المدينة 😀 أمس. "
    "وقال الوزير سامي حداد إن ٤ أشخاص أصيبوا.\n\n"
    "وأضاف أن المستشفى سيغلق حتى نهاية شهر مايو."
)
PORT = "أعيد فتح ميناء طرابلس. وتوقع مديره وصول 12 سفينة. ولم يذكر أسماءها."

# Of what kind, what came of it, the words in the English and those in the Arabic.
Found = tuple[str, Status, str, str]


def finding(found: Found, text: str, arabic: str, begin: int | None) -> Finding:
    """A finding, its offsets looked up; `begin` is where the Arabic stands."""
    kind, status, said, source = found
    start = text.index(said) if said else 0
    at = arabic.index(source) if source else -1
    place = None if begin is None or at < 0 else begin + at
    end = None if place is None else place + len(source)
    return Finding(
        kind, status, said, start, start + len(said), source or None, place, end
    )


def flags(found: Sequence[Found]) -> tuple[str, ...]:
    doubts = (each for each in found if each[1] != "supported")
    return tuple(dict.fromkeys(f"{kind}_{status}" for kind, status, *_ in doubts))


def parts(text: str) -> list[Sentence]:
    """An article's sentences with their places; they end with a full stop."""
    found, at = [], 0
    for piece in text.replace("\n\n", " \n").split(". "):
        said = piece.strip().removesuffix(".") + "."
        start = text.index(said, at)
        at = start + len(said)
        found.append(Sentence(said, start, at))
    return found


def translated(english: str, source: Sentence, *found: Found) -> BriefSentence:
    """A sentence translated from one of the article's own."""
    findings = tuple(finding(f, english, source.text, source.start) for f in found)
    return BriefSentence(english, source.text, (source,), flags(found), findings)


def titled(english: str, title: str, *found: Found) -> BriefSentence:
    findings = tuple(finding(each, english, title, None) for each in found)
    return BriefSentence(english, title, (), flags(found), findings)


def brief(
    article: Article,
    headline: BriefSentence | None,
    sentences: Iterable[BriefSentence],
    summary: Iterable[SummarySentence] | None = None,
) -> Brief:
    there = tuple(sentences)
    own = (SummarySentence(each.arabic, each.sources) for each in there if each.arabic)
    said = (*([headline] if headline else []), *there)
    doubts = sorted({flag for each in said for flag in each.flags})
    arabic = tuple(own if summary is None else summary)
    return Brief(article, headline, there, arabic, RECEIPT, tuple(doubts))


def fire() -> Brief:
    """Two of three sentences, the second with a wrong number; its headline is sound."""
    article = article_of(
        FIRE,
        where="news.jsonl:1",
        source="news.jsonl",
        title="حريق في مستشفى",
        published=datetime(2024, 5, 2, 8, 30),
        id="fire",
    )
    first, second, _ = parts(article.text)
    return brief(
        article,
        titled("Fire in a hospital", article.title),
        [
            translated("A fire broke out in the city’s hospital 😀 yesterday.", first),
            translated(
                "Minister Sami Haddad said that 40 people were injured.",
                second,
                ("name", "supported", "Sami Haddad", "سامي حداد"),
                ("number", "changed", "40", "٤"),
            ),
        ],
    )


def port() -> Brief:
    """A summary in words of its own, one sentence of it drawn from two of the article."""
    article = article_of(
        PORT,
        where="wire/port.txt",
        source="wire/port.txt",
        title="فتح ميناء طرابلس",
        published=datetime(2024, 5, 9),
        id="port",
    )
    first, second, third = parts(article.text)
    arabic = "فتح ميناء طرابلس وينتظر 13 سفينة."
    doubt = Finding("number", "changed", "13", 24, 26, "12", 40, 42)
    summary = SummarySentence(arabic, (first, second), ("number_changed",), (doubt,))
    english = "The port of Tripoli reopened and expects 13 ships."
    found: list[Found] = [
        ("name", "supported", "Tripoli", "طرابلس"),
        ("number", "supported", "13", "13"),
    ]
    said = BriefSentence(
        english,
        arabic,
        summary.sources,
        ("summary_number_changed",),
        tuple(finding(each, english, arabic, None) for each in found),
    )
    last = translated("They were named.", third, ("negation", "changed", "", "لم"))
    own = SummarySentence(third.text, (third,))
    headline = titled("Tripoli port reopens", article.title)
    return brief(article, headline, [said, last], [summary, own])


def plain() -> Brief:
    """Without a title or date: its headline is its first sentence."""
    article = article_of(
        "قال الوزير إن التحقيق بدأ. وانتهى أمس.",
        where="a.txt",
        source="a.txt",
        id="plain",
    )
    first, second = parts(article.text)
    said = translated("The minister said an inquiry began.", first)
    return brief(article, said, [said, translated("It ended yesterday.", second)])


def hostile() -> Brief:
    """All that could break a page, in every field."""
    article = article_of(
        f"قال الوزير {SCRIPT} {BIDI} شيئا. ثم سكت {BIDI} {SCRIPT}.",
        where=f"x{BIDI}{SCRIPT}",
        source=f"{SCRIPT}{BIDI}",
        title=f"حريق {SCRIPT} {BIDI}",
        byline=f"{SCRIPT} {BIDI}",
        id=f"evil {SCRIPT} {BIDI}",
    )
    first = Sentence(article.text[:20], 0, 20)
    english = f"He said {SCRIPT} {BIDI} 7 __proto__ ${{1}} {{{{ 1 }}}} {'long' * 60}."
    said = translated(english, first, ("name", "unsupported", SCRIPT, ""))
    return brief(article, titled(f"Evil {SCRIPT} {BIDI}", article.title), [said])


def untranslated() -> Brief:
    """An Arabic summary only, as `mujaz summarize` makes it."""
    article = article_of(PORT, where="b.txt", source="b.txt", id="arabic")
    first, *_ = parts(article.text)
    return brief(article, None, [], [SummarySentence(first.text, (first,))])


def direct() -> Brief:
    """English without an Arabic summary, as one model writes it at once."""
    article = article_of(
        PORT, where="c.txt", source="c.txt", title="ميناء", id="direct"
    )
    _, second, _ = parts(article.text)
    said = BriefSentence("Twelve ships are expected.", "", (second,))
    return brief(article, titled("Port", article.title), [said])


def briefs() -> list[Brief]:
    return [fire(), port(), plain(), hostile(), untranslated(), direct()]


def make_run(folder: Path, made: Iterable[Brief]) -> list[dict[str, Any]]:
    """A run's folder with these briefs; its rows as they were written."""
    folder.mkdir(parents=True, exist_ok=True)
    with Ledger(folder) as book:
        book.begin_run(CONFIGURATION, new=True)
        with book.transaction():
            for position, each in enumerate(made, start=1):
                ledger.see(book, each.article, content_of(each.article), position)
                ledger.finish(book, each.article, brief_row(each), 0.0)
        export(book, folder)
        book.end_run("whole")
    write_json(folder / "run.json", {"schema": 2, "configuration": CONFIGURATION})
    return rows_of(folder)


def rows_of(folder: Path) -> list[dict[str, Any]]:
    return list(read_rows(folder / "briefs.jsonl"))


def row_of(folder: Path, id: str) -> dict[str, Any]:
    (row,) = [row for row in rows_of(folder) if row["id"] == id]
    return row
