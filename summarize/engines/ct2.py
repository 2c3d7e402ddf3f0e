"""The CTranslate2 engine: int8 on a CPU, several times faster than transformers."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Any

from summarize.cores import cores, equal_batches, even_size, like_batches
from summarize.engines.answer import answer
from summarize.engines.convert import converted
from summarize.errors import Refused
from summarize.families import Encoded, Family
from summarize.records import Decoding, Generation

TOKENS_A_BATCH = 2048
# Beams that are written side by side: more fall out of the caches.
_BEAMS_A_BATCH = 48
_WHOLE = 1 << 30


class CTranslate2Engine:
    """A checkpoint run by CTranslate2, converted on first use into `cache`."""

    def __init__(
        self,
        folder: Path,
        family: Family,
        device: str,
        cache: Path,
        compute_type: str = "int8",
        sums: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Load the model, converting it first; `Unconvertible` where that fails."""
        import ctranslate2

        self._family = family
        place = converted(folder, family, cache, compute_type, sums)
        kind = ctranslate2.Generator if family.causal else ctranslate2.Translator
        # A core a batch: threads that share one wait for each other.
        self._replicas = cores() if device == "cpu" else 1
        threads = {"inter_threads": self._replicas, "intra_threads": 1}
        options = {"compute_type": compute_type, **threads}
        try:
            self._model: Any = kind(str(place), device=device, **options)
            self._opening = [] if family.causal else _opening(place, family)
            self._head = _head(family) if family.causal else ()
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
        # Prompts of different lengths would be finished inside the decoding loop, where
        # the shorter ones' answers count against the longer ones' limit.
        waiting: dict[int, Any] = {}
        for places in equal_batches(
            [len(source.ids) for source in sources],
            TOKENS_A_BATCH,
            lambda length: self.batchable(length + decoding.max_new_tokens),
        ):
            asked = self._ask([sources[at] for at in places], decoding)
            waiting |= zip(places, asked, strict=True)
        return [
            answer(self._family, source, tuple(waiting[at].result().sequences_ids[0]))
            for at, source in enumerate(sources)
        ]

    def batchable(self, tokens: int) -> bool:
        """Tell whether a prompt and its answer, so long, may share a batch.

        Past its sliding window CTranslate2 gives the items of a batch each other's
        text (seen with 4.8.5 and Gemma 3), so such prompts go one by one.
        """
        return self._family.window is None or tokens <= self._family.window

    def _translate(
        self, sources: Sequence[Encoded], decoding: Decoding
    ) -> list[Generation]:
        waiting: dict[int, Any] = {}
        most = max(1, _BEAMS_A_BATCH // decoding.beams)
        most = even_size(len(sources), most, self._replicas)
        lengths = [len(source.ids) for source in sources]
        for places in like_batches(lengths, TOKENS_A_BATCH, most):
            asked = self._ask_for([sources[at] for at in places], decoding)
            waiting |= zip(places, asked, strict=True)
        ids_of = self._family.vocabulary.ids_of
        answers = []
        for at, source in enumerate(sources):
            # An answer repeats the prefix, but not the token the decoder starts with.
            written = waiting[at].result().hypotheses[0][len(source.prefix) :]
            answers.append(answer(self._family, source, ids_of(written)))
        return answers

    def _ask_for(self, batch: Sequence[Encoded], decoding: Decoding) -> Any:
        """Have a batch translated by the next idle core; the answers to wait for."""
        tokens = self._family.vocabulary.tokens
        openings = [self._opening + tokens(source.prefix) for source in batch]
        return self._model.translate_batch(
            [tokens(source.ids) for source in batch],
            openings if any(openings) else None,
            max_input_length=0,
            max_decoding_length=decoding.max_new_tokens + len(self._family.prefix),
            min_decoding_length=0,
            asynchronous=True,
            **self._options(decoding),
        )

    def _ask(self, batch: Sequence[Encoded], decoding: Decoding) -> Any:
        """Have a batch continued by the next idle core; the answers to wait for.

        What all prompts begin with is read once and kept.
        """
        tokens, known = self._family.vocabulary.tokens, len(self._head)
        if any(source.ids[:known] != self._head for source in batch):
            known = 0
        return self._model.generate_batch(
            [tokens(source.ids[known:]) for source in batch],
            static_prompt=tokens(self._head[:known]) or None,
            max_length=decoding.max_new_tokens,
            include_prompt_in_result=False,
            end_token=list(self._family.ends),
            callback=self._stop_rule(decoding),
            asynchronous=True,
            **self._options(decoding),
        )

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


def _head(family: Family) -> tuple[int, ...]:
    """Return the ids that prompts begin with, but for the last: a text may join it.

    None where there is a sliding window: what is kept would have to slide too.
    """
    if family.window is not None:
        return ()
    one, other = (family.encode(text, _WHOLE).ids for text in ("5", "ا"))
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return tuple(id for id, _ in alike)[:-1]


def _opening(place: Path, family: Family) -> list[str]:
    """Return the decoder's first token, unless the model puts its own."""
    settings = json.loads((place / "config.json").read_text(encoding="utf-8"))
    if settings.get("decoder_start_token") is not None or family.start is None:
        return []
    return family.vocabulary.tokens((family.start,))
