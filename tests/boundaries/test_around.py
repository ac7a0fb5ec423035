"""Ways round the list that lead past the outbox: Around us, a machine, a new name."""

from __future__ import annotations

import pytest

from accounts.models import Member
from engagement.models import Contact, Met, Post, Profile, Suggestion
from tests.automatic import ground
from tests.boundaries.desk import HELD, browser, list_contact, list_name
from tests.engagement.outside import Outside, send
from tests.engagement.rows import Town, mention

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["share", "comment", "link"])
def test_from_an_old_page_of_around_us_it_says_only_held(
    csw: Town, olga: Member, jane: Profile, kind: str
) -> None:
    mention(csw, by=jane)
    Post.objects.update(peer=True)
    post = Post.objects.get()
    poster = browser(csw.poster)
    assert "first conversations" in poster.get("/c/csw/around/").text
    list_contact(olga, jane)
    assert "first conversations" not in poster.get("/c/csw/around/").text

    page = poster.post(f"/c/csw/around/{post.pk}/{kind}/", follow=True)

    assert f"{HELD}." in page.text
    assert "Jane" not in page.text
    assert Met.objects.get().kind == "listed"


def test_no_machine_thanks_who_is_listed(csw: Town, olga: Member) -> None:
    ground.rule(csw)
    row = ground.wrote(csw)
    list_contact(olga, row.profile)
    ground.sweep()
    assert ground.announced(csw.center) == []
    assert not Suggestion.objects.exists()


def test_what_was_announced_goes_back_when_they_are_listed(
    csw: Town, olga: Member, outside: Outside
) -> None:
    ground.rule(csw)
    row = ground.wrote(csw)
    ground.sweep()
    line = ground.due_now(ground.the_line(csw))
    list_contact(olga, row.profile)
    send(line)
    assert (line.state, outside.said) == ("cancelled", [])


def test_no_card_is_made_and_what_is_open_stays_for_supervisors(
    csw: Town, olga: Member, jane: Profile
) -> None:
    card = mention(csw, by=jane)
    list_name(olga, "Doe Jane", "Jane Doe")
    ground.wrote(csw, "@CenterSW and again, thank you!", by=jane)
    ground.sweep()

    assert Suggestion.objects.get() == card
    path = f"/c/csw/s/{card.pk}/"
    assert browser(csw.poster).get(path).status_code == 404
    assert "on the do-not-engage list" in browser(csw.supervisor).get(path).text


def test_who_comes_under_a_listed_name_later_is_listed(csw: Town, olga: Member) -> None:
    list_name(olga, "Jane Doe")
    poster = browser(csw.poster)
    poster.post("/c/csw/contacts/add/", {"name": "Jane M. Doe", "kind": "professional"})
    made = Contact.objects.get(name="Jane M. Doe")
    assert made.kept_out
    assert "engage" not in poster.get(f"/c/csw/contacts/{made.pk}/").text
