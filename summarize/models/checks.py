"""The checks a model folder passes before anything of it is loaded."""

import json
from pathlib import Path
from typing import Any

from summarize.errors import IntegrityError, Refused

_POINTER_START = b"version https://git-lfs"
_WEIGHTS = (".safetensors", ".bin")
_WHOLE = "model.safetensors"
_INDEX = "model.safetensors.index.json"
_NOTES = {"__metadata__"}
_HEADER_LIMIT = 100_000_000
_MEND = "copy the whole model again from where it came"


def check_folder(folder: Path) -> None:
    """Refuse a folder with remote code, pickled weights or broken files."""
    check_files(folder)
    if any(folder.glob("*.safetensors")):
        return
    pickles = [*folder.glob("pytorch_model.bin"), *folder.glob("pytorch_model-*.bin")]
    if pickles:
        raise Refused(
            f"{min(pickles)}: expected safetensors weights, found a pickle, which can "
            f"run code; run: mujaz models fetch {folder}"
        )
    if (folder / "model.bin").is_file():
        raise Refused(
            f"{folder / 'model.bin'}: expected a checkpoint, found a model converted "
            "for CTranslate2; name the checkpoint it was made from"
        )
    raise Refused(f"{folder}: expected weights (.safetensors), found none; {_MEND}")


def check_files(folder: Path) -> None:
    """Refuse files that ask for code, stand for others or are cut short."""
    refuse_stand_ins(folder)
    check_settings(folder)
    refuse_remote_code(folder)
    for path in sorted(folder.glob("*.safetensors")):
        _check_whole(path)
    _check_shards(folder)


def check_settings(folder: Path) -> None:
    """Refuse a folder that does not say which model it holds, or holds half of one."""
    adapter, path = folder / "adapter_config.json", folder / "config.json"
    if adapter.is_file():
        raise Refused(
            f"{adapter}: expected a whole model, found an adapter to another; merge "
            "the two and name the result"
        )
    if not path.is_file():
        raise _broken(path, "the model's settings", "no such file")
    settings = _json_of(path)
    if not isinstance(settings, dict) or not settings.get("model_type"):
        raise _broken(path, "a model_type", "none")


def refuse_remote_code(folder: Path) -> None:
    """Refuse a model whose settings ask for Python code of its own to be run."""
    for path in sorted(folder.glob("*config.json")):
        if _asks_for_code(_json_of(path)):
            raise Refused(
                f"{path} has auto_map: the model wants to run code of its own, which "
                "Mujaz never does; use a model of a family that needs none"
            )


def refuse_stand_ins(folder: Path) -> None:
    """Refuse a folder cloned without Git LFS, or with a link that leads nowhere."""
    for path in sorted(path for path in folder.iterdir() if not path.is_dir()):
        if not path.is_file():
            raise _broken(path, "a file", "a link that leads to none, or a device")
        with path.open("rb") as stream:
            start = stream.read(len(_POINTER_START))
        if start == _POINTER_START:
            kind = "weights" if path.suffix in _WEIGHTS else "the file itself"
            raise IntegrityError(
                f"{path}: expected {kind}, found a Git LFS pointer; run: git lfs pull, "
                "in the clone it came from"
            )


def _broken(path: Path, expected: str, found: object) -> IntegrityError:
    return IntegrityError(f"{path}: expected {expected}, found {found}; {_MEND}")


def _asks_for_code(settings: Any) -> bool:
    waiting = [settings]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.get("auto_map"):
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False


def _json_of(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise _broken(path, "JSON", error) from error


def _check_whole(path: Path) -> None:
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise _broken(path, "safetensors weights", "a folder")
    try:
        with safe_open(path, "np"):
            return
    except (SafetensorError, OSError) as error:
        why = str(error).rpartition("deserializing header: ")[2]
        found = f"{path.stat().st_size} bytes"
        expected = _declared(path)
        if expected in (None, found):
            expected = "safetensors weights"
        raise _broken(path, expected, f"{found} ({why})") from error


def _declared(path: Path) -> str | None:
    """How long a broken weights file says it should be, where that can be told."""
    with path.open("rb") as stream:
        start = stream.read(8)
        length = int.from_bytes(start, "little")
        text = stream.read(min(length, _HEADER_LIMIT))
    try:
        header = json.loads(text)
        ends = [header[name]["data_offsets"][1] for name in header.keys() - _NOTES]
        return f"{8 + length + max(ends)} bytes"
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        cut = len(start) == 8 and len(text) < length <= _HEADER_LIMIT
        return f"at least {8 + length} bytes" if cut else None


def _check_shards(folder: Path) -> None:
    index = folder / _INDEX
    if not index.is_file() or (folder / _WHOLE).is_file():
        return
    try:
        shards = {folder / name for name in _json_of(index)["weight_map"].values()}
    except (TypeError, LookupError, AttributeError) as error:
        raise _broken(index, "a weight_map", "none") from error
    for shard in sorted(shards):
        if not shard.is_file():
            raise _broken(shard, f"weights, named by {_INDEX}", "no such file")
