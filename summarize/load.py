"""From a preset's steps to loaded engines: everything refusable is refused first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from summarize.errors import Refused, UsageError
from summarize.models import embedded, lock, merged, store
from summarize.presets import EMBEDDED, EXTRACT, Step
from summarize.prompts import Prompt, load_prompt
from summarize.records import Engine

EngineName = Literal["auto", "ctranslate2", "transformers", "endpoint"]
Device = Literal["auto", "cpu", "cuda"]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class How:
    """What the user asked of the engines."""

    engine: EngineName = "auto"
    device: Device = "auto"
    offline: bool = False
    endpoint: str | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A step ready to run; `engine` is None where no model is needed.

    `files` are the recorded SHA-256 sums of a locked model's files, by name. `device`
    is the one asked for.
    """

    step: Step
    engine: Engine | None
    revision: str
    prompt: Prompt | None
    files: Mapping[str, str] = field(default_factory=dict)
    device: Device = "auto"

    @property
    def label(self) -> str:
        """The model's name and revision as a receipt shows them."""
        name = Path(self.step.model).name if _is_path(self.step) else self.step.model
        return f"{name}@{self.revision}" if self.revision else name


def load_models(steps: dict[str, Step], how: How, say: Say) -> dict[str, Model]:
    """Find and check every model of the steps, then load them."""
    if how.engine == "endpoint" and not how.endpoint:
        raise UsageError("--engine endpoint needs --endpoint URL")
    prompts = {
        role: load_prompt(step.prompt) if step.prompt else None
        for role, step in steps.items()
    }
    distinct = {_key(step): step for step in steps.values()}
    folders = {key: _folder(step, how, say) for key, step in distinct.items()}
    loaded = {
        role: _load(step, how, folders[_key(step)], prompts[role])
        for role, step in steps.items()
    }
    return {role: replace(each, device=how.device) for role, each in loaded.items()}


def _key(step: Step) -> tuple[str, str | None]:
    return step.model, step.adapter


def _folder(step: Step, how: How, say: Say) -> Path | None:
    if step.model == EXTRACT or _is_remote(step, how):
        return None
    if _is_embedded(step):
        if how.engine in ("ctranslate2", "transformers") or how.device == "cuda":
            raise Refused(
                "the embedded model has an engine of its own, on the CPU only: "
                "use --engine auto and --device auto"
            )
        adapter = Path(step.adapter) if step.adapter else embedded.ADAPTER
        if not embedded.is_built(adapter):
            say(f"building the model {step.model}, once (about two minutes)")
            embedded.build(say, adapter)
        return embedded.verified(adapter)
    if step.adapter:
        return merged.keep(Path(step.model), Path(step.adapter), say)
    folder = store.resolve(step.model)
    if lock.read(folder):
        lock.verify(folder)
    return folder


def _is_remote(step: Step, how: How) -> bool:
    return how.engine == "endpoint" and step.family == "causal"


def _is_embedded(step: Step) -> bool:
    return step.model.partition("+")[0] == EMBEDDED


def _is_path(step: Step) -> bool:
    return Path(step.model).is_absolute()


def _load(step: Step, how: How, folder: Path | None, prompt: Prompt | None) -> Model:
    if folder is None:
        engine = _endpoint(step, how, prompt) if _is_remote(step, how) else None
        return Model(step, engine, "", prompt)
    recorded = lock.read(folder)
    revision = recorded.revision[:12] if recorded else ""
    if recorded:
        files = {name: file.sha256 for name, file in recorded.files.items()}
    else:
        there = sorted(path for path in folder.iterdir() if path.is_file())
        files = {path.name: lock.sha256_of(path) for path in there}
    if _is_embedded(step):
        from summarize.engines.embedded import EmbeddedEngine

        if prompt is None:
            raise UsageError("the embedded model needs a prompt")
        return Model(step, EmbeddedEngine(folder, prompt), revision, prompt, files)
    engine = _local(step, how, folder, prompt, files)
    return Model(step, engine, revision, prompt, files)


def _local(
    step: Step,
    how: How,
    folder: Path,
    prompt: Prompt | None,
    files: Mapping[str, str],
) -> Engine:
    from summarize import engines
    from summarize.families import family_for

    template = prompt.template if prompt else None
    family = family_for(folder, name=step.family, prompt=template)
    cache = store.cache_home() / "converted"
    local = "auto" if how.engine == "endpoint" else how.engine
    return engines.load(
        folder, family, engine=local, device=how.device, cache=cache, sums=files
    )


def _endpoint(step: Step, how: How, prompt: Prompt | None) -> Engine:
    from summarize.engines.endpoint import EndpointEngine

    if how.offline and not _is_loopback(how.endpoint or ""):
        raise Refused(f"--offline refuses the endpoint {how.endpoint}")
    if prompt is None:
        raise UsageError(f"{step.model} needs a prompt to be used through an endpoint")
    return EndpointEngine(how.endpoint or "", step.model, prompt.template)


def _is_loopback(url: str) -> bool:
    from urllib.parse import urlsplit

    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}
