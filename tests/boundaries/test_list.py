"""The list itself: owners keep it; nobody else reads it, or that there is one."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Activity, Center, Member
from accounts.platforms.base import ProfileData
from engagement.decide import keep_out
from engagement.ingest.people import Place, keep_profiles
from engagement.keep_outs import entries_in
from engagement.models import Conflict, Contact, KeepOut, Met, Profile
from engagement.rules.names import fingerprint
from tests.boundaries.desk import browser, list_contact, list_name
from tests.engagement.rows import Town, mention, peer, queued

pytestmark = pytest.mark.django_db
LIST = "/c/csw/settings/boundaries/list/"


def is_marked(who: Profile) -> bool:
    return Contact.objects.get(pk=who.contact_id).kept_out


def test_an_owner_lists_many_names_at_once_and_takes_one_off_by_its_name(
    csw: Town, olga: Member, jane: Profile
) -> None:
    client = browser(olga)
    text = "Dr. Jane Doe\n\njane doe\nAnn Lee\none two three four five"
    page = client.post(f"{LIST}names/", {"names": text, "kept": "hash"})

    assert page.status_code == 422
    assert "These have no letters, or more than four words." in page.text
    assert "one two three four five</textarea>" in page.text.replace("\n", "")
    assert KeepOut.objects.count() == 2
    assert "2 entries, 2 by name" in client.get(LIST).text
    assert "Jane Doe" not in client.get(LIST).text
    assert is_marked(jane)

    client.post(f"{LIST}names/", {"names": "JANE DOE", "kept": "hash", "off": "1"})
    assert not is_marked(jane)
    assert KeepOut.objects.count() == 1


def test_a_fingerprint_says_nothing_and_is_sealed_with_the_centers_own_key(
    csw: Town, olga: Member
) -> None:
    entry, *_ = list_name(olga, "Jane Doe")
    assert entry.name == ""
    key = Center.objects.get(pk=csw.center.pk).list_key
    assert len(key) > 30
    assert entry.hash == fingerprint(key, "janedoe")
    with connection.cursor() as cursor:
        cursor.execute("SELECT list_key FROM accounts_center")
        assert key not in str(cursor.fetchall())


def test_where_an_owner_wishes_it_stays_readable_for_owners_alone(
    csw: Town, olga: Member
) -> None:
    (entry,) = list_name(olga, "Jane Doe", readable=True)
    assert entry.name == "Jane Doe"
    assert "Jane Doe" in browser(olga).get(LIST).text
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM engagement_keepout")
        assert "Jane" not in str(cursor.fetchall())


def test_a_key_that_does_not_open_is_never_replaced(csw: Town, olga: Member) -> None:
    list_name(olga, "Jane Doe")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_center SET list_key = 'sealed by another'")
    csw.center.refresh_from_db()
    with pytest.raises(Conflict, match="another KINDRED_TOKEN_KEYS"):
        keep_out.keep_out_names(["Ann Lee"], by=olga, readable=False)
    # Until it opens again, whatever leaves may name somebody.
    assert entries_in(csw.center, ["Nobody at all"]) != [[]]


def test_the_contact_page_and_a_search_put_somebody_on_it(
    csw: Town, olga: Member, jane: Profile
) -> None:
    client = browser(olga)
    path = f"/c/csw/contacts/{jane.contact_id}/"
    assert f"{path}keep-out/" in client.get(path).text
    assert f"{path}keep-out/" in client.get(LIST, {"q": "jane"}).text
    assert f"{path}keep-out/" not in browser(csw.supervisor).get(path).text

    client.post(f"{path}keep-out/")
    client.post(f"{path}keep-out/")

    entry = KeepOut.objects.get()
    assert (entry.profile, entry.by) == (jane, olga)
    assert "Jane Doe" in client.get(LIST).text
    client.post(f"{LIST}{entry.pk}/drop/")
    assert not KeepOut.objects.exists()
    assert not Contact.objects.get(pk=jane.contact_id).kept_out


def test_the_audit_tells_of_a_change_and_names_nobody(
    csw: Town, olga: Member, jane: Profile
) -> None:
    list_name(olga, "Ann Lee", readable=True)
    keep_out.let_in(list_contact(olga, jane), by=olga)
    lines = Activity.objects.filter(verb=keep_out.CHANGED)
    assert {(one.target_kind, one.target_id) for one in lines} == {
        ("center", csw.center.pk)
    }
    assert len(lines) == 3
    assert not any("Lee" in str(one.detail) for one in lines)


def test_meeting_a_boundary_leaves_no_line_of_the_audit(
    csw: Town, olga: Member, jane: Profile
) -> None:
    list_contact(olga, jane)
    before = Activity.objects.count()
    queued(csw, mention(csw, by=jane))
    assert Met.objects.count() == 1
    # That it was accepted, as always; and nothing else.
    assert [one.verb for one in Activity.objects.order_by("pk")[before:]] == [
        "accepted"
    ]


@pytest.mark.parametrize(
    "path", ["list/", "met/", "list/names/", "list/1/drop/", "", "quiet/", "try/"]
)
def test_who_may_not_reads_the_same_with_an_entry_and_without(
    csw: Town, olga: Member, path: str
) -> None:
    whole = f"/c/csw/settings/boundaries/{path}"
    who = (
        [csw.poster] if path in ("", "quiet/", "try/") else [csw.poster, csw.supervisor]
    )

    def answers() -> list[tuple[int, str, int]]:
        found = []
        for one in who:
            client = browser(one)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                page = client.get(whole)
            found.append((page.status_code, _words(page.text), len(asked)))
            found.append((client.post(whole, {"names": "x"}).status_code, "", 0))
        return found

    before = answers()
    list_name(olga, "Jane Doe")
    assert answers() == before
    assert {status for status, _, _ in before} == {403}


def _words(page: str) -> str:
    main = page.partition("<main")[2]
    assert "This is for" in main
    return main


def test_owners_alone_read_who_met_which(
    csw: Town, olga: Member, jane: Profile
) -> None:
    list_contact(olga, jane)
    line = queued(csw, mention(csw, by=jane))
    page = browser(olga).get("/c/csw/settings/boundaries/met/").text
    assert "On the do-not-engage list" in page
    assert f"/c/csw/s/{line.suggestion_id}/" in page
    assert "Maya" in page


def test_a_network_that_tells_a_listed_name_marks_whose_it_is(
    csw: Town, olga: Member
) -> None:
    list_name(olga, "Jane Doe")
    place, now = Place(csw.center.pk, "twitter"), csw.center.activity.latest("at").at
    told = ProfileData(external_id="77", handle="somebody", name="Some Body")
    made = keep_profiles(place, [told], now)["77"]
    assert not Contact.objects.get(pk=made.contact_id).kept_out

    renamed = ProfileData(external_id="77", handle="somebody", name="Jane Doe")
    keep_profiles(place, [renamed], now)
    assert Contact.objects.get(pk=made.contact_id).kept_out


def test_an_entry_by_hand_goes_over_to_the_real_profile(
    csw: Town, olga: Member
) -> None:
    """Joining two profiles is no way off the list."""
    real = peer(csw.center, handle="jdoe")
    by_hand = Profile.objects.create(
        center=csw.center,
        contact=Contact.objects.create(center=csw.center, name="J. D."),
        platform="twitter",
        external_id="@jdoe",
        handle="jdoe",
    )
    list_contact(olga, by_hand)
    told = ProfileData(external_id=real.external_id, handle="jdoe", name=real.name)
    keep_profiles(Place(csw.center.pk, "twitter"), [told], olga.joined_at)

    assert not Profile.objects.filter(pk=by_hand.pk).exists()
    assert KeepOut.objects.get().profile == real
    real.refresh_from_db()
    assert real.contact.kept_out


def test_ten_thousand_names_are_asked_by_one_statement(csw: Town, olga: Member) -> None:
    keep_out.keep_out_names(
        (f"Jane Doe{at:05}" for at in range(10_000)), by=olga, readable=False
    )
    csw.center.refresh_from_db()
    text = "Jane Doe09999 and others came. " * 322
    began = time.process_time()
    with CaptureQueriesContext(connection) as asked:
        (found,) = entries_in(csw.center, [text])
    assert len(asked) == 1
    assert len(found) == 1
    assert time.process_time() - began < 1


def test_another_centers_list_says_nothing_here(csw: Town, olga: Member) -> None:
    list_name(olga, "Jane Doe")
    there = Center.objects.create(slug="there", name="There", list_key="another")
    assert entries_in(there, ["Jane Doe"]) == [[]]
