"""A desk's own English for Arabic terms: found, checked for, and brought in."""

from summarize.glossary.asking import Placeholder, inline, placeholders, restore
from summarize.glossary.cells import safe
from summarize.glossary.glossary import Glossary, glossary_of
from summarize.glossary.names_csv import NameRow, read_names, write_names
from summarize.glossary.record import Term, Use, merge
from summarize.glossary.respelling import respell
from summarize.glossary.table import load_terms

__all__ = [
    "Glossary",
    "NameRow",
    "Placeholder",
    "Term",
    "Use",
    "glossary_of",
    "inline",
    "load_terms",
    "merge",
    "placeholders",
    "read_names",
    "respell",
    "restore",
    "safe",
    "write_names",
]
