"""Predictions for the items of a reference set, by the pipeline that writes briefs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from summarize.arabic import clean_english, for_model
from summarize.evaluation import Prediction, Task, leads
from summarize.guard import Rules
from summarize.load import Model
from summarize.pipeline import BATCH, make_briefs
from summarize.records import Article, Brief, Rejection
from summarize.references import Item
from summarize.sources import article_of, sift
from summarize.translating import translate


def predict(
    items: Iterable[Item],
    models: Mapping[str, Model],
    task: Task,
    rules: Rules,
    take: Callable[[Prediction, Brief | None], None],
) -> None:
    """Hand `take` a prediction for every item, with its brief where there is one.

    The articles are read, judged and briefed as `mujaz brief` does; one that is
    rejected there is a prediction with the reason and no output. Lines of a
    translation set are not judged: they are not articles.
    """
    by_id: dict[str, Item] = {}

    def articles() -> Iterator[Article]:
        for item in items:
            article = article_of(
                item.text,
                where=item.id,
                source=item.id,
                title="" if task == "translate" else item.title_ar,
                id=item.id,
            )
            found = article if task == "translate" else sift(article)
            if isinstance(found, Rejection):
                take(_rejected(item, found.reason, found.detail, models), None)
            else:
                by_id[item.id] = item
                yield found

    for brief in make_briefs(articles(), models, rules):
        take(_predicted(by_id.pop(brief.article.id), brief, models), brief)


def translated_leads(
    items: Iterable[Item], model: Model, known: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    """Each item's opening sentences in English, by the run's own translator.

    `known` holds translations that the run has made already, by the text the model
    was given: an answer does not depend on the others, so none is made twice.
    """
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        wanted = {
            for_model(text): None
            for item in batch
            for texts in leads(item).values()
            for text in texts
        }
        new = translate([text for text in wanted if text not in known], model)
        english = {
            text: clean_english(each.generation.text) for text, each in new.items()
        }
        for item in batch:
            said = {
                name: " ".join(
                    english.get(key, known.get(key, ""))
                    for key in map(for_model, texts)
                )
                for name, texts in leads(item).items()
            }
            yield {"id": item.id, "leads": said}


def _predicted(item: Item, brief: Brief, models: Mapping[str, Model]) -> Prediction:
    if brief.withheld:
        return _rejected(item, "withheld", brief.withheld, models)
    summary, english = _sides(models)
    receipt = brief.receipt
    return Prediction(
        id=item.id,
        source_sha256=item.source_sha256,
        summary_ar=" ".join(each.text for each in brief.summary) if summary else None,
        brief_en=brief.text if english else None,
        flags=brief.flags,
        tokens_there=receipt.tokens_there,
        tokens_read=receipt.tokens_read,
        tokens_written=receipt.tokens_written,
        truncated=receipt.tokens_read < receipt.tokens_there,
        seconds=receipt.seconds,
    )


def _rejected(
    item: Item, reason: str, detail: str, models: Mapping[str, Model]
) -> Prediction:
    summary, english = _sides(models)
    return Prediction(
        id=item.id,
        source_sha256=item.source_sha256,
        summary_ar="" if summary else None,
        brief_en="" if english else None,
        status="rejected",
        error=f"{reason}: {detail}",
    )


def _sides(models: Mapping[str, Model]) -> tuple[bool, bool]:
    """Whether these models write an Arabic summary, and whether English."""
    return "summarizer" in models, "translator" in models or "direct" in models
