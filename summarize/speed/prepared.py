"""A case made ready: its checkpoint in every form, and what contenders are given."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from summarize.engines.convert import converted
from summarize.families import family_for
from summarize.models import embedded as own
from summarize.models import store
from summarize.speed import embedded, inputs
from summarize.speed.cases import Case, Shape
from summarize.speed.checkpoints import Say, checkpoint
from summarize.speed.inputs import Given

Kind = Literal["embedded", "sequence"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The folders of a case, for torch and for CTranslate2, and its inputs.

    `uncut` is the embedded model with its whole vocabulary, where there is one.
    """

    case: Case
    kind: Kind
    folder: Path
    converted: Path
    given: Given
    uncut: Path | None = None


def prepare(case: Case, texts: int, say: Say, *, uncut: bool = False) -> Prepared:
    """Build what is not built yet, and choose the texts."""
    if case.shape is None:
        if not own.is_built():
            say("building the embedded model, once")
            own.build(say)
        return Prepared(
            case,
            "embedded",
            own.verified(),
            embedded.converted(say),
            inputs.given(case.task, texts),
            embedded.uncut(say) if uncut else None,
        )
    return _sequence(case, case.shape, texts, say)


def _sequence(case: Case, shape: Shape, texts: int, say: Say) -> Prepared:
    decoding = case.decoding
    training = inputs.training_texts()
    folder = checkpoint(case.name, shape, decoding.max_new_tokens, training, say)
    family = family_for(folder)
    cache = store.cache_home() / "converted"

    def fits(text: str) -> bool:
        ids = family.encode(text, decoding.max_input_tokens)
        return ids.tokens_there <= decoding.max_input_tokens

    made = converted(folder, family, cache, "int8")
    given = inputs.given(case.task, texts, fits)
    return Prepared(case, "sequence", folder, made, given)
