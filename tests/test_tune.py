"""`mujaz tune`: rows, order, exactness after a kill, and adapters that run."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from summarize.cli import app
from summarize.engines.embedded import EmbeddedEngine
from summarize.errors import LicenceRefused, Refused, UsageError
from summarize.licences import require_commercial
from summarize.load import How, load_models
from summarize.models import adapters, lock
from summarize.presets import find_preset, with_models
from summarize.prompts import load_prompt
from summarize.records import Decoding
from summarize.references import Pair, our_file
from summarize.references.items import read_items, read_rows
from summarize.tuning import (
    Moment,
    Task,
    TuneOrder,
    known_file,
    known_texts,
    problems_of,
    read_data,
    texts_of,
    tune,
)
from summarize.tuning import checkpoint as states
from summarize.tuning.adapted import Adapted, adapted
from summarize.tuning.batches import batches, one_pass
from summarize.tuning.checkpoint import State
from summarize.tuning.examples import Example, examples_of, hold_out, step_of, tasks_in
from summarize.tuning.gradients import losses
from summarize.tuning.rows import Row
from summarize.tuning.schedule import Budget, factor, mark
from summarize.tuning.texts import CheckpointTexts, EmbeddedTexts, Encoded, fitting
from summarize.tuning.training import Recipe, Training
from tests.checkpoints import SENTENCES, build

ROOT = Path(__file__).parent.parent
PAIRS = [
    {"ar": SENTENCES[0], "en": SENTENCES[4]},
    {"ar": SENTENCES[1], "en": SENTENCES[5]},
    {"ar": SENTENCES[3], "en": SENTENCES[6]},
    {"ar": "وصل الوزير إلى المدينة", "en": "the minister arrived in the city"},
    {"ar": "بدأ التحقيق في الحريق", "en": "the inquiry into the fire began"},
]
ARTICLE = {
    "title_ar": "حريق في مستشفى",
    "title_en": "fire at a hospital",
    "summary_ar": SENTENCES[0],
    "summary_en": SENTENCES[4],
    "sentences": PAIRS[:2],
}


def jsonl(path: Path, rows: list[Any]) -> Path:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class Silent:
    def step(self, moment: Moment) -> None: ...

    def scored(self, steps: int, scores: Mapping[str, float]) -> None: ...


# Rows


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("text", "expected a JSON object"),
        ({"ar": "نص"}, "en: missing"),
        ({"ar": 5, "en": "five"}, "ar: expected a text, found 5"),
        ({"ar": "  ", "en": "text"}, "ar: empty"),
        ({"ar": "نص قصير", "en": "نص قصير"}, "is not English, 100%"),
        ({"ar": "a short text", "en": "a short text"}, "is not Arabic"),
        ({"ar": "نص قصير", "en": "a short text that " * 9}, "times as long"),
        (ARTICLE | {"sentences": []}, "sentences: expected a list"),
        (ARTICLE | {"sentences": [{"ar": "نص"}]}, r"sentences\[1\].en: missing"),
        (ARTICLE | {"summary_ar": SENTENCES[4]}, "summary_ar: is not Arabic"),
        (ARTICLE | {"summary_en": ""}, "summary_en: empty"),
        ({"title_ar": "نص", "sentences": PAIRS}, "title_ar and title_en"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_row_that_would_teach_wrong_is_refused_by_file_line_and_field(
    tmp_path: Path, row: Any, said: str
) -> None:
    path = jsonl(tmp_path / "rows.jsonl", [PAIRS[0], row])
    with pytest.raises(Refused, match=rf"rows\.jsonl:2: .*{said}"):
        read_data([path], None)


def test_half_a_character_is_refused_by_its_field(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"ar": "نص \ud83d", "en": "text"}), encoding="ascii")
    with pytest.raises(
        Refused, match=r"rows\.jsonl:1: .*ar: holds half of a character"
    ):
        read_data([path], None)


def test_honest_rows_are_read_whole(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "rows.jsonl", [PAIRS[0], ARTICLE | {"id": "a1"}])
    (pair, article), (file,) = read_data([path], None)
    assert pair.pairs == (Pair(SENTENCES[0], SENTENCES[4]),)
    assert len(article.pairs) == 3
    assert article.text == f"{SENTENCES[0]} {SENTENCES[1]}"
    assert tasks_in([article]) == ("translate", "summarize", "brief")
    assert file.rows == 2


def test_a_row_that_repeats_the_reference_set_is_refused() -> None:
    known = known_file(our_file())
    item = next(read_items(our_file()))
    pair = next(pair for pair in item.pairs if len(pair.ar.split()) > 12)
    there = {"ar": f"اليوم {pair.ar}", "en": pair.en}
    found = list(problems_of(there, known))
    assert len(found) == 2
    assert item.id in found[0]
    assert list(problems_of(PAIRS[0], known)) == []


def test_a_phrase_that_two_texts_share_is_no_repetition() -> None:
    phrase = "the united nations office for the coordination of humanitarian affairs"
    known = known_texts([("r1", f"{phrase} said on monday that aid had arrived")])
    rest = "warned that the roads to the camps in the north were closed by heavy snow"
    assert known.shared(f"{phrase} {rest}")
    assert known.repeated_by(f"{phrase} {rest} and by a lack of fuel") is None
    assert known.repeated_by(f"{phrase} said on monday that aid came") == "r1"


TUNING = sorted((ROOT / "tuning").glob("*.jsonl"))


@pytest.mark.parametrize("path", TUNING, ids=lambda path: path.name)
def test_our_own_rows_are_sound_and_share_no_run_with_the_reference_set(
    path: Path,
) -> None:
    known = known_file(our_file())
    for where, row in read_rows(path):
        assert list(problems_of(row)) == [], where
        for name, text in texts_of(row):
            assert known.shared(text) == [], (where, name)


@pytest.mark.skipif(not TUNING, reason="the training rows are not here")
def test_our_own_rows_share_no_run_with_those_that_choices_are_made_on() -> None:
    known = known_texts(
        (where, text)
        for where, row in read_rows(ROOT / "tuning" / "dev.jsonl")
        for _, text in texts_of(row)
    )
    for path in TUNING:
        if path.name != "dev.jsonl":
            for where, row in read_rows(path):
                for name, text in texts_of(row):
                    assert known.shared(text) == [], (where, name)


# What is learnt, what is held out, in which order


def rows(count: int) -> list[Row]:
    return [
        Row(f"r:{n}", (Pair(f"نص {n}", f"text {n}"),), sha256(b"%d" % n).hexdigest())
        for n in range(count)
    ]


def test_what_is_held_out_depends_on_the_rows_texts_alone() -> None:
    kept, held = hold_out(rows(60))
    assert (len(kept), len(held)) == (57, 3)
    again = hold_out(rows(60)[::-1])
    assert {row.sha256 for row in held} == {row.sha256 for row in again[1]}
    assert {row.sha256 for row in held} <= {
        row.sha256 for row in hold_out(rows(5000))[1]
    }
    assert len(hold_out(rows(5000))[1]) == 249
    assert len(hold_out(rows(3))[1]) == 1


def test_nothing_that_is_held_out_is_learnt_from_another_row() -> None:
    there = rows(40)
    last = max(there, key=lambda row: row.sha256)
    held = hold_out(there)[1][0]
    there.append(replace(last, pairs=held.pairs, sha256="f" * 64))
    kept, _ = hold_out(there)
    assert held.pairs not in [row.pairs for row in kept]


def test_a_task_that_no_row_teaches_is_refused() -> None:
    with pytest.raises(Refused, match="expected the field summary_ar"):
        examples_of(rows(3), ("summarize",))


def test_every_pass_takes_every_example_once_in_parts_of_a_bounded_size() -> None:
    lengths = [10 + n * 37 % 90 for n in range(200)] + [700]
    for number in range(2):
        found = one_pass(lengths, 400, f"7:{number}")
        parts = [part for batch in found for part in batch]
        assert sorted(at for part in parts for at in part) == list(range(201))
        for part in parts:
            padded = len(part) * max(lengths[at] for at in part)
            assert padded <= 100 or len(part) == 1


def test_the_order_follows_from_the_seed_and_differs_from_pass_to_pass() -> None:
    lengths = [10 + n * 37 % 90 for n in range(200)]
    assert one_pass(lengths, 400, "1:0") == one_pass(lengths, 400, "1:0")
    assert one_pass(lengths, 400, "1:0") != one_pass(lengths, 400, "1:1")
    assert one_pass(lengths, 400, "1:0") != one_pass(lengths, 400, "2:0")
    endless = batches(lengths, 400, 1)
    first = one_pass(lengths, 400, "1:0")
    assert [next(endless) for _ in first] == first
    assert next(endless) == one_pass(lengths, 400, "1:1")[0]


def test_the_learning_rate_rises_then_falls_to_nothing() -> None:
    there = [factor(at / 100) for at in range(101)]
    top = there.index(max(there))
    assert there[:top] == sorted(there[:top])
    assert there[top:] == sorted(there[top:], reverse=True)
    assert (max(there), round(there[-1], 9)) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("budget", "steps", "seconds", "progress", "left"),
    [
        (Budget(steps=10), 5, 50.0, 0.5, 50.0),
        (Budget(steps=10), 10, 50.0, 1.0, 0.0),
        (Budget(seconds=60.0), 5, 15.0, 0.25, 45.0),
        (Budget(seconds=60.0), 5, 61.0, 1.0, 0.0),
    ],
)
def test_a_budget_is_spent_in_steps_or_in_seconds_of_all_sessions(
    budget: Budget, steps: int, seconds: float, progress: float, left: float
) -> None:
    assert budget.progress(steps, seconds) == progress
    assert budget.left(steps, seconds) == left


def test_the_averaged_weights_are_those_of_the_last_fifth() -> None:
    assert [round(mark(n, 4), 2) for n in range(4)] == [0.85, 0.9, 0.95, 1.0]
    assert mark(0, 1) == 1.0


# Training, on a tiny Gemma 3


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("causal", tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def model(tiny: Path) -> Adapted:
    return adapted(tiny, None, rank=4, seed=1, device="cpu")


@pytest.fixture(scope="module")
def learnt(tiny: Path) -> list[Encoded]:
    pairs = tuple(Pair(row["ar"], row["en"]) for row in PAIRS)
    examples = examples_of([Row("r:1", pairs, "0")], ("translate",))
    encoded, too_long = fitting(examples, CheckpointTexts(tiny))
    assert not too_long
    return encoded


def test_the_loss_is_the_models_own_on_the_answers_and_nothing_else(
    model: Adapted, learnt: list[Encoded]
) -> None:
    import torch

    whole = model.model.get_base_model()
    expected = 0.0
    for each in learnt:
        ids = torch.tensor([[*each.prompt, *each.answer]])
        labels = ids.clone()
        labels[0, : len(each.prompt)] = -100
        mean = whole(input_ids=ids, labels=labels).loss.item()
        expected += mean * len(each.answer)
    together = losses(model, learnt, 0).item()
    alone = sum(losses(model, [each], 0).item() for each in learnt)
    assert together == pytest.approx(expected, rel=0.01)
    assert together == pytest.approx(alone, rel=0.01)


def recipe(steps: int, **others: Any) -> Recipe:
    plain = Recipe(Budget(steps=steps), 5e-3, 0.05, 128, seed=3, save_seconds=0.0)
    return replace(plain, **others)


def trained(
    model: Adapted, learnt: list[Encoded], folder: Path, how: Recipe, dies_at: int = -1
) -> State:
    class Dying(Silent):
        def step(self, moment: Moment) -> None:
            if moment.steps == dies_at:
                raise MemoryError

    training = Training(model, learnt, 0, how, folder, {})
    stored = states.load(folder)
    state = stored[0] if stored else states.start(model.vector())
    training.run(state, dict, Dying())
    return state


@pytest.mark.parametrize("average", [1, 3])
def test_a_run_that_was_cut_ends_with_the_same_bits(
    tiny: Path, learnt: list[Encoded], tmp_path: Path, average: int
) -> None:
    import torch

    how = recipe(9, average=average)
    ends = []
    for name, deaths in (("whole", [-1]), ("cut", [4, 8, -1])):
        (tmp_path / name).mkdir()
        for dies_at in deaths:
            model = adapted(tiny, None, rank=4, seed=1, device="cpu")
            try:
                state = trained(model, learnt, tmp_path / name, how, dies_at)
            except MemoryError:
                continue
            ends.append(state)
    whole, cut = ends
    assert (whole.steps, whole.tokens) == (cut.steps, cut.tokens)
    for name in ("weights", "mean", "spread", "average"):
        assert torch.equal(getattr(whole, name), getattr(cut, name)), name
    same = torch.equal(whole.average, whole.weights)
    assert same == (average == 1)


def test_cores_and_the_order_in_which_they_end_change_no_bit(
    tiny: Path, learnt: list[Encoded], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    ends = []
    for cores in ("1", "3"):
        monkeypatch.setenv("OMP_NUM_THREADS", cores)
        (tmp_path / cores).mkdir()
        model = adapted(tiny, None, rank=4, seed=1, device="cpu")
        ends.append(trained(model, learnt, tmp_path / cores, recipe(4)))
    assert torch.equal(ends[0].weights, ends[1].weights)


def test_training_teaches(
    model: Adapted, learnt: list[Encoded], tmp_path: Path
) -> None:
    before = losses(model, learnt, 0).item()
    trained(model, learnt, tmp_path, recipe(60, save_seconds=1e9))
    assert losses(model, learnt, 0).item() < 0.6 * before


def test_a_checkpoint_of_other_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / states.NAME).write_bytes(b"half a checkpoint")
    with pytest.raises(Refused, match="expected a checkpoint"):
        states.load(tmp_path)


# The command


def command(tiny: Path, data: Path, out: Path, *more: str) -> list[str]:
    options = f"--base {tiny} --rank 4 --lr 0.005 --batch-tokens 128 --steps 10"
    return [*f"tune --data {data} -o {out} {options}".split(), *more]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return jsonl(tmp_path / "rows.jsonl", PAIRS)


def start(arguments: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "summarize", *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_killed_process_is_continued_to_the_very_same_adapter(
    tiny: Path, data: Path, tmp_path: Path
) -> None:
    runner = CliRunner()
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    done = runner.invoke(app, command(tiny, data, whole, "--quiet"))
    assert done.exit_code == 0, done.output
    running = start(command(tiny, data, cut, "--save-minutes", "0"))
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith("held out at step 4"):
            break
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert not (cut / adapters.WEIGHTS).exists()
    refused = runner.invoke(app, command(tiny, data, cut))
    assert isinstance(refused.exception, UsageError)
    assert "--resume" in str(refused.exception)
    more = ["--save-minutes", "0", "--resume", "--quiet"]
    done = runner.invoke(app, command(tiny, data, cut, *more))
    assert done.exit_code == 0, done.output
    for name in (adapters.WEIGHTS, adapters.SETTINGS):
        assert (whole / name).read_bytes() == (cut / name).read_bytes()
    assert {path.name for path in cut.iterdir() if path.name != ".lock"} == {
        adapters.WEIGHTS, adapters.SETTINGS, adapters.CARD, "training.json",
    }  # fmt: skip


def test_a_signal_is_obeyed_after_the_step_and_the_state_is_saved(
    tiny: Path, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    running = start(command(tiny, data, out, "--save-minutes", "0"))
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith("held out at step 2"):
            running.send_signal(signal.SIGTERM)
            break
    _, said = running.communicate()
    assert running.returncode == 128 + signal.SIGTERM
    stopped = re.search(r"stopped after (\d+) steps, which are saved", said)
    assert stopped
    stored = states.load(out)
    assert stored is not None
    assert stored[0].steps == int(stopped.group(1))


def test_other_settings_or_rows_are_no_continuation(
    tiny: Path, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    runner = CliRunner()
    runner.invoke(app, command(tiny, data, out, "--quiet"))
    for others in (["--seed", "5"], ["--rank", "8"]):
        arguments = [*command(tiny, data, out, "--resume"), *others]
        refused = runner.invoke(app, arguments)
        assert isinstance(refused.exception, UsageError)
        assert others[0].strip("-") in str(refused.exception)
    again = runner.invoke(app, command(tiny, data, out, "--resume", "--quiet"))
    assert again.exit_code == 0
    jsonl(data, PAIRS[:4])
    refused = runner.invoke(app, command(tiny, data, out, "--resume"))
    assert "data: was" in str(refused.exception)


def test_the_card_and_the_record_say_what_was_done(
    tiny: Path, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    articles = jsonl(tmp_path / "articles.jsonl", [ARTICLE])
    other = {"title_ar": "وصول الوزير", "sentences": PAIRS[4:]}
    dev = jsonl(tmp_path / "dev.jsonl", [ARTICLE | other])
    order = TuneOrder(
        (data, articles), out, str(tiny), dev=dev, rank=4, steps=2, licence="CC-BY-4.0"
    )
    record = tune(order, lambda words: None, Silent())
    assert record == json.loads((out / "training.json").read_text(encoding="utf-8"))
    assert record["examples"] == {"translate": 5, "summarize": 1, "brief": 1}
    assert [each["step"] for each in record["log"]] == [0, 2]
    assert {"translate loss", "translate chrF", "summarize rouge1", "brief rougeL"} <= (
        record["log"][-1].keys()
    )
    card = (out / adapters.CARD).read_text(encoding="utf-8")
    assert adapters.licence_of(out) == "CC-BY-4.0"
    for said in ("rows.jsonl", "dev.jsonl", "seed: 1", record["data"][0]["sha256"]):
        assert said in card


def test_what_a_run_would_not_read_is_not_scored(
    tiny: Path, data: Path, tmp_path: Path
) -> None:
    long = {"ar": "حريق في مستشفى " * 400, "en": "fire at a hospital " * 400}
    dev = jsonl(tmp_path / "dev.jsonl", [PAIRS[0], long])
    order = TuneOrder((data,), tmp_path / "out", str(tiny), dev=dev, rank=4, steps=1)
    assert tune(order, lambda words: None, Silent())["held_out"] == {"translate": 1}


def test_where_and_how_precisely_it_computes_belongs_to_a_training(
    tiny: Path, data: Path, tmp_path: Path
) -> None:
    order = TuneOrder((data,), tmp_path / "out", str(tiny), rank=4, steps=1)
    settings = tune(order, lambda words: None, Silent())["settings"]
    assert settings["device"] == "cpu"
    assert settings["precision"] in ("bfloat16", "float32")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--base", "nowhere"], "expected embedded or a model's folder"),
        (["--from", "shipped"], "adapter is to the embedded model"),
        (["--task", "rhyme"], "expected one of translate, summarize, brief"),
        (["--task", "brief"], "expected the field summary_en"),
        (["--minutes", "1"], "expected one of them"),
        (["--data", "none.jsonl"], "none.jsonl: no such file"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_makes_no_sense_is_refused_before_a_model_is_loaded(
    tiny: Path, data: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    arguments = [*command(tiny, data, tmp_path / "out"), *options]
    refused = CliRunner().invoke(app, arguments)
    assert isinstance(refused.exception, (UsageError, Refused)), refused.output
    assert said in str(refused.exception)
    assert not list((tmp_path / "out").glob("*"))


# Adapters in use


@pytest.fixture(scope="module")
def adapter(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("adapter")
    data = jsonl(folder / "rows.jsonl", PAIRS)
    out = folder / "desk"
    order = TuneOrder((data,), out, str(tiny), rank=4, steps=2, licence="CC-BY-4.0")
    tune(order, lambda words: None, Silent())
    return out


def test_training_goes_on_from_an_adapter(
    tiny: Path, adapter: Path, data: Path, tmp_path: Path
) -> None:
    first = adapted(tiny, adapter, rank=4, seed=9, device="cpu")
    again = adapted(tiny, adapter, rank=4, seed=1, device="cpu")
    assert first.vector().equal(again.vector())
    assert first.vector().abs().sum() > 0
    order = TuneOrder((data,), tmp_path / "more", str(tiny), str(adapter), steps=1)
    record = tune(order, lambda words: None, Silent())
    assert record["settings"]["rank"] == 4
    assert record["settings"]["from"].startswith("desk@")
    with pytest.raises(UsageError, match="has rank 4"):
        tune(replace(order, rank=8), lambda words: None, Silent())


def test_an_adapter_to_another_model_is_refused(
    tiny: Path, adapter: Path, tmp_path: Path
) -> None:
    from safetensors.torch import load_file, save_file

    other = tmp_path / "other"
    other.mkdir()
    (other / adapters.SETTINGS).write_bytes((adapter / adapters.SETTINGS).read_bytes())
    weights = load_file(adapter / adapters.WEIGHTS)
    save_file(dict(list(weights.items())[1:]), other / adapters.WEIGHTS)
    with pytest.raises(Refused, match="expected an adapter to this very model"):
        adapted(tiny, other, rank=4, seed=1, device="cpu")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("{", "expected the settings of an adapter"),
        ('{"peft_type": "IA3"}', "expected a plain LoRA adapter"),
        ('{"peft_type": "LORA", "r": 4}', "expected a plain LoRA adapter"),
    ],
)
def test_what_is_no_plain_adapter_is_refused(
    adapter: Path, tmp_path: Path, settings: str, said: str
) -> None:
    with pytest.raises(Refused, match="no such file; expected an adapter"):
        adapters.check_adapter(tmp_path)
    (tmp_path / adapters.WEIGHTS).write_bytes(b"")
    (tmp_path / adapters.SETTINGS).write_text(settings)
    with pytest.raises(Refused, match=said):
        adapters.check_adapter(tmp_path)


def test_an_adapter_takes_each_steps_prompt_and_both_licences(
    adapter: Path, tmp_path: Path
) -> None:
    named = f"embedded+{adapter}"
    preset = with_models(find_preset("embedded"), named, named)
    steps = preset.steps("pipeline") | preset.steps("direct")
    assert {role: step.prompt for role, step in steps.items()} == {
        "summarizer": "embedded-summarize",
        "translator": "embedded-translate",
        "direct": "embedded-brief",
        "headline": "embedded-translate",
    }
    assert {step.model for step in steps.values()} == {"embedded+desk"}
    assert {step.adapter for step in steps.values()} == {str(adapter)}
    terms = {step.licence for step in steps.values()}
    assert terms == {"Gemma Terms of Use; adapter: CC-BY-4.0"}
    require_commercial(steps)
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in (adapters.SETTINGS, adapters.WEIGHTS):
        (bare / name).write_bytes((adapter / name).read_bytes())
    preset = with_models(find_preset("embedded"), None, f"embedded+{bare}")
    with pytest.raises(LicenceRefused, match="adapter: unknown"):
        require_commercial(preset.steps("translate"))


def test_the_embedded_model_named_for_a_step_does_that_step() -> None:
    preset = with_models(find_preset("opus"), "embedded", "embedded")
    steps = preset.steps("pipeline")
    assert steps["summarizer"].prompt == "embedded-summarize"
    assert steps["translator"].prompt == "embedded-translate"


def test_a_folder_with_an_adapter_runs_merged(
    tiny: Path, adapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path / "home"))
    preset = with_models(find_preset("embedded"), None, f"{tiny}+{adapter}")
    told: list[str] = []
    steps = preset.steps("translate")
    for _ in range(2):
        model = load_models(steps, How("transformers"), told.append)["translator"]
    assert told == [f"merging desk into {tiny.name}, once"]
    (folder,) = (tmp_path / "home" / "models").iterdir()
    assert model.label == f"{tiny.name}@{lock.verify(folder).revision[:12]}"
    assert model.step.licence == "unknown; adapter: CC-BY-4.0"
    assert model.engine is not None
    (answer,) = model.engine.generate([SENTENCES[0]], Decoding(4, 480))
    prompt = CheckpointTexts(tiny).encode(Example("translate", SENTENCES[0], "a", ""))
    assert answer.tokens_read == len(prompt.prompt)


@pytest.mark.slow
@pytest.mark.parametrize("task", ["translate", "summarize", "brief"])
def test_the_real_model_is_trained_on_the_very_pieces_a_run_gives_it(
    embedded_folder: Path, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Given(Exception):
        pass

    def given(prompts: list[list[int]], decoding: Decoding) -> None:
        raise Given(prompts)

    step = step_of(task)
    engine = EmbeddedEngine(embedded_folder, load_prompt(step.prompt or ""))
    monkeypatch.setattr(engine, "_write", given)
    texts = EmbeddedTexts(embedded_folder)
    for text in (SENTENCES[0], "نص <bos> قصير", " ".join(SENTENCES[:4] * 12)):
        with pytest.raises(Given) as shown:
            engine.generate([text], step.decoding)
        (prompt,) = shown.value.args[0]
        encoded = texts.encode(Example(task, text, "A short text.", "r:1"))
        if len(encoded.prompt) <= step.decoding.max_input_tokens:
            assert list(encoded.prompt) == prompt
        spelt = engine.text.pieces(encoded.answer)
        assert "".join(spelt) == "\u2581A\u2581short\u2581text.\n"


@pytest.mark.slow
def test_the_real_model_learns_builds_and_translates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from summarize.models import dequantised

    weights = dequantised.keep(lambda words: None)
    store = tmp_path / "home" / "models"
    store.mkdir(parents=True)
    (store / weights.name).symlink_to(weights, target_is_directory=True)
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path / "home"))
    data = jsonl(tmp_path / "rows.jsonl", PAIRS)
    out = tmp_path / "desk"
    order = TuneOrder((data,), out, steps=3, rate=1e-3, average=2)
    record = tune(order, lambda words: None, Silent())
    assert record["log"][0]["translate chrF"] > 30
    text = tmp_path / "story.txt"
    text.write_text(f"حريق في مستشفى\n\n{SENTENCES[0]}. " * 2, encoding="utf-8")
    run = ["translate", str(text), "--translator", f"embedded+{out}", "--quiet"]
    done = CliRunner().invoke(app, [*run, "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    (line,) = (tmp_path / "out" / "briefs.jsonl").read_text().splitlines()
    assert "hospital" in line
