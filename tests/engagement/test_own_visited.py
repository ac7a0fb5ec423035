"""Under which posts of others our own timeline's look could see: kept with the look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.platforms.base import Cursor, Page, PostData, Target, TryLater
from engagement import deliver
from engagement.models import Delivery, Watch
from tests.engagement.rows import Town, mention, own_watch, queued, town
from tests.engagement.script import Script, Stage, play, poll_now, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage()
    play(stage, monkeypatch)
    return stage


def visiting(
    monkeypatch: pytest.MonkeyPatch, *pages: set[str] | TryLater | None
) -> None:
    """The keys that each page could visit in turn; all but the last have more."""
    left = list(pages)

    def own(self: Script, cursor: Cursor, targets: Sequence[Target]) -> Page[PostData]:
        told = left.pop(0)
        if isinstance(told, TryLater):
            raise told
        visited = None if told is None else frozenset(told)
        return Page((post(len(left)),), {"at": len(left)}, bool(left), visited=visited)

    monkeypatch.setattr(Script, "own", own)


def unconfirmed(csw: Town) -> Delivery:
    delivery = queued(csw, mention(csw))
    before = timezone.now() - timedelta(minutes=5)
    Delivery.objects.filter(pk=delivery.pk).update(
        state="unconfirmed", attempt=1, claimed_at=before, state_since=before
    )
    return delivery


def looked_for(csw: Town, watch: Watch) -> set[int]:
    poll_now(watch)
    deliver.note_looks(timezone.now())
    rows = Delivery.objects.filter(looked_at__isnull=False)
    return set(rows.values_list("pk", flat=True))


@pytest.mark.usefixtures("stage")
def test_a_peer_that_is_down_leaves_the_question_open(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, up, down = own_watch(csw), unconfirmed(csw), unconfirmed(csw)
    visiting(monkeypatch, {up.target_key})
    assert looked_for(csw, watch) == {up.pk}

    visiting(monkeypatch, {up.target_key, down.target_key})
    assert looked_for(csw, watch) == {up.pk, down.pk}


@pytest.mark.usefixtures("stage")
def test_where_our_timeline_shows_all_every_one_was_looked_for(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, one = own_watch(csw), unconfirmed(csw)
    visiting(monkeypatch, None)
    assert looked_for(csw, watch) == {one.pk}


@pytest.mark.usefixtures("stage")
def test_a_look_of_several_pages_has_seen_what_any_of_them_saw(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, one, two = own_watch(csw), unconfirmed(csw), unconfirmed(csw)
    broken = TryLater("It is in trouble.")
    visiting(monkeypatch, {one.target_key}, broken, {two.target_key})
    assert looked_for(csw, watch) == set()
    assert looked_for(csw, watch) == {one.pk, two.pk}

    # The next look begins anew.
    visiting(monkeypatch, {two.target_key})
    assert looked_for(csw, watch) == {one.pk, two.pk}
    assert Watch.objects.get().cursor["visited"] == [two.target_key]
