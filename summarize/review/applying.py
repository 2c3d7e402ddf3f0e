"""A patch laid on a run: checked against its briefs, recorded, exported anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from summarize.errors import Refused
from summarize.export import export, rows
from summarize.ledger import LEDGER, FolderLock, Ledger
from summarize.ledger.edited import headline_is_first
from summarize.ledger.edits import Edit, edits_of, keep
from summarize.review.offering import write_references
from summarize.review.patch import Entry, Patch
from summarize.review.spellings import write_edited_names

SHOWN = 80


@dataclass(frozen=True, slots=True)
class Applied:
    """What a patch did: decisions new and known; and what the folder now holds.

    `names` are the spellings that people stated, `offered` the briefs they went through
    whole.
    """

    new: int
    known: int
    names: int
    offered: int


def apply_patch(patch: Patch, folder: Path) -> Applied:
    """Record a patch's decisions in a run's folder and write its files anew.

    The same patch twice changes nothing. Raises `Refused`, and changes nothing, where
    the patch is of another run, the last run did not come to its end, or an entry is
    not about what the run now has.
    """
    if not (folder / LEDGER).is_file():
        raise Refused(f"{folder / LEDGER} is not there: no run has written to {folder}")
    with FolderLock(folder), Ledger(folder) as ledger:
        ledger.take_last_run()
        _require_run(ledger, patch)
        known = set(chain.from_iterable(edits_of(ledger).values()))
        new = [each for each in patch.entries if each.edit not in known]
        _require_fitting(ledger, new)
        pages = _has_pages(ledger, folder)
        keep(ledger, (each.edit for each in new), patch.sha256)
        export(ledger, folder, pages=pages)
        names = write_edited_names(ledger, folder)
        offered = write_references(rows(ledger), folder)
    return Applied(len(new), len(patch.entries) - len(new), names, offered)


def _require_run(ledger: Ledger, patch: Patch) -> None:
    (outcome,) = ledger.one("SELECT outcome FROM runs WHERE number = ?", ledger.run)
    if outcome in (None, "interrupted"):
        raise Refused(
            f"{ledger.path.parent}: the last run did not come to its end; run the same "
            "command again, then apply the patch"
        )
    (own,) = ledger.one(
        "SELECT fingerprint FROM configurations WHERE number = ?", ledger.configuration
    )
    if patch.run != own:
        raise Refused(
            f"the patch is of run {patch.run[:12]}, {ledger.path.parent} holds run "
            f"{own[:12]}: another model, prompt or version; nothing was changed"
        )


def _require_fitting(ledger: Ledger, entries: Sequence[Entry]) -> None:
    """Refuse a patch with an entry that is not about what the run now has."""
    wanted = {each.id for each in entries}
    found = {row["id"]: row for row in rows(ledger) if row["id"] in wanted}
    decided = edits_of(ledger)
    for each in entries:
        before = decided.get(each.edit.item, [])
        for complaint in _complaints(each.edit, found.get(each.id), before):
            raise Refused(f"{each}: {complaint}; nothing was changed")


def _complaints(
    edit: Edit, row: Mapping[str, Any] | None, before: Sequence[Edit]
) -> Iterator[str]:
    if row is None:
        yield "the run has no such brief"
        return
    if row["content"] != edit.content:
        yield "the article has changed since the page was made"
    sentences = [row["headline_from"], *row["sentences"]]
    if not edit.sentence and (not sentences[0] or headline_is_first(row)):
        yield "the brief has no headline of its own"
    elif edit.sentence >= len(sentences):
        yield f"the brief has {len(sentences) - 1} sentences"
    elif sentences[edit.sentence]["text"] != edit.before:
        earlier = [each for each in before if each.sentence == edit.sentence]
        if not _is_second_thought(edit, earlier):
            by = f" since {earlier[-1].by} decided" if earlier else ""
            now = sentences[edit.sentence]["text"]
            yield (
                f"its text is {now[:SHOWN]!r}{by}, the patch has "
                f"{edit.before[:SHOWN]!r}; make the page anew and decide again"
            )


def _is_second_thought(edit: Edit, earlier: Sequence[Edit]) -> bool:
    """Whether the person who decided last decides again, on the page as it was then."""
    last = earlier[-1] if earlier else None
    return bool(last and (last.by, last.before) == (edit.by, edit.before))


def _has_pages(ledger: Ledger, folder: Path) -> bool:
    """Whether the run was asked for pages, as its folder shows."""
    return any((folder / row["page"]).is_file() for row in rows(ledger))
