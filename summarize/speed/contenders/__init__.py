"""Every way to run the same weights that is measured, by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from summarize.cores import allowed, has_bfloat16
from summarize.errors import UsageError
from summarize.speed.cases import Case
from summarize.speed.contenders import by_argos
from summarize.speed.contenders.by_ctranslate2 import direct
from summarize.speed.contenders.by_torch import naive, tuned
from summarize.speed.contenders.product import product
from summarize.speed.job import Answers, Job, Mark

Variants = tuple[dict[str, Any], ...]


def _one() -> Variants:
    return ({},)


def _batches() -> Variants:
    kind = "bfloat16" if has_bfloat16() else "float32"
    return tuple({"dtype": kind, "tokens": tokens} for tokens in (512, 2048, 8192))


def _replicas() -> Variants:
    ways = {(allowed(), 1, 512), (allowed(), 1, 2048), (1, allowed(), 2048)}
    names = ("replicas", "threads", "tokens")
    return tuple(dict(zip(names, way, strict=True)) for way in sorted(ways))


def _everything(case: Case) -> str | None:
    return None


def _embedded_translation(case: Case) -> str | None:
    return None if case.name == "embedded" else "only the embedded model was cut"


@dataclass(frozen=True, slots=True)
class Contender:
    """One way: `run` does a job and says when its model is loaded.

    One that does a text after another is given a `part` of them, one of so many: they
    tell how long all take. Of its `variants`, each tried with one of so many texts
    (`tried`), the fastest takes part, or that of the contender it is `like`. `unfit`
    says why it cannot run a case, if so; one that is `optional` is not asked for by
    default.
    """

    name: str
    about: str
    run: Callable[[Job, Mark], Answers]
    part: int = 1
    variants: Callable[[], Variants] = _one
    tried: int = 1
    like: str = ""
    unfit: Callable[[Case], str | None] = _everything
    optional: bool = False


NAIVE, DIRECT, UNCUT, PRODUCT = "naive", "ctranslate2", "uncut", "mujaz"
CONTENDERS = {
    each.name: each
    for each in (
        Contender(
            NAIVE,
            "transformers, one text at a time in float32: what a notebook does",
            naive,
            part=8,
        ),
        Contender(
            "transformers",
            "transformers in batches sorted by length, bfloat16 where the CPU has it",
            tuned,
            variants=_batches,
            tried=4,
        ),
        Contender(
            DIRECT,
            "CTranslate2 called directly: int8, all texts at once",
            direct,
            variants=_replicas,
            tried=4,
        ),
        Contender(
            UNCUT,
            "the same with the whole vocabulary of the embedded model",
            direct,
            variants=_replicas,
            like=DIRECT,
            unfit=_embedded_translation,
        ),
        Contender(
            "argos",
            "Argos Translate's own batches over the same int8 model",
            by_argos.argos,
            unfit=by_argos.unfit,
            optional=True,
        ),
        Contender(PRODUCT, "a whole run of Mujaz, from articles to files", product),
    )
}


def find_contenders(names: Iterable[str]) -> list[Contender]:
    """The contenders of these names, or all that are not optional.

    Mujaz is always among them: the others are compared with it.
    """
    wanted = [*dict.fromkeys(names)]
    for name in wanted:
        if name not in CONTENDERS:
            known = ", ".join(CONTENDERS)
            raise UsageError(f"no contender {name!r}; there are: {known}")
    if not wanted:
        wanted = [each.name for each in CONTENDERS.values() if not each.optional]
    return [each for name, each in CONTENDERS.items() if name in {*wanted, PRODUCT}]
