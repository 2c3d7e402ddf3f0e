"""A pool of actors gives what one process gives, whatever becomes of the actors."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from types import SimpleNamespace
from typing import Any

import pytest

from summarize import __version__
from summarize.describe import model_record
from summarize.errors import ModelMissing, MujazError, Refused
from summarize.guard import Rules
from summarize.isolation import (
    ATTEMPTS,
    Failure,
    Fault,
    Made,
    Stop,
    Stopped,
    brief_in_order,
)
from summarize.load import How, Model
from summarize.pipeline import make_briefs
from summarize.pools import Cluster, RayWorkers
from summarize.pools.actor import ModelActor
from summarize.pools.cluster import Share, joined, share
from summarize.presets import Step
from summarize.records import Article, Brief, Decoding
from summarize.references import our_file, read_items
from summarize.remembered import Entry, Recall
from tests import scripted
from tests.articles import text, write_articles
from tests.conftest import article
from tests.test_cli import mujaz
from tests.test_faults import Process, acknowledged, done
from tests.test_ledger import brief
from tests.test_shards import exports

STEP = Step("scripted/model", "Apache-2.0", Decoding(64, 512))
SAID = {"mujaz": "1", "models": {"translator": {"model": "scripted/model"}}}
READY = ("ready", ("here", SAID))
Answer = Callable[[Sequence[Article]], Any]


class Lost(Exception):
    """What Ray raises for an actor that is no more."""


def briefs_of(articles: Sequence[Article]) -> tuple[str, Any]:
    return "done", Made(list(make_briefs(articles, load_here(print))))


@dataclass
class FakeRay:
    """Answers in any order, an actor's own calls in turn; `answer` may raise `Lost`.

    `starts` are what the actors say when they start, the last of them again and again.
    """

    answer: Answer = briefs_of
    starts: list[Any] = field(default_factory=lambda: [READY])
    cores: int = 3
    asked: list[Sequence[Article]] = field(default_factory=list)
    told: list[Sequence[Entry]] = field(default_factory=list)
    killed: int = 0
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    exceptions: Any = field(default_factory=lambda: SimpleNamespace(RayError=Lost))

    def nodes(self) -> list[dict[str, Any]]:
        return [{"Alive": True, "Resources": {"CPU": float(self.cores)}}]

    def remote(self, *_: object) -> Any:
        return SimpleNamespace(options=lambda **_: SimpleNamespace(remote=self.actor))

    def actor(self, *_: object) -> Any:
        said = self.starts.pop(0) if len(self.starts) > 1 else self.starts[0]
        return SimpleNamespace(
            start=SimpleNamespace(remote=lambda: lambda: said),
            brief=SimpleNamespace(remote=self.brief),
        )

    def brief(
        self, articles: Sequence[Article], limit: float, answers: Sequence[Entry]
    ) -> Any:
        self.asked.append(articles)
        self.told.append(answers)
        return lambda: self.answer(articles)

    def wait(self, refs: Sequence[Any], **_: object) -> tuple[list[Any], list[Any]]:
        return [self.dice.choice(refs)], []

    def get(self, ref: Any) -> Any:
        said = ref()
        if isinstance(said, Exception):
            raise said
        return said

    def kill(self, actor: object) -> None:
        self.killed += 1


def nothing(after: int, most: int) -> tuple[int, Sequence[Entry]]:
    """A run that remembers nothing."""
    return after, ()


@contextmanager
def pool(
    ray: FakeRay,
    monkeypatch: pytest.MonkeyPatch,
    stop: Stop | None = None,
    recall: Recall = nothing,
) -> Iterator[RayWorkers]:
    @contextmanager
    def given(address: str | None, offline: bool) -> Iterator[FakeRay]:
        yield ray

    def unused(*_: object) -> Any:
        raise AssertionError("it would be called where an actor is")

    monkeypatch.setattr("summarize.pools.workers.joined", given)
    stop = stop or Stop()
    order = (unused, unused, Rules(), print, stop, recall, Cluster(), How())
    with RayWorkers(*order) as workers:
        yield workers


def calls(number: int, size: int = 2) -> list[list[Article]]:
    return [
        [article(text(at * size + one), id=f"{at}.{one}") for one in range(size)]
        for at in range(number)
    ]


def ids(made: Sequence[Made]) -> list[str]:
    return [each.article.id for part in made for each in part.results]


ALL = [each.id for call in calls(12) for each in call]


def test_answers_come_in_order_whichever_actor_is_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ray = FakeRay()
    with pool(ray, monkeypatch) as workers:
        made = list(brief_in_order(workers, calls(12), 9.0))
        assert workers.models == SAID["models"]
    assert ids(made) == ALL
    assert all(isinstance(each, Brief) for part in made for each in part.results)
    assert ray.killed == 3


def test_no_more_calls_are_taken_than_two_an_actor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[int] = []

    def endless() -> Iterator[list[Article]]:
        for call in calls(100):
            taken.append(1)
            yield call

    with pool(FakeRay(cores=3), monkeypatch) as workers:
        made = brief_in_order(workers, endless(), 9.0)
        next(made)
        assert len(taken) == 7
        next(made)
        assert len(taken) == 8


def test_an_actor_that_dies_is_replaced_and_its_calls_are_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: dict[str, int] = {}

    def answer(articles: Sequence[Article]) -> Any:
        count = seen[articles[0].id] = seen.get(articles[0].id, 0) + 1
        return Lost() if count == 1 else briefs_of(articles)

    ray = FakeRay(answer)
    with pool(ray, monkeypatch) as workers:
        made = list(brief_in_order(workers, calls(12), 9.0))
    assert ids(made) == ALL
    assert all(isinstance(each, Brief) for part in made for each in part.results)
    assert ray.killed == 12 + 3


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Lost(), "the actor with the models died"),
        (("fault", "the worker ended with code -9"), "ended with code -9"),
    ],
)
def test_an_article_that_kills_every_actor_fails_alone(
    said: Any, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(articles: Sequence[Article]) -> Any:
        bad = any(each.id == "3.1" for each in articles)
        return said if bad else briefs_of(articles)

    with pool(FakeRay(answer), monkeypatch) as workers:
        made = list(brief_in_order(workers, calls(12), 9.0))
    assert ids(made) == ALL
    (failure,) = (e for part in made for e in part.results if isinstance(e, Failure))
    assert (failure.article.id, failure.attempts) == ("3.1", ATTEMPTS)
    assert error in failure.error


def test_what_an_actor_refuses_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = Refused("on there: model 'x' is not on this machine")
    with (
        pytest.raises(Refused, match="on there"),
        pool(FakeRay(starts=[("refused", refused)]), monkeypatch),
    ):
        pass
    with pool(FakeRay(lambda _: ("refused", refused)), monkeypatch) as workers:
        answer = workers.begin(calls(1)[0], 9.0)
        with pytest.raises(Refused, match="on there"):
            answer()


def test_an_actor_with_other_models_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"mujaz": "2", "models": {"translator": {"model": "another/model"}}}
    ray = FakeRay(starts=[READY, ("ready", ("there", other))])
    with pool(ray, monkeypatch) as workers, pytest.raises(Refused) as refused:
        list(brief_in_order(workers, calls(12), 9.0))
    said = str(refused.value)
    assert "the actor on there" in said
    assert "mujaz: was 1, now 2" in said
    assert "models.translator.model: was scripted/model, now another/model" in said


def test_actors_that_do_not_start_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = FakeRay(starts=[Lost("no module named summarize")])
    with (
        pytest.raises(MujazError, match="could not be started: no module"),
        pool(ray, monkeypatch),
    ):
        pass
    assert ray.killed == 3


def test_a_cluster_without_a_node_ends_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ray = FakeRay(lambda _: Lost())
    with pool(ray, monkeypatch) as workers:
        answer = workers.begin(calls(1)[0], 9.0)
        monkeypatch.setattr(FakeRay, "nodes", lambda self: [])
        with pytest.raises(MujazError, match="no cores to give"):
            answer()


def test_a_stop_waits_for_what_is_worked_on_and_for_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = Stop()
    ray = FakeRay(cores=1)
    with pool(ray, monkeypatch, stop) as workers:
        first, second, third = (workers.begin(call, 9.0) for call in calls(3))
        stop._note(signal.SIGINT, None)
        assert ids([first()]) == ["0.0", "0.1"]
        for answer in (second, third):
            with pytest.raises(Stopped):
                answer()


def test_every_actor_is_told_once_what_was_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorded: list[Entry] = []

    def recall(after: int, most: int) -> tuple[int, Sequence[Entry]]:
        return len(recorded), recorded[after:]

    ray = FakeRay(cores=2)
    with pool(ray, monkeypatch, recall=recall) as workers:
        for at, _ in enumerate(brief_in_order(workers, calls(24), 9.0)):
            recorded.append((bytes([at]), "said", 1, 1, 1, "stop"))
    told = Counter(entry for answers in ray.told for entry in answers)
    assert told[recorded[0]] == max(told.values()) == 2
    assert len(told) > 12


def load_none(say: Callable[[str], None]) -> Mapping[str, Model]:
    raise ModelMissing("model 'x' is not on this machine; run: mujaz models fetch x")


def load_here(say: Callable[[str], None]) -> Mapping[str, Model]:
    steps = dict.fromkeys(("summarizer", "translator"), STEP)
    return scripted.load(steps, How(), say)


def test_an_actor_tells_what_it_holds_and_what_goes_wrong() -> None:
    actor = ModelActor(load_here, model_record, Rules(), {})
    kind, (_, said) = actor.start()
    assert (kind, said["mujaz"]) == ("ready", __version__)
    assert said["models"]["translator"]["revision"] == "r1"
    fine, bad = article(text(1), id="fine"), article(f"{scripted.RAISE} {text(2)}")
    kind, made = actor.brief([fine], 60.0, ())
    assert (kind, made.results[0].article) == ("done", fine)
    assert actor.brief([bad], 60.0, ()) == ("fault", "RuntimeError: the engine broke")
    hangs = article(f"{scripted.HANG} {text(3)}")
    assert actor.brief([hangs], 0.3, ()) == (
        "fault",
        "it took longer than the time limit",
    )
    assert actor.brief([fine], 60.0, ())[0] == "done"


def test_an_actor_without_the_models_says_where(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "9")
    actor = ModelActor(load_none, model_record, Rules(), {"OMP_NUM_THREADS": "3"})
    assert os.environ["OMP_NUM_THREADS"] == "3"
    kind, error = actor.start()
    assert kind == "refused"
    assert isinstance(error, ModelMissing)
    assert str(error).startswith(f"on {socket.gethostname()}: model 'x'")


@dataclass
class Recorder:
    """Workers in this process, one call at a time, that note what is asked."""

    answer: Answer = briefs_of
    asked: list[list[str]] = field(default_factory=list)
    models: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    ahead: int = 0

    def begin(self, articles: Sequence[Article], limit: float) -> Callable[[], Made]:
        def answer() -> Made:
            self.asked.append([each.id for each in articles])
            kind, value = self.answer(articles)
            if kind == "fault":
                raise Fault(value)
            made: Made = value
            return made

        return answer


def test_without_calls_ahead_the_next_is_made_when_the_last_is_told() -> None:
    workers = Recorder()
    order: list[str] = []

    def made() -> Iterator[list[Article]]:
        for at, call in enumerate(calls(2)):
            order.append(f"made {at}")
            yield call

    for at, _ in enumerate(brief_in_order(workers, made(), 9.0)):
        order.append(f"told {at}")
    assert order == ["made 0", "told 0", "made 1", "told 1"]


def test_a_call_that_fails_is_halved_to_the_article_to_blame() -> None:
    def answer(articles: Sequence[Article]) -> tuple[str, Any]:
        bad = any(each.id == "0.2" for each in articles)
        return ("fault", "no") if bad else briefs_of(articles)

    workers = Recorder(answer)
    made = list(brief_in_order(workers, calls(1, size=4), 9.0))
    assert ids(made) == ["0.0", "0.1", "0.2", "0.3"]
    assert workers.asked == [
        ["0.0", "0.1", "0.2", "0.3"],
        ["0.0", "0.1"],
        ["0.2", "0.3"],
        *[["0.2"]] * ATTEMPTS,
        ["0.3"],
    ]


@pytest.mark.parametrize(
    ("nodes", "wanted", "shared"),
    [
        ([4], None, Share(4, 1, 1.0)),
        ([4], 2, Share(2, 2, 2)),
        ([4], 3, Share(3, 1, 1)),
        ([2], 4, Share(4, 1, 0.5)),
        ([8, 8, 8], None, Share(24, 1, 1)),
        ([8, 8, 8], 3, Share(3, 8, 8)),
        ([8, 8, 8], 2, Share(2, 8, 8)),
        ([16, 2], 2, Share(2, 2, 2)),
        ([0, 4], 1, Share(1, 4, 4)),
    ],
)
def test_cores_are_shared_out_and_no_actor_has_more_than_a_node(
    nodes: Sequence[int], wanted: int | None, shared: Share
) -> None:
    there = [{"Alive": True, "Resources": {"CPU": float(each)}} for each in nodes]
    gone = {"Alive": False, "Resources": {"CPU": 64.0}}
    assert share([*there, gone], wanted) == shared


@pytest.mark.parametrize("address", ["10.0.0.1:6379", "ray://head:10001", "auto"])
def test_offline_refuses_a_cluster_elsewhere(address: str) -> None:
    with pytest.raises(Refused, match="--offline"), joined(address, offline=True):
        pass


def test_without_ray_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with (
        pytest.raises(Refused, match=r"pip install 'mujaz\[ray\]'"),
        joined(None, offline=True),
    ):
        pass


@pytest.mark.parametrize(
    "options", [["--address", "auto"], ["--actors", "2"], ["--pool", "processes"]]
)
def test_options_of_a_pool_need_one(options: Sequence[str], tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(1))
    assert mujaz("brief", str(given), *options, "-o", str(tmp_path / "out")) == 2
    assert not (tmp_path / "out").exists()


PROGRAM = """
import sys
from pathlib import Path
from summarize.errors import MujazError
from summarize.pools import Cluster
from summarize.run import Order, run_order
from tests import scripted
out, given, actors = sys.argv[1:]
order = Order((given,), Path(out), pool=Cluster(actors=int(actors)))
try:
    code = run_order(order, scripted.Printer(), scripted.load).exit_code
except MujazError as error:
    print(f"error: {error}", file=sys.stderr)
    code = error.exit_code
sys.exit(code)
"""


@contextmanager
def running(out: Path, given: Path) -> Iterator[Process]:
    """A run in a pool of two actors, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM, str(out), str(given), "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def below(pid: int) -> Iterator[int]:
    """The processes that a process started, and those that they started."""
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, path.read_text().split()):
                yield child
                yield from below(child)


def named(pid: int, name: bytes) -> list[int]:
    """Those of them with this in their command line."""
    found = []
    for child in below(pid):
        with suppress(OSError):
            if name in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(child)
    return found


def are_gone(pids: Sequence[int]) -> bool:
    """Whether the processes have ended, or do within seconds."""
    for pid in pids:
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(pid)
            ended, _, _ = select([handle], [], [], 10.0)
            os.close(handle)
            if not ended:
                return False
    return True


def test_a_pool_with_killed_actors_makes_what_a_local_run_makes(
    tmp_path: Path,
) -> None:
    """Real Ray: every actor is killed, then a model's process; articles crash too."""
    poison = {"n7": scripted.RAISE, "n400": scripted.CRASH, "n401": scripted.MEMORY}
    given = write_articles(tmp_path / "a.jsonl", range(4000), **poison)
    local, out = tmp_path / "local", tmp_path / "out"
    brief(local, given)
    with running(out, given) as process:
        told = [acknowledged(process)]
        first = named(process.pid, b"ray::ModelActor")
        started = list(below(process.pid))
        for actor in first:
            os.kill(actor, signal.SIGKILL)
        # One that was there some answers ago has loaded: no run survives without models.
        models: Counter[int] = Counter()
        while len(told) < 12 or max(models.values(), default=0) < 4:
            told.append(acknowledged(process))
            second = named(process.pid, b"ray::ModelActor")
            models.update(pid for each in second for pid in named(each, b"spawn_main"))
        started += below(process.pid)
        os.kill(models.most_common(1)[0][0], signal.SIGKILL)
        said, noise = process.communicate()
    assert (process.returncode, noise) == (3, "")
    assert exports(out) == exports(local)
    counts = [*told, *map(int, said.split())]
    assert counts == sorted(counts)
    assert not {*first} & {*second}
    assert are_gone(started)


def test_a_signal_ends_a_pool_and_the_run_goes_on_without_one(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "a.jsonl", range(800))
    out, local = tmp_path / "out", tmp_path / "local"
    with running(out, given) as process:
        told = acknowledged(process)
        started = list(below(process.pid))
        process.send_signal(signal.SIGTERM)
        _, noise = process.communicate(timeout=30)
    assert process.returncode == 143
    assert noise.startswith("error: interrupted: ")
    assert noise.count("\n") == 1
    held = len(done(out))
    assert told <= held < 800
    assert are_gone(started)
    assert brief(out, given).progress.reused == held
    brief(local, given)
    assert exports(out) == exports(local)


@pytest.mark.slow
def test_the_embedded_model_in_actors_writes_what_it_writes_here(
    embedded_folder: Path, tmp_path: Path
) -> None:
    given = tmp_path / "a.jsonl"
    items = list(read_items(our_file()))[:20]
    rows = [
        {"id": item.id, "text": " ".join(pair.ar for pair in item.pairs)}
        for item in items
    ]
    given.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for name, options in (("local", []), ("pool", ["--pool", "ray", "--actors", "2"])):
        out = ["-o", str(tmp_path / name), "--offline"]
        assert mujaz("brief", str(given), *out, *options) == 0
    assert exports(tmp_path / "pool") == exports(tmp_path / "local")
    assert len(done(tmp_path / "pool")) == 20
