"""The run's side of a pool: calls given to Ray actors, their answers taken in order."""

from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import Any

from summarize.errors import MujazError, Refused
from summarize.guard import Rules
from summarize.isolation import (
    ATTEMPTS,
    Answer,
    Describe,
    Load,
    Made,
    Stop,
    Stopped,
    made_of,
)
from summarize.ledger.configuration import differences
from summarize.load import How, Say
from summarize.pools.actor import ModelActor, Told
from summarize.pools.cluster import Cluster, joined, share
from summarize.pools.seats import DEPTH, Call, Seat
from summarize.records import Article
from summarize.remembered import Recall

_STARTS = 3
_LOOK = 0.1


class RayWorkers:
    """Briefs in the actors of a Ray cluster, as `Worker` does in one process.

    An actor that dies is started anew and its calls are made again; a call that was
    lost twice is a `Fault`. With a call an actor is told what there is to `recall`
    since the one before. `load` and `describe` must be importable by name wherever an
    actor may be.
    """

    def __init__(
        self,
        load: Load,
        describe: Describe,
        rules: Rules,
        say: Say,
        stop: Stop,
        recall: Recall,
        cluster: Cluster,
        how: How,
    ) -> None:
        self.models: Mapping[str, Mapping[str, Any]] = {}
        self.ahead = 0
        self._order = (load, describe, rules)
        self._say = say
        self._stop = stop
        self._recall = recall
        self._cluster = cluster
        self._how = how
        self._said: Mapping[str, Any] | None = None
        self._seats: list[Seat] = []
        self._waiting: deque[Call] = deque()

    def __enter__(self) -> "RayWorkers":
        with ExitStack() as stack:
            self._say("starting Ray")
            offline = self._how.offline
            self._ray = stack.enter_context(joined(self._cluster.address, offline))
            stack.callback(self._dismiss)
            self._fill_seats()
            self._exit = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._exit.close()

    def begin(self, articles: Sequence[Article], limit: float) -> Answer:
        """Ask for the articles' briefs, of the next actor that has room."""
        call = Call(tuple(articles), limit)
        self._waiting.append(call)
        self._give()
        return partial(self._answer, call)

    def _fill_seats(self) -> None:
        """Start the actors: one until it is ready, so that it builds what is missing.

        The others join when they are: the run does not wait for them.
        """
        shared = share(self._ray.nodes(), self._cluster.actors)
        actor = self._ray.remote(ModelActor).options(
            num_cpus=shared.cores_each, num_gpus=int(self._how.device == "cuda")
        )
        environment = _environment(shared.threads, self._how)
        self._start = partial(actor.remote, *self._order, environment)
        self.ahead = DEPTH * shared.actors
        self._say(f"loading the models: {shared.actors} x {shared.threads} threads")
        self._seats = [self._seat()]
        while self._said is None:
            if self._stop.is_asked:
                raise Stopped
            self._turn()
        self._seats += [self._seat() for _ in range(1, shared.actors)]

    def _seat(self, failed: int = 0) -> Seat:
        actor = self._start()
        return Seat(actor, deque([(actor.start.remote(), None)]), failed=failed)

    def _answer(self, call: Call) -> Made:
        while call.told is None:
            is_running = any(seat.works_on(call) for seat in self._seats)
            if self._stop.is_asked and not is_running:
                raise Stopped
            self._turn()
        return made_of(*call.told)

    def _turn(self) -> None:
        """Wait a moment for an answer, take it in, and give out what waits."""
        if self._stop.is_overdue:
            raise Stopped
        if self._stop.is_asked:
            for seat in self._seats:
                seat.leave_rest()
        first = {seat.due[0][0]: seat for seat in self._seats if seat.due}
        told, _ = self._ray.wait([*first], num_returns=1, timeout=_LOOK)
        for ref in told:
            self._take(first[ref])
        self._give()

    def _give(self) -> None:
        """Give calls that wait to the actors with the least to do."""
        while self._waiting and not self._stop.is_asked:
            free = [seat for seat in self._seats if seat.has_room]
            if not free:
                return
            seat = min(free, key=lambda seat: len(seat.due))
            seat.ask(self._waiting.popleft(), self._recall)

    def _take(self, seat: Seat) -> None:
        ref, call = seat.due.popleft()
        try:
            told: Told = self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            self._replace(seat, call, error)
        else:
            if call:
                call.told = told
            else:
                self._welcome(seat, *told)

    def _welcome(self, seat: Seat, kind: str, value: Any) -> None:
        """Let an actor that holds what the first one does take calls."""
        if kind == "refused":
            raise value
        host, said = value
        self._said = self._said or said
        if other := differences(self._said, said):
            raise Refused(
                f"the actor on {host} holds other models:\n  " + "\n  ".join(other)
            )
        self.models = said["models"]
        seat.is_ready, seat.failed = True, 0

    def _replace(self, seat: Seat, call: Call | None, error: Exception) -> None:
        """Start an actor in the place of one that died, and make its calls again."""
        if call is None and seat.failed + 1 == _STARTS:
            raise MujazError(f"an actor could not be started: {error}")
        # Where no node is left, it would be waited for without end.
        share(self._ray.nodes(), None)
        if call:
            call.lost += 1
            if call.lost == ATTEMPTS:
                call.told = ("fault", "the actor with the models died")
        calls = [call, *(each for _, each in seat.due)]
        self._waiting.extendleft(c for c in reversed(calls) if c and not c.told)
        self._ray.kill(seat.actor)
        at = self._seats.index(seat)
        self._seats[at] = self._seat(seat.failed + (call is None))

    def _dismiss(self) -> None:
        for seat in self._seats:
            self._ray.kill(seat.actor)


def _environment(threads: int, how: How) -> dict[str, str]:
    """What the libraries in an actor's processes go by."""
    found = {"OMP_NUM_THREADS": str(threads), "TOKENIZERS_PARALLELISM": "false"}
    offline = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
    return found | offline if how.offline else found
