"""A name in Latin letters as what its letters may be in Arabic."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

DATA = files("summarize") / "data" / "names"
VOWELS = frozenset("aeiouyw")
# Letters that may stand for a vowel, or for none.
WEAK = frozenset("اويىعءة")
_LEFT_OUT = 1.0
_LONGEST = 6
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
    | {"þ": "th", "ð": "d", "ə": "a"}
)
# Two letters that are one consonant.
_DIGRAPHS = frozenset({"sh", "th", "kh", "gh", "dh", "ch", "ph", "zh", "ck", "dj"})

Options = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A Latin name and its possible Arabic letters.

    `steps[i]` holds, for the letters from `i` on, how many they are and what they may
    be at what cost; `vowels[i]` the runs of vowels that begin there. `letters` are all
    Arabic consonants that it may hold and `first` those that it may begin with, as
    bits; `count` is the number of its consonants.
    """

    latin: str
    steps: tuple[tuple[tuple[int, Options], ...], ...]
    vowels: tuple[tuple[str, ...], ...]
    letters: int
    first: int
    count: int


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """A Latin name in small letters a to z, without marks and apostrophes."""
    if name.isascii() and name.isalpha():
        return name.lower()
    folded = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN))
    return "".join(letter for letter in folded if "a" <= letter <= "z")


@lru_cache(maxsize=65536)
def spelling(latin: str) -> Spelling:
    """The possible Arabic letters of a plain Latin name."""
    steps = tuple(_steps(latin, at) for at in range(len(latin)))
    vowels = tuple(_vowel_runs(latin, at) for at in range(len(latin)))
    letters = 0
    for options in steps:
        for _, spellings in options:
            for arabic, _ in spellings:
                letters |= bits(arabic)
    return Spelling(latin, steps, vowels, letters, _first(latin, steps), _count(latin))


def bits(arabic: str) -> int:
    """The consonants of an Arabic word as a set; heh, which may be silent, is none."""
    found = 0
    for letter in arabic:
        if letter not in WEAK and letter != "ه" and "\u0600" <= letter <= "\u06ff":
            found |= 1 << (ord(letter) - 0x600)
    return found


def first_bit(arabic: str) -> int:
    """An Arabic word's first consonant as a set of one, 0 where it has none."""
    return next((bits(letter) for letter in arabic if letter not in WEAK), 0)


@cache
def _letters() -> dict[str, Options]:
    found = {}
    for line in (DATA / "letters.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            latin, _, options = line.partition("\t")
            cut = (option.partition(":") for option in options.split())
            found[latin] = tuple((one.strip("-"), float(cost)) for one, _, cost in cut)
    return found


def _steps(latin: str, at: int) -> tuple[tuple[int, Options], ...]:
    found = []
    for length in range(min(_LONGEST, len(latin) - at), 0, -1):
        part = latin[at : at + length]
        options = dict(_letters().get(part, ()))
        if length == 1 and part not in VOWELS:
            options.setdefault("", _LEFT_OUT)
        if at == 0:
            options.update(_letters().get("^" + part, ()))
        if at + length == len(latin):
            options.update(_letters().get(part + "$", ()))
        if length == 1 and at and latin[at - 1] == part:
            options[""] = 0.0
        if options:
            found.append((length, tuple(options.items())))
    return tuple(found)


def _vowel_runs(latin: str, at: int) -> tuple[str, ...]:
    """The whole run of vowels, and what of it stands before a w read as v."""
    end = at
    while end < len(latin) and latin[end] in VOWELS:
        end += 1
    run = latin[at:end]
    cuts = {run[:cut] for cut in range(1, len(run)) if run[cut] == "w"}
    return tuple(sorted(cuts | {run})) if run else ()


def _first(latin: str, steps: tuple[tuple[tuple[int, Options], ...], ...]) -> int:
    """The Arabic consonants that may come first."""
    found, reached = 0, {0}
    for at, letter in enumerate(latin):
        if at not in reached:
            continue
        if letter in VOWELS:
            reached.add(at + 1)
        for length, options in steps[at]:
            for arabic, cost in options:
                found |= first_bit(arabic)
                if cost < 0.4 and not bits(arabic):
                    reached.add(at + length)
    return found


def _count(latin: str) -> int:
    pairs = zip(" " + latin, latin, strict=False)
    return sum(
        now not in VOWELS and now != before and before + now not in _DIGRAPHS
        for before, now in pairs
    )
