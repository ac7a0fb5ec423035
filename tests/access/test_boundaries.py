"""A boundary must not talk: a poster's pages are those of a Center without one."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from engagement import decide
from engagement.models import Contact, Delivery, Interaction, Met, Post, Suggestion
from tests.engagement.rows import Town, mention, peer, queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|'
    r"20\d\d-\d\d-\d\dT[\d:.]+\+00:00"
)


@pytest.fixture
def csw() -> Town:
    return town()


def client_of(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


@pytest.fixture
def jane(csw: Town) -> Contact:
    """Somebody with a history: an open card, one answered, posts; and a peer beside."""
    mention(csw)
    profile = peer(csw.center, "unknown", handle="jane_c")
    Contact.objects.filter(pk=profile.contact_id).update(
        name="Jane Client", received_count=2, given_count=1, last_touch_at=now()
    )
    told = queued(csw, mention(csw, by=profile))
    Delivery.objects.filter(pk=told.pk).update(state="sent", receipt_key="x:1")
    Suggestion.objects.update(decided_at=now() - timedelta(days=1))
    mention(csw, by=profile)
    Post.objects.update(peer=True)
    return Contact.objects.get(name="Jane Client")


def now() -> datetime:
    return timezone.now()


def pages(member: Member, jane: Contact, *paths: str) -> dict[str, str]:
    """What this member is shown at each address, without what passes by itself."""
    client, found = client_of(member), {}
    for path in paths:
        page = client.get(f"/c/csw/{path}")
        found[path] = f"{page.status_code} {PASSING.sub('', page.text)}"
    return found


def mark(csw: Town, jane: Contact, kind: str) -> None:
    path = f"/c/csw/contacts/{jane.pk}/kind/"
    client_of(csw.supervisor).post(path, {"kind": kind})
    jane.refresh_from_db()
    assert jane.kind == kind


def test_without_the_mark_all_of_it_is_there(csw: Town, jane: Contact) -> None:
    """The positive control of test_marks: the pages would show her."""
    card = Suggestion.objects.get(profile__contact=jane, state="open")
    found = pages(
        csw.poster, jane, "", "contacts/", "outbox/", "around/", f"s/{card.pk}/beside/"
    )
    assert all("Jane" in page or "Peer" in page for page in found.values())
    assert f'id="s{card.pk}"' in found[""]
    assert "Mentioned us" in found[f"s/{card.pk}/beside/"]
    assert "Jane Client" in found["contacts/"]


def test_a_supervisor_sees_the_mark_and_the_history(csw: Town, jane: Contact) -> None:
    mark(csw, jane, "private")
    found = pages(
        csw.supervisor, jane, "contacts/?kind=private", f"contacts/{jane.pk}/"
    )
    assert "Jane Client" in found["contacts/?kind=private"]
    page = found[f"contacts/{jane.pk}/"]
    assert 'value="private" aria-current="true"' in page
    assert "Mentioned us" in page


def test_the_last_kindness_is_not_told_of_her(csw: Town, jane: Contact) -> None:
    Suggestion.objects.update(state="expired")
    Interaction.objects.create(
        center=csw.center, profile=jane.profiles.get(), direction="out", kind="thanks"
    )
    name = jane.profiles.get().name
    assert name in pages(csw.poster, jane, "")[""]
    Contact.objects.filter(pk=jane.pk).update(kind="private")
    assert name not in pages(csw.poster, jane, "")[""]


def says_private(csw: Town, by: Member) -> Suggestion:
    card = mention(csw)
    path = f"/c/csw/s/{card.pk}/dismiss/"
    client_of(by).post(path, {"reason": "private"}, headers={"HX-Request": "true"})
    card.refresh_from_db()
    assert card.state == "dismissed"
    return card


def test_who_said_so_just_now_can_undo_it(csw: Town) -> None:
    card = says_private(csw, csw.poster)
    client = client_of(csw.poster)
    assert "Private person" in client.get(f"/c/csw/s/{card.pk}/").text

    client.post(f"/c/csw/s/{card.pk}/undo/")

    card.refresh_from_db()
    assert card.state == "open"


def test_a_colleague_does_not_learn_it(csw: Town) -> None:
    """Not by the card's own address, nor live: the card is simply not there."""
    card = says_private(csw, csw.poster)
    client = client_of(csw.colleague)
    for path in ("", "beside/"):
        assert client.get(f"/c/csw/s/{card.pk}/{path}").status_code == 404
    assert client.post(f"/c/csw/s/{card.pk}/undo/").status_code == 404

    live = client.get(f"/c/csw/changes/?shown={card.pk}&new=0").text

    assert f'<li id="s{card.pk}" hx-swap-oob="delete">' in live
    assert "rivate" not in live
    assert card.profile.name not in live


def test_what_a_colleague_typed_is_not_lost_with_it(csw: Town) -> None:
    card = says_private(csw, csw.poster)

    page = client_of(csw.colleague).post(
        f"/c/csw/s/{card.pk}/accept/", {"text": "Thank you for the notes."}
    )

    assert page.status_code == 409
    assert "Thank you for the notes." in page.text
    assert "No: nothing needed" in page.text
    assert "rivate" not in page.text


def test_an_old_no_keeps_its_reason(csw: Town) -> None:
    """Somebody said since that they are an organization: the card may be seen again."""
    card = says_private(csw, csw.poster)
    Contact.objects.update(kind="organization")

    seen = {
        who: client_of(who).get(f"/c/csw/s/{card.pk}/").text
        for who in (csw.colleague, csw.poster, csw.supervisor)
    }

    assert "Nothing needed" in seen[csw.colleague]
    assert "Private person" not in seen[csw.colleague]
    assert "Private person" in seen[csw.poster]
    assert "Private person" in seen[csw.supervisor]


def test_who_tries_to_pass_on_what_she_posted_reads_only_held(
    csw: Town, jane: Contact
) -> None:
    """From a page that was read before the mark; the card is for supervisors."""
    post = Post.objects.filter(profile__contact=jane).first()
    assert post is not None
    path = f"/c/csw/around/{post.pk}/share/"
    mark(csw, jane, "private")

    poster, supervisor = client_of(csw.poster), client_of(csw.supervisor)
    page = poster.post(path, follow=True)

    assert page.redirect_chain == [("/c/csw/around/", 302)]
    assert "Held: a supervisor reads it first." in page.text
    assert "Jane" not in page.text
    card = Suggestion.objects.get(kind="share")
    assert poster.get(f"/c/csw/s/{card.pk}/").status_code == 404
    assert supervisor.get(f"/c/csw/s/{card.pk}/").status_code == 200
    assert Met.objects.get().kind == "quiet"
    assert supervisor.post(path).status_code == 302


def test_an_attempt_says_only_held(csw: Town, jane: Contact) -> None:
    """The one line a poster may read: that of what they accepted themselves."""
    delivery = queued(csw, Suggestion.objects.get(profile__contact=jane, state="open"))
    decide.freeze(csw.center, by=csw.supervisor, reason="x")
    Delivery.objects.filter(pk=delivery.pk).update(
        state="held", hold_reason="Held: a supervisor reads it first"
    )
    Contact.objects.filter(pk=jane.pk).update(kind="private")

    mine = pages(csw.poster, jane, "outbox/?show=held")["outbox/?show=held"]
    theirs = pages(csw.colleague, jane, "outbox/?show=held")["outbox/?show=held"]

    assert f'id="d{delivery.pk}"' in mine
    assert "Held: a supervisor reads it first" in mine
    assert f'id="d{delivery.pk}"' not in theirs
