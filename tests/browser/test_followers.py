"""Three new followers, each with one tap; and what their rows are to everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from engagement.models import Contact, Interaction, Profile, Suggestion
from tests.browser.conftest import NARROW, Opens
from tests.browser.test_for_everybody import trouble
from tests.engagement.rows import Town, follow

pytestmark = pytest.mark.once

NAMES = ("Maple Street Library", "Marcus", "Earn Daily")


def three(csw: Town) -> list[Interaction]:
    """Three who follow us, and of whom nobody has spoken; the last one noticed last."""
    lines = [follow(csw) for _ in NAMES]
    for line, name in zip(lines, NAMES, strict=True):
        Profile.objects.filter(pk=line.profile_id).update(
            name=name, bio=f"{name} says in a sentence what they do."
        )
    return lines


def row(page: Page, name: str) -> Locator:
    return page.locator("[data-newcomer], [data-item]").filter(has_text=name)


def kinds() -> set[tuple[str, str]]:
    rows = Profile.objects.filter(name__in=NAMES)
    return set(rows.values_list("name", "contact__kind"))


def test_three_followers_are_triaged_with_one_tap_each(csw: Town, opens: Opens) -> None:
    three(csw)
    maya, tom = opens(csw.poster, "/c/csw/"), opens(csw.colleague, "/c/csw/")
    assert trouble(maya) == []

    # By keyboard: after a tap the next one is asked about
    row(maya, "Earn Daily").get_by_role("button", name="Spam").focus()
    maya.keyboard.press("Enter")
    expect(row(maya, "Earn Daily")).to_contain_text("Spam")
    expect(maya.locator("#said")).to_have_text("Earn Daily: spam.")
    expect(
        row(maya, "Marcus").get_by_role("button", name="Organization")
    ).to_be_focused()
    head = maya.locator("[data-newcomers-head]")
    expect(head).to_have_text("2 to say who they are", timeout=2_000)
    row(maya, "Marcus").get_by_role("button", name="Private").click()
    expect(row(maya, "Marcus").get_by_role("button", name="Undo")).to_be_visible()
    row(maya, "Maple").get_by_role("button", name="Organization").click()

    # Whom we know is owed, with the ways to answer beside the list
    card = maya.locator("article").filter(has_text="Maple Street Library")
    expect(card).to_contain_text("You said organization")
    expect(card.get_by_role("button", name="Follow back")).to_be_visible()
    assert kinds() == {
        ("Maple Street Library", "organization"),
        ("Marcus", "private"),
        ("Earn Daily", "spam"),
    }
    assert Suggestion.objects.get(state="open").profile.name == NAMES[0]
    expect(row(maya, "Maple").locator(".beside-slot")).to_have_count(0)
    assert trouble(maya) == []
    # A colleague sees the rows go, and who is known come
    expect(row(tom, "Marcus")).to_have_count(0, timeout=12_000)
    expect(row(tom, "Maple")).to_have_count(1)

    row(maya, "Marcus").get_by_role("button", name="Undo").click()
    asked = row(maya, "Marcus").get_by_role("button", name="Organization")
    expect(asked).to_be_focused()
    assert ("Marcus", "unknown") in kinds()


def test_without_scripts_and_on_a_narrow_phone_it_is_the_same(
    csw: Town, opens: Opens
) -> None:
    three(csw)
    page = opens(csw.poster, "/c/csw/", java_script_enabled=False, viewport=NARROW)
    row(page, "Maple").get_by_role("button", name="Professional").click()
    row(page, "Earn Daily").get_by_role("button", name="Spam").click()
    expect(row(page, "Earn Daily").get_by_role("button", name="Undo")).to_be_visible()
    page.get_by_role("button", name="Nothing needed for all of today’s").click()

    expect(page.locator(".toast")).to_contain_text("Nothing needed for one new")
    expect(row(page, "Marcus")).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(row(page, "Marcus")).to_have_count(1)
    card = row(page, "Maple")
    card.get_by_text("Other ways").click()
    card.get_by_role("link", name="Thank them in public").click()
    expect(page.get_by_label("Our answer")).to_contain_text("Maple Street Library")
    assert not Contact.objects.filter(kind="organization").exists()
