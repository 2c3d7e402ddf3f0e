"""A desk's terms: read or refused, found in Arabic, looked for and brought in."""

import csv
import io
import pickle
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.arabic import words
from summarize.errors import UsageError
from summarize.glossary import (
    Glossary,
    NameRow,
    Term,
    glossary_of,
    inline,
    load_terms,
    merge,
    placeholders,
    read_names,
    respell,
    restore,
    write_names,
)
from summarize.glossary.arabic_words import joined_before, stem
from summarize.glossary.cells import plain, safe
from summarize.glossary.index import Index, build_index, find
from summarize.records import Terms


def desk(**terms: str) -> Glossary:
    """A glossary of `English="Arabic|Arabic"`, `_` for a space in the English."""
    return glossary_of(
        [
            Term(tuple(arabic.split("|")), (english.replace("_", " "),))
            for english, arabic in terms.items()
        ]
    )


def shown(glossary: Glossary, text: str) -> list[tuple[str, str]]:
    uses = glossary.find(text)
    return [(use.term.written, text[use.start : use.end]) for use in uses]


# The table


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "terms.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("arabic,english,note\nالقاهرة,Cairo,capital\n", id="usual"),
        pytest.param("ar,en\nالقاهرة,Cairo\n", id="short-names"),
        pytest.param("\ufeffarabic,english\r\nالقاهرة,Cairo\r\n", id="from-excel"),
        pytest.param("english;arabic\nCairo;القاهرة\n", id="semicolons"),
        pytest.param("Arabic\tEnglish\n\nالقاهرة\tCairo\n\n", id="tabs-and-gaps"),
        pytest.param(
            "arabic,english,count,conflict,also\nالقاهرة,Cairo,3,yes,Kairo (1)\n",
            id="names-csv",
        ),
        pytest.param("ar,en\nالقاهرة, Cairo \nالقَاهِرة,Cairo\n", id="same-twice"),
        pytest.param('ar,en\n"القاهرة","Cairo"\n', id="quoted"),
    ],
)
def test_one_term_however_it_is_written(
    table: Callable[[str | bytes], Path], content: str
) -> None:
    glossary = load_terms(table(content))
    assert glossary == desk(Cairo="القاهرة")
    assert shown(glossary, "وصل إلى القاهرة") == [("Cairo", "القاهرة")]


def test_a_cell_may_hold_several_forms(table: Callable[[str | bytes], Path]) -> None:
    rows = "ar,en,note\nمجلس الأمن|مجلس الامن الدولي,Security Council|UNSC,UN\n"
    (term,) = load_terms(table(rows)).terms
    assert term.arabic == ("مجلس الأمن", "مجلس الامن الدولي")
    assert term.english == ("Security Council", "UNSC")
    assert (term.written, term.note) == ("Security Council", "UN")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("", ":1: column arabic: .* header", id="empty"),
        pytest.param("القاهرة,Cairo\n", ":1: column arabic: .* header", id="no-header"),
        pytest.param("arabic,note\nمصر,\n", ":1: column english: ", id="no-english"),
        pytest.param("ar,en\nمصر,\n", ":2: column english: .*nothing", id="empty-cell"),
        pytest.param("ar,en\nمصر\n", ":2: column english: .*nothing", id="short-row"),
        pytest.param("ar,en\n,Egypt\n", ":2: column arabic: .*nothing", id="no-arabic"),
        pytest.param("ar,en\nمصر|,Egypt\n", ":2: column arabic: ", id="empty-form"),
        pytest.param("ar,en\nـ,Egypt\n", ":2: column arabic: ", id="only-tatweel"),
        pytest.param("ar,en\nMisr,Egypt\n", ":2: column arabic: .*Misr", id="latin"),
        pytest.param("ar,en\nمصر,مصر\n", ":2: column english: .*مصر", id="no-latin"),
        pytest.param("ar,en\nمصر,Egypt,x\n", ":2: expected 2 cells", id="more-cells"),
        pytest.param(
            "ar,en\nأردن,Jordan\n\nاردن,Urdun\n",
            ":4: column english: expected Jordan .*line 2; found Urdun",
            id="two-englishes",
        ),
        pytest.param('ar,en\n"مصر,Egypt\n', ":2: .*quotes", id="open-quote"),
        pytest.param("ar,en\nمصر,Égypte\n".encode("latin-1", "ignore"), ":2: .*UTF-8", id="latin-1"),
        pytest.param("ar,en\nمصر,Egypt\n".encode("utf-16"), ":1: .*UTF-8", id="utf-16"),
        pytest.param("ar,en\n" + "مصر,Egypt\n" * 20_001, ":20002: .*20,000", id="too-many"),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused_by_line_and_column(
    table: Callable[[str | bytes], Path], content: str | bytes, said: str
) -> None:
    with pytest.raises(UsageError, match=f"terms.csv{said}"):
        load_terms(table(content))


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_terms(tmp_path / name)


def test_a_glossary_is_what_its_terms_are() -> None:
    one, other = desk(Cairo="القاهرة", Oman="عُمان"), desk(Oman="عمان", Cairo="القاهرة")
    assert one == other
    assert hash(one) == hash(other)
    assert one != desk(Cairo="القاهرة", Umman="عمان")
    assert pickle.loads(pickle.dumps(one)).find("عمان") == one.find("عمان")


# Terms in Arabic

TERMS = desk(
    Cairo="القاهرة",
    Oman="عُمان",
    Yemen="اليمن",
    Lebanon="لبنان",
    Riyadh="الرياض",
    Sudan="السودان",
    South_Sudan="جنوب السودان",
    Hezbollah="حزب الله",
    God="الله",
    Saud="آل سعود",
    Reem="ريم",
    Houthis="حوثيين|الحوثيون",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("القاهرة", "Cairo القاهرة"),
        ("القاهره", "Cairo القاهره"),
        ("القَاهِرَةُ", "Cairo القَاهِرَةُ"),
        ("القـــاهرة،", "Cairo القـــاهرة"),
        ("والقاهرة", "Cairo القاهرة"),
        ("فالقاهرة", "Cairo القاهرة"),
        ("بالقاهرة", "Cairo القاهرة"),
        ("كالقاهرة", "Cairo القاهرة"),
        ("وبالقَاهرة", "Cairo القَاهرة"),
        ("لِلقاهرة", "Cairo قاهرة"),
        ("وللقاهرة", "Cairo قاهرة"),
        ("لليمن", "Yemen يمن"),
        ("للبنان", "Lebanon لبنان"),
        ("وبلبنان", "Lebanon لبنان"),
        ("ولعُمان", "Oman عُمان"),
        ("لـ«القاهرة»", "Cairo القاهرة"),
        ("الحوثيين", "Houthis الحوثيين"),
        ("جنوب السودان", "South Sudan جنوب السودان"),
        ("جنوبَ سودان", "South Sudan جنوبَ سودان"),
        ("السودان وجنوب السودان", "Sudan السودان; South Sudan جنوب السودان"),
        ("جنوب، السودان", "Sudan السودان"),
        ("لحزب الله", "Hezbollah حزب الله"),
        ("حزب «الله»", "Hezbollah حزب «الله"),
        ("وآل سعود", "Saud آل سعود"),
        ("عمانوئيل", ""),
        ("قاهرة", ""),
        ("رياض محرز", ""),
        ("قال له", ""),
        ("كريم", ""),
        ("حزب", ""),
        ("", ""),
    ],
)
def test_terms_stand_as_whole_words(text: str, expected: str) -> None:
    found = "; ".join(" ".join(pair) for pair in shown(TERMS, text))
    assert found == expected


def test_of_two_terms_the_one_with_the_article_is_meant_where_it_stands() -> None:
    names = desk(Riad="رياض", Riyadh="الرياض")
    assert [name for name, _ in shown(names, "رياض في الرياض")] == ["Riad", "Riyadh"]


def test_a_long_stroke_takes_no_time() -> None:
    text = f"و{'ـ' * 20_000}القاهرة"
    assert shown(TERMS, text) == [("Cairo", "القاهرة")]


FORMS = [form for term in TERMS.terms for form in term.arabic]
JOINED = st.sampled_from(["", "و", "ب", "ل", "وال", "لل", "فب"])
MARKED = st.sampled_from(["", "\u064e", "\u0640", "\u0651\u0650", "\u200f"])
PIECES = st.builds(
    lambda joined, form, mark: joined + form[:2] + mark + form[2:],
    JOINED,
    st.sampled_from([*FORMS, "قال", "في"]),
    MARKED,
)
TEXTS = st.lists(PIECES, max_size=6).map(" ".join) | st.text("اللهحزبونسدمقر \u064e،ﻻ")


@given(TEXTS)
def test_offsets_point_at_the_term(text: str) -> None:
    done = 0
    for use in TERMS.find(text):
        assert done <= use.start < use.end
        done = use.end
        found = list(map(stem, words(text[use.start : use.end])))
        assert found in [list(map(stem, words(form))) for form in use.term.arabic]


@given(TEXTS)
def test_a_term_that_is_written_in_is_left_nowhere(text: str) -> None:
    uses = TERMS.find(text)
    left = TERMS.find(inline(text, uses))
    assert not {use.term for use in left} & {use.term for use in uses}


class Counted(dict[object, object]):
    """A mapping that counts what is looked up in it."""

    asked = 0

    def get(self, key: object, default: object = None) -> object:
        Counted.asked += 1
        return super().get(key, default)


def test_a_sentence_costs_the_same_in_a_large_glossary() -> None:
    letters = "بتثجحخدذرزسشصضطظعغفقكلمن"
    names = [a + b + c + d for a in letters for b in letters for c in letters[:6] for d in letters[:6]]  # fmt: skip
    index = build_index([Term((name,), ("X",)) for name in names[:20_000]])
    assert len(index.terms) == 20_000
    counting = Index(Counted(index.terms), Counted(index.lengths))  # type: ignore[arg-type]
    text = " ".join([names[7], "و" + names[19_999], *["كلمة"] * 38])
    Counted.asked = 0
    assert len(find(counting, text)) == 2
    assert Counted.asked < 10 * 40


# Their English


@pytest.mark.parametrize(
    ("form", "english"),
    [
        ("Cairo", "in Cairo."),
        ("Cairo", "Cairo's streets"),
        ("Cairo", "CAIRO (Agencies) - A man"),
        ("Houthi", "the Houthis’ ships"),
        ("militia", "Militias said"),
        ("interior ministry", "the Interior Ministry"),
        ("foreign ministry", "two foreign ministries"),
        ("al-Sisi", "Al-Sisi said"),
        ("al-Sisi", "president al Sisi"),
        ("cease-fire", "a ceasefire"),
        ("cease fire", "a cease-fire"),
        ("Sana'a", "in Sana’a"),
        ("the Hague", "The Hague"),
        ("Cairo", "pro-Cairo groups"),
    ],
)
def test_english_that_counts(form: str, english: str) -> None:
    glossary = glossary_of([Term(("كلمة",), ("Other", form))])
    used, missed = glossary.missed("كلمة", english)
    assert (len(used), missed) == (1, [])


@pytest.mark.parametrize(
    ("form", "english"),
    [
        ("Cairo", "Cairene streets"),
        ("Cairo", "in cairo"),
        ("US", "it told us"),
        ("Oman", "Omani and Romans"),
        ("Sana'a", "Sanaa"),
        ("al-Sisi", "president Al-Sisi"),
        ("South Sudan", "Sudan, South"),
        ("Cairo", ""),
    ],
)
def test_english_that_does_not(form: str, english: str) -> None:
    glossary = glossary_of([Term(("كلمة",), (form,))])
    used, missed = glossary.missed("كلمة", english)
    assert (used, len(missed)) == ([], 1)


@pytest.mark.parametrize(
    ("arabic", "english", "missed"),
    [
        ("القاهرة والقاهرة", "Cairo", []),
        ("القاهرة والقاهرة", "It", ["Cairo", "Cairo"]),
        ("السودان وجنوب السودان", "South Sudan", ["Sudan"]),
        ("السودان وجنوب السودان", "Sudan and South Sudan", []),
        ("لا شيء", "", []),
    ],
)
def test_a_term_is_needed_once(arabic: str, english: str, missed: list[str]) -> None:
    assert [use.term.written for use in TERMS.missed(arabic, english)[1]] == missed


def test_findings_have_both_places() -> None:
    arabic, english = "وصل من القاهرة إلى عُمان", "He came from Cairo."
    lost, kept = TERMS.findings(arabic, english)
    assert (kept.kind, kept.status, lost.status) == ("glossary", "supported", "changed")
    assert english[kept.start : kept.end] == kept.text == "Cairo"
    assert arabic[kept.source_start : kept.source_end] == kept.source == "القاهرة"
    assert (lost.text, lost.start, lost.end) == ("", 0, 0)
    assert arabic[lost.source_start : lost.source_end] == lost.source == "عُمان"


def test_what_is_missed_anywhere_is_missed() -> None:
    audit = TERMS.audit("القاهرة وعمان", "Cairo")
    assert audit == Terms(("Cairo",), ("Oman",))
    assert merge([audit, Terms(("Oman", "Yemen"))]) == Terms(("Cairo", "Yemen"), ("Oman",))  # fmt: skip
    assert merge([]) == Terms()


# Brought in


@pytest.mark.parametrize(
    ("arabic", "term", "wanted", "english", "expected"),
    [
        ("قال القذافي", "القذافي", "Gaddafi", "Al-Kadhafi's son said", "Gaddafi's son said"),
        ("قال معمر القذافي", "القذافي", "Gaddafi", "Moammar Qaddafi said", "Moammar Gaddafi said"),
        ("معمر القذافي", "معمر القذافي", "Muammar Gaddafi", "Colonel Moammar al-Qadhafi", "Colonel Muammar Gaddafi"),
        ("عبد الفتاح السيسي", "عبد الفتاح السيسي", "Abdel Fattah al-Sisi", "Abdulfattah Al Sissi", "Abdel Fattah al-Sisi"),
        ("قال السيسي", "السيسي", "al-Sisi", "Sissi said", "Al-Sisi said"),
        ("حسين وحسن", "حسين", "Hussein", "Hossein and Hassan", "Hussein and Hassan"),
        ("حسين وحسن", "حسين", "Hussein", "A boy and Hassan", None),
        ("في اليمن", "اليمن", "Yemen", "The Yemeni coast", None),
        ("في تونس", "تونس", "Tunis", "Across Tunisia", None),
        ("كوبا", "كوبا", "Cuba", "The World Cup", None),
        ("كركوك", "كركوك", "Kirkuk", "The KRG", None),
        ("الأعظمية", "الأعظمية", "Adhamiya", "The Dome", None),
        ("وزارة الداخلية", "وزارة الداخلية", "Interior Ministry", "The Interior Minister", None),
        ("الكهرباء", "الكهرباء", "electricity", "The Electrics", None),
        ("سطيف", "سطيف", "Setif", "In Sfax", None),
        ("سطيف", "سطيف", "Setif", "", None),
    ],
)  # fmt: skip
def test_only_a_name_that_is_surely_meant_is_respelt(
    arabic: str, term: str, wanted: str, english: str, expected: str | None
) -> None:
    (use,) = glossary_of([Term((term,), (wanted,))]).find(arabic)
    assert respell(english, use, arabic) == expected


def test_no_respelling_undoes_another() -> None:
    names = desk(Salem="سالم", Salim="سليم")
    assert names.respelt("سالم وسليم", "Saalem and Sallim") == "Salem and Salim"
    assert names.respelt("سالم", "Salem") == "Salem"


@pytest.mark.parametrize(
    ("arabic", "expected"),
    [
        ("في القاهرة.", "في Cairo."),
        ("وبالقَاهرة", "و ب Cairo"),
        ("لليمن ولعُمان", "ل Yemen و ل Oman"),
        ("«لحزب الله»", "«ل Hezbollah»"),
    ],
)
def test_terms_are_written_into_the_arabic(arabic: str, expected: str) -> None:
    assert inline(arabic, TERMS.find(arabic)) == expected


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("", ""),
        ("قال و", "و"),
        ("قال ", ""),
        ("قال وَ", "وَ"),
        ("قال \u064eو\u064e", "و\u064e"),
        ("قال_ول", "ول"),
        ("\u064e\u064e", ""),
        ("في «", ""),
    ],
)
def test_letters_at_the_end_are_joined_to_what_comes_after(
    text: str, joined: str
) -> None:
    assert joined_before(text) == joined


def test_a_long_word_that_joins_nothing_is_passed_once() -> None:
    # Looked at from the front it is read again from each of its letters: a minute.
    started = time.perf_counter()
    assert joined_before("ب" * 50_000 + " ") == ""
    assert joined_before("\u064e" * 50_000 + "ب") == "ب"
    assert time.perf_counter() - started < 20


def test_placeholders_stand_for_terms() -> None:
    arabic = "من القاهرة وعُمان إلى القاهرة x1z"
    text, mapping = placeholders(arabic, TERMS.find(arabic))
    assert text == "من X2Z و X3Z إلى X2Z x1z"
    assert [(each.token, each.english, each.most) for each in mapping] == [
        ("X2Z", "Cairo", 2),
        ("X3Z", "Oman", 1),
    ]


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("From X1Z to X2Z.", "From Cairo to Oman."),
        ("From x 1 z's port to X2z", "From Cairo's port to Oman"),
        ("X1Z to X2Z and X1Z", "Cairo to Oman and Cairo"),
        ("X1Z", None),
        ("X1Z, X2Z, X2Z", None),
        ("X1Z and X22Z", None),
        ("X1Z and AX2Z", None),
        ("", None),
    ],
)
def test_only_what_came_back_whole_is_restored(
    english: str, expected: str | None
) -> None:
    arabic = "القاهرة وعُمان والقاهرة"
    assert restore(english, placeholders(arabic, TERMS.find(arabic))[1]) == expected


ARABIC = "التقى القذافي في القاهرة وزير اليمن"
NAMES = desk(Gaddafi="القذافي", Cairo="القاهرة", Yemen="اليمن")


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        (["Kadhafi met Yemen's minister in Cairo."], 1),
        (["He met a minister.", "Gadafi met Yemen's minister in Cairo."], 2),
        (["He met a minister.", "He met him.", "X1Z met X3Z's minister in X2Z."], 3),
    ],
    ids=["respelt", "inline", "placeholders"],
)
def test_a_missed_term_is_brought_in_step_by_step(
    answers: list[str], asked: int
) -> None:
    script = iter(answers)
    texts = [ARABIC]
    english = NAMES.respelt(ARABIC, next(script))
    uses = NAMES.find(ARABIC)
    if NAMES.missed(ARABIC, english)[1]:
        texts.append(inline(ARABIC, uses))
        english = NAMES.respelt(ARABIC, next(script))
    if NAMES.missed(ARABIC, english)[1]:
        text, mapping = placeholders(ARABIC, uses)
        texts.append(text)
        english = restore(next(script), mapping) or english
    assert english == "Gaddafi met Yemen's minister in Cairo."
    assert len(texts) == asked
    assert texts[1:2] == ["التقى Gaddafi في Cairo وزير Yemen"][: asked - 1]


# names.csv

ROWS = [
    NameRow("عمان", "Oman", 2),
    NameRow("القاهرة", "Cairo", 7, True, (("Kairo", 2), ("Al-Qahira (old)", 1))),
    NameRow("اليمن", "=HYPERLINK(1)", 2, False, (("-1+1", 1),)),
    NameRow("بيت", "'@home", 1),
]


def test_names_are_written_in_order_and_inert() -> None:
    stream = io.StringIO()
    write_names(ROWS, stream)
    assert stream.getvalue() == (
        "arabic,english,count,conflict,also\n"
        "القاهرة,Cairo,7,yes,Kairo (2)|Al-Qahira (old) (1)\n"
        "اليمن,'=HYPERLINK(1),2,,'-1+1 (1)\n"
        "عمان,Oman,2,,\n"
        "بيت,''@home,1,,\n"
    )


def test_names_are_read_as_they_were() -> None:
    stream = io.StringIO()
    write_names(reversed(ROWS), stream)
    stream.seek(0)
    assert set(read_names(stream)) == set(ROWS)


NAMES_TYPED = st.text("abعم=+-@'(),;\" \n").map(lambda name: " ".join(name.split()))


@given(st.lists(st.tuples(NAMES_TYPED, NAMES_TYPED, st.booleans()), max_size=5))
def test_any_name_comes_back_and_is_no_formula(
    names: list[tuple[str, str, bool]],
) -> None:
    rows = [NameRow(*names[at][:2], at, names[at][2]) for at in range(len(names))]
    stream = io.StringIO()
    write_names(rows, stream)
    stream.seek(0)
    cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    stream.seek(0)
    assert list(read_names(stream)) == rows[::-1]


@pytest.mark.parametrize(
    "cell", ["=1", "\u200b=cmd", "＝cmd", " @x", "\u200f+1", "'=1", "'\u200b-1", "\0=1"]
)
def test_a_cell_that_a_spreadsheet_would_calculate_is_quoted(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert plain(safe(cell)) == cell


@pytest.mark.parametrize("cell", ["", "n-1", "'quoted'", "خبر=1", "a+b"])
def test_another_cell_is_as_it_was(cell: str) -> None:
    assert (safe(cell), plain(cell)) == (cell, cell)


def test_names_of_a_run_are_a_glossary(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    with path.open("w", encoding="utf-8") as stream:
        write_names(ROWS[:2], stream)
    assert load_terms(path) == desk(Oman="عمان", Cairo="القاهرة")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", ":1: expected the header"),
        ("arabic,english\n", ":1: expected the header"),
        ("مصر,Egypt\n", ":2: expected 5 cells"),
        ("مصر,Egypt,many,,\n", ":2: .*number"),
        ("مصر,Egypt,1,no,\n", ":2: .*conflict"),
        ("مصر,Egypt,1,yes,Misr\n", ":2: .*also"),
        ('مصر,"Egypt,1,,\n', ":2: .*quotes"),
    ],
)
def test_what_is_no_names_table_is_refused(content: str, said: str) -> None:
    header = "" if "header" in said else "arabic,english,count,conflict,also\n"
    with pytest.raises(UsageError, match=f"names.csv{said}"):
        list(read_names(io.StringIO(header + content)))
