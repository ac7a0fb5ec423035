"""The queue by keyboard alone, by hand, and what a text costs and where it is kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from engagement import decide
from engagement.models import Contact, Delivery, Suggestion
from tests.browser.conftest import PHONE, Opens
from tests.engagement.rows import Town, mention, queued

pytestmark = pytest.mark.once

SOON = 12_000


def item(page: Page, card: Suggestion) -> Locator:
    return page.locator(f"#s{card.pk}")


def keys(page: Page, *pressed: str) -> None:
    page.wait_for_load_state()
    for key in pressed:
        page.keyboard.press(key)


def test_a_shift_by_keyboard_alone(csw: Town, opens: Opens) -> None:
    first, second, third = (mention(csw) for _ in range(3))
    Contact.objects.update(received_count=1)
    page = opens(csw.poster, "/c/csw/")
    expect(item(page, first).locator("article")).to_be_visible()
    keys(page, "j", "j", "k", "j")
    expect(item(page, third).locator(".row-link")).to_be_focused()
    keys(page, "k", "c")
    expect(item(page, second)).to_contain_text("yours until")
    keys(page, "e", "j")
    expect(item(page, second).get_by_label("Our answer")).to_have_value(
        re.compile("j$")
    )
    keys(page, "Escape", "Enter")
    expect(item(page, second)).to_contain_text("Goes out in")
    expect(item(page, third).locator(".row-link")).to_be_focused()
    keys(page, "k", "u")
    expect(item(page, second).locator(".row-link")).to_be_focused()
    keys(page, "k", "s", "Enter")
    expect(item(page, first)).to_contain_text("Back")
    expect(item(page, second).locator(".row-link")).to_be_focused()
    keys(page, "x")
    reason = item(page, second).get_by_role("button", name="Not a kindness")
    expect(reason).to_be_focused()
    keys(page, "Enter")
    expect(item(page, second).locator(".folded")).to_contain_text("Not a kindness")
    keys(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    keys(page, "Escape", "g", "o")
    expect(page.get_by_role("heading", name="Outbox", level=1)).to_be_visible()
    keys(page, "g", "a")
    expect(page.get_by_role("heading", name="Around us", level=1)).to_be_visible()
    keys(page, "g", "q")
    expect(page.get_by_role("heading", name="Queue", level=1)).to_be_visible()


def test_by_hand_on_a_phone_the_text_is_copied_and_the_card_asks(
    csw: Town, opens: Opens
) -> None:
    mention(csw)
    card = mention(csw, summons=False)
    rights = ["clipboard-read", "clipboard-write"]
    page = opens(csw.poster, "/c/csw/", viewport=PHONE, permissions=rights)
    item(page, card).get_by_label("Our answer").fill("Thank you, by hand.")
    with page.context.expect_page() as opening:
        item(page, card).get_by_role("button", name="Open X as @CenterSW").click()
    assert "text=Thank+you%2C+by+hand." in opening.value.url
    page.bring_to_front()

    expect(item(page, card)).to_contain_text(
        "Waiting for you: did it go out?", timeout=SOON
    )
    expect(item(page, card).locator("article")).to_be_focused()
    expect(page.locator("[data-item]").first).to_have_id(f"s{card.pk}")
    assert page.evaluate("navigator.clipboard.readText()") == "Thank you, by hand."
    item(page, card).locator("summary", has_text="Could not").click()
    item(page, card).get_by_role("button", name="Answers are closed there").click()
    expect(item(page, card)).to_contain_text(
        "You could not do it by hand: Answers are closed there."
    )
    expect(item(page, card).get_by_label("Our answer")).to_have_value(
        "Thank you, by hand."
    )


def test_whose_hands_may_not_makes_it_ready_for_who_may(
    csw: Town, opens: Opens
) -> None:
    card = mention(csw, summons=False)
    tom = opens(csw.colleague, "/c/csw/")
    tom.get_by_role("button", name="Ready for Maya").click()
    expect(item(tom, card)).to_contain_text("Waiting for Maya")

    maya = opens(csw.poster, "/c/csw/")
    yours = maya.locator("#yours")
    expect(yours).to_contain_text("Tom made it ready")
    expect(yours.get_by_role("link", name="Open X in a new tab")).to_be_visible()


def test_a_link_in_the_text_says_what_it_costs_before_one_sends(
    csw: Town, opens: Opens
) -> None:
    card = mention(csw)
    page = opens(csw.poster, "/c/csw/")
    expect(item(page, card).locator("[data-price]")).to_have_text("$0.01")
    item(page, card).get_by_label("Our answer").fill("See https://example.org/notes")
    expect(item(page, card).locator("[data-price]")).to_have_text("$0.20")
    expect(item(page, card)).to_contain_text(
        "The link in it makes this $0.20 instead of $0.01."
    )
    item(page, card).get_by_role("button", name="Reply with thanks").click()
    expect(item(page, card)).to_contain_text("Goes out in")
    assert Delivery.objects.get().cost_micro == 200_000


def test_a_draft_outlives_the_tab_and_the_line(csw: Town, opens: Opens) -> None:
    card = mention(csw)
    page = opens(csw.poster, "/c/csw/")
    page.context.set_offline(True)
    item(page, card).get_by_label("Our answer").fill("Typed in a tunnel.")
    page.context.set_offline(False)
    page.reload()
    expect(item(page, card).get_by_label("Our answer")).to_have_value(
        "Typed in a tunnel."
    )


def test_what_failed_comes_back_with_the_networks_reason(
    csw: Town, opens: Opens
) -> None:
    card = mention(csw)
    delivery = queued(csw, card, text="Our very own words.")
    Delivery.objects.filter(pk=delivery.pk).update(
        error="X refused it: duplicate text."
    )
    delivery.refresh_from_db()
    decide.cancel(delivery, by=csw.poster)
    Delivery.objects.filter(pk=delivery.pk).update(state="failed")
    page = opens(csw.poster, "/c/csw/")
    expect(item(page, card)).to_contain_text(
        "It did not go out: X refused it: duplicate text."
    )
    expect(item(page, card).get_by_label("Our answer")).to_have_value(
        "Our very own words."
    )


def test_several_at_once_are_settled_but_never_sent(csw: Town, opens: Opens) -> None:
    cards = [mention(csw) for _ in range(3)]
    page = opens(csw.poster, "/c/csw/")
    for card in cards[:2]:
        item(page, card).get_by_role("checkbox").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("2 chosen")
    page.get_by_role("button", name="Nothing needed").locator("visible=true").click()
    expect(
        page.get_by_role("status").filter(has_text="2 of 2 settled.")
    ).to_be_visible()
    expect(page.locator("[data-owed]")).to_have_text("1")
    expect(page.locator("#yours").get_by_role("button", name="Undo")).to_have_count(2)


def test_all_of_it_works_without_scripts(csw: Town, opens: Opens) -> None:
    card, by_hand = mention(csw), mention(csw, summons=False)
    page = opens(csw.poster, "/c/csw/", viewport=PHONE, java_script_enabled=False)
    item(page, card).get_by_label("Our answer").fill("")
    item(page, card).get_by_role("button", name="Reply with thanks").click()
    expect(page.get_by_text("an empty text says nothing")).to_be_visible()
    page.get_by_label("Our answer").fill("Plain thanks.")
    page.get_by_role("button", name="Reply with thanks").click()
    expect(item(page, card)).to_contain_text(re.compile(r"Goes out in \d+ s"))
    item(page, card).get_by_role("button", name="Undo").click()
    item(page, card).locator("summary", has_text="Not now").click()
    item(page, card).get_by_role("button", name="In 2 hours").click()
    expect(page.locator("#yours")).to_contain_text("Back")
    page.locator("#yours").get_by_role("button", name="Undo").click()
    expect(item(page, card).get_by_label("Our answer")).to_have_value("Plain thanks.")
    with page.context.expect_page():
        item(page, by_hand).get_by_role("button", name="Open X as @CenterSW").click()
    page.reload()
    expect(page.locator("#yours")).to_contain_text("Waiting for you: did it go out?")
    page.locator("#yours").get_by_role("button", name="Done", exact=True).click()
    assert Delivery.objects.exclude(state="cancelled").get().state == "sent"
