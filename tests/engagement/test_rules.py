"""What is owed to whom, what is offered and why, and which five of many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.ranking import Card, Ours, best, common
from engagement.ranking.topics import bag_of
from engagement.rules import Facts, Trouble, owes, trouble_in, weigh, worth
from engagement.rules.offers import times
from engagement.rules.starting_words import NEED

FACTS = Facts(
    platform="twitter",
    name="Riverside Kinship Network",
    who="organization",
    text="The kinship care legal clinic is open on Thursday.",
    age_hours=2,
    day="Tuesday",
    ours=frozenset({"twitter", "blog"}),
    need=frozenset(NEED),
    topic="kinship care",
    topic_posts=3,
    our_posts=12,
    overlap=0.6,
)


@pytest.mark.parametrize("did", ["mention", "reply", "quote", "comment"])
def test_anybody_who_wrote_to_us_is_answered_in_place_but_spam(did: str) -> None:
    """A private person by a supervisor alone, whom ``bounds`` alone shows the card."""
    for who in ("organization", "professional", "unknown", "private"):
        assert owes(did, who)
    assert not owes(did, "private", noted=True)
    assert not owes(did, "spam")


@pytest.mark.parametrize("did", ["follow", "share", "link"])
def test_only_organizations_and_professionals_are_named(did: str) -> None:
    assert owes(did, "organization")
    assert owes(did, "professional")
    assert not owes(did, "unknown")
    assert not owes(did, "private")


def test_a_like_is_owed_nothing_by_anybody() -> None:
    assert not owes("like", "organization")


def test_a_link_weighs_more_than_a_follow() -> None:
    assert worth(["link"], "organization") > worth(["follow"], "organization")
    assert worth(["share", "mention"], "unknown") > worth(["share"], "unknown")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("I can’t go on like this.", Trouble.NEED),
        ("They took my kids yesterday", Trouble.NEED),
        ("I WANT TO   DIE", Trouble.NEED),
        ("We mourn our colleague Ruth.", Trouble.MOURNING),
        ("Your front desk was rude to me", Trouble.COMPLAINT),
        ("Suicide prevention training on Thursday", Trouble.NONE),
        ("A grief group for children who lost somebody", Trouble.NONE),
        ("Crude oil and the rudest of jokes", Trouble.NONE),
        ("", Trouble.NONE),
    ],
)
def test_a_person_in_need_is_told_from_work_about_need(
    text: str, trouble: Trouble
) -> None:
    assert trouble_in(text, NEED) is trouble


def test_the_reason_names_what_counted_most_and_then_the_next() -> None:
    facts = replace(FACTS, gave=2, shared_ours=2)
    offer = weigh(facts)

    assert offer
    assert offer.reason == (
        "Riverside Kinship Network writes about “kinship care”, as 3 of our last 12"
        " posts do; they passed on a post of ours twice in three months, and we"
        " have done nothing for them yet."
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"topic_posts": 12}, "as our last 12 posts do"),
        ({"topic_posts": 1}, "as one of our last 12 posts does"),
        ({"topic_posts": 1, "our_posts": 1}, "as our last post does"),
        (
            {"gave": 5, "we_gave": 1},
            "they did something for us 5 times, we for them once",
        ),
        (
            {"gave": 1},
            "they did something for us once, and we have done nothing for them yet",
        ),
    ],
)
def test_the_numbers_of_a_reason_are_those_of_the_facts(
    change: dict[str, int], words: str
) -> None:
    offer = weigh(replace(FACTS, **change))  # type: ignore[arg-type]

    assert offer
    assert words in offer.reason


@pytest.mark.parametrize(
    "change",
    [
        {"who": "unknown"},
        {"who": "private"},
        {"ours": frozenset({"blog"})},
        {"platform": "facebook"},
        {"age_hours": 200.0},
        {"text": "Thank you!"},
        {"text": "We mourn our colleague, who cared for all of us."},
        {"overlap": 0.0, "age_hours": 90.0, "shared": True},
    ],
)
def test_nothing_is_offered_without_ground(change: dict[str, object]) -> None:
    assert weigh(replace(FACTS, **change)) is None  # type: ignore[arg-type]


def test_a_peer_who_writes_of_other_things_is_offered_when_it_is_new() -> None:
    offer = weigh(replace(FACTS, overlap=0.0, topic="", topic_posts=0))

    assert offer
    assert offer.reason == (
        "Riverside Kinship Network published this on Tuesday; we have passed on"
        " nothing of theirs in two weeks."
    )


def test_a_blog_post_is_commented_and_a_post_on_x_is_shared() -> None:
    kinds = [weigh(replace(FACTS, platform=one)) for one in ("twitter", "blog")]

    assert [one and one.kind for one in kinds] == ["share", "comment"]


@pytest.mark.parametrize(
    "better",
    [
        {"overlap": 0.9},
        {"gave": 4},
        {"age_hours": 0.5},
    ],
)
def test_each_ground_counts(better: dict[str, float]) -> None:
    plain, more = weigh(FACTS), weigh(replace(FACTS, **better))  # type: ignore[arg-type]

    assert plain
    assert more
    assert more.score > plain.score


def test_having_shared_theirs_lately_counts_against_it() -> None:
    plain, less = weigh(FACTS), weigh(replace(FACTS, shared=True))

    assert plain
    assert less
    assert less.score < plain.score


@settings(deadline=None)
@given(
    st.builds(
        Facts,
        platform=st.sampled_from(["twitter", "blog", "facebook"]),
        name=st.just("Harbor"),
        who=st.sampled_from(["organization", "professional", "unknown"]),
        text=st.text(max_size=80),
        age_hours=st.floats(-5, 500),
        day=st.just("Tuesday"),
        ours=st.frozensets(st.sampled_from(["twitter", "blog"])),
        topic=st.just("kinship"),
        topic_posts=st.integers(1, 50),
        our_posts=st.integers(0, 50),
        overlap=st.floats(0, 1),
        gave=st.integers(0, 99),
        we_gave=st.integers(0, 99),
        shared_ours=st.integers(0, 9),
    )
)
def test_an_offer_is_one_sentence_and_its_score_lies_between_none_and_one(
    facts: Facts,
) -> None:
    offer = weigh(facts)

    if offer:
        assert 0 < offer.score <= 1
        assert offer.reason.startswith("Harbor ")
        assert offer.reason.endswith(".")


def test_counts_are_told_as_people_tell_them() -> None:
    assert [times(one) for one in (1, 2, 3)] == ["once", "twice", "3 times"]


OURS = Ours.of(
    [
        "Field placement begins with food banks this month.",
        "A question about field placement for site supervisors.",
        "What grandparents told us about kinship care.",
        "Our students thank everybody. https://center.example.edu/students",
    ]
)


def test_two_words_that_belong_together_are_the_topic() -> None:
    found = common("Draft of our field placement study: tell me more.", OURS)

    assert (found.topic, found.posts, found.where) == ("field placement", 2, (0, 1))


def test_one_and_many_are_the_same_topic() -> None:
    assert common("One grandparent called.", OURS).posts == 1


def test_nothing_in_common_is_nothing() -> None:
    assert common("Tomatoes, cheap, on Saturday.", OURS).overlap == 0
    assert common("field placement", Ours.of([])).overlap == 0


def test_addresses_and_names_are_no_topic() -> None:
    bag = bag_of("@CenterSW see https://center.example.edu/kinship sam@example.edu")

    assert not bag


def test_a_tag_is_read_as_its_words() -> None:
    assert common("#KinshipCare month", OURS).topic == "kinship care"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_an_overlap_between_none_and_one(text: str) -> None:
    assert 0 <= common(text, OURS).overlap <= 1
    assert 0 <= common(text, Ours.of([text, text])).overlap <= 1


cards = st.lists(
    st.builds(
        Card,
        name=st.uuids().map(str),
        kind=st.sampled_from(["share", "comment"]),
        author=st.integers(1, 4),
        score=st.floats(0, 1),
        fixed=st.booleans(),
    ),
    max_size=14,
    unique_by=lambda card: card.name,
)


@settings(deadline=None)
@given(cards, st.integers(0, 5))
def test_never_more_than_wished_nor_more_than_two_of_one(
    some: list[Card], most: int
) -> None:
    chosen = best(some, most)
    fixed = [card for card in some if card.fixed]

    assert len(chosen) <= max(most, len(fixed))
    assert all(card in chosen for card in fixed)
    for author in {card.author for card in chosen if not card.fixed}:
        mine = [card for card in chosen if card.author == author]
        assert len(mine) <= 2 or all(card.fixed for card in mine[2:])


@settings(deadline=None)
@given(cards, st.integers(2, 5))
def test_the_order_in_which_they_come_changes_nothing(
    some: list[Card], most: int
) -> None:
    assert {one.name for one in best(some, most)} == {
        one.name for one in best(reversed(some), most)
    }


def test_both_kinds_are_there_where_there_are_two() -> None:
    shares = [Card(f"s{one}", "share", one, 0.9) for one in range(6)]
    chosen = best([*shares, Card("c", "comment", 9, 0.1)], 5)

    assert "c" in {card.name for card in chosen}
    assert len(chosen) == 5
