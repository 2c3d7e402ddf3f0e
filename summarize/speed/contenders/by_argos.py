"""Argos Translate 1.11 over a Marian checkpoint: its own way to batch an article."""

import json
import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summarize.arabic import for_model
from summarize.sentences import split
from summarize.speed.cases import Case
from summarize.speed.contenders.reading import reader_of
from summarize.speed.job import Answers, Job, Mark

_ABOUT = {
    "package_version": "1.0",
    "argos_version": "1.11",
    "from_code": "ar",
    "from_name": "Arabic",
    "to_code": "en",
    "to_name": "English",
}


def unfit(case: Case) -> str | None:
    """Why Argos Translate cannot run a case, if it cannot."""
    if case.shape is None or case.shape.family != "marian":
        return "it runs translation models of OpenNMT's and Marian's kind alone"
    if find_spec("argostranslate") is None:
        return "not installed: pip install argostranslate==1.11.0"
    return None


class _Known:
    """The sentences as they are given: its own splitters are models to download."""

    def split_sentences(self, text: str) -> list[str]:
        """The sentences of an article."""
        return [for_model(each.text) for each in split(text)]


def argos(job: Job, mark: Mark) -> Answers:
    """One article after another, its sentences in batches of Argos's default size."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        # It makes its folders when it is imported.
        os.environ[name] = job.scratch
    import ctranslate2
    from argostranslate import package, settings, translate

    place = _package(job)
    pack: Any = package.Package(place)
    model = ctranslate2.Translator(
        str(place / "model"),
        device="cpu",
        inter_threads=settings.inter_threads,
        intra_threads=settings.intra_threads,
        compute_type=settings.compute_type,
    )
    mark("loaded")
    said = [
        translate.apply_packaged_translation(pack, text, model, _Known(), 1)[0].value
        for text in _articles(job)
    ]
    mark("done")
    reader = reader_of(job)
    # Every token of such a checkpoint's answer is a word.
    written = sum(len(text.split()) for text in said)
    return Answers((), sum(len(reader.encode(text)) for text in job.texts), written)


def _articles(job: Job) -> list[str]:
    with Path(job.articles).open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _package(job: Job) -> Path:
    """A package as Argos installs it, of the converted checkpoint."""
    place = Path(job.scratch) / "package"
    shutil.copytree(job.converted, place / "model")
    settings = place / "model" / "config.json"
    said = json.loads(settings.read_text(encoding="utf-8"))
    # Its tokenizer does not end a sentence, as the checkpoint's own does.
    settings.write_text(json.dumps({**said, "add_source_eos": True}), encoding="utf-8")
    shutil.copyfile(Path(job.folder) / "source.spm", place / "sentencepiece.model")
    (place / "metadata.json").write_text(json.dumps(_ABOUT), encoding="utf-8")
    return place
