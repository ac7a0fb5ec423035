"""What is a supervisor's: a poster reads that it is, and nothing is changed."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Account, Attempt, Center, Member
from engagement import decide, deliver
from engagement.models import Contact, Delivery
from tests.engagement.outside import Outside, play
from tests.engagement.rows import Town, mention, queued, town
from tests.engagement.rows import member as a_member

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
BLOG = {"platform": "blog", "name": "https://our.example", "user": "", "token": ""}


@pytest.fixture
def csw() -> Town:
    return town()


def press(member: Member, page: str, **words: str) -> int:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client.post(f"/c/csw/{page}", words).status_code


def is_frozen() -> bool:
    return Center.objects.get().frozen_at is not None


def test_a_supervisor_freezes_and_a_poster_must_not(csw: Town) -> None:
    assert press(csw.poster, "outbox/freeze/", why="A complaint") == 403
    assert not is_frozen()

    assert press(csw.supervisor, "outbox/freeze/", why="A complaint") == 302
    assert is_frozen()


def test_a_supervisor_lifts_it_and_a_poster_must_not(csw: Town) -> None:
    decide.freeze(csw.center, by=csw.supervisor, reason="A complaint")

    assert press(csw.poster, "outbox/unfreeze/") == 403
    assert is_frozen()

    assert press(csw.supervisor, "outbox/unfreeze/") == 302
    assert not is_frozen()


def test_an_owner_adds_an_account_and_others_must_not(csw: Town) -> None:
    owner = a_member(csw.center, "Olga", "owner")
    by_hand = {"path": "blog-hand"}
    for who in (csw.poster, csw.supervisor):
        assert press(who, "accounts/connect/", **by_hand) == 403
    assert press(owner, "accounts/connect/", **by_hand) == 302
    begun = Attempt.objects.get()
    step = f"accounts/connect/{begun.pk}/name/"
    for who in (csw.poster, csw.supervisor):
        assert press(who, step, **BLOG) == 403
    assert Account.objects.count() == 1

    assert press(owner, step, **BLOG) == 302
    assert Account.objects.count() == 2


def held(csw: Town, monkeypatch: pytest.MonkeyPatch) -> Delivery:
    """The worker met a boundary."""
    play(Outside(), monkeypatch)
    delivery = queued(csw, mention(csw))
    Contact.objects.update(kind="private")
    deliver.send(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == "held"
    return delivery


def test_what_a_boundary_holds_only_a_supervisor_lets_go(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = held(csw, monkeypatch)

    for path in (f"d/{delivery.pk}/let-go/", "outbox/let-go/"):
        press(csw.poster, path)
        delivery.refresh_from_db()
        assert delivery.state == "held"

    press(csw.supervisor, f"d/{delivery.pk}/let-go/")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.released_by) == ("queued", csw.supervisor)


def test_after_a_freeze_a_poster_may(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    Delivery.objects.update(state="held", error_code=Delivery.FROZEN)

    press(csw.poster, f"d/{delivery.pk}/let-go/")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.released_by) == ("queued", None)


def test_nobody_lets_go_while_it_is_frozen(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    decide.freeze(csw.center, by=csw.supervisor, reason="A complaint")
    Delivery.objects.update(state="held", error_code=Delivery.FROZEN)

    press(csw.poster, f"d/{delivery.pk}/let-go/")
    deliver.send(delivery.pk)

    delivery.refresh_from_db()
    assert delivery.state == "held"


@pytest.mark.parametrize("verb", ["done", "not-done", "could-not", "took-down"])
def test_by_hand_only_the_doer_says_what_became_of_it(csw: Town, verb: str) -> None:
    delivery = queued(csw, mention(csw))
    state = "sent" if verb == "took-down" else "by_hand"
    Delivery.objects.update(state=state, mode="hand", for_member=csw.poster)
    path = f"d/{delivery.pk}/{verb}/"

    assert press(csw.colleague, path, why="No time") == 403
    delivery.refresh_from_db()
    assert delivery.state == state

    assert press(csw.supervisor, path, why="No time") == 302
    delivery.refresh_from_db()
    assert delivery.state != state


def test_a_colleague_reads_whose_it_is(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    Delivery.objects.update(state="by_hand", mode="hand", for_member=csw.poster)
    client = Client()
    client.force_login(csw.colleague.user, BACKEND)

    page = client.post(f"/c/csw/d/{delivery.pk}/not-done/")

    assert "Maya does this by hand" in page.text
