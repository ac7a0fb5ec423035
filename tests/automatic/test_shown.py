"""What waits to leave by itself is seen: each line of it, and nothing that tells."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from engagement.models import Rule
from engagement.views import automatic
from tests.access.test_strangers import signed_in
from tests.automatic.ground import announced, left, sweep, wrote
from tests.engagement.outside import Outside
from tests.engagement.rows import Town

pytestmark = pytest.mark.django_db

STOP = re.compile(r'action="/c/csw/d/(\d+)/stop/"')
MANY = 20


def stoppable(csw: Town) -> set[int]:
    """Those beside which the poster has a Stop button."""
    page = signed_in(csw.poster).get("/c/csw/").text
    return {int(pk) for pk in STOP.findall(page)}


def test_each_that_waits_can_be_stopped_however_many(
    csw: Town, outside: Outside
) -> None:
    Rule.objects.update(cap=MANY)
    for _ in range(MANY):
        wrote(csw)
    sweep()
    lines = announced(csw.center)
    assert len(lines) == MANY
    assert stoppable(csw) == {one.pk for one in lines}

    # What has just left takes no place from what is still to be stopped.
    for one in lines[:13]:
        assert left(one).state == "sent"
    assert stoppable(csw) == {one.pk for one in lines[13:]}
    sent = automatic.shown(csw.poster, timezone.now())["sent"]
    assert len(sent) == automatic.SENT_SHOWN


def test_the_mark_is_another_when_the_last_of_many_changes(csw: Town) -> None:
    Rule.objects.update(cap=MANY)
    for _ in range(MANY):
        wrote(csw)
    sweep()
    now = timezone.now()
    before = automatic.mark(csw.poster, now)
    assert before == automatic.shown(csw.poster, now)["mark"]

    announced(csw.center)[-1].move("cancelled")

    assert automatic.mark(csw.poster, now) != before
