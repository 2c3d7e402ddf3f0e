"""`mujaz tune`: an adapter trained on a desk's own rows."""

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarize.cli import options
from summarize.errors import UsageError

if TYPE_CHECKING:
    from rich.status import Status

    from summarize.tuning import Moment

_PLAIN_EVERY = 10.0


def tune(
    out: Annotated[Path, typer.Option("--out", "-o", help="The adapter's folder.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="More files of rows, as --data.", show_default=False),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            help="JSON Lines of pairs {ar, en} or articles {title_ar, title_en, "
            "summary_ar, summary_en, sentences: [{ar, en}]}; one file or several."
        ),
    ] = None,
    base: Annotated[
        str, typer.Option(help="embedded, or a causal checkpoint's folder.")
    ] = "embedded",
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="The adapter to start from: shipped (default for embedded), none, or "
            "a folder.",
        ),
    ] = None,
    dev: Annotated[
        Path | None,
        typer.Option(help="Rows to score with. Default: a twentieth of the data."),
    ] = None,
    task: Annotated[
        list[str] | None,
        typer.Option(
            help="translate, summarize or brief; repeatable. Default: all that the "
            "rows hold."
        ),
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(min=0.01, help="Train so long.")
    ] = None,
    steps: Annotated[
        int | None,
        typer.Option(min=1, help="Train so many steps. Default: three passes."),
    ] = None,
    rank: Annotated[
        int | None, typer.Option(min=1, help="LoRA rank. Default: 32, or the start's.")
    ] = None,
    lr: Annotated[
        float | None,
        typer.Option(min=1e-8, help="Peak learning rate. Default: 5e-4; 2e-4 on top."),
    ] = None,
    label_smoothing: Annotated[float, typer.Option(min=0.0, max=0.5)] = 0.05,
    batch_tokens: Annotated[
        int, typer.Option(min=1, help="Tokens a step reads, about.")
    ] = 3072,
    average: Annotated[
        int, typer.Option(min=1, help="End with the mean of the weights at K moments.")
    ] = 1,
    seed: Annotated[int, typer.Option(help="Of the first weights and the order.")] = 1,
    save_minutes: Annotated[
        float, typer.Option(min=0.0, help="Between checkpoints, each with a score.")
    ] = 5.0,
    licence: Annotated[
        str, typer.Option(help="The adapter's licence, as its card names it.")
    ] = "unknown",
    device: options.OnDevice = "auto",
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the folder's checkpoint.")
    ] = False,
    quiet: options.Quiet = False,
    as_json: options.AsJson = False,
) -> None:
    """Train an adapter of the embedded model, or of another, on your own rows."""
    from summarize.tuning import TuneOrder, parse_tasks
    from summarize.tuning import tune as train

    if not data:
        raise UsageError("--data: expected one or more files of rows")
    order = TuneOrder(
        data=(*data, *(files or ())),
        out=out,
        base=base,
        start=start,
        dev=dev,
        tasks=parse_tasks(task or ()),
        minutes=minutes,
        steps=steps,
        rank=rank,
        rate=lr,
        smoothing=label_smoothing,
        batch_tokens=batch_tokens,
        average=average,
        seed=seed,
        save_minutes=save_minutes,
        licence=licence,
        device=device,
        resume=resume,
    )
    with _telling(quiet=quiet) as teller:
        record = train(order, teller.say, teller)
    _finish(record, out, quiet=quiet, as_json=as_json)


class Teller:
    """Tells on stderr how a training goes: a live line on a terminal, else plain ones.

    It is a `summarize.tuning.Watcher`.
    """

    def __init__(self, live: "Status | None", *, quiet: bool) -> None:
        self._live = live
        self._quiet = quiet
        self._told = time.monotonic()

    def say(self, words: str) -> None:
        """Show what happens now."""
        if self._live:
            self._live.update(words)
        elif not self._quiet:
            typer.echo(words, err=True)

    def step(self, moment: "Moment") -> None:
        """Show how far a training is, every ten seconds where lines are kept."""
        now = time.monotonic()
        if not self._live and now - self._told < _PLAIN_EVERY:
            return
        self._told = now
        self.say(
            f"step {moment.steps} ({moment.progress:.0%}), loss {moment.loss:.3f}, "
            f"{moment.tokens_per_second:.0f} tokens/s, "
            f"about {_time(moment.seconds_left)} left"
        )

    def scored(self, steps: int, scores: Mapping[str, float]) -> None:
        """Keep a line of what the held out rows score."""
        if not self._quiet:
            typer.echo(f"held out at step {steps}: {_said(scores)}", err=True)


@contextmanager
def _telling(*, quiet: bool) -> Iterator[Teller]:
    from rich.console import Console
    from rich.status import Status

    console = Console(stderr=True, highlight=False, markup=False)
    if quiet or not console.is_terminal:
        yield Teller(None, quiet=quiet)
        return
    with Status("reading", console=console) as live:
        yield Teller(live, quiet=quiet)


def _finish(
    record: Mapping[str, Any], out: Path, *, quiet: bool, as_json: bool
) -> None:
    if as_json:
        sys.stdout.write(json.dumps({"out": str(out), **record}) + "\n")
    elif not quiet:
        typer.echo(f"{out}: {_said(record['log'][-1])}")
        if record["settings"]["base"].startswith("Gemma 3 270M"):
            typer.echo(f"try it: mujaz translate --translator embedded+{out} FILES")


def _time(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _said(scores: Mapping[str, float]) -> str:
    return ", ".join(
        f"{name} {value:.3f}" if "loss" in name else f"{name} {value:.1f}"
        for name, value in scores.items()
        if name not in ("step", "loss")
    )
