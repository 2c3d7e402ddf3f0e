"""Proper names of English text against the Arabic that it translates."""

from summarize.names.arabic_key import arabic_form, arabic_key
from summarize.names.checking import check_names
from summarize.names.english import Name, english_names
from summarize.names.english_form import spelling_of
from summarize.names.known import is_known
from summarize.names.source import Source

__all__ = [
    "Name",
    "Source",
    "arabic_form",
    "arabic_key",
    "check_names",
    "english_names",
    "is_known",
    "spelling_of",
]
