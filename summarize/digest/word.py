"""A digest as a Word document: styles, real right-to-left Arabic, fixed bytes."""

from collections.abc import Iterable, Sequence

from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from summarize.digest import word_file
from summarize.digest import word_styles as styles
from summarize.digest.page import date, said
from summarize.digest.record import Digest, Outlet, Section, Told, numbered
from summarize.digest.saying import Line, Part, Parts, shown

_MARKS = {"doubt": styles.DOUBT, "arabic": styles.ARABIC_TEXT}


def to_docx(digest: Digest) -> bytes:
    """The digest as a document; the same digest gives the same bytes."""
    document = styles.blank()
    word_file.describe(document, digest)
    document.add_paragraph(shown(digest.title), style="Title")
    document.add_paragraph(said("span", digest), style=styles.NOTE)
    document.add_paragraph(f"{said('summary', digest)} {said('against', digest)}")
    for section in digest.sections:
        _section(document, section)
    if digest.undated:
        document.add_heading("Undated", 1)
        for row in digest.undated:
            item = _add(document, row.headline.parts, "List Bullet")
            item.add_run(": ")
            _outlet(item, row.outlet)
    for line in ("foot", "meanings", "doubted"):
        document.add_paragraph(said(line, digest), style=styles.NOTE)
    return word_file.saved(document)


def _section(document: DocumentObject, section: Section) -> None:
    if section.title:
        document.add_heading(section.title, 1)
    for told in section.full:
        _story(document, told)
    if section.rest:
        if section.full:
            document.add_heading("More stories", 2)
        _table(document, section.rest)


def _story(document: DocumentObject, told: Told) -> None:
    numbers = numbered(told)
    kicker = document.add_paragraph(style=styles.KICKER)
    kicker.add_run(told.state.capitalize(), style=f"State {told.state.capitalize()}")
    outlets = "1 outlet" if told.size == 1 else f"{told.size:,} outlets"
    kicker.add_run(f" · {date(told.latest)} · {outlets}", style=styles.QUIET)
    heading = _add(document, told.headline.parts, "Heading 2")
    _number(heading, numbers.get(told.headline))
    if told.title:
        _add(document, (Part(told.title, "arabic"),), styles.ARABIC)
    _brief(document, told, numbers)
    if told.says_so:
        corrects = document.add_paragraph()
        corrects.add_run(
            "An article says of itself that it is a correction.", styles.CHECK
        )
    _facts(document, told)
    doubts = [
        (Part(f"[{number}] "), *reason)
        for line, number in numbers.items()
        for reason in line.reasons
    ]
    _listed(document, "Check against the source", (*doubts, *told.notes))
    document.add_heading("Outlet" if len(told.outlets) == 1 else "Outlets", 3)
    for outlet in told.outlets:
        _outlet(document.add_paragraph(style="List Bullet"), outlet)


def _brief(document: DocumentObject, told: Told, numbers: dict[Line, int]) -> None:
    if not told.lines:
        return
    is_arabic = all(part.mark == "arabic" for part in told.lines[0].parts)
    brief = document.add_paragraph(style=styles.ARABIC if is_arabic else None)
    for line in told.lines:
        _runs(brief, line.parts)
        _number(brief, numbers.get(line))
        brief.add_run(" ")


def _facts(document: DocumentObject, told: Told) -> None:
    """The figures that were changed, and those on which outlets differ."""
    if told.changes:
        document.add_heading("Changed since the last digest", 3)
    for change in told.changes:
        names = shown(", ".join(change.outlets))
        became = Part(shown(change.old), "arabic"), Part(" became ")
        what = Part(shown(change.new), "arabic"), Part(f" ({change.kind}; {names})")
        _add(document, (*became, *what), "List Bullet")
        _add(document, (Part(shown(change.about), "arabic"),), styles.ABOUT)
    if told.differences:
        document.add_heading("Outlets differ", 3)
    for each in told.differences:
        _add(document, (Part(each.kind.capitalize()),), "List Bullet")
        _add(document, (Part(each.about, "arabic"),), styles.ABOUT)
        for text, outlets in each.claims:
            claim = (Part(text, "arabic"), Part(f": {', '.join(outlets)}"))
            _add(document, claim, "List Bullet 2")


def _listed(document: DocumentObject, title: str, items: Sequence[Parts]) -> None:
    if items:
        document.add_heading(title, 3)
    for item in items:
        _add(document, item, "List Bullet")


def _table(document: DocumentObject, rest: Iterable[Told]) -> None:
    table = document.add_table(1, 4, style=styles.TABLE)
    table.autofit = False
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(styles.element("w:tblHeader"))
    titles = ("Story", "State", "Outlets", "Latest")
    for cell, title in zip(head.cells, titles, strict=True):
        cell.paragraphs[0].add_run(title)
    for told in rest:
        first, state, size, latest = table.add_row().cells
        _runs(first.paragraphs[0], told.headline.parts)
        if told.title:
            _runs(
                first.add_paragraph(style=styles.ARABIC), (Part(told.title, "arabic"),)
            )
        name = told.state.capitalize()
        state.paragraphs[0].add_run(name, style=f"State {name}")
        size.paragraphs[0].add_run(f"{told.size:,}")
        latest.paragraphs[0].add_run(date(told.latest))
    for column, width in zip(table.columns, styles.COLUMNS, strict=True):
        column.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, styles.element("w:cantSplit"))
        for cell, width in zip(row.cells, styles.COLUMNS, strict=True):
            cell.width = width


def _outlet(paragraph: Paragraph, outlet: Outlet) -> None:
    """An outlet's name, the time, and the place, a link where it is on the web."""
    paragraph.add_run(outlet.label)
    if outlet.published:
        paragraph.add_run(f", {date(outlet.published)}", style=styles.QUIET)
    paragraph.add_run(": ")
    place = paragraph.add_run(shown(outlet.where), style=styles.QUIET)
    if outlet.link:
        key = paragraph.part.relate_to(
            outlet.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        place.style = styles.LINK
        link = styles.element("w:hyperlink")
        link.set(qn("r:id"), key)
        paragraph._p.append(link)
        link.append(place._r)


def _add(document: DocumentObject, parts: Parts, style: str) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    _runs(paragraph, parts)
    return paragraph


def _runs(paragraph: Paragraph, parts: Parts) -> None:
    """The parts as runs; Arabic ones run from the right whatever their neighbours."""
    for part in parts:
        text = f"\u201c{part.text}\u201d" if part.mark == "quote" else part.text
        run = paragraph.add_run(text, style=_MARKS.get(part.mark))
        if part.mark == "arabic":
            run.font.rtl = True


def _number(paragraph: Paragraph, number: int | None) -> None:
    if number:
        paragraph.add_run(f" [{number}]", style=styles.CHECK)
