"""A brief on its way: its sentences in both languages, and what the guard finds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarize.arabic import clean_english, for_model
from summarize.attempt import Checked
from summarize.guard import (
    Rules,
    Whole,
    check_arabic,
    check_direct,
    check_english,
    flags_of,
    whole,
)
from summarize.reading import Reading
from summarize.records import BriefSentence, Finding, Sentence, SummarySentence

UNSUPPORTED, UNTRACED = "unsupported", "untraced"


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's sentences in both languages, and the answers behind the English."""

    reading: Reading
    summary: tuple[SummarySentence, ...]
    headline: BriefSentence | None
    sentences: tuple[BriefSentence, ...]
    article: Whole | None
    answers: tuple[Checked, ...] = ()
    repairs: tuple[Checked, ...] = ()

    @property
    def said(self) -> list[BriefSentence]:
        """The English: the headline, where it is one of its own, and the sentences."""
        headline = [self.headline] if self.headline else []
        return list(dict.fromkeys([*headline, *self.sentences]))


def draft(
    reading: Reading,
    english: Mapping[str, Checked],
    rules: Rules,
    *,
    direct: bool = False,
) -> Draft:
    """Put an article's sentences together and look at each."""
    there = reading.article
    article = whole(there.text, there.title) if rules.guard != "off" else None
    if direct:
        summary: tuple[SummarySentence, ...] = ()
        sentences = tuple(
            _direct_sentence(each.text, reading.sentences, article)
            for each in reading.summary
        )
    else:
        summary = tuple(_summary_sentence(each, article) for each in reading.summary)
        sentences = tuple(
            translated(each, english, article, rules)
            for each in summary
            if for_model(each.text) in english
        )
    headline = next(iter(sentences), None)
    title = SummarySentence(there.title, ())
    if title.text and for_model(title.text) in english:
        headline = translated(title, english, article, rules)
    keys = dict.fromkeys(for_model(each.text) for each in (*reading.summary, title))
    answers = tuple(english[key] for key in keys if key in english)
    kept = article if rules.mends else None
    return Draft(reading, summary, headline, sentences, kept, answers)


def translated(
    arabic: SummarySentence,
    english: Mapping[str, Checked],
    article: Whole | None,
    rules: Rules,
) -> BriefSentence:
    """A sentence's translation with what the guard and the glossary find in it."""
    answer = english[for_model(arabic.text)]
    text = clean_english(answer.generation.text)
    findings: Sequence[Finding] = ()
    if article:
        findings = check_english(text, arabic.text, article, rules.glossary)
    elif rules.glossary:
        findings = rules.glossary.findings(arabic.text, text)
    before = tuple(
        flag if flag == UNSUPPORTED else f"summary_{flag}" for flag in arabic.flags
    )
    return BriefSentence(
        text,
        arabic.text,
        arabic.sources,
        answer.flags + before + flags_of(findings),
        tuple(_located(each, arabic) for each in findings),
    )


def _located(finding: Finding, arabic: SummarySentence) -> Finding:
    """The finding with its source's place in the article, None where it has none."""
    if finding.source is None or finding.source_start is None:
        return finding
    start = _place(finding.source, finding.source_start, arabic)
    end = None if start is None else start + len(finding.source)
    return replace(finding, source_start=start, source_end=end)


def _place(words: str, start: int, arabic: SummarySentence) -> int | None:
    """Where in the article words of a summary's sentence stand, by its sources."""
    whole_words = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    for sentence in arabic.sources:
        if sentence.text == arabic.text:
            return sentence.start + start
        found = list(whole_words.finditer(sentence.text))
        if len(found) == 1:
            return sentence.start + found[0].start()
    return None


def _summary_sentence(
    sentence: SummarySentence, article: Whole | None
) -> SummarySentence:
    """A summary's sentence, held against the article unless it is the article's own."""
    if article is None or any(
        source.text == sentence.text for source in sentence.sources
    ):
        return sentence
    findings = check_arabic(sentence.text, sentence.sources, article)
    flags = flags_of(findings) + (() if sentence.sources else (UNSUPPORTED,))
    return replace(sentence, flags=flags, findings=findings)


def _direct_sentence(
    text: str, there: Sequence[Sentence], article: Whole | None
) -> BriefSentence:
    """A directly written sentence, with the source sentences its facts are in."""
    english = clean_english(text)
    if article is None:
        return BriefSentence(english, "", ())
    findings = check_direct(english, article)
    places = {each.source_start for each in findings if each.status == "supported"}
    sources = tuple(
        sentence
        for sentence in there
        if any(place in range(sentence.start, sentence.end) for place in places)
    )
    flags = flags_of(findings) + (() if places else (UNTRACED,))
    return BriefSentence(english, "", sources, flags, findings)
