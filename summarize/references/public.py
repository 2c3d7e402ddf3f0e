"""Public evaluation sets, by name: from the hub, or from a local copy as published.

Nothing of them is part of this project; each has its own licence, named in `PUBLIC`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from summarize.arabic import nfc
from summarize.errors import Refused, UsageError
from summarize.references import layouts
from summarize.references.items import Item, aligned_item, plain_item
from summarize.references.layouts import Located, PublicSet, text_of

__all__ = ["PUBLIC", "PublicSet", "read_public"]

_SIDES = ("arb_Arab", "eng_Latn")
_SETS = (
    PublicSet(
        "xlsum",
        "BBC Arabic articles, each with the summary that its editors wrote.",
        "CC-BY-NC-SA-4.0",
        hub="csebuetnlp/xlsum",
        configs=("arabic",),
        revision=layouts.CONVERTED,
    ),
    PublicSet(
        "crosssum",
        "BBC Arabic articles, each with the English summary of the same story.",
        "CC-BY-NC-SA-4.0",
        hub="csebuetnlp/CrossSum",
        configs=("arabic-english",),
        archive="tar://./arabic-english_{split}.jsonl::hf://datasets/"
        "csebuetnlp/CrossSum@main/data/arabic-english_CrossSum.tar.bz2",
    ),
    PublicSet(
        "wikilingua",
        "Arabic WikiHow guides with summaries in English, or in Arabic.",
        "CC-BY-NC-SA-3.0",
        hub="GEM/wiki_lingua",
        configs=("en_ar",),
        revision=layouts.CONVERTED,
        tables=("**/ar_en/{split}/*.parquet", "**/ar/{split}/*.parquet"),
    ),
    PublicSet(
        "flores",
        "Sentences of English wikis, translated into Arabic by professionals.",
        "CC-BY-SA-4.0",
        split="devtest",
        hub="openlanguagedata/flores_plus",
        configs=_SIDES,
        texts=("**/{split}/arb_Arab.{split}", "**/{split}/eng_Latn.{split}"),
    ),
    PublicSet(
        "ntrex",
        "Sentences of English news of 2019, translated into Arabic by professionals.",
        "CC-BY-SA-4.0",
        hub="mteb/NTREX",
        texts=("**/newstest2019-ref.arb.txt", "**/newstest2019-src.eng.txt"),
    ),
    PublicSet(
        "easc",
        "Arabic articles with the sentences that readers picked as their summaries.",
        "CC-BY-SA-3.0",
        split="train",
        hub="arbml/EASC",
        tables=("**/EASC.csv", "**/EASC.jsonl"),
    ),
    PublicSet("pairs", "Lines in Arabic and in English.", "the evaluator's own", "all"),
)
PUBLIC: Mapping[str, PublicSet] = {public.name: public for public in _SETS}


def read_public(name: str, place: str | None, split: str | None) -> Iterator[Item]:
    """The items of a public set's split, from its local copy or, without, the hub.

    Raises `UsageError` for an unknown name and a place that is not there; while read,
    `Refused` for another layout, a row that lacks a field and lines that do not align.
    """
    if name not in PUBLIC:
        raise UsageError(f"no public set {name!r}; expected one of {', '.join(PUBLIC)}")
    public = PUBLIC[name]
    split = "validation" if split in ("val", "valid") else split or public.split
    if not split.isidentifier():
        raise UsageError(f"{name}: no split {split!r}; expected e.g. {public.split}")
    items = _items(public, _paths(public, place), split)
    return _unique(items, f"{place or public.hub}: no item of {name} in split {split}")


def _paths(public: PublicSet, place: str | None) -> list[Path]:
    given = [] if place is None else [place] if public.hub else place.split(",")
    if not public.hub and len(given) != 2:
        raise UsageError(f"{public.name}: expected {public.name}:ARABIC,ENGLISH")
    paths = [Path(path.strip()).expanduser() for path in given]
    if absent := [path for path in paths if not path.exists()]:
        raise UsageError(f"{absent[0]}: no such file or folder")
    return paths


def _items(public: PublicSet, paths: list[Path], split: str) -> Iterator[Item]:
    prefix = f"{public.name}-{split}"
    if not paths:
        return _ITEMS[public.name](layouts.hub_rows(public, split), prefix)
    if texts := layouts.aligned_files(public, paths[0], split) if public.hub else paths:
        lines = layouts.aligned_lines(*texts)
        return (aligned_item(f"{prefix}-{n}", ar, en) for n, ar, en in lines)
    return _ITEMS[public.name](layouts.local_rows(public, paths[0], split), prefix)


def _unique(items: Iterator[Item], none: str) -> Iterator[Item]:
    seen: Counter[str] = Counter()
    for item in items:
        seen[item.id] += 1
        again = f"-{seen[item.id]}" if seen[item.id] > 1 else ""
        yield replace(item, id=item.id + again)
    if not seen:
        raise Refused(none)


def _bbc(rows: Located, prefix: str, english: bool) -> Iterator[Item]:
    for number, (where, row) in enumerate(rows, start=1):
        summary = (text_of(where, row, "summary"),)
        yield plain_item(
            _id(row.get("id"), prefix, number),
            text_of(where, row, "text"),
            title=text_of(where, row, "title", needed=False),
            summaries_ar=() if english else summary,
            briefs_en=summary if english else (),
        )


def _wikilingua(rows: Located, prefix: str) -> Iterator[Item]:
    for number, (where, row) in enumerate(rows, start=1):
        source = text_of(where, row, "source_language")
        target = text_of(where, row, "target_language")
        if source != "ar" or target not in ("ar", "en"):
            continue
        given = row.get("references") or [row.get("target")]
        summaries = tuple(text_of(where, {"target": each}, "target") for each in given)
        yield plain_item(
            _id(row.get("gem_id"), prefix, number),
            text_of(where, row, "source"),
            summaries_ar=summaries if target == "ar" else (),
            briefs_en=summaries if target == "en" else (),
        )


def _flores(rows: Located, prefix: str) -> Iterator[Item]:
    joined: dict[str, dict[str, str]] = {}
    for where, row in rows:
        language = "_".join(text_of(where, row, f) for f in ("iso_639_3", "iso_15924"))
        if language in _SIDES:
            texts = joined.setdefault(f"{prefix}-{row.get('id')}", {})
            if row.get("id") is None or language in texts:
                raise Refused(f"{where}: field id is missing or not new for {language}")
            texts[language] = text_of(where, row, "text")
    for own, texts in joined.items():
        yield aligned_item(own, *(text_of(own, texts, field) for field in _SIDES))


def _ntrex(rows: Located, prefix: str) -> Iterator[Item]:
    for number, (where, row) in enumerate(rows, start=1):
        sides = (text_of(where, row, field) for field in _SIDES)
        yield aligned_item(f"{prefix}-{number}", *sides)


def _easc(rows: Located, prefix: str) -> Iterator[Item]:
    found: dict[tuple[object, str], tuple[str, list[str]]] = {}
    for where, row in rows:
        text = text_of(where, row, "article_text", "article")
        topic = text_of(where, row, "topic_name", needed=False)
        fields = sorted(name for name in row if name.startswith("summary"))
        summaries = [text_of(where, row, field, needed=False) for field in fields]
        if not any(summaries):
            text_of(where, row, *(fields or ["summary"]))
        _, held = found.setdefault((row.get("article_id"), text), (topic, []))
        held += filter(None, summaries)
    for number, ((own, text), (topic, held)) in enumerate(found.items(), start=1):
        own = _id(own, prefix, number)
        yield plain_item(own, text, summaries_ar=tuple(held), topic=topic)


def _id(own: object, prefix: str, number: int) -> str:
    if isinstance(own, str) and not own.strip().isdigit():
        return nfc(own).strip() or f"{prefix}-{number}"
    return f"{prefix}-{number if own is None else own}"


_ITEMS: Mapping[str, Callable[[Located, str], Iterator[Item]]] = {
    "xlsum": partial(_bbc, english=False),
    "crosssum": partial(_bbc, english=True),
    "wikilingua": _wikilingua,
    "flores": _flores,
    "ntrex": _ntrex,
    "easc": _easc,
}
