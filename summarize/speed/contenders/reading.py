"""Texts to the ids that a checkpoint reads, the same for every contender."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize.families import family_for
from summarize.speed.embedded import asking
from summarize.speed.job import Job


@dataclass(frozen=True, slots=True)
class Reader:
    """A checkpoint's tokenizer.

    `opening` are the ids that a decoder is given before it writes, none for a causal
    model; `given` the first of them that CTranslate2 has to be told, as `tokens`.
    """

    encode: Callable[[str], list[int]]
    tokens: Callable[[Sequence[int]], list[str]]
    ids: Callable[[Sequence[str]], Sequence[int]]
    decode: Callable[[Sequence[int]], str]
    ends: tuple[int, ...]
    pad: int
    opening: tuple[int, ...] = ()
    given: tuple[int, ...] = ()

    @property
    def causal(self) -> bool:
        """Whether the model goes on with what it reads."""
        return not self.opening

    def written(self, ids: Sequence[int]) -> list[int]:
        """The ids of an answer up to its end."""
        for at, id in enumerate(ids):
            if id in self.ends:
                return list(ids[:at])
        return list(ids)


def reader_of(job: Job, folder: str | None = None) -> Reader:
    """The reader of the job's checkpoint, or of another `folder` of its kind."""
    if job.kind == "embedded":
        return _embedded(Path(folder or job.folder))
    return _sequence(Path(job.folder), job.decoding.max_input_tokens)


def _embedded(folder: Path) -> Reader:
    text = asking(folder)
    return Reader(
        encode=text.prompt,
        tokens=text.pieces,
        ids=text.ids_of,
        decode=text.line,
        ends=text.ends,
        pad=text.pad,
    )


def _sequence(folder: Path, limit: int) -> Reader:
    family = family_for(folder)
    prefix = family.encode("", limit).prefix
    start = (family.start or 0,)
    return Reader(
        encode=lambda said: list(family.encode(said, limit).ids),
        tokens=family.vocabulary.tokens,
        ids=family.vocabulary.ids_of,
        decode=lambda ids: family.decode(tuple(ids)),
        ends=family.ends,
        pad=family.pad,
        opening=start + prefix,
        # A Marian model that is converted starts by itself.
        given=prefix if family.name == "marian" else start + prefix,
    )
