"""A freeze stops all that leaves, says what had left, and asks before it is lifted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from accounts.models import Member
from engagement import decide, deliver
from engagement.frozen import got_away
from engagement.models import Contact, Delivery
from engagement.urls import urlpatterns
from tests.engagement.outside import Outside, play, send
from tests.engagement.rows import Town, mention, queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
WHY = "A complaint about Tuesday's post"


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = Outside()
    play(outside, monkeypatch)
    return outside


def freeze(csw: Town) -> None:
    decide.freeze(csw.center, by=csw.supervisor, reason=WHY)
    csw.center.refresh_from_db()


def at(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def after_the_claim(do: Callable[[], object]) -> Callable[..., Any]:
    """For the connection: right after a line is claimed, and before all else, this."""
    claimed: list[bool] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if claimed == [True]:
            claimed.append(True)
            do()
        answer = execute(sql, params, many, context)
        if sql.startswith('UPDATE "engagement_delivery"') and "lease_until" in sql:
            claimed.append(True)
        return answer

    return watch


def test_what_a_worker_had_claimed_already_does_not_leave(
    csw: Town, outside: Outside
) -> None:
    delivery = queued(csw, mention(csw))

    with connection.execute_wrapper(after_the_claim(lambda: freeze(csw))):
        deliver.send(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.held_by_freeze) == ("held", True)
    assert outside.said == []
    assert not got_away(csw.center).exists()


def test_what_was_on_its_way_is_said(csw: Town, outside: Outside) -> None:
    outside.meanwhile = lambda: freeze(csw)
    delivery = send(queued(csw, mention(csw)))
    assert delivery.state == "sent"

    page = at(csw.poster).get("/c/csw/outbox/").text

    assert "1 was on its way already when it was frozen" in page
    assert f"to {delivery.suggestion.profile.called} as @CenterSW" in page
    assert delivery.receipt_url in page


def quiet(delivery: Delivery) -> None:
    """Somebody says that they are a private person, and a supervisor answered."""
    Contact.objects.filter(pk=delivery.suggestion.profile.contact_id).update(
        kind="private"
    )
    Delivery.objects.filter(pk=delivery.pk).update(by_member=None)


def test_of_a_private_person_it_is_said_to_supervisors_alone(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    quiet(delivery)
    delivery.refresh_from_db()
    deliver.outbox.claim(delivery)
    freeze(csw)

    page = at(csw.poster).get("/c/csw/outbox/").text

    assert "already when it was frozen" not in page
    assert delivery.suggestion.profile.called not in page
    page = at(csw.supervisor).get("/c/csw/outbox/").text
    assert "1 was on its way already when it was frozen" in page


def test_a_poster_lets_go_of_as_many_as_the_page_has_said(csw: Town) -> None:
    shown, hidden = queued(csw, mention(csw)), queued(csw, mention(csw))
    quiet(hidden)
    freeze(csw)
    decide.unfreeze(csw.center, by=csw.supervisor)
    client = at(csw.poster)
    assert "The freeze held 1." in client.get("/c/csw/outbox/").text

    page = client.post("/c/csw/outbox/let-go/", follow=True).text

    assert "1 let go" in page
    shown.refresh_from_db()
    hidden.refresh_from_db()
    assert (shown.state, hidden.state) == ("queued", "held")
    assert (
        "1 let go" in at(csw.supervisor).post("/c/csw/outbox/let-go/", follow=True).text
    )


def test_who_freezes_is_told_of_what_still_waits_for_its_answer(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    deliver.outbox.claim(delivery)

    page = at(csw.supervisor).post("/c/csw/outbox/freeze/", {"why": WHY}, follow=True)

    assert "Frozen. 1 was on the way already: see below." in page.text
    assert "we wait for the network’s answer" in page.text


def test_what_left_before_or_waits_is_not_said_to_be_on_its_way(
    csw: Town, outside: Outside
) -> None:
    before = send(queued(csw, mention(csw)))
    Delivery.objects.update(state_since=timezone.now() - timedelta(seconds=1))
    queued(csw, mention(csw))
    freeze(csw)

    assert before.state == "sent"
    assert not got_away(csw.center).exists()


def whole_pages() -> list[str]:
    """Every address of a Center that needs no id."""
    found = [one for one in urlpatterns if isinstance(one, URLPattern)]
    return [str(one.pattern) for one in found if not one.pattern.converters]


def test_who_froze_and_why_is_on_every_page(csw: Town) -> None:
    card = mention(csw)
    freeze(csw)
    clients = [at(csw.poster), at(csw.supervisor)]
    paths = [*whole_pages(), f"s/{card.pk}/", f"contacts/{card.profile.contact_id}/"]
    shown = 0

    for client in clients:
        for path in paths:
            page = client.get(f"/c/csw/{path}")
            html = page.headers["Content-Type"].startswith("text/html")
            if page.status_code == 200 and html and "<h1>" in page.text:
                shown += 1
                assert "Frozen by Ruth: A complaint about Tuesday&#x27;s post." in (
                    page.text
                ), path
    assert shown > 30


def test_a_page_that_is_open_hears_of_it(csw: Town) -> None:
    client = at(csw.poster)
    since = timezone.now().isoformat()
    url = "/c/csw/changes/"
    asked = {"since": since, "loaded": since, "new": "0", "shown": "", "frozen": "0"}
    freeze(csw)

    page = client.get(url, asked, headers={"HX-Request": "true"})
    assert "Frozen by Ruth" in page.text
    assert 'data-frozen="1"' in page.text

    told = client.get(url, asked | {"frozen": "1"}, headers={"HX-Request": "true"})
    assert "Frozen by Ruth" not in told.text

    decide.unfreeze(csw.center, by=csw.supervisor)
    lifted = client.get(url, asked | {"frozen": "1"}, headers={"HX-Request": "true"})
    assert '<div id="strip" hx-swap-oob="innerHTML"></div>' in lifted.text


def test_before_it_is_lifted_what_waits_is_shown(csw: Town) -> None:
    first, second = queued(csw, mention(csw)), queued(csw, mention(csw))
    Delivery.objects.filter(pk=second.pk).update(
        not_after=timezone.now() - timedelta(days=30)
    )
    type(second.suggestion).objects.filter(pk=second.suggestion_id).update(
        decided_at=timezone.now() - timedelta(days=60)
    )
    freeze(csw)

    page = at(csw.supervisor).get("/c/csw/outbox/unfreeze/").text

    assert "2 wait. Which shall go on?" in page
    assert f'value="{first.pk}" checked' in page
    assert f'value="{second.pk}">' in page
    assert "too late: its card comes back" in page
    csw.center.refresh_from_db()
    assert csw.center.frozen_at


def test_what_is_ticked_goes_on_and_the_rest_waits(csw: Town) -> None:
    first, second = queued(csw, mention(csw)), queued(csw, mention(csw))
    freeze(csw)

    page = at(csw.supervisor).post(
        "/c/csw/outbox/unfreeze/", {"go": [str(first.pk), "x", "²"]}, follow=True
    )

    assert "Lifted. 1 goes on. 1 waits for a word." in page.text
    for one in (first, second):
        one.refresh_from_db()
    assert (first.state, second.state) == ("queued", "held")


def test_only_what_the_freeze_held_can_be_ticked(csw: Town) -> None:
    there = town("elsewhere", "2002")
    theirs, kept = queued(there, mention(there)), queued(csw, mention(csw))
    decide.freeze(there.center, by=there.supervisor, reason="x")
    Delivery.objects.filter(pk=kept.pk).update(state="held", error_code="")
    freeze(csw)

    at(csw.supervisor).post(
        "/c/csw/outbox/unfreeze/", {"go": [str(theirs.pk), str(kept.pk)]}
    )

    for one in (theirs, kept):
        one.refresh_from_db()
        assert one.state == "held"


def test_by_hand_the_card_asks_not_to_post_it_now(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    Delivery.objects.update(state="by_hand", mode="hand", for_member=csw.poster)
    client = at(csw.poster)
    assert "Open X" in client.get(f"/c/csw/s/{delivery.suggestion_id}/").text

    freeze(csw)

    page = client.get(f"/c/csw/s/{delivery.suggestion_id}/").text
    assert "please do not post this now" in page
    assert "Open X" not in page
    # Where the page was open already, the card changes in place.
    asked = {
        "since": str(csw.center.frozen_at and csw.center.frozen_at.isoformat()),
        "shown": str(delivery.suggestion_id),
    }
    live = client.get("/c/csw/changes/", asked, headers={"HX-Request": "true"})
    assert "please do not post this now" in live.text
    # What is out already can still be said.
    assert client.post(f"/c/csw/d/{delivery.pk}/done/").status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == "sent"
