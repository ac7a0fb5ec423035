"""Whose access ends in the middle of connecting an account connects nothing."""

from __future__ import annotations

import pytest

from accounts.models import Account
from accounts.platforms.base import Addresses, ProfileData, Tokens
from accounts.platforms.twitter import Twitter, oauth
from engagement.decide.departure import end_access
from tests.engagement.rows import member
from tests.engagement.wizard import Connecting, connecting

__all__ = ["connecting"]

pytestmark = pytest.mark.django_db


def test_whose_access_ends_while_x_answers_connects_nothing(
    connecting: Connecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would stand on no checklist; what X gave is given back to X."""
    iris, owner = member(connecting.town.center, "Iris", "owner"), connecting.owner
    walk = connecting.x_until_allow()
    walk.say()
    asked, given_back = Twitter.me, []

    def me(self: Twitter) -> ProfileData:
        found = asked(self)
        end_access(owner, by=iris, to=None, leaving={owner.pk})
        return found

    def give_back(tokens: Tokens, addresses: Addresses) -> None:
        given_back.append(tokens.refresh)

    monkeypatch.setattr(Twitter, "me", me)
    monkeypatch.setattr(oauth, "give_back", give_back)

    walk.come_back(walk.answer())

    assert "Sign in" in walk.words
    assert not Account.objects.exists()
    assert len(given_back) == 1
