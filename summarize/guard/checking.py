"""One sentence against the Arabic it rests on: its facts, names and small words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summarize.facts import Verdict, arabic_facts, compare, english_facts
from summarize.glossary import Glossary
from summarize.names import Source, check_names
from summarize.polarity import check_polarity
from summarize.records import Finding, Sentence


@dataclass(frozen=True, slots=True)
class Whole:
    """An article as what its sentences may rest on beyond their own Arabic.

    `text` is the body, `body` characters long, and the title after it: offsets into
    the body are the article's.
    """

    text: str
    body: int
    names: Source


def whole(text: str, title: str) -> Whole:
    """An article, read once for all its sentences."""
    both = f"{text}\n{title}"
    return Whole(both, len(text), Source(both))


def check_english(
    english: str, arabic: str, article: Whole | None, glossary: Glossary | None = None
) -> tuple[Finding, ...]:
    """What became of each fact, name, negation and term in a translated sentence.

    Facts and small words are held against the sentence's own Arabic; a name may also
    stand elsewhere in the article, since people are called by more than one. What a
    glossary has fixed is no question of likeness.
    """
    terms = glossary.findings(arabic, english) if glossary else []
    fixed = [range(each.start, each.end) for each in terms]
    names = [
        each
        for each in check_names(english, arabic, article.names if article else "")
        if not any(each.start < span.stop and span.start < each.end for span in fixed)
    ]
    facts = check_facts(english, arabic)
    return _ordered([*facts, *names, *check_polarity(english, arabic), *terms])


def check_direct(english: str, article: Whole) -> tuple[Finding, ...]:
    """What became of each fact and name where the whole article is what it rests on."""
    facts = check_facts(english, article.text)
    names = check_names(english, article.names, article.names)
    return _ordered([_in_body(each, article) for each in (*facts, *names)])


def check_facts(english: str, arabic: str) -> list[Finding]:
    """What became of each typed fact of an English sentence."""
    verdicts = compare(arabic_facts(arabic), english_facts(english))
    return [_finding(verdict) for verdict in verdicts]


def check_arabic(
    text: str, sources: Sequence[Sentence], article: Whole
) -> tuple[Finding, ...]:
    """What became of each fact of a summary sentence; offsets are the article's.

    A fact that the cited sentences do not have may stand elsewhere in the article:
    a summary draws things together.
    """
    own = arabic_facts(text)
    if not own:
        return ()
    near = [
        (fact, sentence.start)
        for sentence in sources
        for fact in arabic_facts(sentence.text)
    ]
    begins = {id(fact): start for fact, start in reversed(near)}
    verdicts = compare([fact for fact, _ in near], own)
    if any(verdict.status != "supported" for verdict in verdicts):
        far = compare(arabic_facts(article.text), own)
        verdicts = [
            there if there.status == "supported" else here
            for here, there in zip(verdicts, far, strict=True)
        ]
    return tuple(
        _in_body(_finding(each, begins.get(id(each.source), 0)), article)
        for each in verdicts
    )


def flags_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """A short stable word for each kind of doubt, each once, in order."""
    doubts = (each for each in findings if each.status != "supported")
    return tuple(dict.fromkeys(f"{each.kind}_{each.status}" for each in doubts))


def doubts(findings: Iterable[Finding]) -> int:
    """How many of the findings the Arabic does not support."""
    return sum(each.status != "supported" for each in findings)


def is_doubt(flag: str) -> bool:
    """Whether a flag says that the source does not support something."""
    return flag.endswith(("changed", "unsupported"))


def _in_body(finding: Finding, article: Whole) -> Finding:
    """The finding, without offsets where what it rests on stands in the title."""
    if (finding.source_end or 0) <= article.body:
        return finding
    return replace(finding, source_start=None, source_end=None)


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.start, finding.kind)))


def _finding(verdict: Verdict, begin: int = 0) -> Finding:
    fact, source = verdict.fact, verdict.source
    return Finding(
        fact.kind,
        verdict.status,
        fact.text,
        fact.start,
        fact.end,
        source.text if source else None,
        begin + source.start if source else None,
        begin + source.end if source else None,
    )
