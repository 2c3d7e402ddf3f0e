"""How well an adapter does on rows it was not trained on: losses, chrF and ROUGE."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import takewhile

from summarize.scoring import chrf, rouge_ar, rouge_en
from summarize.tuning.adapted import Adapted
from summarize.tuning.examples import TASKS, Example, Task, step_of
from summarize.tuning.gradients import Part, losses, side_by_side
from summarize.tuning.texts import Encoded, Texts

MOST: Mapping[Task, int] = {"translate": 100, "summarize": 16, "brief": 16}
PART_TOKENS = 1024
TOGETHER = 12


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Examples kept from training, by task, and how their base reads them."""

    examples: Mapping[Task, Sequence[Example]]
    texts: Texts

    def losses(self, adapted: Adapted) -> dict[str, float]:
        """The mean loss of an answer's token, by task; no label smoothing."""
        import torch

        def of_part(part: Part) -> float:
            with torch.inference_mode():
                return float(losses(adapted, part, self.texts.pad))

        found: dict[str, float] = {}
        with side_by_side(adapted.device) as pool:
            for task, examples in self.examples.items():
                encoded = [self.texts.encode(each) for each in examples]
                total = sum(pool.map(of_part, _parts(encoded)))
                answered = sum(len(each.answer) for each in encoded)
                found[f"{task} loss"] = total / answered
        return found

    def scores(
        self, adapted: Adapted, tasks: Sequence[Task] = TASKS, most: int | None = None
    ) -> dict[str, float]:
        """What the first `most` answers of each task score, from 0 to 100; or all.

        They are written greedily by the model as it is trained, in its precision: what
        `mujaz eval` says of the built model differs a little.
        """
        found: dict[str, float] = {}
        for task in tasks:
            some = self.examples.get(task, ())[:most]
            if some:
                written = answers(adapted, self.texts, some)
                found |= _scores(task, [each.answer for each in some], written)
        return found


def by_task(examples: Sequence[Example]) -> dict[Task, list[Example]]:
    """At most so many examples of each task as are scored again and again.

    Which ones, and in which order, follows from their texts.
    """
    ordered = sorted(examples, key=lambda each: sha256(each.source.encode()).digest())
    found: dict[Task, list[Example]] = defaultdict(list)
    for each in ordered:
        if len(found[each.task]) < MOST[each.task]:
            found[each.task].append(each)
    return {task: found[task] for task in TASKS if task in found}


def answers(adapted: Adapted, texts: Texts, examples: Sequence[Example]) -> list[str]:
    """What the model in training answers, greedily, a few examples at once."""
    some = [examples[at : at + TOGETHER] for at in range(0, len(examples), TOGETHER)]
    with side_by_side(adapted.device) as pool:
        written = pool.map(lambda each: _written(adapted, texts, each), some)
        return [answer for each in written for answer in each]


def _written(adapted: Adapted, texts: Texts, examples: Sequence[Example]) -> list[str]:
    import torch

    prompts = [texts.encode(each).prompt for each in examples]
    longest = max(map(len, prompts))
    blank = [(texts.pad,) * (longest - len(prompt)) for prompt in prompts]
    rows = [left + prompt for left, prompt in zip(blank, prompts, strict=True)]
    ids = torch.tensor(rows, device=adapted.device)
    mask = torch.ones_like(ids)
    for row, left in enumerate(blank):
        mask[row, : len(left)] = 0
    with torch.inference_mode():
        written = adapted.model.generate(
            input_ids=ids,
            attention_mask=mask,
            max_new_tokens=step_of(examples[0].task).decoding.max_new_tokens,
            do_sample=False,
            eos_token_id=list(texts.ends),
            pad_token_id=texts.pad,
        )
    said = written[:, longest:].tolist()
    return [
        texts.decode(list(takewhile(lambda id: id not in texts.ends, row)))
        for row in said
    ]


def _parts(encoded: Sequence[Encoded]) -> list[list[Encoded]]:
    parts: list[list[Encoded]] = [[]]
    for each in sorted(encoded, key=lambda each: each.tokens):
        if parts[-1] and (len(parts[-1]) + 1) * each.tokens > PART_TOKENS:
            parts.append([])
        parts[-1].append(each)
    return parts


def _scores(
    task: Task, wanted: Sequence[str], written: Sequence[str]
) -> dict[str, float]:
    if task == "translate":
        metric = chrf()
        counts = [
            metric.stats([right], said)
            for right, said in zip(wanted, written, strict=True)
        ]
        sums = [sum(each) for each in zip(*counts, strict=True)]
        return {"translate chrF": metric.of_sums(sums)}
    rouge = rouge_ar() if task == "summarize" else rouge_en()
    each = [
        rouge.score([right], said) for right, said in zip(wanted, written, strict=True)
    ]
    return {
        f"{task} {kind}": 100 * sum(one[kind].f for one in each) / len(each)
        for kind in ("rouge1", "rougeL")
    }
