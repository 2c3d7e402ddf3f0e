"""A checkpoint read by transformers whole, or refused with what is wrong with it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from summarize.errors import IntegrityError, Refused
from summarize.models.checks import check_folder
from summarize.models.quiet import quiet_libraries


def load_checkpoint(kind: Any, folder: Path, **options: Any) -> Any:
    """Load safetensors weights: no code of the checkpoint runs, no weight is made up.

    `kind` is the transformers class to load it as, `options` go to `from_pretrained`.
    """
    check_folder(folder)
    try:
        with quiet_libraries():
            model, report = kind.from_pretrained(
                folder,
                use_safetensors=True,
                trust_remote_code=False,
                local_files_only=True,
                ignore_mismatched_sizes=True,
                output_loading_info=True,
                **options,
            )
    except Exception as error:  # broken settings end in assertions, types, anything
        raise Refused(
            f"{folder / 'config.json'}: expected a model that transformers builds and "
            f"fills, found {type(error).__name__}: {error}; copy it and the weights "
            "again from where they came"
        ) from error
    if wrong := _made_up(report):
        whole = folder / "model.safetensors"
        raise IntegrityError(
            f"{whole if whole.is_file() else folder}: {wrong}; config.json and weights "
            "do not belong together: copy both again from where they came"
        )
    return model


def _made_up(report: Mapping[str, Any]) -> str | None:
    """Name a weight that transformers would have filled with random numbers."""
    if report["mismatched_keys"]:
        name, found, expected = min(report["mismatched_keys"])
        return f"expected {name} of shape {list(expected)}, found {list(found)}"
    if report["missing_keys"]:
        return f"expected weights {min(report['missing_keys'])}, found none"
    return None
