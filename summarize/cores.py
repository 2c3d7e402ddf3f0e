"""How many cores this process may use, and the work of a batch spread over them."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

_LIMIT = Path("/sys/fs/cgroup/cpu.max")


def cores() -> int:
    """The cores this process may use: `OMP_NUM_THREADS`, else what the system allows.

    A container's limit is kept, in whole cores.
    """
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    return int(wanted) if wanted.isdecimal() and int(wanted) else allowed()


def allowed() -> int:
    """The cores that the system and a container's limit leave to this process."""
    there = len(os.sched_getaffinity(0))
    try:
        quota, period = _LIMIT.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return there
    return there if quota == "max" else max(1, min(there, int(quota) // int(period)))


@contextmanager
def torch_threads(parts: int, there: int) -> Iterator[ThreadPoolExecutor]:
    """Threads for so many parts of a work in torch: a core each where there are few.

    Threads that share one small product wait for each other more than they compute,
    and wait without end where other processes take the cores.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(max(there // parts, 1))
    try:
        with ThreadPoolExecutor(min(there, parts)) as pool:
            yield pool
    finally:
        torch.set_num_threads(before)


def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16: four times as fast as float32."""
    import torch

    there = torch.cpu.get_capabilities()
    return any(there.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))


def equal_batches(
    lengths: Sequence[int], tokens: int, may_share: Callable[[int], bool]
) -> list[list[int]]:
    """Places of equal length in batches of at most so many tokens, dearest first.

    What may not share a batch goes alone. The dearest first: cores that take one batch
    after another then end at about the same time.
    """
    groups: dict[int, list[int]] = {}
    for at, length in enumerate(lengths):
        groups.setdefault(length, []).append(at)
    batches = []
    for length, places in groups.items():
        size = max(tokens // length, 1) if may_share(length) else 1
        batches += [places[at : at + size] for at in range(0, len(places), size)]
    return sorted(batches, key=lambda each: -len(each) * lengths[each[0]])


def even_size(count: int, most: int, cores: int) -> int:
    """The size of batches, at most so many, of which every core gets as many.

    As near as whole texts allow: none then waits while another computes the last one.
    """
    rounds = -(-count // (cores * most))
    return -(-count // max(cores * rounds, 1))


def like_batches(lengths: Sequence[int], tokens: int, most: int) -> list[list[int]]:
    """Places of like length in batches, the longest first.

    Of at most so many, and of so many tokens with all as long as the first; one that is
    longer goes alone.
    """
    batches: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        last = batches[-1] if batches else []
        if last and len(last) < min(most, tokens // lengths[last[0]]):
            last.append(at)
        else:
            batches.append([at])
    return batches
