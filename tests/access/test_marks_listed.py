"""With an entry of the do-not-engage list and without: a poster's pages are the same.

The walk of ``test_marks`` once more: as if nothing had ever passed, to the letter, and
by as many questions to the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Member
from engagement import suggest
from engagement.decide import keep_out
from engagement.models import Contact, Interaction, Profile, Suggestion
from tests.access import test_marks
from tests.access.test_marks import (
    addresses,
    differing,
    forget_history,
    in_another_world,
    pages,
    with_counts,
)
from tests.access.test_strangers import signed_in
from tests.engagement.rows import Town, in_need, member, peer, wrote

pytestmark = pytest.mark.django_db

no_time_passes, csw, jane = (
    test_marks.no_time_passes,
    test_marks.csw,
    test_marks.jane,
)


@pytest.fixture
def olga(csw: Town) -> Member:
    return member(csw.center, "Olga", "owner")


def by_profile(olga: Member, jane: Contact) -> None:
    keep_out.keep_out(jane, by=olga)


def by_fingerprint(olga: Member, jane: Contact) -> None:
    keep_out.keep_out_names([jane.name], by=olga, readable=False)


def by_name(olga: Member, jane: Contact) -> None:
    keep_out.keep_out_names(["Dr. Jane Client"], by=olga, readable=True)


def asked(who: Member, paths: list[str]) -> dict[str, int]:
    """How many statements each page takes."""
    client, found = signed_in(who), {}
    for path in paths:
        with CaptureQueriesContext(connection) as statements:
            client.get(path)
        found[path] = len(statements)
    return found


def test_listed_or_never_heard_of_is_the_same_to_the_letter(
    csw: Town, jane: Contact, olga: Member
) -> None:
    paths = addresses(csw)
    some = [f"/c/csw/{page}" for page in ("", "contacts/?q=Jane", "outbox/", "around/")]
    some += [f"/c/csw/contacts/{jane.pk}/", "/c/csw/followers/", paths[-1]]

    def look() -> tuple[dict[str, str], dict[str, int]]:
        return pages(csw.poster, paths), asked(csw.poster, some)

    profile, of_profile = in_another_world(lambda: by_profile(olga, jane), look)
    name, of_name = in_another_world(lambda: by_fingerprint(olga, jane), look)
    never, of_never = in_another_world(lambda: forget_history(jane), look)

    assert differing(profile, never) == []
    assert differing(name, never) == []
    assert of_profile == of_name == of_never
    # The positive control: without an entry she is on many of them.
    plain = pages(csw.poster, ["/c/csw/", "/c/csw/contacts/", "/c/csw/outbox/"])
    assert all("Jane Client" in page for page in plain.values())


@pytest.mark.parametrize("how", [by_profile, by_fingerprint, by_name])
def test_the_queue_misses_the_card_and_nothing_else(
    csw: Town, jane: Contact, olga: Member, how: Callable[[Member, Contact], None]
) -> None:
    Interaction.objects.filter(kind="follow").delete()
    card = Suggestion.objects.get(profile__contact=jane, state="open")
    other = Suggestion.objects.filter(state="open").exclude(pk=card.pk).get()
    path = f"/c/csw/?open={other.pk}"

    def look() -> str:
        suggest.sweep(timezone.now())
        return pages(csw.poster, [path])[path]

    plain = in_another_world(lambda: None, look)
    listed = in_another_world(lambda: how(olga, jane), look)

    missing = re.sub(
        rf'<li class="item[^"]*" id="s{card.pk}".*?</li>\s*', "", plain, flags=re.S
    )
    assert f'id="s{card.pk}"' in plain
    assert with_counts(missing, 2, 1) == listed


def test_what_she_does_next_is_seen_by_no_poster(
    csw: Town, jane: Contact, olga: Member
) -> None:
    """A mention and a share of hers, weighed: as if she had kept silent."""
    profile = Profile.objects.get(contact=jane)
    paths = ["/c/csw/", "/c/csw/followers/", f"/c/csw/contacts/{jane.pk}/"]
    by_fingerprint(olga, jane)

    def look() -> dict[str, str]:
        suggest.sweep(timezone.now())
        return pages(csw.poster, paths)

    def does() -> None:
        wrote(csw, "@CenterSW thank you so much!", by=profile)
        wrote(csw, "Read this", by=profile, kind="share")

    silent = in_another_world(lambda: None, look)
    assert differing(in_another_world(does, look), silent) == []


def test_a_call_for_help_of_hers_is_seen_by_all_and_the_entry_by_none(
    csw: Town, olga: Member
) -> None:
    in_need(csw, by=peer(csw.center, "unknown", handle="lee_k"))
    lee = Profile.objects.get(handle="lee_k").contact
    paths = ["/c/csw/", "/c/csw/contacts/", f"/c/csw/contacts/{lee.pk}/"]

    def look() -> dict[str, str]:
        return pages(csw.poster, paths)

    plain = look()
    assert "lee_k" in plain["/c/csw/"] or lee.name in plain["/c/csw/"]
    listed = in_another_world(lambda: by_profile(olga, lee), look)
    assert differing(plain, listed) == []


def test_a_poster_who_says_what_she_is_reads_what_they_said(
    csw: Town, jane: Contact, olga: Member
) -> None:
    """A refusal, or a tap that is forgotten, would tell."""
    by_profile(olga, jane)
    client: Client = signed_in(csw.poster)
    path = f"/c/csw/contacts/{jane.pk}/"
    page = client.post(f"{path}kind/", {"kind": "professional"}, follow=True).text
    assert 'value="professional" aria-current="true"' in page
    assert "Mentioned us" not in page
    page = client.post(f"{path}kind/", {"kind": "organization"}, follow=True).text
    assert 'value="organization" aria-current="true"' in page
    assert "they gave 0" in client.get("/c/csw/contacts/?q=Jane").text
    card = Suggestion.objects.get(profile__contact=jane, state="open")
    assert f'id="s{card.pk}"' not in client.get("/c/csw/").text
