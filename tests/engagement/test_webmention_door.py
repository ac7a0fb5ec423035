"""Anybody may tell us of a link: what is taken down, and what the door refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Account
from engagement import ingest
from engagement.ingest.told import A_HOST
from engagement.models import Linkback
from tests.engagement.linked import HOME, OURS, Linked, linked

__all__ = ["linked"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("", OURS, "Say which page is the source"),
        ("https://a.example/", "", "Say which page is the target"),
        (OURS, OURS, "the same page"),
        (f"{OURS}#part", OURS, "the same page"),
        ("ftp://a.example/", OURS, "not a web address"),
        ("javascript:alert(1)", OURS, "not a web address"),
        ("https://a.example/ x", OURS, "not a web address"),
        ("https://a.example/" + "x" * 1000, OURS, "not a web address"),
        ("https://a.example/\x00", OURS, "not a web address"),
        ("https://a.example/", "https://b.example/", "not on this blog"),
        ("https://a.example/", "https://center.example/blogger/", "not on this blog"),
        (f"{HOME}mine/", OURS, "a page of our own"),
        ("http://[broken", OURS, "not a web address"),
        ("http://a.example:99999/", OURS, "not a web address"),
        ("http://127.0.0.1/x", OURS, "not an address that we go to"),
        ("http://10.0.0.8/x", OURS, "not an address that we go to"),
        ("http://[::1]/x", OURS, "not an address that we go to"),
        ("http://intranet/x", OURS, "not an address that we go to"),
        ("https://user:pw@a.example/", OURS, "not an address that we go to"),
        ("http://169.254.169.254/latest/", OURS, "not an address that we go to"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    linked: Linked, source: str, target: str, why: str
) -> None:
    answer = linked.tell(source, target)

    assert answer.status_code == 400
    assert why in answer.text
    assert not Linkback.objects.exists()


def test_one_site_names_only_so_many_pages_an_hour(linked: Linked) -> None:
    for number in range(A_HOST):
        assert linked.tell(f"https://a.example/{number}/").status_code == 202

    late = linked.tell("https://a.example/late/")

    assert late.status_code == 429
    assert late["Retry-After"]
    # Another site, and the same page told again, are heard all the same.
    assert linked.tell("https://b.example/1/").status_code == 202
    assert linked.tell("https://a.example/1/").status_code == 202
    assert Linkback.objects.count() == A_HOST + 1


def test_one_page_names_only_so_many_of_ours_an_hour(linked: Linked) -> None:
    source = "https://a.example/list/"
    for number in range(A_HOST):
        assert linked.tell(source, f"{HOME}?page={number}").status_code == 202

    assert linked.tell(source, f"{HOME}?page=late").status_code == 429
    assert linked.tell("https://www.a.example/b/").status_code == 429
    # The same link told again is no other.
    assert linked.tell(source, f"{HOME}?page=1").status_code == 202
    assert Linkback.objects.count() == A_HOST


def test_who_tells_of_many_waits_behind_the_others(linked: Linked) -> None:
    for number in range(5):
        linked.tell(f"https://a.example/{number}/")
    linked.tell("https://b.example/1/")
    linked.tell("https://c.example/1/")
    hosts = dict(Linkback.objects.values_list("pk", "source"))

    first = [hosts[pk] for pk in ingest.linkbacks_due(timezone.now())]
    assert first == ["https://a.example/0/", "https://b.example/1/"]

    # While a page of theirs is looked at, it is another's turn.
    lease = timezone.now() + timedelta(minutes=1)
    Linkback.objects.filter(source=first[0]).update(lease_until=lease)
    (pk,) = ingest.linkbacks_due(timezone.now())
    assert hosts[pk] == "https://b.example/1/"


def test_only_a_blog_of_ours_hears(linked: Linked) -> None:
    said = {"source": "https://a.example/", "target": OURS}
    door = linked.client.post
    assert door(f"/webmention/{linked.town.x.pk}/", said).status_code == 404
    assert door("/webmention/99999/", said).status_code == 404
    assert linked.client.get(f"/webmention/{linked.blog.pk}/").status_code == 405
    # Not a form as webmentions are sent
    assert door(f"/webmention/{linked.blog.pk}/", said).status_code == 400

    Account.objects.filter(pk=linked.blog.pk).update(disconnected_at=timezone.now())
    assert linked.tell("https://a.example/").status_code == 404
    assert not Linkback.objects.exists()


def test_more_than_two_addresses_is_too_much(linked: Linked) -> None:
    answer = linked.tell("https://a.example/", more="x" * 20_000)

    assert answer.status_code == 413
