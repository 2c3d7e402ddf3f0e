"""Cells of a table that a spreadsheet may open: none becomes a formula."""

import re

# What a spreadsheet skips before a formula, and the signs that begin one (OWASP); the
# quote marks are those of `safe` itself, so that `plain` takes off what it put there.
_FORMULA = re.compile(
    "['\\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
    "[=+\\-@\t\r\x00\uff1d\uff0b\uff0d\uff20]"
)


def safe(cell: str) -> str:
    """The cell with a quote mark before what a spreadsheet would calculate."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """The cell as it was before `safe`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
