"""What numbers of news measure: lengths, weights, spans of time; named and sized."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

# name | dimension | size | Arabic singular, folded | other Arabic | other English
_TABLE = """
metre|length|1|متر|امتار|meter
kilometre|length|1000|كيلومتر|كيلومترات كم كلم|kilometer km kmh kph
centimetre|length|0.01|سنتيمتر سنتمتر|سنتيمترات سنتمترات سم|centimeter cm
millimetre|length|0.001|مليمتر ميليمتر ملليمتر|مليمترات ميليمترات ملم مم|millimeter mm
mile|length|1609.344|ميل|اميال|mph
nautical mile|length|1852|عقده||knot
foot|length|0.3048|قدم|اقدام|feet ft
inch|length|0.0254|بوصه انش|بوصات انشات|inches
yard|length|0.9144|يارده|ياردات|
tonne|weight|1000|طن|اطنان|ton
kilogram|weight|1|كيلوغرام كيلوجرام كيلو|كيلوغرامات كغ كغم كلغ كجم|kilogramme kilo kg
gram|weight|0.001|غرام جرام|غرامات جرامات غم جم|gramme
milligram|weight|0.000001|مليغرام ميليغرام ملليغرام مليجرام|ملغ ملغم|mg
pound|weight|0.45359237|رطل|ارطال|lb
ounce|weight|0.0283495|اونصه|اونصات|oz
quintal|weight|100|قنطار|قناطير|
litre|volume|1|لتر ليتر|لترات ليترات|liter
millilitre|volume|0.001|مليلتر ميليلتر ملليلتر|مل|milliliter ml
barrel|volume|158.987|برميل|براميل|bpd
gallon|volume|3.785|غالون جالون|غالونات جالونات|
hectare|area|10000|هكتار|هكتارات|
acre|area|4046.856|اكر|اكرات|
feddan|area|4200|فدان|افدنه فدادين|
dunum|area|1000|دونم دنم|دونمات دنمات|dunam donum
hundredth|time|0.01|||
second|time|1|ثانيه|ثوان ثواني|
minute|time|60|دقيقه|دقائق دقايق|min
hour|time|3600|ساعه|ساعات|hr
day|time|86400|يوم|ايام|
night|time|86400|ليله|ليال ليالي|
week|time|604800|اسبوع|اسابيع|
month|time|2629746|شهر|اشهر شهور|
year|time|31556952|سنه عام|سنوات سنين اعوام ربيعا|
decade|time|315569520|عقد|عقود|
century|time|3155695200|قرن|قرون|centuries
degree|heat|1|درجه|درجات|
watt|power|1|واط وات||
kilowatt|power|1000|كيلوواط كيلووات كيلواط||kw kwh
megawatt|power|1000000|ميغاواط ميغاوات ميجاواط ميجاوات||mw mwh
gigawatt|power|1000000000|غيغاواط غيغاوات جيجاواط جيجاوات||gw gwh
megabyte|data|1|ميغابايت ميجابايت||mb
gigabyte|data|1000|غيغابايت جيجابايت||gb
terabyte|data|1000000|تيرابايت||tb
times|count|1|مره|مرات اضعاف امثال|time
fold|count|1|||
"""
_LITRES = 1000  # in a cubic metre


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: what it measures, and its size in the base unit of that.

    Heat has no sizes: the degrees of two scales differ by more than a factor.
    """

    name: str
    dimension: str
    size: Fraction


def _rows() -> Iterator[tuple[Unit, str, str, str]]:
    for line in _TABLE.strip().splitlines():
        name, dimension, size, single, other, english = line.split("|")
        yield Unit(name, dimension, Fraction(size)), single, other, english


def _units() -> dict[str, Unit]:
    found = [unit for unit, *_ in _rows()]
    found += [Unit(scale, "heat", Fraction(1)) for scale in ("celsius", "fahrenheit")]
    for unit in [unit for unit in found if unit.dimension == "length"]:
        found.append(Unit(f"square {unit.name}", "area", unit.size**2))
        found.append(Unit(f"cubic {unit.name}", "volume", unit.size**3 * _LITRES))
    return {unit.name: unit for unit in found}


def _duals(singular: str) -> list[str]:
    stem = singular[:-1] + "ت" if singular.endswith("ه") else singular
    return [stem + end for end in ("ان", "ين", "ا", "ي")]


UNITS = _units()
# What a noun without a number names, and what its dual names with it.
ARABIC_ONES: dict[str, str] = {
    noun + end: unit.name
    for unit, single, _, _ in _rows()
    for noun in single.split()
    for end in ("", "ا")
}
ARABIC_DUALS: dict[str, str] = {
    form: unit.name
    for unit, single, _, _ in _rows()
    for noun in single.split()
    for form in _duals(noun)
}
ARABIC_UNITS: dict[str, str] = {
    **ARABIC_ONES,
    **{form: unit.name for unit, _, many, _ in _rows() for form in many.split()},
}
ENGLISH_UNITS: dict[str, str] = {
    form + end: unit.name
    for unit, _, _, english in _rows()
    for form in (unit.name, *english.split())
    for end in ("", "s")
}
