"""A day's work on all three networks, in the browser, with the sandbox's own buttons.

Nothing of the product is imported: what is pressed and read is what is on the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.desk import SOON, Desk, make_run, world_plays
from tests.servers.house import Running

RUTH = "ruth@demo.example"
OURS = "@CenterSW"
PAGE = "Center for Social Work Practice"
KIND = (
    "Thank you @CenterSW for the supervision workshop. Our site supervisors loved it."
)
ASKS = "Thank you @CenterSW for the reading list. Is there a second part?"
NEED = "@CenterSW I cannot do this any more. I want to die and nobody would miss me."
pytestmark = pytest.mark.once

READS = ("x.mentions", "x.followers", "x.list_posts", "facebook.feed", "blog.comments")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Running]:
    # The same road, walked faster: 15 s to undo, and a minute to stop
    fast = {"KINDRED_UNDO": "1", "KINDRED_OBJECTION": "12"}
    with make_run(tmp_path / "data", SANDBOX_MOVES="0", **fast) as running:
        yield running


@pytest.fixture
def ruth(chromium: Browser, demo: Running) -> Iterator[Desk]:
    """The supervisor, at a desk of her own."""
    window = chromium.new_context(viewport={"width": 1280, "height": 900})
    window.set_default_timeout(10_000)
    yield Desk(window.new_page(), demo.said, RUTH)
    window.close()


@pytest.fixture
def maya(demo: Running, page: Page) -> Desk:
    return Desk(page, demo.said)


def test_a_day_on_all_three_networks(maya: Desk, ruth: Desk) -> None:
    maya.signs_in()
    networks = maya.window.new_page()
    networks.goto(maya.networks)
    for call in READS:
        row = networks.get_by_role("row").filter(has_text=call).filter(has_text="200")
        expect(row.first).to_be_attached(timeout=SOON)

    thanks_by_itself(maya, networks)
    on_x(maya, networks)
    on_facebook(maya, networks)
    on_blogs(maya, networks)
    three_followers(maya, networks)
    somebody_in_need(maya, ruth, networks)
    all_of_it_went_out(maya)


def thanks_by_itself(maya: Desk, networks: Page) -> None:
    """One is announced and stopped, the other announced and sent."""
    section = maya.desk.locator("#section-automatic")
    world_plays(networks, "mentions us", "HarborYouth", KIND)
    line = section.locator("article", has_text="Harbor Youth Services")
    expect(line).to_contain_text("unless somebody stops it", timeout=SOON)
    line.get_by_role("button", name="Stop").click()
    expect(line).to_contain_text("Stopped.")
    maya.awaits(maya.cards("Harbor Youth Services"))

    world_plays(networks, "mentions us", "RiversideFood", KIND)
    line = section.locator("article", has_text="Riverside Food Bank")
    expect(line).to_contain_text("unless somebody stops it", timeout=SOON)
    went = section.locator("li", has_text="by itself · Riverside Food Bank")
    expect(went).to_be_visible(timeout=SOON)


def on_x(maya: Desk, networks: Page) -> None:
    """A reply and a repost by one click; a comment by hand, as the Center."""
    world_plays(networks, "mentions us", "FieldEdForum", ASKS)
    card = opened(maya, "Field Education Forum")
    answers(card, "Reply with thanks", "Yes, the second part comes in spring.")

    world_plays(networks, "posts on X", "KinshipNetwork")
    around(maya, "Kinship Care Network", "Pass it on")
    answers(maya.desk.locator("[data-item]"), "Pass it on")

    around(maya, "Kinship Care Network", "Comment")
    card = maya.desk.locator("[data-item]")
    card.get_by_label("Our comment").fill("This is what we hear from students, too.")
    with maya.window.expect_page() as opening:
        card.get_by_role("button", name=f"Open X as {OURS}").click()
    tab = opening.value
    tab.get_by_role("button", name=re.compile("^(Post|Reply)$")).click()
    expect(tab.get_by_role("heading", name="Your post is out")).to_be_visible()
    tab.close()
    maya.opens("Queue")
    expect(maya.cards("Kinship Care Network").last).to_be_visible()


def on_facebook(maya: Desk, networks: Page) -> None:
    """An answer as the Page and a post that links, by one click; a comment by hand."""
    world_plays(
        networks, "comments on our post", "", "Is the intake sheet free to use?"
    )
    card = opened(maya, "Is the intake sheet free to use?")
    answers(card, "Reply with thanks", "Yes, it is. Thank you for asking.")

    world_plays(networks, "posts on Facebook", "RiversideFoodBank")
    url = found_on_their_page(maya)
    brings(maya, url, "Pass it on")
    answers(maya.desk.locator("[data-item]"), "Pass it on", "Worth a look.")

    found_on_their_page(maya)
    brings(maya, url, "Comment on it")
    card = maya.desk.locator("[data-item]")
    text = "Thank you for keeping this going."
    card.get_by_label("Our comment").fill(text)
    with maya.window.expect_page() as opening:
        card.get_by_role("button", name=f"Open Facebook as {PAGE}").click()
    tab = opening.value
    tab.get_by_label(f"Your text, as {PAGE}").fill(text)
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_role("heading", name="Your comment is out")).to_be_visible()
    tab.close()
    expect(card).to_contain_text("Waiting for you: did it go out?", timeout=SOON)
    card.get_by_role("button", name="Done", exact=True).click()
    expect(card).to_contain_text("Done by hand, as you said")


def found_on_their_page(maya: Desk) -> str:
    """She reads their Page on Facebook, where no app may; the address of a post."""
    maya.opens("Contacts")
    maya.desk.get_by_role("link", name="Riverside Food Bank").first.click()
    with maya.window.expect_page() as opening:
        maya.desk.get_by_role("link", name="Open their Page").click()
    tab = opening.value
    dated = tab.locator("article.post a", has=tab.locator("time")).first
    url = str(dated.evaluate("one => one.href"))
    tab.close()
    return url


def brings(maya: Desk, url: str, act: str) -> None:
    """A post of theirs to be passed on, or commented on."""
    maya.desk.get_by_label("Address of a post of theirs").fill(url)
    maya.desk.locator("#theirs").get_by_role("button", name=act).click()


def on_blogs(maya: Desk, networks: Page) -> None:
    """An answer under a comment, a link from our blog, a comment on theirs."""
    world_plays(networks, "comments on our blog", "", "Where can one find the forms?")
    card = opened(maya, "Where can one find the forms?")
    answers(card, "Reply with thanks", "They stand at the end of the post.")

    world_plays(networks, "writes in their blog", "riverside")
    around(maya, "Riverside Family Network", "Link from our blog")
    answers(maya.desk.locator("[data-item]"), "Publish the link")

    around(maya, "Riverside Family Network", "Comment")
    said = maya.desk.locator(".quote-text").first.inner_text().partition(".")[0]
    text = f"“{said}”: we see the same with our students."
    answers(maya.desk.locator("[data-item]"), "Comment on it", text)


def three_followers(maya: Desk, networks: Page) -> None:
    """One tap each; who answered fades, and who is known is owed an answer."""
    maya.opens("Queue")
    for name in ("MapleStLibrary", "joelle_harris", "marcus_on_4th"):
        world_plays(networks, "follows us", name)
    section = maya.desk.locator("#section-followers")
    for name, kind in (
        ("@MapleStLibrary", "Organization"),
        ("@joelle_harris", "Professional"),
        ("@marcus_on_4th", "Private"),
    ):
        row = section.locator("[data-newcomer]", has_text=name)
        row.get_by_role("button", name=kind).click(timeout=SOON)
        expect(row.get_by_role("button", name=kind)).to_have_count(0)


def somebody_in_need(maya: Desk, ruth: Desk, networks: Page) -> None:
    """Above everything and without thanks; the supervisor takes it, by name."""
    world_plays(networks, "mentions us", "QuietPinesCamp", NEED)
    calls = maya.desk.locator("#section-attention")
    expect(calls).to_contain_text("I want to die", timeout=SOON)
    ruth.signs_in()
    theirs = ruth.desk.locator("#section-attention")
    theirs.get_by_role("button", name="I take it").click()
    expect(theirs).to_contain_text("You see to it")
    expect(calls).to_contain_text("Ruth Abelson sees to it", timeout=SOON)
    theirs.locator("summary", has_text="Say what was done").click()
    theirs.get_by_label("What was done").fill(
        "Called, and gave the number of the line."
    )
    theirs.get_by_role("button", name="It is seen to").click()
    expect(theirs.locator("article")).to_have_count(0)


def all_of_it_went_out(maya: Desk) -> None:
    """The outbox has each, as sent, with a link."""
    maya.opens("Outbox")
    for text in (
        "Yes, the second part comes in spring.",
        "Yes, it is. Thank you for asking.",
        "Worth a look.",
        "They stand at the end of the post.",
    ):
        line = maya.desk.get_by_role("row").filter(has_text=text)
        expect(line.locator(".badge", has_text="sent")).to_be_visible(timeout=SOON)


def opened(maya: Desk, words: str) -> Locator:
    """The card with these words, once it has come, opened."""
    maya.opens("Queue")
    maya.awaits(maya.cards(words))
    return maya.looks_at(maya.cards(words))


def around(maya: Desk, name: str, act: str) -> None:
    """Pick what they published last from Around us."""
    maya.opens("Around us")
    post = maya.desk.locator("article.post", has_text=name).first
    for _ in range(30):
        if post.count():
            break
        maya.desk.wait_for_timeout(1000)
        maya.desk.reload()
    post.get_by_role("button", name=act).click()


def answers(card: Locator, act: str, text: str = "") -> None:
    """Say it in her own words, or as it is written, by one click."""
    if text:
        card.locator("textarea").first.fill(text)
    card.get_by_role("button", name=act).first.click()
    expect(card.first).to_contain_text(
        re.compile("Goes out|Going out|On its way|Sent|moderator")
    )
