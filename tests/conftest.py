"""A scripted engine, articles to hand, and a store that no test shares with the user."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings

from summarize.load import Model
from summarize.models import embedded
from summarize.presets import Step
from summarize.records import Article, Decoding, Generation

# A shared machine is slow at any moment: how long an example takes proves nothing.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

STORY = (
    "أعلنت وزارة الصحة اليوم وفاة خمسة أشخاص في حريق اندلع بمستشفى في المدينة. "
    "وقال الوزير إن التحقيق بدأ وإن النتائج ستعلن خلال أيام قليلة. "
    "وأضاف أن المستشفى سيغلق أبوابه حتى انتهاء أعمال الترميم والصيانة."
)


@dataclass
class ScriptedEngine:
    """Answers every text by a table, or by a fixed English sentence; counts words."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    default: str = "The ministry said that people had died in the fire."
    asked: list[str] = field(default_factory=list)

    def count(self, text: str) -> int:
        return len(text.split())

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        self.asked += texts
        return [self._answer(text, decoding) for text in texts]

    def _answer(self, text: str, decoding: Decoding) -> Generation:
        script = self.answers.get(text, [])
        answer = script.pop(0) if script else self.default
        there = len(text.split())
        read = min(there, decoding.max_input_tokens)
        return Generation(answer, there, read, len(answer.split()), "stop")


def model(engine: ScriptedEngine, window: int = 512) -> Model:
    step = Step("scripted/model", "Apache-2.0", Decoding(64, window))
    return Model(step, engine, "r1", None)


def article(
    text: str = STORY, title: str = "حريق في مستشفى", id: str = "a1"
) -> Article:
    return Article(id, title, text, None, "", "news.txt", "news.txt", "0" * 64)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(f"حريق في مستشفى المدينة\n\n{STORY}\n", encoding="utf-8")
    return path


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to connect a socket fails the test."""

    def refuse(self: object, address: object) -> None:
        raise AssertionError(f"the network was reached for: {address}")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)


@pytest.fixture(scope="session")
def embedded_folder() -> Path:
    """The real embedded model, built if it is not there yet."""
    if not embedded.is_built():
        embedded.build()
    return embedded.verified()
