"""The same weights run by transformers: as in a notebook, and with care."""

from collections.abc import Sequence
from typing import Any

from summarize.speed.contenders.reading import Reader, reader_of
from summarize.speed.job import Answers, Job, Mark


def naive(job: Job, mark: Mark) -> Answers:
    """One text after another, in float32, with the library's defaults."""
    reader = reader_of(job)
    model = _load(job, reader, "float32")
    mark("loaded")
    read = [reader.encode(text) for text in job.texts]
    wrote = [_generate(model, reader, [ids], job)[0] for ids in read]
    return _answers(reader, read, wrote)


def tuned(job: Job, mark: Mark) -> Answers:
    """Batches of so many tokens, sorted by length, in the variant's precision."""
    import torch

    reader = reader_of(job)
    model = _load(job, reader, job.variant["dtype"])
    mark("loaded")
    read = [reader.encode(text) for text in job.texts]
    wrote: dict[int, list[int]] = {}
    with torch.inference_mode():
        for places in _batches([len(ids) for ids in read], job.variant["tokens"]):
            made = _generate(model, reader, [read[at] for at in places], job)
            wrote |= zip(places, made, strict=True)
    return _answers(reader, read, [wrote[at] for at in range(len(read))])


def _load(job: Job, reader: Reader, dtype: str) -> Any:
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

    kind = AutoModelForCausalLM if reader.causal else AutoModelForSeq2SeqLM
    options = {"dtype": getattr(torch, dtype), "attn_implementation": "sdpa"}
    return kind.from_pretrained(job.folder, local_files_only=True, **options).eval()


def _generate(
    model: Any, reader: Reader, batch: Sequence[Sequence[int]], job: Job
) -> list[list[int]]:
    import torch

    longest = max(map(len, batch))
    ids = torch.full((len(batch), longest), reader.pad)
    mask = torch.zeros((len(batch), longest), dtype=torch.long)
    for row, source in enumerate(batch):
        at = longest - len(source) if reader.causal else 0
        ids[row, at : at + len(source)] = torch.tensor(source)
        mask[row, at : at + len(source)] = 1
    opening = {}
    if not reader.causal:
        opening["decoder_input_ids"] = torch.tensor([reader.opening] * len(batch))
    decoding = job.decoding
    searching = {}
    if decoding.beams > 1:
        searching["length_penalty"] = decoding.length_penalty
    output = model.generate(
        input_ids=ids,
        attention_mask=mask,
        max_new_tokens=decoding.max_new_tokens,
        num_beams=decoding.beams,
        do_sample=False,
        no_repeat_ngram_size=decoding.no_repeat_ngram,
        eos_token_id=list(reader.ends),
        pad_token_id=reader.pad,
        **opening,
        **searching,
    )
    skipped = longest if reader.causal else len(reader.opening)
    return [reader.written(row) for row in output[:, skipped:].tolist()]


def _batches(lengths: Sequence[int], tokens: int) -> list[list[int]]:
    """Places, shortest first, in batches of at most so many tokens, padding counted."""
    batches: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda at: lengths[at]):
        if batches and (len(batches[-1]) + 1) * lengths[at] <= tokens:
            batches[-1].append(at)
        else:
            batches.append([at])
    return batches


def _answers(
    reader: Reader, read: Sequence[Sequence[int]], wrote: Sequence[Sequence[int]]
) -> Answers:
    texts = tuple(reader.decode(ids) for ids in wrote)
    return Answers(texts, sum(map(len, read)), sum(map(len, wrote)))
