"""The card's page: what it offers, what it refuses, and what it asks twice."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Account, Center, Member
from engagement import decide
from engagement.aim import latest_of
from engagement.drafting import hint
from engagement.forms import SnoozeForm
from engagement.models import Contact, Delivery, Post, Profile, Suggestion
from engagement.views.words import deed
from tests.engagement.rows import Town, mention, peer, queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
TEXT = "Thank you for telling us about the interns."


@pytest.fixture
def csw() -> Town:
    return town()


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def page(csw: Town, card: Suggestion) -> str:
    return browser(csw.poster).get(f"/c/csw/s/{card.pk}/").text


def published(csw: Town, profile: Profile, text: str, **fields: object) -> Post:
    return Post.objects.create(
        center=csw.center,
        profile=profile,
        key=f"x:{text}",
        url="https://x.example/1",
        text=text,
        peer=True,
        weighed_at=timezone.now(),
        published_at=timezone.now() + timedelta(seconds=1),
        **fields,
    )


@pytest.fixture
def essay(csw: Town) -> Post:
    """A blog post of theirs; we have a blog, too."""
    Account.objects.create(
        center=csw.center,
        platform="blog",
        host="our.example",
        external_id="our.example",
        title="our.example",
        web_url="https://our.example/",
    )
    writer = peer(csw.center)
    Profile.objects.filter(pk=writer.pk).update(platform="blog")
    writer.refresh_from_db()
    return published(csw, writer, "An essay on kinship care")


def test_what_a_network_does_not_have_is_not_offered(csw: Town, essay: Post) -> None:
    answer = browser(csw.poster).post(f"/c/csw/around/{essay.pk}/share/", follow=True)
    assert not Suggestion.objects.exists()
    assert "Blogs have nothing like this." in answer.text

    browser(csw.poster).post(f"/c/csw/around/{essay.pk}/comment/")
    assert Suggestion.objects.get().kind == "comment"


def test_what_is_not_allowed_is_refused(csw: Town, essay: Post) -> None:
    card = mention(csw)
    blog = Account.objects.get(platform="blog")
    Suggestion.objects.update(account=blog, kind="share", post=essay)
    Suggestion.objects.update(profile=essay.profile)

    answer = browser(csw.poster).post(f"/c/csw/s/{card.pk}/accept/", {"text": "Hello"})

    assert answer.status_code == 422
    assert "Blogs have nothing like this." in answer.text
    assert not Delivery.objects.exists()


def test_one_sees_what_one_would_pass_on(csw: Town) -> None:
    card = mention(csw)
    published(csw, card.profile, "Our new booklet for kinship carers is out. " * 3)
    menu = page(csw, card).split("Pass on their latest post")[1].split("</button>")[0]
    assert "Our new booklet for kinship carers" in menu


def test_what_is_gone_is_not_passed_on(csw: Town) -> None:
    card = mention(csw)
    Post.objects.update(gone_at=timezone.now())
    published(csw, card.profile, "Taken down", gone_at=timezone.now())

    assert latest_of(card.profile) is None
    assert "Pass on their latest post" not in page(csw, card)


def test_a_time_of_day_says_its_zone(csw: Town) -> None:
    Center.objects.update(zone="Europe/Berlin")
    card = mention(csw)
    decide.claim(card, by=csw.poster)
    mine = page(csw, card)
    theirs = browser(csw.colleague).get(f"/c/csw/s/{card.pk}/").text
    kept = browser(csw.poster).post(f"/c/csw/s/{card.pk}/text/", {"text": "a"}).text

    said = r'<time[^>]* title="[^"]* CES?T"[^>]*>\d\d:\d\d</time>'
    assert re.search("yours until " + said, mine)
    assert re.search("is on it until " + said, theirs)
    assert re.search("yours until " + said, kept)
    assert re.search("Tomorrow " + said.replace(r"\d\d:\d\d", "09:00"), mine)


def test_an_empty_box_says_what_to_write(csw: Town) -> None:
    card = mention(csw)
    assert "placeholder=" not in page(csw, card).split("<textarea")[1].split(">")[0]
    Suggestion.objects.update(draft="")
    assert f'placeholder="{hint("thank")}"' in page(csw, card)


def say(csw: Town, card: Suggestion, text: str = TEXT, **more: str) -> str:
    told = {"text": text, **more}
    return browser(csw.poster).post(f"/c/csw/s/{card.pk}/accept/", told).text


def test_the_same_words_are_asked_about_once(csw: Town) -> None:
    first, second = mention(csw), mention(csw)
    queued(csw, first, TEXT)

    asked = say(csw, second)

    assert f"You said exactly this to {first.profile}" in asked
    second.refresh_from_db()
    assert second.state == "open"
    key = re.search(r'name="same" value="(\w+)"', asked)
    assert key
    say(csw, second, same=key[1])
    second.refresh_from_db()
    assert second.state == "accepted"


def test_other_words_are_asked_about_anew(csw: Town) -> None:
    first, second, third = mention(csw), mention(csw), mention(csw)
    queued(csw, first, TEXT)
    queued(csw, second, "You were kind.")
    key = Delivery.objects.get(suggestion=first).text_key

    assert "You said exactly this" in say(csw, third, "You were kind.", same=key)


@pytest.mark.parametrize("why", ["long ago", "taken back"])
def test_what_is_past_is_not_asked_about(csw: Town, why: str) -> None:
    delivery = queued(csw, mention(csw), TEXT)
    if why == "long ago":
        long_ago = timezone.now() - timedelta(days=31)
        Delivery.objects.filter(pk=delivery.pk).update(state_since=long_ago)
    else:
        decide.undo(delivery, by=csw.poster)
    card = mention(csw)

    say(csw, card)

    card.refresh_from_db()
    assert card.state == "accepted"


def test_to_look_at_a_post_from_around_us_claims_nothing(
    csw: Town, essay: Post
) -> None:
    tom = browser(csw.colleague)
    tom.post(f"/c/csw/around/{essay.pk}/comment/")
    card = Suggestion.objects.get()
    assert card.claimed_by is None

    tom.post(f"/c/csw/s/{card.pk}/text/", {"text": "What a good question."})
    card.refresh_from_db()
    assert card.claimed_by == csw.colleague


def test_the_answer_says_how_many_are_owed_now(csw: Town) -> None:
    card, _other = mention(csw), mention(csw)
    path = f"/c/csw/s/{card.pk}"
    press = browser(csw.poster).post
    as_htmx = {"HX-Request": "true"}

    said = press(f"{path}/dismiss/", {"reason": "nothing"}, headers=as_htmx)
    assert json.loads(said["HX-Trigger"]) == {"owed": {"count": 1}}
    said = press(f"{path}/undo/", headers=as_htmx)
    assert json.loads(said["HX-Trigger"]) == {"owed": {"count": 2}}


@pytest.mark.parametrize(
    ("day", "offered"),
    [(21, ["2h", "tomorrow", "monday"]), (22, ["2h", "tomorrow"])],
    ids=["on a Saturday", "on a Sunday, tomorrow is Monday"],
)
def test_not_now_says_each_time_once(day: int, offered: list[str]) -> None:
    now = datetime(2026, 11, day, 12, tzinfo=UTC)
    found = SnoozeForm.choices_at(now, None)
    assert [value for value, *_ in found] == offered


def test_not_now_says_what_would_be_too_late(csw: Town) -> None:
    card = mention(csw)
    Suggestion.objects.update(due_at=timezone.now() + timedelta(hours=3))
    two_hours, tomorrow = page(csw, card).split('name="until"')[1:3]
    assert "after it is due" not in two_hours
    assert "after it is due" in tomorrow
    # What is overdue is late whenever it is done.
    Suggestion.objects.update(due_at=timezone.now() - timedelta(hours=3))
    assert "after it is due" not in page(csw, card)


def an_offer(reason: str, *, gave: int = 0, given: int = 0) -> Suggestion:
    who = Contact(name="Riverside", received_count=gave, given_count=given)
    return Suggestion(profile=Profile(contact=who), owed=False, reason=reason)


def test_the_reason_says_of_the_ledger_what_stands_beside_it(csw: Town) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    told = "It is new; they did something for us once, {}."
    nothing = told.format("and we have done nothing for them yet")
    once = told.format("we for them once")

    assert deed(an_offer(nothing, gave=1), now) == nothing
    assert deed(an_offer(nothing, gave=1, given=1), now) == once
    later = deed(an_offer(once, gave=3, given=2), now)
    assert later == "It is new; they did something for us 3 times, we for them twice."


def test_today_is_said_as_today(csw: Town) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    card = an_offer("Riverside published this on Sunday 22 Nov.")
    assert deed(card, now) == "Riverside published this today."
    assert deed(card, now + timedelta(days=1)) == card.reason


def test_private_is_said_of_a_person_once_whatever_was_ticked(csw: Town) -> None:
    cards = [mention(csw), mention(csw), mention(csw)]
    both = cards[1].profile
    Profile.objects.filter(pk=both.pk).update(contact=cards[0].profile.contact)
    ticked = [card.pk for card in cards]

    said = browser(csw.poster).post(
        "/c/csw/bulk/", {"do": "private", "ticked": ticked}, follow=True
    )

    assert "3 of 3 settled." in said.text
    # Another card of the same person is for supervisors now, and for nobody else
    left = Suggestion.objects.filter(state="open")
    assert [card.pk for card in left] == [cards[1].pk]
    assert browser(csw.poster).get(f"/c/csw/s/{cards[1].pk}/").status_code == 404
    assert Suggestion.objects.filter(state="dismissed").count() == 2
    decide.undo_dismiss(Suggestion.objects.get(pk=cards[0].pk), by=csw.poster)
    contact = cards[0].profile.contact
    contact.refresh_from_db()
    assert contact.kind == "organization"
