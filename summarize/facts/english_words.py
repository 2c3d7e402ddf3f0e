"""The English words that make numbers."""

from fractions import Fraction

ONES: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS: dict[str, int] = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        2,
    )
}
ORDINALS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "thousandth": 1000,
}
SCALES: dict[str, int] = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
SHORT_SCALES: dict[str, int] = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
PARTS: dict[str, Fraction] = {
    "half": Fraction(1, 2),
    "halves": Fraction(1, 2),
    "third": Fraction(1, 3),
    "thirds": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "quarters": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "fifths": Fraction(1, 5),
    "sixth": Fraction(1, 6),
    "sixths": Fraction(1, 6),
    "eighth": Fraction(1, 8),
    "eighths": Fraction(1, 8),
    "tenth": Fraction(1, 10),
    "tenths": Fraction(1, 10),
}
DECADES: dict[str, int] = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
    "sexagenarian": 60,
    "septuagenarian": 70,
    "octogenarian": 80,
    "nonagenarian": 90,
}
_ABOUT_TEXT = """
about around some nearly almost roughly approximately over under least most than near
close exceeded exceeding exceeds exceed up topped more less
"""
ABOUT = frozenset(_ABOUT_TEXT.split())
# What may stand between an amount and its currency: 5 million Tunisian dinars.
_BEFORE_CURRENCY_TEXT = """
us u s . american canadian australian new hong kong tunisian algerian iraqi kuwaiti
jordanian bahraini libyan serbian saudi qatari omani yemeni iranian brazilian emirati
uae moroccan egyptian lebanese syrian sudanese sterling turkish israeli indian
pakistani chinese japanese russian swiss cfa mauritanian british mexican south african
somali kenyan or of - singapore the sri lankan
"""
BEFORE_CURRENCY = frozenset(_BEFORE_CURRENCY_TEXT.split())
for _number in (ONES, TENS):  # tenfold, and twenty-fivefold
    _number.update({f"{word}fold": value for word, value in _number.items()})
# What may stand between a number and its unit: three more weeks, 20 metric tons.
_BEFORE_UNIT_TEXT = """
- . more full whole long metric consecutive successive additional extra straight
calendar working short standard further other solid light total entire
"""
BEFORE_UNIT = frozenset(_BEFORE_UNIT_TEXT.split())
# What "the first" counts in news; elsewhere it may translate a word of another kind.
_FIRST_OF_TEXT = """
time round half quarter phase stage day night week month year batch leg goal term
session meeting match attempt minute hearing tranche wave case game set decade
"""
FIRST_OF = frozenset(_FIRST_OF_TEXT.split())
MULTIPLES: dict[str, Fraction | int] = {
    "twice": 2,
    **dict.fromkeys(("halve", "halved", "halves", "halving"), Fraction(1, 2)),
    **dict.fromkeys(("doubled", "doubles", "doubling"), 2),
    **dict.fromkeys(("tripled", "triples", "tripling", "trebled", "trebling"), 3),
    **dict.fromkeys(("quadrupled", "quadruples", "quadrupling"), 4),
}
# Verbs only behind "to" or "will"; elsewhere a double blow, a triple jump.
BASE_MULTIPLES: dict[str, int] = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
MULTIPLES |= BASE_MULTIPLES
