"""Doubted sentences of drafts tried again: another decoding, then another source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from summarize.alignment import align
from summarize.arabic import for_model, words
from summarize.attempt import Checked, safer
from summarize.drafts import UNSUPPORTED, Draft, translated
from summarize.guard import Rules, doubts, is_doubt
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
    bases = (_basis(each, how) for draft in drafts for each in draft.said)
    return [for_model(basis.text) for basis in bases if basis]


def _basis(sentence: BriefSentence, how: Repair) -> SummarySentence | None:
    """The Arabic to translate for a doubted sentence; None where there is no other."""
    if not sentence.flags or not sentence.arabic:
        return None
    if how == "retry":
        flags = tuple(
            flag.removeprefix("summary_")
            for flag in sentence.flags
            if flag.startswith("summary_") or flag == UNSUPPORTED
        )
        return SummarySentence(sentence.arabic, sentence.sources, flags)
    best = align(sentence.arabic, sentence.sources, most=1)
    if not best or best[0].text == sentence.arabic:
        return None
    return SummarySentence(best[0].text, best)


def _repaired(
    draft: Draft, english: Mapping[str, Checked], rules: Rules, how: Repair
) -> Draft:
    replaced: dict[str, SummarySentence] = {}

    def better(old: BriefSentence) -> BriefSentence:
        basis = _basis(old, how)
        if basis is None or for_model(basis.text) not in english:
            return old
        new = translated(basis, english, draft.article, rules)
        if not _is_better(new, old, how):
            return old
        if how == "source":
            replaced[old.arabic] = basis
        return replace(new, repaired=how)

    was_first = draft.sentences[:1] == (draft.headline,)
    sentences = tuple(map(better, draft.sentences))
    headline = sentences[0] if was_first else draft.headline and better(draft.headline)
    asked = dict.fromkeys(_wanted([draft], how))
    return replace(
        draft,
        summary=tuple(replaced.get(each.text, each) for each in draft.summary),
        headline=headline,
        sentences=sentences,
        repairs=draft.repairs + tuple(english[each] for each in asked),
    )


def _is_better(new: BriefSentence, old: BriefSentence, how: Repair) -> bool:
    """Less is doubted, nothing is wrong with the text, and what was right is there."""
    if any(not is_doubt(flag) for flag in new.flags) or _is_thin(new):
        return False
    if how == "retry" and _supported(new) < _supported(old):
        return False
    return _doubted(new) < _doubted(old)


def _doubted(sentence: BriefSentence) -> tuple[bool, int]:
    """How much is wrong: with the text itself first, then with what it says."""
    before = [flag for flag in sentence.flags if flag.startswith("summary_")]
    wrong = any(not is_doubt(flag) for flag in sentence.flags)
    unsupported = UNSUPPORTED in sentence.flags
    return wrong, doubts(sentence.findings) + len(before) + unsupported


def _supported(sentence: BriefSentence) -> int:
    return len(sentence.findings) - doubts(sentence.findings)


def _is_thin(sentence: BriefSentence) -> bool:
    """Whether so few words cannot say what the Arabic does."""
    return 2 * len(words(sentence.text)) < len(words(sentence.arabic))
