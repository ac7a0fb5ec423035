"""Attention: a text of somebody in need is no kindness, until a person says so."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, Q, QuerySet

from accounts.models import Center, Member
from engagement.models import (
    Attention,
    Conflict,
    Contact,
    Delivery,
    HoldWord,
    Interaction,
    Post,
    Suggestion,
)
from engagement.rules import REACHED_OUT, WROTE_TO_US
from engagement.rules.distress import in_need
from engagement.settling import count_received
from engagement.words import words_of

State = Attention.State
WAITING = (State.OPEN, State.TAKEN)
NEED = HoldWord.Side.NEED

# Shipped; each Center's supervisors put their own in its place.
TURN_TO = """\
Do not thank, do not give advice where others read, and ask for no details there.

If anybody may be in danger now: call 911 and your supervisor, by phone.

In the United States, at any hour: call or text 988 (Suicide and Crisis Lifeline), \
1-800-799-7233 (National Domestic Violence Hotline), 211 (shelter, food, rent).

In public, if at all: “We read this. You can call or text 988 now, at any hour, and \
talk to somebody. You can reach us in our opening hours, too.”"""


def turn_to(center: Center) -> str:
    """What to say to who may need help, in the supervisors' words or in ours."""
    return center.turn_to.strip() or TURN_TO


def waiting(center: Center) -> QuerySet[Attention]:
    """Those of whom nobody has said yet what was done."""
    return Attention.objects.of(center).filter(state__in=WAITING)


def shown_to(member: Member) -> Q:
    """Everybody sees who may need help; of spam, a poster sees nothing."""
    if member.supervises:
        return Q()
    return ~Q(profile__contact__kind=Contact.Kind.SPAM)


def sounds_in_need(row: Interaction, words: frozenset[str]) -> bool:
    """Whether this is a text to us, in their own words, that sounds like distress.

    ``words`` are the Center's own. What a person said is no call for help is none.
    """
    if row.kind not in WROTE_TO_US or row.kind in REACHED_OUT or row.post is None:
        return False
    if row.first_look or row.retracted_at or not in_need(row.post.text, words):
        return False
    return not Attention.objects.filter(interaction=row, mistaken=True).exists()


def raise_for(
    row: Interaction, now: datetime, *, by: Member | None = None
) -> Attention:
    """Let people see to this text; it is no kindness and waits for no thanks.

    In the caller's transaction. ``by`` saw it; None is the words. The same text has
    one attention: what was closed or mistaken is open again.
    """
    attention, made = Attention.objects.get_or_create(
        interaction=row,
        defaults={
            "center_id": row.center_id,
            "profile": row.profile,
            "post": row.post,
            "noticed_at": row.noticed_at,
            "raised_by": by,
            "state_since": now,
            "touched_at": now,
        },
    )
    if not made and attention.state == State.DONE:
        attention.move(
            State.OPEN,
            mistaken=False,
            raised_by=by,
            told_at=None,
            taken_by=None,
            taken_at=None,
            done_by=None,
            done_at=None,
        )
    count_as_kindness(row, False)
    Interaction.objects.filter(pk=row.pk).update(suggestion=None, weighed_at=now)
    return attention


def hear_again(post: Post, now: datetime) -> int:
    """Their words are others now: raise each call for help among them; how many.

    Whatever was weighed or said of the old words, also that they were no call for
    help. In the caller's transaction, with ``post`` as it is now.
    """
    rows = Interaction.objects.of(post.center).filter(
        post=post,
        direction=Interaction.Direction.IN,
        kind__in=WROTE_TO_US,
        first_look=False,
        retracted_at=None,
    )
    found = list(rows.select_related("profile", "suggestion").order_by("pk"))
    if not found or not in_need(post.text, words_of(post.center_id, NEED)):
        return 0
    for row in found:
        _take_off_its_card(row)
        raise_for(row, now)
    return len(found)


def _take_off_its_card(row: Interaction) -> None:
    """An open card goes, and a thanks that would leave by itself; what a person has
    decided stays. The other things they did are weighed anew."""
    card = row.suggestion
    if card is None:
        return
    line = card.deliveries.filter(
        by_rule__isnull=False, state__in=(Delivery.State.QUEUED, Delivery.State.HELD)
    ).first()
    if line is None and card.state != Suggestion.State.OPEN:
        return
    try:
        if line:
            line.move(
                Delivery.State.CANCELLED,
                error="A person is to see to them first.",
                error_code="NotByItself",
            )
        take_away(card, row)
    except Conflict:
        # Somebody decided, or the worker took it, in this moment.
        return


def take_away(card: Suggestion, row: Interaction) -> None:
    """No thanks for this row; the other things they did are weighed anew."""
    card.move(Suggestion.State.EXPIRED, withdrawn=True)
    theirs = card.kindnesses.filter(direction=Interaction.Direction.IN)
    theirs.exclude(pk=row.pk).update(suggestion=None, weighed_at=None)


def count_as_kindness(row: Interaction, kind: bool) -> None:
    """Into the ledger, or out of it again; whoever comes second changes nothing."""
    rows = Interaction.objects.filter(pk=row.pk, not_kind=kind)
    if not rows.update(not_kind=not kind) or row.first_look:
        return
    count_received(row.profile, row.noticed_at, sign=1 if kind else -1)
    if not kind:
        _touch_again(row.profile.contact_id)


def _touch_again(contact_id: int) -> None:
    """When they were in touch last, as if they had not written this."""
    kind = Interaction.objects.filter(
        profile__contact=contact_id,
        direction=Interaction.Direction.IN,
        first_look=False,
        not_kind=False,
        retracted_at=None,
    )
    last_in = kind.aggregate(at=Max("noticed_at"))["at"]
    contact = Contact.objects.get(pk=contact_id)
    known = [at for at in (last_in, contact.last_out_at) if at]
    Contact.objects.filter(pk=contact_id).update(
        last_in_at=last_in, last_touch_at=max(known, default=None)
    )


def of_somebody_in_need(center_id: int) -> QuerySet[Attention]:
    """Whose text is neither a kindness nor news, and stands with neither."""
    return Attention.objects.filter(
        center=center_id, mistaken=False, post__isnull=False
    ).order_by()
