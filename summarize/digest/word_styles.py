"""The styles of a digest's Word document: no text in it is formatted by hand."""

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

ARABIC, ARABIC_TEXT = "Arabic", "Arabic Text"
DOUBT, CHECK, QUIET, LINK = "Doubt", "Check", "Quiet", "Hyperlink"
KICKER, NOTE, ABOUT, TABLE = "Story Line", "Note", "Arabic Note", "Stories"

_SERIF, _SANS, _OF_ARABIC = "Georgia", "Calibri", "Times New Roman"
_INK = RGBColor(0x1C, 0x1F, 0x24)
_QUIET = RGBColor(0x56, 0x5C, 0x66)
_COLOURS = {
    CHECK: RGBColor(0x9A, 0x2F, 0x0C),
    QUIET: _QUIET,
    LINK: RGBColor(0x1F, 0x5F, 0x8F),
    "State New": RGBColor(0x1D, 0x6B, 0x3A),
    "State Updated": RGBColor(0x1F, 0x5F, 0x8F),
    "State Corrected": RGBColor(0x9A, 0x2F, 0x0C),
    "State Unchanged": _QUIET,
}
# The columns of the table of stories.
COLUMNS = (Cm(8.3), Cm(2.3), Cm(2.1), Cm(3.5))
# Size, space before and space after in points.
_HEADINGS = {
    "Title": (26, 0, 4),
    "Heading 1": (15, 22, 2),
    "Heading 2": (15, 2, 2),
    "Heading 3": (10, 8, 2),
}


def blank() -> DocumentObject:
    """A document without a word, on A4, with all styles that a digest uses."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = document.styles["Normal"]
    _font(normal, _SANS, 11)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for name, (size, before, after) in _HEADINGS.items():
        _heading(document.styles[name], size, before, after)
    _paragraphs(document)
    _characters(document)
    _tables(document)
    return document


def element(name: str, **values: str) -> BaseOxmlElement:
    """An element of WordprocessingML with these attributes, such as `w:rtl`."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _heading(style: ParagraphStyle, size: int, before: int, after: int) -> None:
    is_label = style.name == "Heading 3"
    _font(style, _SANS if is_label else _SERIF, size)
    style.font.bold = True
    style.font.color.rgb = _QUIET if is_label else _INK
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.keep_with_next = True
    for border in style.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)


def _paragraphs(document: DocumentObject) -> None:
    """Right-to-left paragraphs, the line above a headline, small print."""
    arabic, kicker, note, about = (
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        for name in (ARABIC, KICKER, NOTE, ABOUT)
    )
    for style in (arabic, kicker, note):
        style.base_style = document.styles["Normal"]
    arabic.element.get_or_add_pPr().append(element("w:bidi"))
    arabic.paragraph_format.keep_with_next = True
    about.base_style = arabic
    kicker.font.size = note.font.size = Pt(9.5)
    kicker.paragraph_format.space_before = Pt(18)
    kicker.paragraph_format.space_after = Pt(0)
    kicker.paragraph_format.keep_with_next = True
    note.font.color.rgb = about.font.color.rgb = _QUIET


def _characters(document: DocumentObject) -> None:
    """Arabic within a line, doubts, states and links."""
    for name in (ARABIC_TEXT, DOUBT, *_COLOURS):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        if name in _COLOURS:
            style.font.color.rgb = _COLOURS[name]
            style.font.bold = name not in (QUIET, LINK)
    document.styles[LINK].font.underline = True
    doubt = document.styles[DOUBT].element.get_or_add_rPr()
    doubt.append(element("w:shd", val="clear", color="auto", fill="FBE3B8"))
    arabic = document.styles[ARABIC_TEXT].element.get_or_add_rPr()
    arabic.append(element("w:rFonts", cs=_OF_ARABIC))
    arabic.append(element("w:szCs", val="26"))
    arabic.append(element("w:rtl"))
    arabic.append(element("w:lang", bidi="ar-SA"))


def _tables(document: DocumentObject) -> None:
    """A table with a line under each row and a bold head."""
    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    style.font.size = Pt(9.5)
    style.paragraph_format.space_after = Pt(2)
    borders = element("w:tblBorders")
    for side in ("w:top", "w:bottom", "w:insideH"):
        borders.append(element(side, val="single", sz="4", space="0", color="DCD8D0"))
    properties = element("w:tblPr")
    properties.append(borders)
    head = element("w:tblStylePr", type="firstRow")
    bold = element("w:rPr")
    bold.append(element("w:b"))
    head.append(bold)
    style.element.append(properties)
    style.element.append(head)


def _font(style: CharacterStyle, name: str, size: int) -> None:
    style.font.name = name
    style.font.size = Pt(size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), _OF_ARABIC)
