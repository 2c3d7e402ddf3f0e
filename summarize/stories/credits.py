"""The shapes that a credit has in Arabic news, as patterns.

القاهرة 14 مارس (رويترز) -   أبوظبي في 3 مايو / وام /   دمشق - سانا:   (أ ف ب)
"""

import re

from summarize.stories.agency_names import NAMES

_FOLDED = {"ا": "[اأإآ\u0671]", "ه": "[هة]", "ي": "[يى\u06cc]", "ك": "[ك\u06a9]"}
_DASH = r"[-\u2013\u2014\u0640]"


def _spelled(name: str) -> str:
    """A pattern for a folded name: its other spellings, its dots, any spaces."""
    words = name.strip().split("_")
    gap = r"[\s.\u0640]{1,3}" if min(map(len, words)) == 1 else r"\s{1,3}"
    letters = ("".join(_FOLDED.get(one, one) for one in word) for word in words)
    return gap.join(letters)


_SPELLED = {
    agency: "|".join(_spelled(name) for name in names.split("|"))
    for agency, names in NAMES.items()
}
_ONE = (
    r"(?:(?:نقلا\s)?عن\s)?(?:(?:ال)?وكالة\s)?(?:" + "|".join(_SPELLED.values()) + ")"
    r"(?!\w)\.?"
)
_AND = rf"\s?(?:[،,/+&(]|{_DASH}|(?<=\s)و)\s?"
# What a credit is: one agency, or several in a row.
CREDIT = rf"(?<!\w){_ONE}(?:{_AND}{_ONE}\)?){{0,4}}"

_KEYS = {f"a{number}": agency for number, agency in enumerate(_SPELLED)}
_NAMED = re.compile(
    r"(?<!\w)و?(?:"
    + "|".join(f"(?P<{key}>{_SPELLED[agency]})" for key, agency in _KEYS.items())
    + r")(?!\w)",
    re.IGNORECASE,
)
_CLOSES = rf"(?:[)\]]\s?(?:{_DASH}|\.\.|[:/،]|\n)|/|\s{_DASH}|{_DASH}\s|\.\.|:|\n)"
# A place and what else stands before the agency; a mark parts them, or a line's end.
DATELINE = re.compile(
    rf"(?:(?:(?P<place>[^\n]{{0,90}}?(?:[(\[/،,:]|{_DASH}))\s?)?[(\[/]?\s?"
    rf"(?P<credit>{CREDIT})\s?{_CLOSES}"
    rf"|(?P<day>[^\n]{{1,90}}?)\s(?P<last>{CREDIT})\s?\n)"
    rf"[\s.:\u2013\u2014-]*(?:من [^\n\u2013-]{{3,30}} {_DASH} )?",
    re.IGNORECASE,
)
_NAME = r"[^\W\d][\w\u064b-\u0652]*"
# A dateline without an agency: the place, a note, the day.
PLACE = re.compile(
    rf"{_NAME}(?: {_NAME}){{0,2}}(?: ?[،/,] ?{_NAME}(?: {_NAME})?)?"
    rf"(?: \({_NAME}(?: {_NAME})?\))? {_DASH} "
    rf"(?:\(?(?:خاص|مراسلنا)\)? ?[-:.]{{1,2}} ?)?"
    rf"(?:[^\n\u2013-]{{0,30}}\d[^\n\u2013-]{{0,40}} {_DASH} )?"
)
# Words before an agency that make it one who was asked or quoted.
MENTION = re.compile(
    r"(?<![\w\u064b-\u0652])(?:[وف]?(?:قال|ذكر|نقل|[أا]فاد|[أا]علن|[أا]كد|[أا]ضاف"
    r"|[أا]بلغ|صرح|[أا]وضح|بحسب|حسب|وفقا?|ل\w*وكالة)|[أإا]ن)[تا]?(?!\w)"
)
END = re.compile(
    r"(?:^|\n|(?<=[.!?؟»”\"]))[ \t]{0,9}(?:"
    r"(?:المصدر\s?[:/]\s?)?(?:[^\W\d]+\s?[+/،]\s?)?"
    rf"[(\[/]?\s?(?P<credit>{CREDIT})\s?[)\]/]?"
    rf"|{_DASH}{{0,3}}\s?\((?P<signed>{CREDIT})\)[^\n.]{{0,40}}"
    r"|(?P<Reuters>\((?:إعداد|اعداد|تغطية|تحرير)[^()\n]{3,160}\))"
    r"|(?P<KUNA>\(النهاية\)[^\n]{0,40})"
    r"|(?P<SPA>//\s?انته[ىي]\s?//[^\n]{0,30}(?:\n[\d:. ]{3,9}ت ?م)?(?:\n\d{4})?)"
    r")[\s.]*$",
    re.IGNORECASE,
)


def named(credit: str) -> list[str]:
    """The standard names of the agencies in a credit, in its order."""
    return [_KEYS[found.lastgroup or ""] for found in _NAMED.finditer(credit)]
