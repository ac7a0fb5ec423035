"""A page that links to us says so; we look ourselves, and then it is a kindness."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.platforms.base import InteractionData, Kind, PostData, ProfileData
from engagement.ingest.inbox import keep_inbox
from engagement.ingest.look import Look, Us
from engagement.models import Contact, Interaction, Linkback, Suggestion, Watch
from tests.engagement.linked import HOME, OURS, Linked, linked

__all__ = ["linked"]

pytestmark = pytest.mark.django_db

LINK = f'<h1>Reading</h1><p>We read <a href="{OURS}">their note</a> with profit.</p>'


def page(body: str = LINK, title: str = "What we read") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def test_a_webmention_becomes_a_thanks_owed(linked: Linked) -> None:
    linked.known(linked.web.url)
    source = linked.web.put("/reading/", page())

    answer = linked.tell(source)

    assert answer.status_code == 202
    assert "look at the page" in answer.text
    assert linked.web.asked == []
    assert linked.kindnesses() == []

    linked.look()

    (link,) = linked.kindnesses()
    assert link.about_key == "wp:center.example/blog:12"
    assert link.profile.contact.received_count == 1
    assert link.post is not None
    assert (link.post.title, link.post.url) == ("What we read", source)
    assert "their note with profit" in link.post.text
    assert link.post.abridged
    (card,) = linked.weigh()
    assert card.kind == "thank"
    assert "Linked to our post “Kinship families first”" in card.reason
    assert linked.row(source).state == "done"


def test_who_is_not_known_is_a_new_contact_of_unknown_kind(linked: Linked) -> None:
    source = linked.web.put("/reading/", page())
    linked.told(source)

    contact = Contact.objects.get(profiles__external_id=linked.web.place)
    assert contact.kind == "unknown"
    # Reaching out names somebody: first a person says who that is.
    assert linked.weigh() == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<p>Nothing of theirs.</p>", "not linked"),
        (f"<!-- <a href='{OURS}'>x</a> -->", "a comment"),
        (f"<p>{OURS}</p>", "words, no link"),
        (f"<pre>&lt;a href='{OURS}'&gt;</pre>", "told about, not linked"),
        (f"<a href='{OURS}more/'>x</a>", "a page below"),
        (f"<a href='{OURS[:-2]}'>x</a>", "a page beside"),
        (f"<script>'<a href=\"{OURS}\">x</a>'</script>", "in a script"),
        (f"<textarea><a href='{OURS}'>x</a></textarea>", "in a form"),
        ("<a href='https://center.example.evil/blog/kinship/'>x</a>", "another host"),
    ],
)
def test_a_page_that_does_not_link_to_us_is_none(
    linked: Linked, body: str, why: str
) -> None:
    row = linked.told(linked.web.put("/none/", page(body)))

    assert (row.state, row.error) == ("refused", "The page does not link to us.")
    assert linked.kindnesses() == [], why


@pytest.mark.parametrize(
    "href",
    [
        "https://center.example/blog/kinship",
        "http://www.center.example/blog/kinship/#part",
        "https://center.example/blog/?p=12",
        "//center.example/blog/kinship/",
    ],
)
def test_a_link_may_be_spelled_as_people_do(linked: Linked, href: str) -> None:
    row = linked.told(linked.web.put("/spelled/", page(f"<a href='{href}'>x</a>")))

    assert row.state == "done"


def test_told_twice_and_by_both_ways_it_counts_once(linked: Linked) -> None:
    source = linked.web.put(
        "/reading/", page(LINK + f"<a href='{HOME}?p=12'>again</a>")
    )

    linked.told(source)
    linked.told(source)
    linked.told(source, f"{HOME}?p=12")
    pinged(linked, source)
    linked.look()

    assert len(linked.kindnesses()) == 1
    assert Contact.objects.get(profiles__platform="blog").received_count == 1


def pinged(linked: Linked, source: str) -> list[str]:
    """Our WordPress shows a pingback: somebody's word that this page links to us."""
    watch = Watch.objects.create(
        center=linked.town.center,
        account=linked.blog,
        kind="comments",
        target_key=f"account:{linked.blog.pk}",
        looked_first_at=linked.blog.connected_at,
    )
    at = f"{OURS}#comment-5"
    by = ProfileData("riverside.example", name="Reading", url=source)
    said = PostData("wp:center.example/blog:c5", at, "[…]", by, timezone.now())
    ping = InteractionData(
        Kind.LINK, said.key, by, said, "wp:center.example/blog:12", timezone.now()
    )
    us = Us(linked.town.center.pk, linked.blog, "blog", linked.blog.host)
    return keep_inbox(Look(watch, us, timezone.now()), [ping])


def test_a_pingback_is_looked_at_before_it_is_owed_thanks(linked: Linked) -> None:
    linked.known(linked.web.url)
    source = linked.web.put("/reading/", page())

    assert pinged(linked, source) == []
    assert linked.kindnesses() == []
    linked.look()

    assert linked.row(source).how == "pingback"
    (card,) = linked.weigh()
    assert "Linked to our post" in card.reason


def test_a_pingback_that_lies_is_nothing(linked: Linked) -> None:
    pinged(linked, linked.web.put("/spam/", page("<p>Buy now.</p>")))
    linked.look()

    assert Linkback.objects.get().state == "refused"
    assert not Interaction.objects.exists()


def test_our_own_pingbacks_to_ourselves_are_nothing(linked: Linked) -> None:
    pinged(linked, f"{HOME}other-note/")

    assert not Linkback.objects.exists()


@pytest.mark.parametrize("way", ["gone", "410", "unlinked"])
def test_a_link_that_was_taken_away_takes_its_card_back(
    linked: Linked, way: str
) -> None:
    profile = linked.known(linked.web.url)
    source = linked.web.put("/reading/", page())
    linked.told(source)
    (card,) = linked.weigh()

    if way == "unlinked":
        linked.web.put("/reading/", page("<p>Edited.</p>"))
    else:
        linked.web.answer("/reading/", 410 if way == "410" else 404)
    assert linked.told(source).state == "gone"

    assert linked.kindnesses()[0].retracted_at
    profile.contact.refresh_from_db()
    assert profile.contact.received_count == 0
    assert linked.weigh() == []
    card.refresh_from_db()
    assert (card.state, card.withdrawn) == ("expired", True)

    # It stands there again: it is owed again, and still but one kindness.
    linked.web.put("/reading/", page())
    linked.told(source)
    assert [one.pk for one in linked.weigh()] == [card.pk]
    profile.contact.refresh_from_db()
    assert profile.contact.received_count == 1


def test_of_two_links_the_one_that_stays_keeps_the_card(linked: Linked) -> None:
    linked.known(linked.web.url)
    sources = [linked.web.put(f"/{n}/", page(title=f"No. {n}")) for n in (1, 2)]
    for source in sources:
        linked.told(source)
    (card,) = linked.weigh()
    assert "twice" in card.reason

    linked.web.answer("/1/", 404)
    linked.told(sources[0])
    (same,) = linked.weigh()

    assert same.pk == card.pk
    assert "twice" not in same.reason
    assert same.post is not None
    assert same.post.title == "No. 2"


def test_a_page_that_is_down_is_looked_at_later(linked: Linked) -> None:
    source = linked.web.answer("/down/", 503)
    row = linked.told(source)

    assert row.state == "waiting"
    assert row.next_at > timezone.now()
    assert "503" in row.error

    for _ in range(10):
        linked.look()
    assert linked.row(source).state == "refused"


def test_a_page_may_not_speak_for_another_blog(linked: Linked) -> None:
    """It names the API of somebody we know as its own."""
    linked.known("https://riverside.example/")
    api = linked.web.put(
        "/api/", '{"name": "Riverside", "url": "https://riverside.example"}'
    )
    body = page(f'<link rel="https://api.w.org/" href="{api}">{LINK}')
    linked.told(linked.web.put("/posing/", body))

    (link,) = linked.kindnesses()
    assert link.profile.external_id == linked.web.place


def test_a_private_person_who_links_leaves_no_card(linked: Linked) -> None:
    linked.known(linked.web.url, "private")
    linked.told(linked.web.put("/reading/", page()))

    assert linked.weigh() == []
    assert not Suggestion.objects.exists()
