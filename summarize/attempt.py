"""Ask a model, check each answer, ask once more where one fails: for every stage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from summarize.records import Decoding, Engine, Generation

Check = Callable[[Generation], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer, what is still wrong with it, and whether it is a second try."""

    generation: Generation
    flags: tuple[str, ...]
    retried: bool


def ask(
    engine: Engine, texts: Sequence[str], decoding: Decoding, check: Check
) -> list[Checked]:
    """One checked answer a text, in order; the better of two tries where one fails."""
    first = engine.generate(texts, decoding)
    failing = [at for at, answer in enumerate(first) if check(answer)]
    again = [texts[at] for at in failing]
    retried = engine.generate(again, safer(decoding)) if again else []
    second = dict(zip(failing, retried, strict=True))
    return [_better(answer, second.get(at), check) for at, answer in enumerate(first)]


def safer(decoding: Decoding) -> Decoding:
    """Decoding for a second try: a wider beam and no repeated 4-grams."""
    return replace(
        decoding,
        beams=max(4, decoding.beams),
        no_repeat_ngram=decoding.no_repeat_ngram or 4,
        repetition_penalty=1.1,
    )


def _better(first: Generation, second: Generation | None, check: Check) -> Checked:
    if second is None:
        return Checked(first, (), retried=False)
    best = min((first, second), key=lambda each: len(check(each)))
    return Checked(best, check(best), retried=True)
