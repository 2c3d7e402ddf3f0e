"""The guard: does the Arabic support what a brief says, with no model."""

from summarize.guard.checking import (
    Whole,
    check_arabic,
    check_direct,
    check_english,
    check_facts,
    doubts,
    flags_of,
    is_doubt,
    whole,
)
from summarize.guard.rules import Guard, Rules

__all__ = [
    "Guard",
    "Rules",
    "Whole",
    "check_arabic",
    "check_direct",
    "check_english",
    "check_facts",
    "doubts",
    "flags_of",
    "is_doubt",
    "whole",
]
