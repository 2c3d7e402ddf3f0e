"""Where models are kept, and the checks a folder passes before anything loads it."""

import json
import os
import re
from pathlib import Path
from typing import Any

from summarize.errors import IntegrityError, ModelMissing, Refused, UsageError
from summarize.models import lock

_PART = r"(?!.*--)[A-Za-z0-9_][A-Za-z0-9._-]{0,95}"
_MODEL_ID = re.compile(rf"{_PART}(/{_PART})?")
_POINTER_START = b"version https://git-lfs"
_HEADER_LIMIT = 100_000_000


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
    return folder if any((folder / mark).is_file() for mark in marks) else None


def resolve(model: str) -> Path:
    """The folder of a model on this machine, by path or by name; never the network."""
    folder = local_folder(model)
    if folder is None:
        return _fetched_folder(model)
    if lock.read(folder) is None:
        check_folder(folder)
    return folder


def check_folder(folder: Path) -> None:
    """Refuse a folder with remote code, pickled weights or broken files."""
    refuse_remote_code(folder)
    refuse_pointers(folder)
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        pickled = any(folder.glob("*.bin"))
        raise Refused(
            f"{folder} holds only pickled weights; run: mujaz models fetch {folder}"
            if pickled
            else f"{folder} holds no weights (.safetensors)"
        )
    for path in weights:
        _check_whole(path)


def refuse_remote_code(folder: Path) -> None:
    """Refuse a model whose settings ask for Python code of its own to be run."""
    for path in sorted(folder.glob("*config.json")):
        if _asks_for_code(_json_of(path)):
            raise Refused(
                f"{path} has auto_map: the model wants to run code of its own, "
                "which Mujaz never does"
            )


def refuse_pointers(folder: Path) -> None:
    """Refuse a folder cloned without Git LFS, where a small text stands for a file."""
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        with path.open("rb") as stream:
            start = stream.read(len(_POINTER_START))
        if start == _POINTER_START:
            raise IntegrityError(f"{path}: expected weights, found a Git LFS pointer")


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


def _asks_for_code(settings: Any) -> bool:
    if isinstance(settings, dict):
        return bool(settings.get("auto_map")) or any(
            _asks_for_code(value) for value in settings.values()
        )
    return isinstance(settings, list) and any(map(_asks_for_code, settings))


def _json_of(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise IntegrityError(f"{path}: expected JSON, found {error}") from error


def _check_whole(path: Path) -> None:
    found = path.stat().st_size
    try:
        expected = _declared_size(path)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise IntegrityError(f"{path}: its safetensors header is broken") from error
    if found != expected:
        raise IntegrityError(f"{path}: expected {expected} bytes, found {found}")


def _declared_size(path: Path) -> int:
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if not 2 <= length <= _HEADER_LIMIT:
            raise ValueError(f"header of {length} bytes")
        header = json.loads(stream.read(length))
    ends = [
        int(entry["data_offsets"][1])
        for name, entry in header.items()
        if name != "__metadata__"
    ]
    return 8 + length + max(ends, default=0)
