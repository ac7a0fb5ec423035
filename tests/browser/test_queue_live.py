"""Two people at one queue: who was first, who is on it, and what came in meanwhile."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from engagement.models import Delivery, Suggestion
from tests.browser.conftest import Opens
from tests.engagement.rows import Town, mention

# Asked every four seconds, so seen within five; a busy machine gets some more.
SOON = 12_000


def item(page: Page, card: Suggestion) -> Locator:
    return page.locator(f"#s{card.pk}")


def press(page: Page, card: Suggestion, button: str) -> None:
    item(page, card).get_by_role("button", name=button).click()


def test_a_colleague_sees_within_five_seconds_who_answered(
    csw: Town, opens: Opens
) -> None:
    other, card = mention(csw), mention(csw)
    maya, tom = opens(csw.poster, "/c/csw/"), opens(csw.colleague, "/c/csw/")
    item(maya, card).locator(".row-link").click()
    press(maya, card, "Reply with thanks")

    # Her own counts with the answer to it, before the next question
    expect(maya.locator("[data-owed]")).to_have_text("1", timeout=2_000)
    expect(maya.locator("[aria-current=page] .place-count")).to_have_text("1")
    expect(item(tom, card)).to_contain_text("by Maya", timeout=SOON)
    expect(tom.locator("#said")).to_have_text(f"Maya answered {card.profile}.")
    expect(tom.locator("[data-owed]")).to_have_text("1")
    expect(item(tom, other).locator("article")).to_be_visible()


def test_the_second_reads_who_was_first_and_keeps_their_own_text(
    csw: Town, opens: Opens
) -> None:
    card = mention(csw)
    maya, tom = opens(csw.poster, "/c/csw/"), opens(csw.colleague, "/c/csw/")
    # A text at hand is never taken away: what Maya does must not replace it
    item(tom, card).get_by_label("Our answer").focus()
    with tom.expect_response(lambda one: "/changes/" in one.url and one.ok):
        maya.keyboard.press("Enter")
    with tom.expect_response(lambda one: "/changes/" in one.url):
        expect(item(maya, card)).to_contain_text("Goes out in")
    item(tom, card).get_by_label("Our answer").evaluate("area => area.value = 'Cheers'")
    press(tom, card, "Reply with thanks")

    told = item(tom, card)
    expect(told).to_contain_text("Maya decided on this first. Thanked them")
    expect(told).to_contain_text(re.compile(r"\d+ s ago: “Thank you for telling us"))
    expect(told.locator(".ours")).to_have_text("Cheers")
    expect(told.get_by_role("button", name="Copy")).to_be_visible()
    assert Delivery.objects.get().by_member == csw.poster


def test_when_the_time_for_undo_is_over_it_is_going_out(
    csw: Town, opens: Opens, settings: Settings
) -> None:
    settings.UNDO_SECONDS = 2
    card = mention(csw)
    maya = opens(csw.poster, "/c/csw/")
    # No live answer comes meanwhile
    maya.route("**/changes/**", lambda asked: asked.abort())
    press(maya, card, "Reply with thanks")

    expect(item(maya, card)).to_contain_text("Going out…")
    expect(item(maya, card).get_by_role("button", name="Undo")).to_have_count(0)


def test_who_types_has_it_until_a_colleague_takes_over(csw: Town, opens: Opens) -> None:
    card = mention(csw)
    maya, tom = opens(csw.poster, "/c/csw/"), opens(csw.colleague, "/c/csw/")
    item(maya, card).get_by_label("Our answer").fill("Thank you from all of us.")
    expect(item(maya, card)).to_contain_text(re.compile(r"yours until \d\d:\d\d"))

    held = item(tom, card)
    expect(held).to_contain_text(
        re.compile(r"Maya is on it until \d\d:\d\d"), timeout=SOON
    )
    expect(held).to_contain_text("Thank you from all of us.")
    expect(held.get_by_role("button", name="Reply with thanks")).to_have_count(0)
    tom.once("dialog", lambda question: question.accept())
    press(tom, card, "Take over")
    expect(held).to_contain_text("yours until")
    expect(held.get_by_label("Our answer")).to_have_value("Thank you from all of us.")
    # Maya's own words stay under her hands, and she is told
    item(maya, card).get_by_label("Our answer").fill("Thank you from all of us!")
    expect(item(maya, card)).to_contain_text("A colleague has this now.")


def test_a_new_card_waits_behind_a_line_and_pushes_nothing(
    csw: Town, opens: Opens
) -> None:
    mention(csw)
    maya = opens(csw.poster, "/c/csw/")
    fresh = [mention(csw), mention(csw)]

    expect(maya.locator(".news")).to_have_text("2 new, show them", timeout=SOON)
    expect(item(maya, fresh[0])).to_have_count(0)
    maya.locator(".news").click()
    expect(item(maya, fresh[0])).to_be_attached()
    expect(item(maya, fresh[1])).to_be_attached()
    expect(maya.locator(".news")).to_have_count(0)


def test_what_passed_stays_beside_the_card_when_one_claims_it(
    csw: Town, opens: Opens
) -> None:
    card, _ = mention(csw), mention(csw)
    maya = opens(csw.poster, f"/c/csw/?open={card.pk}")
    beside = item(maya, card).get_by_text("What passed between us")
    expect(beside).to_be_visible()

    maya.keyboard.press("c")
    expect(item(maya, card)).to_contain_text(re.compile(r"yours until \d\d:\d\d"))
    expect(beside).to_be_visible()
    press(maya, card, "Give back")
    expect(item(maya, card).get_by_role("button", name="Claim")).to_be_visible()
    expect(beside).to_be_visible()

    # On a page of its own it stays when the card is but a line
    maya.goto(f"/c/csw/s/{card.pk}/")
    press(maya, card, "Reply with thanks")
    expect(item(maya, card)).to_contain_text("Goes out in")
    expect(beside).to_be_visible()
