"""A peer's page that links to ours is a kindness; our own pages are no peers' posts."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account
from accounts.platforms.base import InteractionData, Kind, PostData, ProfileData
from engagement.ingest.inbox import blogs_that_link
from engagement.ingest.look import Us
from engagement.ingest.places import under
from engagement.keys import url_key
from engagement.models import Contact, Interaction, Post, Profile
from tests.engagement.script import dying, poll_now, poll_until_done
from tests.engagement.web import SITE, Web, a_center, a_feed, around

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    web = Web()
    monkeypatch.setattr("accounts.platforms.blog.feeds.read", web.read)
    return web


def test_a_link_to_a_post_of_ours_is_a_kindness_of_that_blog(web: Web) -> None:
    center = a_center()
    blog = Account.objects.create(
        center=center,
        platform="blog",
        external_id="7",
        host="center.example",
        web_url="https://center.example/blog/",
    )
    Post.objects.create(
        center=center,
        account=blog,
        key="wp:center.example:1",
        url="https://center.example/blog/one/",
        url_key=url_key("https://center.example/blog/one/"),
    )
    watch = a_feed(center, looked=True)
    web.publish(
        1,
        "http://www.center.example/blog/one",
        "https://center.example/blog/one/#part",
        "https://center.example/blogger/",
        "https://other.example/",
    )
    web.publish(2, "https://center.example/blog/about/")
    poll_now(watch)

    links = Interaction.objects.filter(center=center).order_by("post__key")
    told = [(one.kind, one.about_key, one.post and one.post.key) for one in links]
    assert told == [
        (Kind.LINK, "wp:center.example:1", "feed:1"),
        (Kind.LINK, "", "feed:2"),
    ]
    assert Contact.objects.get(center=center).received_count == 2


def test_what_stands_on_our_own_blog_is_no_peers_post(web: Web) -> None:
    center = a_center()
    Account.objects.create(
        center=center, platform="blog", external_id="7", web_url=SITE
    )
    web.publish(1)
    poll_now(a_feed(center, looked=True))
    assert not Post.objects.exists()


def test_a_kill_at_any_write_loses_and_doubles_nothing_of_a_feed(web: Web) -> None:
    center = a_center()
    Account.objects.create(
        center=center,
        platform="blog",
        external_id="7",
        web_url="https://center.example/",
    )
    watch = a_feed(center, looked=True)
    for number in range(1, 25):
        web.publish(number, f"https://center.example/{number}/")
        with dying(number):
            poll_until_done(watch)
        keys = {f"feed:{one}" for one in range(1, number + 1)}
        assert around(center) == keys
        assert Contact.objects.get(center=center).received_count == number


@pytest.mark.parametrize(
    ("link", "site", "inside"),
    [
        ("https://a.example/x", "https://a.example", True),
        ("http://www.A.example/", "https://a.example/", True),
        ("https://a.example/blog2/x", "https://a.example/blog", False),
        ("https://a.example.evil/", "https://a.example", False),
        ("not a link", "https://a.example", False),
        ("http://[broken", "https://a.example", False),
    ],
)
def test_an_address_belongs_to_a_site_by_host_and_folder(
    link: str, site: str, inside: bool
) -> None:
    assert under(link, site) is inside


@pytest.mark.parametrize(
    ("page", "whose"),
    [
        ("https://harbor.example/2026/11/one/", "harbor.example"),
        ("http://www.harbor.example/notes/one/?p=1", "harbor.example/notes"),
        ("https://harbor.example/notesbook/", "harbor.example"),
        ("https://www.pantry.example/a/", "www.pantry.example"),
        ("https://new.example/b/", "new.example/"),
        ("https://harbor.example.evil/one/", None),
        ("https://example/harbor.example/", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_a_blog_that_links_to_us_is_found_by_the_page(
    page: str, whose: str | None
) -> None:
    center = a_center()
    sites = ("harbor.example", "harbor.example/notes", "www.pantry.example")
    for site in (*sites, "new.example/"):
        contact = Contact.objects.create(center=center, name=site)
        Profile.objects.create(
            center=center,
            contact=contact,
            platform="blog",
            external_id=site,
            url=f"https://{site}",
        )
    by = ProfileData("stranger", url=page)
    link = InteractionData(Kind.LINK, "wm:1", by, PostData("p", page, "", by))

    with CaptureQueriesContext(connection) as asked:
        found = blogs_that_link(Us(center.pk, None, "blog"), [link])

    assert {key: one.external_id for key, one in found.items()} == (
        {"wm:1": whose} if whose else {}
    )
    assert not any("LIKE" in one["sql"] for one in asked)
