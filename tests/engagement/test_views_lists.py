"""The outbox, the contacts and the sources: what stands there, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import presences
from accounts.connect import tokens_of
from accounts.models import Account, Member
from accounts.platforms.base import ProfileData
from accounts.platforms.blog import Blog
from engagement import decide
from engagement.aim import main_way
from engagement.models import Contact, Delivery, Watch
from tests.engagement.rows import Town, mention, queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
BLOG = "https://blog.example.org/"


@pytest.fixture
def csw() -> Town:
    return town()


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def text(member: Member, path: str) -> str:
    return browser(member).get(f"/c/csw/{path}").text


def by_hand(csw: Town) -> Delivery:
    card = mention(csw, summons=False)
    way = main_way(card)
    assert way is not None
    return decide.accept(card, by=csw.poster, way=way, text="Thank you.")


def test_who_was_never_in_touch_stands_last(csw: Town) -> None:
    for number in range(31):
        Contact.objects.create(center=csw.center, name=f"Never {number}")
    Contact.objects.create(
        center=csw.center, name="Lately", last_touch_at=timezone.now()
    )

    names = text(csw.poster, "contacts/").split('class="rows"')[1]

    assert "Lately" in names.split("Never")[0]
    with CaptureQueriesContext(connection) as asked:
        text(csw.poster, "contacts/")
        text(csw.poster, "by-hand/")
    by_touch = [q["sql"] for q in asked if '"last_touch_at" DESC' in q["sql"]]
    assert len(by_touch) >= 2
    # PostgreSQL puts them first, unless it is told.
    assert all('"last_touch_at" DESC NULLS LAST' in sql for sql in by_touch)


def test_the_outbox_asks_a_dozen_times_at_most(csw: Town) -> None:
    client = browser(csw.poster)
    for _ in range(25):
        queued(csw, mention(csw))
    told = {"evidence": "said", "settled_by": csw.colleague, "for_member": csw.poster}
    # Of those on their way an account has only one.
    for state in set(Delivery.State.values) - {"sending"}:
        Delivery.objects.update(state=state, **told)
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/c/csw/outbox/").text
        assert page.count('<tr id="d') == 25
        assert len(asked) <= 12, state


def test_what_was_seen_is_said_to_be_seen(csw: Town) -> None:
    one = by_hand(csw)
    decide.done(one, by=csw.poster)
    assert "Seen on X ✓" not in text(csw.poster, "outbox/")
    Delivery.objects.update(evidence="seen", receipt_key="x:1")
    assert "Seen on X ✓" in text(csw.poster, "outbox/")
    Delivery.objects.update(mode="api")
    assert "Seen on X ✓" not in text(csw.poster, "outbox/")


def test_a_key_is_added_on_the_page(csw: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    me = ProfileData("1", handle="kindred", name="K")
    monkeypatch.setattr(Blog, "me", lambda self: me)
    told = {"platform": "blog", "name": BLOG}
    browser(csw.supervisor).post("/c/csw/sources/account/", told)
    blog = Account.objects.get(platform="blog")
    path = f"/c/csw/sources/account/{blog.pk}/again/"
    page = text(csw.supervisor, "sources/")
    assert "Add a key" in page
    assert path in page
    assert 'name="user"' in page.split(path)[1].split("</form>")[0]
    assert path not in text(csw.poster, "sources/")
    empty = browser(csw.supervisor).post(path, {}, follow=True)
    assert "Paste its token" in empty.text

    browser(csw.supervisor).post(path, {"user": "ada", "token": "secret words"})

    blog.refresh_from_db()
    assert (tokens_of(blog).user, tokens_of(blog).access) == ("ada", "secret words")


def test_the_same_account_with_a_key_is_the_same_row(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = ProfileData("1", handle="kindred", name="K")
    monkeypatch.setattr(Blog, "me", lambda self: me)
    told = {"platform": "blog", "name": BLOG}
    browser(csw.supervisor).post("/c/csw/sources/account/", told)
    told |= {"user": "ada", "token": "secret words"}

    browser(csw.supervisor).post("/c/csw/sources/account/", told)

    assert Account.objects.get(platform="blog").has_token


@pytest.mark.parametrize("slug", ["csw", "law"])
def test_a_handle_belongs_to_one_account(csw: Town, slug: str) -> None:
    """The first has it by its id; by hand it comes by its name."""
    who = csw.supervisor if slug == "csw" else town("law", "2002").supervisor
    Account.objects.filter(center__slug="law").update(handle="LawClinic")
    told = {"platform": "twitter", "name": "@centersw"}

    page = browser(who).post(f"/c/{slug}/sources/account/", told)

    assert page.status_code == 422
    assert presences.CONNECTED_ALREADY in page.text
    assert not Account.objects.filter(external_id="@centersw").exists()


def test_who_left_has_no_hands(csw: Town) -> None:
    csw.hands(csw.colleague)
    assert "Hands: Tom" in text(csw.poster, "sources/")
    Member.objects.filter(pk=csw.colleague.pk).update(left_at=timezone.now())
    assert "Tom" not in text(csw.poster, "sources/")


def test_more_sources_than_fit_stand_on_pages(csw: Town) -> None:
    soon = timezone.now() + timedelta(days=1)
    for number in range(205):
        Watch.objects.create(
            center=csw.center,
            kind="feed",
            target_key=f"https://{number}.example/feed",
            title=f"Blog {number:03}",
            next_at=soon,
        )
    found = "".join(text(csw.poster, f"sources/?page={page}") for page in (1, 2, 3))
    for number in (0, 100, 204):
        assert f"Blog {number:03}" in found
    refused = browser(csw.poster).post("/c/csw/sources/feed/", {"url": ""}).text
    assert 'href="/c/csw/sources/?page=2"' in refused
