"""The pages of people: for a screen reader, on a narrow screen, for a thumb."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from accounts import founding, joining
from tests.browser.conftest import DESK, NARROW, Opens
from tests.browser.test_for_everybody import trouble
from tests.engagement.rows import Town, member
from tests.people.door import signs_in, with_app, with_password

INSIDE = (
    *("/account/", "/account/email/", "/account/password/change/", "/account/2fa/"),
    *("/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/sessions/"),
    *("/c/csw/settings/invitations/", "/c/csw/settings/sign-in/"),
)
SMALL = """() => [...document.querySelectorAll("main a.button, main button")]
  .filter((one) => one.offsetHeight && one.offsetHeight < 44)
  .map((one) => one.outerHTML)
"""


@pytest.mark.once
@pytest.mark.parametrize(
    ("size", "scheme"), [(NARROW, "light"), (DESK, "dark")], ids=["narrow", "desk"]
)
def test_they_are_for_everybody(
    csw: Town, opens: Opens, size: dict[str, int], scheme: str
) -> None:
    iris = member(csw.center, "Iris", "owner")
    user = with_password(iris)
    told = {"email": "ada-with-a-long-name@example.edu", "name": "", "role": "poster"}
    token = joining.invite(csw.center, by=iris, **told)
    look = {"viewport": size, "color_scheme": scheme, "has_touch": size is not DESK}
    page = opens(None, "/account/login/", **look)
    door = [f"/join/{token}/", "/join/x/", f"/setup/?code={founding.new_code()}"]
    found = {address: amiss(page, address) for address in door}
    # As one who signed in just now: what is dear opens at once
    client = Client()
    signs_in(client, user.email)
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": page.url}])
    found["app"] = amiss(page, "/account/2fa/totp/activate/")
    with_app(user)
    found |= {address: amiss(page, address) for address in INSIDE}
    assert {name: some for name, some in found.items() if some} == {}


def amiss(page: Page, address: str) -> list[str]:
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    small: list[str] = page.evaluate(SMALL)
    return [*trouble(page), *small, *["sideways"] * wide]
