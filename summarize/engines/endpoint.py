"""The endpoint engine: a model behind an OpenAI-compatible server the user runs."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from summarize.engines.answer import finish_of
from summarize.errors import Refused
from summarize.families import neutralise
from summarize.families.causal import around
from summarize.records import Decoding, Generation

CHARACTERS_A_TOKEN = 3
_REQUESTS_AT_ONCE = 8
_SECONDS = 300.0
_RETRIES = 2


class EndpointEngine:
    """A chat model asked over HTTP, a prompt with one `${text}` around each text."""

    def __init__(self, base_url: str, model: str, prompt: str) -> None:
        """Prepare the client; the key is MUJAZ_API_KEY or OPENAI_API_KEY, if any."""
        self._before, self._after = around(prompt)
        self._url = base_url
        self._model = model
        self._client = _client(base_url)

    def count(self, text: str) -> int:
        """Estimate the tokens, three characters each: the tokenizer is the server's."""
        return len(self._asked(neutralise(text))) // CHARACTERS_A_TOKEN

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """Write one answer a text, in the same order."""
        with ThreadPoolExecutor(_REQUESTS_AT_ONCE) as pool:
            return list(pool.map(lambda text: self._one(text, decoding), texts))

    def _asked(self, clean: str) -> str:
        return f"{self._before}{clean}{self._after}"

    def _one(self, text: str, decoding: Decoding) -> Generation:
        clean = neutralise(text)
        around_it = len(self._before) + len(self._after)
        room = decoding.max_input_tokens * CHARACTERS_A_TOKEN - around_it
        kept = clean[: max(room, 0)]
        reply = self._ask(self._asked(kept), decoding)
        choice = reply.choices[0]
        written = str(choice.message.content or "").strip()
        read = len(self._asked(kept)) // CHARACTERS_A_TOKEN
        out = len(written) // CHARACTERS_A_TOKEN
        if reply.usage is not None:
            read, out = reply.usage.prompt_tokens, reply.usage.completion_tokens
        lost = len(clean) - len(kept)
        return Generation(
            text=written,
            tokens_in=read + -(-lost // CHARACTERS_A_TOKEN),
            tokens_read=read,
            tokens_out=out,
            finish=finish_of(written, ended=choice.finish_reason != "length"),
        )

    def _ask(self, content: str, decoding: Decoding) -> Any:
        import openai

        try:
            reply = self._client.chat.completions.create(
                model=self._model,
                messages=[{"role": "user", "content": content}],
                temperature=0,
                max_tokens=decoding.max_new_tokens,
            )
        except openai.APIConnectionError as error:
            raise Refused(f"{self._url} does not answer: {error}") from error
        except openai.OpenAIError as error:
            raise Refused(f"{self._url} refused the request: {error}") from error
        if not getattr(reply, "choices", None):
            raise Refused(f"{self._url} answered without any text")
        return reply


def _client(base_url: str) -> Any:
    try:
        import openai
    except ImportError as error:
        raise Refused(
            "an endpoint needs one more package: pip install 'mujaz[endpoint]'"
        ) from error
    key = os.environ.get("MUJAZ_API_KEY") or os.environ.get("OPENAI_API_KEY")
    return openai.OpenAI(
        base_url=base_url, api_key=key or "none", timeout=_SECONDS, max_retries=_RETRIES
    )
