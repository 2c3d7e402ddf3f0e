"""Where models are kept, and which folder a name or a path stands for."""

import os
import re
from pathlib import Path

from summarize.errors import ModelMissing, UsageError
from summarize.models import lock
from summarize.models.checks import check_folder, check_settings

__all__ = [
    "cache_home",
    "check_folder",
    "folder_for",
    "local_folder",
    "resolve",
    "size_of",
]

_PART = r"(?!.*--)[A-Za-z0-9_][A-Za-z0-9._-]{0,95}"
_MODEL_ID = re.compile(rf"{_PART}(/{_PART})?")


def cache_home() -> Path:
    """The folder Mujaz keeps its data in: `MUJAZ_HOME`, or the user's cache."""
    home = os.environ.get("MUJAZ_HOME")
    if home:
        return Path(home).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("mujaz")


def folder_for(model_id: str) -> Path:
    """The folder a fetched model of this name lives in, whether or not it is there."""
    if not _MODEL_ID.fullmatch(model_id):
        raise UsageError(f"'{model_id}' is neither a model folder nor an owner/name")
    return cache_home() / "models" / model_id.replace("/", "--")


def local_folder(model: str) -> Path | None:
    """The folder that `model` is the path of, if it is one that holds a model."""
    folder = Path(model).expanduser()
    marks = ("config.json", "adapter_config.json", lock.LOCK_NAME)
    if any((folder / mark).is_file() for mark in marks):
        return folder
    if folder.is_dir() and not _MODEL_ID.fullmatch(model):
        check_settings(folder)
    return None


def resolve(model: str) -> Path:
    """The folder of a model on this machine, by path or by name; never the network."""
    folder = local_folder(model)
    if folder is None:
        return _fetched_folder(model)
    if lock.read(folder) is None:
        check_folder(folder)
    return folder


def size_of(folder: Path) -> int:
    """Bytes the files of the folder take together."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _fetched_folder(model: str) -> Path:
    if _MODEL_ID.fullmatch(model):
        folder = folder_for(model)
        if lock.read(folder) is not None:
            return folder
    raise ModelMissing(
        f"model '{model}' is not on this machine; run: mujaz models fetch {model}"
    )
