"""Duty and hours in a real browser: for everybody, on a phone, and without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Center, Hours, Member
from engagement.models import Shift
from tests.browser.conftest import DESK, NARROW, PHONE, Opens
from tests.browser.test_for_everybody import trouble
from tests.engagement.rows import Town

pytestmark = pytest.mark.once

PAGES = ("", "duty/", "settings/")
HOUR = timedelta(hours=1)


def shift(member: Member, begins: int, ends: int, note: str = "") -> Shift:
    now = timezone.now()
    times = {"starts_at": now + begins * HOUR, "ends_at": now + ends * HOUR}
    return Shift.objects.create(center=member.center, member=member, note=note, **times)


@pytest.fixture
def lived_in(csw: Town) -> Town:
    """Tom left a note, Maya has just come on, and a break is on."""
    now = timezone.now()
    Center.objects.update(
        holidays_of="US-NY",
        paused_at=now,
        paused_until=now + timedelta(days=2),
        paused_reason="Between terms",
    )
    csw.center.closed_days.create(date=now.date() + timedelta(days=2), name="Snow")
    shift(csw.colleague, -9, -1, "Riverside waits for a date.")
    shift(csw.poster, 0, 8)
    return csw


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")])
def test_axe_finds_nothing_serious(
    lived_in: Town, opens: Opens, size: dict[str, int], scheme: str
) -> None:
    found = {}
    for who in (lived_in.poster, lived_in.supervisor):
        page = opens(who, "/c/csw/", viewport=size, color_scheme=scheme)
        for path in PAGES:
            page.goto(f"/c/csw/{path}")
            found[who.name, path] = trouble(page)
    page.fill("[name=day0]", "17-9")
    page.click("text=Keep these hours")
    page.wait_for_selector(".field-error")
    found["Ruth", "wrong"] = trouble(page)
    assert {name: some for name, some in found.items() if some} == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_nothing_goes_sideways_at_320_pixels(
    lived_in: Town, opens: Opens, scripts: bool
) -> None:
    wide = {}
    for who in (lived_in.poster, lived_in.colleague, lived_in.supervisor):
        page = opens(who, "/c/csw/", viewport=NARROW, java_script_enabled=scripts)
        for path in PAGES:
            page.goto(f"/c/csw/{path}")
            box = page.locator("body").evaluate("document.documentElement.scrollWidth")
            wide[who.name, path] = box
    assert {name: width for name, width in wide.items() if width > 320} == {}


def test_a_whole_shift_without_scripts(csw: Town, opens: Opens) -> None:
    maya = opens(csw.poster, "/c/csw/", viewport=PHONE, java_script_enabled=False)
    maya.get_by_role("button", name="I’m on").click()
    maya.get_by_role("link", name="Hand over").click()
    maya.get_by_label("A note for who comes next").fill("Call Harbor back.")
    maya.get_by_role("button", name="Hand over").click()
    maya.wait_for_selector("text=nobody has read it yet")

    tom = opens(csw.colleague, "/c/csw/duty/", java_script_enabled=False)
    tom.get_by_role("main").get_by_role("button", name="I’m on").click()
    tom.wait_for_selector("text=Call Harbor back.")
    tom.get_by_role("button", name="I have read it").click()
    assert "Call Harbor back." not in tom.content()

    maya.reload()
    assert maya.get_by_role("link", name="Tom").is_visible()
    maya.wait_for_selector("text=read by Tom")


def test_one_day_is_copied_to_five_without_scripts(csw: Town, opens: Opens) -> None:
    page = opens(csw.supervisor, "/c/csw/settings/", java_script_enabled=False)
    page.fill("[name=day0]", "9-12, 13-17")
    page.get_by_role("button", name="Fill in").click()
    page.get_by_role("button", name="Keep these hours").click()
    page.wait_for_selector("text=Kept.")
    assert page.input_value("[name=day4]") == "09:00–12:00, 13:00–17:00"
    assert Hours.objects.of(csw.center).count() == 10
