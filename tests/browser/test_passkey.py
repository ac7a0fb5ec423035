"""A passkey in a real browser: set up where a Center asks for one, and used."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from accounts.models import Center
from tests.browser.conftest import PHONE, Opens
from tests.engagement.rows import Town
from tests.people.door import PASSWORD, verbs, with_password

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_finger(page: Page) -> None:
    """A device that knows its owner by the finger."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_who_must_have_a_second_factor_sets_up_a_passkey_and_comes_in_by_it(
    csw: Town, opens: Opens
) -> None:
    with_password(csw.poster)
    Center.objects.update(second_factor_for="poster")
    page = opens(None, "/account/login/?next=/c/csw/outbox/", viewport=PHONE)
    with_finger(page)
    page.get_by_label("Email").fill(csw.poster.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="A second factor first")).to_be_visible()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name="10 of 10 left")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Queue", level=1)).to_be_visible()

    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="You", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/?next=/c/csw/outbox/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", name="Outbox", level=1)).to_be_visible()
    assert verbs(csw.poster) == [
        "signed in",
        "second factor added",
        "second factor added",
        "signed out",
        "signed in",
    ]


def test_an_answer_of_no_passkey_is_said_in_words(csw: Town, opens: Opens) -> None:
    page = opens(None, "/account/login/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    told = DEVICE | {"automaticPresenceSimulation": False, "isUserVerified": False}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": told})
    page.route("**/webauthn/login/", lambda route: route.abort())
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing came of it")
