"""Public evaluation sets: every published layout, the hub's arguments, each refusal."""

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import datasets
import pytest

from summarize.errors import MujazError, Refused, UsageError
from summarize.references.items import Item, Pair
from summarize.references.public import PUBLIC, read_public

pytestmark = pytest.mark.usefixtures("no_network")

Row = Mapping[str, Any]
BBC = {
    "id": "news-7",
    "url": "u",
    "title": "مطر",
    "summary": "أمطرت.",
    "text": "نزل المطر.\nثم توقف.",
}
CROSS = {
    "source_url": "a",
    "target_url": "b",
    "summary": "It rained.",
    "text": "نزل المطر.",
}


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache of our own for `datasets`; its loader, which asks the hub, is off."""

    def refuse(*args: object, **options: object) -> None:
        raise AssertionError(f"load_dataset was asked for {args} {options}")

    cache = tmp_path / "cache"
    monkeypatch.setattr(datasets, "load_dataset", refuse)
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(cache))
    return cache


def found(name: str, place: Path | str | None, split: str | None = None) -> list[Item]:
    return list(read_public(name, None if place is None else str(place), split))


def pairs_of(items: Iterable[Item]) -> list[tuple[str, str, str]]:
    return [(item.id, pair.ar, pair.en) for item in items for pair in item.pairs]


def write(path: Path, content: str | Iterable[Row]) -> Path:
    """A file of this text or these rows, in the format that its name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    elif path.suffix == ".jsonl":
        lines = (json.dumps(row, ensure_ascii=False) for row in content)
        path.write_text("\n".join(lines), encoding="utf-8")
    elif path.suffix == ".json":
        path.write_text(json.dumps([*content], ensure_ascii=False), encoding="utf-8")
    else:
        rows = datasets.Dataset.from_list([dict(row) for row in content])
        save = rows.to_csv if path.suffix == ".csv" else rows.to_parquet
        save(str(path))
    return path


def plus(id: int | None, code: str, text: str) -> Row:
    language, script = code.split("_")
    return {"id": id, "iso_639_3": language, "iso_15924": script, "text": text}


def guide(id: str, source: str, target: str, references: list[str] | None) -> Row:
    return {
        "gem_id": id,
        "source_language": source,
        "target_language": target,
        "source": f"دليل {id}",
        "target": f"target of {id}",
        "references": references,
    }


def test_each_row_of_the_table_says_what_it_is() -> None:
    assert [*PUBLIC] == [
        "xlsum",
        "crosssum",
        "wikilingua",
        "flores",
        "ntrex",
        "easc",
        "pairs",
    ]
    for name, public in PUBLIC.items():
        assert (name, public.about[-1]) == (public.name, ".")
        assert public.licence.startswith("CC-BY") or name == "pairs"
    assert {name for name in PUBLIC if "-NC-" in PUBLIC[name].licence} == {
        "xlsum",
        "crosssum",
        "wikilingua",
    }


@pytest.mark.parametrize(
    "file",
    [
        "arabic_test.jsonl",
        "unpacked/arabic_test.jsonl",
        "arabic/test/0000.parquet",
        "data/test-00000-of-00001.parquet",
        "test-00000-of-00001.parquet",
        "test/0000.parquet",
        "test.parquet",
        "test.jsonl",
        "test.json",
        "test.csv",
    ],
)
def test_xlsum_in_every_layout(tmp_path: Path, file: str) -> None:
    path = write(tmp_path / "copy" / file, [BBC])
    write(
        tmp_path / "copy" / "english" / "test" / "0000.parquet",
        [{**BBC, "id": "english"}],
    )
    write(tmp_path / "copy" / "arabic_train.jsonl", [{**BBC, "id": "train"}])
    expected = Item(
        "news-7",
        ((Pair("نزل المطر."),), (Pair("ثم توقف."),)),
        ("أمطرت.",),
        title_ar="مطر",
    )
    assert found("xlsum", tmp_path / "copy") == [expected]
    assert found("xlsum", path, "test") == [expected]


@pytest.mark.parametrize("split", ["val", "valid", "validation"])
@pytest.mark.parametrize("file", ["arabic_val.jsonl", "validation.parquet"])
def test_validation_has_many_names(tmp_path: Path, split: str, file: str) -> None:
    write(tmp_path / file, [{**BBC, "id": None}])
    assert [item.id for item in found("xlsum", tmp_path, split)] == [
        "xlsum-validation-1"
    ]


def test_a_saved_data_set_is_read_by_its_split(tmp_path: Path) -> None:
    saved = datasets.Dataset.from_list([BBC])
    saved.save_to_disk(tmp_path / "one")
    datasets.DatasetDict({"test": saved, "val": saved}).save_to_disk(tmp_path / "many")
    for place, split in (("one", None), ("many", "test"), ("many", "validation")):
        (item,) = found("xlsum", tmp_path / place, split)
        assert item.summaries_ar == ("أمطرت.",)
    with pytest.raises(
        Refused, match=r"many: no split train; expected one of test, val"
    ):
        found("xlsum", tmp_path / "many", "train")


def test_crosssum_has_english_summaries(tmp_path: Path) -> None:
    write(
        tmp_path / "arabic-english_test.jsonl",
        [CROSS, {**CROSS, "summary": "It stopped."}],
    )
    items = found("crosssum", tmp_path)
    assert [(item.id, item.briefs_en) for item in items] == [
        ("crosssum-test-1", ("It rained.",)),
        ("crosssum-test-2", ("It stopped.",)),
    ]
    assert not any(item.summaries_ar or item.title_ar for item in items)


@pytest.mark.parametrize(
    "file",
    [
        "en_ar/test/0000.parquet",
        "ar_en/test/0000.parquet",
        "ar/test/0000.parquet",
        "test.jsonl",
    ],
)
def test_wikilingua_keeps_arabic_guides_with_english_or_arabic_summaries(
    tmp_path: Path, file: str
) -> None:
    rows = [
        guide("w-1", "ar", "en", ["One.", "Two."]),
        guide("w-2", "en", "ar", ["لا"]),
        guide("w-3", "ar", "ar", ["ملخص"]),
        guide("w-4", "ar", "fr", ["Non."]),
        guide("w-5", "ar", "en", None),
    ]
    write(tmp_path / file, rows)
    write(tmp_path / "en_ar" / "sampled_test" / "0000.parquet", rows[:1])
    assert [
        (item.id, item.text, item.briefs_en, item.summaries_ar)
        for item in found("wikilingua", tmp_path)
    ] == [
        ("w-1", "دليل w-1", ("One.", "Two."), ()),
        ("w-3", "دليل w-3", (), ("ملخص",)),
        ("w-5", "دليل w-5", ("target of w-5",), ()),
    ]


def test_flores_lines_keep_their_numbers_around_an_empty_one(tmp_path: Path) -> None:
    folder = tmp_path / "flores200_dataset" / "devtest"
    write(folder / "arb_Arab.devtest", "\ufeffواحد\n\n \nأربعة\u2028بقية\r\nخمسة")
    write(folder / "eng_Latn.devtest", "one\n\n\nfour\nfive\n")
    expected = [
        ("flores-devtest-1", "واحد", "one"),
        ("flores-devtest-4", "أربعة\u2028بقية", "four"),
        ("flores-devtest-5", "خمسة", "five"),
    ]
    assert pairs_of(found("flores", tmp_path)) == expected
    assert pairs_of(found("flores", folder.parent, "devtest")) == expected


@pytest.mark.parametrize(
    "files",
    [
        {
            "dev/arb_Arab.parquet": "arb_Arab",
            "dev/eng_Latn.parquet": "eng_Latn",
            "dev/fra_Latn.parquet": "fra_Latn",
        },
        {"dev/arb_Arab.jsonl": "arb_Arab", "dev/eng_Latn.jsonl": "eng_Latn"},
        {
            "arb_Arab/dev/0000.parquet": "arb_Arab",
            "eng_Latn/dev/0000.parquet": "eng_Latn",
        },
        {"dev.parquet": "arb_Arab arb_Latn eng_Latn fra_Latn"},
    ],
)
def test_flores_plus_is_joined_by_id_whatever_the_order(
    tmp_path: Path, files: dict[str, str]
) -> None:
    for file, codes in files.items():
        ids = (4, 3) if codes.startswith("eng") else (3, 4)
        write(
            tmp_path / file,
            [plus(id, code, f"{code} {id}") for code in codes.split() for id in ids],
        )
    assert pairs_of(found("flores", tmp_path, "dev")) == [
        ("flores-dev-3", "arb_Arab 3", "eng_Latn 3"),
        ("flores-dev-4", "arb_Arab 4", "eng_Latn 4"),
    ]


def test_ntrex_is_found_below_its_repository(tmp_path: Path) -> None:
    write(tmp_path / "NTREX-128" / "newstest2019-ref.arb.txt", "أ\nب\n")
    write(tmp_path / "NTREX-128" / "newstest2019-src.eng.txt", "a\nb\n")
    assert pairs_of(found("ntrex", tmp_path)) == [
        ("ntrex-test-1", "أ", "a"),
        ("ntrex-test-2", "ب", "b"),
    ]
    with pytest.raises(Refused, match=r"no ntrex in it; looked for .*dev\.parquet"):
        found("ntrex", tmp_path, "dev")


def test_ntrex_as_a_table(tmp_path: Path) -> None:
    write(
        tmp_path / "test.parquet", [{"arb_Arab": "أ", "eng_Latn": "a", "fra_Latn": "x"}]
    )
    assert pairs_of(found("ntrex", tmp_path)) == [("ntrex-test-1", "أ", "a")]


def test_easc_has_all_summaries_of_an_article(tmp_path: Path) -> None:
    header = "\ufeffarticle_id,topic_name,article_text,summary_A,summary_B,summary_C\n"
    write(tmp_path / "EASC.csv", header + '9,صحة,"نص أول\nثان",أ,,ج\n2,فن,نص,ب,ب,\n')
    assert found("easc", tmp_path) == [
        Item(
            "easc-train-9", ((Pair("نص أول"),), (Pair("ثان"),)), ("أ", "ج"), topic="صحة"
        ),
        Item("easc-train-2", ((Pair("نص"),),), ("ب", "ب"), topic="فن"),
    ]


def test_easc_rows_of_one_article_are_gathered(tmp_path: Path) -> None:
    rows = [("نص", "أ"), ("آخر", "ب"), ("نص", "ج")]
    write(
        tmp_path / "data" / "train-00000-of-00001-e0e8.parquet",
        [{"article": text, "summary": one} for text, one in rows],
    )
    assert [
        (item.id, item.text, item.summaries_ar) for item in found("easc", tmp_path)
    ] == [
        ("easc-train-1", "نص", ("أ", "ج")),
        ("easc-train-2", "آخر", ("ب",)),
    ]


def test_pairs_are_two_files_of_ones_own(tmp_path: Path) -> None:
    ar = write(tmp_path / "أخبار [1].txt", "  مدرسة \n\nأ\u0654\n")
    en = write(tmp_path / "news.en", "school\n\ncafe\u0301\n")
    assert pairs_of(found("pairs", f"{ar},{en}")) == [
        ("pairs-all-1", "مدرسة", "school"),
        ("pairs-all-3", "أ\u0654", "caf\u00e9"),
    ]


def test_ids_are_unique_and_the_same_each_time(tmp_path: Path) -> None:
    path = write(
        tmp_path / "test.jsonl",
        [{**BBC, "id": id} for id in ("a", "a", None, "  ", "7", "a")],
    )
    ids = [item.id for item in found("xlsum", path)]
    assert ids == ["a", "a-2", "xlsum-test-3", "xlsum-test-4", "xlsum-test-7", "a-3"]
    assert ids == [item.id for item in found("xlsum", path)]


def test_a_copy_is_read_lazily_and_leaves_nothing_behind(
    tmp_path: Path, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "test.jsonl", [BBC, {**BBC, "text": None}])
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    items = read_public("xlsum", str(path), None)
    assert next(items).id == "news-7"
    with pytest.raises(Refused):
        next(items)
    assert not local.exists()
    assert not any((tmp_path / "temporary").iterdir())


BAD: list[tuple[str, str, str | list[Row], str]] = [
    (
        "xlsum",
        "test.jsonl",
        [BBC, {"id": "x", "text": "نص"}],
        r"test\.jsonl:2: field summary is missing; expected a text",
    ),
    (
        "xlsum",
        "arabic/test/0.parquet",
        [{**BBC, "text": " \n"}],
        r"arabic/test/0\.parquet:1: field text is ' \\n'; expected a text",
    ),
    (
        "xlsum",
        "test.jsonl",
        [{**BBC, "title": 3}],
        r"test\.jsonl:1: field title is 3; expected a text",
    ),
    ("xlsum", "test.jsonl", '{"id": "x"', r"test\.jsonl cannot be read: "),
    ("xlsum", "test.jsonl", "", r"test\.jsonl cannot be read: empty"),
    ("xlsum", "test.parquet", "no table", r"test\.parquet cannot be read: "),
    (
        "xlsum",
        "arabic_dev.jsonl",
        [BBC],
        r"no xlsum in it; looked for \*\*/arabic_test\.jsonl, .*test\.csv",
    ),
    (
        "crosssum",
        "test.jsonl",
        [{"summary": "x"}],
        r"test\.jsonl:1: field text is missing",
    ),
    (
        "wikilingua",
        "test.jsonl",
        [{"source": "x", "target": "y"}],
        r":1: field source_language is missing",
    ),
    (
        "wikilingua",
        "test.jsonl",
        [guide("w", "ar", "en", ["a", ""])],
        r":1: field target is ''; expected a text",
    ),
    (
        "wikilingua",
        "test.jsonl",
        [guide("w", "en", "ar", ["a"])],
        r"no item of wikilingua in split test",
    ),
    (
        "flores",
        "devtest.jsonl",
        [plus(1, "arb_Arab", "أ")],
        r"flores-devtest-1: field eng_Latn is missing",
    ),
    (
        "flores",
        "devtest.jsonl",
        [plus(1, "eng_Latn", "a")],
        r"flores-devtest-1: field arb_Arab is missing",
    ),
    (
        "flores",
        "devtest.jsonl",
        [plus(1, "arb_Arab", "أ"), plus(1, "arb_Arab", "ب")],
        r":2: field id is missing or not new for arb_Arab",
    ),
    (
        "flores",
        "devtest.jsonl",
        [plus(None, "arb_Arab", "أ")],
        r":1: field id is missing or not new",
    ),
    (
        "flores",
        "devtest/arb_Arab.devtest",
        "أ\n",
        r"no flores in it; looked for .*eng_Latn\.devtest, .*arb_Arab\.parquet",
    ),
    (
        "ntrex",
        "test.jsonl",
        [{"eng_Latn": "a"}],
        r"test\.jsonl:1: field arb_Arab is missing",
    ),
    (
        "easc",
        "EASC.csv",
        "article_id,article_text\n1,نص\n",
        r"EASC\.csv:1: field summary is missing",
    ),
    (
        "easc",
        "EASC.csv",
        "article,summary_A,summary_B\nنص,,\n",
        r"EASC\.csv:1: field summary_A or summary_B is missing",
    ),
    (
        "easc",
        "EASC.csv",
        "title,summary\nع,م\n",
        r"EASC\.csv:1: field article_text or article is missing",
    ),
]


@pytest.mark.parametrize(("name", "file", "content", "message"), BAD)
def test_what_is_wrong_with_a_copy_is_named(
    tmp_path: Path, name: str, file: str, content: str | list[Row], message: str
) -> None:
    write(tmp_path / file, content)
    with pytest.raises(Refused, match=message):
        found(name, tmp_path)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "set.xlsx", "x")
    with pytest.raises(
        Refused, match=r"set\.xlsx: expected a folder or a file in \.parquet, \.jsonl"
    ):
        found("xlsum", path)


@pytest.mark.parametrize(
    ("ar", "en", "message"),
    [
        ("أ\nب\n", "a\n", r"a\.ar has 2 lines and a\.en 1; expected as many in both"),
        ("أ\n", "a\n\n", r"a\.ar has 1 lines and a\.en 2; expected as many in both"),
        (
            "أ\n \nج\n",
            "a\nb\nc\n",
            r"a\.ar:2 is empty and a\.en:2 is not; expected a line and its translation",
        ),
        ("أ\nب\n", "a\n\n", r"a\.en:2 is empty and a\.ar:2 is not"),
        ("", "", r"no item of pairs in split all"),
    ],
)
def test_lines_that_do_not_align_are_refused(
    tmp_path: Path, ar: str, en: str, message: str
) -> None:
    files = write(tmp_path / "a.ar", ar), write(tmp_path / "a.en", en)
    with pytest.raises(Refused, match=message):
        found("pairs", f"{files[0]},{files[1]}")


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ar").write_bytes(b"\xc7\xe1\n")
    write(tmp_path / "a.en", "a\n")
    with pytest.raises(Refused, match=r"a\.ar cannot be read: .*utf-8"):
        found("pairs", f"{tmp_path}/a.ar,{tmp_path}/a.en")


@pytest.mark.parametrize(
    ("name", "place", "split", "message"),
    [
        ("nope", None, None, r"no public set 'nope'; expected one of xlsum, .*, pairs"),
        ("xlsum", "/gone", None, r"/gone: no such file or folder"),
        (
            "xlsum",
            None,
            "test[:10]",
            r"xlsum: no split 'test\[:10\]'; expected e\.g\. test",
        ),
        ("pairs", None, None, r"expected pairs:ARABIC,ENGLISH"),
        ("pairs", "one.txt", None, r"expected pairs:ARABIC,ENGLISH"),
        ("pairs", "/a.ar,/a.en", None, r"/a\.ar: no such file"),
    ],
)
def test_an_order_that_makes_no_sense_is_a_usage_error(
    name: str, place: str | None, split: str | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        read_public(name, place, split)


Call = tuple[tuple[object, ...], dict[str, object]]


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Callable[..., list[Row]]], list[Call]]:
    """Puts a hub in place that answers with these rows; gives what it is asked."""

    def hub(answer: Callable[..., list[Row]]) -> list[Call]:
        calls: list[Call] = []

        def load(*args: object, **options: object) -> list[Row]:
            calls.append((args, options))
            return answer(*args, **options)

        monkeypatch.setattr(datasets, "load_dataset", load)
        return calls

    return hub


CONVERTED = {"revision": "refs/convert/parquet", "streaming": True}
PLAIN = {"revision": None, "streaming": True}
ARCHIVE = "tar://./arabic-english_{}.jsonl::hf://datasets/csebuetnlp/CrossSum@main/data/arabic-english_CrossSum.tar.bz2"


@pytest.mark.parametrize(
    ("name", "split", "row", "id", "call"),
    [
        (
            "xlsum",
            None,
            BBC,
            "news-7",
            (
                ("csebuetnlp/xlsum",),
                {
                    "split": "test",
                    "data_files": {"test": "arabic/test/*.parquet"},
                    **CONVERTED,
                },
            ),
        ),
        (
            "xlsum",
            "val",
            BBC,
            "news-7",
            (
                ("csebuetnlp/xlsum",),
                {
                    "split": "validation",
                    "data_files": {"validation": "arabic/validation/*.parquet"},
                    **CONVERTED,
                },
            ),
        ),
        (
            "crosssum",
            None,
            CROSS,
            "crosssum-test-1",
            (
                ("json",),
                {"split": "test", "data_files": {"test": ARCHIVE.format("test")}},
            ),
        ),
        (
            "crosssum",
            "validation",
            CROSS,
            "crosssum-validation-1",
            (
                ("json",),
                {
                    "split": "validation",
                    "data_files": {"validation": ARCHIVE.format("val")},
                },
            ),
        ),
        (
            "wikilingua",
            None,
            guide("w-1", "ar", "en", None),
            "w-1",
            (
                ("GEM/wiki_lingua",),
                {
                    "split": "test",
                    "data_files": {"test": "en_ar/test/*.parquet"},
                    **CONVERTED,
                },
            ),
        ),
        (
            "ntrex",
            None,
            {"arb_Arab": "أ", "eng_Latn": "a"},
            "ntrex-test-1",
            (("mteb/NTREX",), {"split": "test", "name": None, **PLAIN}),
        ),
        (
            "easc",
            None,
            {"article": "نص", "summary": "م"},
            "easc-train-1",
            (("arbml/EASC",), {"split": "train", "name": None, **PLAIN}),
        ),
    ],
)
def test_the_hub_is_asked_for_the_set(
    asked: Any, name: str, split: str | None, row: Row, id: str, call: Call
) -> None:
    calls = asked(lambda *args, **options: [row])
    assert [item.id for item in found(name, None, split)] == [id]
    assert calls == [call]


def test_the_hub_is_asked_for_both_languages_of_flores(asked: Any) -> None:
    calls = asked(lambda *args, name, **options: [plus(5, name, name)])
    assert pairs_of(found("flores", None, "dev")) == [
        ("flores-dev-5", "arb_Arab", "eng_Latn")
    ]
    assert calls == [
        (("openlanguagedata/flores_plus",), {"split": "dev", "name": code, **PLAIN})
        for code in ("arb_Arab", "eng_Latn")
    ]


def test_a_row_of_the_hub_is_named_by_where_it_stood(asked: Any) -> None:
    asked(lambda *args, **options: [BBC, {**BBC, "summary": None}])
    with pytest.raises(
        Refused, match=r"csebuetnlp/xlsum:arabic:test:2: field summary is missing"
    ):
        found("xlsum", None)


@pytest.mark.parametrize(
    "error",
    [
        ConnectionError("offline"),
        datasets.exceptions.DatasetNotFoundError("it is gated"),
        RuntimeError("scripts"),
    ],
)
def test_a_hub_that_does_not_answer_is_a_refusal(asked: Any, error: Exception) -> None:
    def fail(*args: object, **options: object) -> list[Row]:
        raise error

    asked(fail)
    with pytest.raises(
        MujazError, match=f"flores_plus:arb_Arab:devtest cannot be read: {error}"
    ):
        found("flores", None)
