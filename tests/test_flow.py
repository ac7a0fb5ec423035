"""The whole story, as a person lives it: the browser, and the sandbox's own buttons.

Nothing of the product is imported: what is pressed and read is what is on the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.desk import SOON, Desk, make_run, named, world_plays
from tests.servers.house import Running

OURS = "@CenterSW"
HARBOR, MEADOW, ORCHARD = "FlowHarbor", "FlowMeadow", "FlowOrchard"
ASKS = "@CenterSW thank you for the reading list. Is there a second part?"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Running]:
    # The demo's own are 25 s and 15 s: the same road, walked faster
    fast = {"KINDRED_BY_HAND_WAIT": "4", "KINDRED_UNDO": "8"}
    with make_run(tmp_path / "data", SANDBOX_MOVES="1", **fast) as running:
        yield running


def leaves_for_x(maya: Desk, card: Locator) -> Page:
    """Say something, and go where it is done by hand; the tab that opens."""
    text = f"Good to have you with us, {named(card)}!"
    card.get_by_label("Our answer").fill(text)
    with maya.window.expect_page() as opening:
        card.get_by_role("button", name=f"Open X as {OURS}").click()
    tab = opening.value
    expect(tab.get_by_label("Your text")).to_have_value(text)
    return tab


def posts(tab: Page, who: str) -> None:
    """On the network's own page: be that account, and send it."""
    if not tab.get_by_text(f"You act as {who}").count():
        tab.get_by_role("button", name=f"Switch to {who}").click()
    expect(tab.get_by_role("status")).to_contain_text(who)
    tab.get_by_role("button", name=re.compile("^(Post|Reply)$")).click()
    expect(tab.get_by_role("heading", name="Your post is out")).to_be_visible()
    tab.close()


@pytest.mark.both
def test_a_poster_answers_what_came_in_and_sees_it_on_the_networks(
    demo: Running, page: Page
) -> None:
    maya = Desk(page, demo.said)
    maya.signs_in()
    maya.knows(HARBOR)
    maya.knows(MEADOW)
    maya.opens("Queue")
    maya.awaits(maya.cards("Mentioned us"))
    networks = maya.window.new_page()
    networks.goto(maya.networks)
    for name in (HARBOR, MEADOW):
        world_plays(networks, "passes our post on", name)
    # A plain thanks would be answered by itself
    world_plays(networks, "mentions us", ORCHARD, ASKS)

    queue_fills_within_a_minute(maya, networks)
    mine = by_hand_as_myself(maya)
    thanked = claimed_edited_and_accepted(maya)
    undone = taken_back(maya)
    by_hand_as_the_center(maya)
    the_hub_asks(maya, mine)
    the_outbox_tells(maya, thanked, undone)


def queue_fills_within_a_minute(maya: Desk, networks: Page) -> None:
    """Owed thanks, offered shares and comments; and the reads that made them."""
    offered = maya.desk.locator("section", has_text="Offered today")
    for kind in ("share", "comment"):
        maya.awaits(offered.locator(".row-state").get_by_text(kind, exact=True))
    for name in (HARBOR, MEADOW):
        maya.awaits(maya.cards(name))
    for call in ("x.mentions", "x.followers", "x.list_posts", "blog.rss"):
        row = networks.get_by_role("row").filter(has_text=call).filter(has_text="200")
        expect(row.first).to_be_attached(timeout=SOON)


def by_hand_as_myself(maya: Desk) -> Locator:
    """She forgets to switch, and says that it is done."""
    card = maya.looks_at(maya.cards(HARBOR))
    posts(leaves_for_x(maya, card), "@sam_writes")
    expect(card).to_contain_text("Waiting for you: did it go out?", timeout=SOON)
    expect(card.locator("article")).to_be_focused()
    card.get_by_role("button", name="Done", exact=True).click()
    expect(card).to_contain_text("Done by hand, as you said")
    return card


def claimed_edited_and_accepted(maya: Desk) -> str:
    """One click, with words of her own; whom it thanks."""
    wanted = maya.cards(ORCHARD).filter(has_text="Reply with thanks")
    maya.awaits(wanted)
    card = maya.looks_at(wanted)
    card.get_by_role("button", name="Claim").click()
    expect(card).to_contain_text(re.compile(r"yours until \d\d:\d\d"))
    text = card.get_by_label("Our answer")
    text.fill(f"{text.input_value()} See you on Thursday.")
    expect(card.locator("[data-claimed]")).to_contain_text("yours until")
    name = named(card)
    card.get_by_role("button", name="Reply with thanks").click()
    expect(card).to_contain_text("Goes out in")
    return name


def taken_back(maya: Desk) -> str:
    """Accepted by mistake, and undone in time."""
    card = maya.looks_at(maya.cards("Pass it on"))
    name = named(card)
    card.get_by_role("button", name="Pass it on").click()
    card.get_by_role("button", name="Undo").click()
    again = card.get_by_role("button", name="Pass it on")
    expect(again).to_be_attached(timeout=SOON)
    return name


def by_hand_as_the_center(maya: Desk) -> None:
    """Nobody says that it is done: it is found by itself."""
    card = maya.looks_at(maya.cards(MEADOW))
    posts(leaves_for_x(maya, card), OURS)
    expect(card).to_contain_text("Seen on X ✓", timeout=SOON)
    with maya.window.expect_page() as opening:
        card.get_by_role("link", name="View").click()
    expect(opening.value.locator("article").first).to_contain_text(OURS)
    opening.value.close()


def the_hub_asks(maya: Desk, mine: Locator) -> None:
    """What she did as herself is not on our timeline."""
    question = f"Not found on {OURS}. From your own account by mistake?"
    expect(mine).to_contain_text(question, timeout=SOON)


def the_outbox_tells(maya: Desk, thanked: str, undone: str) -> None:
    """What went out says so, with the way to it; what was taken back, too."""
    maya.opens("Outbox")
    line = maya.desk.get_by_role("row").filter(has_text=thanked)
    line = line.filter(has_text="See you on Thursday.")
    expect(line.locator(".badge", has_text="sent")).to_be_visible(timeout=SOON)
    with maya.window.expect_page() as opening:
        line.get_by_role("link", name="View").click()
    post = opening.value.locator("article", has_text="See you on Thursday.")
    expect(post).to_contain_text(OURS)
    taken = maya.desk.get_by_role("row").filter(has_text=undone)
    expect(taken.filter(has_text="Taken back")).to_be_visible()
