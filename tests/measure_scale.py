"""Print how many articles a core briefs in an hour, alone and as one of several.

`python -m tests.measure_scale [--articles N] [--cores C]` briefs the articles of the
reference set and of `tuning/` with the embedded model in fresh processes that may use
so many cores: in one process, and in a pool of as many actors. The time is that from
the models being loaded to the last brief being recorded.

`python -m tests.measure_scale --without-models` measures what a run does itself: read,
record and write articles of two sentences, pass by another shard's, merge.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from summarize.load import How
from summarize.merging import merge_runs
from summarize.pools import Cluster
from summarize.references import our_file, read_items
from summarize.run import Order, run_order
from summarize.sharding import WHOLE, Shard
from tests import articles, scripted

A_DAY = 1_000_000
TRAINED = Path(__file__).parent.parent / "tuning/articles.jsonl"
COLUMNS = (
    *("threads each", "cores", "start", "time", "articles a core-hour", "faster"),
    "load",
)


@dataclass
class Clock:
    """Sees when the models are loaded and when the last brief is recorded."""

    began: float = 0.0
    ended: float = 0.0

    def say(self, words: str) -> None:
        """Hear nothing."""

    def expect(self, articles: int | None) -> None:
        """Start."""
        self.began = time.perf_counter()

    def advance(self, briefs: int, rejected: int, sentences: int) -> None:
        """Note the time."""
        self.ended = time.perf_counter()


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: on how many cores, in how many actors (0: none), how long it took."""

    cores: int
    actors: int
    briefs: int
    seconds: float
    starting: float
    load: float

    @property
    def per_core_hour(self) -> float:
        """Articles that a core briefs in an hour."""
        return self.briefs / self.seconds / self.cores * 3600

    def line(self, first: "Measured") -> str:
        """The figures as a row of the table."""
        where = f"{self.actors} actors" if self.actors else "one process"
        threads = self.cores // max(self.actors, 1)
        faster = first.seconds / self.seconds
        return (
            f"| {where} | {threads} | {self.cores} | {self.starting:.0f} s | {self.seconds:.0f} s "
            f"| {self.per_core_hour:.0f} | {faster:.2f} | {self.load:.2f} |"
        )


def write_articles(path: Path, limit: int | None) -> int:
    """Articles of the reference set and of ours to train on; how many there are."""
    texts = {
        item.id: " ".join(pair.ar for pair in item.pairs)
        for item in read_items(our_file())
    }
    for line in TRAINED.open(encoding="utf-8"):
        row = json.loads(line)
        texts[row["id"]] = " ".join(pair["ar"] for pair in row["sentences"])
    rows = [{"id": id, "text": text} for id, text in texts.items()][:limit]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")
    return len(rows)


def run_here(given: str, cores: int, actors: int) -> Measured:
    """Brief the articles in this process, on so many of its cores."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    # A pool counts its own.
    os.environ["OMP_NUM_THREADS"] = str(cores)
    load, clock, started = os.getloadavg()[0], Clock(), time.perf_counter()
    with tempfile.TemporaryDirectory() as out:
        pool = Cluster(actors=actors) if actors else None
        order = Order((given,), Path(out), how=How(offline=True), pool=pool)
        briefs = run_order(order, clock).exported.briefs
    seconds, starting = clock.ended - clock.began, clock.began - started
    return Measured(cores, actors, briefs, seconds, starting, load)


def measured(given: Path, cores: int, actors: int) -> Measured:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "tests.measure_scale", "--given", str(given)]
    options = ["--cores", str(cores), "--actors", str(actors)]
    done = subprocess.run(
        [*command, *options], check=True, stdout=subprocess.PIPE, text=True
    )
    return Measured(*json.loads(done.stdout))


def needed(made: Measured) -> str:
    """The cores that a million articles a day take, counted out."""
    rate = made.per_core_hour
    return (
        f"{A_DAY:,} articles a day / 24 h = {A_DAY / 24:,.0f} an hour; / {rate:.0f} "
        f"a core-hour = {ceil(A_DAY / 24 / rate)} cores busy all day"
    )


def without_models(count: int) -> None:
    """Print the time of a run's own work, with models that answer at once."""
    say = sys.stdout.write
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        given = articles.write_articles(place / "articles.jsonl", range(count))
        shards = {"all": WHOLE, "1/2": Shard(1, 2), "2/2": Shard(2, 2)}
        shards["1/1000"] = Shard(1, 1000)
        for name, shard in shards.items():
            out, clock = place / name.replace("/", "-"), Clock()
            order = Order((str(given),), out, shard=shard, pages=False)
            run_order(order, clock, scripted.load)
            say(f"{name} of {count} articles: {clock.ended - clock.began:.1f} s\n")
        began = time.perf_counter()
        merge_runs([place / "1-2", place / "2-2"], place / "merged", pages=False)
        say(f"merging two shards: {time.perf_counter() - began:.1f} s\n")


def main() -> None:
    """Measure one process and pools on one core and on all, or one of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int)
    parser.add_argument("--cores", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--actors", type=int, default=0)
    parser.add_argument("--given")
    parser.add_argument("--without-models", action="store_true")
    asked = parser.parse_args()
    if asked.without_models:
        without_models(asked.articles or 20_000)
        return
    if asked.given:
        made = run_here(asked.given, asked.cores, asked.actors)
        values = (getattr(made, name) for name in Measured.__slots__)
        sys.stdout.write(json.dumps([*values]) + "\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "articles.jsonl"
        count = write_articles(given, asked.articles)
        say = sys.stdout.write
        say(f"{count} articles; the load is the machine's just before.\n\n")
        say(f"| models in | {' | '.join(COLUMNS)} |\n|---{'|--:' * len(COLUMNS)}|\n")
        settings = [(1, 0), (asked.cores, 0), (1, 1), (asked.cores, asked.cores)]
        runs: dict[tuple[int, int], Measured] = {}
        for cores, actors in dict.fromkeys(settings):
            runs[cores, actors] = made = measured(given, cores, actors)
            say(made.line(runs[1, min(actors, 1)]) + "\n")
            sys.stdout.flush()
        say(f"\n{needed(made)}\n")


if __name__ == "__main__":
    main()
