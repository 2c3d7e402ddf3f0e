"""Briefs to files: written aside, then renamed, never outside the output folder."""

import html
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from summarize.errors import UsageError
from summarize.records import Brief, Rejection

SCHEMA = 1
_NAME_BYTES = 120
# `page` is the last field of a row; an article's text cannot end one unescaped.
_PAGE_IN_ROW = re.compile(r'"page": "briefs/([a-z0-9-]+\.md)"\}$')


class Output:
    """The output folder of one run; its files appear when the run has ended well."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = folder / "briefs"
        self._earlier = _pages_of(folder / "briefs.jsonl")
        self._written: set[str] = set()
        try:
            self.pages.mkdir(parents=True, exist_ok=True)
            self._streams = {
                name: _aside(folder / name).open("w", encoding="utf-8")
                for name in ("briefs.jsonl", "rejected.jsonl")
            }
        except OSError as error:
            raise UsageError(f"cannot write to {folder}: {error.strerror}") from error

    def __enter__(self) -> "Output":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name, stream in self._streams.items():
            stream.close()
            aside = _aside(self.folder / name)
            if kind is None:
                aside.replace(self.folder / name)
            else:
                aside.unlink()
        if kind is None:
            for stale in self._earlier - self._written:
                (self.pages / stale).unlink(missing_ok=True)

    def write_brief(self, brief: Brief) -> Path:
        """Add a brief to `briefs.jsonl` and write its Markdown page."""
        page = self.pages / page_name(brief)
        _write_aside(page, markdown(brief))
        self._written.add(page.name)
        _add(self._streams["briefs.jsonl"], brief_row(brief, page.name))
        return page

    def write_rejection(self, rejection: Rejection) -> None:
        """Add a rejection to `rejected.jsonl`."""
        _add(self._streams["rejected.jsonl"], asdict(rejection))

    def write_run(self, run: Mapping[str, Any]) -> None:
        """Write `run.json`: versions, models, prompts, decoding, counts, seconds."""
        text = json.dumps(run, ensure_ascii=False, indent=2, default=str)
        _write_aside(self.folder / "run.json", text + "\n")


def brief_row(brief: Brief, page: str) -> dict[str, Any]:
    """A brief as one row of `briefs.jsonl`; its schema is in the README."""
    article = brief.article
    return {
        "schema": SCHEMA,
        "id": article.id,
        "source": article.source,
        "where": article.where,
        "sha256": article.sha256,
        "published": article.published.isoformat() if article.published else None,
        "byline": article.byline,
        "title": article.title,
        "headline": brief.headline.text if brief.headline else "",
        "brief": brief.text,
        "sentences": [asdict(sentence) for sentence in brief.sentences],
        "summary": [asdict(sentence) for sentence in brief.summary],
        "flags": brief.flags,
        "receipt": asdict(brief.receipt),
        "page": f"briefs/{page}",
    }


def page_name(brief: Brief) -> str:
    """A file name of words of the headline and a hash, at most 120 plain bytes."""
    headline = brief.headline.text if brief.headline else ""
    plain = unicodedata.normalize("NFKD", headline).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    article = brief.article
    key = "\n".join((article.id, article.where, article.sha256))
    tail = f"-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.md"
    return (slug[: _NAME_BYTES - len(tail)].strip("-") or "brief") + tail


def markdown(brief: Brief) -> str:
    """A brief as a page: English first, the Arabic it rests on, the receipt."""
    lines = [f"# {_inert(brief.headline.text) if brief.headline else 'Brief'}", ""]
    article = brief.article
    if article.published:
        lines += [article.published.strftime("%-d %B %Y, %H:%M"), ""]
    if brief.sentences:
        lines += [
            " ".join(_marked(each.text, each.flags) for each in brief.sentences),
            "",
        ]
    arabic = " ".join(sentence.text for sentence in brief.summary)
    if arabic:
        lines += ['<div dir="rtl" lang="ar">', ""]
        if article.title:
            lines += [
                f"<p><strong><bdi>{html.escape(article.title)}</bdi></strong></p>",
                "",
            ]
        lines += [f"<p><bdi>{html.escape(arabic)}</bdi></p>", "", "</div>", ""]
    lines += ["---", "", f"*{_inert(receipt_line(brief))}*", ""]
    return "\n".join(lines)


def receipt_line(brief: Brief) -> str:
    """The receipt as one sentence a reader can judge."""
    receipt = brief.receipt
    parts = [f"Read {receipt.sentences_read} of {receipt.sentences_there} sentences"]
    parts.append(f"{receipt.tokens_read} of {receipt.tokens_there} tokens given")
    if receipt.chunks > 1:
        parts.append(f"in {receipt.chunks} parts")
    parts.append(f"{receipt.retries} retried, {receipt.loops} loops")
    parts.append(", ".join(sorted(set(receipt.models.values()))))
    parts.append(f"source {brief.article.where}")
    if brief.flags:
        parts.append("FLAGS: " + ", ".join(brief.flags))
    return "; ".join(parts) + f"; {receipt.seconds:.1f} s."


def _marked(text: str, flags: tuple[str, ...]) -> str:
    return _inert(text) + (f" **[check: {', '.join(flags)}]**" if flags else "")


def _inert(text: str) -> str:
    """Text that Markdown shows as it is: no markup, links or images come alive."""
    return re.sub(r"([\\`*_\[\]<>#!|~])", r"\\\1", text)


def _add(stream: IO[str], row: Mapping[str, Any]) -> None:
    text = json.dumps(row, ensure_ascii=False)
    stream.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


def _write_aside(path: Path, text: str) -> None:
    aside = _aside(path)
    aside.write_text(text, encoding="utf-8", errors="backslashreplace")
    aside.replace(path)


def _pages_of(briefs: Path) -> set[str]:
    """The page names an earlier run recorded; a user's own files are not among them."""
    if not briefs.is_file():
        return set()
    with briefs.open(encoding="utf-8") as rows:
        found = (_PAGE_IN_ROW.search(row) for row in rows)
        return {page[1] for page in found if page}


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name[-100:]}.partial")
