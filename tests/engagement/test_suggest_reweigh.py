"""When a member says what a contact is, what they did is weighed anew."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Center
from engagement import suggest
from engagement.models import Profile, Suggestion
from engagement.suggest import offered
from tests.engagement.suggest_people import Town, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town(now=timezone.now())


def say(who: Profile, kind: str) -> int:
    who.contact.kind = kind
    who.contact.save(update_fields=["kind"])
    return suggest.reweigh(who.contact)


def test_a_follower_is_thanked_once_somebody_says_who_they_are(town: Town) -> None:
    who = town.person("Eastside Harvest", "unknown", bio="We pick what orchards leave.")
    follow = town.kindness(who, "follow", noticed_at=town.now - timedelta(days=3))
    assert town.sweep() == 0

    assert say(who, "organization") == 1

    follow.refresh_from_db()
    assert follow.suggestion == town.card()
    assert "We pick what orchards leave" in town.card().draft


def test_what_is_longer_ago_than_two_weeks_stays_as_it_is(town: Town) -> None:
    who = town.person("Eastside Harvest", "unknown")
    town.kindness(who, "follow", noticed_at=town.now - timedelta(days=15))
    town.sweep()

    assert say(who, "organization") == 0


def test_what_the_first_look_saw_stays_unowed(town: Town) -> None:
    who = town.person("Eastside Harvest", "unknown")
    town.kindness(who, "follow", first_look=True)
    town.sweep()

    assert say(who, "organization") == 0


@pytest.mark.parametrize(
    ("kind", "did"), [("private", "follow"), ("private", "share"), ("spam", "mention")]
)
def test_their_cards_go_without_a_word(town: Town, kind: str, did: str) -> None:
    who = town.person("Lena K")
    town.kindness(who, did)
    town.sweep()

    assert say(who, kind) == 0

    card = Suggestion.objects.get()
    assert card.state == "expired"
    assert (card.decided_by, card.dismiss_reason) == (None, "")
    assert kind not in card.reason
    assert town.sweep() == 0
    assert not town.cards()


def test_a_private_persons_own_words_stay_for_the_supervisor(town: Town) -> None:
    """In place and nothing else; ``bounds`` shows the card to nobody but them."""
    who = town.person("Lena K", "unknown")
    town.mention(who)
    town.sweep()

    assert say(who, "private") == 0
    assert town.sweep() == 0
    assert town.card().state == "open"


def test_a_wrong_tap_is_put_right(town: Town) -> None:
    who = town.person("Lena K", "unknown")
    mention = town.mention(who)
    town.sweep()
    say(who, "spam")

    assert say(who, "professional") == 1
    mention.refresh_from_db()
    assert mention.suggestion == town.card()
    assert Suggestion.objects.count() == 1


def test_who_turns_out_to_be_unknown_is_still_answered_but_not_named(
    town: Town,
) -> None:
    lena = town.person("Lena K", "professional")
    marcus = town.person("Marcus", "professional", bio="Drives the mobile pantry.")
    town.mention(lena)
    town.kindness(marcus, "follow")
    town.sweep()
    assert len(town.cards()) == 2

    say(lena, "unknown")
    say(marcus, "unknown")

    assert [card.profile for card in town.cards()] == [lena]


def test_nobody_else_is_weighed_anew(town: Town) -> None:
    who = town.person("Eastside Harvest", "unknown")
    other = town.person("Marcus", "unknown")
    for one in (who, other):
        town.kindness(one, "follow")
    town.sweep()
    say(who, "organization")

    assert [card.profile for card in town.cards()] == [who]


def test_a_peers_post_is_offered_once_they_are_known(town: Town) -> None:
    who = town.person("Field Forum", "unknown")
    town.peer_post(who, "The library of learning agreements has passed two hundred.")
    assert town.sweep() == 0

    assert say(who, "organization") == 1
    assert town.card().kind == "share"


def test_a_dismissed_thanks_stays_dismissed(town: Town) -> None:
    who = town.person("Field Forum", "unknown")
    town.mention(who)
    town.sweep()
    town.card().move("dismissed")

    assert say(who, "organization") == 0


def test_what_a_slip_took_away_comes_back_with_it_undone(town: Town) -> None:
    who = town.person("Field Forum")
    town.peer_post(who, "The library of learning agreements has passed two hundred.")
    town.sweep()
    offered = town.card()
    picked = Suggestion.objects.create(
        center=town.center, profile=who, kind="comment", owed=False, key="p", reason="r"
    )
    other = town.person("Marcus")
    long_gone = Suggestion.objects.create(
        center=town.center,
        profile=who,
        kind="share",
        owed=False,
        key="long gone",
        state="expired",
        expires_at=town.now + timedelta(days=1),
        reason="Something better came.",
    )
    say(who, "private")
    assert not town.cards()

    say(other, "unknown")
    say(who, "unknown")
    assert town.cards() == [picked]
    say(who, "organization")
    assert town.cards() == [offered, picked]
    long_gone.refresh_from_db()
    assert long_gone.state == "expired"


def test_what_is_past_meanwhile_stays_away(town: Town) -> None:
    who = town.person("Field Forum")
    town.peer_post(who, "The library of learning agreements has passed two hundred.")
    town.sweep()
    say(who, "private")
    Suggestion.objects.update(expires_at=timezone.now())

    assert say(who, "organization") == 0
    assert not town.cards()


def test_the_text_that_a_person_wrote_comes_back_too(town: Town) -> None:
    who = town.person("Lena K")
    town.mention(who)
    town.sweep()
    sam = town.member()
    Suggestion.objects.update(draft="Dear Lena", drafted_by=sam)
    say(who, "private")
    say(who, "professional")

    assert (town.card().draft, town.card().drafted_by) == ("Dear Lena", sam)


def test_several_are_weighed_at_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [town.person("Lena K"), town.person("Marcus"), town.person("Ana", "spam")]
    for one in people:
        town.mention(one, f"@CenterSW {one.name} wrote about the reading group.")
    weighed: list[Center] = []

    def weigh(center: Center, _: datetime) -> int:
        weighed.append(center)
        return 0

    monkeypatch.setattr(offered, "weigh", weigh)

    assert suggest.reweigh(*(one.contact for one in people)) == 2
    assert weighed == [town.center]
