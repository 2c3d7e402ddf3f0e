"""A checkpoint with an adapter merged into it, made once and kept in the store."""

import shutil
import warnings
from hashlib import sha256
from pathlib import Path

from summarize.models import adapters, lock
from summarize.models.checks import check_folder
from summarize.models.dequantised import Say, aside, move
from summarize.models.quiet import quiet_libraries
from summarize.models.store import folder_for

_WEIGHTS = ".safetensors"


def keep(base: Path, adapter: Path, say: Say) -> Path:
    """The merged checkpoint's folder, verified, or made first if it is not there.

    Raises `Refused` where the base is no safetensors checkpoint or the adapter belongs
    to another.
    """
    check_folder(base)
    revision = _revision(base, adapter)
    final = folder_for(f"merged-{revision}")
    found = lock.read(final)
    if found is not None:
        lock.verify(final)
        return final
    say(f"merging {adapter.name} into {base.name}, once")
    with aside(final) as place:
        folder = place / "merged"
        _merge(base, adapter, folder)
        for path in base.iterdir():
            there = folder / path.name
            if path.is_file() and path.suffix != _WEIGHTS and not there.exists():
                shutil.copyfile(path, there)
        lock.write(folder, f"merged/{base.name}+{adapter.name}", revision)
        move(folder, final, place)
    return final


def _merge(base: Path, adapter: Path, folder: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    with quiet_libraries(), warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        model = AutoModelForCausalLM.from_pretrained(
            base, dtype=torch.float32, local_files_only=True, trust_remote_code=False
        )
        adapters.attach(model, adapter).merge_and_unload().save_pretrained(folder)


def _revision(base: Path, adapter: Path) -> str:
    parts = [adapter / adapters.SETTINGS, adapter / adapters.WEIGHTS]
    parts += sorted(path for path in base.iterdir() if path.is_file())
    digest = sha256()
    for path in parts:
        digest.update(f"{path.name} {lock.sha256_of(path)}\0".encode())
    return digest.hexdigest()[:16]
