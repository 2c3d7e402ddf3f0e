"""Families and engines on tiny real checkpoints, loaded as a user's folder is."""

import json
import random
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import torch

from summarize import engines
from summarize.engines import ct2
from summarize.engines.answer import circles, loops
from summarize.engines.beams import Answer, Choice
from summarize.engines.ct2 import CTranslate2Engine
from summarize.engines.endpoint import EndpointEngine
from summarize.engines.hf import TransformersEngine
from summarize.errors import Refused
from summarize.families import Family, family_for
from summarize.models.store import check_folder
from summarize.records import Decoding, Engine
from tests.checkpoints import FAMILIES, TEXTS, build

GREEDY = Decoding(20, 100)
PROMPT = "Arabic: ${text}\nEnglish:"
MARKS = "</s> <pad> <unk> <s> <extra_id_3> eng_Latn __en__ <bos> <eos> <|im_end|> <start_of_turn>"

Build = Callable[[str], Path]


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Build:
    built: dict[str, Path] = {}

    def get(name: str) -> Path:
        if name not in built:
            built[name] = build(name, tmp_path_factory.mktemp(name))
        return built[name]

    return get


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("converted")


def family(folder: Path) -> Family:
    causal = folder.name.startswith("causal")
    return family_for(folder, prompt=PROMPT if causal else None)


def load(folder: Path, kind: str, cache: Path) -> Engine:
    if kind == "transformers":
        return TransformersEngine(folder, family(folder))
    precision = kind.partition(" ")[2]
    return CTranslate2Engine(
        folder, family(folder), "cpu", cache, compute_type=precision
    )


KINDS = ["transformers", "ctranslate2 float32", "ctranslate2 int8"]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_checkpoint_is_accepted_and_its_family_told(
    name: str, checkpoint: Build
) -> None:
    folder = checkpoint(name)
    check_folder(folder)
    assert family(folder).name == name.partition("-")[0]


@pytest.mark.parametrize("name", FAMILIES)
def test_both_engines_write_the_same_tokens(
    name: str, checkpoint: Build, cache: Path
) -> None:
    folder = checkpoint(name)
    one = load(folder, "transformers", cache).generate(TEXTS, GREEDY)
    other = load(folder, "ctranslate2 float32", cache).generate(TEXTS, GREEDY)
    assert one == other
    assert len({answer.text for answer in one}) > 1


@pytest.mark.parametrize("name", ["marian", "bart", "mt5"])
def test_a_conversion_keeps_the_odds(name: str, checkpoint: Build, cache: Path) -> None:
    """A beam looks at them; the likeliest token alone would not tell."""
    made = family(checkpoint(name))
    source = made.encode(TEXTS[1], 100)
    model = TransformersEngine(checkpoint(name), made)._model
    with torch.inference_mode():
        ids, opening = torch.tensor([source.ids]), torch.tensor([[made.start]])
        said = model(input_ids=ids, decoder_input_ids=opening).logits[0, -1]
    odds = said.log_softmax(-1).topk(4).values.tolist()
    engine = CTranslate2Engine(
        checkpoint(name), made, "cpu", cache, compute_type="float32"
    )
    (result,) = engine._model.translate_batch(
        [made.vocabulary.tokens(source.ids)],
        [engine._opening] if engine._opening else None,
        beam_size=4,
        num_hypotheses=4,
        length_penalty=0.0,
        max_decoding_length=1,
        return_scores=True,
    )
    assert result.scores == pytest.approx(odds, abs=0.01)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FAMILIES)
def test_a_batch_gives_each_item_what_it_gets_alone(
    name: str, kind: str, checkpoint: Build, cache: Path
) -> None:
    engine = load(checkpoint(name), kind, cache)
    texts = [*TEXTS, *TEXTS[:4]]
    random.Random(3).shuffle(texts)
    together = engine.generate(texts, GREEDY)
    assert together == [engine.generate([text], GREEDY)[0] for text in texts]


@pytest.mark.parametrize("kind", KINDS)
def test_a_window_is_passed_without_mixing_items(
    kind: str, checkpoint: Build, cache: Path
) -> None:
    engine = load(checkpoint("causal"), kind, cache)
    texts = [" ".join(TEXTS[2].split()[:n]) for n in (1, 2, 3, 3, 4, 9, 9, 11)]
    sizes = [engine.count(text) for text in texts]
    assert min(sizes) < 32 < max(sizes)
    together = engine.generate(texts, GREEDY)
    assert together == [engine.generate([text], GREEDY)[0] for text in texts]


@pytest.mark.parametrize("kind", KINDS[1:])
def test_what_prompts_begin_with_is_read_once_and_changes_nothing(
    kind: str, checkpoint: Build, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = checkpoint("causal-llama")
    made = family(folder)
    head = ct2._head(made)
    assert len(head) > 2
    assert all(made.encode(text, 100).ids[: len(head)] == head for text in TEXTS)
    kept = load(folder, kind, cache).generate(TEXTS, GREEDY)
    monkeypatch.setattr(ct2, "_head", lambda _: ())
    assert load(folder, kind, cache).generate(TEXTS, GREEDY) == kept


@pytest.mark.parametrize("name", FAMILIES)
def test_marks_in_a_text_stay_text(name: str, checkpoint: Build) -> None:
    made = family(checkpoint(name))
    clean, hostile = made.encode(TEXTS[0], 500), made.encode(f"{TEXTS[0]} {MARKS}", 500)
    forbidden = made.vocabulary.forbidden
    own = [id for id in clean.ids if id in forbidden]
    assert [id for id in hostile.ids if id in forbidden] == own
    assert len(hostile.ids) > len(clean.ids)


def test_a_leading_language_code_stays_text_for_marian(checkpoint: Build) -> None:
    made = family(checkpoint("marian"))
    code = made.vocabulary.tokenizer.convert_tokens_to_ids(">>eng<<")
    assert code not in made.encode(f">>eng<< {TEXTS[0]}", 500).ids


@pytest.mark.parametrize("name", FAMILIES)
def test_what_is_not_read_is_counted(name: str, checkpoint: Build, cache: Path) -> None:
    engine = load(checkpoint(name), "transformers", cache)
    full = engine.count(TEXTS[2])
    (answer,) = engine.generate([TEXTS[2]], Decoding(4, full - 3))
    assert answer.tokens_in == full
    assert answer.tokens_read <= full - 3
    assert answer.tokens_out <= 4


def test_loops_are_told() -> None:
    assert loops("a b c d a b c d a b c d")
    assert not loops("a b c d a b c d")


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ([7] * 64, True),
        ([1, 2, *[7, 8, 9] * 22], True),
        ([*range(16)] * 4, True),
        ([7] * 63, False),
        ([*range(17)] * 4, False),
        ([*[7] * 64, 8], False),
        ([*range(64)], False),
    ],
)
def test_ids_that_go_round_in_circles_are_told(ids: list[int], told: bool) -> None:
    assert circles(ids) is told


@pytest.mark.parametrize(("beams", "done"), [(1, True), (2, False)])
def test_a_lone_beam_that_goes_round_in_circles_is_ended(
    beams: int, done: bool
) -> None:
    answer = Answer(0, [[1, *[7] * 63]] * beams, [0.0] * beams)
    found = [Choice(beam, 7, -1.0) for beam in range(beams)]
    answer.take(found, frozenset([9]), Decoding(200, 480, beams=beams))
    assert answer.done is done


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ({"float32", "float16", "bfloat16", "int8_float16"}, "bfloat16"),
        ({"float32", "float16", "int8_float16"}, "float16"),
        ({"float32", "int8"}, "float32"),
    ],
)
def test_a_card_computes_in_the_half_precision_that_it_has(
    there: set[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ctranslate2.get_supported_compute_types", lambda _: there)
    assert engines._precision("cuda") == expected


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU here")
@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
@pytest.mark.parametrize("name", FAMILIES)
def test_a_card_reads_and_answers_every_text(
    name: str, engine: engines.EngineName, checkpoint: Build, cache: Path
) -> None:
    folder = checkpoint(name)
    made = family(folder)
    card = engines.load(folder, made, engine=engine, device="cuda", cache=cache)
    answers = card.generate(TEXTS, GREEDY)
    assert [each.tokens_read for each in answers] == [card.count(t) for t in TEXTS]
    assert len({each.text for each in answers}) > 1


@pytest.mark.parametrize("engine", ["auto", "ctranslate2", "transformers"])
def test_an_engine_is_chosen_by_name(
    engine: engines.EngineName, checkpoint: Build, cache: Path
) -> None:
    folder = checkpoint("marian")
    loaded = engines.load(
        folder, family(folder), engine=engine, device="cpu", cache=cache
    )
    expected = TransformersEngine if engine == "transformers" else CTranslate2Engine
    assert isinstance(loaded, expected)


def test_a_checkpoint_is_converted_once(
    checkpoint: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = checkpoint("marian")
    load(folder, "ctranslate2 float32", tmp_path)
    monkeypatch.setattr("summarize.engines.convert._convert", None)
    load(folder, "ctranslate2 float32", tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


class _Server(BaseHTTPRequestHandler):
    """Answers chat completions with the text it was asked, cut at `max_tokens` words."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        words = asked["messages"][0]["content"].split()
        if "boom" in words:
            self.send_error(400)
            return
        cut = words[: asked["max_tokens"]]
        finish = "length" if len(cut) < len(words) else "stop"
        message = {"role": "assistant", "content": " ".join(cut)}
        body = json.dumps(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 0,
                "model": "m",
                "choices": [{"index": 0, "message": message, "finish_reason": finish}],
                "usage": {
                    "prompt_tokens": len(words),
                    "completion_tokens": len(cut),
                    "total_tokens": len(words) + len(cut),
                },
            }
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/v1"
        running.shutdown()
        thread.join()


def test_an_endpoint_answers_in_order_and_says_how_it_ended(server: str) -> None:
    engine = EndpointEngine(server, "m", "Say ${text}")
    texts = [f"text {n}" for n in range(20)] + ["a b c d e f"]
    answers = engine.generate(texts, Decoding(4, 500))
    assert [answer.text for answer in answers[:20]] == [
        f"Say text {n}" for n in range(20)
    ]
    assert [answers[0].finish, answers[-1].finish] == ["stop", "length"]
    assert answers[-1].tokens_out == 4


def test_an_endpoint_that_refuses_is_named(server: str) -> None:
    with pytest.raises(Refused, match=server):
        EndpointEngine(server, "m", "Say ${text}").generate(["boom"], GREEDY)


def test_an_endpoint_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("summarize.engines.endpoint._RETRIES", 0)
    with pytest.raises(Refused, match="127.0.0.1:9"):
        EndpointEngine("http://127.0.0.1:9/v1", "m", "${text}").generate(["a"], GREEDY)
