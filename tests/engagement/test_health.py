"""Each account is asked about daily and after a refusal; what it holds up goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.checks import check, due_for_check
from accounts.connect import hold
from accounts.models import Account, App, Pulse, Spend
from accounts.platforms.base import AccessRevoked, NoCredit, Refused, TryLater
from accounts.platforms.twitter import Twitter
from engagement import decide, deliver, ingest
from engagement.models import Delivery, Watch
from engagement.tasks import sweep_letters
from tests.engagement.conftest import Listening
from tests.engagement.outside import Outside, play, send
from tests.engagement.page import OnPage
from tests.engagement.rows import Town, mention, queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
REVOKED = "X no longer takes the token."


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = Outside()
    play(outside, monkeypatch)
    return outside


def sweep() -> None:
    """What the worker does every two seconds with what an account holds up."""
    now = timezone.now()
    deliver.hold_of_stopped(now)
    deliver.go_on(now)


def page(town: Town, path: str = "sources/health/", who: str = "supervisor") -> str:
    client = Client()
    client.force_login(getattr(town, who).user, BACKEND)
    return client.get(f"/c/csw/{path}").text


# ---- asked daily, and after a refusal


def test_the_blog_is_asked_who_we_are_and_x_only_where_nothing_was_read(
    listening: Listening,
) -> None:
    now = timezone.now()
    assert due_for_check(now) == [listening.blog.pk]
    check(listening.blog.pk, now)
    listening.blog.refresh_from_db()
    assert listening.blog.checked_at == now
    assert len(listening.calls("blog.users_me")) == 1 or listening.blog.answer == ""

    # What X is read for anyway shows it, without another call that costs money.
    ingest.make_missing_watches()
    watch = Watch.objects.get(account=listening.x, kind="mentions")
    ingest.poll(watch.pk)
    listening.x.refresh_from_db()
    assert listening.x.checked_at
    assert listening.calls("x.me") == []
    assert due_for_check(now + timedelta(hours=23)) == []

    # Where nothing was read for a day, for the budget is used up, it is asked.
    tomorrow = timezone.now() + timedelta(days=1)
    assert set(due_for_check(tomorrow)) == {listening.x.pk, listening.blog.pk}
    check(listening.x.pk, tomorrow)
    assert Spend.objects.filter(account=listening.x, micro__gt=0).exists()


def test_a_blog_that_takes_our_password_no_more_is_held(listening: Listening) -> None:
    Account.objects.filter(pk=listening.blog.pk).update(
        tokens='{"user": "kindred", "access": "another"}'
    )
    check(listening.blog.pk, timezone.now())

    listening.blog.refresh_from_db()
    assert listening.blog.held_at
    assert listening.blog.answer == listening.blog.held_reason != ""
    # It is not asked again for ever: only a person can mend it.
    assert due_for_check(timezone.now() + timedelta(days=3)) == [listening.x.pk]


def test_after_a_refusal_it_is_asked_at_the_next_sweep(
    csw: Town, outside: Outside
) -> None:
    Account.objects.update(checked_at=timezone.now() - timedelta(hours=2))
    assert due_for_check(timezone.now()) == []
    outside.answers = [Refused("X refused: not allowed.")]
    send(queued(csw, mention(csw)))
    assert due_for_check(timezone.now()) == [csw.x.pk]

    # Once an hour is enough: a refusal says most often something of the text.
    Account.objects.update(check_wanted_at=None, checked_at=timezone.now())
    outside.answers = [Refused("X refused: not allowed.")]
    send(queued(csw, mention(csw)))
    assert due_for_check(timezone.now()) == []


def test_what_was_said_of_an_old_token_is_not_said_of_the_one_that_came_meanwhile(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected_meanwhile(self: Twitter, now: object) -> None:
        Account.objects.update(token_version=F("token_version") + 1, answer="")
        raise TryLater("X did not answer.")

    monkeypatch.setattr(Twitter, "check", connected_meanwhile)
    Account.objects.update(check_wanted_at=timezone.now())
    check(csw.x.pk, timezone.now())
    csw.x.refresh_from_db()
    assert (csw.x.answer, csw.x.check_wanted_at) == ("", None)


def test_a_revoked_one_is_asked_for_its_own_words_and_not_let_go(
    on_page: OnPage,
) -> None:
    on_page.play("end_token", target="460")
    hold(on_page.page, AccessRevoked("Facebook refused."))
    now = timezone.now()
    assert on_page.page.pk in due_for_check(now)

    check(on_page.page.pk, now)

    on_page.page.refresh_from_db()
    assert "password" in on_page.page.answer
    assert on_page.page.held_reason == "Facebook refused."
    assert on_page.page.pk not in due_for_check(now + timedelta(days=2))


# ---- until when it lasts


def test_a_connection_that_ends_soon_is_said_on_every_page_and_mailed_once_to_two(
    on_page: OnPage,
) -> None:
    Pulse.beat("worker")
    on_page.net.tell("switch", facebook_data_access_s=6 * 86_400)
    check(on_page.page.pk, timezone.now() + timedelta(days=1))
    on_page.page.refresh_from_db()
    ends = on_page.page.access_ends_at
    assert ends
    assert ends < timezone.now() + timedelta(days=7)

    for _ in range(2):
        sweep_letters()
    told = sorted(to for letter in mail.outbox for to in letter.to)
    assert told == ["maya@csw.example", "ruth@csw.example"]
    assert f"{ends.day} {ends:%B}" in mail.outbox[0].subject
    queue = page(on_page.town, "", "poster")
    assert f"The connection of The Center ends on {ends:%A} {ends.day}" in queue
    assert "ends soon" in page(on_page.town)

    # Connected again it lasts longer; the next end is told of anew.
    on_page.net.tell("switch", facebook_data_access_s=60 * 86_400)
    check(on_page.page.pk, timezone.now() + timedelta(days=3))
    assert "ends on" not in page(on_page.town, "", "poster")
    soon = timezone.now() + timedelta(days=2)
    Account.objects.filter(pk=on_page.page.pk).update(
        access_ends_at=soon, end_told_at=timezone.now() - timedelta(days=90)
    )
    sweep_letters()
    assert len(mail.outbox) == 4


def test_where_only_one_answers_for_the_center_another_is_told_too(csw: Town) -> None:
    csw.x.connected_by = csw.supervisor
    csw.x.save()
    hold(csw.x, AccessRevoked(REVOKED))
    sweep_letters()
    told = sorted(to for letter in mail.outbox for to in letter.to)
    assert told == ["maya@csw.example", "ruth@csw.example"]


# ---- what it holds up


@pytest.mark.parametrize("error", [AccessRevoked(REVOKED), NoCredit("Empty.")])
def test_what_is_due_is_held_with_the_reason_and_goes_on_by_itself(
    csw: Town, outside: Outside, error: AccessRevoked
) -> None:
    first, second = queued(csw, mention(csw), "A"), queued(csw, mention(csw), "B")
    later = queued(csw, mention(csw), "C")
    Delivery.objects.filter(pk=later.pk).update(
        due_at=timezone.now() + timedelta(minutes=5)
    )
    outside.answers = [error]
    send(first)
    sweep()

    for line in (first, second):
        line.refresh_from_db()
        assert (line.state, line.held_by_account) == ("held", True)
        assert line.hold_reason == f"@CenterSW stands still: {str(error).rstrip('.')}"
    later.refresh_from_db()
    assert later.state == "queued"
    outbox = page(csw, "outbox/?show=held", "poster")
    assert str(error).rstrip(".") in outbox
    assert "It goes on by itself when @CenterSW does" in outbox
    # A supervisor's word lets nothing go that has no way, and is not asked for.
    client = Client()
    client.force_login(csw.supervisor.user, BACKEND)
    client.post(f"/c/csw/d/{first.pk}/let-go/", {"back": "/c/csw/outbox/"})
    first.refresh_from_db()
    assert first.state == "held"
    assert "Let it go on" not in page(csw, "outbox/?show=held")

    sweep()
    assert Delivery.objects.filter(state="held").count() == 2
    Account.objects.update(held_at=None, held_reason="")
    App.objects.update(held_at=None, held_reason="")
    sweep()
    first.refresh_from_db()
    assert (first.state, first.error, first.hold_reason) == ("queued", "", "")
    assert first.due_at <= timezone.now()
    assert send(first).state == send(second).state == "sent"
    assert outside.said == ["A", "A", "B"]


def test_what_comes_too_late_by_then_is_refused_for_that(
    csw: Town, outside: Outside
) -> None:
    line = queued(csw, mention(csw))
    hold(csw.x, AccessRevoked(REVOKED))
    sweep()
    over = timezone.now() - timedelta(days=1)
    Delivery.objects.update(not_after=over)
    line.suggestion.refresh_from_db()
    line.suggestion.decided_at = over - timedelta(days=30)
    line.suggestion.save()
    Account.objects.update(held_at=None, held_reason="")
    sweep()

    assert send(line).state == "failed"
    assert (line.error_code, outside.said) == ("TooLate", [])
    line.suggestion.refresh_from_db()
    assert line.suggestion.state == "open"


def test_what_is_held_so_can_be_taken_back_and_waits_for_no_supervisor(
    csw: Town,
) -> None:
    line = queued(csw, mention(csw))
    hold(csw.x, AccessRevoked(REVOKED))
    sweep()
    assert "held for a supervisor" not in page(csw, "")

    line.refresh_from_db()
    decide.cancel(line, by=csw.poster)
    assert line.state == "cancelled"


# ---- the page


def test_the_page_says_what_the_network_said(on_page: OnPage) -> None:
    Account.objects.filter(pk=on_page.town.x.pk).update(
        answer="X is in trouble.",
        checked_at=timezone.now(),
        limits={
            "followers": {
                "left": 7,
                "until": (timezone.now() + timedelta(minutes=9)).isoformat(),
            },
            "quotes": {"left": 0, "until": "2020-01-01T00:00:00+00:00"},
        },
    )
    text = page(on_page.town, who="poster")
    assert "X is in trouble." in text
    assert "reading followers" in text
    # Over is over: what was full again is not shown as a limit.
    assert "reading quotes" not in text
    assert "answered until July 2028" in text
    assert "Ask it now" not in text


def test_a_supervisor_asks_now_and_a_poster_must_not(csw: Town) -> None:
    Account.objects.update(checked_at=timezone.now())
    client = Client()
    client.force_login(csw.poster.user, BACKEND)
    assert client.post(f"/c/csw/sources/health/{csw.x.pk}/ask/").status_code == 403
    assert due_for_check(timezone.now()) == []

    client.force_login(csw.supervisor.user, BACKEND)
    client.post(f"/c/csw/sources/health/{csw.x.pk}/ask/")
    assert due_for_check(timezone.now()) == [csw.x.pk]
