"""Every address of a Center: a stranger gets 404, who is not signed in the door.

The addresses are walked, so that a new one cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from accounts.connecting import store
from accounts.models import (
    Activity,
    Attempt,
    Departure,
    Hands,
    Invitation,
    Member,
    Removal,
)
from engagement import triage
from engagement.models import Attention, Delivery, Post, Suggestion, Watch
from tests.access.addresses import of_a_center
from tests.access.worlds import another_world
from tests.engagement.rows import (
    Town,
    follow,
    in_need,
    member,
    mention,
    own_watch,
    queued,
    town,
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
    "accounts/connect/": lambda here: begun(here).pk,
    "accounts/": lambda here: here.x.pk,
    "sources/": lambda here: Watch.objects.of(here.center).get().pk,
}
"""What the id in an address is of, by how the address begins."""
WORDS = {"step": "who", "platform": "twitter"}
"""What else stands in an address, and is nobody's."""


def row_of(here: Town) -> Suggestion:
    return Suggestion.objects.of(here.center).get()


def begun(here: Town) -> Attempt:
    """A walk through the wizard that who runs the Center has begun."""
    known = Attempt.objects.of(here.center).first()
    return known or store.start(
        by=here.supervisor, platform="twitter", way="oauth2", step="who"
    )


def runs_it(here: Town) -> None:
    """Every address opens to somebody: who runs the Center is its owner."""
    Member.objects.filter(pk=here.supervisor.pk).update(role=Member.Role.OWNER)


def day_off(here: Town) -> None:
    here.center.closed_days.create(date=date(2027, 1, 2), name="Snow")


def invited(here: Town) -> None:
    ends_at = timezone.now() + timedelta(days=7)
    here.center.invitations.create(
        email="a@b.example", token_hash=here.center.slug, ends_at=ends_at
    )


def kept_out(here: Town) -> None:
    here.center.keep_outs.create(hash="0" * 64, words=2)


def passed_over(here: Town) -> None:
    now = timezone.now()
    follow(here, noticed_at=now)
    triage.pass_over(here.center, by=here.poster, after=now, until=now)


def gone(here: Town) -> None:
    """Somebody left, and may still act as us on the network."""
    who = member(here.center, "Sam")
    Member.objects.filter(pk=who.pk).update(left_at=timezone.now())
    left = Departure.objects.create(center=here.center, member=who, by=here.supervisor)
    left.removals.create(center=here.center, account=here.x, kind="hands")


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
    """A Center with a row of everything that an address can name."""
    here = town()
    runs_it(here)
    own_watch(here)
    here.hands(here.colleague)
    queued(here, mention(here))
    Post.objects.update(peer=True)
    day_off(here)
    invited(here)
    in_need(here)
    gone(here)
    passed_over(here)
    kept_out(here)
    return here


@pytest.fixture
def there() -> Town:
    there = town("elsewhere", "2002")
    runs_it(there)
    own_watch(there)
    there.hands(there.colleague)
    queued(there, mention(there))
    Post.objects.update(peer=True)
    day_off(there)
    invited(there)
    in_need(there)
    gone(there)
    passed_over(there)
    kept_out(there)
    return there


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def opens(client: Client, url: str) -> set[int]:
    """What this address answers to a look and to a button."""
    return {client.get(url).status_code, client.post(url).status_code}


def test_a_stranger_gets_404_and_a_member_does_not(here: Town, there: Town) -> None:
    stranger, member = signed_in(there.supervisor), signed_in(here.supervisor)

    def answers(pattern: URLPattern) -> bool:
        url = address(pattern, here, under=here)
        assert opens(stranger, url) == {404}, url
        # The positive control: the same address is there for who belongs here.
        return 404 not in opens(member, url)

    assert {
        name for name, is_there in at_every_address(answers).items() if not is_there
    } == set()


def test_a_row_of_ours_is_not_in_their_center(here: Town, there: Town) -> None:
    """Their own path with an id of ours: by any address, it is simply not there."""
    # An owner: to a supervisor an owner's page is 403, whatever it names.
    Member.objects.filter(pk=there.supervisor.pk).update(role=Member.Role.OWNER)
    client = signed_in(there.supervisor)
    before = rows()

    def answers(pattern: URLPattern) -> bool:
        statuses = opens(client, address(pattern, here, under=there))
        assert 404 in statuses, pattern.name
        assert statuses <= {404, 405}, pattern.name
        assert rows() == before, pattern.name
        return 404 not in opens(client, address(pattern, there, under=there))

    named = [one for one in every_address() if "pk" in one.pattern.converters]
    found = at_every_address(answers, named)
    assert len(found) > 40
    assert {name for name, is_there in found.items() if not is_there} == set()


def rows() -> list[tuple[Any, ...]]:
    """What a stranger could have changed."""
    cards = Suggestion.objects.order_by("pk").values_list("pk", "state", "touched_at")
    lines = Delivery.objects.order_by("pk").values_list("pk", "state", "touched_at")
    calls = Attention.objects.order_by("pk").values_list("pk", "state", "touched_at")
    links = Invitation.objects.order_by("pk").values_list("pk", "token_hash", "ends_at")
    return [*cards, *lines, *calls, *links]


@pytest.mark.once
def test_who_is_not_signed_in_is_sent_to_the_door_and_back(here: Town) -> None:
    def answers(pattern: URLPattern) -> bool:
        url = address(pattern, here, under=here)
        door = (302, f"/account/login/?next={url}")
        both = (Client().get(url), Client().post(url))
        return all((one.status_code, one["Location"]) == door for one in both)

    found = at_every_address(answers)
    assert {name for name, is_sent in found.items() if not is_sent} == set()


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
