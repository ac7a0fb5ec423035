"""What may leave by itself: a supervisor's to say, and off until one has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Account, Activity, Member
from engagement.models import Delivery, Rule
from engagement.rules.automatic import TABLE
from tests.automatic.ground import card_of, rule, sweep, the_line, wrote
from tests.engagement.rows import Town, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
PAGE = "/c/csw/settings/automatic/"
SURE = {"kind": "auto_mention", "cap": "7", "confirmed_1": "on", "confirmed_2": "on"}


@pytest.fixture
def csw() -> Town:
    return town()


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def switch(csw: Town, member: Member, how: str, **words: str) -> int:
    client = browser(member)
    return client.post(f"{PAGE}{csw.x.pk}/{how}/", words or SURE).status_code


def test_a_supervisor_confirms_and_then_it_is_on(csw: Town) -> None:
    before = timezone.now()
    assert switch(csw, csw.supervisor, "on") == 302

    made = Rule.objects.get(kind="auto_mention")
    assert (made.on, made.cap, made.by) == (True, 7, csw.supervisor)
    assert made.confirmed_at is not None
    assert made.confirmed_at >= before
    assert Activity.objects.filter(verb="switched on", member=csw.supervisor).exists()
    wrote(csw)
    assert sweep() == 1


def test_a_poster_sees_it_and_must_not_touch_it(csw: Town) -> None:
    assert switch(csw, csw.poster, "on") == 403
    assert not Rule.objects.exists()
    rule(csw)
    assert switch(csw, csw.poster, "off", kind="auto_mention") == 403
    assert Rule.objects.get().on

    page = browser(csw.poster).get(PAGE).text
    assert "Confirmed by Ruth" in page
    assert "Switch off" not in page
    assert "Switch on" not in page
    assert "Switch off" in browser(csw.supervisor).get(PAGE).text


@pytest.mark.parametrize(
    "lacks", [{"confirmed_1": ""}, {"confirmed_2": ""}, {"cap": "0"}, {"cap": "500"}]
)
def test_without_the_confirmations_it_stays_off(
    csw: Town, lacks: dict[str, str]
) -> None:
    told = {name: word for name, word in (SURE | lacks).items() if word}
    answer = browser(csw.supervisor).post(f"{PAGE}{csw.x.pk}/on/", told)
    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert not Rule.objects.exists()


@pytest.mark.parametrize("kind", ["auto_reply", "auto_follow", "reply", "", "share"])
def test_what_the_network_forbids_cannot_be_switched_on(csw: Town, kind: str) -> None:
    answer = browser(csw.supervisor).post(
        f"{PAGE}{csw.x.pk}/on/", SURE | {"kind": kind}, follow=True
    )
    assert "Nothing of this kind ever leaves by itself there." in answer.text
    assert not Rule.objects.exists()


def test_any_supervisor_switches_it_off_with_one_tap(csw: Town) -> None:
    rule(csw)
    wrote(csw)
    sweep()
    line = the_line(csw)
    other = Member.objects.get(pk=csw.colleague.pk)
    Member.objects.filter(pk=other.pk).update(role="supervisor")

    assert switch(csw, other, "off", kind="auto_mention") == 302

    line.refresh_from_db()
    assert line.state == "cancelled"
    assert card_of(line).state == "open"
    page = browser(csw.poster).get(f"/c/csw/s/{line.suggestion_id}/").text
    assert "Automatic thanks were switched off." in page
    wrote(csw)
    assert sweep() == 0


def test_the_page_shows_rule_state_and_count(csw: Town) -> None:
    page = browser(csw.supervisor).get(PAGE).text
    assert "labelled Automated" in page
    assert "https://help.x.com/rules-and-policies/x-automation" in page
    assert page.count("Never switched on") == 2

    made = rule(csw)
    wrote(csw)
    sweep()
    Delivery.objects.update(state="sent", state_since=timezone.now())
    assert "1 went out in the last seven days" in browser(csw.poster).get(PAGE).text
    Delivery.objects.update(state_since=timezone.now() - timedelta(days=8))
    assert "0 went out in the last seven days" in browser(csw.poster).get(PAGE).text
    Rule.objects.filter(pk=made.pk).update(on=False)
    assert "Off since" in browser(csw.poster).get(PAGE).text


def test_every_account_has_the_kinds_of_its_network_and_no_others(csw: Town) -> None:
    for platform in ("facebook", "blog"):
        Account.objects.create(
            center=csw.center,
            platform=platform,
            external_id=platform,
            title=f"Our {platform}",
        )
    page = browser(csw.supervisor).get(PAGE).text
    assert page.count('class="switch"') == len(TABLE)
    for row in TABLE:
        assert f"<h3>{row.label}</h3>" in page


def test_the_page_asks_little_of_the_database(csw: Town) -> None:
    rule(csw)
    client = browser(csw.supervisor)
    client.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(PAGE)
    assert len(asked) <= 12


def test_the_page_begins_with_what_is_on(csw: Town) -> None:
    assert "All of it is off until" in browser(csw.poster).get(PAGE).text
    rule(csw)
    page = browser(csw.poster).get(PAGE).text
    assert " is on; the rest stays off until a supervisor switches it on." in page
    assert "All of it is" not in page
    for row in TABLE:
        if row.platform == csw.x.platform and row.kind != "auto_mention":
            rule(csw, row.kind)
    assert "All of it is on." in browser(csw.poster).get(PAGE).text
