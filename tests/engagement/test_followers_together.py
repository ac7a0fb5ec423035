"""One text in public that thanks up to three new followers, and settles all of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Activity, Member
from engagement import decide, suggest
from engagement.aim import main_way
from engagement.drafting import Follower, handles_in, together
from engagement.models import (
    Conflict,
    Contact,
    Delivery,
    HoldWord,
    Interaction,
    Profile,
    Suggestion,
)
from tests.engagement.newcomers import at, open_town
from tests.engagement.rows import Town, follow, town

pytestmark = pytest.mark.django_db

URL = "/c/csw/followers/together/"
TEXT = "Thank you for following us, @peer1, @peer2 and @peer3."


@pytest.fixture
def csw() -> Town:
    return open_town()


@pytest.fixture
def three(csw: Town) -> list[Suggestion]:
    """Thanks owed to @peer1, @peer2 and @peer3, who follow us."""
    for number in (1, 2, 3):
        line = follow(csw, "organization")
        Profile.objects.filter(pk=line.profile_id).update(
            handle=f"peer{number}", bio=f"We run a warm line, number {number}."
        )
    suggest.sweep(timezone.now())
    return list(Suggestion.objects.order_by("pk"))


def ids(cards: list[Suggestion]) -> list[str]:
    return [str(card.pk) for card in cards]


def write(by: Member, cards: list[Suggestion], text: str = TEXT, **more: str) -> Any:
    return at(by).post(URL, {"who": ids(cards), "text": text, **more})


def states() -> set[str]:
    return set(Suggestion.objects.values_list("state", flat=True))


def test_one_text_names_three_and_waits_for_hands(
    csw: Town, three: list[Suggestion]
) -> None:
    page = at(csw.poster).get(URL, {"who": ids(three)})
    assert handles_in(page.context["writing"].text) == ["peer1", "peer2", "peer3"]

    answer = write(csw.poster, three)

    assert "/intent/tweet?text=Thank+you" in answer["Location"]
    line = Delivery.objects.get()
    assert (line.state, line.suggestion, line.verb) == ("by_hand", three[0], "mention")
    assert states() == {"accepted"}
    led = Suggestion.objects.filter(together_with=three[0]).order_by("pk")
    assert list(led) == three[1:]
    # It is asked about once, and the others are not said to be gone
    mine = at(csw.poster).get("/c/csw/").text
    assert mine.count("did it go out?</b>") == 1
    assert "No longer open" not in mine
    assert "and 2 more in one text" in mine


def test_done_answers_each_of_them_with_a_kindness_of_its_own(
    csw: Town, three: list[Suggestion]
) -> None:
    write(csw.poster, three)
    at(csw.poster).post(f"/c/csw/d/{Delivery.objects.get().pk}/done/")

    given = Interaction.objects.filter(direction="out")
    assert {one.profile_id for one in given} == {card.profile_id for card in three}
    assert set(given.values_list("kind", flat=True)) == {"thanks"}
    counts = Contact.objects.values_list("given_count", flat=True)
    assert set(counts) == {1}


@pytest.mark.parametrize("button", ["not-done", "could-not"])
def test_not_done_brings_all_of_them_back_with_the_text(
    csw: Town, three: list[Suggestion], button: str
) -> None:
    write(csw.poster, three)
    line = Delivery.objects.get()

    at(csw.poster).post(f"/c/csw/d/{line.pk}/{button}/", {"why": "The page is gone"})

    assert states() == {"open"}
    assert not Suggestion.objects.exclude(together_with=None).exists()
    page = at(csw.poster).get(URL, {"who": ids(three)})
    assert page.context["writing"].text == TEXT


def test_taken_down_all_of_them_are_owed_again_and_nothing_was_given(
    csw: Town, three: list[Suggestion]
) -> None:
    write(csw.poster, three)
    line = Delivery.objects.get()
    at(csw.poster).post(f"/c/csw/d/{line.pk}/done/")

    at(csw.poster).post(f"/c/csw/d/{line.pk}/took-down/")

    assert states() == {"open"}
    assert not Interaction.objects.filter(direction="out", retracted_at=None).exists()
    assert set(Contact.objects.values_list("given_count", flat=True)) == {0}


def test_sent_twice_it_goes_out_once(csw: Town, three: list[Suggestion]) -> None:
    write(csw.poster, three)
    again = write(csw.poster, three)

    assert again.status_code == 422
    assert "A colleague answered 3 of them first" in again.text
    assert TEXT in again.text
    assert Delivery.objects.count() == 1


def test_whom_a_colleague_answered_meanwhile_is_left_out_and_nothing_is_lost(
    csw: Town, three: list[Suggestion]
) -> None:
    decide.dismiss(three[1], by=csw.colleague, reason="nothing")

    page = write(csw.poster, three)

    assert "A colleague answered one of them first" in page.text
    assert TEXT in page.text
    assert not Delivery.objects.exists()
    assert set(Suggestion.objects.filter(state="open")) == {three[0], three[2]}


def test_two_at_once_with_one_in_both_the_second_changes_nothing(
    csw: Town, three: list[Suggestion]
) -> None:
    late = list(Suggestion.objects.order_by("pk"))
    way = main_way(three[0])
    assert way is not None
    decide.accept(three[0], by=csw.poster, way=way, text=TEXT, companions=[three[2]])

    other = main_way(late[1])
    assert other is not None
    with pytest.raises(Conflict):
        decide.accept(
            late[1], by=csw.colleague, way=other, text=TEXT, companions=[late[2]]
        )

    assert Delivery.objects.count() == 1
    assert Suggestion.objects.get(pk=late[1].pk).state == "open"


def test_who_asked_to_be_left_alone_is_named_by_nobody(
    csw: Town, three: list[Suggestion]
) -> None:
    Profile.objects.filter(pk=three[2].profile_id).update(opted_out_at=timezone.now())

    page = write(csw.poster, three)

    assert "Held: a supervisor reads it first" in page.text
    assert states() == {"open"}


def test_a_word_that_waits_for_a_supervisor_waits_with_its_text(
    csw: Town, three: list[Suggestion]
) -> None:
    HoldWord.objects.create(center=csw.center, side="out", word="raffle")
    text = f"{TEXT} Our raffle is on."

    page = write(csw.poster, three, text)

    assert "Held: a supervisor reads it first" in page.text
    assert states() == {"open"}
    csw.hands(csw.supervisor)
    kept = at(csw.supervisor).get(URL, {"who": ids(three)})
    assert kept.context["writing"].text == text
    asked = write(csw.supervisor, three, text)
    assert "words that wait for a supervisor" in asked.text
    same = asked.text.partition('name="same" value="')[2].partition('"')[0]
    write(csw.supervisor, three, text, same=same)
    assert Delivery.objects.get().text == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Thank you, @peer1 and @peer2.", "Name @peer3 in it"),
        (TEXT + " And @somebody.", "Name nobody but those"),
        (" ", "Write something first"),
        (TEXT + " word" * 60, "too long for X"),
    ],
)
def test_a_text_that_will_not_do_is_kept_and_says_why(
    csw: Town, three: list[Suggestion], text: str, said: str
) -> None:
    page = write(csw.poster, three, text)

    assert page.status_code == 422
    assert said in page.text
    assert not Delivery.objects.exists()
    assert text.strip() in page.text


def test_none_and_four_are_refused_in_words(csw: Town, three: list[Suggestion]) -> None:
    follow(csw, "organization")
    suggest.sweep(timezone.now())
    every = list(Suggestion.objects.all())

    many = at(csw.poster).get(URL, {"who": ids(every)})
    none = at(csw.poster).post(URL, {"text": TEXT})

    assert "Choose three at most" in many.text
    assert "Choose whom to thank" in none.text
    assert TEXT in none.text
    assert not Delivery.objects.exists()


def test_a_stranger_thanks_nobody_of_ours(csw: Town, three: list[Suggestion]) -> None:
    there = town("elsewhere", "2002")
    there.hands(there.poster)

    page = at(there.poster).post(
        "/c/elsewhere/followers/together/", {"who": ids(three), "text": TEXT}
    )

    assert page.status_code == 422
    assert "peer1" not in page.text.replace(TEXT, "")
    assert states() == {"open"}


def test_each_step_is_in_the_audit_without_a_name(
    csw: Town, three: list[Suggestion]
) -> None:
    write(csw.poster, three)

    lines = Activity.objects.filter(verb="accepted")
    assert lines.count() == 3
    assert "peer" not in str(list(lines.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    ("bios", "word"),
    [
        (("Grief camp for children.", "We sit with grief.", "Grief groups"), "grief"),
        (("Meals for elders.", "Legal help for tenants.", "Poems."), ""),
    ],
)
def test_a_draft_says_what_they_share_or_one_true_word_of_each(
    bios: tuple[str, ...], word: str
) -> None:
    people = [Follower(f"p{n}", bio) for n, bio in enumerate(bios)]

    drafts = together(people)

    assert drafts
    assert handles_in(drafts[0]) == ["p0", "p1", "p2"]
    if word:
        assert f"“{word}”" in drafts[0]
    else:
        assert "“Legal help for tenants”" in drafts[0]
    assert together([Follower("p1"), Follower("p2")]) == []
