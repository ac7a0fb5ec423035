"""The id is the identity: handles and names change, and hands write them down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Account, Member, User
from accounts.platforms.base import InteractionData, Kind, ProfileData
from engagement.models import Contact, Interaction, Profile, Suggestion, Watch
from engagement.notes import add_contact
from tests.engagement.script import (
    OUR_ID,
    Stage,
    a_watch,
    an_account,
    deed,
    noticed,
    person,
    play,
    poll_now,
    post,
)

pytestmark = pytest.mark.django_db


def mention(number: int, who: ProfileData, **fields: Any) -> InteractionData:
    data = post(number, author=who, mentions=(OUR_ID,), **fields)
    return InteractionData(
        Kind.MENTION, data.key, who, data, happened_at=data.published_at
    )


def read(account: Account, patch: pytest.MonkeyPatch, *items: InteractionData) -> None:
    play(Stage(pages={"mentions": [items]}), patch)
    watches = Watch.objects.filter(account=account, kind=Watch.Kind.MENTIONS)
    watch = watches.first() or a_watch(account, Watch.Kind.MENTIONS)
    Watch.objects.filter(pk=watch.pk).update(cursor={})
    poll_now(watch)


def noted(account: Account, handle: str, kind: str = "organization") -> Contact:
    """Somebody a member noted by hand."""
    user = User.objects.create_user(f"{handle}@{account.center.slug}.example")
    member = Member.objects.create(center=account.center, user=user)
    return add_contact(
        by=member, name="As we call them", kind=kind, handle=handle, site="", note=""
    )


def test_somebody_new_is_a_contact_of_unknown_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    read(account, monkeypatch, mention(1, person(1)))

    profile = Profile.objects.select_related("contact").get(center=account.center)
    assert (profile.external_id, profile.handle, profile.name) == (
        "5001",
        "peer1",
        "Peer 1",
    )
    assert (profile.contact.name, profile.contact.kind) == ("Peer 1", "unknown")


def test_a_new_name_is_taken_over_and_what_was_not_told_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    rich = replace(person(1), bio="We cook.", followers=7, url="https://a.example/")
    read(account, monkeypatch, mention(1, rich))
    Contact.objects.filter(center=account.center).update(kind="organization")

    renamed = replace(person(1), handle="harbor_new", name="Harbor")
    read(account, monkeypatch, mention(2, renamed))

    profile = Profile.objects.select_related("contact").get(center=account.center)
    assert (profile.handle, profile.name) == ("harbor_new", "Harbor")
    assert (profile.bio, profile.followers) == ("We cook.", 7)
    assert (profile.contact.name, profile.contact.kind) == ("Harbor", "organization")


def test_a_name_that_a_person_gave_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    account = an_account()
    read(account, monkeypatch, mention(1, person(1)))
    Contact.objects.filter(center=account.center).update(name="Our neighbours")
    read(account, monkeypatch, mention(2, replace(person(1), name="Harbor")))
    assert Contact.objects.get(center=account.center).name == "Our neighbours"


def test_a_contact_noted_by_hand_gets_its_real_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account(host="")
    contact = noted(account, "Peer1")

    read(account, monkeypatch, mention(1, person(1)))

    profile = Profile.objects.get(center=account.center)
    assert (profile.external_id, profile.contact) == ("5001", contact)
    contact.refresh_from_db()
    assert (contact.name, contact.kind) == ("As we call them", "organization")
    assert contact.received_count == 1


def test_who_was_known_and_then_noted_becomes_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They changed their handle; a member noted the new one before we read it."""
    account = an_account(host="")
    old_name = replace(person(1), handle="before")
    read(account, monkeypatch, mention(1, old_name))
    seen = Contact.objects.get(center=account.center)
    contact = noted(account, "peer1")
    by_hand = Profile.objects.get(external_id="@peer1")
    said = Interaction.objects.create(
        center=account.center,
        profile=by_hand,
        direction="in",
        kind="mention",
        key="hand:1",
    )

    read(account, monkeypatch, mention(2, person(1)))

    profile = Profile.objects.get(center=account.center)
    assert (profile.external_id, profile.contact) == ("5001", contact)
    said.refresh_from_db()
    assert said.profile == profile
    contact.refresh_from_db()
    assert (contact.kind, contact.received_count) == ("organization", 2)
    assert contact.received > 0
    seen.refresh_from_db()
    assert (seen.merged_into, seen.received_count, seen.received) == (contact, 0, 0)


def test_a_boundary_survives_the_joining(monkeypatch: pytest.MonkeyPatch) -> None:
    account = an_account(host="")
    read(account, monkeypatch, mention(1, replace(person(1), handle="before")))
    Contact.objects.filter(center=account.center).update(kind="private")
    contact = noted(account, "peer1")
    read(account, monkeypatch, mention(2, person(1)))
    contact.refresh_from_db()
    assert contact.kind == "private"


@pytest.mark.parametrize("asked", ["5001", "@peer1"])
def test_who_asked_us_to_stop_is_left_alone_on_what_comes_later_too(
    monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    account = an_account(host="")
    read(account, monkeypatch, mention(1, replace(person(1), handle="before")))
    noted(account, "peer1")
    for one in Profile.objects.filter(center=account.center):
        # Each has a card, so that both profiles stay.
        Suggestion.objects.create(
            center=account.center, profile=one, kind="thank", owed=True, key=str(one.pk)
        )
    Profile.objects.filter(external_id=asked).update(opted_out_at=timezone.now())

    read(account, monkeypatch, mention(2, person(1)))

    assert not Profile.objects.filter(opted_out_at=None).exists()


def test_two_open_thanks_of_one_person_are_not_forced_into_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account(host="")
    read(account, monkeypatch, mention(1, replace(person(1), handle="before")))
    contact = noted(account, "peer1")
    for one in Profile.objects.filter(center=account.center):
        Suggestion.objects.create(
            center=account.center, profile=one, kind="thank", owed=True, key=str(one.pk)
        )

    read(account, monkeypatch, mention(2, person(1)))

    assert noticed(account) == ["x:1", "x:2"]
    owners = Suggestion.objects.filter(center=account.center)
    assert {one.profile.contact_id for one in owners} == {contact.pk}


def test_what_we_say_of_ourselves_is_no_kindness(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    type(account).objects.create(
        center=account.center,
        platform="twitter",
        host=account.host,
        external_id="@by_hand_only",
        handle="By_Hand_Only",
    )
    us = ProfileData(external_id=OUR_ID, handle="CenterSW")
    ours_too = ProfileData(external_id="777", handle="by_hand_only")
    read(account, monkeypatch, mention(1, us), mention(2, ours_too))
    assert noticed(account) == []


def test_what_the_columns_cannot_hold_is_cut_and_loses_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    long = ProfileData(
        external_id="5009",
        handle="h",
        name="N" * 900 + "\x00",
        bio="a\x00b",
        url="https://a.example/" + "u" * 900,
        avatar_url="javascript:alert(1)",
    )
    read(
        account,
        monkeypatch,
        mention(1, long, title="t" * 999, text="\x00!", url="ftp://a.example/"),
    )

    profile = Profile.objects.get(center=account.center)
    assert (len(profile.name), profile.bio, profile.url) == (200, "ab", "")
    assert profile.avatar_url == ""
    row = Interaction.objects.select_related("post").get(center=account.center).post
    assert row is not None
    assert (len(row.title), row.text, row.url) == (300, "!", "")


def test_who_loses_the_race_for_a_profile_leaves_no_contact_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = an_account()
    center, raced = account.center, False

    def another_worker(execute: Any, sql: str, *rest: Any) -> Any:
        """Between our look and our insert, somebody else stores the same person."""
        nonlocal raced
        if 'INTO "engagement_profile"' in sql and not raced:
            raced = True
            first = Contact.objects.create(center=center, name="First")
            Profile.objects.create(
                center=center,
                contact=first,
                platform=account.platform,
                host=account.host,
                external_id="5001",
            )
        return execute(sql, *rest)

    with connection.execute_wrapper(another_worker):
        read(account, monkeypatch, mention(1, person(1)))

    assert raced
    contact = Contact.objects.get(center=center)
    assert (contact.name, contact.received_count) == ("First", 1)


def test_a_center_knows_nothing_of_what_another_was_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = an_account(), an_account(external_id="1002")
    read(one, monkeypatch, deed(1, 1))
    read(other, monkeypatch, deed(1, 1))
    assert noticed(one) == noticed(other) == ["x:1"]
    assert Profile.objects.count() == Contact.objects.count() == 2
