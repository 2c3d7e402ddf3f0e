"""A brief as a row of JSON Lines, and the row as a Markdown page."""

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from summarize.arabic import for_display
from summarize.records import Article, Brief
from summarize.spelling import names_of

SCHEMA = 3
PAGES = "briefs"
_NAME_BYTES = 120


def brief_row(brief: Brief) -> dict[str, Any]:
    """A brief as one row of `briefs.jsonl`; its schema is in the README."""
    article = brief.article
    receipt = asdict(brief.receipt)
    # Time is no part of a result: the ledger keeps it.
    del receipt["seconds"]
    row = {
        "schema": SCHEMA,
        "id": article.id,
        "source": article.source,
        "where": article.where,
        "sha256": article.sha256,
        "content": content_of(article),
        "published": article.published.isoformat() if article.published else None,
        "byline": article.byline,
        "title": article.title,
        "text": article.text,
        "headline": brief.headline.text if brief.headline else "",
        "headline_from": asdict(brief.headline) if brief.headline else None,
        "brief": brief.text,
        "sentences": [asdict(sentence) for sentence in brief.sentences],
        "summary": [asdict(sentence) for sentence in brief.summary],
        "flags": list(brief.flags),
        "terms": asdict(brief.terms),
        "receipt": receipt,
        "page": page_name(brief.headline.text if brief.headline else "", article),
    }
    return {**row, "names": names_of(row)}


def content_of(article: Article) -> str:
    """The SHA-256 of all that an article's row is made of, character for character."""
    published = article.published.isoformat() if article.published else ""
    parts = (article.text, article.title, published, article.byline)
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def row_for(article: Article, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of an article whose content is that of another's row."""
    own = {"id": article.id, "source": article.source, "where": article.where}
    return {**row, **own, "page": page_name(row["headline"], article)}


def page_name(headline: str, article: Article) -> str:
    """The page's path: words of the headline and a hash, at most 120 plain bytes."""
    plain = unicodedata.normalize("NFKD", headline).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    key = "\n".join((article.id, article.sha256))
    tail = f"-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.md"
    return f"{PAGES}/{slug[: _NAME_BYTES - len(tail)].strip('-') or 'brief'}{tail}"


def markdown(row: Mapping[str, Any]) -> str:
    """A brief's row as a page: English first, the Arabic it rests on, the receipt."""
    lines = [f"# {_inert(row['headline']) or 'Brief'}", ""]
    if row["published"]:
        published = datetime.fromisoformat(row["published"])
        lines += [published.strftime("%-d %B %Y, %H:%M"), ""]
    if row["sentences"]:
        lines += [" ".join(map(_marked, row["sentences"])), ""]
    arabic = " ".join(sentence["text"] for sentence in row["summary"])
    if arabic:
        lines += ['<div dir="rtl" lang="ar">', ""]
        if row["title"]:
            title = html.escape(for_display(row["title"]))
            lines += [f"<p><strong><bdi>{title}</bdi></strong></p>", ""]
        lines += [
            f"<p><bdi>{html.escape(for_display(arabic))}</bdi></p>",
            "",
            "</div>",
            "",
        ]
    lines += _doubts(row)
    lines += ["---", "", f"*{_inert(receipt_line(row))}*", ""]
    return "\n".join(lines)


def receipt_line(row: Mapping[str, Any]) -> str:
    """The receipt as one sentence a reader can judge."""
    receipt = row["receipt"]
    there, read = receipt["sentences_there"], receipt["sentences_read"]
    parts = [f"Read {read} of {there} sentences"]
    parts.append(f"{receipt['tokens_read']} of {receipt['tokens_there']} tokens given")
    if receipt["chunks"] > 1:
        parts.append(f"in {receipt['chunks']} parts")
    parts.append(f"{receipt['retries']} retried, {receipt['loops']} loops")
    parts += _guard_parts(row)
    parts.append(", ".join(sorted(set(receipt["models"].values()))))
    parts.append(f"source {row['where']}")
    if row["flags"]:
        parts.append("FLAGS: " + ", ".join(row["flags"]))
    return "; ".join(parts) + "."


def _guard_parts(row: Mapping[str, Any]) -> list[str]:
    guard, terms = row["receipt"]["guard"], row["terms"]
    parts = []
    if guard["mode"] != "off":
        there = guard["supported"] + guard["changed"] + guard["unsupported"]
        parts.append(f"{guard['supported']} of {there} facts and names supported")
    if guard["repaired"]:
        parts.append(f"{guard['repaired']} sentences repaired")
    if terms["used"] or terms["missed"]:
        used, all_there = len(terms["used"]), len(terms["used"]) + len(terms["missed"])
        parts.append(f"{used} of {all_there} glossary terms used")
    return parts


def _doubts(row: Mapping[str, Any]) -> list[str]:
    """What the guard doubts, each with what the Arabic says instead."""
    headline = [row["headline_from"]] if row["headline_from"] else []
    said = [*headline, *row["sentences"], *row["summary"]]
    lines = dict.fromkeys(
        _doubt(finding)
        for sentence in said
        for finding in sentence["findings"]
        if finding["status"] != "supported"
    )
    return [line for each in lines for line in (each, "")]


def _doubt(finding: Mapping[str, Any]) -> str:
    text = _inert(for_display(finding["text"]))
    said = f"Check: {finding['kind']} "
    said += f"<bdi>{text}</bdi> " if text else ""
    if not finding["source"]:
        return said + "is not in the source."
    source = _inert(for_display(finding["source"]))
    return said + f'— the source says <bdi lang="ar" dir="rtl">{source}</bdi>.'


def _marked(sentence: Mapping[str, Any]) -> str:
    flags = sentence["flags"]
    text = _inert(sentence["text"])
    return text + (f" **[check: {', '.join(flags)}]**" if flags else "")


def _inert(text: str) -> str:
    """Text that Markdown shows as it is: no markup, links or images come alive."""
    return re.sub(r"([\\`*_\[\]<>#!|~])", r"\\\1", text)
