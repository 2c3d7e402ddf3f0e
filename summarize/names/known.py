"""Names that Arabic translates, or spells unlike English: ours, and Unicode's CLDR."""

from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale

from summarize.names.arabic_words import Phrase, phrase
from summarize.names.spelling import DATA, plain


@cache
def known_names() -> dict[str, tuple[Phrase, ...]]:
    """Arabic forms by English name, its words plain; only acronyms are in capitals."""
    found: dict[str, dict[Phrase, None]] = {}
    for english, arabic in (*_ours(), *_cldr()):
        found.setdefault(english, {}).update(dict.fromkeys(arabic))
    return {english: tuple(forms) for english, forms in found.items()}


def is_known(name: str) -> bool:
    """Whether an English name is one that Arabic translates: Egypt, NATO, Islamic.

    What is no acronym may be written in capitals, as the places of datelines are.
    """
    names = known_names()
    return _key(name) in names or _folded(name) in names


@lru_cache(maxsize=65536)
def longest(first: str) -> int:
    """How many words the longest name has that begins with a word; 0 without any."""
    lengths = _lengths()
    return max(lengths.get(first, 0), lengths.get(first.removesuffix("s"), 0))


@cache
def _lengths() -> dict[str, int]:
    found: dict[str, int] = {}
    for name in known_names():
        first, *rest = name.lower().split()
        found[first] = max(found.get(first, 0), 1 + len(rest))
    return found


def _ours() -> Iterator[tuple[str, list[Phrase]]]:
    for line in (DATA / "known.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            english, _, arabic = line.partition("\t")
            forms = [phrase(form) for form in arabic.split("|")]
            for name in english.split("|"):
                yield _key(name), forms


def _cldr() -> Iterator[tuple[str, list[Phrase]]]:
    """Countries, and the cities that time zones are called by."""
    arabic, english = Locale("ar"), Locale("en")
    for code, name in english.territories.items():
        if code.isalpha() and code in arabic.territories:
            yield _key(name), [phrase(arabic.territories[code])]
    for zone, names in arabic.time_zones.items():
        if "city" in names:
            last = zone.rpartition("/")[2].replace("_", " ")
            city = english.time_zones.get(zone, {}).get("city", last)
            yield _key(city), [phrase(names["city"])]


def _key(name: str) -> str:
    bare = name.replace(".", "")
    if bare.isupper() and bare.isalpha():
        return bare
    return _folded(bare)


def _folded(name: str) -> str:
    words = map(plain, name.replace("-", " ").split())
    return " ".join(word for word in words if word)
