"""New followers: who they are, with one tap that is remembered and tells nobody."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Activity
from engagement import suggest
from engagement.models import (
    Contact,
    Interaction,
    Suggestion,
)
from tests.engagement.newcomers import QUEUE, at, open_town, owed, section, tap
from tests.engagement.rows import Town, follow, mention, peer, town

pytestmark = pytest.mark.django_db

PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|'
    r"20\d\d-\d\d-\d\dT[\d:.]+\+00:00"
)
PRIVATE_TAP = 'value="private">Private</button>'


@pytest.fixture
def csw() -> Town:
    return open_town()


def test_who_is_unknown_is_asked_about_and_not_owed(csw: Town) -> None:
    line = follow(csw)
    suggest.sweep(timezone.now())

    page = section(csw.poster)

    assert line.profile.name in page
    assert "Noticed today" in page
    assert "followed on" not in page
    for word in ("Organization", "Professional", "Private", "Spam"):
        assert f">{word}</button>" in page
    assert not Suggestion.objects.exists()


def test_an_older_day_has_a_card_of_its_own_and_the_first_look_has_none(
    csw: Town,
) -> None:
    days_ago = timezone.now() - timedelta(days=2)
    old = follow(csw, noticed_at=days_ago)
    known = follow(csw, first_look=True)
    today = follow(csw)

    page = section(csw.poster)

    assert page.index("Noticed today") < page.index(f"Noticed on {days_ago:%A}")
    assert page.index(today.profile.name) < page.index(old.profile.name)
    assert known.profile.name not in page


@pytest.mark.parametrize("kind", ["organization", "professional"])
def test_who_may_be_thanked_is_owed_at_once_and_stands_in_the_row(
    csw: Town, kind: str
) -> None:
    line = follow(csw)

    row = tap(csw.poster, line, kind, headers={"hx-request": "true"}).text

    assert Contact.objects.get(pk=line.profile.contact_id).kind == kind
    card = Suggestion.objects.get(state="open")
    assert f'id="s{card.pk}"' in row
    assert f"You said {kind}" in row
    page = at(csw.poster).get(QUEUE).text
    assert "data-owed" not in page
    assert f'id="s{card.pk}"' in section(csw.poster)


@pytest.mark.parametrize("kind", ["private", "spam"])
def test_a_boundary_closes_the_card_and_leaves_no_word(csw: Town, kind: str) -> None:
    line = follow(csw)

    row = tap(csw.poster, line, kind, headers={"hx-request": "true"}).text

    assert "is-answered" in row
    assert "Undo" in row
    assert not Suggestion.objects.exists()
    said = Activity.objects.get(verb="said the kind")
    assert kind not in str(said.detail) + said.verb
    # Who tapped can undo it for a minute; for a colleague the row is not there
    assert line.profile.name in section(csw.poster)
    assert line.profile.name not in section(csw.colleague)
    Contact.objects.update(kind_at=timezone.now() - timedelta(minutes=2))
    assert "New followers" not in section(csw.poster)


def test_undo_asks_again(csw: Town) -> None:
    line = follow(csw)
    tap(csw.poster, line, "organization")
    url = f"{QUEUE}followers/{line.profile.contact_id}/take-back/"

    at(csw.poster).post(url, {"said": "organization"})

    assert Contact.objects.get(pk=line.profile.contact_id).kind == "unknown"
    assert not Suggestion.objects.filter(state="open").exists()
    assert ">Organization</button>" in section(csw.poster)


def test_of_two_who_tap_at_once_the_last_says_who_they_are(csw: Town) -> None:
    line = follow(csw)
    tap(csw.poster, line, "organization")

    row = tap(csw.colleague, line, "private", headers={"hx-request": "true"}).text

    assert "Maya said organization" in row
    assert Contact.objects.get(pk=line.profile.contact_id).kind == "private"
    assert not Suggestion.objects.filter(state="open").exists()
    # The first one's Undo does not take back what the second said, and says nothing
    url = f"{QUEUE}followers/{line.profile.contact_id}/take-back/"
    answer = at(csw.poster).post(
        url, {"said": "organization"}, headers={"hx-request": "true"}
    )
    assert Contact.objects.get(pk=line.profile.contact_id).kind == "private"
    assert "rivate" not in answer.text.replace(PRIVATE_TAP, "")


@pytest.mark.parametrize("slip", ["professional", "private", "spam"])
def test_undo_brings_back_what_a_colleague_had_said(csw: Town, slip: str) -> None:
    line = follow(csw)
    tap(csw.colleague, line, "organization")
    tap(csw.poster, line, slip)
    url = f"{QUEUE}followers/{line.profile.contact_id}/take-back/"

    at(csw.poster).post(url, {"said": slip})

    contact = Contact.objects.get(pk=line.profile.contact_id)
    assert (contact.kind, contact.kind_by) == ("organization", csw.colleague)
    assert Suggestion.objects.filter(state="open").exists()


@pytest.mark.parametrize("mark", ["private", "spam"])
def test_no_line_keeps_a_boundary_to_bring_back(csw: Town, mark: str) -> None:
    line = follow(csw)
    tap(csw.supervisor, line, mark)
    tap(csw.poster, line, "organization")

    kept = Activity.objects.filter(verb="said the kind").values_list(
        "detail", flat=True
    )
    assert list(kept) == [{}, {}]


def test_undo_of_an_overruled_tap_says_what_was_said_since(csw: Town) -> None:
    line = follow(csw)
    tap(csw.poster, line, "organization")
    tap(csw.colleague, line, "professional")
    url = f"{QUEUE}followers/{line.profile.contact_id}/take-back/"

    page = at(csw.poster).post(url, {"said": "organization"}, follow=True)

    assert "Somebody said since: professional." in page.text
    assert Contact.objects.get(pk=line.profile.contact_id).kind == "professional"


def test_a_supervisors_mark_leaves_no_row_and_nothing_tells(csw: Town) -> None:
    line, other = follow(csw), follow(csw)
    before = section(csw.poster)
    tap(csw.supervisor, line, "private")

    after = section(csw.poster)

    assert line.profile.name in before
    assert line.profile.name not in after
    assert other.profile.name in after
    assert "rivate" not in after.replace(PRIVATE_TAP, "")


@pytest.mark.parametrize("path", ["", "followers/", "followers/together/"])
@pytest.mark.parametrize("kind", ["private", "spam"])
def test_with_and_without_a_mark_a_posters_pages_differ_in_the_row_alone(
    csw: Town, path: str, kind: str
) -> None:
    line, other = follow(csw), owed(csw)
    follow(csw)
    tap(csw.supervisor, line, kind)
    marked = PASSING.sub("", at(csw.poster).get(QUEUE + path).text)

    Interaction.objects.filter(pk=line.pk).delete()

    assert PASSING.sub("", at(csw.poster).get(QUEUE + path).text) == marked
    assert str(other.profile) in marked


def test_a_stranger_and_rubbish_change_nothing(csw: Town) -> None:
    line = follow(csw)
    stranger = town("elsewhere", "2002").poster
    url = f"{QUEUE}followers/{line.profile.contact_id}/kind/"

    assert at(stranger).post(url, {"kind": "spam"}).status_code == 404
    theirs = url.replace("/csw/", "/elsewhere/")
    assert at(stranger).post(theirs, {"kind": "spam"}).status_code == 404
    for kind in ("unknown", "friend", ""):
        tap(csw.poster, line, kind)
    assert Contact.objects.get(pk=line.profile.contact_id).kind == "unknown"


def test_who_wrote_to_us_and_is_tapped_later_is_on_their_card(csw: Town) -> None:
    profile = peer(csw.center, "unknown")
    card = mention(csw, by=profile)
    line = follow(csw, by=profile)

    row = tap(csw.poster, line, "organization", headers={"hx-request": "true"}).text

    assert f'href="{QUEUE}s/{card.pk}/">on their card' in row


def test_the_heading_counts_with_the_tap(csw: Town) -> None:
    lines = [follow(csw), follow(csw)]
    assert ">2 to say who they are</p>" in section(csw.poster)

    answer = tap(csw.poster, lines[0], "organization", headers={"HX-Request": "true"})

    told = json.loads(answer["HX-Trigger"])
    head = "1 to say who they are · 1 to answer"
    assert told == {"owed": {"count": 0}, "newcomers": {"head": head}}
    assert f">{head}</p>" in section(csw.poster)
    card = Suggestion.objects.get()
    no = at(csw.poster).post(
        f"{QUEUE}s/{card.pk}/dismiss/",
        {"reason": "nothing"},
        headers={"HX-Request": "true"},
    )
    assert json.loads(no["HX-Trigger"])["newcomers"] == {
        "head": "1 to say who they are"
    }
