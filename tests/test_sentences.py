import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.sentences import split


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


def test_a_paragraph_of_news() -> None:
    assert texts(
        "ارتفع التضخم بنسبة 3.5 في المئة، بحسب د. أحمد علي. هل ترتفع الفائدة؟ "
        "قال المحافظ: لا. ونقلت أ.ف.ب عن مصدر"
    ) == [
        "ارتفع التضخم بنسبة 3.5 في المئة، بحسب د. أحمد علي.",
        "هل ترتفع الفائدة؟",
        "قال المحافظ: لا.",
        "ونقلت أ.ف.ب عن مصدر",
    ]


LONG_QUOTE = " ".join(["كلمة"] * 39)


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param("بلغ السعر ٣.٥ دولار و1.300 ليرة", id="decimals"),
        pytest.param("حضر أ.د. وليد ومعه م. سامي", id="titles"),
        pytest.param("رئيس ج.م.ع. زار U.S. forces", id="dotted-names"),
        pytest.param("قالت بي.بي.سي وإف. بي. آي اليوم", id="spelled-letters"),
        pytest.param("نقلا عن لأ.ف.ب الفرنسية", id="prefixed-agency"),
        pytest.param("زر www.example.com/a.b?c=1 أو a.b@example.org", id="addresses"),
        pytest.param("صندوق ص.ب. 12 بيروت", id="post-box"),
        pytest.param("1. البند الأول", id="list-number"),
        pytest.param("موريتانيا.. الحوار ينطلق اليوم", id="short-before-two-dots"),
        pytest.param("انتهى اللقاء بين الفريقين اليوم.. بالتعادل", id="short-after"),
        pytest.param("قال: «لا نريد الحرب. نريد السلام»", id="inside-a-quote"),
        pytest.param("قال ”لا حرب. لا سلام“ ومضى", id="quotes-the-other-way"),
        pytest.param('قال "لا حرب. لا سلام" ومضى', id="straight-quotes"),
        pytest.param("وسأل «هل انتهت الحرب؟» مضيفا أنه", id="question-in-a-clause"),
        pytest.param("انتصر الفريق (!) في المباراة", id="bracketed-mark"),
        pytest.param("قال الوزير؛ ثم مضى، وعاد", id="semicolon-in-a-short-one"),
    ],
)
def test_no_boundary(whole: str) -> None:
    assert texts(whole) == [whole]


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(["سطر أول", "سطر ثان"], id="lines"),
        pytest.param(["انتهى الحفل.", "بدأ العمل"], id="full-stop"),
        pytest.param(["لماذا؟!", "لا أحد يعرف"], id="two-marks"),
        pytest.param(["قال «لا حرب».", "وعاد"], id="stop-after-quote"),
        pytest.param(["قال «لا حرب.»", "وعاد"], id="stop-before-closing"),
        pytest.param(['قال "لا حرب."', "وعاد"], id="stop-before-straight"),
        pytest.param(["عام 2013 م.", "وعاد"], id="era"),
        pytest.param(["نقلته أ.ف.ب.", "وقال مصدر"], id="agency-at-the-end"),
        pytest.param(["زار example.com.", "ثم عاد"], id="address-at-the-end"),
        pytest.param(
            ["أعلن الوزير ذلك اليوم ..", "مشيرا إلى أهمية التعاون"], id="two-dots"
        ),
        pytest.param([" ".join(["كلمة"] * 26) + "؛", "ثم عاد"], id="semicolon"),
        pytest.param([f"«{LONG_QUOTE}.", "ثم قال ذلك»"], id="long-quote"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\u2028", "\r\n\r\n"])
def test_boundaries_by_mark_or_line(pieces: list[str], between: str) -> None:
    lines_only = pieces[0][-1].isalpha()
    assert texts((between if lines_only else " ").join(pieces)) == pieces


def test_no_space_is_needed_after_a_full_stop() -> None:
    assert texts("برنامج الأمن والسلام.أفاد الأمين") == [
        "برنامج الأمن والسلام.",
        "أفاد الأمين",
    ]


def test_base_moves_the_offsets() -> None:
    first, second = split(" نعم. لا", base=100)
    assert (first.start, first.end) == (101, 105)
    assert (second.start, second.end) == (106, 108)


ALPHABET = 'اب د.؟!…؛،«»“”"()[] \n\r\u2028\u200f1٢ aU@:/-\u064b'


@given(st.text(ALPHABET) | st.text(), st.integers(0, 1000))
def test_sentences_cover_the_text_in_order(text: str, base: int) -> None:
    end = 0
    for sentence in split(text, base):
        start = sentence.start - base
        assert start >= end
        assert not text[end:start].strip()
        end = sentence.end - base
        assert text[start:end] == sentence.text == sentence.text.strip() != ""
    assert not text[end:].strip()
