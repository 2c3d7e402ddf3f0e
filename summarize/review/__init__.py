"""Briefs as people review them: a page to read and decide in, and what they decided."""

from summarize.review.applying import Applied, apply_patch
from summarize.review.page import html, write_page
from summarize.review.patch import read_patch

__all__ = ["Applied", "apply_patch", "html", "read_patch", "write_page"]
