"""What leaves by itself, at a browser: announced, stopped with one tap, switched."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from engagement.decide.by_rule import give_back
from engagement.models import Delivery, Rule
from engagement.views.automatic import A_MOMENT
from tests.automatic.ground import rule, sweep, the_line, wrote
from tests.browser.conftest import DESK, NARROW, PHONE, Opens
from tests.browser.test_for_everybody import trouble
from tests.engagement.rows import Town, mention, peer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

MOST_QUERIES = 12
SETTINGS = "/c/csw/settings/automatic/"


@pytest.fixture
def line(csw: Town) -> Delivery:
    rule(csw)
    wrote(csw, by=peer(csw.center))
    assert sweep() == 1
    return the_line(csw)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_one_tap_stops_it_and_the_card_is_there_for_people(
    csw: Town, opens: Opens, line: Delivery, scripts: bool
) -> None:
    page = opens(csw.poster, "/c/csw/", viewport=PHONE, java_script_enabled=scripts)
    section = page.locator("#section-automatic")
    expect(section).to_contain_text(line.text)
    expect(section).to_contain_text("unless somebody stops it")

    section.get_by_role("button", name="Stop").click()

    expect(section.get_by_text("Stopped.")).to_be_in_viewport()
    line.refresh_from_db()
    assert (line.state, line.settled_by) == ("cancelled", csw.poster)
    # For a moment it keeps its place; then it is on the queue and nowhere else
    Delivery.objects.update(state_since=timezone.now() - A_MOMENT)
    page.goto("/c/csw/")
    expect(page.locator(f"#s{line.suggestion_id}")).to_contain_text(line.text)
    expect(section).not_to_contain_text(line.text)


def test_a_second_tap_stops_nothing_more(
    csw: Town, opens: Opens, line: Delivery
) -> None:
    wrote(csw, by=peer(csw.center))
    assert sweep() == 1
    mention(csw)
    page = opens(csw.poster, "/c/csw/", viewport=PHONE)
    section = page.locator("#section-automatic")
    stop = section.get_by_role("button", name="Stop").first
    stop.scroll_into_view_if_needed()
    place = stop.bounding_box()
    assert place is not None
    under_the_thumb = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2

    page.mouse.click(*under_the_thumb)
    told = section.get_by_text("It is on the queue again")
    expect(told).to_be_in_viewport()
    page.mouse.click(*under_the_thumb)

    expect(page.locator("#said")).to_contain_text("Stopped.")
    expect(page.locator("[data-owed]")).to_have_text("2")
    expect(section.get_by_role("button", name="Stop")).to_have_count(1)
    assert Delivery.objects.filter(state="cancelled").count() == 1


def test_a_colleague_sees_it_come_and_go(csw: Town, opens: Opens) -> None:
    rule(csw)
    page = opens(csw.colleague, "/c/csw/")
    section = page.locator("#section-automatic")
    expect(section).to_be_empty()
    wrote(csw)
    sweep()
    text = the_line(csw).text
    expect(section).to_contain_text(text)
    assert give_back(the_line(csw), "They were thanked by a colleague.")
    expect(section).not_to_contain_text(text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, DESK], ids=["narrow", "desk"])
def test_everybody_can_use_it(
    csw: Town, opens: Opens, line: Delivery, size: dict[str, int], scheme: str
) -> None:
    page = opens(csw.supervisor, "/c/csw/", viewport=size, color_scheme=scheme)
    found = trouble(page)
    for address in ("/c/csw/", SETTINGS):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], address
    page.locator(".switch-more summary").first.click()
    found += trouble(page)
    assert found == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_supervisor_confirms_and_switches_it_on_and_off(
    csw: Town, opens: Opens, scripts: bool
) -> None:
    page = opens(csw.supervisor, SETTINGS, java_script_enabled=scripts)
    switch = page.locator(".switch").filter(has_text="Mentions")
    switch.locator("summary").click()
    switch.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_text("Tick this to confirm").first).to_be_visible()
    assert not Rule.objects.exists()

    for box in switch.get_by_role("checkbox").all():
        box.check()
    switch.get_by_role("button", name="Switch it on").click()
    expect(switch).to_contain_text(re.compile(r"Confirmed by Ruth .*at most 10 a day"))
    switch.get_by_role("button", name="Switch off").click()
    expect(switch).to_contain_text("Off since")
    assert not Rule.objects.get().on


def test_the_queue_stays_small_with_all_that_leaves_by_itself(
    csw: Town, client: Client, django_assert_max_num_queries: Any
) -> None:
    rule(csw, cap=50)
    for _ in range(12):
        wrote(csw)
    assert sweep() == 12
    client.force_login(csw.poster.user, "django.contrib.auth.backends.ModelBackend")
    client.get("/c/csw/")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/c/csw/")
    assert len(page.content) < 100_000
