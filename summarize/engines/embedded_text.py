"""The pieces the embedded model is given for a text, the same in runs and in tuning."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarize.families.neutral import neutralise
from summarize.prompts import FIELD, Prompt
from summarize.records import Decoding

SLIDING_WINDOW = 512
STOP = "\n"
_STEP = 8
_BLANK = "\u2581\u2581"


class EmbeddedText:
    """A prompt over the cut vocabulary: texts to pieces and back."""

    def __init__(self, folder: Path, prompt: Prompt, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        parted = json.loads((folder / "apart.json").read_text(encoding="utf-8"))
        self._apart = {int(id): ids for id, ids in parted.items()}
        self._ids: dict[str, int] = tokenizer.get_vocab(with_added_tokens=False)
        self._names = {id: piece for piece, id in self._ids.items()}
        head, _, tail = prompt.template.partition(FIELD)
        self._head = ["<bos>", *self.pieces(head)]
        self._tail = self.pieces(tail)

    def prompt(self, text: str) -> list[str]:
        """The prompt with this text in it."""
        return [*self._head, *self.pieces(neutralise(text)), *self._tail]

    def cut(self, prompt: list[str], decoding: Decoding) -> list[str]:
        """Shorten the text, never the prompt around it."""
        over = len(prompt) - decoding.max_input_tokens
        if over <= 0:
            return prompt
        return [*prompt[: -len(self._tail) - over], *self._tail]

    def filled(self, prompt: list[str]) -> list[str]:
        """The prompt with blanks up to the next step, where it may share a batch."""
        blanks = -len(prompt) % _STEP
        if _BLANK not in self._ids or not may_share(len(prompt) + blanks):
            return prompt
        return [*prompt[:1], *[_BLANK] * blanks, *prompt[1:]]

    def pieces(self, text: str) -> list[str]:
        """The kept pieces that a text is cut into; no mark is among them."""
        ids: list[int] = []
        for id in self._tokenizer.encode(text, add_special_tokens=False).ids:
            ids.extend(self._apart.get(id, [id]))
        return self.names(ids)

    def names(self, ids: Sequence[int]) -> list[str]:
        """The pieces of ids."""
        return [self._names[id] for id in ids]

    def ids(self, pieces: Sequence[str]) -> list[int]:
        """The ids of pieces."""
        return [self._ids[piece] for piece in pieces]

    def decode(self, pieces: Sequence[str]) -> str:
        """The text that pieces stand for."""
        ids = self.ids(pieces)
        return str(self._tokenizer.decode(ids, skip_special_tokens=False))


def may_share(tokens: int) -> bool:
    """Whether prompts of so many tokens may share a batch, however long the answers.

    CTranslate2 4.8.5 cuts a prompt that is longer than the sliding window to pieces,
    and takes them from the wrong items of a batch; answers it cuts item by item.
    """
    return tokens <= SLIDING_WINDOW
