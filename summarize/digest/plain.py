"""A digest in Markdown, and in plain text for a mail: the page's words in lines."""

import re
from collections.abc import Callable
from pathlib import Path

from summarize.digest.page import environment, link
from summarize.digest.record import Digest, Outlet
from summarize.digest.saying import Part, Parts, shown

_Shapes = dict[str, Callable[[str], str]]

# Markup, and what sites make links of: addresses of the web and of mail.
_MARKUP = re.compile(
    r"[\\`*_\[\]<>#!|~&@]|:(?=//)|(?<=www)\.|^[-+=](?=\s|$|[-+=])", re.IGNORECASE
)
_NUMBERED = re.compile(r"^([0-9]+)([.)])(?=\s|$)")


def to_markdown(digest: Digest, folder: Path) -> bytes:
    """The digest in Markdown, its links as from `folder`."""

    def linked(text: str, outlet: Outlet) -> str:
        place = link(outlet, folder)
        return f"[{text}](<{place}>)" if place else text

    return _rendered("digest.md", digest, _MARKDOWN, linked).encode()


def to_text(digest: Digest) -> str:
    """The digest in plain text, with the addresses of articles on the web."""
    return _rendered("digest.txt", digest, _TEXT, lambda text, at: at.link or text)


def markdown(text: str) -> str:
    """Text that Markdown shows as it is: no markup, links or images come alive."""
    escaped = _MARKUP.sub(r"\\\g<0>", shown(text))
    return _NUMBERED.sub(r"\1\\\2", escaped)


_MARKDOWN: _Shapes = {
    "": markdown,
    "doubt": lambda text: f"**{markdown(text)}**",
    "quote": lambda text: f"“{markdown(text)}”",
    "arabic": lambda text: f'<bdi lang="ar" dir="rtl">{markdown(text)}</bdi>',
}
_TEXT: _Shapes = {
    "": shown,
    "doubt": lambda text: f"*{shown(text)}*",
    "quote": lambda text: f"“{shown(text)}”",
    "arabic": lambda text: f"\u2067{shown(text)}\u2069",
}


def _rendered(
    name: str, digest: Digest, shapes: _Shapes, linked: Callable[[str, Outlet], str]
) -> str:
    def parts(given: Parts) -> str:
        return "".join(_spaced(part, shapes[part.mark]) for part in given).strip()

    template = environment().get_template(name)
    return template.render(
        digest=digest,
        parts=parts,
        arabic=shapes["arabic"],
        safe=shapes[""],
        linked=linked,
    )


def _spaced(part: Part, shape: Callable[[str], str]) -> str:
    """The part in its shape, the spaces at its ends outside of it."""
    bare = part.text.strip()
    if not bare:
        return part.text
    before, _, after = part.text.partition(bare)
    return before + shape(bare) + after
