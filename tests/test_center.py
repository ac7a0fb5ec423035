"""A Center from an empty database to its first goodbye, in the browser alone.

What is pressed and read is what is on the pages; only at the end are rows looked at,
for what nobody can see.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection
from playwright.sync_api import Browser, expect

from accounts.connect import tokens_of
from accounts.models import Account, Activity, App, Center, Hands, Member, User
from tests.connects import (
    allows_x,
    begun,
    connects_facebook,
    connects_wordpress,
    connects_x,
)
from tests.desk import found
from tests.newcomer import PASSWORD, SOON, Person
from tests.servers.house import House, Sandbox

WHY = "A text of ours reads wrong"
LINES = [
    "Olga made the Center",
    "Olga signed in",
    "Olga invited",
    "Ruth joined",
    "Ruth signed in",
    "Olga invited",
    "Sam joined",
    "Sam signed in",
    "Olga asked for a second factor",
    *["Olga second factor added"] * 2,  # The app, and her recovery codes
    "Olga signed out",
    "Olga signed in",
    "Olga connected",
    "Olga noted the hands of",
    *["Olga connected"] * 2,
    "Olga disconnected",
    "Olga connected again",
    "Ruth froze",
    "Ruth unfroze",
    "Olga ended the access of",
    "Olga removed",
]
"""What the audit tells of the whole, in its order."""


@pytest.fixture
def networks(house: House) -> Sandbox:
    return house.sandbox("demo")


@pytest.fixture
def person(
    house: House, networks: Sandbox, chromium: Browser
) -> Iterator[Callable[[], Person]]:
    hub = house.web()
    windows = []

    def comes() -> Person:
        window = chromium.new_context(viewport={"width": 1280, "height": 900})
        window.set_default_timeout(10_000)
        windows.append(window)
        return Person(window, hub, house.folder / "mail")

    yield comes
    for window in windows:
        window.close()


def test_a_center_from_nothing_to_the_first_goodbye(
    person: Callable[[], Person], house: House, networks: Sandbox
) -> None:
    assert not Center.objects.exists()
    assert not User.objects.exists()
    olga, ruth, sam = person(), person(), person()

    makes_the_center(olga, house.manage("setup_link"))
    invites(olga, ruth, "ruth@example.edu", "Ruth Abelson", "Supervisor")
    invites(olga, sam, "sam@example.edu", "Sam Lee", "Poster")
    secret = turns_on_the_second_factor(olga)

    app = connects_x(olga)
    connects_facebook(olga)
    connects_wordpress(olga, networks)
    disconnects_and_connects_again(olga, app)

    freezes_and_lifts(ruth, sam)
    ends_the_access(olga, sam)
    rows_tell_the_same(secret)


def makes_the_center(olga: Person, said: str) -> None:
    """By the link that the server prints; it works once."""
    link = found(r"(http\S+)", said)
    assert urlsplit(link).netloc == urlsplit(olga.hub).netloc
    olga.page.goto(link)
    olga.types(
        {
            "Your name": "Olga Ortiz",
            "Your e-mail address": "olga@example.edu",
            "Password": PASSWORD,
            "Name of the Center": "Center for Social Work",
        }
    )
    olga.presses("Make the Center")
    olga.reads("Your Center is made. Now invite who works with you.")


def invites(olga: Person, who: Person, email: str, name: str, role: str) -> None:
    """The letter brings the link; who opens it chooses a password, and is in."""
    olga.opens("Settings", "People", "Invitations")
    olga.types({"E-mail address": email, "Name": name})
    olga.page.get_by_label("Role", exact=True).select_option(role)
    olga.presses("Invite")
    olga.reads(email)
    who.opens_letter(email)
    who.reads(f"Olga Ortiz invites you as {role.lower()}")
    who.types({"Password": PASSWORD})
    who.presses("Join")
    expect(who.page.get_by_role("heading", name="Queue", level=1)).to_be_visible()


def turns_on_the_second_factor(olga: Person) -> str:
    """Owners need one from now on; so she is led to it, and signs in by it. Gives the
    secret that her app keeps."""
    olga.opens("Settings", "People", "Sign-in")
    olga.page.get_by_label("Owners", exact=True).check()
    olga.presses("Keep this")
    olga.reads("A second factor first")
    olga.follows("Use an app that shows codes", of=olga.page.locator("body"))
    secret = olga.page.locator("#secret").inner_text()
    olga.types({"The six digits": code_of(secret)})
    olga.presses("Turn it on")
    olga.reads("10 of 10 left")
    expect(olga.page.locator("#codes li")).to_have_count(10)
    olga.follows("I have kept them")
    olga.page.locator(".rail summary", has_text="Olga Ortiz").click()
    olga.presses("Sign out")
    olga.signs_in("olga@example.edu")
    olga.reads("And your second factor")
    olga.types({"Code": code_of(secret)})
    olga.presses("Sign in")
    expect(olga.page.get_by_role("heading", name="Queue", level=1)).to_be_visible()
    return secret


def code_of(secret: str) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def disconnects_and_connects_again(olga: Person, app: dict[str, str]) -> None:
    """It is the same account, and all that happened is still told."""
    olga.opens("Accounts")
    olga.follows("@CenterSW")
    at = olga.page.url
    olga.follows("Disconnect")
    olga.presses("Disconnect it")
    olga.page.goto(at)
    olga.reads("All that happened is kept")
    olga.follows("Connect again")
    begun(olga, "X through an app of your own")
    olga.presses("I am signed in there as the Center")
    allows_x(olga, app)
    olga.reads("@CenterSW is connected.")
    olga.page.goto(at)
    expect(olga.card).not_to_contain_text("Disconnected")
    olga.reads("Sam Lee")


def freezes_and_lifts(ruth: Person, sam: Person) -> None:
    """Who and why stands on the page that the student has open; so does its end."""
    ruth.opens("Outbox")
    ruth.page.locator("summary", has_text="Freeze").click()
    ruth.types({"Why?": WHY})
    ruth.presses("Freeze everything")
    sam.reads(f"Frozen by Ruth Abelson: {WHY}")
    ruth.follows("Lift the freeze")
    ruth.presses("Lift the freeze")
    ruth.reads("Lifted.")
    expect(sam.page.locator("#strip")).not_to_contain_text("Frozen", timeout=SOON)


def ends_the_access(olga: Person, sam: Person) -> None:
    """His open page leads to the door; what is to remove on X is ticked off."""
    olga.opens("Settings", "People")
    olga.page.locator("li", has_text="Sam Lee").get_by_label("leaves").check()
    olga.presses("Look what happens when they leave")
    olga.reads("Is signed out everywhere, at once.")
    olga.page.get_by_label("Who takes over").select_option(label="Ruth Abelson")
    olga.presses("Show it so")
    olga.presses("End the access of Sam Lee")
    expect(sam.page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=SOON)
    sam.signs_in("sam@example.edu")
    sam.reads("You are in no Center")
    answer = sam.page.goto(urljoin(sam.hub, urlsplit(olga.page.url).path))
    assert answer is not None
    assert answer.status == 404
    olga.presses("Remove Sam Lee as a delegate of @CenterSW")
    olga.reads("All of it is removed.")


def rows_tell_the_same(app_secret: str) -> None:
    """What nobody can see: what is sealed, what ended, and a line of each step."""
    accounts = {one.platform: one for one in Account.objects.all()}
    assert Account.objects.count() == len(accounts) == 3
    keys = [tokens_of(one) for one in accounts.values()]
    secrets = [one.secret for one in App.objects.all()]
    secrets += [text for one in keys for text in (one.access, one.refresh) if text]
    # X has two, of one life of the account; the others one each; and the app of Olga
    assert len(secrets) == 6
    stored = stored_text()
    assert [text for text in [*secrets, app_secret] if text in stored] == []

    olga, ruth, sam = Member.objects.order_by("pk")
    factors = Authenticator.objects.values_list("user", "type").order_by("type")
    assert [*factors] == [(olga.user_id, "recovery_codes"), (olga.user_id, "totp")]
    assert (sam.left_at is None, ruth.left_at, olga.left_at) == (False, None, None)
    lent = Hands.objects.get()
    assert (lent.member, lent.account) == (sam, accounts["twitter"])
    assert lent.until
    assert Center.objects.get().frozen_at is None
    rows = Activity.objects.order_by("pk").values_list("member", "verb")
    name = {olga.pk: "Olga", ruth.pk: "Ruth", sam.pk: "Sam"}
    assert [f"{name[who]} {verb}" for who, verb in rows] == LINES


def stored_text() -> str:
    """All that the tables of accounts and of the second factor hold, as it lies."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += cursor.fetchall()
    return repr(found)
