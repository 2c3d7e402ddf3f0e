"""One trial in a process of its own: `python -m summarize.speed.trial JOB ANSWER`."""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from summarize.speed.contenders import CONTENDERS
from summarize.speed.job import read_job


def main() -> None:
    """Do the job; write when the model was loaded, when all was done, what came of it.

    Times are of the system's monotonic clock, which all processes share.
    """
    given, answer = map(Path, sys.argv[1:3])
    job = read_job(given)
    times: dict[str, float] = {}

    def mark(what: str) -> None:
        times[what] = time.monotonic()

    made = CONTENDERS[job.contender].run(job, mark)
    times.setdefault("done", time.monotonic())
    row = {"times": times, "answers": asdict(made)}
    answer.write_text(json.dumps(row), encoding="utf-8")


if __name__ == "__main__":
    main()
