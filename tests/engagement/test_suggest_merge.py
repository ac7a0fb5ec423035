"""One person, one open thanks; and nobody is thanked twice within a day."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from engagement.keys import text_key
from engagement.models import Delivery, Interaction, Suggestion
from engagement.suggest import kindnesses
from engagement.suggest import thanks as thanks_module
from tests.engagement.rows import member
from tests.engagement.suggest_people import Town, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def accepted(card: Suggestion) -> None:
    card.move("accepted", decided_by=member(card.center, f"Who{card.pk}"))
    Suggestion.objects.filter(pk=card.pk).update(state_since=card.noticed_at)


def test_two_kindnesses_make_one_card_that_names_both(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    ours = town.our_post("Our workshop on supervision is on 4 December.")
    share = town.share(harbor, ours)
    town.sweep()
    due = town.card().due_at
    town.now += timedelta(minutes=5)
    mention = town.mention(harbor)

    assert town.sweep() == 0

    card = town.card()
    assert card.reason == (
        "Shared our post about the workshop on supervision and mentioned us;"
        " first noticed on Tuesday 17 Nov, 16:40 EST."
    )
    assert card.due_at == due
    assert set(card.kindnesses.all()) == {share, mention}
    assert card.evidence == [f"interaction:{share.pk}", f"interaction:{mention.pk}"]
    # It can be answered in place now, and so it is
    assert card.post == mention.post
    assert "@" not in card.draft
    assert "workshop on kinship care" in card.draft
    assert "workshop on supervision" in card.draft


def test_what_summons_us_stays_the_post_that_is_answered(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    mention = town.mention(harbor)
    town.sweep()
    town.now += timedelta(minutes=5)
    reply = town.their_post(harbor, "Our students say the same about the first week.")
    town.kindness(harbor, "reply", post=reply)
    town.sweep()

    assert town.card().post == mention.post


def test_two_mentions_are_told_as_two(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    town.mention(harbor)
    town.mention(harbor, "And the intake form of @CenterSW is now ours, too.")
    town.sweep()

    assert town.card().reason.startswith("Mentioned us twice; first noticed on ")


def test_a_text_that_somebody_wrote_is_never_replaced(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    town.share(harbor)
    town.sweep()
    card = town.card()
    Suggestion.objects.filter(pk=card.pk).update(
        draft="My own words", drafted_by=town.member()
    )
    town.mention(harbor)
    town.sweep()

    card.refresh_from_db()
    assert (card.draft, card.post) == ("My own words", None)
    assert "mentioned us" in card.reason


def test_a_card_that_a_colleague_holds_keeps_its_text(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    town.share(harbor, town.our_post("Our workshop on supervision is in December."))
    town.sweep()
    card = town.card()
    Suggestion.objects.filter(pk=card.pk).update(
        claimed_by=town.member(), claimed_until=town.now + timedelta(minutes=10)
    )
    town.mention(harbor)
    town.sweep()

    again = town.card()
    assert (again.draft, again.post) == (card.draft, None)
    assert "mentioned us" in again.reason


def test_a_claim_that_ran_out_holds_nothing(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    town.share(harbor, town.our_post("Our workshop on supervision is in December."))
    town.sweep()
    Suggestion.objects.update(
        claimed_by=town.member(), claimed_until=town.now - timedelta(minutes=1)
    )
    mention = town.mention(harbor)
    town.sweep()

    assert town.card().post == mention.post


def test_a_kindness_within_a_day_after_our_thanks_is_answered_by_it(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    town.mention(harbor)
    town.sweep()
    card = town.card()
    accepted(card)
    town.now += timedelta(hours=23)
    second = town.mention(harbor)

    assert town.sweep() == 0
    second.refresh_from_db()
    assert second.suggestion == card


def test_a_kindness_two_days_after_our_thanks_is_owed_again(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    town.mention(harbor)
    town.sweep()
    accepted(town.card())
    town.now += timedelta(hours=25)
    town.mention(harbor)

    assert town.sweep() == 1


def test_a_thanks_given_in_the_networks_own_app_answers_as_well(town: Town) -> None:
    harbor = town.person("Harbor Youth")
    Interaction.objects.create(
        center=town.center,
        profile=harbor,
        direction="out",
        kind="thanks",
        key="out:x:9",
        noticed_at=town.now - timedelta(hours=3),
        weighed_at=town.now,
    )
    second = town.mention(harbor)

    assert town.sweep() == 0
    second.refresh_from_db()
    assert second.weighed_at == town.now


def test_what_was_dismissed_is_not_brought_back_by_the_next_kindness(
    town: Town,
) -> None:
    harbor = town.person("Harbor Youth")
    first = town.mention(harbor)
    town.sweep()
    town.card().move("dismissed")
    town.now += timedelta(minutes=5)
    second = town.mention(harbor)

    assert town.sweep() == 1
    assert list(town.card().kindnesses.all()) == [second]
    first.refresh_from_db()
    assert first.suggestion != town.card()


def test_the_same_text_never_stands_on_two_cards(town: Town) -> None:
    for number in range(20):
        town.mention(town.person(f"Person {number}"))
    town.sweep()

    drafts = [card.draft for card in town.cards()]
    assert all(drafts)
    assert len({text_key(draft) for draft in drafts}) == 20


@pytest.mark.parametrize(("days", "again"), [(29, False), (31, True)])
def test_a_text_comes_again_after_thirty_days_at_the_earliest(
    town: Town, days: int, again: bool
) -> None:
    town.mention(town.person("Harbor Youth"), key="mention:1")
    town.sweep()
    first = town.card()
    first.move("accepted")
    Delivery.objects.create(
        center=town.center,
        account=town.x,
        suggestion=first,
        mode="api",
        verb="reply",
        text=first.draft,
        text_key=text_key(first.draft),
        state="sent",
        state_since=town.now - timedelta(days=days),
    )
    # The same seed gives the same order of wordings
    Suggestion.objects.filter(pk=first.pk).update(key="thank:old")
    Interaction.objects.update(key="mention:old")
    town.mention(town.person("Riverside Food"), key="mention:1")
    town.sweep()

    assert (town.card().draft == first.draft) is again


def test_an_accept_that_is_quicker_than_the_merge_wins(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbor = town.person("Harbor Youth")
    town.mention(harbor)
    town.sweep()
    card = town.card()
    town.now += timedelta(days=3)
    second = town.mention(harbor)
    told = kindnesses.thanks_for

    def decided_meanwhile(*args: object) -> object:
        Suggestion.objects.filter(pk=card.pk).update(
            state="dismissed", state_since=town.now
        )
        return told(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(thanks_module, "thanks_for", decided_meanwhile)
    town.sweep()

    # It was not lost in a card that is gone: it has one of its own
    second.refresh_from_db()
    assert second.suggestion == town.card()
    assert town.card() != card


def test_dying_halfway_leaves_all_to_the_next_sweep(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = town.mention(town.person("Harbor Youth"))
    with monkeypatch.context() as patch:
        patch.setattr(thanks_module, "_attach", lambda *_: sys.exit("killed"))
        with pytest.raises(SystemExit):
            town.sweep()

    row.refresh_from_db()
    assert row.weighed_at is None
    assert not town.cards()
    assert town.sweep() == 1


def test_now_is_told_with_its_zone(town: Town) -> None:
    town.now = timezone.now()
    town.mention(town.person("Harbor Youth"))
    town.sweep()

    assert town.card().reason.endswith((" EST.", " EDT."))


def test_what_another_worker_weighed_meanwhile_is_left_alone(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.mention(town.person("Harbor Youth"))

    def other_worker(_: int) -> None:
        Interaction.objects.update(weighed_at=town.now)

    monkeypatch.setattr(thanks_module, "take_turn", other_worker)

    assert town.sweep() == 0
    assert not town.cards()
