"""Who did something for us is thanked: once, in time, and only whom we may name."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from engagement import suggest
from engagement.models import Interaction, Post, Profile, Suggestion
from engagement.suggest import thanks as thanks_module
from engagement.suggest.kindnesses import Thanks, thanks_for
from tests.engagement.suggest_people import NEW_YORK, Town, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def test_who_mentions_us_is_thanked_under_their_words(town: Town) -> None:
    mention = town.mention(town.person("Harbor Youth"))

    assert town.sweep() == 1

    card = town.card()
    mention.refresh_from_db()
    assert mention.suggestion == card
    assert mention.weighed_at == town.now
    assert (card.kind, card.owed, card.key) == ("thank", True, f"thank:{mention.key}")
    assert (card.post, card.account) == (mention.post, town.x)
    assert card.reason == "Mentioned us; noticed on Tuesday 17 Nov, 16:40 EST."
    assert "workshop on kinship care" in card.draft
    assert not card.draft.startswith("@")
    assert card.evidence == [f"interaction:{mention.pk}"]


def test_thanks_are_due_after_the_centers_own_working_hours(town: Town) -> None:
    town.mention(town.person("Harbor Youth"))
    town.sweep()

    # Twenty minutes are left of Tuesday, eight hours are owed
    assert town.card().due_at == datetime(2026, 11, 18, 16, 40, tzinfo=NEW_YORK)


def test_the_same_kindness_is_weighed_once(town: Town) -> None:
    town.mention(town.person("Harbor Youth"))

    assert (town.sweep(), town.sweep()) == (1, 0)


@pytest.mark.parametrize(
    "did", ["mention", "quote", "reply", "share", "follow", "link", "comment"]
)
def test_every_kindness_of_an_organization_is_owed(town: Town, did: str) -> None:
    town.kindness(town.person("Harbor Youth"), did)

    assert town.sweep() == 1
    assert town.card().owed


@pytest.mark.parametrize("did", ["like", "introduction", "thanks", "other"])
def test_a_like_owes_nothing_and_is_weighed_all_the_same(town: Town, did: str) -> None:
    like = town.kindness(town.person("Harbor Youth"), did)

    assert town.sweep() == 0
    like.refresh_from_db()
    assert like.weighed_at == town.now


@pytest.mark.parametrize(
    "unkind",
    [
        {"first_look": True},
        {"not_kind": True},
        {"retracted_at": datetime.now(NEW_YORK)},
    ],
)
def test_what_is_no_kindness_leaves_no_card(town: Town, unkind: dict[str, Any]) -> None:
    row = town.mention(town.person("Harbor Youth"), **unkind)

    assert town.sweep() == 0
    row.refresh_from_db()
    assert row.weighed_at == town.now


@pytest.mark.parametrize(
    ("kind", "did"),
    [
        *[("spam", did) for did in ("mention", "reply", "comment", "share", "follow")],
        *[("private", did) for did in ("share", "follow", "link")],
    ],
)
def test_whom_we_may_not_answer_leaves_no_card_and_no_trace(
    town: Town, kind: str, did: str
) -> None:
    row = town.kindness(town.person("Lena K", kind), did)

    assert town.sweep() == 0
    row.refresh_from_db()
    assert row.weighed_at == town.now
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("did", ["mention", "reply", "quote", "comment"])
def test_who_wrote_to_us_is_answered_though_nobody_knows_them(
    town: Town, did: str
) -> None:
    town.kindness(town.person("Marcus", "unknown"), did)

    assert town.sweep() == 1


@pytest.mark.parametrize("did", ["share", "follow", "link"])
def test_nobody_unknown_is_named_in_public(town: Town, did: str) -> None:
    row = town.kindness(town.person("Marcus", "unknown"), did)

    assert town.sweep() == 0
    row.refresh_from_db()
    assert row.weighed_at == town.now


def test_who_asked_us_to_stop_is_left_alone(town: Town) -> None:
    town.mention(town.person("Harbor Youth", opted_out_at=town.now))

    assert town.sweep() == 0


def test_a_follower_is_thanked_in_a_post_of_our_own_that_names_them(town: Town) -> None:
    town.kindness(
        town.person("Riverside Food", bio="Fresh food for 42 neighborhood pantries."),
        "follow",
    )
    town.sweep()

    card = town.card()
    assert card.post is None
    assert "@RiversideFood" in card.draft
    assert "Fresh food for 42 neighborhood pantries" in card.draft
    assert not card.draft.startswith("@")
    assert card.reason.startswith("Follows us now; noticed on ")


def test_a_share_names_what_was_shared(town: Town) -> None:
    ours = town.our_post("Our workshop on supervision is on 4 December.")
    town.share(town.person("Riverside Food"), ours)
    town.sweep()

    card = town.card()
    assert card.reason.startswith("Shared our post about the workshop on supervision;")
    assert "our post about the workshop on supervision" in card.draft


def test_where_nothing_is_known_the_card_waits_for_a_person_to_write(
    town: Town,
) -> None:
    town.mention(town.person("Harbor Youth"), "Thanks @CenterSW!")
    town.sweep()

    assert town.card().draft == ""


def test_a_question_is_not_thanked_away(town: Town) -> None:
    town.mention(
        town.person("Harbor Youth"),
        "Is the workshop on kinship care still open @CenterSW?",
    )
    town.sweep()

    assert town.card().draft == ""


def test_the_bio_of_somebody_unknown_is_not_repeated_in_public(town: Town) -> None:
    who = town.person(
        "Marcus", "unknown", bio="Recovering, one day at a time, in Akron."
    )
    town.mention(who, "Hello @CenterSW")
    town.sweep()

    assert town.card().draft == ""


def test_centers_are_kept_apart(town: Town) -> None:
    other = make_town("other")
    town.mention(town.person("Harbor Youth"))
    other.mention(other.person("Harbor Youth"))

    assert town.sweep() == 2
    assert town.card().account == town.x
    assert other.card().account == other.x


def test_one_center_in_trouble_keeps_no_other_from_its_cards(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_town("other")
    other.mention(other.person("Harbor Youth"))
    town.center.zone = "No/Where"
    town.center.save(update_fields=["zone"])

    with pytest.raises(ExceptionGroup):
        town.sweep()

    assert other.card().owed


def test_a_kindness_noted_by_hand_is_owed_and_says_what_was_noted(town: Town) -> None:
    dean = town.person("The dean", "professional", platform="person")
    town.kindness(dean, "mention", account=None, note="Praised us in the senate.")
    town.sweep()

    card = town.card()
    assert card.account is None
    assert "(noted: Praised us in the senate.)" in card.reason


def test_thanks_wait_thirty_days_and_no_longer(town: Town) -> None:
    town.mention(town.person("Harbor Youth"))
    town.sweep()

    town.now += timedelta(days=29)
    town.sweep()
    assert town.card().expires_at is None
    town.now += timedelta(days=2)
    town.sweep()
    assert not town.cards()


def test_when_the_center_closes_for_a_day_what_is_due_moves(town: Town) -> None:
    town.mention(town.person("Harbor Youth"))
    town.sweep()
    town.center.closed_days.create(date=date(2026, 11, 18), name="Snow")

    assert suggest.recompute_due(town.center) == 1
    assert town.card().due_at == datetime(2026, 11, 19, 16, 40, tzinfo=NEW_YORK)
    assert suggest.recompute_due(town.center) == 0


def test_a_hundred_and_twenty_people_are_all_thanked(town: Town) -> None:
    for number in range(120):
        town.mention(
            town.person(f"Person {number}"), f"{WORDS[number % 3]} @CenterSW {number}"
        )

    assert town.sweep() == 120
    drafts = [card.draft for card in town.cards() if card.draft]
    assert len(set(drafts)) == len(drafts)
    assert not Interaction.objects.filter(weighed_at=None).exists()
    assert Post.objects.filter(suggestions__isnull=False).count() == 120


WORDS = (
    "A fine workshop on kinship care by",
    "The listening exercise helped our volunteers, thank you",
    "We copied the learning agreement that you made,",
)


def test_what_one_person_did_breaks_nobody_elses_card(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd, harbor = town.person("Odd"), town.person("Harbor Youth")
    row = town.mention(odd)
    town.mention(harbor)

    def breaks(profile: Profile, *facts: Any) -> Thanks:
        if profile == odd:
            raise ValueError("their words")
        return thanks_for(profile, *facts)

    with monkeypatch.context() as patch:
        patch.setattr(thanks_module, "thanks_for", breaks)
        assert town.sweep() == 1
    assert town.card().profile == harbor
    row.refresh_from_db()
    assert row.weighed_at is None
    assert town.sweep() == 1
