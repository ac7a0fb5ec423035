"""A comment under a peer's post says something of it, and our address at most once."""

from __future__ import annotations

import pytest
from django.test import Client

from engagement.drafting import BlogPost, comments, parts_in
from engagement.models import Delivery, Post, Suggestion
from engagement.rules.remarks import says_something_of, times_named
from sandbox.blogs.texts import texts
from sandbox.blogs.words import rendered_post
from tests.engagement.linked import HOME, Linked, linked
from tests.engagement.rows import peer

__all__ = ["linked"]

POST = (
    "Grandparents who were asked early helped most. "
    "We kept a warm room open all winter."
)
HEADINGS = ["What helped most", "Next steps"]


@pytest.mark.once
@pytest.mark.parametrize(
    "text",
    [
        "“Grandparents who were asked early” stays with us.",
        "We too keep a Warm Room open, since last year.",
        "The part what helped most is the one we took to our interns.",
        "GRANDPARENTS WHO WERE ASKED, indeed.",
    ],
)
def test_a_phrase_or_a_heading_is_something_of_the_post(text: str) -> None:
    assert says_something_of(text, POST, HEADINGS)


@pytest.mark.once
@pytest.mark.parametrize(
    "text",
    [
        "Great post!",
        "Thank you so much for this, it is really wonderful work.",
        "Read our own at https://center.example/blog/",
        "We kept at it, all of us, most days.",
        "",
        "👏",
    ],
)
def test_praise_that_fits_any_post_is_nothing_of_it(text: str) -> None:
    assert not says_something_of(text, POST, HEADINGS)


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("See https://center.example/blog/kinship/.", 1),
        ("https://center.example/blog/ and www.Center.example/blog", 2),
        ("https://center.example/blogger/ and notcenter.example/blog", 0),
        ("Nothing of ours", 0),
    ],
)
def test_our_address_is_counted_however_it_is_spelled(text: str, times: int) -> None:
    assert times_named(text, HOME) == times
    assert times_named(text, "") == 0


@pytest.mark.once
def test_every_comment_that_is_drafted_says_something_of_its_post() -> None:
    drafts = 0
    for text in texts("reserve"):
        html = rendered_post(text.content)
        plain = " ".join(part.quote for part in parts_in(html)) or html
        parts = parts_in(html)
        for draft in comments(BlogPost("seed", text.title, plain, parts)):
            drafts += 1
            assert says_something_of(draft, plain, [one.heading for one in parts])
    assert drafts > 50


def comment_card(linked: Linked) -> Suggestion:
    profile = linked.known("https://riverside.example/")
    post = Post.objects.create(
        center=linked.town.center,
        profile=profile,
        key="feed:1",
        url="https://riverside.example/one/",
        title="A year on",
        text=POST,
        html=f"<h2>{HEADINGS[0]}</h2><p>{POST}</p>",
        peer=True,
    )
    return Suggestion.objects.create(
        center=linked.town.center,
        account=linked.blog,
        profile=profile,
        post=post,
        kind="comment",
        owed=False,
        key="comment:feed:1",
        reason="They published.",
    )


def press(linked: Linked, card: Suggestion, **said: str) -> str:
    client = Client()
    client.force_login(
        linked.town.poster.user, "django.contrib.auth.backends.ModelBackend"
    )
    headers = {"HX-Request": "true"}
    answer = client.post(f"/c/csw/s/{card.pk}/accept/", said, headers=headers)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.django_db
def test_a_comment_that_says_nothing_is_asked_about_once(linked: Linked) -> None:
    card = comment_card(linked)
    text = "Great post, thank you!"

    page = press(linked, card, text=text)

    assert "says nothing of what they wrote" in page
    assert text in page
    assert not Delivery.objects.exists()
    same = page.partition('name="same" value="')[2].partition('"')[0]
    press(linked, card, text=text, same=same)
    assert Delivery.objects.get().text == text


@pytest.mark.django_db
def test_a_comment_of_the_post_goes_at_once(linked: Linked) -> None:
    card = comment_card(linked)
    press(linked, card, text="“Grandparents who were asked early”: so it was here.")

    assert Delivery.objects.count() == 1


@pytest.mark.django_db
def test_a_link_alone_is_asked_about_once_too(linked: Linked) -> None:
    card = comment_card(linked)
    page = press(linked, card, text=f"{HOME}kinship/")
    same = page.partition('name="same" value="')[2].partition('"')[0]

    press(linked, card, text=f"{HOME}kinship/", same=same)

    assert Delivery.objects.count() == 1


@pytest.mark.django_db
def test_our_address_twice_does_not_go_at_all(linked: Linked) -> None:
    card = comment_card(linked)
    text = f"Grandparents who were asked early: {HOME}a/ and {HOME}b/"

    page = press(linked, card, text=text, same="whatever")

    assert "Our own address stands in it 2 times" in page
    assert text in page
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_on_x_nobody_is_asked(linked: Linked) -> None:
    profile = peer(linked.town.center)
    linked.town.hands(linked.town.poster)
    post = Post.objects.create(
        center=linked.town.center, profile=profile, key="x:1", text=POST, peer=True
    )
    card = Suggestion.objects.create(
        center=linked.town.center,
        account=linked.town.x,
        profile=profile,
        post=post,
        kind="comment",
        owed=False,
        key="comment:x:1",
        reason="They published.",
    )
    press(linked, card, text="Great post!")

    assert Delivery.objects.count() == 1
