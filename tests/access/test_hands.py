"""Hands: everybody says it of their own, a supervisor of all; cards say whose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import hands
from accounts.connecting.forms import HandsForm
from accounts.models import Activity, Hands, Member
from engagement.models import Post
from tests.engagement.rows import Town, mention, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def csw() -> Town:
    return town()


def at(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def lend(csw: Town, by: Member, whose: Member, **told: str) -> int:
    path = f"/c/csw/sources/hands/of/{csw.x.pk}/"
    words = {"member": str(whose.pk), "how": "delegate", "since": ""}
    return at(by).post(path, words | told).status_code


def end(csw: Town, by: Member, row: Hands) -> int:
    return at(by).post(f"/c/csw/sources/hands/{row.pk}/end/").status_code


def test_a_poster_says_it_of_their_own_hands_and_of_nobody_elses(csw: Town) -> None:
    assert lend(csw, csw.poster, csw.poster, since="2026-11-03") == 302
    assert lend(csw, csw.poster, csw.colleague) == 422

    row = Hands.objects.get()
    assert (row.member, row.how, row.until) == (csw.poster, "delegate", None)
    assert row.since == datetime(2026, 11, 3, tzinfo=UTC)
    line = Activity.objects.get(verb="noted the hands of")
    assert line.detail == {"whose": csw.poster.pk, "how": "delegate"}


def test_a_supervisor_says_and_ends_it_for_anybody(csw: Town) -> None:
    assert lend(csw, csw.supervisor, csw.colleague, how="device") == 302
    row = Hands.objects.get()
    assert row.how == "device"
    assert end(csw, csw.supervisor, row) == 302
    row.refresh_from_db()
    assert row.until
    assert Activity.objects.filter(verb="ended the hands of").count() == 1
    # Ended twice is ended once.
    end(csw, csw.supervisor, row)
    assert Activity.objects.filter(verb="ended the hands of").count() == 1
    page = at(csw.poster).get("/c/csw/sources/hands/").text
    assert "Hands that were taken away" in page


def test_a_poster_ends_their_own_and_a_colleagues_not(csw: Town) -> None:
    csw.hands(csw.poster)
    csw.hands(csw.colleague)
    own, other = Hands.objects.order_by("pk")
    assert end(csw, csw.poster, other) == 403
    assert end(csw, csw.poster, own) == 302
    assert list(Hands.objects.filter(until=None)) == [other]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"since": "soon"}, "A day like 2026-11-03"),
        ({"since": "2099-01-01"}, "That day has not come yet"),
        ({"how": "by magic"}, "Choose one of the ways"),
        ({"member": "999999"}, "nobody of this Center"),
    ],
)
def test_what_is_wrong_stands_beside_the_field(
    csw: Town, told: dict[str, str], why: str
) -> None:
    path = f"/c/csw/sources/hands/of/{csw.x.pk}/"
    words = {"member": str(csw.poster.pk), "how": "delegate", **told}
    page = at(csw.supervisor).post(path, words)
    assert page.status_code == 422
    assert why in page.text
    assert not Hands.objects.exists()


def test_noted_twice_is_said_in_words(csw: Town) -> None:
    csw.hands(csw.poster)
    path = f"/c/csw/sources/hands/of/{csw.x.pk}/"
    words = {"member": str(csw.poster.pk), "how": "delegate"}
    page = at(csw.supervisor).post(path, words, follow=True)
    assert "is noted for @CenterSW already" in page.text
    assert Hands.objects.count() == 1


def by_hand(csw: Town, viewer: Member) -> str:
    """The page of a card that X lets no machine do."""
    card = mention(csw, summons=False)
    Post.objects.update(summons_us=False)
    page = at(viewer).get(f"/c/csw/s/{card.pk}/").text
    return " ".join(page.split())


def test_a_card_by_hand_says_as_whom_how_since_when_and_who_else(csw: Town) -> None:
    hands.lend(
        csw.x,
        member=csw.poster,
        by=csw.poster,
        since=timezone.now() - timedelta(days=400),
    )
    csw.hands(csw.colleague)
    since = hands.day(Hands.objects.get(member=csw.poster).since)

    mine = by_hand(csw, csw.poster)
    assert f"You will act as @CenterSW (as a delegate since {since})" in mine
    assert "On X, switch to it first" in mine
    assert "Tom can do it, too" in mine

    hers = by_hand(csw, csw.supervisor)
    assert "Ready for Maya" in hers
    assert f"Maya may act as @CenterSW (as a delegate since {since})" in hers


def test_who_has_no_hands_left_is_offered_no_card(csw: Town) -> None:
    csw.hands(csw.poster)
    hands.end(Hands.objects.get(), by=csw.poster)
    assert "Nobody’s hands are known for @CenterSW" in by_hand(csw, csw.poster)


def test_how_one_gets_in_is_said_by_network(csw: Town) -> None:
    row = hands.lend(csw.x, member=csw.poster, by=csw.poster, how="login")
    assert hands.said(row).startswith("with the account’s own password since")
    assert [how for how, _ in hands.hows_on("facebook")] == ["page_access", "device"]
    assert hands.hows_on("blog")[0][0] == "login"


@pytest.mark.parametrize("platform", ["twitter", "facebook", "blog"])
def test_the_wizard_asks_for_the_same_ways_as_the_page_of_hands(
    csw: Town, platform: str
) -> None:
    csw.x.platform = platform
    form = HandsForm(csw.x, [csw.poster], {f"may{csw.poster.pk}": "on"})

    field: Any = form.fields[f"how{csw.poster.pk}"]
    assert tuple(field.choices) == hands.hows_on(platform)
    assert form.is_valid()
    assert form.chosen() == [(csw.poster, hands.hows_on(platform)[0][0])]


def test_another_way_of_hands_that_are_known_leaves_its_line(csw: Town) -> None:
    for how in ("login", "delegate"):
        hands.note(csw.x, member=csw.poster, by=csw.supervisor, how=how)
    lines = Activity.objects.filter(verb="noted the hands of").order_by("pk")
    assert [one.detail["how"] for one in lines] == ["login", "delegate"]
