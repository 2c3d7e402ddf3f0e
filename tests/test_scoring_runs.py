"""A folder scored: the same bytes however it is done, and what it will not score."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from summarize.errors import Refused
from summarize.evaluation import folder as at
from summarize.evaluation import score_predictions
from summarize.evaluation.baselines import NAMES, RANDOM, baselines, leads
from summarize.evaluation.predictions import (
    Prediction,
    PredictionFile,
    prediction_line,
)
from summarize.evaluation.score import Source, score_folder
from summarize.references import Item, Pair, open_set, our_file
from summarize.references.sets import write_items
from summarize.scoring import rouge_ar, rouge_en, selftest
from summarize.sentences import split
from tests.runs import lead, write_predictions

OUTPUTS = (at.SCORES, at.TABLE, at.METRICS)
SOURCE = Source("small", "CC0")
AR = rouge_ar()


def article(id: str, *pairs: tuple[str, str], ar: Sequence[str], en: str) -> Item:
    paragraph = tuple(Pair(*pair) for pair in pairs)
    return Item(
        id, (paragraph,), tuple(ar), (en,), title_ar="عنوان المقال", topic="news"
    )


ITEMS = [
    article(
        "school",
        ("افتتح الوزير اليوم مدرسة جديدة.", "The minister opened a new school today."),
        ("وتضم المدرسة 120 تلميذا من القرية.", "It has 120 pupils from the village."),
        ("وستبدأ الدراسة يوم الأحد المقبل.", "Lessons will begin next Sunday."),
        ar=["افتتاح مدرسة تضم 120 تلميذا."],
        en="A school for 120 pupils opened.",
    ),
    article(
        "rain",
        ("هطلت أمطار غزيرة على العاصمة أمس.", "Heavy rain fell on the capital."),
        ("وأغلقت البلدية ثلاثة طرق رئيسية.", "The city closed three main roads."),
        ar=["أمطار غزيرة تغلق ثلاثة طرق في العاصمة."],
        en="Heavy rain closed three roads in the capital.",
    ),
    article(
        "match",
        ("فاز المنتخب الوطني على ضيفه بهدفين.", "The national team won by two goals."),
        ("وسجل القائد الهدف الأول مبكرا.", "The captain scored the first goal early."),
        ("وحضر المباراة آلاف المشجعين.", "Thousands of fans watched the match."),
        ("وسيلعب الفريق مجددا بعد أسبوع.", "The team will play again in a week."),
        ar=["المنتخب يفوز بهدفين أمام آلاف المشجعين.", "فوز المنتخب بهدفين."],
        en="The national team won by two goals.",
    ),
    article(
        "oil",
        ("ارتفعت أسعار النفط بنسبة 3 في المئة.", "Oil prices rose by 3 percent."),
        ("وبلغ سعر البرميل 85 دولارا.", "A barrel cost 85 dollars."),
        ar=["النفط يرتفع إلى 85 دولارا."],
        en="Oil rose to 85 dollars.",
    ),
]


def predicted(item: Item) -> Prediction:
    """The article's first sentence and its translation."""
    first = item.pairs[0]
    return Prediction(item.id, item.source_sha256, first.ar, first.en)


def write(
    folder: Path, items: Sequence[Item], predictions: Sequence[Prediction] | None = None
) -> Path:
    folder.mkdir(exist_ok=True)
    write_items(items, folder / at.REFERENCES)
    given = [*map(predicted, items)] if predictions is None else predictions
    lines = "".join(map(prediction_line, given))
    (folder / at.PREDICTIONS).write_text(lines, encoding="utf-8")
    return folder


def scored(
    folder: Path,
    items: Sequence[Item] = ITEMS,
    predictions: Sequence[Prediction] | None = None,
    source: Source = SOURCE,
    cores: int = 1,
) -> dict[str, Any]:
    return score_folder(write(folder, items, predictions), source, cores)


def rows(folder: Path) -> dict[str, Any]:
    """The lines of scores.jsonl by id."""
    return {row["id"]: row for row in at.read_lines(folder / at.SCORES)}


def contents(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in OUTPUTS]


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / at.TABLE).open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines)]


def without(value: Any, *names: str) -> Any:
    """The value without what is drawn by chance, which goes by the items' order."""
    if isinstance(value, dict):
        return {k: without(v, *names) for k, v in value.items() if k not in names}
    return value


def test_scoring_writes_scores_a_table_and_metrics(tmp_path: Path) -> None:
    found = scored(tmp_path / "run")
    assert {path.name for path in (tmp_path / "run").iterdir()} == {
        at.REFERENCES,
        at.PREDICTIONS,
        *OUTPUTS,
    }
    ids = [item.id for item in ITEMS]
    assert [*rows(tmp_path / "run")] == ids
    assert [row["id"] for row in table(tmp_path / "run")] == ids
    assert at.read_json(tmp_path / "run" / at.METRICS) == json.loads(at.to_json(found))
    assert found["items"] == 4
    assert found["statuses"] == {"done": 4}
    assert found["dataset"]["name"] == "small"


def test_a_metric_is_the_mean_of_its_items_with_its_signature(tmp_path: Path) -> None:
    metrics = scored(tmp_path / "run")["metrics"]
    for key in ("ar.rouge1", "ar.folded.rouge2", "ar.rougeL", "en.rougeL"):
        scores = [row["scores"][key] for row in rows(tmp_path / "run").values()]
        assert metrics[key]["score"] == pytest.approx(sum(scores) / 4)
        assert metrics[key]["score"] == metrics[key]["mean_of_texts"]
        assert metrics[key]["ci95"][0] <= metrics[key]["score"]
        assert metrics[key]["n"] == 4
    # One article has two Arabic references, the others have one.
    assert metrics["ar.rougeL"]["signature"].startswith("ROUGE-L|nrefs:var|lang:ar|")
    assert metrics["en.rougeL"]["signature"].startswith("ROUGE-L|nrefs:1|lang:en|")
    assert [key for key, metric in metrics.items() if metric["primary"]] == [
        "ar.rougeL",
        "en.rougeL",
    ]


def test_an_item_scores_what_its_texts_score(tmp_path: Path) -> None:
    scored(tmp_path / "run")
    row = rows(tmp_path / "run")["match"]
    item = next(item for item in ITEMS if item.id == "match")
    overlap = AR.score(item.summaries_ar, item.pairs[0].ar)["rougeL"]
    assert row["scores"]["ar.rougeL"] == pytest.approx(100 * overlap.f)
    assert row["scores"]["ar.rougeL.p"] == pytest.approx(100 * overlap.p)
    assert row["scores"]["ar.rougeL.r"] == pytest.approx(100 * overlap.r)
    assert row["scores"]["en.rouge2"] == row["scores"]["en.bleu"] == 100
    assert row["lengths"]["ar.words"] == 6
    assert row["lengths"]["ar.reference_words"] == 4.5
    assert row["baselines"]["lead-1"]["ar.rougeL"] == row["scores"]["ar.rougeL"]


def test_scoring_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    scored(tmp_path / "run")
    first = contents(tmp_path / "run")
    score_folder(tmp_path / "run", SOURCE, 1)
    assert contents(tmp_path / "run") == first


def test_the_order_of_predictions_does_not_matter(tmp_path: Path) -> None:
    scored(tmp_path / "one")
    scored(tmp_path / "other", predictions=[*map(predicted, ITEMS)][::-1])
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_the_order_of_references_does_not_change_a_score(tmp_path: Path) -> None:
    one = scored(tmp_path / "one")
    other = scored(tmp_path / "other", Random(1).sample(ITEMS, len(ITEMS)))
    lines = [
        sorted((tmp_path / name / at.SCORES).read_bytes().splitlines())
        for name in ("one", "other")
    ]
    assert lines[0] == lines[1]
    assert without(one, "ci95") == without(other, "ci95")


def repeated(times: int) -> list[Item]:
    return [
        replace(item, id=f"{item.id}-{number}", title_ar=f"عنوان {number}")
        for number in range(times)
        for item in ITEMS
    ]


def test_the_number_of_cores_does_not_change_a_byte(tmp_path: Path) -> None:
    items = repeated(102)
    mixed = [
        Prediction(item.id, status="failed", summary_ar="", brief_en="", flags=("x",))
        if at % 7 == 0
        else replace(predicted(item), summary_ar=item.pairs[at % len(item.pairs)].ar)
        for at, item in enumerate(items)
    ]
    source = replace(SOURCE, strict=False)
    for name, cores in (("one", 1), ("two", 2)):
        scored(tmp_path / name, items, mixed, source, cores)
    assert len(rows(tmp_path / "two")) == 408
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_failed_items_score_nought_and_stay_in_the_mean(tmp_path: Path) -> None:
    whole = scored(tmp_path / "whole")["metrics"]
    texts = [*map(predicted, ITEMS)]
    texts[0] = Prediction("school", summary_ar="", brief_en="", status="failed")
    texts[1] = Prediction("rain", status="rejected", error="too short")
    found = scored(tmp_path / "run", predictions=texts)
    row, kept = rows(tmp_path / "run"), rows(tmp_path / "whole")
    for id in ("school", "rain"):
        assert set(row[id]["scores"]) == set(kept[id]["scores"])
        assert set(row[id]["scores"].values()) == {0}
        assert row[id]["lengths"]["ar.words"] == 0
    assert row["oil"] == kept["oil"]
    lost = sum(kept[id]["scores"]["ar.rougeL"] for id in ("school", "rain")) / 4
    metric = found["metrics"]["ar.rougeL"]
    assert metric["score"] == pytest.approx(whole["ar.rougeL"]["score"] - lost)
    assert (metric["n"], metric["coverage"]) == (4, 0.5)
    assert found["statuses"] == {"done": 2, "failed": 1, "rejected": 1}
    for key in ("ar.chrf", "en.chrf", "en.chrf++", "en.bleu"):
        assert 0 < found["metrics"][key]["score"] < whole[key]["score"]


def refused(folder: Path, items: Sequence[Item], *predictions: Prediction) -> str:
    """What the refusal says; nothing may be written before it."""
    with pytest.raises(Refused) as raised:
        scored(folder, items, predictions)
    left = {path.name for path in folder.iterdir()}
    assert left == {at.REFERENCES, at.PREDICTIONS}
    return str(raised.value)


FIRST, SECOND, THIRD = map(predicted, ITEMS[:3])


def test_missing_and_extra_ids_are_named(tmp_path: Path) -> None:
    said = refused(tmp_path / "run", ITEMS[:3], FIRST, Prediction("snow"))
    assert "2 missing ids: match, rain; 1 extra ids: snow" in said
    said = refused(tmp_path / "run", ITEMS[:2], FIRST, SECOND, THIRD)
    assert said.endswith("reference set: 1 extra ids: match")


def test_of_many_ids_the_first_are_named(tmp_path: Path) -> None:
    said = refused(
        tmp_path / "run", ITEMS[:1], *(Prediction(f"n{n}") for n in range(25))
    )
    assert "25 extra ids: n0, n1, n10," in said
    assert said.endswith(" and 5 more")


def test_an_id_that_stands_twice_is_named(tmp_path: Path) -> None:
    said = refused(tmp_path / "run", ITEMS[:2], FIRST, SECOND, FIRST)
    assert "predictions.jsonl:3: the id school stands here a second time" in said


def test_a_prediction_of_another_text_is_named(tmp_path: Path) -> None:
    other = replace(SECOND, source_sha256=FIRST.source_sha256)
    said = refused(tmp_path / "run", ITEMS[:3], FIRST, other, THIRD)
    assert "rain: was made from another text: source_sha256" in said
    assert SECOND.source_sha256[:12] in said


def test_a_prediction_need_not_say_what_it_was_made_from(tmp_path: Path) -> None:
    bare = [replace(predicted(item), source_sha256="") for item in ITEMS]
    scored(tmp_path / "bare", predictions=bare)
    scored(tmp_path / "full")
    assert contents(tmp_path / "bare") == contents(tmp_path / "full")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "expected a JSON object on one line"),
        ("[]", "expected an object with the text field id"),
        ('{"id": 1}', "expected an object with the text field id"),
        ('{"id": "rain", "summary_ar": 5}', "rain: summary_ar: expected a text"),
        ('{"id": "rain", "brief_en": []}', "rain: brief_en: expected a text"),
        ('{"id": "rain", "status": "ok"}', "rain: status: expected done, rejected or"),
    ],
)
def test_a_line_that_is_no_prediction_is_named(
    tmp_path: Path, line: str, said: str
) -> None:
    folder = write(tmp_path / "run", ITEMS[:2], [FIRST])
    with (folder / at.PREDICTIONS).open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    with pytest.raises(Refused, match=f"predictions.jsonl:2: {said}"):
        score_folder(folder, SOURCE, 1)


def test_an_unsound_set_is_refused_unless_it_may_be(tmp_path: Path) -> None:
    twice = replace(ITEMS[0], summaries_ar=ITEMS[0].summaries_ar * 2)
    assert "school: summaries_ar: two refer" in refused(
        tmp_path / "run", [twice], FIRST
    )
    lenient = scored(tmp_path / "run", [twice], [FIRST], replace(SOURCE, strict=False))
    assert lenient["items"] == 1


def test_a_broken_scorer_scores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "rouge_ar_folded", rouge_ar)
    assert "self-test" in refused(tmp_path / "run", ITEMS[:1], FIRST)
    monkeypatch.setattr(selftest, "rouge_ar", rouge_en)
    assert "self-test" in refused(tmp_path / "run", ITEMS[:1], FIRST)


SIDES = {
    "ar": [
        "ar.chrf",
        *(f"ar.{variant}rouge{n}" for variant in ("", "folded.") for n in "12L"),
    ],
    "en": ["en.bleu", "en.chrf", "en.chrf++", "en.rouge1", "en.rouge2", "en.rougeL"],
}


@pytest.mark.parametrize("side", SIDES)
def test_a_set_of_one_side_is_scored_on_that_side(tmp_path: Path, side: str) -> None:
    bare = [replace(item, briefs_en=()) for item in ITEMS]
    if side == "en":
        bare = [replace(item, summaries_ar=()) for item in ITEMS]
    found = scored(tmp_path / "run", bare)
    assert sorted(found["metrics"]) == sorted(SIDES[side])
    assert [*found["lengths"]] == [side]
    assert {key[:2] for key in rows(tmp_path / "run")["oil"]["scores"]} == {side}


def test_a_system_of_one_side_is_scored_on_that_side(tmp_path: Path) -> None:
    arabic_only = [replace(predicted(item), brief_en=None) for item in ITEMS]
    found = scored(tmp_path / "run", predictions=arabic_only)
    assert sorted(found["metrics"]) == sorted(SIDES["ar"])


def test_an_item_without_references_on_a_side_is_left_out_there(
    tmp_path: Path,
) -> None:
    items = [replace(ITEMS[0], briefs_en=()), *ITEMS[1:]]
    found = scored(tmp_path / "run", items)["metrics"]
    assert (found["en.rougeL"]["n"], found["ar.rougeL"]["n"]) == (3, 4)
    assert "en.rougeL" not in rows(tmp_path / "run")["school"]["scores"]
    assert table(tmp_path / "run")[0]["en.rougeL"] == ""


def test_a_translation_is_scored_by_its_words_and_characters(tmp_path: Path) -> None:
    whole = [
        replace(predicted(item), brief_en=" ".join(pair.en for pair in item.pairs))
        for item in ITEMS
    ]
    source = replace(SOURCE, task="translate")
    found = scored(tmp_path / "run", predictions=whole, source=source)
    assert sorted(found["metrics"]) == ["en.bleu", "en.chrf", "en.chrf++"]
    for metric in found["metrics"].values():
        assert metric["score"] == pytest.approx(100)
    assert [k for k, metric in found["metrics"].items() if metric["primary"]] == [
        "en.chrf"
    ]
    assert found["baselines"] == {}


def test_translated_leads_are_the_english_baseline(tmp_path: Path) -> None:
    folder = write(tmp_path / "run", ITEMS)
    lines = (
        json.dumps({"id": item.id, "leads": {"lead-1": item.pairs[0].en}}) + "\n"
        for item in ITEMS
    )
    (folder / at.TRANSLATED).write_text("".join(lines), encoding="utf-8")
    found = score_folder(folder, SOURCE, 1)
    score = found["metrics"]["en.rougeL"]["score"]
    assert found["baselines"]["translated lead-1"]["en.rougeL"]["score"] == score
    assert found["versus"]["en.rougeL"]["translated lead-1"]["ties"] == 4


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    ids = ["=1+1", "+a", "-b", "@c"]
    items = [replace(item, id=id) for id, item in zip(ids, ITEMS, strict=True)]
    scored(tmp_path / "run", items)
    assert [row["id"] for row in table(tmp_path / "run")] == [f"'{id}" for id in ids]
    assert [*rows(tmp_path / "run")] == ids


def floats(value: Any) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from floats(each)


def test_numbers_are_rounded_to_ten_decimals(tmp_path: Path) -> None:
    scored(tmp_path / "run")
    written = [
        at.read_json(tmp_path / "run" / at.METRICS),
        *rows(tmp_path / "run").values(),
    ]
    found = [number for value in written for number in floats(value)]
    assert len(found) > 100
    assert all(number == round(number, 10) for number in found)
    assert any(number != round(number, 9) for number in found)


OURS = [*islice(open_set("reference").items(), 5)]


@pytest.mark.parametrize("item", OURS, ids=lambda item: item.id)
def test_the_oracle_reaches_at_least_the_lead(item: Item) -> None:
    made = baselines(item, 40, AR)

    def worth(name: str) -> float:
        overlaps = AR.score(item.summaries_ar, made[name])
        return overlaps["rouge1"].f + overlaps["rouge2"].f

    assert tuple(made) == NAMES
    for name in ("lead-1", "lead-3", *RANDOM):
        assert worth("oracle") >= worth(name)


def test_leads_are_the_opening_of_the_article() -> None:
    item = ITEMS[2]
    made = baselines(item, 8, AR)
    assert made["lead-1"] == item.pairs[0].ar
    assert made["lead-3"] == " ".join(pair.ar for pair in item.pairs[:3])
    assert made["lead-words"].split() == item.text.split()[:8]
    assert baselines(item, 1000, AR)["lead-words"].split() == item.text.split()
    assert leads(item) == {
        "lead-1": (item.pairs[0].ar,),
        "lead-3": tuple(pair.ar for pair in item.pairs[:3]),
    }


def test_lead_words_are_as_many_as_references_have(tmp_path: Path) -> None:
    scored(tmp_path / "run")
    sizes = [len(text.split()) for item in ITEMS for text in item.summaries_ar]
    row, item = rows(tmp_path / "run")["rain"], ITEMS[1]
    words = round(sum(sizes) / len(sizes))
    lead = " ".join(item.text.split()[:words])
    f = AR.score(item.summaries_ar, lead)["rouge1"].f
    assert row["baselines"]["lead-words"]["ar.rouge1"] == pytest.approx(100 * f)


def test_chance_goes_by_seed_and_id_alone() -> None:
    first = [baselines(item, 40, AR) for item in OURS]
    again = [baselines(item, 40, AR) for item in reversed(OURS)]
    assert first == again[::-1]
    assert len({first[0][name] for name in RANDOM}) > 1
    renamed = replace(OURS[0], id="another")
    other = baselines(renamed, 40, AR)
    assert [other[name] for name in RANDOM] != [first[0][name] for name in RANDOM]


def test_chance_draws_whole_sentences_in_order_until_there_are_enough() -> None:
    for item in OURS:
        sentences = [sentence.text for sentence in split(item.text)]
        for name in RANDOM:
            text = baselines(item, 40, AR)[name]
            drawn = [sentence for sentence in sentences if sentence in text]
            assert " ".join(drawn) == text
            assert len(text.split()) >= 40
            assert len(text.split()) - 40 < max(len(s.split()) for s in drawn)


def test_the_oracle_stops_where_more_would_be_worse() -> None:
    item = ITEMS[2]
    exact = replace(item, summaries_ar=(item.pairs[1].ar,))
    assert baselines(exact, 8, AR)["oracle"] == item.pairs[1].ar
    unlike = replace(item, summaries_ar=("ثلج كثيف",))
    assert baselines(unlike, 8, AR)["oracle"] == ""


def test_the_system_is_set_against_every_lead(tmp_path: Path) -> None:
    items = repeated(6)
    source = replace(SOURCE, strict=False)
    better = [
        replace(predicted(item), summary_ar=item.summaries_ar[0]) for item in items
    ]
    found = scored(tmp_path / "better", items, better, source)
    versus = found["versus"]["ar.rougeL"]
    assert sorted(versus) == ["lead-1", "lead-3", "lead-words"]
    for gap in versus.values():
        assert gap["wins"] == gap["n"] == 24
        assert gap["p"] <= gap["p_holm"] < 0.05
    (said,) = found["verdicts"]
    assert said.startswith("ar.rougeL: beats lead-1, lead-3, lead-words")
    few = scored(tmp_path / "few")
    assert few["verdicts"] == ["ar.rougeL: too few items for a test against the leads."]


def test_a_lead_does_not_beat_itself(tmp_path: Path) -> None:
    found = scored(tmp_path / "run", repeated(6), None, replace(SOURCE, strict=False))
    gap = found["versus"]["ar.rougeL"]["lead-1"]
    assert (gap["p"], gap["mean"], gap["ties"]) == (1.0, 0.0, 24)
    assert "does NOT beat" in found["verdicts"][0]


def test_a_failed_item_with_texts_left_in_it_scores_nought(tmp_path: Path) -> None:
    whole = write_predictions(tmp_path / "lead.jsonl", lead, limit=3)
    lines = [json.loads(line) for line in whole.read_text("utf-8").splitlines()]
    lines[0]["status"] = "failed"
    whole.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    few = tmp_path / "few.jsonl"
    few.write_text("".join(our_file().read_text("utf-8").splitlines(True)[:3]), "utf-8")
    source = Source("few", "ours")
    score_predictions(whole, open_set(str(few)), source, tmp_path / "run", cores=1)
    rows = (tmp_path / "run/scores.jsonl").read_text("utf-8").splitlines()
    assert set(json.loads(rows[0])["scores"].values()) == {0.0}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"text": "x"}',
        '{"id": "a", "x": 1}',
        '{"id": "a", "text": ""}',
        "[" * 9999,
    ],
)
def test_a_broken_set_of_ones_own_is_refused_not_a_crash(
    line: str, tmp_path: Path
) -> None:
    (tmp_path / "set.jsonl").write_text(line + "\n", encoding="utf-8")
    predictions = write_predictions(tmp_path / "lead.jsonl", lead, limit=1)
    given = open_set(str(tmp_path / "set.jsonl"))
    with pytest.raises(Refused, match=r"set\.jsonl"):
        score_predictions(predictions, given, Source("x", "y"), tmp_path / "run")


@pytest.mark.parametrize(
    "row",
    [
        {"flags": None},
        {"flags": [1]},
        {"flags": "abc"},
        {"source_sha256": None},
        {"error": 5},
    ],
)
def test_a_prediction_of_wrong_types_is_refused_by_field(
    row: dict[str, object], tmp_path: Path
) -> None:
    path = tmp_path / "predictions.jsonl"
    path.write_text(json.dumps({"id": "a", **row}), encoding="utf-8")
    with pytest.raises(Refused, match=f"a: {next(iter(row))}: expected"):
        PredictionFile(path)


def test_outputs_without_a_reference_of_their_language_are_refused(
    tmp_path: Path,
) -> None:
    set_ = tmp_path / "set.jsonl"
    item = {"id": "a", "text": "خبر عن السوق في المدينة", "briefs_en": ["Market news"]}
    set_.write_text(json.dumps(item), encoding="utf-8")
    predictions = tmp_path / "p.jsonl"
    predictions.write_text('{"id": "a", "summary_ar": "خبر"}', encoding="utf-8")
    with pytest.raises(Refused, match="nothing to score"):
        score_predictions(
            predictions, open_set(str(set_)), Source("x", "y"), tmp_path / "run"
        )
