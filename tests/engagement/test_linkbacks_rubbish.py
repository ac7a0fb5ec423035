"""Whatever a stranger's page or words are, nothing breaks and nothing is owed."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.platforms.base import Addresses, Refused
from accounts.platforms.blog import linkbacks
from accounts.platforms.blog.find import header_link
from accounts.platforms.http import Fetched
from engagement.models import Interaction
from tests.engagement.linked import OURS, Linked, linked

__all__ = ["linked"]

MUCH = 400_000
LINK = f'<a href="{OURS}">x</a>'
QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(
    "piece",
    [
        "<b>",
        "<a href='",
        "<!--",
        "<table><tr>",
        "<b></p>",
    ],
)
def test_much_of_anything_is_read_in_seconds(linked: Linked, piece: str) -> None:
    source = linked.web.put("/big/", LINK + piece * (MUCH // len(piece)))
    began = time.process_time()

    row = linked.told(source)

    assert row.state in ("done", "refused")
    assert time.process_time() - began < 5


@pytest.mark.django_db
def test_ten_megabytes_are_not_read(linked: Linked) -> None:
    row = linked.told(linked.web.put("/huge/", b"x" * 10_000_000))

    assert row.state == "refused"
    assert "too large" in row.error


@pytest.mark.django_db
@pytest.mark.parametrize(
    "to",
    ["http://127.0.0.1:1/", "http://169.254.169.254/", "http://[::1]/", "file:///"],
)
def test_a_redirect_inside_the_network_is_not_followed(linked: Linked, to: str) -> None:
    row = linked.told(linked.web.answer("/away/", 302, Location=to))

    assert row.state == "refused"
    assert not Interaction.objects.exists()


@pytest.mark.django_db
def test_a_redirect_round_and_round_ends(linked: Linked) -> None:
    row = linked.told(linked.web.answer("/round/", 302, Location="/round/"))

    assert row.state == "refused"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4"])
def test_what_is_no_page_is_none(linked: Linked, kind: str) -> None:
    row = linked.told(linked.web.put("/file/", LINK, Content_Type=kind))

    assert (row.state, row.error) == ("refused", "There is no page that can be read.")


@pytest.mark.django_db
def test_a_hostile_page_is_kept_as_plain_words(linked: Linked) -> None:
    linked.known(linked.web.url)
    body = (
        "<title>Hi <script>alert(1)</script>\x00</title>"
        f'<p onclick="x()">See <img src=x onerror=alert(1)> {LINK} \x00 now</p>'
    )
    linked.told(linked.web.put("/hostile/", body))

    (link,) = linked.kindnesses()
    assert link.post is not None
    said = link.post.title + link.post.text + link.post.html
    assert "<" not in said
    assert "\x00" not in said
    assert "alert" not in link.post.text


@pytest.mark.django_db
@QUICK
@given(body=st.binary(max_size=400))
def test_any_bytes_are_a_page_or_none(linked: Linked, body: bytes) -> None:
    source = linked.web.put("/any/", body)
    places = Addresses(allowed_private_hosts=frozenset({linked.web.place}))

    page = linkbacks.read(source, lambda url: url == OURS, places)

    assert page.links is (LINK.encode() in body)


@pytest.mark.django_db
@QUICK
@given(source=st.text(max_size=60), target=st.text(max_size=60))
def test_any_words_are_answered_in_a_sentence(
    linked: Linked, source: str, target: str
) -> None:
    answer = linked.tell(source.encode("utf-8", "replace").decode(), target)

    assert answer.status_code == 400
    assert answer.text.endswith(".\n")


@pytest.mark.once
@given(url=st.text(max_size=80) | st.from_regex(r"https?://[\[\]@:/?#%a-z0-9.]{0,40}"))
def test_any_address_is_one_we_go_to_or_not(url: str) -> None:
    assert linkbacks.reachable(url, Addresses()) in (True, False)


@pytest.mark.once
@pytest.mark.parametrize("header", ["", "<", "<>", ">;rel", "<a>;rel=webmention,,<"])
def test_any_link_header_is_read_as_far_as_it_goes(header: str) -> None:
    got = Fetched(200, "https://a.example/", {"Link": header})

    assert header_link(got, "webmention") in ("", "https://a.example/a")


@pytest.mark.once
def test_only_a_page_of_its_own_host_is_a_page() -> None:
    got = Fetched(200, "https://b.example/", {}, b"")
    with pytest.raises(Refused, match="another site"):
        linkbacks._refuse(got, "https://a.example/")
