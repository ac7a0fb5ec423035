"""Rubbish in every field of every address: refused in words, or passed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Account, Member
from accounts.platforms.base import Addresses
from engagement.models import Contact, Profile
from tests.access.reads import matters, reads
from tests.access.test_strangers import address, every_address, signed_in
from tests.access.worlds import another_world, full_town
from tests.engagement.rows import Town

pytestmark = pytest.mark.django_db

STORED = (
    "9" * 30,
    "-1",
    "\x00",
    "a\x00b",
    "https://a.example/" + "x" * 600,
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31",
    "💜" * 300,
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
)
"""What one database takes and another does not."""
READ = (
    "²",
    "٣",
    "https://[abc",
    "javascript://a.b/",
    "https://" + "x" * 250 + ".example",
    "2026-13-40T00:00:00Z",
    "../..//[x",
    "http://testserver:abc/",
)
"""What goes wrong, if it does, before any database is asked."""
ASKED: tuple[str, ...] = (
    "more",
    "shown",
    "open",
    "page",
    "q",
    "kind",
    "show",
    "network",
)
ASKED += (
    "a_day",
    "since",
    "loaded",
    "new",
    "who",
    "due",
    "of",
    "from",
    "to",
    "days",
    "span",
)
TOLD: tuple[str, ...] = (
    "text",
    "way",
    "same",
    "reason",
    "until",
    "why",
    "link",
    "back",
    "paused",
)
TOLD += ("do", "ticked", "kind", "name", "handle", "site", "note", "direction", "who")
TOLD += ("happened_on", "url", "platform", "user", "token", "day", "word", "side")
TOLD += ("what_done", "side", "word", "member", "how", "since", "limit", "number")
TOLD += ("names", "kept", "off", "own", "begin", "end")
GOOD = {
    "direction": "in",
    "who": "Somebody",
    "kind": "mention",
    "name": "Somebody",
    "platform": "blog",
    "do": "nothing",
}
"""With these the other fields of a form are read, too."""


@pytest.fixture
def here(settings: Settings) -> Iterator[Town]:
    """A Center with a row of everything; its networks are nowhere."""
    settings.ADDRESSES = Addresses(
        twitter_api="http://127.0.0.1:9",
        twitter_web="http://127.0.0.1:9",
        allowed_private_hosts=frozenset(),
    )
    here = full_town()
    yield here
    assert configured.ADDRESSES.twitter_api == "http://127.0.0.1:9"


def fed(client: Client, url: str, rubbish: tuple[str, ...]) -> dict[str, int]:
    """What one address answers to rubbish in its fields, and to rubbish in those that
    are read only where the others are well: as a page once, then as a part of one.
    What is not taken at all is asked once, and so is what reads none of them."""
    seen = {}
    if client.get(url).status_code != 405:
        for bad in rubbish:
            with reads() as read:
                answer = client.get(url, dict.fromkeys(ASKED, bad))
            seen[f"GET {url} {bad!r}"] = answer.status_code
            if not matters(read, {*ASKED}):
                break
    taken = client.post(url).status_code != 405
    seen |= told_to(client, url, rubbish[0])
    for bad in rubbish if taken else ():
        with reads() as read:
            seen |= told_to(client, url, bad, headers={"HX-Request": "true"})
        if not matters(read, {*TOLD}):
            break
    return seen


def told_to(client: Client, url: str, bad: str, **more: Any) -> dict[str, int]:
    """What a form of rubbish gets, alone and with what is well, where that is read."""
    told = dict.fromkeys(TOLD, bad)
    with reads() as read:
        answer = client.post(url, told, **more)
    seen = {f"POST {url} {bad!r} {more}": answer.status_code}
    if matters(read, {*GOOD}):
        answer = client.post(url, told | GOOD, **more)
        seen[f"POST {url} {bad!r} {more} well"] = answer.status_code
    return seen


def broken_by(rubbish: tuple[str, ...], here: Town) -> dict[str, int]:
    """What answered 500 or worse, each address in a world of its own."""
    client = signed_in(here.supervisor)
    found: dict[str, int] = {}
    for pattern in every_address():
        with another_world():
            found |= fed(client, address(pattern, here, under=here), rubbish)
    # A walk that went nowhere would find nothing
    assert sum(status in (200, 302, 422) for status in found.values()) > len(found) / 3
    return {what: status for what, status in found.items() if status >= 500}


def test_no_rubbish_that_would_be_stored_breaks_a_page(here: Town) -> None:
    assert broken_by(STORED, here) == {}


@pytest.mark.once
def test_no_rubbish_that_is_only_read_breaks_a_page(here: Town) -> None:
    assert broken_by(READ, here) == {}


@pytest.mark.parametrize("number", ["9" * 30, "99999999999999999999"])
def test_an_id_that_no_row_can_have_is_404(here: Town, number: str) -> None:
    for place in ("s", "contacts"):
        page = signed_in(here.poster).get(f"/c/csw/{place}/{number}/")
        assert page.status_code == 404


def by_hand(here: Town, platform: str, name: str) -> Any:
    """An owner types this where the wizard asks which account it is."""
    Member.objects.filter(pk=here.supervisor.pk).update(role=Member.Role.OWNER)
    owner = signed_in(here.supervisor)
    begun = owner.post("/c/csw/accounts/connect/", {"path": f"{platform}-hand"})
    return owner.post(begun["Location"], {"name": name})


@pytest.mark.parametrize("bad", ["https://[abc", "x" * 250 + ".example"])
def test_an_account_that_is_none_is_refused(here: Town, bad: str) -> None:
    page = by_hand(here, "blog", bad)

    assert page.status_code == 422
    assert "no address of a blog" in page.text
    assert Account.objects.count() == 1


@pytest.mark.parametrize("bad", ["javascript://a.b/", "ftp://a.b/", "https://u:p@a.b/"])
def test_a_blog_is_a_web_page(here: Town, bad: str) -> None:
    by_hand(here, "blog", bad)
    assert Account.objects.count() == 1


def test_a_handle_has_plain_digits(here: Town) -> None:
    assert by_hand(here, "twitter", "@Center²").status_code == 422


@pytest.mark.parametrize("site", ["https://a.example/" + "x" * 600, "long"])
def test_a_site_that_no_column_holds_is_refused(here: Town, site: str) -> None:
    if site == "long":
        site = f"https://{'.'.join(['x' * 50] * 4)}.example/"
    before = Contact.objects.count()
    told = {"name": "Somebody", "kind": "organization", "site": site}

    page = signed_in(here.poster).post("/c/csw/contacts/add/", told)

    assert page.status_code == 200
    assert Contact.objects.count() == before
    assert not Profile.objects.filter(platform="blog").exists()


def test_a_search_has_no_signs_that_a_database_refuses(here: Town) -> None:
    page = signed_in(here.poster).get("/c/csw/contacts/", {"q": "\x00Peer"})
    assert 'value="Peer"' in page.text


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31"])
def test_nobody_remembers_such_a_day(here: Town, day: str) -> None:
    told = {"direction": "in", "who": "Ada", "kind": "mention", "happened_on": day}
    page = signed_in(here.poster).post("/c/csw/by-hand/", told)
    assert "Nobody here can remember" in page.text

    told["happened_on"] = str(timezone.localdate() - timedelta(days=2))
    assert signed_in(here.poster).post("/c/csw/by-hand/", told).status_code == 302
