"""Speed: contenders do the same work, ratios are what they say, the page is its data."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from summarize.cli import app
from summarize.engines.convert import converted
from summarize.errors import Interrupted, MujazError, UsageError
from summarize.families import family_for
from summarize.load import Model
from summarize.pipeline import make_briefs
from summarize.presets import EXTRACT, Step
from summarize.records import Article, Decoding
from summarize.speed import checkpoints, inputs
from summarize.speed.arithmetic import Cost, billions, cost
from summarize.speed.bench import BenchOrder
from summarize.speed.cases import CASES, Case, Shape, find_cases
from summarize.speed.contenders import CONTENDERS, PRODUCT, find_contenders
from summarize.speed.contenders.by_ctranslate2 import direct
from summarize.speed.contenders.by_torch import naive, tuned
from summarize.speed.contenders.product import product
from summarize.speed.growth import fit
from summarize.speed.guarding import guard_cost
from summarize.speed.inputs import Given, given
from summarize.speed.job import Answers, Job
from summarize.speed.process import interruptible, watched
from summarize.speed.rounds import in_turn, require_as_long, run
from summarize.speed.trials import Spread, Trial, lines, spread
from tests.conftest import ScriptedEngine, model
from tests.speed_pages import IMAGES, PAGE, charts, page, recorded

STEPS, TEXTS = 12, 6
TRAINING = inputs.training_texts()[:300]
TINY: dict[str, Case] = {
    name: replace(
        CASES[name],
        name=f"tiny-{name}",
        decoding=replace(
            CASES[name].decoding, max_new_tokens=STEPS, max_input_tokens=256
        ),
        shape=shape,
    )
    for name, shape in {
        "marian-base": Shape("marian", 64, 2, 2, 32, 64, 4000),
        "nllb-600m": Shape("nllb", 64, 2, 2, 32, 64, 4000),
        "mt5-base": Shape("mt5", 64, 2, 2, 32, 64, 4000, "arabic"),
    }.items()
}


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads that share so little work on a busy machine only wait for each other."""
    import torch

    there = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(there)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Case], Path]:
    """Each tiny case's checkpoint, by the code that makes the large ones."""
    home = tmp_path_factory.mktemp("home")

    def build(case: Case) -> Path:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("MUJAZ_HOME", str(home))
            assert case.shape is not None
            return checkpoints.checkpoint(
                case.name, case.shape, STEPS, TRAINING, lambda words: None
            )

    return build


def job_of(case: Case, folder: Path, place: Path, contender: str = "naive") -> Job:
    """A job of a few texts, which a tiny summarizer need not read whole."""
    found = given(case.task, TEXTS, lambda text: len(text.split()) < 60)
    articles = place / "articles.jsonl"
    found.write(articles)
    made = converted(folder, family_for(folder), place / "converted", "int8")
    return Job(
        contender, case.task, "sequence", case.decoding, str(folder), str(made),
        found.texts, str(articles), str(place),
    )  # fmt: skip


@pytest.mark.parametrize("case", TINY.values(), ids=lambda case: case.name)
def test_every_contender_reads_the_same_and_writes_to_the_limit(
    case: Case, folders: Callable[[Case], Path], tmp_path: Path
) -> None:
    job = job_of(case, folders(case), tmp_path)
    one = {"replicas": 1, "threads": 1, "tokens": 256}
    found: dict[str, Answers] = {
        "naive": naive(job, lambda what: None),
        "tuned": tuned(
            replace(job, variant={"dtype": "float32", "tokens": 256}), lambda what: None
        ),
        "direct": direct(replace(job, variant=one), lambda what: None),
        "product": product(job, lambda what: None),
    }
    texts = len(job.texts)
    assert {each.written for each in found.values()} == {texts * (STEPS - 1)}
    assert len({each.read for each in found.values()}) == 1
    assert found["product"].retried == 0
    for name in ("naive", "tuned", "direct"):
        assert [len(text.split()) for text in found[name].texts] == [STEPS - 1] * texts


def test_a_trial_is_a_process_of_its_own(
    folders: Callable[[Case], Path], tmp_path: Path
) -> None:
    case = TINY["marian-base"]
    job = job_of(case, folders(case), tmp_path, "ctranslate2")
    variant = {"replicas": 1, "threads": 1, "tokens": 256}
    trial, answers = run(replace(job, variant=variant), 2)
    assert (trial.contender, trial.round, trial.variant) == ("ctranslate2", 2, variant)
    assert trial.start_seconds > 0 < trial.work_seconds
    assert trial.cpu_seconds > 0
    assert trial.peak_mib > 50
    assert len(answers.texts) == len(job.texts)
    require_as_long(case, len(job.texts), trial)


def test_a_process_that_fails_is_told(tmp_path: Path) -> None:
    job = Job(
        "naive", "translate", "sequence", Decoding(2, 2), str(tmp_path), "", (), "", "",
    )  # fmt: skip
    with pytest.raises(MujazError, match=r"ended with 1:[^$]*holds no model"):
        run(job, 0)


def test_what_is_watched_ends_with_the_measurement() -> None:
    """The child ends its parent by a signal, then would wait for ever."""
    code = "import os, signal, threading; os.kill(os.getppid(), signal.SIGTERM); threading.Event().wait()"
    with pytest.raises(Interrupted, match="whole or not") as told, interruptible():
        watched([sys.executable, "-c", code])
    assert told.value.exit_code == 143
    left = (" ".join(child.cmdline()) for child in psutil.Process().children())
    assert not [command for command in left if code in command]


def trial(
    name: str, at: int, seconds: float, written: int = 100, retried: int = 0
) -> Trial:
    return Trial(name, {}, at, 0.0, 1.0, seconds, seconds, 10.0, 50, written, retried)


@pytest.mark.parametrize(
    ("written", "retried"),
    [pytest.param(43, 0, id="one short"), pytest.param(44, 1, id="asked again")],
)
def test_answers_of_another_length_are_refused(written: int, retried: int) -> None:
    case = TINY["marian-base"]
    require_as_long(case, 4, trial("mujaz", 0, 1.0, 44))
    with pytest.raises(MujazError, match="expected 44 and none"):
        require_as_long(case, 4, trial("mujaz", 0, 1.0, written, retried))


@pytest.mark.parametrize(
    ("theirs", "written", "ratio", "comparable"),
    [
        ([10, 20, 90], 100, Spread(4.0, 2.0, 9.0), True),
        ([10, 20, 90], 101, Spread(4.0, 2.0, 9.0), True),
        ([10, 20, 90], 102, Spread(4.0 / 1.02, 2.0 / 1.02, 9.0 / 1.02), False),
        ([10, 20, 90], 50, Spread(8.0, 4.0, 18.0), False),
    ],
    ids=["alike", "a hundredth more", "more", "half"],
)
def test_ratios_are_of_rounds_and_of_tokens_where_lengths_differ(
    theirs: list[float], written: int, ratio: Spread, comparable: bool
) -> None:
    ours = [5.0, 5.0, 10.0]
    trials = [trial("mujaz", at, seconds) for at, seconds in enumerate(ours)]
    trials += [
        trial("naive", at, seconds, written) for at, seconds in enumerate(theirs)
    ]
    mujaz, other = lines(trials, PRODUCT)
    assert mujaz.slower == Spread(1.0, 1.0, 1.0)
    assert other.slower is not None
    assert other.slower.median == pytest.approx(ratio.median)
    assert (other.slower.low, other.slower.high) == pytest.approx(
        (ratio.low, ratio.high)
    )
    assert other.comparable is comparable
    assert other.work == Spread(20, 10, 90)


def test_a_spread_says_its_range_where_there_is_one() -> None:
    assert spread([3.0, 1.0, 2.0, 10.0]) == Spread(2.5, 1.0, 10.0)
    assert Spread(2.5, 1.0, 10.0).said() == "2.5 (1.0 to 10.0)"
    assert Spread(2.04, 2.01, 2.04).said() == "2.0"


def test_every_round_begins_with_another_contender() -> None:
    found = [*CONTENDERS.values()]
    firsts = [in_turn(found, at)[0].name for at in range(len(found))]
    assert firsts == list(CONTENDERS)
    assert all(set(in_turn(found, at)) == set(found) for at in range(4))


def test_unknown_names_are_answered_with_the_known_ones() -> None:
    with pytest.raises(
        UsageError, match="'opus'.*embedded, embedded-brief, marian-base"
    ):
        find_cases(["embedded", "opus"])
    with pytest.raises(UsageError, match="'fast'.*naive, transformers, ctranslate2"):
        find_contenders(["fast"])
    done = CliRunner().invoke(app, ["bench", "--model", "embedded,opus"])
    assert isinstance(done.exception, UsageError)


@pytest.mark.parametrize(
    ("order", "command"),
    [
        (BenchOrder(), "mujaz bench --repeats 3"),
        (
            BenchOrder(("embedded", "marian-base"), ("naive",), 2, 8),
            "mujaz bench --model embedded,marian-base --contender naive --texts 8 --repeats 2",
        ),
        (BenchOrder(growth=True, minutes=2.5), "mujaz bench --growth --minutes 2.5"),
    ],
    ids=["default", "all said", "growth"],
)
def test_a_record_says_its_command(order: BenchOrder, command: str) -> None:
    assert order.command == command


def test_mujaz_always_takes_part_and_options_only_when_asked() -> None:
    assert [each.name for each in find_contenders(["naive"])] == ["naive", PRODUCT]
    assert "argos" not in {each.name for each in find_contenders([])}
    assert "argos" in {each.name for each in find_contenders(["argos"])}


@pytest.mark.parametrize("task", ["translate", "brief"])
def test_texts_are_what_a_run_asks_for_and_none_comes_twice(task: str) -> None:
    found = given("translate" if task == "translate" else "brief", 900)
    assert 900 <= len(found.texts) == len(set(found.texts))
    assert asked_for(found, task) == [*found.texts]


def asked_for(found: Given, task: str) -> list[str]:
    engine = ScriptedEngine()
    models = {"translator": model(engine)}
    if task == "brief":
        step = Step(EXTRACT, "Apache-2.0", Decoding(0, 10))
        models["summarizer"] = Model(step, None, "", None)
    articles = [
        Article(row["id"], row.get("title", ""), row["text"], None, "", "", "", "")
        for row in found.articles
    ]
    assert len(list(make_briefs(articles, models))) == len(articles)
    return engine.asked


def test_the_cost_of_a_token_is_that_of_its_matrices(
    folders: Callable[[Case], Path],
) -> None:
    found = cost(folders(TINY["marian-base"]))
    width, inner, layers, vocabulary = 64, 64, 2, 4000
    square, feeding = width * width, 2 * width * inner
    read = layers * (4 * square + feeding) + layers * 2 * square
    written = layers * (4 * square + 2 * square + feeding) + width * vocabulary
    assert found == Cost(read / 1e6, written / 1e6)
    assert billions(Cost(2.0, 3.0), read=10, written=100, beams=4) == 1.22


@pytest.mark.parametrize(
    ("seconds", "exponent"),
    [(lambda n: 2 + 0.5 * n, 1.0), (lambda n: 0.001 * n * n, 2.0)],
    ids=["linear", "square"],
)
def test_a_fit_tells_a_line_from_a_square(
    seconds: Callable[[float], float], exponent: float
) -> None:
    found = fit([(n, seconds(n)) for n in (10, 30, 100, 300, 1000, 3000)])
    assert found.exponent == pytest.approx(exponent, abs=0.01)
    if exponent == 1.0:
        assert (found.fixed, found.each, found.r2) == pytest.approx((2, 0.5, 1))


def test_the_guard_takes_time() -> None:
    found = given("brief", 6)
    costs = guard_cost(found, dict.fromkeys(found.texts, "Nine people died in Tunis."))
    assert costs["briefs"] == len(found.articles)
    assert costs["ms"] == pytest.approx(
        costs["ms_with"] - costs["ms_without"], abs=0.002
    )
    assert costs["ms_with"] > costs["ms_without"] > 0


def test_the_page_shows_the_recorded_measurements() -> None:
    models, growth = recorded()
    before = PAGE.read_text(encoding="utf-8")
    assert page(before, models, growth) == before
    for name, svg in charts(growth).items():
        assert (IMAGES / name).read_text(encoding="utf-8") == svg


def test_the_page_changes_with_a_measurement() -> None:
    models, growth = json.loads(json.dumps(recorded()))
    before = PAGE.read_text(encoding="utf-8")
    models["cases"][0]["trials"][0]["tokens_written"] += 7
    growth["points"][0]["seconds"] += 7
    assert page(before, models, growth) != before
    assert charts(growth) != charts(recorded()[1])
