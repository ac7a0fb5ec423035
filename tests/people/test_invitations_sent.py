"""How an invitation leaves, and where its link must not stand."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from accounts import joining
from accounts.models import Activity, Invitation, Member
from hub.logs import NoLinks
from tests.engagement.rows import Town
from tests.people.door import (
    inside,
)
from tests.people.inviting import ADA, LIST, TYPED, invites

pytestmark = pytest.mark.django_db


def settings_of_log() -> str:
    """What looks at every line before it is printed."""
    told: Any = settings.LOGGING
    return str([told["filters"][one] for one in told["handlers"]["line"]["filters"]])


def test_without_mail_the_link_is_shown_once_to_hand_over(
    csw: Town, iris: Member, settings: Settings
) -> None:
    settings.CAN_MAIL = False
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    client = inside(iris)

    page = client.post(f"{LIST}invite/", ADA)

    link = page.text.partition("/join/")[2].partition("<")[0]
    assert link
    assert "no-store" in page["Cache-Control"]
    assert link not in client.get(LIST).text
    assert Client().post(f"/join/{link}", TYPED)["Location"] == "/c/csw/"
    # Nothing has proven the address
    assert not EmailAddress.objects.get(email="ada@example.edu").verified


def test_the_token_is_in_no_row_and_no_log(
    csw: Town, iris: Member, caplog: pytest.LogCaptureFixture
) -> None:
    token = invites(iris).split("/")[2]
    row = Invitation.objects.values().get()
    assert token not in str(row)
    assert row["token_hash"] == joining.hashed(token)
    assert token not in str([*Activity.objects.values()])
    assert "ada" not in str([*Activity.objects.values()]).lower()
    # Django itself writes down what was not found
    with caplog.at_level("DEBUG"):
        Client().get(f"/join/{token}x/")
    seen = [one for one in caplog.records if "/join/" in one.getMessage()]
    assert seen
    assert all(NoLinks().filter(one) for one in seen)
    assert not [one for one in seen if token in one.getMessage()]
    assert NoLinks.__name__ in settings_of_log()


def test_an_owner_invites_at_most_sixty_an_hour(
    csw: Town, iris: Member, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/h/user"}
    for number in range(2):
        invites(iris, email=f"{number}@example.edu")
    assert inside(iris).post(f"{LIST}invite/", ADA).status_code == 429
