"""What a run is asked for, what comes of it, and how its record tells both."""

import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from summarize import __version__
from summarize.describe import versions
from summarize.export import Exported
from summarize.guard import Rules
from summarize.load import How
from summarize.pools import Cluster
from summarize.progress import Limits, Progress
from summarize.sharding import WHOLE, Shard

PACKAGES = ("ctranslate2", "datasets", "tokenizers", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class Order:
    """What the user asked for, checked and typed."""

    inputs: tuple[str, ...]
    out: Path
    preset: str = "embedded"
    summarizer: str | None = None
    translator: str | None = None
    mode: str | None = None
    how: How = field(default_factory=How)
    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    limit: int | None = None
    commercial: bool = False
    new_run: bool = False
    pages: bool = True
    limits: Limits = field(default_factory=Limits)
    rules: Rules = field(default_factory=Rules)
    shard: Shard = WHOLE
    pool: Cluster | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did, and what the folder now holds of its inputs.

    `progress` counts what happened in this run, `exported` what was written; `seconds`
    and `peak_mib` are those of the run, the models' process included.
    """

    out: Path
    progress: Progress
    exported: Exported
    seconds: float
    peak_mib: int

    @property
    def exit_code(self) -> int:
        """0 when every input became a brief, 3 when some or all did not."""
        progress = self.progress
        held = self.exported.briefs or progress.left or progress.elsewhere
        return 3 if progress.rejected or not held else 0


def run_record(
    order: Order,
    conditions: Mapping[str, Any],
    outcome: Outcome,
    began: datetime,
) -> dict[str, Any]:
    """What run.json says of a run: with what it was made, how, and what came of it."""
    progress, exported = outcome.progress, outcome.exported
    return {
        "schema": 2,
        "mujaz": __version__,
        "python": platform.python_version(),
        "packages": versions(PACKAGES),
        "started": began.isoformat(timespec="seconds"),
        "preset": order.preset,
        "mode": conditions["mode"],
        "inputs": order.inputs,
        "how": asdict(order.how),
        "shard": str(order.shard),
        "pool": asdict(order.pool) if order.pool else None,
        "configuration": conditions,
        "models": conditions["models"],
        "counts": {
            "briefs": exported.briefs,
            "flagged": exported.flagged,
            "sentences": progress.sentences,
            "reused": progress.reused,
            "remembered": progress.remembered,
            "twice": progress.twice,
            "other_shards": progress.elsewhere,
            "left": progress.left,
            "rejected": dict(progress.rejected),
        },
        "seconds": round(outcome.seconds, 3),
        "peak_memory_mib": outcome.peak_mib,
    }
