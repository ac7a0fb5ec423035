"""Sources tells of links between blogs, and how others can tell us of theirs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Member
from engagement.models import Linkback
from tests.engagement.linked import OURS, Linked, linked

__all__ = ["linked"]

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
LINK = f'<p>We read <a href="{OURS}">their note</a>.</p>'


def sources(who: Member) -> str:
    client = Client()
    client.force_login(who.user, "django.contrib.auth.backends.ModelBackend")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/c/csw/sources/")
    assert len(asked) <= MOST_QUERIES
    return " ".join(page.text.split())


def test_the_line_for_the_theme_is_there_to_copy(linked: Linked) -> None:
    page = sources(linked.town.poster)

    address = f"/webmention/{linked.blog.pk}/"
    assert "&lt;link rel=&quot;webmention&quot; href=&quot;http" in page
    assert f"{address}&quot;&gt;" in page
    # An account on X has no theme
    assert f"/webmention/{linked.town.x.pk}/" not in page


def test_each_link_says_in_words_what_became_of_it(linked: Linked) -> None:
    linked.known(linked.web.url)
    linked.told(linked.web.put("/reading/", LINK))
    linked.told(linked.web.put("/silent/", "<p>Nothing.</p>"))
    linked.tell("https://later.example/")
    linked.publish(linked.web.put("/theirs/", ""))

    page = sources(linked.town.poster)

    for words in (
        "Links to us.",
        "The page does not link to us.",
        "We look at the page soon.",
    ):
        assert words in page
    linked.send()
    Linkback.objects.filter(direction="out").update(state="done", how="itself")
    page = sources(linked.town.poster)
    assert "Our blog tells them by itself (pingback)." in page
    assert "We link from https://center.example/blog/note-7/" in page


@pytest.mark.parametrize("kind", ["private", "spam"])
def test_a_boundary_does_not_talk_here_either(linked: Linked, kind: str) -> None:
    linked.known(linked.web.url, kind)
    source = linked.web.put("/reading/", LINK)
    linked.told(source)

    assert source in sources(linked.town.supervisor)
    assert source not in sources(linked.town.poster)
