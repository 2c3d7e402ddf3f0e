"""Doubted sentences of drafts tried again: another decoding, then another source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from summarize.alignment import align
from summarize.arabic import for_model
from summarize.attempt import Checked, safer
from summarize.drafts import Draft, translated
from summarize.guard import Rules
from summarize.load import Model
from summarize.records import BriefSentence, Decoding, Repair, SummarySentence
from summarize.translating import translate


def repair(drafts: Sequence[Draft], translator: Model, rules: Rules) -> list[Draft]:
    """The drafts with their doubted sentences replaced where that leaves less doubt.

    Each is translated once more with another decoding; what stays doubted gives way to
    the translation of the source sentence that supports its Arabic best.
    """
    ways: dict[Repair, Decoding | None] = {
        "retry": safer(translator.step.decoding),
        "source": None,
    }
    repaired = list(drafts)
    for how, decoding in ways.items():
        wanted = _wanted(repaired, how)
        english = translate(wanted, translator, rules.glossary, decoding)
        repaired = [_repaired(each, english, rules, how) for each in repaired]
    return repaired


def _wanted(drafts: Iterable[Draft], how: Repair) -> list[str]:
    bases = (_basis(each, how) for draft in drafts for each in _all(draft))
    return [for_model(basis.text) for basis in bases if basis]


def _basis(sentence: BriefSentence, how: Repair) -> SummarySentence | None:
    """The Arabic to translate for a doubted sentence; None where there is no other."""
    if not sentence.flags or not sentence.arabic:
        return None
    if how == "retry":
        flags = tuple(
            flag.removeprefix("summary_")
            for flag in sentence.flags
            if flag.startswith("summary_") or flag == "unsupported"
        )
        return SummarySentence(sentence.arabic, sentence.sources, flags)
    best = align(sentence.arabic, sentence.sources, most=1)
    if not best or best[0].text == sentence.arabic:
        return None
    return SummarySentence(best[0].text, best)


def _repaired(
    draft: Draft, english: Mapping[str, Checked], rules: Rules, how: Repair
) -> Draft:
    def better(old: BriefSentence) -> BriefSentence:
        basis = _basis(old, how)
        if basis is None or for_model(basis.text) not in english:
            return old
        new = translated(basis, english, draft.article, rules)
        return replace(new, repaired=how) if len(new.flags) < len(old.flags) else old

    asked = dict.fromkeys(_wanted([draft], how))
    was_first = draft.sentences[:1] == (draft.headline,)
    sentences = tuple(map(better, draft.sentences))
    headline = sentences[0] if was_first else draft.headline and better(draft.headline)
    more = tuple(english[text] for text in asked if text in english)
    return replace(
        draft, headline=headline, sentences=sentences, repairs=draft.repairs + more
    )


def _all(draft: Draft) -> list[BriefSentence]:
    return [*((draft.headline,) if draft.headline else ()), *draft.sentences]
