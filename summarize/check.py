"""Check what a model wrote before it is used: each problem is a short stable word."""

import html
import re
import unicodedata

from summarize.arabic import arabic_share, has_arabic
from summarize.engines import loops
from summarize.records import Generation

_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
_SPECIAL = re.compile(
    r"</?(?:s|pad|unk|bos|eos|start_of_turn|end_of_turn|extra_id_\d+)>"
    r"|<\|[a-z_]+\|>|>>[a-z_]+<<|\b(?:eng_Latn|arb_Arab|__en__|__ar__)\b"
)


def problems(generation: Generation) -> tuple[str, ...]:
    """What is wrong with generated English, in a fixed order."""
    text = generation.text
    return _found(
        generation,
        residual_arabic=has_arabic(text),
        wrong_script=_latin_share(text) < 0.5,
    )


def arabic_problems(generation: Generation) -> tuple[str, ...]:
    """What is wrong with a generated Arabic summary, in a fixed order."""
    return _found(generation, wrong_script=arabic_share(generation.text) < 0.5)


def _found(generation: Generation, **of_language: bool) -> tuple[str, ...]:
    text = generation.text
    if not text.strip():
        return ("empty",)
    found = {
        "cut": generation.tokens_read < generation.tokens_in,
        "loop": generation.finish == "loop" or loops(text),
        "length": generation.finish == "length",
        **of_language,
        "html_entity": bool(_ENTITY.search(text)) and html.unescape(text) != text,
        "special_token": bool(_SPECIAL.search(text)),
    }
    return tuple(name for name, is_so in found.items() if is_so)


def _latin_share(text: str) -> float:
    """Share of Latin letters among all letters; 1 where there are no letters."""
    letters = [char for char in text if char.isalpha()]
    latin = [char for char in letters if "LATIN" in unicodedata.name(char, "")]
    return len(latin) / len(letters) if letters else 1.0
