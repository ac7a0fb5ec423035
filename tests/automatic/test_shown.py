"""What waits to leave by itself is seen: each line of it, and nothing that tells."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
from django.utils import timezone

from engagement.automatic import A_PERSON_ANSWERS
from engagement.models import Delivery, HoldWord, Post, Rule
from engagement.views import automatic
from tests.access.test_strangers import signed_in
from tests.automatic.ground import PRAISE, announced, left, sweep, the_line, wrote
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


PAGES = ("", "outbox/", "outbox/?show=all", "s/{card}/", "contacts/{contact}/")


def hold_theirs(line: Delivery) -> None:
    HoldWord.objects.create(center=line.center, side="in", word="wonderful")


def hold_ours(line: Delivery) -> None:
    HoldWord.objects.create(center=line.center, side="out", word=line.text)


def edited(line: Delivery) -> None:
    Post.objects.update(text="Thank you for it, but why so late?")


@pytest.mark.parametrize("change", [hold_theirs, hold_ours, edited])
@pytest.mark.parametrize("when", ["waiting", "leaving"])
def test_a_poster_does_not_learn_which_words_are_held(
    csw: Town,
    outside: Outside,
    change: Callable[[Delivery], None],
    when: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It goes to a person, and for whatever was written the line says the same."""
    row = wrote(csw)
    sweep()
    line = the_line(csw)
    change(line)
    with caplog.at_level(logging.INFO, logger="engagement.automatic"):
        if when == "waiting":
            sweep()
            line.refresh_from_db()
        else:
            line = left(line)

    assert line.error == A_PERSON_ANSWERS
    assert outside.said == []
    poster = signed_in(csw.poster)
    for page in PAGES:
        path = page.format(card=line.suggestion_id, contact=row.profile.contact_id)
        seen = poster.get(f"/c/csw/{path}")
        assert seen.status_code == 200
        assert "a word in it" not in seen.text
    # Whoever runs the installation finds why.
    assert "is left to a person: " in caplog.text
    assert PRAISE not in caplog.text
