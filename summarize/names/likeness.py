"""How far a name in Latin letters is from a word in Arabic ones."""

from functools import lru_cache
from itertools import accumulate
from math import inf

from summarize.names.spelling import WEAK, Options, spelling

_MOST_WEAK = 4
_NOTHING = 1e-9
_ADDED = 1.0  # an Arabic consonant that the name has not
_TWICE = 0.2
_LAST_HEH = 0.15
_PROP = 0.15  # the alef that Arabic puts before two consonants
# What a weak letter costs as each vowel, and (under "") as none.
_AS_VOWEL: dict[str, dict[str, float]] = {
    letter: {
        one.partition(":")[0]: float(one.partition(":")[2]) for one in costs.split()
    }
    for letter, costs in {
        "ا": "a:0 e:0.1 o:0.15 u:0.2 i:0.25 y:0.3 w:0.6 :0.3",
        "و": "o:0 u:0 w:0 a:0.25 e:0.4 i:0.5 y:0.4 :0.4",
        "ي": "i:0 y:0 e:0 a:0.15 u:0.2 o:0.5 w:0.8 :0.35",
        "ى": "i:0 y:0 a:0 e:0.1 o:0.3 u:0.5 w:0.8 :0.35",
        "ع": "a:0 e:0.05 i:0.05 o:0.05 u:0.05 y:0.2 w:0.6 :0.1",
        "ء": "a:0 e:0 i:0 o:0 u:0 y:0.1 w:0.6 :0.1",
        "ة": "a:0 e:0 o:0.3 i:0.4 y:0.4 u:0.5 w:0.8 :0.15",
    }.items()
}
_LONG = 0.15
_ONE_VOWEL = frozenset({"ou", "ei", "ai", "ie", "ea", "oe", "ue", "eu"})
_LEFT_OUT = {"a": 0.0, "e": 0.0, "i": 0.05, "o": 0.05, "u": 0.05, "y": 0.15, "w": 0.4}


def _left_out(latin: str, place: int) -> float:
    """What it costs that a vowel is not written; of two that are one, once."""
    pair = latin[max(0, place - 1) : place + 1]
    if len(pair) == 2 and pair[0] == pair[1]:
        return _LONG
    return 0.0 if pair in _ONE_VOWEL else _LEFT_OUT[latin[place]]


@lru_cache(maxsize=65536)
def vowel_cost(latin: str, arabic: str) -> float:
    """How far a run of Latin vowels is from a run of weak Arabic letters."""
    extra = [
        _TWICE if arabic[:at].endswith(letter) else _AS_VOWEL[letter][""]
        for at, letter in enumerate(arabic)
    ]
    row = list(accumulate(extra, initial=0.0))
    for place, vowel in enumerate(latin):
        left = _left_out(latin, place)
        new = [row[0] + left]
        for at, letter in enumerate(arabic):
            cost = _AS_VOWEL[letter]
            new.append(
                min(row[at] + cost[vowel], row[at + 1] + left, new[at] + extra[at])
            )
        row = new
    return row[-1]


@lru_cache(maxsize=65536)
def _first_vowel_cost(latin: str, arabic: str) -> float:
    """The same at a word's beginning, where alef may only carry the vowel."""
    cost = vowel_cost(latin, arabic)
    if not arabic.startswith("ا"):
        return cost
    return min(cost, vowel_cost(latin, arabic[1:]) + (0.0 if latin else _PROP))


@lru_cache(maxsize=131072)
def likeness(latin: str, arabic: str, limit: float) -> float:
    """The cost of the best reading of an Arabic word as a name; inf over the limit.

    Both are cut into letters from left to right: `rows[i][j]` is the least cost at
    which the first `i` Latin letters are the first `j` Arabic ones.
    """
    name = spelling(latin)
    weak = _weak_runs(arabic)
    rows: list[dict[int, float]] = [{} for _ in range(len(latin) + 1)]
    rows[0][0] = 0.0
    for i, row in enumerate(rows):
        vowels = name.vowels[i] if i < len(latin) else ()
        for j in range(len(arabic) + 1):
            if j not in row:
                continue
            if not vowels and j < len(arabic):
                _add(row, j, arabic, weak[j], limit)
            for run in vowels:
                _vowels(row, rows[i + len(run)], j, run, arabic, weak[j], limit)
            if i < len(latin):
                for length, options in name.steps[i]:
                    _letters(row[j], rows[i + length], j, options, arabic, limit)
    return rows[-1].get(len(arabic), inf)


def _weak_runs(arabic: str) -> list[int]:
    """How many weak letters stand from each place on."""
    found = [0]
    for letter in reversed(arabic):
        found.append(min(found[-1] + 1, _MOST_WEAK) if letter in WEAK else 0)
    return found[::-1]


def _add(row: dict[int, float], j: int, arabic: str, weak: int, limit: float) -> None:
    """Pass over Arabic letters that the name has not."""
    for length in range(1, weak + 1):
        run = arabic[j : j + length]
        cost = vowel_cost("", run) if j else _first_vowel_cost("", run)
        _put(row, j + length, row[j] + cost, limit)
    if not weak:
        cost = _TWICE if j and arabic[j] == arabic[j - 1] else _ADDED
        if arabic[j] == "ه" and j + 1 == len(arabic):
            cost = _LAST_HEH
        _put(row, j + 1, row[j] + cost, limit)


def _vowels(
    row: dict[int, float],
    target: dict[int, float],
    j: int,
    run: str,
    arabic: str,
    weak: int,
    limit: float,
) -> None:
    for length in range(weak + 1):
        part = arabic[j : j + length]
        cost = vowel_cost(run, part) if j else _first_vowel_cost(run, part)
        _put(target, j + length, row[j] + cost, limit)


def _letters(
    cost: float,
    target: dict[int, float],
    j: int,
    options: Options,
    arabic: str,
    limit: float,
) -> None:
    for letters, extra in options:
        if arabic.startswith(letters, j):
            _put(target, j + len(letters), cost + extra, limit)


def _put(row: dict[int, float], at: int, cost: float, limit: float) -> None:
    if cost <= limit + _NOTHING and cost < row.get(at, inf):
        row[at] = cost
