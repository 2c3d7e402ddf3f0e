"""Causal families: a prompt written around the text, and where the answer stops."""

from dataclasses import dataclass
from typing import Any

from summarize.errors import UsageError
from summarize.families.neutral import quiet
from summarize.families.vocabulary import Encoded, Vocabulary

FIELD = "${text}"


@dataclass(frozen=True, slots=True)
class CausalFamily:
    """A decoder-only family: `before` and `after` are the prompt around the text.

    `window` is the model's sliding attention window, where it has one.
    """

    name: str
    vocabulary: Vocabulary
    before: str
    after: str
    chat: bool
    ends: tuple[int, ...]
    pad: int
    window: int | None
    stop: tuple[str, ...]
    start: int | None = None
    prefix: tuple[int, ...] = ()
    never: tuple[int, ...] = ()
    causal: bool = True

    def encode(self, text: str, limit: int) -> Encoded:
        """Encode the prompt around a text, cutting the text alone to fit `limit`."""
        clean = self.vocabulary.clean(text)
        ids = self._prompt(clean)
        if self._marks(ids) != self._marks(self._prompt("")):
            clean = quiet(text)
            ids = self._prompt(clean)
        there = len(ids)
        if there > limit:
            ids = self._prompt(self._longest(clean, limit))
        return Encoded(ids, (), there)

    def decode(self, ids: tuple[int, ...]) -> str:
        """Return the answer that the ids spell, up to the first stop string."""
        text = self.vocabulary.decode(ids)
        for stop in self.stop:
            text = text.partition(stop)[0]
        return text.strip()

    def stopped(self, ids: tuple[int, ...]) -> bool:
        """Tell whether the answer already holds a stop string."""
        if not self.stop:
            return False
        text = self.vocabulary.decode(ids)
        return any(stop in text for stop in self.stop)

    def _prompt(self, clean: str) -> tuple[int, ...]:
        whole = f"{self.before}{clean}{self.after}"
        # A chat template writes the model's own marks itself.
        return (
            self.vocabulary.ids(whole) if self.chat else self.vocabulary.marked(whole)
        )

    def _marks(self, ids: tuple[int, ...]) -> list[int]:
        return [one for one in ids if one in self.vocabulary.forbidden]

    def _longest(self, clean: str, limit: int) -> str:
        """Find by halving how much of the text fits; the prompt itself is never cut."""
        low, high = 0, len(clean)
        while low < high:
            middle = (low + high + 1) // 2
            if len(self._prompt(clean[:middle])) <= limit:
                low = middle
            else:
                high = middle - 1
        return clean[:low].rstrip()


def around(prompt: str | None) -> tuple[str, str]:
    """Split a prompt at its one `${text}`."""
    if prompt is None or prompt.count(FIELD) != 1:
        raise UsageError(f"the model needs a prompt that holds {FIELD} exactly once")
    before, _, after = prompt.partition(FIELD)
    return before, after


def causal_family(
    vocabulary: Vocabulary,
    config: dict[str, Any],
    prompt: str | None,
    stop: tuple[str, ...],
    chat: bool | None,
) -> CausalFamily:
    """Build the causal family, in the tokenizer's chat template where it has one."""
    tokenizer = vocabulary.tokenizer
    before, after = around(prompt)
    chat = bool(tokenizer.chat_template) if chat is None else chat
    if chat:
        turn = [{"role": "user", "content": f"{before}{FIELD}{after}"}]
        before, after = around(
            tokenizer.apply_chat_template(
                turn, tokenize=False, add_generation_prompt=True
            )
        )
    ends = _ends(config, tokenizer.eos_token_id)
    pad = tokenizer.pad_token_id
    return CausalFamily(
        name="causal",
        vocabulary=vocabulary,
        before=before,
        after=after,
        chat=chat,
        ends=ends,
        pad=ends[0] if pad is None else int(pad),
        window=_window(config.get("text_config", config)),
        stop=stop,
    )


def _ends(config: dict[str, Any], eos: int | None) -> tuple[int, ...]:
    named = config.get("eos_token_id")
    ends = named if isinstance(named, list) else [named, eos]
    return tuple(dict.fromkeys(int(one) for one in ends if one is not None))


def _window(config: dict[str, Any]) -> int | None:
    window = config.get("sliding_window")
    if window is None or config.get("use_sliding_window") is False:
        return None
    return int(window)
