"""Our text, already written: true of them, plain, and never the same for everybody."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.drafting import (
    Act,
    BlogPost,
    Kindnesses,
    Part,
    about_post,
    comments,
    detail_of,
    hint,
    parts_in,
    pick,
    thanks,
)
from engagement.drafting.sentences import DEEDS, TAILS

MENTION = Act("mention", "Two came back from the @CenterSW workshop on kinship care.")
IN_PLACE = Kindnesses("seed", (MENTION,), in_place=True)
FOLLOW = Kindnesses(
    "seed",
    (Act("follow"),),
    in_place=False,
    who="@RiversideFood",
    bio="Fresh food for 42 neighborhood pantries. Volunteers welcome!",
)


def first(facts: Kindnesses) -> str:
    return next(iter(thanks(facts)), "")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (
            "Loved the workshop on kinship care by @CenterSW!",
            "workshop on kinship care",
        ),
        ("The @CenterSW piece on grief is required reading", "piece on grief"),
        ("Sat in on the @CenterSW supervision workshop.", "supervision workshop"),
        ("Thank you for the amazing orientation sheet", "orientation sheet"),
        ("A guide to field placement that helps", "guide to field placement"),
        ("Great workshop!", ""),
        ("That was the best workshop ever", ""),
        ("A list for my mother", ""),
        ("Nice weather today", ""),
    ],
)
def test_what_they_name_is_taken_over_word_for_word(text: str, topic: str) -> None:
    assert detail_of(text).topic == topic


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "One said “I was wrong, and this is how I noticed.” Good.",
            "I was wrong, and this is how I noticed",
        ),
        ("@CenterSW The quiet ones spoke first! Wow.", "The quiet ones spoke first"),
        (
            "English class has three new tutors, sent by @CenterSW #socialwork",
            "English class has three new tutors, sent by CenterSW",
        ),
        (
            "Dr. Chen told thirty people about hospice work @CenterSW @other",
            "Dr. Chen told thirty people about hospice work",
        ),
        ("Thanks @CenterSW!", ""),
        ("https://example.edu/read #now", ""),
        ("Is there parking nearby on Thursday?", ""),
    ],
)
def test_a_quotation_calls_nobody_and_stands_for_itself(text: str, quote: str) -> None:
    assert detail_of(text).quote == quote


def test_a_thanks_says_what_they_did_and_what_is_true_of_them() -> None:
    for text in thanks(IN_PLACE):
        assert "workshop on kinship care" in text


def test_a_thanks_for_two_things_names_both() -> None:
    share = Act("share", about=about_post("", "Our reading group is on Wednesday."))
    text = first(replace(IN_PLACE, acts=(MENTION, share)))

    assert "workshop on kinship care" in text
    assert " and for " in text
    assert "our post about the reading group" in text


def test_three_mentions_are_named_by_one() -> None:
    assert " and for " not in first(replace(IN_PLACE, acts=(MENTION,) * 3))


def test_a_follower_is_named_and_known_by_what_they_do() -> None:
    for text in thanks(FOLLOW):
        assert "@RiversideFood" in text
        assert "“Fresh food for 42 neighborhood pantries”" in text


@pytest.mark.parametrize(
    "facts",
    [
        replace(FOLLOW, bio=""),
        replace(FOLLOW, who=""),
        replace(IN_PLACE, acts=(Act("mention", "Thanks @CenterSW!"),)),
        replace(IN_PLACE, acts=(Act("share"),)),
        replace(IN_PLACE, acts=()),
    ],
)
def test_what_would_read_the_same_for_anybody_is_not_written(
    facts: Kindnesses,
) -> None:
    assert thanks(facts) == []


@pytest.mark.parametrize(
    "act",
    [
        Act("reply", "We loved the workshop on grief. Is there parking?"),
        Act("comment", "Would this form work in a school of our size?"),
        Act("mention", "Do you still hold the workshop on kinship care, @CenterSW?"),
        Act("mention", "El taller sobre duelo fue muy bueno", language="es"),
    ],
)
def test_a_question_or_another_language_is_left_to_a_person(act: Act) -> None:
    assert thanks(replace(IN_PLACE, acts=(act,))) == []


def test_a_question_to_the_world_may_be_thanked() -> None:
    act = Act(
        "mention", "Looking for a placement in school social work? Ask @CenterSW."
    )

    assert "placement in school social work" in first(replace(IN_PLACE, acts=(act,)))


def test_the_same_kindness_always_gives_the_same_words() -> None:
    assert thanks(IN_PLACE) == thanks(replace(IN_PLACE))
    others = {first(replace(IN_PLACE, seed=str(one))) for one in range(40)}
    assert len(others) > 10


def test_a_wording_that_was_used_is_passed_over() -> None:
    texts = thanks(IN_PLACE)
    used = set(texts[:7])

    assert pick(texts, fits=lambda _: True, taken=used.__contains__) == texts[7]
    assert pick(texts, fits=lambda _: True, taken=lambda _: True) == ""


def test_a_text_that_is_too_long_for_the_network_is_passed_over() -> None:
    texts = thanks(IN_PLACE)
    shortest = min(map(len, texts))
    text = pick(texts, fits=lambda one: len(one) <= shortest, taken=lambda _: False)

    assert len(text) == shortest


def test_there_is_a_wording_short_enough_for_x_whatever_they_wrote() -> None:
    long = " ".join(["supervision"] * 300)
    share = Act("share", about=about_post(long, ""))
    facts = replace(IN_PLACE, acts=(Act("mention", long), share))

    assert pick(thanks(facts), fits=lambda one: len(one) <= 280, taken=lambda _: False)


def test_a_link_is_thanked_with_the_title_of_their_post() -> None:
    act = Act("link", title="Who signs the form?", about="post “First days”")
    text = first(replace(IN_PLACE, acts=(act,)))

    assert "“Who signs the form?”" in text
    assert "our post “First days”" in text


@pytest.mark.parametrize(
    ("title", "text", "about"),
    [
        ("What grandparents told us.", "…", "post “What grandparents told us”"),
        (
            "",
            "Our workshop on supervision is free.",
            "post about the workshop on supervision",
        ),
        (
            "",
            "Eleven students begin on Monday.",
            "post “Eleven students begin on Monday”",
        ),
        ("", "https://example.edu", ""),
    ],
)
def test_a_post_of_ours_is_recognized(title: str, text: str, about: str) -> None:
    assert about_post(title, text) == about


BLOG = BlogPost(
    "seed",
    "Ninety days",
    "It begins with a call at night. What helped most was somebody who called back.",
    (
        Part(
            "Who signs the school form",
            "A grandmother signs it in two of three counties",
        ),
    ),
    "kinship care",
)


def test_a_comment_names_a_part_of_the_post_and_what_it_says() -> None:
    assert "“Who signs the school form”" in comments(BLOG)[0]
    assert "“A grandmother signs it in two of three counties”" in comments(BLOG)[0]


def test_a_comment_on_a_post_without_parts_quotes_it() -> None:
    text = comments(replace(BLOG, parts=()))[0]

    assert "“What helped most was somebody who called back”" in text


def test_a_comment_on_nothing_in_particular_is_not_written() -> None:
    assert comments(replace(BLOG, parts=(), text="Nice!")) == []
    assert comments(replace(BLOG, language="de")) == []


def test_a_comment_carries_no_address_and_calls_nobody() -> None:
    text = "See https://example.edu by @somebody: what helped most was a list of names."
    for one in comments(replace(BLOG, text=text)):
        assert "http" not in one
        assert "@" not in one


def test_headings_that_stand_over_any_post_are_passed_over() -> None:
    markup = (
        "<h2>Introduction</h2><p>We asked around.</p>"
        "<h3>Who <em>signs</em> the form?</h3><p>Mostly the grandmother does.</p>"
        "<p>Is that so?</p><h2>Further reading</h2><h1>Title of it all</h1>"
        "<h2>Rides &amp; meals</h2>"
    )

    assert parts_in(markup) == (
        Part("Who signs the form?", "Mostly the grandmother does"),
        Part("Rides & meals", ""),
    )


def test_an_empty_box_says_what_helps() -> None:
    assert "true of them" in hint("thank")
    assert hint("introduce") == "Write it in your own words."


def test_every_deed_has_words_and_a_way_to_end() -> None:
    assert DEEDS.keys() == TAILS.keys()
    assert all("" in by_fact for by_fact in DEEDS.values())


words = st.text(max_size=400)
acts = st.builds(
    Act,
    did=st.sampled_from(sorted(DEEDS)),
    text=words,
    title=words,
    about=st.builds(about_post, words, words),
    language=st.sampled_from(["", "en", "und", "es"]),
)


@settings(deadline=None)
@given(st.lists(acts, max_size=4), st.booleans(), words)
def test_whatever_they_write_our_text_stays_plain(
    some: list[Act], in_place: bool, bio: str
) -> None:
    facts = Kindnesses("seed", tuple(some), in_place, "@Somebody", bio)
    for text in thanks(facts)[:20]:
        assert not text.startswith("@")
        assert not re.search(r"#\w", text)
        assert re.findall(r"@(\w+)", text) == ([] if in_place else ["Somebody"])
        assert "\n" not in text
        assert "http://" not in text
        assert "!!" not in text


@settings(deadline=None)
@given(words, words, words)
def test_any_blog_post_can_be_read(title: str, text: str, markup: str) -> None:
    post = BlogPost("seed", title, text, parts_in(markup), "kinship")
    for one in comments(post):
        assert "“" in one
