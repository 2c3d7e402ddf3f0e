"""The transformers engine: any checkpoint of a known family, on CPU or GPU."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarize.engines.answer import answer
from summarize.engines.checkpoint import load_checkpoint
from summarize.families import Encoded, Family
from summarize.records import Decoding, Generation

if TYPE_CHECKING:
    import torch

TOKENS_A_BATCH = 2048
_WHOLE = 1 << 30


class TransformersEngine:
    """A checkpoint run by transformers: float32 on a CPU, half precision on a GPU."""

    def __init__(self, folder: Path, family: Family, device: str = "cpu") -> None:
        """Load the checkpoint's safetensors; nothing of its code runs."""
        self._family = family
        self._device = device
        self._model = _load(folder, family, device)

    def count(self, text: str) -> int:
        """Tokens the model would be given for this text, prompt and marks included."""
        return self._family.encode(text, _WHOLE).tokens_there

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """Write one answer a text, in the same order."""
        sources = [self._family.encode(t, decoding.max_input_tokens) for t in texts]
        order = sorted(range(len(sources)), key=lambda at: len(sources[at].ids))
        answers: dict[int, Generation] = {}
        for places in _batches(order, [len(source.ids) for source in sources]):
            batch = [sources[at] for at in places]
            answers |= zip(places, self._write(batch, decoding), strict=True)
        return [answers[at] for at in range(len(sources))]

    def _write(self, batch: list[Encoded], decoding: Decoding) -> list[Generation]:
        """Answer a batch, halving it as long as it does not fit in memory."""
        import torch

        try:
            written = self._run(batch, decoding)
        except RuntimeError as error:
            full = isinstance(error, torch.OutOfMemoryError)
            if len(batch) == 1 or not (full or "allocate memory" in str(error)):
                raise
            written = None
        if written is None:
            half = len(batch) // 2
            return self._write(batch[:half], decoding) + self._write(
                batch[half:], decoding
            )
        return [
            answer(self._family, source, tuple(ids))
            for source, ids in zip(batch, written, strict=True)
        ]

    def _run(self, batch: list[Encoded], decoding: Decoding) -> list[list[int]]:
        import torch

        family = self._family
        ids, mask = self._padded(batch)
        inputs: dict[str, Any] = {"input_ids": ids, "attention_mask": mask}
        if family.causal:
            given = ids.shape[1]
        else:
            opening = [[family.start, *source.prefix] for source in batch]
            inputs["decoder_input_ids"] = torch.tensor(opening, device=self._device)
            given = len(opening[0])
        with torch.inference_mode():
            output = self._model.generate(
                **inputs, **_options(family, decoding, given=given)
            )
        rows: list[list[int]] = output[:, given:].tolist()
        return rows

    def _padded(self, batch: list[Encoded]) -> "tuple[torch.Tensor, torch.Tensor]":
        """Pad to the longest: before the text for causal models, after it otherwise."""
        import torch

        longest = max(len(source.ids) for source in batch)
        shape = (len(batch), longest)
        ids = torch.full(shape, self._family.pad, dtype=torch.long)
        mask = torch.zeros(shape, dtype=torch.long)
        for row, source in enumerate(batch):
            length = len(source.ids)
            at = longest - length if self._family.causal else 0
            ids[row, at : at + length] = torch.tensor(source.ids)
            mask[row, at : at + length] = 1
        return ids.to(self._device), mask.to(self._device)


class _AnswerOnly:
    """A logits rule that sees the answer and not the prompt, which may be copied."""

    def __init__(self, rule: Any, given: int) -> None:
        self._rule = rule
        self._given = given

    def __call__(self, ids: "torch.Tensor", scores: "torch.Tensor") -> Any:
        return self._rule(ids[:, self._given :], scores)


class _StopString:
    """A stopping rule for each row of a batch: its answer holds a stop string."""

    def __init__(self, family: Family, given: int) -> None:
        self._family = family
        self._given = given

    def __call__(self, ids: "torch.Tensor", scores: object, **_: object) -> Any:
        import torch

        rows = ids[:, self._given :].tolist()
        done = [self._family.stopped(tuple(row)) for row in rows]
        return torch.tensor(done, device=ids.device)


def _batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Split places, shortest first, into batches of a bounded number of tokens."""
    batches: list[list[int]] = []
    for at in order:
        if batches and (len(batches[-1]) + 1) * lengths[at] <= TOKENS_A_BATCH:
            batches[-1].append(at)
        else:
            batches.append([at])
    return batches


def _options(family: Family, decoding: Decoding, *, given: int) -> dict[str, Any]:
    from transformers import (
        GenerationConfig,
        LogitsProcessorList,
        NoRepeatNGramLogitsProcessor,
        RepetitionPenaltyLogitsProcessor,
        StoppingCriteriaList,
    )

    config = GenerationConfig(
        max_new_tokens=decoding.max_new_tokens,
        num_beams=decoding.beams,
        do_sample=False,
        eos_token_id=list(family.ends),
        pad_token_id=family.pad,
        decoder_start_token_id=family.start,
        suppress_tokens=list(family.never) or None,
    )
    if decoding.beams > 1:
        config.length_penalty = decoding.length_penalty
    rules = []
    if decoding.repetition_penalty != 1.0:
        rules.append(RepetitionPenaltyLogitsProcessor(decoding.repetition_penalty))
    if decoding.no_repeat_ngram:
        rules.append(NoRepeatNGramLogitsProcessor(decoding.no_repeat_ngram))
    stops = [_StopString(family, given)] if family.stop else []
    return {
        "generation_config": config,
        "logits_processor": LogitsProcessorList(_AnswerOnly(r, given) for r in rules),
        "stopping_criteria": StoppingCriteriaList(stops),
    }


def _load(folder: Path, family: Family, device: str) -> Any:
    import torch
    from transformers import (
        AutoModelForCausalLM,
        AutoModelForSeq2SeqLM,
        GenerationConfig,
    )

    kind = AutoModelForCausalLM if family.causal else AutoModelForSeq2SeqLM
    dtype = _dtype(device) if device == "cuda" else torch.float32
    model = load_checkpoint(kind, folder, dtype=dtype)
    # What a checkpoint's own file says about beams or lengths is not asked for here.
    model.generation_config = GenerationConfig()
    return model.eval().to(device)


def _dtype(device: str) -> "torch.dtype":
    import torch

    return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
