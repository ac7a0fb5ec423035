"""Every page: for a screen reader, for a narrow screen, and on a slow line."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from engagement.models import Delivery, Interaction, Post, Suggestion
from tests.audit import backdate
from tests.browser.conftest import DESK, NARROW, PHONE, Opens
from tests.engagement.rows import Town, follow, follow_owed, mention, peer, queued

AXE = Path(__file__).parent.parent / "vendor" / "axe-core-4.14.1.min.js"
BACKEND = "django.contrib.auth.backends.ModelBackend"
PAGES = (
    *("", "outbox/", "around/", "contacts/", "contacts/add/", "by-hand/", "sources/"),
    *("report/", "report/rows/?of=owed", "followers/", "followers/together/"),
)


def lived_in(csw: Town) -> list[str]:
    """A Center with something in every state; the addresses of all its pages."""
    first = mention(csw)
    mention(csw, summons=False)
    taken = mention(csw)
    Suggestion.objects.filter(pk=taken.pk).update(
        claimed_by=csw.colleague,
        claimed_until=timezone.now() + timedelta(minutes=5),
    )
    share = mention(csw)
    Suggestion.objects.filter(pk=share.pk).update(kind="share", owed=False, due_at=None)
    queued(csw, mention(csw))
    queued(csw, mention(csw, summons=False))
    lost = queued(csw, mention(csw))
    Delivery.objects.filter(pk=lost.pk).update(
        state="unconfirmed", error="No answer came back.", looked_at=timezone.now()
    )
    theirs = peer(csw.center)
    Post.objects.create(
        center=csw.center,
        profile=theirs,
        key="x:1",
        url="https://x.example/1",
        text="We published a guide for kinship carers.",
        peer=True,
        published_at=timezone.now(),
    )
    follow(csw)
    thanks = follow_owed(csw)
    own = [f"contacts/{theirs.contact_id}/", f"s/{first.pk}/", f"s/{thanks.pk}/"]
    own.append(f"followers/together/?who={thanks.pk}")
    return [f"/c/{csw.center.slug}/{page}" for page in (*PAGES, *own)]


# What moves has its colours when it has come to rest; what turns for ever never does.
AT_REST = """async () => {
  const ends = (one) => Number.isFinite(one.effect.getComputedTiming().endTime);
  const moving = document.getAnimations().filter(ends);
  await Promise.all(moving.map((one) => one.finished.catch(() => null)));
  return moving.length;
}"""


def trouble(page: Page) -> list[str]:
    """What axe finds that is serious or worse."""
    page.evaluate(AT_REST)
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate("axe.run()")
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_serious(
    csw: Town, opens: Opens, size: dict[str, int], scheme: str
) -> None:
    pages = lived_in(csw)
    page = opens(csw.poster, pages[0], viewport=size, color_scheme=scheme)
    found = {}
    for address in pages:
        page.goto(address)
        found[address] = trouble(page)
    page.context.clear_cookies()
    page.goto("/account/login/")
    found["login"] = trouble(page)
    assert {name: some for name, some in found.items() if some} == {}


@pytest.mark.once
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_nothing_goes_sideways_at_320_pixels(
    csw: Town, opens: Opens, scripts: bool
) -> None:
    pages = lived_in(csw)
    page = opens(csw.supervisor, pages[0], viewport=NARROW, java_script_enabled=scripts)
    wide = {}
    for address in pages:
        page.goto(address)
        box = page.locator("body").evaluate("document.documentElement.scrollWidth")
        wide[address] = box
    assert {name: width for name, width in wide.items() if width > 320} == {}


@pytest.mark.once
@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow"])
def test_on_a_phone_nothing_opens_behind_the_bar_or_past_the_edge(
    csw: Town, opens: Opens, size: dict[str, int]
) -> None:
    mention(csw)
    page = opens(csw.poster, "/c/csw/", viewport=size)
    for key in "osx":
        page.locator(f".acts-more summary[data-key={key}]").click()
        opened = page.locator("details.menu[open] .menu-list")
        menu, bar = opened.bounding_box(), page.locator(".frame-nav").bounding_box()
        assert menu
        assert bar
        assert 0 <= menu["y"] < menu["y"] + menu["height"] <= bar["y"]
        page.keyboard.press("Escape")
    page.goto("/c/csw/outbox/")
    for tab in page.locator(".tab").all():
        box = tab.bounding_box()
        assert box
        assert box["x"] + box["width"] <= size["width"]


def test_a_full_queue_is_small_and_asks_the_database_little(
    csw: Town, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        card = mention(csw, summons=number % 2 == 0)
        Post.objects.filter(suggestions=card).update(text="A sentence of theirs. " * 40)
        Suggestion.objects.filter(pk=card.pk).update(draft="Thank you for it. " * 14)
        if number > 6:
            Suggestion.objects.filter(pk=card.pk).update(owed=False, kind="share")
    for summons in (True, False, False):
        queued(csw, mention(csw, summons=summons))
    client.force_login(csw.poster.user, BACKEND)

    with django_assert_max_num_queries(12):
        page = client.get("/c/csw/")

    assert len(page.content) < 100_000
    # Eight, three of them promises; and five that are offered
    assert page.content.count(b"data-item") == 13
    shown = ",".join(re.findall(r'id="s(\d+)" data-item', page.content.decode()))
    since = timezone.now().isoformat()
    long_ago = timezone.now() - timedelta(hours=1)
    backdate(long_ago)
    Interaction.objects.update(noticed_at=long_ago)
    with django_assert_max_num_queries(10):
        asked = {"shown": shown, "since": since, "loaded": since}
        Delivery.objects.update(touched_at=timezone.now() - timedelta(hours=1))
        Suggestion.objects.update(touched_at=timezone.now() - timedelta(hours=1))
        nothing = client.get("/c/csw/changes/", asked)
    assert (nothing.status_code, nothing.content) == (204, b"")
    Suggestion.objects.filter(state="open").update(touched_at=timezone.now())
    with django_assert_max_num_queries(20):
        assert client.get("/c/csw/changes/", asked).status_code == 200


@pytest.mark.once
def test_without_scripts_no_key_is_shown_and_what_passed_is_a_link_away(
    csw: Town, opens: Opens
) -> None:
    card = mention(csw)
    page = opens(csw.poster, "/c/csw/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Reply with thanks")).to_be_visible()
    expect(page.locator(".key").locator("visible=true")).to_have_count(0)
    page.get_by_role("link", name="What passed, our ledger").click()
    expect(page).to_have_url(re.compile(f"/contacts/{card.profile.contact_id}/"))
    expect(page.get_by_text("What passed between us")).to_be_visible()

    page = opens(csw.poster, "/c/csw/")
    expect(page.locator(".key").locator("visible=true").first).to_be_visible()
    expect(page.get_by_role("link", name="What passed, our ledger")).to_be_hidden()


@pytest.mark.once
def test_a_word_is_found_among_many(csw: Town, opens: Opens) -> None:
    page = opens(csw.supervisor, "/c/csw/settings/words/")
    fold = page.locator(".word-fold:not([open])").filter(has_text="words and phrases")
    fold.first.locator("summary").click()
    fold = page.locator(".word-fold:has([data-find])").first
    words = fold.locator(".chips > li").locator("visible=true")
    before = words.count()
    sought = words.last.get_by_role("button").get_attribute("value") or ""
    fold.get_by_label("Find one of them").fill(sought.upper())
    expect(words.last).to_contain_text(sought)
    assert 0 < words.count() < before
