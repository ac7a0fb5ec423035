"""Every address of a Center: a stranger gets 404, who is not signed in the door.

The addresses are walked, so that a new one cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from accounts.models import (
    Activity,
    Departure,
    Hands,
    Member,
    Removal,
)
from engagement import triage
from engagement.models import Attention, Delivery, Suggestion, Watch
from tests.access.addresses import of_a_center
from tests.access.worlds import another_world, full_town
from tests.engagement.rows import (
    Town,
    mention,
)

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"

ROWS: dict[str, Callable[[Town], int]] = {
    "s/": lambda here: row_of(here).pk,
    "d/": lambda here: Delivery.objects.of(here.center).get().pk,
    "attention/": lambda here: Attention.objects.of(here.center).get().pk,
    "followers/passed/": lambda here: (
        Activity.objects.of(here.center).get(verb=triage.PASSED).pk
    ),
    "followers/": lambda here: row_of(here).profile.contact_id,
    "around/": lambda here: row_of(here).post_id or 0,
    "contacts/": lambda here: row_of(here).profile.contact_id,
    "sources/health/": lambda here: here.x.pk,
    "sources/hands/of/": lambda here: here.x.pk,
    "sources/hands/": lambda here: Hands.objects.of(here.center).get().pk,
    "sources/budget/": lambda here: here.x.app_id or 0,
    "sources/account/": lambda here: here.x.pk,
    "settings/automatic/": lambda here: here.x.pk,
    "settings/people/removals/": lambda here: (
        Removal.objects.of(here.center).get(done_at=None).pk
    ),
    "settings/people/left/": lambda here: (
        Departure.objects.of(here.center).latest("pk").pk
    ),
    "settings/people/": lambda here: here.colleague.pk,
    "settings/invitations/": lambda here: here.center.invitations.get().pk,
    "settings/limits/": lambda here: here.x.pk,
    "settings/boundaries/list/": lambda here: here.center.keep_outs.get().pk,
    "settings/closed/": lambda here: here.center.closed_days.get().pk,
    "accounts/connect/": lambda here: here.center.attempts.get().pk,
    "accounts/": lambda here: here.x.pk,
    "sources/": lambda here: Watch.objects.of(here.center).get().pk,
}
"""What the id in an address is of, by how the address begins."""
WORDS = {"step": "who", "platform": "twitter"}
"""What else stands in an address, and is nobody's."""


def row_of(here: Town) -> Suggestion:
    return Suggestion.objects.of(here.center).get()


def every_address() -> list[URLPattern]:
    """Those inside a Center, as the whole installation has them."""
    return of_a_center()


def at_every_address(
    answers: Callable[[URLPattern], object], patterns: list[URLPattern] | None = None
) -> dict[str, object]:
    """What is answered at each by its name, each in a world of its own."""
    found = {}
    for pattern in patterns or every_address():
        with another_world():
            found[str(pattern.name)] = answers(pattern)
    return found


def address(pattern: URLPattern, here: Town, *, under: Town) -> str:
    """This address, with a row of ``here``, under the path of a Center."""
    route = str(pattern.pattern)
    kinds = pattern.pattern.converters
    unknown = set(kinds) - {"pk", *WORDS}
    assert not unknown, f"tell this test what {route} is about"
    told: dict[str, object] = {one: WORDS[one] for one in kinds if one in WORDS}
    if "pk" in kinds:
        row = next(find for prefix, find in ROWS.items() if route.startswith(prefix))
        told["pk"] = row(here)
    return reverse(str(pattern.name), kwargs={"slug": under.center.slug, **told})


@pytest.fixture
def here() -> Town:
    return full_town()


@pytest.fixture
def there() -> Town:
    return full_town("elsewhere", "2002")


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def opens(client: Client, url: str) -> set[int]:
    """What this address answers to a look and to a button."""
    return {client.get(url).status_code, client.post(url).status_code}


def test_who_has_left_is_a_stranger(here: Town) -> None:
    client = signed_in(here.colleague)
    Member.objects.filter(pk=here.colleague.pk).update(left_at=here.x.connected_at)

    found = at_every_address(lambda one: opens(client, address(one, here, under=here)))
    assert {name: seen for name, seen in found.items() if seen != {404}} == {}


def test_a_center_that_is_none_is_404(here: Town) -> None:
    assert signed_in(here.poster).get("/c/no-such-center/").status_code == 404


def test_a_stranger_finds_nobody_by_searching(here: Town, there: Town) -> None:
    name = row_of(here).profile.contact.name
    page = signed_in(there.poster).get("/c/elsewhere/contacts/", {"q": name})

    ours = signed_in(here.poster).get("/c/csw/contacts/", {"q": name})
    assert f"/contacts/{row_of(here).profile.contact_id}/" in ours.text
    assert f"/contacts/{row_of(here).profile.contact_id}/" not in page.text


def test_bulk_touches_no_card_of_another_center(here: Town, there: Town) -> None:
    card = mention(here)

    signed_in(there.poster).post(
        "/c/elsewhere/bulk/", {"do": "nothing", "ticked": [str(card.pk)]}
    )

    card.refresh_from_db()
    assert card.state == "open"
