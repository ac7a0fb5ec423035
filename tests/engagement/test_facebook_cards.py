"""Kindness on our Facebook Page: noticed once, on a card, thanked in its place."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Account, Member
from engagement import deliver
from engagement.aim import main_way, other_ways
from engagement.models import Contact, Interaction, Suggestion, Watch
from tests.engagement.page import OnPage
from tests.engagement.rows import queued

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
EVERYTHING = [
    ("comment", "Lena Hoff"),
    ("like", "Aisha Nur"),
    ("mention", "Kinship Care Network"),
    ("mention", "Ruth Feldman"),
    ("reply", "Ed Kowalczyk"),
    ("share", "Tamika Rowe"),
]


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def card_page(on_page: OnPage, card: Suggestion) -> str:
    return browser(on_page.town.poster).get(f"/c/csw/s/{card.pk}/").text


def somebody_does_everything(on_page: OnPage) -> None:
    ours = on_page.play("comment", who="CenterSW", text="Do come by.")
    on_page.look()
    on_page.play("comment", who="lena.hoff", text="I read this to my mother.")
    on_page.play("reply", who="ed.kowalczyk", text="We will", target=ours["number"])
    on_page.play("visitor_post", who="ruth.feldman", text="How kind you all were.")
    on_page.play("tag", who="KinshipCareNetwork")
    on_page.play("reaction", who="aisha.nur", text="LOVE")
    on_page.play("share", who="tamika.rowe")


@pytest.mark.parametrize(
    "order",
    [("own", "mentions", "comments"), ("comments", "mentions", "own")],
    ids=" ".join,
)
def test_each_kindness_is_noticed_once_in_any_order(
    on_page: OnPage, order: tuple[str, ...]
) -> None:
    somebody_does_everything(on_page)

    on_page.look(*order)
    on_page.look(*reversed(order))

    assert on_page.noticed() == EVERYTHING


def test_what_was_there_before_we_looked_owes_nothing(on_page: OnPage) -> None:
    """The demo's Page has two comments from before."""
    on_page.look()
    assert on_page.weigh() == {}


def test_what_hangs_under_ours_is_answered_with_one_click(on_page: OnPage) -> None:
    on_page.play("comment", who="lena.hoff", text="I read this to my mother.")
    on_page.look()

    card = on_page.weigh()["Lena Hoff"]

    way = main_way(card)
    assert way is not None
    assert (way.verb, way.mode.kind, way.label) == (
        "reply",
        "one click",
        "Reply with thanks",
    )
    assert "ommented on" in card.reason
    assert "blog" not in card.reason
    assert "“I read this to my mother”" in card.draft
    assert "one click · <span data-price>free" in card_page(on_page, card)


def test_who_wrote_on_our_page_gets_a_comment(on_page: OnPage) -> None:
    on_page.play("visitor_post", who="ruth.feldman", text="How kind you all were.")
    on_page.play("tag", who="KinshipCareNetwork")
    on_page.look()

    cards = on_page.weigh()

    assert cards["Ruth Feldman"].reason.startswith("Wrote on our Page;")
    assert cards["Kinship Care Network"].reason.startswith("Mentioned us;")
    for card in cards.values():
        way = main_way(card)
        assert way is not None
        assert (way.verb, way.mode.kind) == ("comment", "one click")
        assert way.label == "Comment with thanks"


def test_thanks_go_out_in_place_and_name_nobody(on_page: OnPage) -> None:
    on_page.play(
        "tag",
        who="KinshipCareNetwork",
        text="The reading list of the Center for Social Work Practice helped us.",
    )
    on_page.look()
    card = on_page.weigh()["Kinship Care Network"]
    assert card.post is not None
    assert "reading list" in card.draft

    delivery = queued(on_page.town, card, card.draft)
    deliver.send(delivery.pk)

    assert on_page.said() == [card.draft]
    assert "@" not in card.draft
    assert "Kinship" not in card.draft
    delivery.refresh_from_db()
    assert (delivery.state, delivery.evidence) == ("sent", "seen")
    assert delivery.receipt_url.startswith(card.post.url)
    # Read on our own timeline it is the same one, and no second kindness.
    on_page.look("own")
    deliver.match_own(timezone.now())
    line = Interaction.objects.get(direction="out")
    assert (line.kind, line.delivery) == ("thanks", delivery)
    own = Watch.objects.get(account=on_page.page, kind="own")
    assert own.cursor["visited"] == []


def test_whoever_shared_is_named_by_a_hand_and_without_a_sign(on_page: OnPage) -> None:
    """No app may name people there; and only an organization is named at all."""
    on_page.play("share", who="KinshipCareNetwork")
    on_page.look()
    assert on_page.weigh() == {}
    Contact.objects.update(kind="organization")
    Interaction.objects.update(weighed_at=None)

    card = on_page.weigh()["Kinship Care Network"]

    assert "Kinship Care Network" in card.draft
    assert "@" not in card.draft
    text = " ".join(card_page(on_page, card).split())
    assert "switch into the Page The Center first" in text
    assert "The text is copied as you go" in text
    way = main_way(card)
    assert way is not None
    assert way.page(card.draft) == f"{on_page.net.url}/facebook/CenterSW"


def test_reactions_owe_nothing_and_are_written_down(on_page: OnPage) -> None:
    on_page.play("reaction", who="KinshipCareNetwork")
    on_page.look()
    assert on_page.noticed() == [("like", "Kinship Care Network")]
    assert on_page.weigh() == {}


def test_whom_facebook_does_not_name_is_thanked_without_a_name(
    on_page: OnPage,
) -> None:
    for text in ("The part on listening is gold.", "My student came prepared."):
        on_page.play("nameless_comment", text=text)
    on_page.look()
    on_page.weigh()

    cards = list(Suggestion.objects.filter(state="open").order_by("pk"))

    # Two people for all we know: two cards, and neither is anybody.
    assert len({card.profile.contact_id for card in cards}) == 2
    for card in cards:
        assert "Somebody" not in card.draft
        assert "did not tell" not in card.draft
        page = card_page(on_page, card)
        assert "Facebook did not tell who this was" in page
        assert "they gave 1" not in page
    # Not even of one whom somebody took for an organization
    Contact.objects.update(kind="organization")
    Suggestion.objects.all().delete()
    shared = {"kind": "share", "post": None}
    Interaction.objects.update(weighed_at=None, suggestion=None, **shared)
    assert [card.draft for card in on_page.weigh().values()] == [""]


def test_an_answer_to_our_thanks_is_a_new_kindness(on_page: OnPage) -> None:
    on_page.play("comment", who="lena.hoff", text="I read this to my mother.")
    on_page.look()
    card = on_page.weigh()["Lena Hoff"]
    deliver.send(queued(on_page.town, card, "Thank you for telling us.").pk)
    on_page.play("reply", who="lena.hoff", text="You are welcome")
    on_page.look()
    assert on_page.noticed() == [("comment", "Lena Hoff"), ("reply", "Lena Hoff")]
    # Within a day of our thanks nothing more is owed
    assert on_page.weigh() == {}


def test_a_colleague_who_answered_on_facebook_was_first(on_page: OnPage) -> None:
    made = on_page.play("visitor_post", who="ruth.feldman", text="How kind you were.")
    on_page.look()
    card = on_page.weigh()["Ruth Feldman"]
    on_page.play("comment", who="CenterSW", text="Any time.", target=made["number"])
    on_page.look("own")
    deliver.match_own(timezone.now())
    card.refresh_from_db()
    assert card.state == "elsewhere"


def test_other_ways_are_for_whom_one_may_reach_out_to(on_page: OnPage) -> None:
    made = on_page.play("tag", who="KinshipCareNetwork")
    on_page.look()
    card = on_page.weigh()["Kinship Care Network"]
    assert other_ways(card, card.post) == []
    Contact.objects.update(kind="organization")
    card.profile.contact.refresh_from_db()

    share, follow = other_ways(card, card.post)

    assert (share.verb, share.mode.kind) == ("share", "one click")
    assert share.target.url.endswith(made["url"])
    # Their thanks in the box is no text to stand above what is passed on.
    assert not share.takes_text
    assert (follow.verb, follow.mode.kind) == ("follow", "by hand")
    assert follow.page("").startswith(f"{on_page.net.url}/facebook/")


def test_facebook_has_a_filter_of_its_own(on_page: OnPage) -> None:
    on_page.play("comment", who="lena.hoff", text="I read this to my mother.")
    on_page.look()
    on_page.weigh()
    maya = browser(on_page.town.poster)
    assert "Lena Hoff" in maya.get("/c/csw/?network=facebook").text
    assert "Lena Hoff" not in maya.get("/c/csw/?network=blog").text


def test_without_the_right_to_answer_it_is_done_by_hand(on_page: OnPage) -> None:
    """The token was made without it; the card says what is missing."""
    on_page.play("visitor_post", who="ruth.feldman", text="How kind you all were.")
    on_page.look()
    granted = {"tier": "page", "scopes": ["pages_read_engagement"]}
    Account.objects.filter(pk=on_page.page.pk).update(granted=granted)

    card = on_page.weigh()["Ruth Feldman"]

    way = main_way(card)
    assert way is not None
    assert way.mode.kind == "by hand"
    assert "pages_manage_engagement" in way.mode.reason
    assert card.post is not None
    assert way.page("") == card.post.url
