"""Peers' Pages: no app reads them, a person brings a post and our Page passes it on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Activity, Member
from accounts.platforms.facebook import words
from accounts.platforms.facebook.reading import mention
from engagement import deliver
from engagement.aim import main_way
from engagement.ingest.inbox import keep_inbox
from engagement.ingest.look import Look, Us
from engagement.models import (
    Contact,
    Delivery,
    Interaction,
    Post,
    Profile,
    Suggestion,
    Watch,
)
from tests.engagement.page import OnPage
from tests.engagement.rows import queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def bring(on_page: OnPage, who: Profile, url: str, **form: str) -> Any:
    """The poster pastes an address on the contact's page."""
    maya = browser(on_page.town.poster)
    data = {"url": url, "text": "Drivers wanted.", "kind": "share", **form}
    return maya.post(f"/c/csw/contacts/{who.contact_id}/post/", data, follow=True)


def peer_post(on_page: OnPage) -> str:
    """The Food Bank publishes; the address that its date leads to."""
    made = on_page.play("peer_post", who="RiversideFoodBank", text="Drivers wanted.")
    return f"{on_page.net.url}{made['url']}"


def test_a_peers_post_is_passed_on_with_one_click(on_page: OnPage) -> None:
    riverside, url = on_page.peer(), peer_post(on_page)

    page = bring(on_page, riverside, url)

    card = Suggestion.objects.get(kind="share")
    assert "Our words above it, if any" in page.text
    assert "Maya brought this post." in page.text
    way = main_way(card)
    assert way is not None
    assert (way.verb, way.mode.kind, way.price("")) == ("share", "one click", 0)
    delivery = queued(on_page.town, card, "They need drivers, and they are fun.")
    deliver.send(delivery.pk)

    (ours,) = [one for one in on_page.posts() if one["shares"]]
    assert (ours["message"], ours["link"]) == (
        "They need drivers, and they are fun.",
        url,
    )
    # Found on our own timeline it is the same, and one kindness.
    on_page.look("own")
    deliver.match_own(timezone.now())
    line = Interaction.objects.get(direction="out")
    assert (line.kind, line.delivery, line.evidence) == ("share", delivery, "seen")


def test_nothing_need_be_said_above_what_is_passed_on(on_page: OnPage) -> None:
    page = bring(on_page, on_page.peer(), peer_post(on_page))
    card = Suggestion.objects.get(kind="share")
    assert page.status_code == 200
    browser(on_page.town.poster).post(f"/c/csw/s/{card.pk}/accept/", {"text": ""})
    delivery = Delivery.objects.get()
    Delivery.objects.update(due_at=timezone.now())
    deliver.send(delivery.pk)
    assert [one["message"] for one in on_page.posts() if one["shares"]] == [""]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_share_that_nobody_confirmed_is_found(on_page: OnPage, hidden: bool) -> None:
    """Also where the address hides the number of their post."""
    url = peer_post(on_page)
    bring(on_page, on_page.peer(), url)
    card = Suggestion.objects.get(kind="share")
    delivery = queued(on_page.town, card, "They need drivers.")
    on_page.net.tell(
        "faults", network="facebook", call="facebook.post", fault="cut_after"
    )
    deliver.send(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == "unconfirmed"

    on_page.look("own")
    if hidden:
        Post.objects.filter(account=on_page.page).update(shares_key="")
    deliver.match_own(timezone.now())

    delivery.refresh_from_db()
    assert (delivery.state, delivery.evidence) == ("sent", "seen")
    assert Interaction.objects.filter(direction="out").count() == 1


def test_to_comment_there_is_for_a_hand_in_the_page(on_page: OnPage) -> None:
    riverside, url = on_page.peer(), peer_post(on_page)

    page = bring(on_page, riverside, url, kind="comment")

    card = Suggestion.objects.get(kind="comment")
    shown = " ".join(page.text.split())
    assert "Open Facebook as The Center" in shown
    assert "switch into the Page The Center first" in shown
    way = main_way(card)
    assert way is not None
    assert (way.mode.kind, way.page("Well done")) == ("by hand", url)

    maya = browser(on_page.town.poster)
    there = maya.post(f"/c/csw/s/{card.pk}/accept/", {"text": "Well done"})
    assert there["Location"] == url
    delivery = Delivery.objects.get()
    maya.post(f"/c/csw/d/{delivery.pk}/done/")

    # Nobody can look there for us: what a person says stands, and is never doubted.
    on_page.look("own")
    Delivery.objects.update(state_since=timezone.now() - timedelta(hours=1))
    deliver.note_looks(timezone.now())
    delivery.refresh_from_db()
    assert (delivery.state, delivery.evidence) == ("sent", "said")
    assert delivery.looked_at is None
    own = Watch.objects.get(account=on_page.page, kind="own")
    assert own.cursor["visited"] == []


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "Paste its address"),
        ("no address", "That is no address"),
        ("https://example.org/7002/posts/1", "no address on Facebook"),
        ("https://www.facebook.com/7003/posts/100004", "another Page than theirs"),
    ],
)
def test_a_wrong_address_is_told_beside_the_field(
    on_page: OnPage, url: str, says: str
) -> None:
    page = bring(on_page, on_page.peer(), url)
    assert page.status_code == 422
    assert says in page.text
    assert "Drivers wanted." in page.text
    assert not Suggestion.objects.exists()


def test_a_post_of_ours_or_of_another_is_not_theirs(on_page: OnPage) -> None:
    riverside, harbor = on_page.peer(), on_page.peer("7003")
    hidden = "https://www.facebook.com/RiversideFoodBank/posts/pfbid0abc"
    bring(on_page, riverside, hidden)
    assert "another Page than theirs" in bring(on_page, harbor, hidden).text
    assert Post.objects.get(url=hidden).profile == riverside


def test_the_same_post_twice_is_one_card(on_page: OnPage) -> None:
    riverside, url = on_page.peer(), peer_post(on_page)
    bring(on_page, riverside, url)
    bring(on_page, riverside, url, text="Something else")
    assert Suggestion.objects.get().post == Post.objects.get(text="Drivers wanted.")
    assert Activity.objects.filter(verb="brought a post of").count() == 1


def test_who_is_private_and_who_is_unknown_are_refused_alike(on_page: OnPage) -> None:
    """A boundary must not talk."""
    said = set()
    for number, kind in (("7002", "unknown"), ("7003", "private"), ("7004", "spam")):
        who = on_page.peer(number, kind)
        page = bring(on_page, who, peer_post(on_page))
        assert "Say first that this is an organization" in page.text
        assert "A post of theirs on Facebook" not in page.text
        said.add(page.text.replace(f"Peer {number}", "").count("card"))
    assert len(said) == 1
    assert not Suggestion.objects.exists()


def test_a_stranger_must_not(on_page: OnPage) -> None:
    riverside = on_page.peer()
    stranger = browser(town("other", "2002").poster)
    where = f"/c/csw/contacts/{riverside.contact_id}/post/"
    answer = stranger.post(where, {"url": peer_post(on_page), "kind": "share"})
    assert answer.status_code in (403, 404)
    assert not Suggestion.objects.exists()


def test_a_peer_is_noted_with_the_address_of_their_page(on_page: OnPage) -> None:
    maya = browser(on_page.town.poster)
    form = {"name": "Riverside", "kind": "organization"}
    where = "/c/csw/contacts/add/"
    for typed in ("https://m.facebook.com/RiversideFood/", "riversidefood"):
        page = maya.post(where, {**form, "page": typed}, follow=True)
        assert "A post of theirs on Facebook" in page.text
    known = Profile.objects.get(platform="facebook")
    assert (known.external_id, known.handle) == ("@riversidefood", "RiversideFood")
    assert known.url == f"{on_page.net.url}/facebook/RiversideFood"
    maya.post(where, {**form, "name": "Harbor", "page": "profile.php?id=7003"})
    assert Profile.objects.filter(external_id="7003").exists()
    wrong = maya.post(where, {**form, "page": "two words"})
    assert "That is no Page on Facebook" in wrong.text
    assert Contact.objects.filter(profiles__platform="facebook").count() == 2


def test_whoever_was_noted_by_the_name_in_an_address_is_known_by_the_number(
    on_page: OnPage,
) -> None:
    """Facebook tells the number; the address of their own post has the name, too."""
    maya = browser(on_page.town.poster)
    form = {"name": "Kinship", "kind": "organization", "page": "KinshipCareNetwork"}
    maya.post("/c/csw/contacts/add/", form)
    noted = Contact.objects.get(name="Kinship")
    look = Look(
        Watch.objects.get(account=on_page.page, kind="mentions"),
        Us(on_page.town.center.pk, on_page.page, "facebook"),
        timezone.now(),
    )
    raw = {
        "id": "7004_55",
        "from": {"id": "7004", "name": "Kinship Care Network"},
        "message": "Thanks to the Center",
        "created_time": "2026-11-20T10:00:00+0000",
        "permalink_url": "https://www.facebook.com/KinshipCareNetwork/posts/pfbid0x",
    }
    post = words.post(raw, words.author(raw), "https://www.facebook.com")

    keep_inbox(look, [mention(post)])

    profile = Profile.objects.get(platform="facebook", external_id="7004")
    assert profile.contact == noted
    assert profile.called == "Kinship Care Network"
