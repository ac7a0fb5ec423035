"""Tokens while somebody else writes them: a renewed one is never written over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from accounts import presences
from accounts.connect import refresh, sealed, tokens_of
from accounts.models import Account, Activity, Spend
from accounts.platforms.base import ProfileData, Refused, Tokens
from accounts.platforms.twitter import Twitter
from tests.engagement.rows import Town, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    csw = town()
    Account.objects.update(held_at=timezone.now(), held_reason="Connect it again.")
    return csw


def renewed_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """While X says who we are, the worker trades the refresh token for a new one."""

    def me(self: Twitter) -> ProfileData:
        Account.objects.update(
            tokens=sealed(Tokens(access="new", refresh="new-refresh")),
            token_version=F("token_version") + 1,
            token_ends_at=timezone.now() + timedelta(hours=2),
        )
        return ProfileData("1001", handle="CenterSW", name="C")

    monkeypatch.setattr(Twitter, "me", me)


def test_tried_again_with_the_token_it_has_keeps_the_renewed_one(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed_meanwhile(monkeypatch)

    presences.connect_again(
        Account.objects.get(), by=csw.supervisor, user="", token=" "
    )

    account = Account.objects.get()
    assert tokens_of(account).refresh == "new-refresh"
    assert (account.held_at, account.token_version) == (None, 1)
    assert account.token_ends_at


def test_a_typed_token_does_not_overwrite_one_renewed_meanwhile(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed_meanwhile(monkeypatch)

    with pytest.raises(Refused, match="renewed in this moment"):
        presences.connect_again(
            Account.objects.get(), by=csw.supervisor, user="", token="typed"
        )

    account = Account.objects.get()
    assert tokens_of(account).refresh == "new-refresh"
    assert account.held_at
    assert not Activity.objects.filter(verb="connected again").exists()


def test_a_typed_token_replaces_the_old_one_and_names_the_account(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Connected by hand it was known by its handle alone."""
    Account.objects.update(external_id="@centersw", tokens="", granted={})
    us = ProfileData("1001", handle="CenterSW", name="C")
    monkeypatch.setattr(Twitter, "me", lambda self: us)

    presences.connect_again(
        Account.objects.get(), by=csw.supervisor, user="", token="typed"
    )

    account = Account.objects.get()
    assert tokens_of(account).access == "typed"
    assert (account.external_id, account.token_version) == ("1001", 1)
    assert account.granted["tier"] == "self-serve"


def test_the_new_tokens_are_kept_before_anything_else_can_fail(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refresh token is spent: they stand nowhere else."""
    new = Tokens(access="a", refresh="b", ends_at=timezone.now() + timedelta(hours=2))

    def record(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Twitter, "refresh", lambda self: new)
    monkeypatch.setattr(Spend, "record", record)

    with pytest.raises(RuntimeError):
        refresh(csw.x)

    assert tokens_of(Account.objects.get()).refresh == "b"
