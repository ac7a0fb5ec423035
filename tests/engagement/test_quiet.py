"""A queue that nothing happened to is told so by one statement, and only such a one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from engagement import decide, notes
from engagement.models import (
    Attention,
    Contact,
    Delivery,
    Interaction,
    Rule,
    Suggestion,
)
from engagement.views.quiet import is_quiet
from tests.audit import backdate
from tests.engagement.rows import (
    Town,
    follow,
    follow_owed,
    in_need,
    mention,
    queued,
    town,
    wrote,
)

pytestmark = pytest.mark.django_db

LONG = timedelta(hours=3)


@pytest.fixture
def csw() -> Town:
    """Somebody is owed thanks, somebody follows, and one answer is on its way."""
    here = town()
    mention(here)
    follow(here)
    follow_owed(here)
    queued(here, mention(here))
    in_need(here)
    return here


def let_it_rest() -> datetime:
    """All that ever happened was hours ago; the instant a page was made at."""
    then = timezone.now() - LONG
    backdate(then)
    Interaction.objects.update(noticed_at=then)
    for model in (Suggestion, Delivery, Attention):
        model._default_manager.update(touched_at=then, state_since=then)
    return timezone.now() - timedelta(minutes=1)


def a_card(here: Town) -> Suggestion:
    cards = Suggestion.objects.filter(center=here.center, state="open", owed=True)
    return cards.order_by("pk")[0]


def accept(here: Town) -> None:
    queued(here, a_card(here))


def dismiss(here: Town) -> None:
    decide.dismiss(a_card(here), by=here.poster, reason="not_kind")


def send(here: Town) -> None:
    Delivery.objects.get(state="queued").move("sending")


def take_the_call(here: Town) -> None:
    decide.take_attention(Attention.objects.get(), by=here.poster)


def say_who(here: Town) -> None:
    row = Interaction.objects.get(kind="follow", suggestion=None)
    notes.set_kind(row.profile.contact, by=here.poster, kind="organization")


STIRS: list[Callable[[Town], object]] = [
    mention,
    follow,
    follow_owed,
    in_need,
    lambda here: wrote(here, "Good morning, all."),
    accept,
    dismiss,
    send,
    take_the_call,
    say_who,
]


@pytest.mark.parametrize("stir", STIRS)
def test_whatever_happens_is_seen(csw: Town, stir: Callable[[Town], object]) -> None:
    loaded = let_it_rest()
    assert is_quiet(csw.center, loaded, timezone.now())

    stir(csw)

    assert not is_quiet(csw.center, loaded, timezone.now())


def test_another_center_is_none_of_ours(csw: Town) -> None:
    loaded = let_it_rest()
    other = town("lib", "1002")
    mention(other)
    in_need(other)
    queued(other, mention(other))

    assert is_quiet(csw.center, loaded, timezone.now())
    assert not is_quiet(other.center, loaded, timezone.now())


@pytest.mark.parametrize("field", ["hidden_until", "expires_at"])
def test_what_was_put_off_is_back_when_its_time_comes(csw: Town, field: str) -> None:
    loaded = let_it_rest()
    due = timezone.now() + timedelta(minutes=5)
    Suggestion.objects.filter(pk=a_card(csw).pk).update(**{field: due})

    assert is_quiet(csw.center, loaded, due - timedelta(seconds=1))
    assert not is_quiet(csw.center, loaded, due)
    assert is_quiet(csw.center, due, due + timedelta(seconds=4))


def claimed_until(here: Town, until: datetime) -> Suggestion:
    """A colleague is on a card until then, and touches it no more."""
    card = a_card(here)
    decide.claim(card, by=here.colleague)
    took = until - timedelta(seconds=settings.CLAIM_SECONDS)
    Suggestion.objects.filter(pk=card.pk).update(claimed_until=until, touched_at=took)
    return card


def test_a_claim_that_ran_out_is_no_quiet(csw: Town) -> None:
    loaded = let_it_rest()
    over = loaded + timedelta(seconds=30)
    card = claimed_until(csw, over)

    assert is_quiet(csw.center, loaded, over - timedelta(seconds=1))
    assert not is_quiet(csw.center, loaded, over)
    assert is_quiet(csw.center, over, over + timedelta(seconds=4))
    Suggestion.objects.filter(pk=card.pk).update(state="accepted")
    assert is_quiet(csw.center, loaded, over)


def test_a_claim_that_ran_out_reaches_a_colleagues_page(csw: Town) -> None:
    let_it_rest()
    now = timezone.now()
    client = Client()
    client.force_login(csw.poster.user, "django.contrib.auth.backends.ModelBackend")
    loaded = (now - timedelta(minutes=20)).isoformat()
    since = (now - timedelta(seconds=4)).isoformat()
    card = claimed_until(csw, now + timedelta(minutes=5))
    asked = {"since": since, "loaded": loaded, "shown": str(card.pk), "new": "0"}
    assert "Tom is on it" in client.get("/c/csw/").text
    assert client.get("/c/csw/changes/", asked).status_code == 204

    claimed_until(csw, now - timedelta(seconds=1))

    page = client.get("/c/csw/changes/", asked)
    assert page.status_code == 200
    assert f'id="s{card.pk}"' in page.text
    assert "is on it" not in page.text


def test_what_left_by_itself_goes_from_the_page(csw: Town) -> None:
    loaded = let_it_rest()
    left = loaded - timedelta(minutes=1)
    rule = Rule.objects.create(center=csw.center, account=csw.x, kind="auto_mention")
    Delivery.objects.update(
        by_rule=rule, state="sent", state_since=left, touched_at=left, by_member=None
    )
    gone = left + timedelta(minutes=5)

    assert is_quiet(csw.center, loaded, gone - timedelta(seconds=1))
    assert not is_quiet(csw.center, loaded, gone)


def test_a_tap_that_can_be_undone_no_more_goes_from_the_page(csw: Town) -> None:
    loaded = let_it_rest()
    said = loaded - timedelta(seconds=20)
    Contact.objects.filter(pk=a_card(csw).profile.contact_id).update(
        kind_by=csw.poster, kind_at=said
    )
    gone = said + timedelta(seconds=60)

    assert is_quiet(csw.center, loaded, gone - timedelta(seconds=1))
    assert not is_quiet(csw.center, loaded, gone)


def test_it_is_one_statement(
    csw: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    loaded = let_it_rest()
    with django_assert_num_queries(1):
        assert is_quiet(csw.center, loaded, timezone.now())


def test_a_page_is_told_what_was_committed_late(csw: Town) -> None:
    """Noticed before the page was made, in a transaction that ended after it."""
    let_it_rest()
    client = Client()
    client.force_login(csw.poster.user, "django.contrib.auth.backends.ModelBackend")
    noticed = timezone.now() - timedelta(seconds=30)
    loaded = (timezone.now() - timedelta(seconds=10)).isoformat()
    asked = {"since": loaded, "loaded": loaded, "mark_followers": "as it was"}

    assert client.get("/c/csw/changes/", asked).status_code == 204
    follow(csw, noticed_at=noticed)

    page = client.get("/c/csw/changes/", asked)
    assert page.status_code == 200
    assert "follow" in page.text
