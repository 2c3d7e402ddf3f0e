"""The CTranslate2 engine: int8 on a CPU, several times faster than transformers."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarize.engines.answer import answer
from summarize.engines.convert import converted
from summarize.errors import Refused
from summarize.families import Encoded, Family
from summarize.records import Decoding, Generation

TOKENS_A_BATCH = 2048
_WHOLE = 1 << 30


class CTranslate2Engine:
    """A checkpoint run by CTranslate2, converted on first use into `cache`."""

    def __init__(
        self,
        folder: Path,
        family: Family,
        device: str,
        cache: Path,
        threads: int = 0,
        compute_type: str = "int8",
    ) -> None:
        """Load the model, converting it first; `Unconvertible` where that fails."""
        import ctranslate2

        self._family = family
        place = converted(folder, family, cache, compute_type)
        kind = ctranslate2.Generator if family.causal else ctranslate2.Translator
        options = {"compute_type": compute_type, "intra_threads": threads}
        try:
            self._model: Any = kind(str(place), device=device, **options)
            self._opening = [] if family.causal else _opening(place, family)
        except Exception as error:  # a broken model ends in anything
            given = place == folder
            mend = (
                "convert its checkpoint again" if given else "use engine transformers"
            )
            raise Refused(
                f"{place / 'model.bin'}: expected a model that CTranslate2 "
                f"{ctranslate2.__version__} loads on {device}, found: {error}; {mend}"
            ) from error

    def count(self, text: str) -> int:
        """Tokens the model would be given for this text, prompt and marks included."""
        return self._family.encode(text, _WHOLE).tokens_there

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """Write one answer a text, in the same order."""
        sources = [self._family.encode(t, decoding.max_input_tokens) for t in texts]
        if not sources:
            return []
        if not self._family.causal:
            return self._translate(sources, decoding)
        answers: dict[int, Generation] = {}
        for places in self._batches(sources, decoding.max_new_tokens):
            batch = [sources[at] for at in places]
            answers |= zip(places, self._continue(batch, decoding), strict=True)
        return [answers[at] for at in range(len(sources))]

    def batchable(self, tokens: int) -> bool:
        """Tell whether a prompt and its answer, so long, may share a batch.

        Past its sliding window CTranslate2 gives the items of a batch each other's
        text (seen with 4.8.5 and Gemma 3), so such prompts go one by one.
        """
        return self._family.window is None or tokens <= self._family.window

    def _batches(self, sources: Sequence[Encoded], new: int) -> list[list[int]]:
        """Group prompts of one length; every other one goes alone.

        Prompts of different lengths would be finished inside the decoding loop, where
        the shorter ones' answers count against the longer ones' limit.
        """
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for at, source in enumerate(sources):
            groups[len(source.ids)].append(at)
        batches = []
        for length, places in groups.items():
            fits = max(TOKENS_A_BATCH // length, 1)
            size = fits if self.batchable(length + new) else 1
            batches += [places[i : i + size] for i in range(0, len(places), size)]
        return batches

    def _translate(
        self, sources: Sequence[Encoded], decoding: Decoding
    ) -> list[Generation]:
        vocabulary = self._family.vocabulary
        openings = [self._opening + vocabulary.tokens(s.prefix) for s in sources]
        results = self._model.translate_batch(
            [vocabulary.tokens(source.ids) for source in sources],
            openings if any(openings) else None,
            max_batch_size=TOKENS_A_BATCH,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=decoding.max_new_tokens + len(self._family.prefix),
            min_decoding_length=0,
            **self._options(decoding),
        )
        return [
            # An answer repeats the prefix, but not the token the decoder starts with.
            answer(
                self._family,
                source,
                vocabulary.ids_of(result.hypotheses[0][len(source.prefix) :]),
            )
            for source, result in zip(sources, results, strict=True)
        ]

    def _continue(
        self, batch: Sequence[Encoded], decoding: Decoding
    ) -> list[Generation]:
        tokens = self._family.vocabulary.tokens
        results = self._model.generate_batch(
            [tokens(source.ids) for source in batch],
            max_length=decoding.max_new_tokens,
            include_prompt_in_result=False,
            end_token=list(self._family.ends),
            callback=self._stop_rule(decoding),
            **self._options(decoding),
        )
        return [
            answer(self._family, source, tuple(result.sequences_ids[0]))
            for source, result in zip(batch, results, strict=True)
        ]

    def _options(self, decoding: Decoding) -> dict[str, Any]:
        return {
            "beam_size": decoding.beams,
            "length_penalty": decoding.length_penalty,
            "no_repeat_ngram_size": decoding.no_repeat_ngram,
            "repetition_penalty": decoding.repetition_penalty,
            "return_end_token": True,
            "sampling_topk": 1,
        }

    def _stop_rule(self, decoding: Decoding) -> Any:
        """Return a callback that ends an item at a stop string, or None."""
        family = self._family
        if not family.stop or decoding.beams > 1:
            return None
        written: defaultdict[int, list[int]] = defaultdict(list)

        def stop_here(step: Any) -> bool:
            written[step.batch_id].append(step.token_id)
            return family.causal and family.stopped(tuple(written[step.batch_id]))

        return stop_here


def _opening(place: Path, family: Family) -> list[str]:
    """Return the decoder's first token, unless the model puts its own."""
    settings = json.loads((place / "config.json").read_text(encoding="utf-8"))
    if settings.get("decoder_start_token") is not None or family.start is None:
        return []
    return family.vocabulary.tokens((family.start,))
