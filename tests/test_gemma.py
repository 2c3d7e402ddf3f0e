"""The embedded model's own engine against transformers, on a tiny Gemma 3."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarize.engines import gemma_weights
from summarize.engines.gemma import Gemma
from summarize.engines.writer import Writer
from summarize.records import Decoding

if TYPE_CHECKING:
    from torch import Tensor

WINDOW, ENDS = 12, (37, 61)
PROMPTS = [[2, *range(20, 20 + n), 9] for n in (3, 30, 11, 12, 4)]
GREEDY = Decoding(15, 480)
BEAMS = replace(GREEDY, beams=3, no_repeat_ngram=3, repetition_penalty=1.3)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    config = Gemma3TextConfig(
        vocab_size=96,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=1,
        head_dim=32,
        sliding_window=WINDOW,
        layer_types=["sliding_attention", "full_attention"] * 2,
        query_pre_attn_scalar=32,
        tie_word_embeddings=True,
    )
    torch.manual_seed(3)
    model = Gemma3ForCausalLM(config)
    for name, weight in model.named_parameters():
        torch.nn.init.normal_(weight.data, std=0.1 if "embed" in name else 0.4)
    folder = tmp_path_factory.mktemp("gemma")
    model.save_pretrained(folder)
    return folder


@pytest.fixture
def exact(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Gemma:
    monkeypatch.setattr(gemma_weights, "has_bfloat16", lambda: False)
    return Gemma(tiny)


@pytest.fixture(scope="module")
def theirs(tiny: Path) -> Any:
    from transformers import AutoModelForCausalLM, GenerationConfig

    model = AutoModelForCausalLM.from_pretrained(tiny, attn_implementation="eager")
    model.generation_config = GenerationConfig()
    return model.eval()


def close(some: "Tensor", others: "Tensor") -> bool:
    import torch

    return torch.allclose(some, others, rtol=1e-3, atol=1e-3)


def test_reading_and_writing_give_the_logits_of_transformers(
    exact: Gemma, theirs: Any
) -> None:
    import torch

    whole = [[*prompt, 11, 12, 13] for prompt in PROMPTS]
    with torch.inference_mode():
        wanted = [theirs(torch.tensor([ids])).logits[0] for ids in whole]
        memory = exact.memory(len(whole), 40)
        rows = range(len(whole))
        states = exact.read(PROMPTS, memory, rows)
        for step in range(4):
            for found, logits in zip(exact.logits(states), wanted, strict=True):
                assert close(found, logits[step - 4])
            if step < 3:
                states = exact.step([11 + step] * len(whole), memory)


def written(
    model: Gemma, decoding: Decoding, room: int, banned: Sequence[int] = ()
) -> dict[int, list[int]]:
    import torch

    ends = frozenset(ENDS)
    waiting = list(enumerate(PROMPTS))
    found: dict[int, list[int]] = {}
    with torch.inference_mode():
        writer = Writer(model, ends, decoding, room=room, tokens=64, banned=banned)
        while waiting or writer.busy:
            fresh, waiting = waiting[: writer.free], waiting[writer.free :]
            writer.begin(fresh) if fresh else writer.step()
            found.update(writer.done())
    return found


def generated(
    model: Any, prompt: Sequence[int], decoding: Decoding, banned: Sequence[int] = ()
) -> list[int]:
    """What transformers writes; its rules look at the answer alone, as ours do."""
    import torch
    from transformers import (
        LogitsProcessor,
        NoRepeatNGramLogitsProcessor,
        RepetitionPenaltyLogitsProcessor,
    )

    class Rules(LogitsProcessor):  # type: ignore[misc]
        def __call__(self, ids: "Tensor", scores: "Tensor") -> "Tensor":
            answer = ids[:, len(prompt) :]
            if decoding.repetition_penalty != 1.0 and answer.shape[1]:
                rule = RepetitionPenaltyLogitsProcessor(decoding.repetition_penalty)
                scores = rule(answer, scores)
            if decoding.no_repeat_ngram:
                scores = NoRepeatNGramLogitsProcessor(decoding.no_repeat_ngram)(
                    answer, scores
                )
            return scores

    (ids,) = model.generate(
        torch.tensor([prompt]),
        attention_mask=torch.ones(1, len(prompt), dtype=torch.long),
        max_new_tokens=decoding.max_new_tokens,
        num_beams=decoding.beams,
        early_stopping=decoding.beams > 1,
        do_sample=False,
        eos_token_id=list(ENDS),
        pad_token_id=0,
        suppress_tokens=list(banned) or None,
        logits_processor=[Rules()],
    ).tolist()
    answer: list[int] = ids[len(prompt) :]
    ended = [at for at, id in enumerate(answer) if id in ENDS]
    return answer[: ended[0]] if ended else answer


@pytest.mark.parametrize("decoding", [GREEDY, BEAMS], ids=["greedy", "beams"])
@pytest.mark.parametrize("room", [1, 2, 5])
def test_answers_are_those_of_transformers_however_many_are_written_side_by_side(
    exact: Gemma, theirs: Any, decoding: Decoding, room: int
) -> None:
    found = written(exact, decoding, room)
    wanted = [generated(theirs, prompt, decoding) for prompt in PROMPTS]
    assert [found[at] for at in range(len(PROMPTS))] == wanted
    assert len({len(answer) for answer in wanted}) > 1


@pytest.mark.parametrize("decoding", [GREEDY, BEAMS], ids=["greedy", "beams"])
def test_what_is_banned_is_not_written(
    exact: Gemma, theirs: Any, decoding: Decoding
) -> None:
    free = written(exact, decoding, 5)
    banned = sorted({id for answer in free.values() for id in answer})[::2]
    found = written(exact, decoding, 2, banned)
    wanted = [generated(theirs, prompt, decoding, banned) for prompt in PROMPTS]
    assert [found[at] for at in range(len(PROMPTS))] == wanted
    assert free != found


@pytest.mark.parametrize("others", [[], [140], [600, 20, 300]])
@pytest.mark.parametrize("length", [3, 120, 150, 290])
def test_a_row_does_not_depend_on_how_long_the_others_are(
    tiny: Path, others: list[int], length: int
) -> None:
    import torch

    model = Gemma(tiny)

    def states(*lengths: int) -> "Tensor":
        prompts = [[*range(20, 60)] * (n // 40 + 1) for n in lengths]
        cut = [ids[:n] for ids, n in zip(prompts, lengths, strict=True)]
        memory = model.memory(len(lengths), 640)
        found = [model.read(cut, memory, range(len(lengths)))[0]]
        for step in range(3):
            found.append(model.step([30 + step] * len(lengths), memory)[0])
        return torch.stack(found)

    with torch.inference_mode():
        assert torch.equal(states(length, *others), states(length))
