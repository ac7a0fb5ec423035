"""Texts of blogs, pure: what is a beginning only, what becomes a link."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from accounts.platforms.base import ProfileData, Refused
from accounts.platforms.blog.feeds import item, quickly, slowly
from accounts.platforms.blog.find import found_on, short_id
from accounts.platforms.blog.markup import (
    MOST_FORMATTING,
    clean,
    line_of,
    links_of,
    text_of,
    with_links,
)
from accounts.platforms.http import Fetched

pytestmark = pytest.mark.once

LONG = "All of it stands in the description. " * 20
FULL = "<content:encoded><![CDATA[<p>Whole, and short.</p>]]></content:encoded>"
RSS = (
    '<?xml version="1.0"?><rss version="2.0" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<title>T</title><link>https://e.example/</link><item><title>A</title>"
    "<link>https://e.example/a</link><guid>a</guid>{}</item></channel></rss>"
)


@pytest.mark.parametrize("reader", [quickly, slowly])
@pytest.mark.parametrize(
    ("said", "abridged"),
    [
        (f"<description>Begins […]</description>{FULL}", False),
        ("<description>Begins and breaks off […]</description>", True),
        ("<description>What it is about.</description>", True),
        (f"<description>{LONG}</description>", False),
        (f"<description>{LONG} Continue reading →</description>", True),
        (f"<description>{LONG} and so on…</description>", True),
    ],
)
def test_a_feed_that_gives_only_a_summary_is_known(
    reader: object, said: str, abridged: bool
) -> None:
    body = RSS.format(said).encode()
    headers = {"Content-Type": "application/rss+xml"}
    got = Fetched(200, "https://e.example/feed/", headers, body)
    (entry,) = reader(got)["entries"]  # type: ignore[operator]

    one = item(entry, got.url, got.url, ProfileData("e.example"))

    assert one is not None
    assert one.abridged is abridged


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "See https://a.example/x?y=1&amp;z=2.",
            'See <a href="https://a.example/x?y=1&amp;z=2">'
            "https://a.example/x?y=1&amp;z=2</a>.",
        ),
        (
            "(https://a.example/)",
            '(<a href="https://a.example/">https://a.example/</a>)',
        ),
        ("No address: javascript:alert(1)", "No address: javascript:alert(1)"),
    ],
)
def test_an_address_in_a_post_of_ours_becomes_a_link(text: str, html: str) -> None:
    assert with_links(text) == html


def test_a_text_made_to_be_slow_is_read_quickly_and_as_words() -> None:
    hostile = "<p>Hello <i>there</i></p>" + "<b></p>" * 40_000
    began = time.process_time()

    html = clean(hostile, "https://a.example/")

    assert time.process_time() - began < 3
    assert "Hello there" in html
    assert "<b>" not in html
    fine = "<b>x</b>" * (MOST_FORMATTING - 1)
    assert clean(fine, "https://a.example/") == fine


def page(body: str, **headers: str) -> Fetched:
    return Fetched(200, "https://a.example/", headers, body.encode())


@pytest.mark.parametrize(
    "piece", ["<a b='", "<!--", "<?", "</", "<![", "&", "&ltb>&lt/p>"]
)
def test_no_text_keeps_a_worker_busy(piece: str) -> None:
    hostile = piece * (200_000 // len(piece))
    began = time.process_time()

    text_of(hostile)
    line_of(hostile)
    links_of(hostile, "https://a.example/")
    clean("<b>" * (MOST_FORMATTING + 1) + hostile, "https://a.example/")
    with suppress(Refused):
        found_on(page(f"<title>{hostile}</title>"))

    assert time.process_time() - began < 1.5


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("AT&T", "AT&T"),
        ("Fish &amp", "Fish &"),
        ("1 < 2", "1 < 2"),
        ("<p>Hello", "Hello"),
        ("Hello <b", "Hello"),
    ],
)
def test_the_last_words_are_read_though_nothing_is_closed(html: str, text: str) -> None:
    assert text_of(html) == text


def test_html_that_cannot_be_read_is_refused_as_a_page() -> None:
    """And read as far as it goes as a text."""
    with pytest.raises(Refused, match="cannot be read"):
        found_on(page("<p>Hello<![x["))
    assert text_of("<p>Hello<![x[") == "Hello"


@pytest.mark.parametrize("number", ["%C2%B2", "9" * 5000, "x", ""])
def test_a_short_address_without_a_number_tells_none(number: str) -> None:
    told = {"Link": f'</?p={number}>; rel="shortlink"'}
    assert short_id(page("", **told)) == 0
    assert short_id(page("", Link='</?p=12>; rel="shortlink"')) == 12
    post = (
        f'<link rel="alternate" type="application/json" href="/wp/v2/posts/{number}">'
    )
    assert found_on(page(post)).post_id == 0
