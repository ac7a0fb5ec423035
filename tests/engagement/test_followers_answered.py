"""The ways to answer a follower, each on the make-believe X: by API and by hand."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.test import Client
from django.utils import timezone

from accounts.models import Hands, Member, Pulse
from engagement import deliver, suggest
from engagement.models import Delivery, Interaction, Suggestion
from tests.engagement.conftest import Listening
from tests.engagement.rows import member

BACKEND = "django.contrib.auth.backends.ModelBackend"
THEM = ("KinshipNetwork", "RiversideFood", "HarborYouth")


@pytest.fixture
def maya(listening: Listening) -> Member:
    made = member(listening.center, "Maya")
    Hands.objects.create(center=listening.center, account=listening.x, member=made)
    Pulse.beat("worker")
    return made


@pytest.fixture
def client(maya: Member) -> Client:
    client = Client()
    client.force_login(maya.user, BACKEND)
    return client


@pytest.fixture
def owed(listening: Listening, client: Client) -> list[Suggestion]:
    """Three of our peers follow us now, and each was tapped to be an organization."""
    for handle in THEM:
        listening.net.play("unfollow", who=handle)
    listening.list_of_peers()
    listening.sweep()
    for handle in THEM:
        listening.net.play("follow", who=handle)
    listening.sweep()
    rows = Interaction.objects.filter(kind="follow", profile__handle__in=THEM)
    for line in rows.filter(first_look=False).select_related("profile"):
        tap = f"/c/{listening.center.slug}/followers/{line.profile.contact_id}/kind/"
        client.post(tap, {"kind": "organization"})
    return list(Suggestion.objects.filter(kind="thank").order_by("pk"))


def press(location: str) -> None:
    """What a hand does on X's own page, which comes filled in."""
    asked = urlsplit(location)
    url = asked._replace(query="").geturl()
    answer = requests.post(url, data=dict(parse_qsl(asked.query)), timeout=20)
    assert answer.ok, answer.text


def done(client: Client, listening: Listening, line: Delivery) -> None:
    client.post(f"/c/{listening.center.slug}/d/{line.pk}/done/")
    listening.sweep()
    deliver.match_own(timezone.now())
    line.refresh_from_db()


def test_a_post_of_theirs_is_passed_on_with_one_click(
    listening: Listening, client: Client, owed: list[Suggestion]
) -> None:
    page = client.get(f"/c/{listening.center.slug}/followers/").text
    way = page.partition('name="way" value="share:')[2].partition('"')[0]
    card = next(
        one for one in owed if one.profile.posts.filter(pk=int(way or 0)).exists()
    )

    url = f"/c/{listening.center.slug}/s/{card.pk}/accept/"
    client.post(url, {"way": f"share:{way}"})
    line = Delivery.objects.get()
    Delivery.objects.update(due_at=timezone.now())
    deliver.send(line.pk)

    line.refresh_from_db()
    assert line.state == "sent"
    world = listening.net.world()["x"]["posts"]
    shared = [one["shares"] for one in world if one["author"] == "1001"]
    assert line.target_key.partition(":")[2] in shared
    assert suggest.sweep(timezone.now()) == 0


def test_they_are_followed_back_by_hand(
    listening: Listening, client: Client, owed: list[Suggestion]
) -> None:
    card = owed[0]
    url = f"/c/{listening.center.slug}/s/{card.pk}/accept/"
    press(client.post(url, {"way": "follow:"})["Location"])
    done(client, listening, Delivery.objects.get())

    assert Delivery.objects.get().state == "sent"
    follows = listening.net.world()["x"]["follows"]
    assert ("1001", card.profile.external_id) in {
        (one["follower"], one["followed"]) for one in follows
    }


def test_a_comment_of_ours_is_seen_on_our_timeline(
    listening: Listening, client: Client, owed: list[Suggestion]
) -> None:
    url = f"/c/{listening.center.slug}/s/{owed[0].pk}/comment/"
    answer = client.post(url, {"text": "Glad that this line is there."})
    press(answer["Location"])
    line = Delivery.objects.get()
    done(client, listening, line)

    assert (line.state, line.evidence, line.verb) == ("sent", "seen", "comment")
    given = Interaction.objects.get(direction="out", delivery=line)
    assert (given.kind, given.profile) == ("comment", owed[0].profile)


def test_three_are_thanked_in_one_text_that_is_seen_on_our_timeline(
    listening: Listening, client: Client, owed: list[Suggestion]
) -> None:
    who = [str(one.pk) for one in owed]
    url = f"/c/{listening.center.slug}/followers/together/"
    page = client.get(url, {"who": who})
    text = page.context["writing"].text
    answer = client.post(url, {"who": who, "text": text})
    press(answer["Location"])
    line = Delivery.objects.get()
    done(client, listening, line)

    assert text in listening.net.texts()
    assert all(f"@{handle}" in text for handle in THEM)
    assert (line.state, line.evidence) == ("sent", "seen")
    given = Interaction.objects.filter(direction="out", delivery=line)
    assert {one.profile.handle for one in given} == set(THEM)
    assert {one.evidence for one in given} == {"seen"}
    assert not Suggestion.objects.filter(kind="thank", state="open").exists()
    # Weighed anew, what they did goes with their own answer, and opens nothing
    theirs = Interaction.objects.filter(direction="in", kind="follow")
    theirs.update(weighed_at=None, suggestion=None)
    suggest.sweep(timezone.now())
    assert not Suggestion.objects.filter(kind="thank", state="open").exists()
    rows = theirs.filter(suggestion__in=owed).select_related("suggestion")
    assert {(one.profile_id, one.suggestion_id) for one in rows} == {
        (one.profile_id, one.pk) for one in owed
    }
