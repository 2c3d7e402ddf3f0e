"""Readers and the sentence splitter against text that nobody would write."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.records import Article, Rejection
from summarize.sentences import split
from summarize.sources import read
from tests.articles import text as article_text
from tests.reliability import ROOT

pytestmark = pytest.mark.soak

MUTANTS = 50_000
SEED = 20_26

NASTY = [
    b"\xef\xbb\xbf",
    b"\x00",
    b"\xff\xfe",
    b"\xe2\x80\xae",  # RIGHT-TO-LEFT OVERRIDE
    b"\xe2\x80\xa8",  # LINE SEPARATOR
    b"\\ud83d",
    b'"',
    b"{",
    b"[" * 50,
    b"</body>",
    b"<script>",
    b"\r",
    b"\n\n",
    b",",
    b"\t",
    "؟!..".encode(),
    "\u0640\u064e".encode(),
    b"1e999",
    b"NaN",
]


def seeds() -> dict[str, bytes]:
    """One small input of each text format, by its extension."""
    texts = [article_text(number) for number in range(3)]
    rows = [
        {"id": f"n{n}", "title": "خبر", "text": text} for n, text in enumerate(texts)
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    table = "id,title,text\n" + "\n".join(
        f'n{n},خبر,"{text}"' for n, text in enumerate(texts)
    )
    page = f"<html><body><h1>خبر</h1><p>{'</p><p>'.join(texts)}</p></body></html>"
    agency = next((ROOT / "eval/samples").glob("*.txt")).read_bytes()[:2000]
    return {
        ".txt": agency,
        ".md": ("# خبر\n\n" + texts[0]).encode(),
        ".jsonl": lines.encode(),
        ".json": json.dumps(rows, ensure_ascii=False).encode(),
        ".csv": table.encode(),
        ".tsv": table.replace(",", "\t").encode(),
        ".html": page.encode(),
    }


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The input with one to four changes: bytes flipped, cut, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        to = min(len(changed), at + chance.randint(1, 40))
        kind = chance.randrange(5)
        if kind == 0 and at < len(changed):
            changed[at] = chance.randrange(256)
        elif kind == 1:
            del changed[at:to]
        elif kind == 2:
            changed[at:at] = changed[at:to]
        elif kind == 3:
            del changed[at:]
        else:
            changed[at:at] = chance.choice(NASTY)
    return bytes(changed)


def require_round_trip(text: str) -> None:
    """Sentences in order, none overlapping, each exactly where it says it stands."""
    end = 0
    for sentence in split(text):
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text
        end = sentence.end


def test_fifty_thousand_mutated_inputs_crash_nothing(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    given_seeds = list(seeds().items())
    # Web pages take far longer than the rest: one in fifty is enough of them.
    weights = [1 if ending == ".html" else 8 for ending, _ in given_seeds]
    articles = rejections = 0
    for number in range(MUTANTS):
        ((ending, seed),) = chance.choices(given_seeds, weights)
        path = tmp_path / f"mutant{ending}"
        path.write_bytes(mutate(seed, chance))
        for found in read([str(path)], {}):
            if isinstance(found, Rejection):
                rejections += 1
                assert found.reason.isidentifier(), number
                assert found.where
            else:
                assert isinstance(found, Article)
                articles += 1
                require_round_trip(found.text)
    assert articles > MUTANTS / 10
    assert rejections > MUTANTS / 100


ARABIC = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.sampled_from(
            " \n\t.!?؟؛،:«»\"'()[]-–…0123456789٠١٢٣أبتدABC\u200f\u202e\u0640\u064b"
        ),
        st.characters(),
    ),
    max_size=300,
)


def check(strategy: st.SearchStrategy[str], claim: Callable[[str], None]) -> None:
    """Hold the claim to thousands of examples."""
    settings(max_examples=5000, deadline=None)(given(strategy)(claim))()


def test_sentences_round_trip_whatever_the_text() -> None:
    check(ARABIC, require_round_trip)
