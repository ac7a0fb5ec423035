"""A peer's blog post is read whole, without leaving the card."""

from __future__ import annotations

import pytest
from django.test import Client

from engagement.models import Contact, Post, Suggestion
from engagement.views.whole import MOST, shown
from tests.engagement.linked import Linked, linked

__all__ = ["linked"]

BACKEND = "django.contrib.auth.backends.ModelBackend"
TEXT = "\n\n".join(
    [
        "It began <b>small</b>.",
        "What helped",
        *["Families came early. " * 9] * 20,
        "END",
    ]
)


@pytest.fixture
def post(linked: Linked) -> Post:
    return Post.objects.create(
        center=linked.town.center,
        profile=linked.known("https://riverside.example/"),
        key="feed:1",
        url="https://riverside.example/one/",
        title="A year on",
        text=TEXT,
        html="<p>It began small.</p><h2>What helped</h2>",
        peer=True,
    )


def signed_in(linked: Linked) -> Client:
    client = Client()
    client.force_login(linked.town.poster.user, BACKEND)
    return client


def offered(linked: Linked, post: Post) -> Suggestion:
    assert post.profile is not None
    return Suggestion.objects.create(
        center=linked.town.center,
        account=linked.blog,
        profile=post.profile,
        post=post,
        kind="comment",
        owed=False,
        key=f"comment:{post.key}",
        reason="They published.",
    )


@pytest.mark.django_db
def test_a_card_shows_some_lines_and_the_whole_text_on_a_tap(
    linked: Linked, post: Post
) -> None:
    card = offered(linked, post)
    client = signed_in(linked)

    page = client.get(f"/c/csw/s/{card.pk}/").text
    assert "Families came early." in page
    assert "END" not in page
    assert f'href="/c/csw/around/{post.pk}/text/"' in page
    assert 'href="https://riverside.example/one/"' in page

    whole = client.get(f"/c/csw/around/{post.pk}/text/", headers={"HX-Request": "true"})
    assert "<html" not in whole.text
    assert "<p>END</p>" in whole.text
    assert '<p class="whole-head">What helped</p>' in whole.text
    # What looks like markup was their words
    assert "&lt;b&gt;small&lt;/b&gt;" in whole.text


@pytest.mark.django_db
def test_without_scripts_it_is_a_page_of_its_own(linked: Linked, post: Post) -> None:
    page = signed_in(linked).get(f"/c/csw/around/{post.pk}/text/").text

    assert "<h1" in page
    assert "<p>END</p>" in page
    assert "Open it there" in page


@pytest.mark.django_db
@pytest.mark.parametrize("peer", [True, False])
def test_where_only_a_summary_is_known_it_says_so(
    linked: Linked, post: Post, peer: bool
) -> None:
    Post.objects.filter(pk=post.pk).update(abridged=True, peer=peer)
    card = offered(linked, post)
    page = signed_in(linked).get(f"/c/csw/s/{card.pk}/").text

    said = "Their feed has only a summary" if peer else "Only the words around"
    assert said in page
    assert "Read all of it there" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["word " * 60_000, "&" * 300_000, "\n\n".join("abc" * 60_000)]
)
def test_a_very_long_text_stays_under_a_hundred_kilobytes(
    linked: Linked, post: Post, text: str
) -> None:
    Post.objects.filter(pk=post.pk).update(text=text)
    answer = signed_in(linked).get(f"/c/csw/around/{post.pk}/text/")

    assert len(answer.content) < 100_000
    assert "read the rest there" in answer.text


@pytest.mark.django_db
def test_a_private_person_s_words_are_for_a_supervisor_alone(
    linked: Linked, post: Post
) -> None:
    Contact.objects.update(kind="private")
    assert signed_in(linked).get(f"/c/csw/around/{post.pk}/text/").status_code == 404
    client = Client()
    client.force_login(linked.town.supervisor.user, BACKEND)
    assert client.get(f"/c/csw/around/{post.pk}/text/").status_code == 200


@pytest.mark.django_db
def test_our_own_posts_are_not_read_there(linked: Linked) -> None:
    ours = Post.objects.get(account=linked.blog)

    assert signed_in(linked).get(f"/c/csw/around/{ours.pk}/text/").status_code == 404


@pytest.mark.once
def test_what_fits_is_all_there() -> None:
    assert shown("one\n\ntwo") == (["one", "two"], False)
    assert shown("") == ([], False)
    assert shown("x" * (MOST + 1))[1]
