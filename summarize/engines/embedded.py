"""The embedded model's engine: CTranslate2 and `tokenizers`; no torch, no network."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarize.cores import cores, equal_batches
from summarize.engines.answer import finish_of
from summarize.engines.embedded_text import STOP, EmbeddedText, may_share
from summarize.prompts import Prompt
from summarize.records import Decoding, Generation

# Of memory each takes a fifth of a megabyte while prompts are read, on every core.
TOKENS_A_BATCH = 1280


class EmbeddedEngine:
    """Gemma 3 270M with our adapter: one line in, one line out.

    Only prompts of the same length share a batch: with int8 weights CTranslate2 4.8.5
    answers differently once a batch is padded, and of prompts past the sliding window
    it gives items each other's text, so those run alone. Blanks before the shorter
    ones make prompts that differ by a few tokens equally long; how many depends on a
    prompt alone, so that its answer does too.
    """

    def __init__(self, folder: Path, prompt: Prompt) -> None:
        tokenizer, self._model = _load(folder, cores())
        self.text = EmbeddedText(folder, prompt, tokenizer)

    def count(self, text: str) -> int:
        """Tokens of the prompt with this text in it."""
        return len(self.text.prompt(text))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """Answer each text with one line of at most `max_new_tokens` tokens."""
        prompts = [self.text.prompt(text) for text in texts]
        read = [self.text.cut(prompt, decoding) for prompt in prompts]
        given = [self.text.filled(prompt) for prompt in read]
        waiting: dict[int, Any] = {}
        lengths = [len(prompt) for prompt in given]
        for batch in equal_batches(lengths, TOKENS_A_BATCH, may_share):
            asked = self._ask([given[at] for at in batch], decoding)
            waiting |= zip(batch, asked, strict=True)
        return [
            self._generation(prompt, cut, waiting[at].result(), decoding)
            for at, (prompt, cut) in enumerate(zip(prompts, read, strict=True))
        ]

    def _ask(self, prompts: list[list[str]], decoding: Decoding) -> Any:
        """Have a batch answered by the next idle core; the answers to wait for."""
        return self._model.generate_batch(
            prompts,
            max_length=decoding.max_new_tokens,
            beam_size=decoding.beams,
            length_penalty=decoding.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            sampling_topk=1,
            include_prompt_in_result=False,
            end_token=[STOP, "<eos>"],
            asynchronous=True,
        )

    def _generation(
        self, prompt: list[str], read: list[str], result: Any, decoding: Decoding
    ) -> Generation:
        ids = result.sequences_ids[0]
        said = self.text.decode(self.text.names(ids))
        text = said.partition(STOP)[0].strip()
        finish = finish_of(text, ended=len(ids) < decoding.max_new_tokens)
        return Generation(text, len(prompt), len(read), len(ids), finish)


@lru_cache(maxsize=1)
def _load(folder: Path, replicas: int) -> tuple[Any, Any]:
    """The tokenizer and the model, shared by the engines of a run's several prompts.

    Each core answers batches of its own: threads that share one batch of so small a
    model wait for each other more than they compute. The weights are there once.
    """
    import ctranslate2
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json")), ctranslate2.Generator(
        str(folder),
        device="cpu",
        compute_type="int8",
        inter_threads=replicas,
        intra_threads=1,
    )
