"""Two people, or a person and the worker, at the same moment: one wins.

Through two web processes on one database, 200 times a pair. The loser's page says
who was first; nobody sees an error, and never are there two answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from django.utils import timezone

from accounts.platforms.base import Addresses
from accounts.platforms.http import place_of
from engagement import deliver
from engagement.models import Delivery, Post, Suggestion
from tests.conftest import address_of_database
from tests.engagement.rows import Town, town
from tests.press import Press
from tests.races.crowd import accepted, answers_of_ours, mentions
from tests.races.duel import Handicap, duel
from tests.servers.house import House, Sandbox
from tests.servers.starter import Starter

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 200
BLOCK = 100  # X takes a hundred posts in a quarter of an hour; then a new world.
APP = "Somebody in the network’s own app"


@dataclass(frozen=True)
class Street:
    """Two web processes and the networks, for all races: they take long to start."""

    house: House
    sandbox: Sandbox
    sites: tuple[str, str]


@pytest.fixture(scope="module")
def street(
    django_db_setup: None,
    tmp_path_factory: pytest.TempPathFactory,
    starter: Starter,
) -> Iterator[Street]:
    folder = tmp_path_factory.mktemp("races")
    house = House(folder, {"DATABASE_URL": address_of_database()}, starter)
    try:
        yield Street(house, house.sandbox(), (house.web(), house.web()))
    finally:
        house.close()


class Arena:
    """Two people, each at a web process of their own."""

    def __init__(self, street: Street) -> None:
        self.house, self.sandbox = street.house, street.sandbox
        self.town: Town = town()
        self.maya = Press(street.sites[0], self.town.poster)
        self.tom = Press(street.sites[1], self.town.colleague)

    def accept(self, who: Press, card: Suggestion) -> requests.Response:
        text = f"{who.site} thanks you, {card.pk} times."
        return who.post(f"/c/csw/s/{card.pk}/accept/", follow=False, text=text)

    def cards(self, first: int = 500_000) -> list[Suggestion]:
        return mentions(self.town, [f"x:{first + n}" for n in range(TIMES)])

    def quiet(self) -> None:
        """No process of ours met an error, nor a database that was locked."""
        for part in self.house.parts:
            assert "Traceback" not in part.said, part.said[-4000:]
            assert "locked" not in part.said, part.said[-4000:]


@pytest.fixture
def arena(transactional_db: None, street: Street, settings: Any) -> Iterator[Arena]:
    site = street.sandbox.site
    settings.ADDRESSES = Addresses(
        twitter_api=f"{site}/x-api", allowed_private_hosts=frozenset({place_of(site)})
    )
    arena = Arena(street)
    yield arena
    arena.quiet()


def one_wins(one: requests.Response, two: requests.Response) -> str:
    """Exactly one was taken; the other reads who was first. Gives who won."""
    assert sorted((one.status_code, two.status_code)) == [302, 409], (
        one.status_code,
        two.status_code,
        (one.text + two.text)[-2000:],
    )
    winner, loser = ("Maya", two) if one.status_code == 302 else ("Tom", one)
    assert f"<b>{winner}</b> decided on this first" in loser.text
    return winner


def test_two_accept_and_one_answer_goes_out(arena: Arena) -> None:
    cards = arena.cards()

    rounds = duel(
        cards,
        lambda card: arena.accept(arena.maya, card),
        lambda card: arena.accept(arena.tom, card),
    )

    won = Counter(one_wins(one, two) for _, one, two in rounds)
    assert won.total() == TIMES
    assert min(won["Maya"], won["Tom"]) > 0, won
    assert not Suggestion.objects.exclude(state="accepted").exists()
    assert Delivery.objects.count() == TIMES
    for card, one, two in rounds[:20]:
        loser, other = (arena.tom, two) if one.status_code == 302 else (arena.maya, one)
        # Nothing typed is lost: it stands below, to be copied.
        assert f"{loser.site} thanks you, {card.pk} times." in other.text


def test_one_accepts_and_one_says_no(arena: Arena) -> None:
    cards = arena.cards()

    rounds = duel(
        cards,
        lambda card: arena.accept(arena.maya, card),
        lambda card: arena.tom.post(
            f"/c/csw/s/{card.pk}/dismiss/", follow=False, reason="nothing"
        ),
    )

    won = Counter(one_wins(one, two) for _, one, two in rounds)
    assert min(won["Maya"], won["Tom"]) > 0, won
    states = Counter(Suggestion.objects.values_list("state", flat=True))
    assert states == {"accepted": won["Maya"], "dismissed": won["Tom"]}
    assert Delivery.objects.filter(suggestion__state="accepted").count() == won["Maya"]
    assert not Delivery.objects.filter(suggestion__state="dismissed").exists()


def test_undo_against_send(arena: Arena) -> None:
    won: Counter[str] = Counter()
    handicap = Handicap()
    for _ in range(TIMES // BLOCK):
        won += undo_against_send(arena, handicap)

    assert won.total() == TIMES
    assert min(won.values()) > TIMES // 20, won


def undo_against_send(arena: Arena, handicap: Handicap) -> Counter[str]:
    sandbox = arena.sandbox
    sandbox.ask("/control/reset", {"seed": "demo"})
    made = sandbox.play("mentions", who="riverside_kin", n=BLOCK)["posts"]
    Delivery.objects.all().delete()
    Post.objects.all().delete()
    cards = mentions(arena.town, [f"x:{post['id']}" for post in made])
    ids = {one.suggestion_id: one.pk for one in accepted(arena.town, cards)}

    def undo(card: Suggestion) -> requests.Response:
        return arena.maya.post(f"/c/csw/s/{card.pk}/undo/", follow=False)

    def send(card: Suggestion) -> str:
        handicap.wait()
        deliver.send(ids[card.pk])
        state = Delivery.objects.values_list("state", flat=True).get(pk=ids[card.pk])
        handicap.note(won=state == "sent")
        return str(state)

    rounds = duel(cards, undo, send)

    for card, page, state in rounds:
        card.refresh_from_db()
        if state == "sent":
            assert (page.status_code, card.state) == (422, "accepted")
            assert "Too late to undo: it is already on its way" in page.text
        else:
            assert (page.status_code, card.state, state) == (302, "open", "cancelled")
    won = Counter(state for _, _, state in rounds)
    public = sandbox.world()["x"]["posts"]
    assert sum("times over" in post["text"] for post in public) == won["sent"]
    return won


def test_accept_against_an_answer_in_the_networks_own_app(arena: Arena) -> None:
    cards = arena.cards()
    ours = answers_of_ours(arena.town, cards)
    handicap = Handicap()

    def look(card: Suggestion) -> bool:
        """Our timeline was read; whether the answer there was first."""
        handicap.wait()
        Post.objects.filter(pk=ours[card.pk]).update(weighed_at=None)
        deliver.match_own(timezone.now())
        first = not Delivery.objects.filter(suggestion=card).exists()
        handicap.note(won=first)
        return first

    rounds = duel(cards, lambda card: arena.accept(arena.maya, card), look)

    # Whom the accepting beat for the moment is looked at by the next sweep.
    deliver.match_own(timezone.now())
    won = Counter(page.status_code for _, page, _ in rounds)
    assert set(won) == {302, 409}, won
    assert min(won.values()) > TIMES // 20, won
    for _, page, _ in rounds:
        if page.status_code == 409:
            assert f"<b>{APP}</b> decided on this first" in page.text
    # Nobody is thanked twice: what had not left yet does not leave any more.
    assert not Suggestion.objects.exclude(state="elsewhere").exists()
    assert not Delivery.objects.exclude(state="cancelled").exists()
    assert Delivery.objects.count() == won[302]
    assert not Post.objects.filter(weighed_at=None).exists()
