"""A post of ours links to others: each site that wants to know is told, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Center
from accounts.platforms.base import Addresses
from accounts.platforms.blog import linkbacks
from engagement import deliver
from engagement.models import Contact, Linkback, Post, Profile
from tests.engagement.linked import HOME, Linked, linked
from tests.servers.pages import Answer

__all__ = ["linked"]

pytestmark = pytest.mark.django_db


def told(linked: Linked, path: str = "/endpoint") -> list[tuple[str, str]]:
    return [
        (form["source"], form["target"]) for at, form, _ in linked.web.got if at == path
    ]


def discoverable(linked: Linked, path: str = "/theirs/") -> str:
    linked.web.answers["/endpoint"] = Answer(status=202)
    return linked.web.put(path, "<p>Theirs.</p>", Link='</endpoint>; rel="webmention"')


def test_who_is_linked_to_is_told_once(linked: Linked) -> None:
    target = discoverable(linked)
    post = linked.publish(target, f"{target}#part", f"{HOME}kinship/", "mailto:a@b.c")

    linked.send()
    linked.send()

    assert told(linked) == [(post.url, f"{target}#part")]
    (row,) = Linkback.objects.all()
    assert (row.state, row.how) == ("done", "webmention")


@pytest.mark.parametrize(
    ("link", "body", "wanted"),
    [
        ('</one>; rel="webmention"', '<link rel="webmention" href="/two">', "/one"),
        ("</one>; rel=webmention", "", "/one"),
        ('<one>; rel="other", </one>; rel="WebMention x"', "", "/one"),
        (
            "",
            '<a rel="webmention" href="/one">a</a><link rel=webmention href=/2>',
            "/one",
        ),
        (
            "",
            '<link rel="other webmention" href="../one?x=1&amp;y=2">',
            "/deep/one?x=1&y=2",
        ),
        (
            "",
            '<!-- <link rel="webmention" href="/no"> --><a rel=webmention href=/one>',
            "/one",
        ),
        ("", '<a href="/no">no</a><a rel="nowebmention" href="/no">no</a>', ""),
        (
            "",
            '<a rel="webmention">no address</a><a rel=webmention href="/one">',
            "/one",
        ),
        ("", '<link rel="webmention" href="">', "/deep/theirs/"),
        ('<>; rel="webmention"', "", "/deep/theirs/"),
        ("", "<p>&lt;link rel='webmention' href='/no'&gt;</p>", ""),
    ],
)
def test_the_endpoint_is_found_as_the_standard_says(
    linked: Linked, link: str, body: str, wanted: str, settings: object
) -> None:
    headers = {"Link": link} if link else {}
    target = linked.web.put("/deep/theirs/", f"<body>{body}</body>", **headers)
    places = linked_addresses(linked)

    found = linkbacks.endpoint_of(target, places)

    assert found.url == (linked.web.url + wanted if wanted else "")


def linked_addresses(linked: Linked) -> Addresses:
    return Addresses(allowed_private_hosts=frozenset({linked.web.place}))


def test_an_endpoint_is_relative_to_where_the_page_moved(linked: Linked) -> None:
    linked.web.put("/new/place/", '<link rel="webmention" href="told">')
    old = linked.web.answer("/old/", 301, Location="/new/place/")

    found = linkbacks.endpoint_of(old, linked_addresses(linked))

    assert found.url == f"{linked.web.url}/new/place/told"


def test_who_does_not_ask_is_not_told(linked: Linked) -> None:
    linked.publish(linked.web.put("/theirs/", "<p>Theirs.</p>"))
    linked.send()

    row = Linkback.objects.get()
    assert row.state == "refused"
    assert "does not ask to be told" in row.error
    assert linked.web.got == []


def test_a_site_in_trouble_is_told_later(linked: Linked) -> None:
    target = discoverable(linked)
    linked.web.answers["/endpoint"] = Answer(status=503)
    linked.publish(target)
    linked.send()
    row = Linkback.objects.get()
    assert row.state == "waiting"
    assert row.next_at > timezone.now()

    linked.web.answers["/endpoint"] = Answer(status=200)
    linked.send()

    assert Linkback.objects.get().state == "done"
    assert len(told(linked)) == 2


def test_a_site_that_says_no_is_not_asked_again(linked: Linked) -> None:
    target = discoverable(linked)
    linked.web.answers["/endpoint"] = Answer(status=400)
    linked.publish(target)
    linked.send()
    linked.send()

    assert len(told(linked)) == 1
    assert "400" in Linkback.objects.get().error


def test_a_redirect_of_the_endpoint_keeps_what_is_said(linked: Linked) -> None:
    target = discoverable(linked)
    linked.web.answers["/endpoint"] = Answer(status=302, headers={"Location": "/moved"})
    linked.web.answers["/moved"] = Answer(status=202)
    linked.publish(target)
    linked.send()

    assert len(told(linked, "/moved")) == 1


@pytest.mark.parametrize(
    "endpoint", ["http://127.0.0.1:1/", "http://10.1.2.3/", "http://printer.local/"]
)
def test_no_endpoint_inside_the_network_is_told(linked: Linked, endpoint: str) -> None:
    linked.publish(linked.web.put("/t/", "", Link=f"<{endpoint}>; rel=webmention"))
    linked.send()

    row = Linkback.objects.get()
    assert row.state == "refused"
    assert "inside the network" in row.error


@pytest.mark.parametrize("ours", ["wordpress", "another"])
def test_a_pingback_is_sent_where_our_blog_sends_none(
    linked: Linked, ours: str, settings: object
) -> None:
    target = linked.web.put("/theirs/", "<p>Theirs.</p>", X_Pingback="/xmlrpc.php")
    linked.web.answers["/xmlrpc.php"] = Answer("<methodResponse><params/>")
    api = '<link rel="https://api.w.org/" href="/wp-json/">'
    source = linked.web.put("/ours/", api if ours == "wordpress" else "<p>Ours.</p>")
    post = linked.publish(target)
    Post.objects.filter(pk=post.pk).update(url=source)
    linked.send()

    row = Linkback.objects.get()
    assert row.state == "done"
    calls = [raw for at, _, raw in linked.web.got if at == "/xmlrpc.php"]
    if ours == "wordpress":
        # WordPress has pinged already when it published
        assert (row.how, calls) == ("itself", [])
    else:
        assert row.how == "pingback"
        assert b"pingback.ping" in calls[0]
        assert source.encode() in calls[0]


@pytest.mark.parametrize(("fault", "state"), [(48, "done"), (17, "refused")])
def test_a_pingback_that_is_registered_already_is_well(
    linked: Linked, fault: int, state: str
) -> None:
    target = linked.web.put("/theirs/", "", X_Pingback="/xmlrpc.php")
    linked.web.answers["/xmlrpc.php"] = Answer(
        "<methodResponse><fault><value><struct><member><name>faultCode</name>"
        f"<value><int>{fault}</int></value></member></struct></value></fault>"
    )
    post = linked.publish(target)
    Post.objects.filter(pk=post.pk).update(url=linked.web.put("/ours/", ""))
    linked.send()

    assert Linkback.objects.get().state == state


def test_a_freeze_stops_it_and_its_end_lets_it_go(linked: Linked) -> None:
    linked.publish(discoverable(linked))
    Center.objects.update(frozen_at=timezone.now(), frozen_reason="Wait")
    linked.send()
    assert told(linked) == []
    assert Linkback.objects.get().state == "waiting"

    Center.objects.update(frozen_at=None)
    linked.send()
    assert len(told(linked)) == 1


def test_on_a_break_nothing_is_told(linked: Linked) -> None:
    linked.publish(discoverable(linked))
    until = timezone.now() + timedelta(days=3)
    Center.objects.update(paused_until=until)
    linked.send()

    row = Linkback.objects.get()
    assert told(linked) == []
    assert (row.state, row.next_at) == ("waiting", until)
    assert "break" in row.error


@pytest.mark.parametrize("why", ["first look", "a comment of ours", "on X"])
def test_only_new_posts_of_our_blog_are_told_of(linked: Linked, why: str) -> None:
    post = linked.publish(discoverable(linked))
    if why == "first look":
        Post.objects.filter(pk=post.pk).update(first_look=True)
    if why == "a comment of ours":
        Post.objects.filter(pk=post.pk).update(reply_to_key="wp:center:c3")
    if why == "on X":
        Post.objects.filter(pk=post.pk).update(account=linked.town.x)
    linked.send()

    assert not Linkback.objects.exists()


@pytest.mark.parametrize("kind", ["private", "spam"])
def test_who_is_not_to_be_reached_is_not_told(linked: Linked, kind: str) -> None:
    linked.known(linked.web.url, kind)
    linked.publish(discoverable(linked))
    linked.send()

    assert not Linkback.objects.exists()
    assert linked.web.asked == []


@pytest.mark.parametrize("since", ["private", "spam", "opted out"])
def test_who_is_not_to_be_reached_any_more_is_not_told(
    linked: Linked, since: str
) -> None:
    linked.publish(discoverable(linked))
    deliver.match_own(timezone.now())
    assert Linkback.objects.get().state == "waiting"
    profile = linked.known(linked.web.url)
    if since == "opted out":
        Profile.objects.filter(pk=profile.pk).update(opted_out_at=timezone.now())
    else:
        Contact.objects.filter(pk=profile.contact_id).update(kind=since)
    linked.send()

    # Nothing is asked of their site, and no line tells that something was left.
    assert linked.web.asked == []
    assert not Linkback.objects.exists()


def test_a_post_with_a_hundred_links_tells_the_first_few(linked: Linked) -> None:
    linked.publish(*[f"https://a.example/{n}/" for n in range(100)])
    linked.send()

    assert Linkback.objects.count() == 20
