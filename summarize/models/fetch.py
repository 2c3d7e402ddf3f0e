"""Bring a model onto this machine: from the hub at a fixed commit, or from a folder."""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarize.errors import IntegrityError, Refused, UsageError
from summarize.models import checks, convert, hub, lock, store

if TYPE_CHECKING:
    from huggingface_hub.hf_api import RepoSibling

_SETTINGS = (".json", ".txt", ".model", ".spm", ".vocab", ".codes", ".jinja")
_TEXTS = ("readme", "license", "licence", "notice")
_PICKLES = re.compile(r"pytorch_model(-\d+-of-\d+)?\.bin")


def _silent(line: str) -> None:
    """Say nothing."""


def fetch(
    model_id: str,
    revision: str | None = None,
    progress: Callable[[str], None] = _silent,
) -> lock.Lock:
    """Bring a model in and lock it; a broken-off download goes on where it stopped.

    `model_id` is an `owner/name` on the hub or a local folder; pickled weights
    become safetensors. What was there before is replaced only by a complete model.
    """
    folder = store.local_folder(model_id)
    if folder is not None:
        if revision is not None:
            raise UsageError(f"{folder} is a local folder: it has no revisions")
        return _take_in(folder, progress)
    final = store.folder_for(model_id)
    if revision and (kept := _kept(final, revision)):
        return kept
    order = hub.Order(model_id, revision, hub.endpoint())
    with hub.talking(order):
        commit, files = hub.listing(order)
    return _kept(final, commit) or _bring(order, commit, files, final, progress)


def _bring(
    order: hub.Order,
    commit: str,
    files: "Sequence[RepoSibling]",
    final: Path,
    progress: Callable[[str], None],
) -> lock.Lock:
    settings, weights = _wanted([file.rfilename for file in files])
    if not weights:
        raise Refused(f"model '{order.model_id}' has no weights Mujaz can read")
    staging = final.with_name(f".partial-{final.name}-{commit[:12]}")
    wanted = [file for file in files if file.rfilename in {*settings, *weights}]
    megabytes = sum(file.size or 0 for file in wanted) / 1e6
    progress(f"fetching {order.model_id} at {commit[:12]}: {megabytes:.1f} MB")
    with hub.talking(order):
        hub.download(order, commit, staging, settings)
    checks.refuse_remote_code(staging)
    with hub.talking(order):
        hub.download(order, commit, staging, weights)
    for file in wanted:
        hub.check(staging / file.rfilename, file)
    return _finish(staging, final, order.model_id, commit, progress)


def _take_in(folder: Path, progress: Callable[[str], None]) -> lock.Lock:
    checks.check_files(folder)
    settings, weights = _wanted([path.name for path in sorted(folder.iterdir())])
    if not weights:
        checks.check_folder(folder)
    name = re.sub(r"[^A-Za-z0-9._]+|-{2,}", "-", folder.resolve().name).strip("-.")
    model_id = f"local/{name or 'model'}"
    final = store.folder_for(model_id)
    staging = final.with_name(f".partial-{final.name}-{'0' * 12}")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    for file in (*settings, *weights):
        shutil.copyfile(folder / file, staging / file)
    progress(f"taking in {folder} under the name {model_id}")
    return _finish(staging, final, model_id, "local", progress)


def _finish(
    staging: Path,
    final: Path,
    model_id: str,
    revision: str,
    progress: Callable[[str], None],
) -> lock.Lock:
    """Convert, check and lock the staged files, then put them in place as one."""
    try:
        checks.check_files(staging)
        origin = convert.to_safetensors(staging, progress)
        checks.check_folder(staging)
    except Refused:
        shutil.rmtree(staging)
        raise
    shutil.rmtree(staging / ".cache", ignore_errors=True)
    written = lock.write(staging, model_id, revision, origin)
    old = final.with_name(f".old-{final.name}")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.replace(old)
    staging.replace(final)
    shutil.rmtree(old, ignore_errors=True)
    for stale in final.parent.glob(f".partial-{final.name}-{'[0-9a-f]' * 12}"):
        shutil.rmtree(stale)
    progress(f"{model_id} is ready")
    return written


def _kept(final: Path, revision: str) -> lock.Lock | None:
    """The model that is already here at this commit, if it is still whole."""
    try:
        here = lock.read(final)
        same = here is not None and here.revision == revision
        return lock.verify(final) if same and hub.COMMIT.fullmatch(revision) else None
    except IntegrityError:
        return None


def _wanted(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The settings and the weights among a model's files, by name."""
    plain = [n for n in names if "/" not in n and "\\" not in n and n[0] != "."]
    safe = [n for n in plain if n.endswith(".safetensors")]
    safe = [n for n in safe if not n.startswith("consolidated")]
    pickles = [n for n in plain if _PICKLES.fullmatch(n)]
    if convert.WHOLE in pickles:
        pickles = [convert.WHOLE]
    settings = [
        n
        for n in plain
        if n.lower().startswith(_TEXTS) or n.endswith(_SETTINGS)
        if n != lock.LOCK_NAME and not (safe and n == convert.INDEX)
    ]
    return settings, safe or pickles
