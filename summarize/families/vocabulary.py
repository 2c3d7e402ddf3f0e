"""A checkpoint's tokenizer, loaded offline, and which of its tokens are not text."""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.errors import Refused
from summarize.families.neutral import is_marker, neutralise, quiet

_FILES = ("tokenizer.json", "*.model", "*.spm", "vocab.json", "vocab.txt")


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids ready for a model, and how many there were before any cut.

    `prefix` holds the answer's first tokens, after the one the decoder starts with.
    """

    ids: tuple[int, ...]
    prefix: tuple[int, ...]
    tokens_there: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A tokenizer with its markers: `forbidden` ids may never come from an article."""

    tokenizer: Any
    specials: tuple[str, ...]
    forbidden: frozenset[int]

    def clean(self, text: str) -> str:
        """Return the text on one line, its markers broken."""
        return neutralise(text, self.specials)

    def ids(self, text: str) -> tuple[int, ...]:
        """Encode trusted text as it is, without the model's own marks around it."""
        encoded = self.tokenizer(text, add_special_tokens=False, verbose=False)
        return tuple(encoded["input_ids"])

    def marked(self, text: str) -> tuple[int, ...]:
        """Encode trusted text with the model's own marks around it."""
        return tuple(self.tokenizer(text, verbose=False)["input_ids"])

    def text_ids(self, text: str) -> tuple[int, ...]:
        """Encode an article's text: no id of it is a marker."""
        ids = self.ids(self.clean(text))
        return self.ids(quiet(text)) if self.forbidden.intersection(ids) else ids

    def id_of(self, token: str) -> int:
        """Return a token's id, refusing one that the tokenizer does not know."""
        found = self.tokenizer.convert_tokens_to_ids(token)
        if found is None or found == self.tokenizer.unk_token_id:
            raise Refused(f"the model's tokenizer has no token {token!r}")
        return int(found)

    def tokens(self, ids: Sequence[int]) -> list[str]:
        """Return the tokens that the ids stand for."""
        return list(self.tokenizer.convert_ids_to_tokens(list(ids)))

    def ids_of(self, tokens: Sequence[str]) -> tuple[int, ...]:
        """Return the ids of tokens; one the tokenizer does not know is `unk`."""
        unknown = self.tokenizer.unk_token_id or 0
        found = self.tokenizer.convert_tokens_to_ids(list(tokens))
        return tuple(unknown if one is None else one for one in found)

    def decode(self, ids: Iterable[int]) -> str:
        """Return the ids as plain text, markers left out."""
        named = self.tokens([i for i in ids if i not in self.forbidden])
        # An id without a token is unknown, and left out as such.
        kept = self.ids_of([token for token in named if token is not None])
        return str(self.tokenizer.decode(list(kept), skip_special_tokens=True)).strip()


def load_vocabulary(folder: Path) -> Vocabulary:
    """Load the folder's tokenizer, without the network and without its code."""
    from transformers import AutoTokenizer

    # Some tokenizers load without any file, and know no word.
    if not any(path.match(name) for path in folder.iterdir() for name in _FILES):
        raise _unreadable(folder, "none of these")
    with warnings.catch_warnings():
        # Marian's tokenizer asks for sacremoses; it only tidies Latin punctuation.
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        try:
            tokenizer = AutoTokenizer.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False
            )
            return Vocabulary(tokenizer, *_markers(tokenizer))
        except Exception as error:  # broken files end in types, lookups, anything
            raise _unreadable(folder, f"{type(error).__name__}: {error}") from error


def _unreadable(folder: Path, found: str) -> Refused:
    there = ", ".join(sorted(path.name for path in folder.iterdir()))
    return Refused(
        f"{folder}: its tokenizer cannot be read: expected {', '.join(_FILES)}, as its "
        f"family needs them, found {found}; copy or fetch the whole model again, here "
        f"there is only {there}"
    )


def _markers(tokenizer: Any) -> tuple[tuple[str, ...], frozenset[int]]:
    """Collect the markers a text could hold, and the ids it may never become."""
    added = {str(t): i for i, t in tokenizer.added_tokens_decoder.items() if t.special}
    ids = dict(
        zip(tokenizer.all_special_tokens, tokenizer.all_special_ids, strict=True)
    )
    ids |= added | getattr(tokenizer, "lang_token_to_id", {})
    ids |= {t: i for t, i in tokenizer.get_vocab().items() if is_marker(t)}
    # Rare characters are <unk> in honest text too.
    ids.pop(str(tokenizer.unk_token), None)
    written = {t for t in ids if not t.isspace() and not (t[0] == "<" and t[-1] == ">")}
    return tuple(sorted(t for t in written if len(t) > 2)), frozenset(ids.values())
