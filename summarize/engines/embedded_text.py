"""The ids the embedded model is given for a text, the same in runs and in tuning."""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from summarize.arabic import has_arabic
from summarize.families.neutral import neutralise
from summarize.prompts import FIELD, Prompt
from summarize.records import Decoding

STOP = "\n"
# The first bytes of Arabic letters, which pieces may spell byte by byte.
_BYTES = frozenset(f"<0x{byte:02X}>" for byte in range(0xD8, 0xDC))


class EmbeddedText:
    """A prompt over the cut vocabulary: texts to ids and back.

    An answer is a line: `stop` is the id that ends it, and `ends` are all that may.
    """

    def __init__(self, folder: Path, prompt: Prompt, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        parted = json.loads((folder / "apart.json").read_text(encoding="utf-8"))
        self._apart = {int(id): ids for id, ids in parted.items()}
        known: dict[str, int] = tokenizer.get_vocab(with_added_tokens=False)
        self.pad: int = known["<pad>"]
        self.stop: int = known[STOP]
        self.ends: tuple[int, ...] = (self.stop, known["<eos>"])
        head, _, tail = prompt.template.partition(FIELD)
        self._head = [known["<bos>"], *self.ids(head)]
        self._tail = self.ids(tail)

    @cached_property
    def arabic(self) -> list[int]:
        """The ids with Arabic letters in them."""
        known: dict[str, int] = self._tokenizer.get_vocab(with_added_tokens=False)
        return [
            id for piece, id in known.items() if piece in _BYTES or has_arabic(piece)
        ]

    def prompt(self, text: str) -> list[int]:
        """The prompt with this text in it."""
        return [*self._head, *self.ids(neutralise(text)), *self._tail]

    def cut(self, prompt: list[int], decoding: Decoding) -> list[int]:
        """Shorten the text, never the prompt around it."""
        over = len(prompt) - decoding.max_input_tokens
        if over <= 0:
            return prompt
        return [*prompt[: -len(self._tail) - over], *self._tail]

    def ids(self, text: str) -> list[int]:
        """The kept pieces that a text is cut into; no mark is among them."""
        found: list[int] = []
        for id in self._tokenizer.encode(text, add_special_tokens=False).ids:
            found.extend(self._apart.get(id, [id]))
        return found

    def pieces(self, ids: Sequence[int]) -> list[str]:
        """The names of ids."""
        return [self._tokenizer.id_to_token(id) for id in ids]

    def ids_of(self, pieces: Sequence[str]) -> list[int]:
        """The ids of names."""
        return [self._tokenizer.token_to_id(piece) for piece in pieces]

    def line(self, ids: Sequence[int]) -> str:
        """The first line that ids spell."""
        said = str(self._tokenizer.decode(list(ids), skip_special_tokens=False))
        return said.partition(STOP)[0].strip()
