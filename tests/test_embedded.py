"""The real embedded model: its cut vocabulary, its batches, its checks."""

import random
import shutil
from pathlib import Path

import pytest

from summarize.attempt import safer
from summarize.engines import embedded as engine
from summarize.engines.embedded import EmbeddedEngine
from summarize.errors import IntegrityError
from summarize.models import embedded, lock, vocabulary
from summarize.prompts import load_prompt
from summarize.records import Decoding
from tests.conftest import STORY

GREEDY = Decoding(24, 480)
LONG = Decoding(24, 2048, no_repeat_ngram=4)

FULL = {
    "model": {
        "vocab": {
            piece: id
            for id, piece in enumerate(
                ["<unk>", *(f"<0x{byte:02X}>" for byte in range(256))]
                + ["a", "b", "c", "d", "ab", "cd", "abcd", "bc"]
            )
        },
        "merges": [["a", "b"], ["c", "d"], ["b", "c"], ["ab", "cd"]],
        "type": "BPE",
        "byte_fallback": True,
        "unk_token": "<unk>",
        "fuse_unk": True,
    },
    "added_tokens": [{"content": "<bos>"}],
}


def test_a_cut_vocabulary_keeps_the_way_to_its_pieces() -> None:
    kept = [*range(257), 263]
    cut = vocabulary.cut(FULL, kept)
    assert cut.pieces[-1] == "abcd"
    stones = {"a", "b", "c", "d", "ab", "cd"}
    assert set(cut.tokenizer["model"]["vocab"]) == {*cut.pieces, *stones}
    ab = cut.tokenizer["model"]["vocab"]["ab"]
    assert [cut.pieces[id] for id in cut.apart[ab]] == ["<0x61>", "<0x62>"]
    assert cut.tokenizer["added_tokens"] == []


@pytest.fixture(scope="module")
def translator(embedded_folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(embedded_folder, load_prompt("embedded-translate"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", [STORY, "中文 ☃ 🙂 Łódź", "<bos><eos><start_of_turn>", "ﷺ ٣٫٥٪"], ids=ascii
)
def test_nothing_is_unknown_and_marks_in_text_stay_text(
    translator: EmbeddedEngine, text: str
) -> None:
    ids = translator.text.ids(text)
    marks = {"<unk>", "<bos>", "<eos>", "<start_of_turn>"}
    assert not marks & set(translator.text.pieces(ids))
    assert translator.text.line(ids) == text


@pytest.mark.slow
def test_a_batch_gives_each_sentence_what_it_gets_alone(
    translator: EmbeddedEngine,
) -> None:
    words = STORY.split()
    texts = [" ".join(words[at : at + n]) for n in (4, 5, 9) for at in range(4)]
    random.Random(7).shuffle(texts)
    together = translator.generate(texts, GREEDY)
    assert together == [translator.generate([text], GREEDY)[0] for text in texts]


@pytest.mark.slow
@pytest.mark.parametrize("decoding", [LONG, safer(LONG)], ids=["greedy", "safer"])
def test_texts_around_and_past_the_window_get_their_own_answers(
    embedded_folder: Path, decoding: Decoding
) -> None:
    engine = EmbeddedEngine(embedded_folder, load_prompt("embedded-summarize"))
    base = STORY.split() * 20
    texts = [
        " ".join(base[at : at + n]) for at, n in enumerate((9, 360, 420, 420, 500))
    ]
    counts = [engine.count(text) for text in texts]
    assert counts[0] < 100 < 512 < counts[-1]
    together = engine.generate(texts, decoding)
    assert max(answer.tokens_out for answer in together) > 8
    assert together == [engine.generate([text], decoding)[0] for text in texts]


@pytest.mark.slow
def test_what_is_not_read_is_counted(translator: EmbeddedEngine) -> None:
    (answer,) = translator.generate([STORY], Decoding(4, 40))
    assert answer.tokens_read == 40 < answer.tokens_in
    assert answer.finish == "length"


@pytest.mark.slow
def test_a_flipped_byte_is_refused(embedded_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "embedded"
    shutil.copytree(embedded_folder, copy)
    model = copy / "model.safetensors"
    with model.open("r+b") as stream:
        stream.seek(1_000_000)
        byte = stream.read(1)
        stream.seek(1_000_000)
        stream.write(bytes([byte[0] ^ 1]))
    with pytest.raises(IntegrityError, match="model.safetensors"):
        lock.verify(copy)


def test_an_interrupted_build_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path))

    def stop(words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embedded.build(stop)
    assert list((tmp_path / "models").iterdir()) == []
    assert not embedded.is_built()


@pytest.mark.parametrize(
    ("count", "tokens", "beams", "workers"),
    [(1, 60, 1, 1), (24, 60, 1, 1), (25, 60, 1, 2), (12, 60, 2, 1), (7, 60, 4, 2)]
    + [(6, 1900, 1, 1), (7, 1900, 1, 2)],
)
def test_cores_share_the_answers_where_they_are_few_and_their_tokens_are_kept(
    monkeypatch: pytest.MonkeyPatch, count: int, tokens: int, beams: int, workers: int
) -> None:
    monkeypatch.setattr(engine, "cores", lambda: 2)
    asked = [(at, [5] * tokens) for at in range(count)]
    found, queues = engine._shared_out(asked, beams)
    assert found == workers
    assert sorted(at for each in queues for at, _ in each.waiting) == [*range(count)]
    assert engine._shared_out([], 1) == (1, [])
