"""Somebody connects the Center's accounts: the wizard's pages, and the networks'."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.newcomer import Person
from tests.servers.house import Sandbox

BLOG = "Center for Social Work Practice"


def connects_x(olga: Person) -> dict[str, str]:
    """An app in the developer console, and Allow at X; gives what the app is called."""
    begins(olga, "Connect an account")
    begun(olga, "X through an app of your own")
    olga.types({"The Center’s handle on X": "@CenterSW"})
    olga.presses("I am signed in there as the Center")
    callback = olga.page.locator("#callback").inner_text()
    with olga.page.context.expect_page() as opening:
        olga.follows("X’s developer console")
    console = opening.value
    console.get_by_label("Name").fill("Center for Social Work")
    console.get_by_label("Callback URI", exact=True).fill(callback)
    console.get_by_role("button", name="Create app").click()
    app = console.locator("section", has_text="Center for Social Work").locator("code")
    keys = [app.nth(number).inner_text() for number in (0, 1)]
    told = dict(zip(("Client ID", "Client Secret"), keys, strict=True))
    console.close()
    allows_x(olga, told)
    olga.reads("@CenterSW is connected.")
    expect(olga.page.locator(".deed", has_text="Answer who mentions")).to_contain_text(
        "one click"
    )
    olga.presses("Continue")
    olga.page.get_by_role("checkbox", name="Sam Lee").check()
    olga.presses("Finish")
    return told


def begins(olga: Person, button: str) -> None:
    olga.opens("Accounts")
    olga.follows(button)


def begun(olga: Person, way: str) -> None:
    card = olga.page.locator("article.way", has_text=way)
    card.get_by_role("button").click()


def allows_x(olga: Person, app: dict[str, str]) -> None:
    """From the app that is made to X, and back."""
    olga.presses("The app is made")
    olga.presses("Credit and limit are set")
    olga.types(app)
    olga.presses("Keep them and go on")
    olga.presses("Go to X and allow it")
    olga.page.get_by_role("button", name="Authorize app").click()


def connects_facebook(olga: Person) -> None:
    """The app's number and secret, the login there, and which Page."""
    begins(olga, "Connect an account")
    begun(olga, "A Facebook Page, by logging in there")
    with olga.page.context.expect_page() as opening:
        olga.follows("Meta for Developers, My apps")
    number = opening.value.get_by_label("App ID").first.input_value()
    secret = opening.value.get_by_label("App secret").first.input_value()
    opening.value.close()
    olga.presses("The app is made")
    olga.types({"App ID": number, "App secret": secret})
    olga.presses("Keep them and go on")
    olga.presses("Go to Facebook and allow it")
    chooses(olga, "Jo")
    olga.presses("Switch", of=olga.page.locator("form.card"))
    olga.presses("Continue")
    olga.page.get_by_label(BLOG).check()
    olga.presses("Connect this Page")
    finishes(olga, f"{BLOG} is connected.")


def connects_wordpress(olga: Person, networks: Sandbox) -> None:
    """The blog's address, and its own page Authorize Application."""
    begins(olga, "Connect an account")
    begun(olga, "A WordPress blog")
    olga.types({"Address of the blog": f"{networks.site}/blog/center/"})
    olga.presses("Look for it")
    olga.reads(f"Found: {BLOG}")
    olga.presses("Go on")
    chooses(olga, "kindred")
    olga.presses("Yes, I approve of this connection")
    olga.presses("Check it and connect")
    finishes(olga, f"{BLOG} is connected.")


def chooses(olga: Person, name: str) -> None:
    """As whom she is logged in at the network."""
    people = olga.page.get_by_label("You are logged in as")
    people.select_option(
        people.locator("option", has_text=name).first.get_attribute("value")
    )


def finishes(olga: Person, said: str) -> None:
    """The self-test says what the account can do; nobody's hands are noted."""
    olga.reads(said)
    deed = olga.page.locator(".deed", has_text="Publish a post of our own")
    expect(deed).to_contain_text("one click")
    olga.presses("Continue")
    olga.presses("Finish")
    olga.reads("What it can do")
