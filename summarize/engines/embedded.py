"""The embedded model's engine: CTranslate2 and `tokenizers`; no torch, no network."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarize.engines.answer import finish_of
from summarize.families.neutral import neutralise
from summarize.prompts import FIELD, Prompt
from summarize.records import Decoding, Generation

SLIDING_WINDOW = 512
_BATCH = 24
_STEP = 8
_BLANK = "\u2581\u2581"


class EmbeddedEngine:
    """Gemma 3 270M with our adapter: one line in, one line out.

    Only prompts of the same length share a batch: with int8 weights CTranslate2 4.8.5
    answers differently once a batch is padded, and past the sliding window it gives
    items each other's text, so those run alone. Blanks before the shorter ones make
    prompts that differ by a few tokens equally long; how many depends on a prompt
    alone, so that its answer does too.
    """

    def __init__(self, folder: Path, prompt: Prompt, threads: int = 0) -> None:
        self._tokenizer, self._model = _load(folder, threads)
        parted = json.loads((folder / "apart.json").read_text(encoding="utf-8"))
        self._apart = {int(id): ids for id, ids in parted.items()}
        self._ids = self._tokenizer.get_vocab(with_added_tokens=False)
        self._names = {id: piece for piece, id in self._ids.items()}
        head, _, tail = prompt.template.partition(FIELD)
        self._head = ["<bos>", *self._pieces(head)]
        self._tail = self._pieces(tail)

    def count(self, text: str) -> int:
        """Tokens of the prompt with this text in it."""
        return len(self._prompt(text))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """Answer each text with one line of at most `max_new_tokens` tokens."""
        prompts = [self._prompt(text) for text in texts]
        read = [self._cut(prompt, decoding) for prompt in prompts]
        given = [self._filled(prompt, decoding) for prompt in read]
        answers: dict[int, Generation] = {}
        for batch in _batches([len(prompt) for prompt in given], decoding):
            results = self._run([given[at] for at in batch], decoding)
            for at, ids in zip(batch, results, strict=True):
                answers[at] = self._generation(prompts[at], read[at], ids, decoding)
        return [answers[at] for at in range(len(texts))]

    def _prompt(self, text: str) -> list[str]:
        return [*self._head, *self._pieces(neutralise(text)), *self._tail]

    def _pieces(self, text: str) -> list[str]:
        ids: list[int] = []
        for id in self._tokenizer.encode(text, add_special_tokens=False).ids:
            ids.extend(self._apart.get(id, [id]))
        return [self._names[id] for id in ids]

    def decode(self, pieces: Sequence[str]) -> str:
        """The text that pieces stand for."""
        ids = [self._ids[piece] for piece in pieces]
        return str(self._tokenizer.decode(ids, skip_special_tokens=False))

    def _cut(self, prompt: list[str], decoding: Decoding) -> list[str]:
        """Shorten the text, never the prompt around it; the generation says so."""
        over = len(prompt) - decoding.max_input_tokens
        if over <= 0:
            return prompt
        return [*prompt[: -len(self._tail) - over], *self._tail]

    def _filled(self, prompt: list[str], decoding: Decoding) -> list[str]:
        """The prompt with blanks up to the next step, where it may share a batch."""
        blanks = -len(prompt) % _STEP
        if _BLANK not in self._ids or not _may_share(len(prompt) + blanks, decoding):
            return prompt
        return [*prompt[:1], *[_BLANK] * blanks, *prompt[1:]]

    def _run(self, prompts: list[list[str]], decoding: Decoding) -> list[list[int]]:
        results = self._model.generate_batch(
            prompts,
            max_length=decoding.max_new_tokens,
            beam_size=decoding.beams,
            length_penalty=decoding.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            sampling_topk=1,
            include_prompt_in_result=False,
            end_token=["\n", "<eos>"],
        )
        return [result.sequences_ids[0] for result in results]

    def _generation(
        self, prompt: list[str], read: list[str], ids: list[int], decoding: Decoding
    ) -> Generation:
        text = self.decode([self._names[id] for id in ids]).partition("\n")[0].strip()
        finish = finish_of(text, ended=len(ids) < decoding.max_new_tokens)
        return Generation(text, len(prompt), len(read), len(ids), finish)


@lru_cache(maxsize=1)
def _load(folder: Path, threads: int) -> tuple[Any, Any]:
    """The tokenizer and the model, shared by the engines of a run's several prompts."""
    import ctranslate2
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json")), ctranslate2.Generator(
        str(folder), device="cpu", compute_type="int8", intra_threads=threads
    )


def _may_share(tokens: int, decoding: Decoding) -> bool:
    """Whether a prompt and its answer surely stay within the sliding window."""
    return tokens + decoding.max_new_tokens <= SLIDING_WINDOW


def _batches(lengths: Sequence[int], decoding: Decoding) -> list[list[int]]:
    """Indices of prompts of one length each, alone where the window may be passed."""
    batches: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda at: lengths[at]):
        if (
            batches
            and len(batches[-1]) < _BATCH
            and lengths[batches[-1][0]] == lengths[at]
            and _may_share(lengths[at], decoding)
        ):
            batches[-1].append(at)
        else:
            batches.append([at])
    return batches
