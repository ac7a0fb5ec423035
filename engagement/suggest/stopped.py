"""Who asks us to stop is left alone, for good: by us, and by every machine of ours."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Activity
from engagement.attentions import count_as_kindness
from engagement.left_alone import leave_alone
from engagement.models import Contact, HoldWord, Interaction, Profile, Suggestion
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
    told = [row for row in rows if row.kind in WROTE_TO_US and _is_to_be_read(row)]
    asked = [one for one in told if one.post and asks_to_stop(one.post.text, words)]
    if not asked:
        return
    with transaction.atomic():
        take_turn(profile.center_id)
        for one in asked:
            # No kindness: in no number of theirs, and in no report.
            count_as_kindness(one, False)
        left_alone = leave_alone(profile.contact, now)
        profile.refresh_from_db(fields=["opted_out_at"])
        if left_alone:
            Activity.record("worker", "opted out", profile)
    if left_alone:
        story.info("somebody asked us to stop: nothing is sent to them any more")


@transaction.atomic
def hear_again(contact: Contact, since: datetime) -> None:
    """A supervisor took their opt-out back: what was closed for it may be owed again.

    ``since``: when they were opted out. What was read as a wish to be left alone is
    what they wrote like any other; the caller weighs anew.
    """
    take_turn(contact.center_id)
    words = words_of(contact.center_id, HoldWord.Side.STOP)
    theirs = Interaction.objects.filter(
        center=contact.center_id,
        profile__contact=contact,
        direction=Interaction.Direction.IN,
    ).select_related("post", "profile")
    for row in theirs.filter(kind__in=WROTE_TO_US, not_kind=True, first_look=False):
        if row.post and asks_to_stop(row.post.text, words):
            count_as_kindness(row, True)
    closed = Suggestion.objects.filter(
        profile__contact=contact,
        kind=Suggestion.Kind.THANK,
        state=Suggestion.State.EXPIRED,
        state_since__gte=since,
    )
    theirs.filter(suggestion__in=closed.order_by().values("pk")).update(suggestion=None)


def _is_to_be_read(row: Interaction) -> bool:
    """Not what a supervisor has judged to be no opt-out; edited since, it is again."""
    post, judged_at = row.post, row.profile.opt_out_undone_at
    if post is None or judged_at is None:
        return post is not None
    edited = bool(post.edited_at and post.edited_at > judged_at)
    return edited or row.noticed_at > judged_at
