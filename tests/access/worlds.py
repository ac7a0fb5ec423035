"""A Center with a row of everything; and what is tried in it, and never happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.connecting import store
from accounts.models import Attempt, Departure, Member
from accounts.platforms.base import Addresses
from engagement import triage
from engagement.models import Post
from tests.engagement.rows import (
    Town,
    follow,
    in_need,
    member,
    mention,
    own_watch,
    queued,
    town,
)
from tests.tenancy import strays

NOWHERE = Addresses(
    twitter_api="http://127.0.0.1:9",
    twitter_web="http://127.0.0.1:9",
    facebook_api="http://127.0.0.1:9",
    facebook_web="http://127.0.0.1:9",
    allowed_private_hosts=frozenset(),
)
"""Networks that are not there: whoever asks them is answered at once, by nobody."""


def full_town(slug: str = "csw", external_id: str = "1001") -> Town:
    """A Center with one row of each kind that an address can name; its supervisor
    is its owner, so that every address opens to somebody."""
    here = town(slug, external_id)
    own_watch(here)
    queued(here, mention(here))
    Post.objects.of(here.center).update(peer=True)
    day_off(here)
    in_need(here)
    gone(here)
    passed_over(here)
    here.hands(here.colleague)
    invited(here)
    kept_out(here)
    Member.objects.filter(pk=here.supervisor.pk).update(role=Member.Role.OWNER)
    here.supervisor.refresh_from_db()
    begun(here)
    return here


def begun(here: Town) -> Attempt:
    """A walk through the wizard that who runs the Center has begun."""
    return store.start(by=here.supervisor, platform="twitter", way="oauth2", step="who")


def invited(here: Town) -> None:
    here.center.invitations.create(
        email="a@b.example",
        token_hash=here.center.slug,
        ends_at=timezone.now() + timedelta(days=7),
    )


def kept_out(here: Town) -> None:
    here.center.keep_outs.create(hash="0" * 64, words=2)


def day_off(here: Town) -> None:
    here.center.closed_days.create(date=date(2027, 1, 2), name="Snow")


def passed_over(here: Town) -> None:
    now = timezone.now()
    follow(here, noticed_at=now)
    triage.pass_over(here.center, by=here.poster, after=now, until=now)


def gone(here: Town) -> None:
    """Somebody left, and may still act as us on the network."""
    who = member(here.center, "Sam")
    Member.objects.filter(pk=who.pk).update(left_at=timezone.now())
    left = Departure.objects.create(center=here.center, member=who, by=here.supervisor)
    left.removals.create(center=here.center, account=here.x, kind="hands")


@contextmanager
def another_world() -> Iterator[None]:
    """The rows as they are now, for whoever tries something; then as they were.

    Of what is done in it, no row may point into another Center.
    """
    with transaction.atomic():
        yield
        assert strays() == []
        transaction.set_rollback(True)
