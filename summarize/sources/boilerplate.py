"""What a web page leaves in a text besides its article: banners, lists, stubs."""

from collections import Counter

from summarize import arabic

# A line that stands in a text so many times is no sentence of it.
OFTEN = 5


def _folded(text: str) -> str:
    return f" {' '.join(arabic.words(text))} "


def _phrases(*phrases: str) -> tuple[str, ...]:
    return tuple(map(_folded, phrases))


_SEE_ALSO = _phrases(
    *("اقرأ أيضا", "اقرأ المزيد", "اقرأ كذلك", "شاهد أيضا", "قد يهمك", "قد يعجبك"),
    *("مواضيع ذات صلة", "أخبار ذات صلة", "مقالات ذات صلة"),
)
_COOKIES = _phrases("ملفات تعريف الارتباط", "ملفات الارتباط", "الكوكيز", "cookies")
_CONSENT = _phrases(
    *("نستخدم", "نستعمل", "باستخدامك", "باستمرارك", "موافق", "أوافق", "قبول الكل"),
    "سياسة الخصوصية",
)
_PAYWALL = _phrases(
    *("متاح للمشتركين", "للمشتركين فقط", "اشترك الآن", "سجل الدخول"),
    *("لمتابعة القراءة", "لمواصلة القراءة", "لقراءة المقال كاملا", "لقراءة بقية"),
)


def without(text: str) -> str:
    """The lines of an article itself, to be counted; the article keeps them all."""
    lines = [(line.strip(), _folded(line)) for line in text.splitlines()]
    times = Counter(folded for _, folded in lines)
    kept = []
    in_list = False
    for line, folded in lines:
        # Below its heading a list goes on to a blank line or a whole sentence.
        in_list = in_list and bool(line) and line[-1] not in ".؟!"
        if folded.startswith(_SEE_ALSO):
            in_list = in_list or folded in _SEE_ALSO
        elif not in_list and times[folded] < OFTEN and not _is_notice(folded):
            kept.append(line)
    return "\n".join(kept)


def _is_notice(folded: str) -> bool:
    """Whether a line speaks to the reader: a cookie banner, a paywall."""
    cookies = any(phrase in folded for phrase in _COOKIES)
    asks = cookies and any(phrase in folded for phrase in _CONSENT)
    return asks or any(phrase in folded for phrase in _PAYWALL)
