"""News feeds: each entry once, from the open internet only, and nothing hostile ends it."""

import gzip
import json
import os
import re
import signal
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from summarize.cli import main
from summarize.errors import IntegrityError, Interrupted, Locked, UsageError
from summarize.feeds import Order, Outcome, addresses, collect, later, state, urls
from summarize.feeds.apart import Apart, Fault
from summarize.feeds.client import Client, Request
from summarize.feeds.parsing import read_feed
from summarize.feeds.unfetched import Unfetched
from summarize.ledger import FolderLock
from summarize.records import Article, Rejection
from summarize.sources import read
from tests import certificate
from tests.articles import text
from tests.conftest import STORY
from tests.site import RSS, Page, Site, html, item, rss, serving

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
LONG = "\n".join(text(number) for number in range(8))


@pytest.fixture(autouse=True)
def _at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse in this process, but where a test is about the other one."""

    def call(self: Apart, function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)

    if "apart" not in request.fixturenames:
        monkeypatch.setattr(Apart, "call", call)


@pytest.fixture
def apart() -> Iterator[Apart]:
    with Apart() as made:
        yield made


@pytest.fixture
def site() -> Iterator[Site]:
    """A feed of two entries, each with its page."""
    with serving() as made:
        for name in ("a", "b"):
            made.pages[f"/{name}"] = Page(
                html(f"{STORY}\n{text(ord(name))}", "عنوان الصفحة")
            )
        made.pages["/feed"] = Page(rss(*items(made, "a", "b")), RSS)
        yield made


def items(site: Site, *names: str) -> list[str]:
    date = "Tue, 31 Mar 2026 23:30:00 +0300"
    return [
        item(f"{site.url}/{name}", f"خبر {name}", pubDate=date, author="مراسل")
        for name in names
    ]


def go(site: Site, out: Path, *feeds: str, now: datetime = NOON, **how: Any) -> Outcome:
    """One round; what it says is left behind in `said`."""
    order = Order(feeds or (f"{site.url}/feed",), out, **{"allow_private": True, **how})
    return collect(order, said.append, lambda: now)


said: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_said() -> None:
    said.clear()


def articles(out: Path) -> list[Article | Rejection]:
    return list(read([str(out)], {}))


def rows(out: Path) -> list[dict[str, str]]:
    files = sorted(out.glob("*.jsonl"))
    return [
        json.loads(line)
        for file in files
        for line in file.read_text("utf-8").splitlines()
    ]


def reasons(outcome: Outcome) -> dict[str, int]:
    return dict(outcome.tally.rejected)


# What is written.


def test_the_pages_behind_a_feed_become_articles_that_brief_reads(
    site: Site, tmp_path: Path
) -> None:
    outcome = go(site, tmp_path)
    first, second = articles(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.id == f"{site.url}/a"
    assert first.title == "خبر a"
    assert first.byline == "مراسل"
    assert first.published == datetime(2026, 3, 31, 20, 30, tzinfo=UTC)
    assert first.text == f"{STORY}\n{text(ord('a'))}".strip()
    assert second.text != first.text
    assert (outcome.exit_code, outcome.tally.articles) == (0, 2)
    assert rows(tmp_path)[0]["feed"] == f"{site.url}/feed"


def test_an_entry_without_title_and_date_has_those_of_its_page(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/feed"].body = rss(item(f"{site.url}/a"))
    go(site, tmp_path)
    (row,) = rows(tmp_path)
    assert row["title"] == "عنوان الصفحة"


def test_a_feeds_own_whole_text_is_taken_and_the_page_left_alone(
    site: Site, tmp_path: Path
) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in LONG.split("\n"))
    site.pages["/feed"].body = rss(
        item(f"{site.url}/a", content=f"{paragraphs}<script>x</script>")
    )
    go(site, tmp_path)
    assert rows(tmp_path)[0]["text"] == "\n".join(
        line.strip() for line in LONG.split("\n")
    )
    assert site.asks("/a") == 0


@pytest.mark.parametrize(
    "teaser",
    [pytest.param(STORY, id="short"), pytest.param(LONG.strip() + "…", id="cut")],
)
def test_a_teaser_is_no_article(teaser: str, site: Site, tmp_path: Path) -> None:
    site.pages["/feed"].body = rss(item(f"{site.url}/a", description=teaser))
    go(site, tmp_path)
    assert site.asks("/a") == 1


def test_a_file_with_whole_texts_needs_no_network(
    tmp_path: Path, no_network: None
) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss(item("", "خبر", guid="7", description=STORY)))
    collect(Order((str(feed),), tmp_path / "news"), said.append)
    (row,) = rows(tmp_path / "news")
    assert row["id"] == f"{feed}#7"


def test_atom_is_read_too(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"].body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:x,2026:1</id><title type="html">خبر &lt;b&gt;مهم&lt;/b&gt;</title>'
        '<link href="/a"/><updated>2026-03-31T20:30:00Z</updated></entry></feed>'
    ).encode()
    go(site, tmp_path)
    (row,) = rows(tmp_path)
    assert (row["id"], row["title"], row["date"]) == (
        f"{site.url}/a",
        "خبر مهم",
        "2026-03-31T20:30:00+00:00",
    )


@pytest.mark.parametrize(
    ("kind", "meta"),
    [
        pytest.param("text/html; charset=windows-1256", "", id="header"),
        pytest.param("text/html", "<meta charset='windows-1256'>", id="meta"),
    ],
)
def test_a_page_is_decoded_as_it_says(
    kind: str, meta: str, site: Site, tmp_path: Path
) -> None:
    page = html(STORY).decode().replace("<head>", f"<head>{meta}")
    site.pages["/a"] = Page(page.encode("cp1256"), kind)
    go(site, tmp_path)
    assert rows(tmp_path)[0]["text"] == STORY


def test_a_feed_is_decoded_as_it_says(site: Site, tmp_path: Path) -> None:
    feed = site.pages["/feed"].body.decode().replace("utf-8", "windows-1256")
    site.pages["/feed"].body = feed.encode("cp1256")
    go(site, tmp_path)
    assert rows(tmp_path)[0]["title"] == "خبر a"


def test_an_article_is_known_by_the_address_of_its_page(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/feed"].body = rss(
        item(f"{site.url}/a", guid=f"{site.url}/?p=1"), item(f"{site.url}/b", guid="2")
    )
    go(site, tmp_path)
    assert [row["id"] for row in rows(tmp_path)] == [f"{site.url}/a", f"{site.url}/b"]


# Once.


def test_an_entry_stays_known_by_its_own_id(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"].body = rss(item(f"{site.url}/a", guid="tag:x,2026:1"))
    go(site, tmp_path)
    (feed,) = state.load(tmp_path).feeds.values()
    assert list(feed.entries) == [state.key_of("tag:x,2026:1")]
    site.pages["/feed"].body = rss(item(f"{site.url}/moved", guid="tag:x,2026:1"))
    assert go(site, tmp_path).tally.known == 1


def test_a_feed_that_is_the_same_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"].headers = {
        "ETag": '"1"',
        "Last-Modified": "Tue, 31 Mar 2026 20:30:00 GMT",
    }
    go(site, tmp_path)
    outcome = go(site, tmp_path)
    assert (outcome.tally.unchanged, outcome.tally.articles, outcome.file) == (
        1,
        0,
        None,
    )
    asked = [
        headers
        for path, headers in zip(site.asked, site.headers, strict=True)
        if path == "/feed"
    ]
    assert "if-none-match" not in asked[0]
    assert asked[1]["if-none-match"] == '"1"'
    assert asked[1]["if-modified-since"] == "Tue, 31 Mar 2026 20:30:00 GMT"
    assert len(rows(tmp_path)) == 2


def test_only_a_new_entry_is_fetched_and_written(site: Site, tmp_path: Path) -> None:
    go(site, tmp_path)
    site.pages["/c"] = Page(html(text(3)))
    site.pages["/feed"].body = rss(*items(site, "c", "a", "b"))
    outcome = go(site, tmp_path)
    assert (outcome.tally.articles, outcome.tally.known) == (1, 2)
    assert [row["id"][-1] for row in rows(tmp_path)] == ["a", "b", "c"]
    assert site.asks("/a") == 1


def test_an_entry_in_two_feeds_is_one(site: Site, tmp_path: Path) -> None:
    site.pages["/other"] = site.pages["/feed"]
    go(site, tmp_path, f"{site.url}/feed", f"{site.url}/other")
    go(site, tmp_path, f"{site.url}/other")
    assert len(rows(tmp_path)) == 2


def test_an_entry_that_a_feed_lists_twice_is_one(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"].body = rss(*items(site, "a", "a"))
    assert go(site, tmp_path).tally.articles == 1


def test_entries_numbered_by_two_feeds_alike_are_two(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(rss(item("", name, guid="1", description=STORY)))
    feeds = tuple(str(tmp_path / name) for name in ("one", "two"))
    assert collect(Order(feeds, tmp_path / "news"), said.append).tally.articles == 2


def test_a_round_that_failed_at_an_entry_asks_for_the_whole_feed_again(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/feed"].headers = {"ETag": '"1"'}
    page = site.pages.pop("/a")
    assert reasons(go(site, tmp_path)) == {"http_404": 1}
    site.pages["/a"] = page
    assert go(site, tmp_path).tally.articles == 1


def test_an_entry_that_fails_three_times_is_given_up(
    site: Site, tmp_path: Path
) -> None:
    del site.pages["/a"]
    codes = [go(site, tmp_path).exit_code for _ in range(5)]
    assert codes == [3, 3, 3, 0, 0]
    assert site.asks("/a") == state.ATTEMPTS
    given_up = [words for words in said if "given up after 3 rounds" in words]
    assert given_up == [f"{site.url}/a: 404 Not Found; given up after 3 rounds"]


def test_more_than_the_limit_is_left_to_the_next_round(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/feed"].headers = {"ETag": '"1"'}
    first = go(site, tmp_path, limit=1)
    assert (first.tally.articles, first.tally.left) == (1, 1)
    assert go(site, tmp_path, limit=1).tally.articles == 1
    assert go(site, tmp_path, limit=1).tally.unchanged == 1


def test_what_went_from_a_feed_long_ago_is_forgotten() -> None:
    feed = state.Feed(
        entries={"old": "2026-01-01", "new": "2026-03-01"},
        failed={"gone": 1, "there": 2},
    )
    feed.saw({"here", "there"}, {"here"}, NOON.date() + timedelta(days=1))
    assert feed.entries == {"here": "2026-04-02", "new": "2026-03-01"}
    assert feed.failed == {"there": 2}


def test_a_round_cut_short_after_its_state_is_finished_by_the_next(
    site: Site, tmp_path: Path
) -> None:
    file = go(site, tmp_path).file
    assert file is not None
    file.rename(tmp_path / ".feed" / file.name)
    (tmp_path / ".feed" / "articles-of-a-round-without-state.jsonl").write_text("{}\n")
    outcome = go(site, tmp_path)
    assert (outcome.tally.known, outcome.tally.articles) == (2, 0)
    assert [path.name for path in tmp_path.glob("**/articles-*")] == [file.name]
    assert file.exists()


def test_a_damaged_state_is_refused(site: Site, tmp_path: Path) -> None:
    go(site, tmp_path)
    (tmp_path / ".feed" / "state.json").write_text('{"schema": 1}')
    with pytest.raises(IntegrityError, match="remove it"):
        go(site, tmp_path)


def test_two_rounds_never_work_in_one_folder(site: Site, tmp_path: Path) -> None:
    with FolderLock(tmp_path), pytest.raises(Locked):
        go(site, tmp_path)


def test_a_signal_keeps_what_was_read_and_the_next_round_goes_on(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/feed"].headers = {"ETag": '"1"'}
    site.pages["/a"].then = lambda: os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(Interrupted) as stopped:
        go(site, tmp_path)
    assert stopped.value.exit_code == 143
    assert len(rows(tmp_path)) == 1
    site.pages["/a"].then = lambda: None
    assert go(site, tmp_path).tally.articles == 1


# What fails costs only itself.


def test_a_bad_feed_and_a_bad_entry_are_counted_and_the_rest_is_read(
    site: Site, tmp_path: Path
) -> None:
    del site.pages["/b"]
    outcome = go(site, tmp_path, f"{site.url}/none", f"{site.url}/feed")
    assert reasons(outcome) == {"http_404": 2}
    assert (outcome.exit_code, outcome.tally.articles) == (3, 1)
    lines = (tmp_path / ".feed" / "rejected.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["where"] for line in lines] == [
        f"{site.url}/none",
        f"{site.url}/b",
    ]
    assert len(articles(tmp_path)) == 1


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "خخخخخخخخخخ">'
    + "".join(
        f'<!ENTITY {x} "{f"&{y};" * 10}">'
        for x, y in zip("bcdefghij", "abcdefghi", strict=True)
    )
    + ']><rss version="2.0"><channel><item><title>&j;</title></item></channel></rss>'
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(LAUGHS.encode(), "entities", id="a billion laughs"),
        pytest.param(
            b"\xff\xfe" + LAUGHS.encode("utf-16-le"), "entities", id="in UTF-16"
        ),
        pytest.param(html(STORY), "not_a_feed", id="a web page"),
        pytest.param(b"", "not_a_feed", id="nothing"),
        pytest.param(b"{}", "not_a_feed", id="JSON"),
        pytest.param("<rss>خبر".encode("cp1256"), "encoding", id="no UTF-8"),
        pytest.param(
            b"<rss version='2.0'><channel>" + b" " * (8 << 20),
            "too_large",
            id="too large",
        ),
    ],
)
def test_what_is_no_feed_is_rejected(
    body: bytes, reason: str, site: Site, tmp_path: Path
) -> None:
    site.pages["/feed"].body = body
    assert reasons(go(site, tmp_path)) == {reason: 1}


def test_a_feed_that_is_not_well_formed_is_read_all_the_same(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/feed"].body = site.pages["/feed"].body.replace(
        "خبر a".encode(), "خبر &nbsp; & a".encode()
    )
    assert go(site, tmp_path).tally.articles == 2


def test_line_feeds_before_a_feed_do_not_keep_the_parser_busy(apart: Apart) -> None:
    raw = b"<?xml version='1.0'?>" + b"<!--" + b"\n" * (4 << 20) + b"-->" + rss()[39:]
    assert apart.call(read_feed, raw, RSS, "feed", "") == ()


PAGES = [
    pytest.param(Page(html("ثلاث كلمات فقط")), "too_short", id="short"),
    pytest.param(
        Page(html("Officials said on Monday that the talks would go on. " * 3)),
        "not_arabic",
        id="English",
    ),
    pytest.param(Page(b"<html></html>"), "no_text", id="empty"),
    pytest.param(Page(b"%PDF-1.7", "application/pdf"), "not_a_page", id="PDF"),
    pytest.param(Page(status=500), "http_500", id="broken"),
    pytest.param(
        Page(status=302, headers={"Location": "/a"}), "redirects", id="in circles"
    ),
    pytest.param(
        Page(status=302, headers={"Location": "file:///etc/passwd"}),
        "bad_url",
        id="to a file",
    ),
    pytest.param(
        Page(status=302, headers={"Location": "http://[::1"}),
        "bad_url",
        id="to nowhere",
    ),
    pytest.param(Page(raw=b"220 mail.test ESMTP\r\n"), "bad_answer", id="no HTTP"),
    pytest.param(
        Page(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx"),
        "bad_answer",
        id="cut short",
    ),
    pytest.param(
        Page(raw=b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n"),
        "bad_answer",
        id="headers",
    ),
    pytest.param(
        Page(b"x", headers={"Content-Encoding": "gzip"}), "bad_answer", id="no gzip"
    ),
    pytest.param(
        Page(gzip.compress(html(STORY))[:-9], headers={"Content-Encoding": "gzip"}),
        "bad_answer",
        id="half gzip",
    ),
    pytest.param(
        Page(b"x", headers={"Content-Encoding": "br"}), "bad_answer", id="not asked for"
    ),
    pytest.param(Page(bytes(9 << 20)), "too_large", id="too large"),
    pytest.param(
        Page(raw=b"HTTP/1.1 200 OK\r\n\r\n" + bytes(9 << 20)),
        "too_large",
        id="without a length",
    ),
    pytest.param(
        Page(
            raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"
            + bytes(10 << 20)
        ),
        "too_large",
        id="less than nothing",
    ),
]


@pytest.mark.parametrize(("page", "reason"), PAGES)
def test_a_page_that_cannot_be_an_article_costs_only_itself(
    page: Page, reason: str, site: Site, tmp_path: Path
) -> None:
    site.pages["/a"] = page
    outcome = go(site, tmp_path)
    assert reasons(outcome) == {reason: 1}
    assert outcome.tally.articles == 1


FLASH = " ".join(LONG.split()[:80])


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page(status=404), id="gone"),
        pytest.param(Page(status=302, headers={"Location": "/no"}), id="robots"),
        pytest.param(Page(bytes(9 << 20)), id="too large"),
    ],
)
def test_what_the_feed_holds_stands_in_for_a_page_that_cannot_be_had(
    page: Page, site: Site, tmp_path: Path
) -> None:
    site.pages |= {"/a": page, "/robots.txt": robots("User-agent: *\nDisallow: /no")}
    site.pages["/feed"].body = rss(item(f"{site.url}/a", content=f"<p>{FLASH}</p>"))
    outcome = go(site, tmp_path)
    assert (outcome.exit_code, rows(tmp_path)[0]["text"]) == (0, FLASH)


@pytest.mark.parametrize(
    ("held", "page", "reason"),
    [
        pytest.param(STORY, Page(status=404), "http_404", id="short"),
        pytest.param(f"{FLASH}…", Page(status=404), "http_404", id="cut"),
        pytest.param(FLASH, Page(status=503), "try_later", id="busy"),
    ],
)
def test_a_teaser_does_not_stand_in_nor_does_anything_for_a_busy_server(
    held: str, page: Page, reason: str, site: Site, tmp_path: Path
) -> None:
    site.pages["/a"] = page
    site.pages["/feed"].body = rss(item(f"{site.url}/a", content=f"<p>{held}</p>"))
    assert reasons(go(site, tmp_path)) == {reason: 1}


def test_a_page_packed_as_it_was_asked_for_is_unpacked(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/a"] = Page(
        gzip.compress(html(STORY)), headers={"Content-Encoding": "gzip"}
    )
    go(site, tmp_path)
    assert rows(tmp_path)[0]["text"] == STORY


def test_a_small_page_that_unpacks_to_gigabytes_takes_no_memory(
    site: Site, tmp_path: Path
) -> None:
    packed = gzip.compress(bytes(256 << 20))
    site.pages["/a"] = Page(packed, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    outcome = go(site, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reasons(outcome) == {"too_large": 1}
    assert peak < 48 << 20


@pytest.mark.parametrize(
    "link",
    [
        "mailto:a@b.test",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://",
        "http://a b/",
        "http://x:99999/",
        "http://a\tb.test/",
    ],
)
def test_a_link_that_is_no_address_is_rejected(
    link: str, tmp_path: Path, no_network: None
) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss(item(link, "خبر", guid="1")))
    outcome = collect(Order((str(feed),), tmp_path / "news"), said.append)
    assert reasons(outcome) == {"bad_url": 1}


def test_what_outsiders_wrote_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss(item("", "خبر \u202e", guid="\u009b31m\u2028")))
    collect(Order((str(feed),), tmp_path / "news"), said.append)
    rejected = (tmp_path / "news/.feed/rejected.jsonl").read_text("utf-8")
    assert "\\u202e" in said[0]
    assert "\\u202e" in json.loads(rejected)["detail"]
    assert not re.search("[\u202e\u009b\u2028]", "".join(said) + rejected)


def test_what_a_server_says_is_shown_and_not_obeyed(site: Site, tmp_path: Path) -> None:
    site.pages["/a"].kind = "image/\x9b31m"
    go(site, tmp_path)
    rejected = (tmp_path / ".feed/rejected.jsonl").read_text("utf-8")
    assert "image/\\x9b31m" in said[0]
    assert "\x9b" not in said[0] + rejected


# Who may be asked, and how.


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "192.0.2.1",
    ]
    + [
        "::1",
        "::",
        "fe80::1",
        "fe80::1%lo",
        "fd00:ec2::254",
        "ff02::1",
        "fec0::1",
        "2001:db8::1",
    ]
    + [
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:0a00:0001::1",
    ],
)
def test_numbers_of_private_networks_are_not_public(number: str) -> None:
    assert not addresses.is_public(number)


@pytest.mark.parametrize(
    "number", ["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_numbers_of_the_internet_are(number: str) -> None:
    assert addresses.is_public(number)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_asked_by_any_name(
    host: str, site: Site, tmp_path: Path
) -> None:
    outcome = go(site, tmp_path, f"http://{host}:{site.port}/feed", allow_private=False)
    assert reasons(outcome) == {"private_address": 1}
    assert site.asked == []


def client(site: Site, **how: Any) -> Client:
    """A client for which 127.0.0.1 is the internet, and good.test is there."""
    return Client(
        {},
        **{"allow_private": True, "resolve": lambda host, port: ["127.0.0.1"], **how},
    )


def test_a_name_is_looked_up_once_and_what_was_checked_is_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter([["127.0.0.1"], ["127.0.0.2"]])
    monkeypatch.setattr(addresses, "is_public", lambda number: number == "127.0.0.1")
    monkeypatch.setattr("socket.getaddrinfo", _only_numbers)
    asked = client(site, allow_private=False, resolve=lambda host, port: next(numbers))
    answer = asked.get(urls.parse(f"http://good.test:{site.port}/a"), Request({}))
    assert answer.status == 200
    assert site.headers[0]["host"] == f"good.test:{site.port}"
    with pytest.raises(Unfetched, match="private network"):
        asked.get(urls.parse(f"http://good.test:{site.port}/a"), Request({}))


def _only_numbers(host: str, *more: Any, **options: Any) -> list[Any]:
    assert host == "127.0.0.1", "a name was looked up again"
    return [(2, 1, 6, "", (host, more[0]))]


def test_every_hop_of_a_redirect_is_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda number: number == "127.0.0.1")
    hosts = {"good.test": ["127.0.0.1"], "metadata.test": ["127.0.0.2"]}
    site.pages["/moved"] = Page(
        status=301, headers={"Location": f"http://metadata.test:{site.port}/a"}
    )
    asked = client(site, allow_private=False, resolve=lambda host, port: hosts[host])
    with pytest.raises(Unfetched) as refused:
        asked.get(urls.parse(f"http://good.test:{site.port}/moved"), Request({}))
    assert refused.value.reason == "private_address"
    assert site.asked == ["/moved"]


def test_five_redirects_are_followed_and_no_sixth(site: Site) -> None:
    for at in range(6):
        site.pages[f"/r{at}"] = Page(status=308, headers={"Location": f"/r{at + 1}"})
    site.pages["/r6"] = Page(b"there")
    asked = client(site)
    assert asked.get(urls.parse(f"{site.url}/r1"), Request({})).body == b"there"
    with pytest.raises(Unfetched, match="more than 5 times"):
        asked.get(urls.parse(f"{site.url}/r0"), Request({}))


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param([0, 61], id="connecting"),
        pytest.param([0, 0, 61], id="asking"),
        pytest.param([0, 0, 0, 61], id="reading"),
    ],
)
def test_an_answer_has_a_minute_however_slowly_it_comes(
    seconds: list[float], site: Site
) -> None:
    ticks = iter([*seconds, *[99.0] * 9])
    with pytest.raises(Unfetched) as slow:
        client(site, clock=lambda: next(ticks)).get(
            urls.parse(f"{site.url}/a"), Request({})
        )
    assert slow.value.reason == "too_slow"


def test_a_name_that_leads_nowhere_is_told(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(*args: Any, **options: Any) -> None:
        raise OSError("no such name")

    monkeypatch.setattr("socket.getaddrinfo", nowhere)
    assert reasons(go(site, tmp_path, "http://none.test/feed")) == {"no_address": 1}


def test_a_port_where_nothing_listens_is_told(site: Site, tmp_path: Path) -> None:
    assert reasons(go(site, tmp_path, "http://127.0.0.1:9/feed")) == {"unreachable": 1}


def test_a_certificate_must_be_trusted_and_be_the_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, tls = certificate.make(tmp_path, "good.test")
    with serving(tls) as site:
        site.pages["/a"] = Page(b"safe")
        good, other = (
            urls.parse(f"https://{host}.test:{site.port}/a")
            for host in ("good", "other")
        )
        with pytest.raises(Unfetched, match="self-signed"):
            client(site).get(good, Request({}))
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        assert client(site).get(good, Request({})).body == b"safe"
        with pytest.raises(Unfetched, match="mismatch"):
            client(site).get(other, Request({}))


def robots(text: str, status: int = 200) -> Page:
    return Page(text.encode(), "text/plain", status)


def test_robots_txt_is_kept_to(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = robots(
        "User-agent: mujaz\nDisallow: /a\n\nUser-agent: *\nDisallow: /"
    )
    assert reasons(go(site, tmp_path)) == {"robots": 1}
    assert site.asks("/a") == 0
    assert site.asks("/b") == 1
    assert site.asks("/robots.txt") == 1
    assert site.headers[0]["user-agent"].startswith("mujaz/")


@pytest.mark.parametrize(("status", "read"), [(404, 2), (403, 2), (500, 0), (503, 0)])
def test_rules_that_cannot_be_had_forbid_unless_there_are_none(
    status: int, read: int, site: Site, tmp_path: Path
) -> None:
    site.pages["/robots.txt"] = robots("", status)
    assert go(site, tmp_path).tally.articles == read


def test_a_redirect_does_not_lead_past_robots_txt(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /hidden")
    site.pages["/hidden"] = site.pages["/a"]
    site.pages["/a"] = Page(status=302, headers={"Location": "/hidden"})
    assert reasons(go(site, tmp_path)) == {"robots": 1}
    assert site.asks("/hidden") == 0


def test_a_busy_server_is_left_alone_until_it_wants_to_be_asked(
    site: Site, tmp_path: Path
) -> None:
    busy = Page(status=429, headers={"Retry-After": "3600"})
    page, site.pages["/a"] = site.pages["/a"], busy
    outcome = go(site, tmp_path)
    assert reasons(outcome) == {"try_later": 1}
    assert outcome.tally.left == 1
    asked = len(site.asked)
    soon = go(site, tmp_path, now=NOON + timedelta(minutes=59))
    assert (soon.exit_code, soon.tally.left, len(site.asked)) == (0, 1, asked)
    site.pages["/a"] = page
    assert go(site, tmp_path, now=NOON + timedelta(minutes=61)).tally.articles == 2


def test_a_busy_server_does_not_use_up_attempts(site: Site, tmp_path: Path) -> None:
    page, site.pages["/a"] = (
        site.pages["/a"],
        Page(status=503, headers={"Retry-After": "0"}),
    )
    for _ in range(5):
        go(site, tmp_path)
    site.pages["/a"] = page
    go(site, tmp_path)
    assert len(rows(tmp_path)) == 2


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("60", 1),
        ("Wed, 01 Apr 2026 12:02:00 GMT", 2),
        ("Wed, 01 Apr 2026 11:00:00 GMT", 0),
        ("", 15),
        ("soon", 15),
        ("-5", 15),
        ("9" * 5000, 7 * 24 * 60),
    ],
)
def test_when_a_server_wants_to_be_asked_again(said: str, minutes: int) -> None:
    assert later.after(said, NOON) == NOON + timedelta(minutes=minutes)


# Secrets.


SECRETS = ("hunter2", "s3cret")


def test_credentials_go_to_their_own_server_and_into_no_record(
    site: Site, tmp_path: Path
) -> None:
    with serving() as other:
        other.pages["/x"] = Page(html(text(9)))
        site.pages["/feed?token=s3cret"] = Page(
            rss(*items(site, "a"), *items(other, "x"), *items(site, "none")), RSS
        )
        feed = f"http://me:hunter2@127.0.0.1:{site.port}/feed?token=s3cret"
        outcome = go(site, tmp_path, feed)
        assert outcome.tally.articles == 2
        assert all(
            headers["authorization"] == "Basic bWU6aHVudGVyMg=="
            for headers in site.headers
        )
        assert all("authorization" not in headers for headers in other.headers)
    written = [
        path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()
    ]
    assert not [
        secret for secret in SECRETS for text in [*said, *written] if secret in text
    ]


@pytest.mark.parametrize(
    "given",
    [
        "http://me:hunter2@[::1/feed",
        "ftp://me:hunter2@x.test/",
        "me:hunter2@x.test/feed?key=s3cret",
        "http://me:hun/ter2hunter2@x.test:y/",
    ],
)
def test_an_address_that_is_refused_does_not_tell_its_secrets(
    given: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as refused:
        collect(Order((given,), tmp_path), said.append)
    assert not [secret for secret in SECRETS if secret in str(refused.value)]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://me:pw@x.test/f", "https://x.test/f"),
        (
            "https://x.test/f?a=1&api_key=k&sig=z",
            "https://x.test/f?a=1&api_key=***&sig=***",
        ),
        ("https://x.test/@user/feed", "https://x.test/@user/feed"),
        ("HTTPS://مثال.test/خبر", "https://xn--mgbh0fb.test/%D8%AE%D8%A8%D8%B1"),
        ("http://x.test:80", "http://x.test/"),
    ],
)
def test_addresses_are_shown_plainly(given: str, shown: str) -> None:
    assert urls.parse(given).shown == shown


def test_a_feed_given_twice_is_wrong_usage(site: Site, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="given 2 times"):
        go(
            site,
            tmp_path,
            f"{site.url}/feed",
            f"http://me:pw@127.0.0.1:{site.port}/feed",
        )


# The process that reads what is hostile.


def test_a_parser_that_is_kept_busy_is_ended(apart: Apart) -> None:
    with Apart(seconds=0.01) as short, pytest.raises(Fault, match="took more than"):
        short.call(signal.pause)


def test_a_parser_that_crashes_or_fails_is_one_text_lost(apart: Apart) -> None:
    with pytest.raises(Fault, match="ended"):
        apart.call(os._exit, 7)
    with pytest.raises(Fault, match="ValueError"):
        apart.call(int, "no number")
    assert apart.call(len, "four") == 4


def test_a_round_reads_in_the_other_process(
    site: Site, tmp_path: Path, apart: Apart
) -> None:
    outcome = go(site, tmp_path)
    assert (outcome.tally.articles, reasons(outcome)) == (2, {})


# The command.


def mujaz(*words: str) -> int:
    sys.argv = ["mujaz", *words]
    with pytest.raises(SystemExit) as ended:
        main()
    code = ended.value.code
    return code if isinstance(code, int) else 0


def test_the_command_counts_on_stderr_and_ends_with_a_line(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del site.pages["/b"]
    code = mujaz(
        "feed", f"{site.url}/feed", "-o", str(tmp_path), "--allow-private", "--json"
    )
    out, err = capsys.readouterr()
    row = json.loads(out)
    assert (code, row["exit_code"], row["articles"], row["reasons"]) == (
        3,
        3,
        1,
        {"http_404": 1},
    )
    assert Path(row["file"]).is_file()
    assert "1 new article in" in err
    assert "0 known, 1 feed, 1 rejected" in err
    assert f"{site.url}/b: 404" in err


def test_the_command_can_be_quiet(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        mujaz(
            "feed",
            f"{site.url}/feed",
            "-o",
            str(tmp_path),
            "--allow-private",
            "--quiet",
        )
        == 0
    )
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("given", ["none.xml", "ftp://x.test/feed"])
def test_the_command_refuses_what_is_no_feeds_place(
    given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mujaz("feed", given, "-o", str(tmp_path)) == 2
    assert given in capsys.readouterr().err
