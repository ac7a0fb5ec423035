"""Five thousand new followers in a day: a page, and one tap."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Activity
from engagement.models import (
    Contact,
    Interaction,
    Profile,
)
from tests.engagement.newcomers import QUEUE, at, open_town, section
from tests.engagement.rows import Town, follow

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return open_town()


def test_five_thousand_in_a_day_are_a_page_and_one_tap(csw: Town) -> None:
    follow(csw)
    client = at(csw.poster)
    with CaptureQueriesContext(connection) as for_one:
        client.get(QUEUE)
    many(csw, 5000)

    with CaptureQueriesContext(connection) as for_many:
        page = client.get(QUEUE)
    every = client.get(f"{QUEUE}followers/?page=2")

    assert len(for_many) == len(for_one)
    assert page.content.count(b"data-newcomer ") == 8
    assert "more than 60 to say who they are" in page.text
    assert every.content.count(b"data-newcomer ") == 30
    assert len(page.content) < 100_000
    late = follow(csw, noticed_at=timezone.now() + timedelta(minutes=1))
    told = client.post(f"{QUEUE}followers/pass/", asked(page.text), follow=True).text
    assert "Nothing needed for 5001 new followers." in told
    left = section(csw.poster)
    assert late.profile.name in left
    assert left.count("data-newcomer ") == 1
    line = Activity.objects.get(verb="passed over followers")
    assert f"{QUEUE}followers/passed/{line.pk}/undo/" in told
    client.post(f"{QUEUE}followers/passed/{line.pk}/undo/")
    assert not Interaction.objects.exclude(passed_at=None).exists()


@pytest.mark.parametrize(
    ("days", "said"),
    [(13, "asked about again already"), (15, "too long ago; nobody is asked about")],
)
def test_a_second_undo_and_a_late_one_are_told_apart(
    csw: Town, days: int, said: str
) -> None:
    line = follow(csw)
    page = at(csw.poster).get(QUEUE).text
    at(csw.poster).post(f"{QUEUE}followers/pass/", asked(page))
    back = timezone.now() - timedelta(days=days)
    Interaction.objects.filter(pk=line.pk).update(noticed_at=back)
    passed = Activity.objects.get(verb="passed over followers")
    undo = f"{QUEUE}followers/passed/{passed.pk}/undo/"
    at(csw.poster).post(undo)

    assert said in at(csw.colleague).post(undo, follow=True).text


def asked(page: str) -> dict[str, str]:
    """What the button below a day's card sends."""
    form = page.partition("/followers/pass/")[2]
    return {
        name: form.partition(f'name="{name}" value="')[2].partition('"')[0]
        for name in ("day", "until")
    }


def many(csw: Town, number: int) -> None:
    """So many nobody knows, noticed just now."""
    noticed_at = timezone.now()
    contacts = Contact.objects.bulk_create(
        Contact(center=csw.center, name=f"Somebody {n}") for n in range(number)
    )
    profiles = Profile.objects.bulk_create(
        Profile(
            center=csw.center,
            contact=contact,
            platform="twitter",
            external_id=f"m{contact.pk}",
            handle=f"m{contact.pk}",
            name=contact.name,
            bio="A sentence about what they do, as long as bios are.",
        )
        for contact in contacts
    )
    Interaction.objects.bulk_create(
        Interaction(
            center=csw.center,
            profile=profile,
            account=csw.x,
            direction="in",
            kind="follow",
            key=f"follow:{csw.x.pk}:{profile.pk}",
            noticed_at=noticed_at,
            weighed_at=noticed_at,
        )
        for profile in profiles
    )


@pytest.mark.parametrize(
    ("until", "passed"),
    [
        ("0001-01-01T00:00:00+14:00", 0),
        ("0001-01-01T00:00:00Z", 0),
        ("9999-12-31T23:59:59-14:00", 1),
    ],
)
def test_an_instant_at_the_end_of_time_breaks_nothing(
    csw: Town, until: str, passed: int
) -> None:
    follow(csw)
    day = timezone.localdate().isoformat()
    told = at(csw.poster).post(
        f"{QUEUE}followers/pass/", {"day": day, "until": until}, follow=True
    )
    assert told.status_code == 200
    assert Interaction.objects.exclude(passed_at=None).count() == passed
