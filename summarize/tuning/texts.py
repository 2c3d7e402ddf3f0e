"""Examples to token ids, exactly as the engines that will run the model cut them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from summarize.engines.embedded_text import STOP, EmbeddedText
from summarize.families import family_for
from summarize.families.causal import CausalFamily
from summarize.prompts import load_prompt
from summarize.tuning.examples import TASKS, Example, Task, step_of

_WHOLE = 1 << 30


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as ids: the prompt, and the answer, on which alone there is a loss."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]

    @property
    def tokens(self) -> int:
        """Prompt and answer together."""
        return len(self.prompt) + len(self.answer)


class Texts(Protocol):
    """A base model's way with text."""

    pad: int
    ends: tuple[int, ...]

    def encode(self, example: Example) -> Encoded:
        """The ids of an example, whole."""
        ...

    def decode(self, ids: Sequence[int]) -> str:
        """The answer that ids spell."""
        ...


class EmbeddedTexts:
    """The embedded model's pieces."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._texts = {
            task: EmbeddedText(folder, load_prompt(task_prompt(task)), tokenizer)
            for task in TASKS
        }
        any_text = self._texts["translate"]
        self.pad, self.ends = any_text.pad, any_text.ends

    def encode(self, example: Example) -> Encoded:
        """The prompt as the engine gives it; the answer, which ends with its line."""
        text = self._texts[example.task]
        answer = [*text.ids(f" {example.answer}"), text.stop]
        return Encoded(tuple(text.prompt(example.source)), tuple(answer))

    def decode(self, ids: Sequence[int]) -> str:
        """The first line that ids spell."""
        return self._texts["translate"].line(ids)


class CheckpointTexts:
    """Any causal checkpoint's tokenizer, in its chat template where it has one."""

    def __init__(self, folder: Path) -> None:
        self._families = {task: _causal(folder, task) for task in TASKS}
        family = self._families["translate"]
        self.pad, self.ends = family.pad, family.ends
        self._family = family

    def encode(self, example: Example) -> Encoded:
        """The prompt as the engines give it; the answer and the end of it."""
        family = self._families[example.task]
        prompt = family.encode(example.source, _WHOLE).ids
        said = example.answer if family.chat else f" {example.answer}{STOP}"
        return Encoded(prompt, (*family.vocabulary.ids(said), family.ends[0]))

    def decode(self, ids: Sequence[int]) -> str:
        """What ids spell, marks left out."""
        return self._family.decode(tuple(ids))


def task_prompt(task: Task) -> str:
    """The name of a task's prompt in `prompts/`."""
    return step_of(task).prompt or task


def fitting(
    examples: Iterable[Example], texts: Texts
) -> tuple[list[Encoded], list[Example]]:
    """The examples as ids, and those that are longer than a run's window reads."""
    fit: list[Encoded] = []
    too_long: list[Example] = []
    for example in examples:
        encoded = texts.encode(example)
        window = step_of(example.task).decoding
        if (
            len(encoded.prompt) <= window.max_input_tokens
            and len(encoded.answer) <= window.max_new_tokens
        ):
            fit.append(encoded)
        else:
            too_long.append(example)
    return fit, too_long


def _causal(folder: Path, task: Task) -> CausalFamily:
    template = load_prompt(task_prompt(task)).template
    family = family_for(folder, name="causal", prompt=template)
    assert isinstance(family, CausalFamily)
    return family
