"""Answers of models kept by what was asked, so that no sentence is asked twice."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from summarize import __version__
from summarize.load import Model
from summarize.records import Decoding, Engine, Finish, Generation

# What 13,000 articles ask at five answers each; a process holds them in 25 MiB.
MOST = 65_536
# Longer than any sentence: whole articles come again as articles, if at all.
LONGEST_TEXT = 1_000
_ROLES = ("translator", "headline")

# A key, then what a `Generation` has: as it travels, and as the ledger keeps it.
Entry = tuple[bytes, str, int, int, int, Finish]
# The entries recorded after one, oldest first and no more than so many, and the last.
Recall = Callable[[int, int], tuple[int, Sequence[Entry]]]


class Memory:
    """The answers used last, by the key of what was asked: no more than `most`."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._answers: OrderedDict[bytes, Generation] = OrderedDict()
        self._new: list[Entry] = []
        self._found = 0

    def find(self, key: bytes) -> Generation | None:
        """The answer under a key, if it is remembered."""
        answer = self._answers.get(key)
        if answer:
            self._answers.move_to_end(key)
            self._found += 1
        return answer

    def add(self, key: bytes, answer: Generation) -> None:
        """Remember an answer that a model has just given."""
        self._put(key, answer)
        counts = (answer.tokens_in, answer.tokens_read, answer.tokens_out)
        self._new.append((key, answer.text, *counts, answer.finish))

    def learn(self, entries: Iterable[Entry]) -> None:
        """Remember what was answered elsewhere or in an earlier run."""
        for key, text, there, read, out, finish in entries:
            self._put(key, Generation(text, there, read, out, finish))

    def take(self) -> tuple[list[Entry], int]:
        """What was added since the last time, and how many answers were found."""
        taken = self._new, self._found
        self._new, self._found = [], 0
        return taken

    def _put(self, key: bytes, answer: Generation) -> None:
        self._answers[key] = answer
        if len(self._answers) > self._most:
            self._answers.popitem(last=False)


class RememberingEngine:
    """An engine that is asked only for what its memory lacks.

    As an answer depends on its text, the model and the decoding alone, a remembered one
    is the one that the engine would give.
    """

    def __init__(self, engine: Engine, about: bytes, memory: Memory) -> None:
        self._engine = engine
        self._about = about
        self._memory = memory

    def count(self, text: str) -> int:
        """Tokens the model would be given for this text."""
        return self._engine.count(text)

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """One answer a text, each text asked once; those of long ones are not kept."""
        how = _digest(repr(decoding), self._about)
        keys = {text: _digest(text, how) for text in texts if len(text) <= LONGEST_TEXT}
        answers: dict[str, Generation] = {}
        for text, key in keys.items():
            if known := self._memory.find(key):
                answers[text] = known
        wanted = [text for text in dict.fromkeys(texts) if text not in answers]
        if wanted:
            fresh = self._engine.generate(wanted, decoding)
            answers |= zip(wanted, fresh, strict=True)
        for text in wanted:
            if text in keys:
                self._memory.add(keys[text], answers[text])
        return [answers[text] for text in texts]


def remembering(models: Mapping[str, Model], memory: Memory) -> dict[str, Model]:
    """The models with those that translate asked only for what the memory lacks."""
    return {
        role: replace(model, engine=_remembering(model, model.engine, memory))
        if model.engine and role in _ROLES
        else model
        for role, model in models.items()
    }


def _remembering(model: Model, engine: Engine, memory: Memory) -> Engine:
    """The engine; its answers' keys say all that they depend on besides the text."""
    prompt = model.prompt.sha256 if model.prompt else None
    how = (__version__, model.device, type(engine).__name__, model.step.family, prompt)
    what = (model.label, sorted(model.files.items()))
    return RememberingEngine(engine, _digest(repr((how, what))), memory)


def _digest(text: str, about: bytes = b"") -> bytes:
    given = text.encode("utf-8", "surrogatepass")
    return blake2b(given, digest_size=16, key=about).digest()
