"""From an empty database: whoever has the code makes the first Center; nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts import founding
from accounts.models import Activity, Center, Member, User
from tests.engagement.rows import Town
from tests.people.door import PASSWORD, inside, is_in, signs_in

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Iris Tanaka",
    "email": "Iris@Example.edu",
    "password": PASSWORD,
    "center": "Center for Social Work",
    "zone": "America/New_York",
}


def printed(*words: str) -> str:
    """The path that the command prints."""
    said = StringIO()
    call_command("setup_link", *words, stdout=said)
    found = re.search(r"https?://[^/\s]+(/setup/\S+)", said.getvalue())
    return found[1] if found else said.getvalue()


def test_who_opens_the_printed_link_makes_the_center_and_is_its_owner() -> None:
    client = Client()
    opened = client.get(printed())
    # The code stands in no address any more
    assert opened["Location"] == "/setup/"
    assert "Make the Center" in client.get("/setup/").text

    made = client.post("/setup/", TYPED)

    center = Center.objects.get()
    assert made["Location"] == f"/c/{center.slug}/settings/invitations/"
    assert (center.slug, center.zone) == ("center-for-social-work", "America/New_York")
    assert center.hours.count() == 5
    owner = Member.objects.get()
    assert (owner.role, owner.user.email) == ("owner", "iris@example.edu")
    assert client.get(made["Location"]).status_code == 200
    verbs = [*Activity.objects.order_by("pk").values_list("verb", flat=True)]
    assert verbs == ["made the Center", "signed in"]
    # And comes in again by the door, with no letter to wait for
    again = Client()
    signs_in(again, "iris@example.edu")
    assert is_in(again)


def test_without_the_code_nobody_makes_a_center() -> None:
    client = Client()
    page = client.get("/setup/")
    assert "setup_link" in page.text
    assert "Make the Center" not in page.text

    for code in ("", "guessed", founding.new_code() + "x"):
        client.post("/setup/", {**TYPED, "code": code})
    assert "opens nothing" in client.get("/setup/?code=guessed").text

    assert not Center.objects.exists()
    assert not User.objects.exists()


def test_a_code_is_guessed_ten_times_a_minute_at_most() -> None:
    told = {"code": "guessed"}
    answers = [Client().post("/setup/", told).status_code for _ in range(11)]
    assert answers == [403] * 10 + [429]


def test_a_code_works_once_and_for_a_day() -> None:
    link, late = printed(), printed()
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        assert Client().get(late).status_code == 403
    first, second = Client(), Client()
    for client in (first, second):
        client.get(link)

    assert first.post("/setup/", TYPED).status_code == 302
    assert second.post("/setup/", TYPED | {"email": "b@b.example"}).status_code == 404

    assert Center.objects.count() == 1
    assert Client().get(link).status_code == 404
    assert Client().get("/setup/").status_code == 404
    assert Client().post("/setup/", TYPED).status_code == 404


def test_a_weak_password_makes_no_center() -> None:
    client = Client()
    client.get(printed())
    for weak in ("short", "password123", "iris tanaka"):
        page = client.post("/setup/", TYPED | {"password": weak})
        assert page.status_code == 422, weak
    assert not Center.objects.exists()


def test_the_sign_in_page_of_a_new_kindred_says_where_to_begin() -> None:
    assert 'href="/setup/"' in Client().get("/account/login/").text


def test_one_more_center_needs_a_link_of_its_own(csw: Town) -> None:
    with pytest.raises(CommandError, match="--center"):
        printed()
    assert printed("--if-empty") == ""
    ruth = inside(csw.supervisor)
    link = printed("--center")
    ruth.get(link)

    ruth.post("/setup/", {"center": "The csw Center", "zone": "UTC"})

    made = Member.objects.get(user=csw.supervisor.user, role="owner")
    assert made.center.slug == "the-csw-center"
    assert Client().get(link).status_code == 404
    assert User.objects.count() == 3


def test_who_signs_in_here_already_cannot_be_made_a_second_time(csw: Town) -> None:
    stranger = Client()
    stranger.get(printed("--center"))
    page = stranger.post("/setup/", TYPED | {"email": csw.poster.user.email.upper()})
    assert "Somebody signs in by this address" in page.text
    assert Center.objects.count() == 1
