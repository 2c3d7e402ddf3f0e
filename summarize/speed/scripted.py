"""Models that answer at once: a run with them takes what the run itself takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarize.load import How, Model, Say
from summarize.presets import EXTRACT, Step
from summarize.records import Decoding, Generation

_ANSWER = "The ministry said today that results would be out within days."
_DECODING = Decoding(200, 480)


@dataclass
class ScriptedEngine:
    """Answers a text by what `said` has for it, else by one English sentence."""

    said: Mapping[str, str] = field(default_factory=dict)

    def count(self, text: str) -> int:
        """Its words."""
        return len(text.split())

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """The answers, with words for tokens."""
        return [self._answer(text) for text in texts]

    def _answer(self, text: str) -> Generation:
        said, read = self.said.get(text, _ANSWER), len(text.split())
        return Generation(said, read, read, len(said.split()), "stop")


def models(said: Mapping[str, str]) -> dict[str, Model]:
    """The embedded preset's roles: chosen sentences, and a translator of these."""
    chosen = Model(Step(EXTRACT, "Apache-2.0", _DECODING), None, "", None)
    step = Step("scripted", "Apache-2.0", _DECODING)
    return {
        "summarizer": chosen,
        "translator": Model(step, ScriptedEngine(said), "1", None),
    }


def load(steps: dict[str, Step], how: How, say: Say) -> dict[str, Model]:
    """The same for a run, which asks for the models by role."""
    return {role: model for role, model in models({}).items() if role in steps}
