"""Articles to briefs, a batch at a time: read, translate, guard, receipt."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from summarize.arabic import for_model
from summarize.drafts import UNTRACED, Draft, draft
from summarize.glossary import merge
from summarize.guard import Rules
from summarize.load import Model
from summarize.reading import Reading, read_articles
from summarize.records import (
    Article,
    Brief,
    BriefSentence,
    Finding,
    GuardCount,
    Receipt,
    SummarySentence,
    Terms,
)
from summarize.repair import repair
from summarize.translating import translate

BATCH = 256
DEFAULT = Rules()


def make_briefs(
    articles: Iterable[Article],
    models: Mapping[str, Model],
    rules: Rules = DEFAULT,
) -> Iterator[Brief]:
    """Turn articles into briefs, in order, holding no more than a batch of them."""
    rest = iter(articles)
    while batch := list(islice(rest, BATCH)):
        yield from _write(read_articles(batch, models), models, rules)


def _write(
    readings: Sequence[Reading], models: Mapping[str, Model], rules: Rules
) -> Iterator[Brief]:
    """Translate every sentence of the batch in one go and put the briefs together."""
    started = time.perf_counter()
    translator = models.get("translator")
    headliner = translator or models.get("headline")
    wanted: list[str] = []
    for reading in readings:
        if headliner and reading.article.title:
            wanted.append(for_model(reading.article.title))
        if translator:
            wanted += [for_model(each.text) for each in reading.summary]
    english = translate(wanted, headliner, rules.glossary) if headliner else {}
    direct = "direct" in models
    drafts = [draft(each, english, rules, direct=direct) for each in readings]
    if rules.mends and headliner:
        drafts = repair(drafts, headliner, rules)
    share = (time.perf_counter() - started) / len(readings)
    for each in drafts:
        yield _brief(each, models, rules, share)


def _brief(
    draft: Draft, models: Mapping[str, Model], rules: Rules, share: float
) -> Brief:
    said = draft.said
    shown: Iterable[BriefSentence | SummarySentence] = said or draft.summary
    flags = {*draft.reading.flags, *(flag for each in shown for flag in each.flags)}
    brief = Brief(
        draft.reading.article,
        draft.headline,
        draft.sentences,
        draft.summary,
        _receipt(draft, models, rules, share),
        tuple(sorted(flags)),
        _terms(said, rules),
    )
    if rules.guard == "strict":
        return replace(brief, withheld=", ".join(sorted(flags - {UNTRACED})))
    return brief


def _findings(draft: Draft) -> list[Finding]:
    """What was found in the brief: its headline, its sentences and their Arabic."""
    english = [each for part in draft.said for each in part.findings]
    return english + [each for part in draft.summary for each in part.findings]


def _terms(said: Iterable[BriefSentence], rules: Rules) -> Terms:
    glossary = rules.glossary
    if glossary is None:
        return Terms()
    return merge(glossary.audit(each.arabic, each.text) for each in said)


def _receipt(
    draft: Draft, models: Mapping[str, Model], rules: Rules, share: float
) -> Receipt:
    reading = draft.reading
    asked = [*reading.answers, *draft.answers, *draft.repairs]
    given = reading.answers[: reading.chunks] or draft.answers
    statuses = Counter(each.status for each in _findings(draft))
    return Receipt(
        models={role: model.label for role, model in models.items()},
        prompts={
            model.prompt.name: model.prompt.sha256
            for model in models.values()
            if model.prompt
        },
        tokens_there=sum(each.generation.tokens_in for each in given),
        tokens_read=sum(each.generation.tokens_read for each in given),
        tokens_written=sum(each.generation.tokens_out for each in asked),
        chunks=reading.chunks,
        sentences_there=len(reading.sentences),
        sentences_read=len(reading.sentences),
        loops=sum(each.generation.finish == "loop" for each in asked),
        retries=sum(each.retried for each in asked),
        seconds=round(reading.seconds + share, 3),
        guard=GuardCount(
            rules.guard,
            statuses["supported"],
            statuses["changed"],
            statuses["unsupported"],
            sum(each.repaired is not None for each in draft.said),
        ),
    )
