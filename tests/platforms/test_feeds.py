"""Feeds of others: read with no key, made harmless, and refused in sentences."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accounts.platforms.base import Addresses, PlatformError, Refused, TryLater
from accounts.platforms.blog import feeds, find, markup
from accounts.platforms.blog.keys import item_key, number_in, person_id, site_of
from accounts.platforms.http import Fetched

from .conftest import World


def feed(world: World, path: str = "riverside/feed/") -> feeds.Feed:
    return feeds.read(f"{world.url}/blog/{path}", world.addresses)


@pytest.mark.parametrize("path", ["riverside/feed/", "riverside/feed/atom/"])
def test_rss_and_atom_say_the_same(world: World, path: str) -> None:
    got = feed(world, path)
    assert got.title == "Riverside Family Network"
    assert got.site_url == f"{world.url}/blog/riverside/"
    first = got.items[0]
    assert first.url.startswith(got.site_url)
    assert first.published_at is not None
    assert first.author.external_id == site_of(got.site_url)
    assert "<h2>" in first.html
    assert "\n\n" in first.text
    times = [one.published_at for one in got.items if one.published_at]
    assert times == sorted(times, reverse=True)


def test_an_unchanged_feed_costs_nothing_until_somebody_writes(world: World) -> None:
    url = f"{world.url}/blog/riverside/feed/"
    got = feeds.read(url, world.addresses)

    def read() -> feeds.Feed:
        return feeds.read(url, world.addresses, etag=got.etag, modified=got.modified)

    again = read()
    assert again.unchanged
    assert again.items == ()
    world.play("peer_blog", who="riverside", text="Something new\n\nCome and see.")
    assert read().items[0].title == "Something new"


def test_a_hostile_post_is_harmless(world: World) -> None:
    world.play("hostile_post", who="riverside")
    one = feed(world).items[0]
    assert one.title == "Open house & a “quoted”"
    for word in ("script", "onclick", "javascript:", "style", "<img", "form", "data:"):
        assert word not in one.html
    assert "An ordinary opening" in one.text
    assert "hostile" not in one.text
    assert all(link.startswith("http") for link in one.links)


def served(body: bytes, status: int = 200, **headers: str) -> Fetched:
    return Fetched(status, "https://e.example/feed", headers, body)


def parsed(body: bytes, monkeypatch: pytest.MonkeyPatch, etag: str = "") -> feeds.Feed:
    monkeypatch.setattr(feeds, "fetch", lambda *_, **__: served(body, ETag=etag))
    return feeds.read("https://e.example/feed", Addresses())


RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel>
<title>News &amp; more</title><link>https://e.example/</link>
<language>en</language><ttl>90</ttl>
<item><guid isPermaLink="false">a</guid><link>/one</link><title>One</title>
<description>&lt;p&gt;See &lt;a href="/two"&gt;two&lt;/a&gt;.&lt;/p&gt;</description>
</item>
<item><link>https://e.example/two</link><title>Two</title></item>
<item><guid>a</guid><title>One again</title></item>
<item><title>Nothing tells me apart</title></item></channel></rss>"""


def test_identity_is_the_guid_or_else_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    got = parsed(RSS, monkeypatch, '"1"')
    assert {one.language for one in got.items} == {"en"}
    assert got.title == "News & more"
    assert (got.etag, got.ttl) == ('"1"', 5400)
    assert [one.key for one in got.items] == [
        item_key("https://e.example/feed", "a"),
        item_key("https://e.example/feed", "https://e.example/two"),
    ]


def test_links_are_made_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    slowly = RSS.replace(b"<item><guid", b"<item><undeclared:x/><guid", 1)
    for body in (RSS, slowly):
        links = {link for one in parsed(body, monkeypatch).items for link in one.links}
        assert links == {"https://e.example/two"}


NO_FEED = [
    b"",
    b"   ",
    b"not a feed at all",
    b"<html><body>Hello</body></html>",
    b'{"a": 1}',
    b"\x00\xff\xfe" * 50,
    b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><r>&a;</r>",
]


@pytest.mark.parametrize("body", NO_FEED)
def test_what_is_no_feed_is_refused_in_a_sentence(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match=r"(no feed that can be read|is empty)\.$"):
        parsed(body, monkeypatch)


def test_a_feed_cut_in_half_is_read_as_far_as_it_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    half = RSS[: RSS.index(b"Two</title>")]
    assert parsed(half, monkeypatch).items[0].title == "One"


def test_entities_neither_read_files_nor_explode(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = b"".join(
        b"<!ENTITY e%d '%s'>" % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    head = b"<!DOCTYPE rss [<!ENTITY e0 'ha'><!ENTITY f SYSTEM 'file:///etc/passwd'>"
    body = RSS.replace(b"<rss", head + bomb + b"]><rss").replace(b"One<", b"&f;&e11;<")
    assert "root:" not in repr(parsed(body, monkeypatch))


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, Refused), (403, Refused), (503, TryLater), (429, TryLater)],
)
def test_a_status_means_what_to_do_next(
    status: int, expected: type[PlatformError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "fetch", lambda *_, **__: served(b"", status))
    with pytest.raises(expected, match=str(status)):
        feeds.read("https://e.example/feed", Addresses())


def test_a_feed_that_is_gone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "fetch", lambda *_, **__: served(b"", 410))
    assert feeds.read("https://e.example/feed", Addresses()).gone


def test_a_page_leads_to_its_feed_form_and_api(world: World) -> None:
    found = find.discover(f"{world.url}/blog/harbor/", world.addresses)
    assert found.feed_url.endswith("/blog/harbor/feed/atom/")
    assert found.rest_root.endswith("/blog/harbor/wp-json/")
    itself = find.discover(found.feed_url, world.addresses)
    assert itself.feed_url == found.feed_url
    post = feed(world).items[0]
    page = find.discover(post.url, world.addresses)
    assert page.comment_form == f"{post.url}#respond"
    assert page.post_id > 0


def test_whether_a_blog_takes_comments_is_found_without_leaving_one(
    world: World,
) -> None:
    before = world.ask("world")["blog"]
    answers = [
        find.takes_comments(f"{world.url}/blog/{blog}/wp-json/", world.addresses)
        for blog in ("riverside", "harbor", "nowhere")
    ]
    assert answers == [True, False, False]
    assert world.ask("world")["blog"] == before


def test_html_becomes_text_with_its_paragraphs_and_headings() -> None:
    html = "<h2>What  helped</h2><p>One<br>two &amp; three</p><ul><li>a<li>b</ul>"
    assert markup.text_of(html) == "What helped\n\nOne\ntwo & three\n\na\nb"
    assert markup.html_of("a < b\n\n\n<script>") == "a &lt; b\n\n&lt;script&gt;"


def test_keys() -> None:
    assert site_of("https://User:pw@C.example:8000/blog/") == "c.example:8000/blog"
    assert number_in("wp:c.example:c3", "c.example") == (3, True)
    assert number_in("wp:c.example:3", "c.example") == (3, False)
    for wrong in ("wp:d.example:3", "feed:3", "wp:c.example:x"):
        with pytest.raises(ValueError, match="nothing on"):
            number_in(wrong, "c.example")
    assert person_id(4, "https://e.org", "Ana") == "user:4"
    assert person_id(0, "https://E.org/", "Ana") == "site:e.org"
    assert person_id(0, "", " Ana  Maria ") == "name:ana maria"
    assert len(item_key("https://e.org/feed", "1")) == 45


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
<link href="https://e.example/"/><id>x</id><updated>2026-11-01T00:00:00Z</updated>
{}</feed>"""
ENTRY = """<entry><title>{0}</title><link href="https://e.example/{0}"/><id>{0}</id>
<published>{1}</published><content type="html">Five words of a post</content></entry>"""
ODD_DATES = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:00-05:00",
    "1970-01-01T00:00:00Z",
    "tomorrow",
)


@pytest.mark.parametrize("slow", [False, True])
def test_an_impossible_date_breaks_no_feed_and_is_none(
    monkeypatch: pytest.MonkeyPatch, slow: bool
) -> None:
    dates = (*ODD_DATES, "2026-11-01T08:00:00-05:00")
    entries = "".join(ENTRY.format(at, date) for at, date in enumerate(dates))
    body = ATOM.format(entries).encode()
    monkeypatch.setattr(feeds, "fetch", lambda *_, **__: served(body))
    if slow:
        monkeypatch.setattr(feeds, "quickly", lambda _: {})
    got = {one.title: one.published_at for one in feeds.read("u", Addresses()).items}

    assert {title: at.isoformat() if at else None for title, at in got.items()} == {
        **{str(at): None for at in range(len(ODD_DATES))},
        str(len(ODD_DATES)): "2026-11-01T13:00:00+00:00",
    }


@pytest.mark.parametrize("date", ODD_DATES)
def test_a_date_that_a_reader_hands_out_unseen_is_none_too(date: str) -> None:
    assert feeds.moment({"published": date}) is None
    later = {"published": date, "updated": "2026-11-01T08:00:00"}
    assert feeds.moment(later) == datetime(2026, 11, 1, 8, tzinfo=UTC)
