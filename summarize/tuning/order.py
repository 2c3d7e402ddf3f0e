"""What a training is asked for, and what has to be alike for it to be continued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from summarize.errors import UsageError
from summarize.models import adapters, dequantised, embedded
from summarize.models.checks import check_folder
from summarize.models.lock import sha256_of
from summarize.tuning.adapted import precision_for
from summarize.tuning.batches import one_pass
from summarize.tuning.examples import Task
from summarize.tuning.rows import DataFile
from summarize.tuning.schedule import Budget

SHIPPED, NONE = "shipped", "none"
RANK = 32
RATE, RATE_ON_TOP = 5e-4, 2e-4
PASSES = 3


@dataclass(frozen=True, slots=True)
class TuneOrder:
    """One training, as it was ordered; what is None is decided by `base` and the data.

    `base` is `embedded` or a checkpoint's folder; `start` is `shipped`, `none` or an
    adapter's folder; `dev` are rows to score with in place of a part of `data`.
    """

    data: tuple[Path, ...]
    out: Path
    base: str = embedded.NAME
    start: str | None = None
    dev: Path | None = None
    tasks: tuple[Task, ...] = ()
    minutes: float | None = None
    steps: int | None = None
    rank: int | None = None
    rate: float | None = None
    smoothing: float = 0.05
    batch_tokens: int = 3072
    average: int = 1
    seed: int = 1
    save_minutes: float = 5.0
    licence: str = "unknown"
    device: Literal["auto", "cpu", "cuda"] = "auto"
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """What is tuned: its name and terms, its folder, and the adapter to start from."""

    name: str
    licence: str
    revision: str
    start: Path | None
    started_from: str
    rank: int
    folder: Path | None = None

    @property
    def is_embedded(self) -> bool:
        """Whether it is the embedded model, whose folder may have to be made first."""
        return self.folder is None


def base_of(order: TuneOrder) -> Base:
    """What is to be tuned; refuses an order that makes no sense before any work."""
    if order.minutes is not None and order.steps is not None:
        raise UsageError("--minutes and --steps: expected one of them")
    if order.base == embedded.NAME:
        name = f"Gemma 3 270M ({dequantised.WHEEL} {version(dequantised.WHEEL)})"
        folder, revision, licence = None, dequantised.revision(), "Gemma Terms of Use"
    else:
        folder = Path(order.base).expanduser().resolve()
        if not folder.is_dir():
            raise UsageError(
                f"--base {order.base}: expected {embedded.NAME} or a model's folder"
            )
        check_folder(folder)
        revision = _revision(folder)
        name, licence = folder.name, "as the model says"
    start, started_from = _start(order)
    rank = order.rank or RANK
    if start:
        rank = int(adapters.check_adapter(start)["r"])
        if order.rank not in (None, rank):
            raise UsageError(
                f"--rank {order.rank}: the adapter to start from has rank {rank}; "
                f"leave --rank out, or start anew with --from {NONE}"
            )
    return Base(name, licence, revision, start, started_from, rank, folder)


def budget_of(order: TuneOrder, lengths: Sequence[int]) -> Budget:
    """The steps or minutes that were asked for, or the steps of three passes."""
    if order.minutes is not None:
        return Budget(seconds=60 * order.minutes)
    passes = PASSES * len(one_pass(lengths, order.batch_tokens, "0"))
    return Budget(steps=order.steps or passes)


def rate_of(order: TuneOrder, base: Base) -> float:
    """The learning rate: lower on top of an adapter, which has something to lose."""
    if order.rate is not None:
        return order.rate
    return RATE_ON_TOP if base.start else RATE


def settings_of(
    order: TuneOrder,
    base: Base,
    tasks: Sequence[Task],
    files: Sequence[DataFile],
    dev: Sequence[DataFile],
    device: str,
) -> dict[str, Any]:
    """All that the trained weights depend on, as a checkpoint records it."""
    return {
        "base": base.name,
        "base_revision": base.revision,
        "from": base.started_from,
        "data": [each.sha256 for each in files],
        "dev": [each.sha256 for each in dev],
        "tasks": list(tasks),
        "minutes": order.minutes,
        "steps": order.steps,
        "rank": base.rank,
        "lr": rate_of(order, base),
        "label_smoothing": order.smoothing,
        "batch_tokens": order.batch_tokens,
        "average": order.average,
        "seed": order.seed,
        "device": device,
        "precision": precision_for(device),
    }


def require_alike(was: Mapping[str, Any], now: Mapping[str, Any], folder: Path) -> None:
    """Refuse to continue a training under other settings than it was started with."""
    others = [name for name in now if was.get(name) != now[name]]
    if others:
        said = "; ".join(f"{n}: was {was.get(n)}, now {now[n]}" for n in others)
        raise UsageError(
            f"--resume: the training in {folder} was started otherwise ({said}); give "
            "the same options and files, or another folder"
        )


def _start(order: TuneOrder) -> tuple[Path | None, str]:
    start = order.start
    if start is None:
        start = SHIPPED if order.base == embedded.NAME else NONE
    if start == NONE:
        return None, NONE
    if start == SHIPPED and order.base != embedded.NAME:
        raise UsageError(f"--from {SHIPPED}: that adapter is to the embedded model")
    folder = embedded.ADAPTER if start == SHIPPED else Path(start).expanduser()
    adapters.check_adapter(folder)
    return folder, f"{folder.name}@{sha256_of(folder / adapters.WEIGHTS)[:16]}"


def _revision(folder: Path) -> str:
    """What a checkpoint's folder is known by: its weights, settings and tokenizer."""
    files = sorted(
        path
        for path in folder.iterdir()
        if path.suffix in (".safetensors", ".json", ".model")
    )
    return ",".join(sha256_of(path)[:16] for path in files)
