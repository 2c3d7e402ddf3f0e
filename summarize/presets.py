"""Presets: a table of which models to use, how they decode and under what licence."""

from dataclasses import dataclass, replace
from pathlib import Path

from summarize.errors import UsageError
from summarize.models.adapters import check_adapter, licence_of
from summarize.records import Decoding

UNKNOWN = "unknown"

EXTRACT = "extract"
EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Step:
    """One model's part: which model, as which family, decoding how, on what terms.

    `model` is a hub id, a folder, `embedded`, or `extract` (whole sentences chosen
    from the article, no model). `family` None means: as the checkpoint says. `adapter`
    is the folder of an adapter: in place of the embedded model's own, or on a folder.
    """

    model: str
    licence: str
    decoding: Decoding
    family: str | None = None
    prompt: str | None = None
    adapter: str | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """A named choice of models, with a sentence that says when to take it."""

    name: str
    about: str
    summarizer: Step
    translator: Step
    direct: Step | None = None
    mode: str = "pipeline"

    def steps(self, mode: str) -> dict[str, Step]:
        """The steps that a mode runs, by role."""
        if mode == "direct":
            if self.direct is None:
                raise UsageError(
                    f"preset {self.name} has no direct model; "
                    "--mode direct works with: " + ", ".join(_direct_presets())
                )
            return {"direct": self.direct, "headline": self.translator}
        if mode == "translate":
            return {"translator": self.translator}
        if mode == "summarize":
            return {"summarizer": self.summarizer}
        return {"summarizer": self.summarizer, "translator": self.translator}


# XL-Sum's own decoding: csebuetnlp/xl-sum, seq2seq README.
XLSUM = Decoding(84, 512, beams=4, length_penalty=0.6, no_repeat_ngram=2)
_SENTENCE = Decoding(256, 512, beams=4)
_GEMMA = "Gemma Terms of Use"

_EXTRACT = Step(EXTRACT, "Apache-2.0", Decoding(0, 1_000_000))
_EMBEDDED_TRANSLATE = Step(
    EMBEDDED, _GEMMA, Decoding(200, 480, latin=True), "causal", "embedded-translate"
)
_EMBEDDED_BEAM = replace(
    _EMBEDDED_TRANSLATE, decoding=replace(_EMBEDDED_TRANSLATE.decoding, beams=2)
)
_EMBEDDED_SUMMARY = Decoding(160, 2048, no_repeat_ngram=4)
_EMBEDDED_SUMMARIZE = Step(
    EMBEDDED, _GEMMA, _EMBEDDED_SUMMARY, "causal", "embedded-summarize"
)
_BRIEF = replace(_EMBEDDED_SUMMARY, latin=True)
_EMBEDDED_BRIEF = Step(EMBEDDED, _GEMMA, _BRIEF, "causal", "embedded-brief")
_OPUS = Step("Helsinki-NLP/opus-mt-tc-big-ar-en", "CC-BY-4.0", _SENTENCE, "marian")
_MT5 = Step("csebuetnlp/mT5_multilingual_XLSum", "CC-BY-NC-SA-4.0", XLSUM, "mt5")
_NLLB = Step("facebook/nllb-200-distilled-1.3B", "CC-BY-NC-4.0", _SENTENCE, "nllb")
_CROSSSUM = Step(
    "csebuetnlp/mT5_m2m_crossSum_enhanced", "CC-BY-NC-SA-4.0", XLSUM, "crosssum"
)
_INSTRUCT = "Qwen/Qwen2.5-7B-Instruct"


def _instruct(prompt: str, max_new_tokens: int) -> Step:
    decoding = Decoding(max_new_tokens, 8192)
    return Step(_INSTRUCT, "Apache-2.0", decoding, "causal", prompt)


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            EMBEDDED,
            "Runs offline as installed: chosen sentences, translated by a small model.",
            _EXTRACT,
            _EMBEDDED_TRANSLATE,
            _EMBEDDED_BRIEF,
        ),
        Preset(
            "embedded-beam",
            "As embedded, with two beams: better English in 1.6 times the time.",
            _EXTRACT,
            _EMBEDDED_BEAM,
            _EMBEDDED_BRIEF,
        ),
        Preset(
            "embedded-model",
            "As embedded, but the small model writes the Arabic summary itself.",
            _EMBEDDED_SUMMARIZE,
            _EMBEDDED_TRANSLATE,
            _EMBEDDED_BRIEF,
        ),
        Preset(
            "opus",
            "XL-Sum's mT5 summary, translated by OPUS-MT big: the best open pair.",
            _MT5,
            _OPUS,
        ),
        Preset("nllb", "XL-Sum's mT5 summary, translated by NLLB 1.3B.", _MT5, _NLLB),
        Preset(
            "direct",
            "CrossSum: one model from the Arabic article to an English summary.",
            _MT5,
            _OPUS,
            _CROSSSUM,
            mode="direct",
        ),
        Preset(
            "llm",
            "An instruction model with prompts, local or behind --engine endpoint.",
            _instruct("llm-summarize", 300),
            _instruct("llm-translate", 300),
            _instruct("llm-brief", 300),
        ),
    )
}


def _direct_presets() -> list[str]:
    return [preset.name for preset in PRESETS.values() if preset.direct]


def find_preset(name: str) -> Preset:
    """The preset of this name; an unknown one is answered with the known ones."""
    if name not in PRESETS:
        raise UsageError(f"no preset {name!r}; there are: {', '.join(PRESETS)}")
    return PRESETS[name]


def with_models(
    preset: Preset, summarizer: str | None, translator: str | None
) -> Preset:
    """The preset with the user's own models in place of its own."""
    if summarizer:
        step = _own(preset.summarizer, summarizer, XLSUM, _EMBEDDED_SUMMARIZE)
        direct = step
        if step.prompt == _EMBEDDED_SUMMARIZE.prompt:
            direct = replace(step, decoding=_BRIEF, prompt=_EMBEDDED_BRIEF.prompt)
        preset = replace(preset, summarizer=step, direct=preset.direct and direct)
    if translator:
        step = _own(preset.translator, translator, _SENTENCE, _EMBEDDED_TRANSLATE)
        preset = replace(preset, translator=step)
    return preset


def _own(step: Step, model: str, decoding: Decoding, embedded: Step) -> Step:
    if model == EMBEDDED:
        return embedded
    base, plus, adapter = model.rpartition("+")
    if plus and (base == EMBEDDED or Path(base).is_dir()):
        return _with_adapter(embedded, base, Path(adapter))
    known = {
        known.model: known
        for preset in PRESETS.values()
        for known in (preset.summarizer, preset.translator)
    }
    if model in known:
        return known[model]
    prompt = step.prompt if step.family == "causal" else None
    if Path(model).is_dir():
        model = str(Path(model).resolve())
    return Step(model, UNKNOWN, decoding, prompt=prompt)


def _with_adapter(step: Step, base: str, adapter: Path) -> Step:
    """The embedded model's step with an adapter of a base, under both licences."""
    folder = adapter.expanduser().resolve()
    check_adapter(folder)
    model, terms = f"{base}+{folder.name}", step.licence
    if base != EMBEDDED:
        model, terms = str(Path(base).resolve()), UNKNOWN
    terms = f"{terms}; adapter: {licence_of(folder) or UNKNOWN}"
    return replace(step, model=model, licence=terms, adapter=str(folder))
