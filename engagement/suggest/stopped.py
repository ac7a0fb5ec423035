"""Who asks us to stop is left alone, for good: by us, and by every machine of ours."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import Activity
from engagement.attentions import count_as_kindness
from engagement.called_back import NOT_LEFT, call_back
from engagement.models import (
    Conflict,
    Delivery,
    HoldWord,
    Interaction,
    Profile,
    Suggestion,
)
from engagement.rules import WROTE_TO_US
from engagement.rules.stop import asks_to_stop
from engagement.suggest.turn import take_turn
from engagement.words import words_of

story = logging.getLogger("kindred.story")


def heed_stop(profile: Profile, rows: Sequence[Interaction], now: datetime) -> None:
    """Send nothing any more to who asks us to stop in one of these rows.

    On all their profiles: open cards are closed, and what has not left does not leave.
    Others who were to be thanked by the same text are open again. One transaction;
    ``rows`` are those that nobody has weighed, and a second time changes nothing.
    """
    words = words_of(profile.center_id, HoldWord.Side.STOP)
    told = [row for row in rows if row.kind in WROTE_TO_US and row.post]
    asked = [one for one in told if one.post and asks_to_stop(one.post.text, words)]
    if not asked:
        return
    with transaction.atomic():
        take_turn(profile.center_id)
        for one in asked:
            # No kindness: in no number of theirs, and in no report.
            count_as_kindness(one, False)
        left_alone = Profile.objects.filter(
            center=profile.center_id, contact=profile.contact_id, opted_out_at=None
        ).update(opted_out_at=now)
        profile.refresh_from_db(fields=["opted_out_at"])
        _call_back(profile)
        Suggestion.objects.filter(
            center=profile.center_id,
            profile__contact=profile.contact_id,
            state=Suggestion.State.OPEN,
        ).update(state=Suggestion.State.EXPIRED, state_since=now, touched_at=now)
        if left_alone:
            Activity.record("worker", "opted out", profile)
    if left_alone:
        story.info("somebody asked us to stop: nothing is sent to them any more")


def _call_back(profile: Profile) -> None:
    """What waits for them does not leave; what is on its way nobody can call back.

    Their own cards are open for a moment: the caller closes them.
    """
    theirs = Suggestion.objects.filter(
        center=profile.center_id, profile__contact=profile.contact_id
    ).order_by()
    named = theirs.filter(state=Suggestion.State.ACCEPTED).values("together_with")
    waiting = Delivery.objects.filter(
        Q(suggestion__in=theirs.values("pk")) | Q(suggestion__in=named),
        center=profile.center_id,
        state__in=NOT_LEFT,
    )
    for line in waiting.select_related("suggestion").order_by("pk"):
        try:
            call_back(line, error="They asked us to stop.")
        except Conflict:
            # The worker took it in this moment; may_leave asks it once more.
            continue
