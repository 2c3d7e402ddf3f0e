"""What this machine can do at most: `python -m summarize.speed.machine ANSWER`.

Multiply-adds a second of large matrix products in three precisions, and how fast all
cores together read memory.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from summarize.speed.process import python, watched

_TRIES = 8
_SIDE = 2048
# Larger than any cache: what is summed comes from memory.
_VALUES = 1 << 27


@dataclass(frozen=True, slots=True)
class Limits:
    """Billions of multiply-adds a second, and billions of bytes read a second."""

    float32: float
    bfloat16: float
    int8: float
    read: float


def limits() -> Limits:
    """The best of some tries each, on all cores."""
    import torch

    wide = torch.randn(_SIDE, _SIDE)
    half = wide.bfloat16()
    small = torch.randint(-127, 127, (_SIDE, _SIDE), dtype=torch.int8)
    many = torch.ones(_VALUES)
    products = _SIDE**3 / 1e9
    return Limits(
        float32=products / _best(lambda: wide @ wide),
        bfloat16=products / _best(lambda: half @ half),
        int8=products / _best(lambda: torch._int_mm(small, small)),
        read=4 * _VALUES / 1e9 / _best(lambda: many.sum()),
    )


def measured_limits() -> dict[str, float]:
    """The same by a process of its own, that leaves no memory behind."""
    with tempfile.TemporaryDirectory(prefix="mujaz-bench-") as place:
        answer = Path(place) / "limits.json"
        watched(python("summarize.speed.machine", str(answer)))
        found: dict[str, float] = json.loads(answer.read_text(encoding="utf-8"))
    return found


def _best(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(_TRIES):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    found = {name: round(value, 1) for name, value in asdict(limits()).items()}
    Path(sys.argv[1]).write_text(json.dumps(found), encoding="utf-8")
