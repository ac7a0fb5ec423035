"""The whole story, as a person lives it: the browser, and the sandbox's own buttons.

Nothing of the product is imported: what is pressed and read is what is on the pages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.servers.house import House, Running
from tests.servers.ports import free_port

MINUTE = 60_000
SOON = 30_000
OURS = "@CenterSW"
HARBOR, MEADOW = "FlowHarbor", "FlowMeadow"


@pytest.fixture
def empty_database() -> Iterator[dict[str, str]]:
    """What tells the demo of a database of its own, where a server is given."""
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield {"DATABASE_URL": ""}
        return
    name = f"flow_{free_port()}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()


@pytest.fixture
def demo(empty_database: dict[str, str], tmp_path: Path) -> Iterator[Running]:
    """``make run``, as far as it has said where it is."""
    env = {
        **{name: value for name, value in empty_database.items() if value},
        "PORT": str(free_port()),
        "SANDBOX_MOVES": "1",
        # The demo's own are 25 s and 15 s: the same road, walked faster
        "KINDRED_BY_HAND_WAIT": "4",
        "KINDRED_UNDO": "8",
    }
    house = House(tmp_path / "data", env)
    running = house.start("demo", "manage.py", "demo")
    running.says("Ctrl-C stops everything", seconds=60)
    yield running
    running.stop()
    house.close()


class Maya:
    """The poster at her desk: the hub in one tab, the networks in another."""

    def __init__(self, desk: Page, said: str) -> None:
        self.desk = desk
        self.hub = found(r"Kindred is at\s+(\S+)", said)
        self.networks = found(r"play the world: (\S+)", said)
        self.name = found(r"Sign in as\s+(\S+)", said)
        self.password = found(r"with the password\s+(\S+)", said)

    @property
    def window(self) -> BrowserContext:
        return self.desk.context

    def signs_in(self) -> None:
        self.desk.goto(self.hub)
        self.desk.get_by_label("Email").fill(self.name)
        self.desk.get_by_label("Password", exact=True).fill(self.password)
        self.desk.get_by_role("button", name="Sign in").click()
        expect(self.desk.get_by_role("heading", name="Queue", level=1)).to_be_visible()

    def opens(self, place: str) -> None:
        nav = self.desk.get_by_role("navigation", name="Places")
        nav.get_by_role("link", name=place).click()

    def knows(self, name: str) -> None:
        """She has met them: an organization, with a handle on X."""
        self.opens("Contacts")
        self.desk.get_by_role("link", name="Add").click()
        self.desk.get_by_label("Name").fill(name)
        self.desk.get_by_label("Handle on X").fill(name)
        self.desk.locator("form.form button").click()
        expect(self.desk.get_by_role("heading", name=name, level=1)).to_be_visible()

    def cards(self, words: str) -> Locator:
        """The cards on the queue that hold these words, opened or not."""
        return self.desk.locator("[data-item]", has_text=words)

    def awaits(self, wanted: Locator) -> None:
        """Look at the queue, and let in what is new, until this is there."""
        news = self.desk.locator(".news")
        for _ in range(30):
            expect(wanted.or_(news).first).to_be_attached(timeout=MINUTE)
            if wanted.count():
                return
            news.click()
            self.desk.wait_for_load_state()
        raise AssertionError(f"not among thirty news: {wanted}")

    def looks_at(self, card: Locator) -> Locator:
        """Open a card by its row; the same card, by its number, comes back."""
        number = card.first.get_attribute("id")
        same = self.desk.locator(f"#{number}")
        same.locator(".row-link").click()
        expect(same.locator("article")).to_be_visible()
        return same


def found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    assert match, said
    return match[1]


def named(card: Locator) -> str:
    """Whose card it is; the network is for who does not see its sign."""
    return card.locator(".row-who").inner_text().split(",")[0].strip()


def world_plays(networks: Page, what: str, who: str) -> None:
    """Press one of the buttons that play the outside world."""
    networks.locator("details:not([open]) > summary", has_text="Say who").click()
    networks.get_by_label("Who (").fill(who)
    networks.get_by_role("button", name=what, exact=True).click()
    networks.wait_for_load_state()


def leaves_for_x(maya: Maya, card: Locator) -> Page:
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


def test_a_poster_answers_what_came_in_and_sees_it_on_the_networks(
    demo: Running, page: Page
) -> None:
    maya = Maya(page, demo.said)
    maya.signs_in()
    maya.knows(HARBOR)
    maya.knows(MEADOW)
    maya.opens("Queue")
    maya.awaits(maya.cards("Mentioned us"))
    networks = maya.window.new_page()
    networks.goto(maya.networks)
    for name in (HARBOR, MEADOW):
        world_plays(networks, "follows us", name)

    queue_fills_within_a_minute(maya, networks)
    mine = by_hand_as_myself(maya)
    thanked = claimed_edited_and_accepted(maya)
    undone = taken_back(maya)
    by_hand_as_the_center(maya)
    the_hub_asks(maya, mine)
    the_outbox_tells(maya, thanked, undone)


def queue_fills_within_a_minute(maya: Maya, networks: Page) -> None:
    """Owed thanks, offered shares and comments; and the reads that made them."""
    offered = maya.desk.locator("section", has_text="Offered today")
    for kind in ("share", "comment"):
        maya.awaits(offered.locator(".row-state").get_by_text(kind, exact=True))
    for name in (HARBOR, MEADOW):
        maya.awaits(maya.cards(name))
    for call in ("x.mentions", "x.followers", "x.list_posts", "blog.rss"):
        row = networks.get_by_role("row").filter(has_text=call).filter(has_text="200")
        expect(row.first).to_be_attached(timeout=SOON)


def by_hand_as_myself(maya: Maya) -> Locator:
    """She forgets to switch, and says that it is done."""
    card = maya.looks_at(maya.cards(HARBOR))
    posts(leaves_for_x(maya, card), "@sam_writes")
    expect(card).to_contain_text("Waiting for you: did it go out?", timeout=SOON)
    expect(card.locator("article")).to_be_focused()
    card.get_by_role("button", name="Done", exact=True).click()
    expect(card).to_contain_text("Done by hand, as you said")
    return card


def claimed_edited_and_accepted(maya: Maya) -> str:
    """One click, with words of her own; whom it thanks."""
    card = maya.looks_at(
        maya.cards("Mentioned us").filter(has_text="Reply with thanks")
    )
    card.get_by_role("button", name="Claim").click()
    expect(card).to_contain_text(re.compile(r"yours until \d\d:\d\d"))
    text = card.get_by_label("Our answer")
    text.fill(f"{text.input_value()} See you on Thursday.")
    expect(card.locator("[data-claimed]")).to_contain_text("yours until")
    name = named(card)
    card.get_by_role("button", name="Reply with thanks").click()
    expect(card).to_contain_text("Goes out in")
    return name


def taken_back(maya: Maya) -> str:
    """Accepted by mistake, and undone in time."""
    card = maya.looks_at(maya.cards("Pass it on"))
    name = named(card)
    card.get_by_role("button", name="Pass it on").click()
    card.get_by_role("button", name="Undo").click()
    expect(card.get_by_role("button", name="Pass it on")).to_be_attached()
    return name


def by_hand_as_the_center(maya: Maya) -> None:
    """Nobody says that it is done: it is found by itself."""
    card = maya.looks_at(maya.cards(MEADOW))
    posts(leaves_for_x(maya, card), OURS)
    expect(card).to_contain_text("Seen on X ✓", timeout=SOON)
    with maya.window.expect_page() as opening:
        card.get_by_role("link", name="View").click()
    expect(opening.value.locator("article").first).to_contain_text(OURS)
    opening.value.close()


def the_hub_asks(maya: Maya, mine: Locator) -> None:
    """What she did as herself is not on our timeline."""
    question = f"Not found on {OURS}. From your own account by mistake?"
    expect(mine).to_contain_text(question, timeout=SOON)


def the_outbox_tells(maya: Maya, thanked: str, undone: str) -> None:
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
