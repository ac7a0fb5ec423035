"""The outbox, the contacts and the sources: what stands there, and what it costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts import presences
from accounts.connect import tokens_of
from accounts.models import Account, Activity, Center, Member
from accounts.platforms.base import ProfileData, Refused
from accounts.platforms.blog import Blog
from accounts.platforms.blog.find import Found
from engagement import decide, notes
from engagement.aim import main_way
from engagement.models import Contact, Delivery, Interaction, Post, Watch
from engagement.views import outbox
from tests.engagement.rows import Town, member, mention, queued, town
from tests.engagement.web import URL, Web

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
    orders = [q["sql"].partition("ORDER BY")[2] for q in asked]
    by_touch = [order for order in orders if '"last_touch_at"' in order]
    assert len(by_touch) >= 2
    # PostgreSQL puts them first, unless it is told.
    assert all("DESC NULLS LAST" in order for order in by_touch)


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


def test_sources_leads_owners_to_the_wizard(csw: Town) -> None:
    Account.objects.update(held_at=timezone.now(), held_reason="Revoked.")
    again = f"/c/csw/accounts/{csw.x.pk}/again/"
    assert again not in text(csw.supervisor, "sources/")
    assert again not in text(csw.poster, "sources/")
    Member.objects.filter(pk=csw.supervisor.pk).update(role="owner")
    owner = Member.objects.get(pk=csw.supervisor.pk)

    page = text(owner, "sources/")

    assert again in page
    assert "/c/csw/accounts/connect/" in page


def test_the_same_account_with_a_key_is_the_same_row(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = ProfileData("1", handle="kindred", name="K")
    monkeypatch.setattr(Blog, "me", lambda self: me)
    for user, token in (("", ""), ("ada", "secret words")):
        presences.add_account(
            by=csw.supervisor, platform="blog", name=BLOG, user=user, token=token
        )

    blog = Account.objects.get(platform="blog")
    assert (tokens_of(blog).user, tokens_of(blog).access) == ("ada", "secret words")


@pytest.mark.parametrize("slug", ["csw", "law"])
def test_a_handle_belongs_to_one_account(csw: Town, slug: str) -> None:
    """The first has it by its id; by hand it comes by its name."""
    who = csw.supervisor if slug == "csw" else town("law", "2002").supervisor
    Account.objects.filter(center__slug="law").update(handle="LawClinic")

    with pytest.raises(Refused, match=presences.CONNECTED_ALREADY):
        presences.add_account(
            by=who, platform="twitter", name="@centersw", user="", token=""
        )

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


def test_an_empty_tab_says_what_would_stand_there(csw: Town) -> None:
    found = {text(csw.poster, f"outbox/?show={tab}") for tab in outbox.TABS}
    assert len(found) == len(outbox.TABS)
    assert "Nothing is held" in text(csw.poster, "outbox/?show=held")


def test_what_is_listened_to_already_is_not_new(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = Web()
    monkeypatch.setattr("accounts.platforms.blog.feeds.read", web.read)
    monkeypatch.setattr(
        "accounts.platforms.blog.find.discover",
        lambda url, addresses: Found(url=url, feed_url=URL),
    )

    def listen() -> str:
        told = {"url": URL}
        answer = browser(csw.poster).post("/c/csw/sources/feed/", told, follow=True)
        return answer.text

    assert "Listening to Riverside." in listen()
    assert "You listen already to Riverside." in listen()
    Watch.objects.update(paused=True)
    assert "Listening to Riverside." in listen()
    assert Activity.objects.filter(verb="listens to").count() == 2


def test_a_token_that_no_key_opens_is_connected_again_here(
    csw: Town, settings: Settings
) -> None:
    settings.TOKEN_KEYS = [Fernet.generate_key().decode()]
    owner = member(csw.center, "Olga", "owner")
    page = text(owner, "sources/")
    assert "cannot be opened with the keys of this installation" in page
    assert "Connect again" in page
    assert "Add a key" not in page
    assert "Connect again" not in text(csw.poster, "sources/")


def test_a_day_that_was_noted_has_no_hour_and_stands_in_its_place(csw: Town) -> None:
    today = timezone.localdate()
    for days, note in ((1, "Soup"), (30, "Chairs")):
        line = notes.note_kindness(
            by=csw.poster,
            direction="in",
            who="Riverside",
            kind="other",
            note=note,
            happened_on=today - timedelta(days=days),
        )
    seen = text(csw.poster, f"contacts/{line.profile.contact_id}/")
    lines = seen.split('class="timeline"')[1].split("</ol>")[0]

    assert "12:00" not in lines
    assert ">yesterday</time>" in lines
    assert lines.index("Soup") < lines.index("Chairs")


@pytest.mark.parametrize(
    "when", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)]
)
def test_a_date_that_no_zone_has_breaks_no_page(csw: Town, when: datetime) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        Center.objects.update(zone=zone)
        card = mention(csw)
        Post.objects.update(peer=True, published_at=when)
        Interaction.objects.update(happened_at=when)
        Watch.objects.create(
            center=csw.center, kind="feed", target_key=zone, next_at=when, ok_at=when
        )
        contact = card.profile.contact_id
        for path in ("", "around/", "sources/", f"contacts/{contact}/"):
            assert browser(csw.poster).get(f"/c/csw/{path}").status_code == 200
