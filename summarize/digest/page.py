"""A digest as a page, and what all formats share: dates, links, its own lines."""

import os
from base64 import b64encode
from datetime import datetime, time
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from summarize.digest.record import Digest, Outlet, numbered
from summarize.digest.saying import shown
from summarize.digest.states import STATES

TEMPLATES = Path(__file__).parent.parent / "data" / "digest"


def to_html(digest: Digest, folder: Path) -> bytes:
    """The digest as one page that asks for nothing, its links as from `folder`."""
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    page = environment().get_template("page.html")
    text = page.render(
        digest=digest,
        named=[section for section in digest.sections if section.title],
        link=lambda outlet: link(outlet, folder),
        style=style,
        style_hash="sha256-" + b64encode(sha256(style.encode()).digest()).decode(),
    )
    return text.encode()


def to_mail(digest: Digest) -> str:
    """The digest as a page that mail programs show, with links to the web alone."""
    return (
        environment()
        .get_template("mail.html")
        .render(
            digest=digest,
            style=(TEMPLATES / "mail.css").read_text(encoding="utf-8"),
        )
    )


def said(line: str, digest: Digest) -> str:
    """One of the lines about a whole digest: `span`, `summary`, `foot` and others."""
    words = environment().get_template("words.txt").make_module({"states": STATES})
    return str(getattr(words, line)(digest)).strip()


def link(outlet: Outlet, folder: Path) -> str | None:
    """The article's address, else the way from a folder to its brief's page."""
    if outlet.link or not outlet.page:
        return outlet.link
    way = Path(os.path.relpath(outlet.page, folder.resolve())).as_posix()
    return quote(way, errors="surrogatepass")


def date(moment: datetime) -> str:
    """When an article was published, in UTC: the day alone where it names no hour."""
    is_day = moment.time() == time()
    return f"{moment:%-d %B %Y}" if is_day else end(moment)


def end(moment: datetime) -> str:
    """An end of a window, in UTC, midnight too."""
    return f"{moment:%-d %B %Y, %H:%M}"


@cache
def environment() -> Environment:
    """The templates of all formats; those of pages escape what they are given."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: str(name).endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"numbered": numbered, "said": said}
    made.filters |= {
        "shown": shown,
        "date": date,
        "end": end,
        "stamp": datetime.isoformat,
    }
    return made
