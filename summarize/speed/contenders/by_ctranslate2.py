"""The same weights run by CTranslate2 itself, int8, with all texts in one call."""

from collections.abc import Sequence
from typing import Any

from summarize.speed.contenders.reading import Reader, reader_of
from summarize.speed.job import Answers, Job, Mark


def direct(job: Job, mark: Mark) -> Answers:
    """Translate or summarize with so many replicas and threads as the variant says."""
    reader = reader_of(job, job.converted)
    model = _load(job, reader)
    mark("loaded")
    read = [reader.encode(text) for text in job.texts]
    write = _continued if reader.causal else _translated
    wrote = write(model, reader, read, job)
    texts = tuple(reader.decode(ids) for ids in wrote)
    return Answers(texts, sum(map(len, read)), sum(map(len, wrote)))


def _load(job: Job, reader: Reader) -> Any:
    import ctranslate2

    kind = ctranslate2.Generator if reader.causal else ctranslate2.Translator
    return kind(
        job.converted,
        device="cpu",
        compute_type="int8",
        inter_threads=job.variant["replicas"],
        intra_threads=job.variant["threads"],
    )


def _translated(
    model: Any, reader: Reader, read: Sequence[list[int]], job: Job
) -> list[list[int]]:
    decoding, given = job.decoding, reader.tokens(reader.given)
    # An answer repeats what it was given, but not the token that a decoder starts with.
    skipped = len(reader.opening) - 1
    results = model.translate_batch(
        [reader.tokens(ids) for ids in read],
        [given] * len(read) if given else None,
        max_batch_size=job.variant["tokens"],
        batch_type="tokens",
        beam_size=decoding.beams,
        length_penalty=decoding.length_penalty,
        no_repeat_ngram_size=decoding.no_repeat_ngram,
        max_decoding_length=decoding.max_new_tokens + skipped,
    )
    return [list(reader.ids(each.hypotheses[0][skipped:])) for each in results]


def _continued(
    model: Any, reader: Reader, read: Sequence[list[int]], job: Job
) -> list[list[int]]:
    """A call for each group of prompts of one length, all at once.

    A batch that is padded answers otherwise: prompts of other lengths may not share it.
    """
    groups: dict[int, list[int]] = {}
    for at, ids in enumerate(read):
        groups.setdefault(len(ids), []).append(at)
    waiting: dict[int, Any] = {}
    for length in sorted(groups, reverse=True):
        asked = model.generate_batch(
            [reader.tokens(read[at]) for at in groups[length]],
            max_batch_size=max(job.variant["tokens"] // length, 1),
            max_length=job.decoding.max_new_tokens,
            beam_size=job.decoding.beams,
            include_prompt_in_result=False,
            end_token=list(reader.ends),
            asynchronous=True,
        )
        waiting |= zip(groups[length], asked, strict=True)
    results = (waiting[at].result() for at in range(len(read)))
    return [reader.written(each.sequences_ids[0]) for each in results]
