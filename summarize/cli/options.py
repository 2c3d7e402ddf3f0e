"""Options that more than one command has, each written once."""

import os
from pathlib import Path
from typing import Annotated

import typer

from summarize.guard import Guard, Rules
from summarize.load import Device, EngineName, How

Preset = Annotated[str, typer.Option(help="Which models; see `mujaz models list`.")]
_OWN = (
    "A hub id or folder in the preset's place; embedded+ADAPTER or FOLDER+ADAPTER for "
    "one with an adapter of `mujaz tune`."
)
Summarizer = Annotated[str | None, typer.Option(help=_OWN)]
Translator = Annotated[str | None, typer.Option(help=_OWN)]
Engine = Annotated[EngineName, typer.Option(help="What runs the models.")]
OnDevice = Annotated[Device, typer.Option(help="Where they run.")]
Endpoint = Annotated[
    str | None, typer.Option(help="Base URL of an OpenAI-compatible server.")
]
Offline = Annotated[bool, typer.Option(help="Refuse whatever would reach the network.")]
Commercial = Annotated[
    bool, typer.Option(help="Refuse models with non-commercial licences.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="End with one JSON line on stdout.")
]
OfGuard = Annotated[
    Guard,
    typer.Option(
        "--guard",
        help="What happens to a sentence that its Arabic does not support: off; flag "
        "it; repair it; strict: repair, and withhold the brief if doubt is left.",
    ),
]
OfGlossary = Annotated[
    Path | None,
    typer.Option(
        "--glossary",
        help="A CSV file of fixed terms: arabic,english,note; or a names.csv.",
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")]

Given = Annotated[
    str,
    typer.Option(
        "--set",
        help="reference (the project's own), a .jsonl file, or xlsum, crosssum, "
        "wikilingua, flores, ntrex, easc with :PLACE for a local copy.",
    ),
]
Split = Annotated[str | None, typer.Option(help="The split of a public set.")]
Few = Annotated[int | None, typer.Option(min=1, help="Take so many items only.")]


def how(
    engine: EngineName, device: Device, endpoint: str | None, *, offline: bool
) -> How:
    """What was asked of the engines, with the libraries told to keep to it."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if offline:
        os.environ["HF_HUB_OFFLINE"] = os.environ["HF_DATASETS_OFFLINE"] = "1"
    return How(engine, device, offline, endpoint)


def rules(guard: Guard, glossary: Path | None) -> Rules:
    """The guard and the glossary; refuses a glossary with a fault."""
    from summarize.glossary import load_terms

    return Rules(guard, load_terms(glossary) if glossary else None)
