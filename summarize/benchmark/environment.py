"""Where a run was made: what another person needs to make it again."""

import os
import platform
import subprocess
from pathlib import Path
from typing import Any

from summarize import __version__
from summarize.describe import versions

_ROOT = Path(__file__).parent.parent.parent
_PACKAGES = (
    "ctranslate2",
    "datasets",
    "nltk",
    "numpy",
    "rapidfuzz",
    "rouge-score",
    "sacrebleu",
    "sentencepiece",
    "tokenizers",
    "torch",
    "transformers",
)


def environment() -> dict[str, Any]:
    """The tool's version and commit, Python, the system, the processor, packages."""
    return {
        "mujaz": __version__,
        **_commit(),
        "python": platform.python_version(),
        "os": platform.platform(),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "packages": versions(_PACKAGES),
    }


def _commit() -> dict[str, Any]:
    """The checkout's commit and whether files differ from it, if it is a checkout."""
    if not (_ROOT / ".git").exists():
        return {"git": None, "dirty": None}
    commit, changed = _git("rev-parse", "HEAD"), _git("status", "--porcelain")
    return {"git": commit, "dirty": None if changed is None else bool(changed)}


def _git(*words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(_ROOT), *words],
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _cpu() -> dict[str, Any]:
    """The processor's name and the vector instructions that decide int8's speed."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return {"name": platform.processor(), "isa": []}
    lines = (line.partition(":") for line in text.splitlines())
    fields = {name.strip(): value.strip() for name, _, value in lines}
    flags = fields.get("flags", "").split()
    vector = [flag for flag in flags if flag.startswith(("avx", "amx", "sse4"))]
    return {"name": fields.get("model name", platform.processor()), "isa": vector}
