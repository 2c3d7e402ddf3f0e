"""Pickled weights in, one safetensors file out, without running what a pickle holds."""

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.errors import IntegrityError, Refused
from summarize.models import lock

if TYPE_CHECKING:
    from torch import Tensor

WHOLE = "pytorch_model.bin"
INDEX = "pytorch_model.bin.index.json"
CONVERTED = "model.safetensors"
_MEND = "use a copy of the model that has safetensors weights"


def to_safetensors(
    folder: Path, progress: Callable[[str], None]
) -> dict[str, str] | None:
    """Replace the folder's pickled weights, if any; return their names and SHA-256."""
    pickles = _pickles(folder)
    if not pickles:
        return None
    from safetensors.torch import save_file

    names = ", ".join(path.name for path in pickles)
    progress(f"converting {names} to {CONVERTED}, once")
    origin = {path.name: lock.sha256_of(path) for path in pickles}
    tensors = {name: t for path in pickles for name, t in _load(path).items()}
    separate = _without_shared_memory(tensors, drop_tied=_ties_on_load(folder))
    save_file(separate, folder / CONVERTED, metadata={"format": "pt"})
    for path in (*pickles, folder / INDEX):
        path.unlink(missing_ok=True)
    return origin


def _pickles(folder: Path) -> list[Path]:
    if (folder / WHOLE).is_file():
        return [folder / WHOLE]
    if not (folder / INDEX).is_file():
        return []
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        names = {Path(name).name for name in index["weight_map"].values()}
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise IntegrityError(
            f"{folder / INDEX}: expected shards by name, found none; {_MEND}"
        ) from error
    shards = [folder / name for name in names]
    for shard in shards:
        if not shard.is_file():
            raise IntegrityError(f"{shard}: named by {INDEX}, but missing; {_MEND}")
    return sorted(shards)


def _load(path: Path) -> "dict[str, Tensor]":
    import torch

    try:
        with warnings.catch_warnings():
            # It warns of an old protocol before it refuses or takes the file.
            warnings.simplefilter("ignore", UserWarning)
            state = torch.load(path, weights_only=True, map_location="cpu")
    except Exception as error:  # a broken or hostile pickle raises what it likes
        raise Refused(
            f"{path.name} is not plain weights and was not opened further: a pickle "
            f"can run code ({type(error).__name__}); {_MEND}"
        ) from error
    if not isinstance(state, dict) or not all(map(_is_plain, state.items())):
        raise Refused(f"{path.name} holds something other than named tensors; {_MEND}")
    return state


def _is_plain(item: tuple[object, object]) -> bool:
    """Whether it is a named tensor that takes as much room as it says."""
    import torch

    name, value = item
    return (
        isinstance(name, str)
        and isinstance(value, torch.Tensor)
        and value.layout is torch.strided
        and value.device.type == "cpu"
        and value.nbytes <= value.untyped_storage().nbytes()
    )


def _ties_on_load(folder: Path) -> bool:
    """Whether the loader shares tied weights itself, so that one copy is enough."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return config.get("tie_word_embeddings") is not False


def _without_shared_memory(
    tensors: "dict[str, Tensor]", *, drop_tied: bool
) -> "dict[str, Tensor]":
    separate: dict[str, Tensor] = {}
    places: set[object] = set()
    storages: set[int] = set()
    for name in sorted(tensors, key=_tied_last):
        tensor = tensors[name]
        storage = tensor.untyped_storage()
        layout = (tensor.storage_offset(), tensor.shape, tensor.stride(), tensor.dtype)
        place = (storage.data_ptr(), *layout)
        if drop_tied and tensor.numel() and place in places:
            continue
        owns_all = storage.nbytes() == tensor.nbytes
        alone = owns_all and storage.data_ptr() not in storages
        separate[name] = tensor.contiguous() if alone else tensor.contiguous().clone()
        places.add(place)
        storages.add(storage.data_ptr())
    return separate


def _tied_last(name: str) -> tuple[bool, str]:
    """Input embeddings before the layers that borrow them, so that they are kept."""
    return not name.endswith(("shared.weight", "wte.weight")), name
