"""Encoder-decoder families: a source with its marks, and how the answer starts."""

from dataclasses import dataclass
from typing import Any

from summarize.errors import Refused
from summarize.families.vocabulary import Encoded, Vocabulary

_NLLB = {"ar": "arb_Arab", "en": "eng_Latn", "fr": "fra_Latn"}
_MBART = {"ar": "ar_AR", "en": "en_XX", "fr": "fr_XX"}
_CROSSSUM = {"ar": "arabic", "en": "english", "fr": "french"}


@dataclass(frozen=True, slots=True)
class SequenceFamily:
    """An encoder-decoder family around one tokenizer.

    `head` and `tail` surround every source; `start` is the decoder's first token,
    `None` where only a converted model knows it; `never` may not be written.
    """

    name: str
    vocabulary: Vocabulary
    head: tuple[int, ...]
    tail: tuple[int, ...]
    start: int | None
    prefix: tuple[int, ...]
    ends: tuple[int, ...]
    pad: int
    never: tuple[int, ...] = ()
    causal: bool = False
    window: int | None = None
    stop: tuple[str, ...] = ()

    def encode(self, text: str, limit: int) -> Encoded:
        """Encode a text into at most `limit` ids, keeping the model's marks whole."""
        body = self.vocabulary.text_ids(text)
        marks = len(self.head) + len(self.tail)
        kept = body[: max(limit - marks, 0)]
        return Encoded(self.head + kept + self.tail, self.prefix, marks + len(body))

    def decode(self, ids: tuple[int, ...]) -> str:
        """Return the answer that the ids spell."""
        return self.vocabulary.decode(ids)

    def stopped(self, ids: tuple[int, ...]) -> bool:
        """Tell whether a stop string is reached: there are none here."""
        return False


def sequence_family(
    name: str,
    vocabulary: Vocabulary,
    config: dict[str, Any],
    languages: tuple[str, str],
    task_prefix: str,
) -> SequenceFamily:
    """Build the family `name` for a source and a target language."""
    tokenizer = vocabulary.tokenizer
    start: int | None = config.get("decoder_start_token_id")
    prefix: tuple[int, ...] = ()
    never: tuple[int, ...] = ()
    source, target = _codes(name, languages)
    if source:
        tokenizer.src_lang = source
        prefix = (vocabulary.id_of(target),)
    if name == "mbart" and "MBart50" not in type(tokenizer).__name__:
        start, prefix = prefix[0], ()
    elif name == "crosssum":
        start = _crosssum_start(vocabulary, config, target)
    elif name == "marian":
        start = config.get("decoder_start_token_id", tokenizer.pad_token_id)
        never = (tokenizer.pad_token_id,)
    elif name == "bart" and config.get("forced_bos_token_id") is not None:
        prefix = (int(config["forced_bos_token_id"]),)
    head, tail = _marks(vocabulary)
    if name == "bart" and not tail:
        # BARThez's tokenizer adds no marks where only its SentencePiece file came.
        head, tail = (int(tokenizer.bos_token_id),), (int(tokenizer.eos_token_id),)
    return SequenceFamily(
        name=name,
        vocabulary=vocabulary,
        head=head + (vocabulary.ids(task_prefix) if task_prefix else ()),
        tail=tail,
        start=start,
        prefix=prefix,
        ends=(int(tokenizer.eos_token_id),),
        pad=int(tokenizer.pad_token_id),
        never=never,
    )


def _codes(name: str, languages: tuple[str, str]) -> tuple[str, str]:
    """Return the family's own names of two languages; "" where it needs none."""
    source, target = languages
    match name:
        case "nllb":
            return _NLLB.get(source, source), _NLLB.get(target, target)
        case "mbart":
            return _MBART.get(source, source), _MBART.get(target, target)
        case "m2m100":
            return source, f"__{target}__"
        case "crosssum":
            return "", _CROSSSUM.get(target, target)
    return "", ""


def _crosssum_start(
    vocabulary: Vocabulary, config: dict[str, Any], language: str
) -> int:
    langid_map = (config.get("task_specific_params") or {}).get("langid_map", {})
    if language not in langid_map:
        raise Refused(f"the CrossSum checkpoint does not write {language!r}")
    return vocabulary.id_of(langid_map[language][1])


def _marks(vocabulary: Vocabulary) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Find what the tokenizer puts before and after a text by asking it."""
    bare, marked = vocabulary.ids("a"), vocabulary.marked("a")
    for at in range(len(marked) - len(bare) + 1):
        if marked[at : at + len(bare)] == bare:
            return marked[:at], marked[at + len(bare) :]
    raise Refused("the model's tokenizer changes a text when it adds its marks")
