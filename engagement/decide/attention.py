"""Attention: a named person takes it, and says what was done; nobody is thanked."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from accounts.models import Activity, Member
from engagement.attentions import count_as_kindness, raise_for, take_away
from engagement.called_back import NOT_LEFT, call_back
from engagement.decide.alone import DECIDED_FIRST, alone
from engagement.models import (
    Attention,
    Conflict,
    Interaction,
    Suggestion,
)

State = Attention.State
TAKEN_FIRST = "A colleague was first."


@alone(TAKEN_FIRST)
def take_attention(attention: Attention, *, by: Member) -> None:
    """I see to it. Raises Conflict when a colleague took it, or it is done."""
    if attention.state != State.OPEN:
        raise Conflict(TAKEN_FIRST)
    attention.move(State.TAKEN, taken_by=by, taken_at=timezone.now())
    Activity.record(by, "took", attention)


@alone(TAKEN_FIRST)
def take_attention_over(attention: Attention, *, by: Member) -> None:
    """From a colleague, who reads about it. Raises Conflict when it is done, or yet
    another was first."""
    if attention.state != State.TAKEN:
        raise Conflict(TAKEN_FIRST)
    attention.move(
        State.TAKEN,
        where=Q(taken_by=attention.taken_by_id),
        taken_by=by,
        taken_at=timezone.now(),
    )
    Activity.record(by, "took over", attention)


@alone(TAKEN_FIRST)
def give_attention_back(attention: Attention, *, by: Member) -> None:
    """I cannot see to it after all: it is anybody's again."""
    if attention.state != State.TAKEN:
        raise Conflict(TAKEN_FIRST)
    attention.move(State.OPEN, where=_own(by), taken_by=None, taken_at=None)
    Activity.record(by, "gave back", attention)


@alone(TAKEN_FIRST)
def close_attention(attention: Attention, *, by: Member, what_done: str) -> None:
    """What was done, in a sentence; then it leaves the queue.

    By whom it is taken, by anybody while nobody has it, or by a supervisor: raises
    Conflict for others.
    """
    now = timezone.now()
    attention.move(
        State.DONE,
        where=_own(by),
        done_by=by,
        done_at=now,
        what_done=what_done[:500],
        mistaken=False,
    )
    Activity.record(by, "saw to", attention)


@alone(TAKEN_FIRST)
def no_call_for_help(attention: Attention, *, by: Member) -> None:
    """The words only sounded like it: an ordinary kindness, to be weighed anew."""
    now = timezone.now()
    attention.move(State.DONE, where=_own(by), done_by=by, done_at=now, mistaken=True)
    row = attention.interaction
    count_as_kindness(row, True)
    Interaction.objects.filter(pk=row.pk).update(weighed_at=None)
    Activity.record(by, "no call for help", attention)


@alone(TAKEN_FIRST)
def open_attention_again(attention: Attention, *, by: Member) -> None:
    """It is not done after all. Raises Conflict if it stands on the queue already.

    A thanks that was to answer the text meanwhile goes, and what has not left of it
    does not leave.
    """
    if attention.state != State.DONE:
        raise Conflict("It stands on the queue already.")
    row = Interaction.objects.select_related("profile", "post", "suggestion").get(
        pk=attention.interaction_id
    )
    if row.suggestion:
        _call_back(row.suggestion, by)
        row.refresh_from_db(fields=["suggestion"])
    if row.suggestion and row.suggestion.state == Suggestion.State.OPEN:
        take_away(row.suggestion, row)
    raise_for(row, timezone.now(), by=by)
    Activity.record(by, "opened again", attention)


@alone(DECIDED_FIRST)
def needs_help(suggestion: Suggestion, *, by: Member) -> Attention:
    """A person reads a call for help where the words alone were none.

    The card goes, whoever is on it; the other things they did are weighed anew.
    Raises Conflict where there is no text to see to, or it was decided meanwhile.
    """
    theirs = suggestion.kindnesses.filter(direction=Interaction.Direction.IN)
    rows = theirs.select_related("profile", "post").order_by("-noticed_at", "-pk")
    wrote = [row for row in rows if row.post_id and row.post_id == suggestion.post_id]
    row = next(iter(wrote or rows), None)
    if row is None or suggestion.state != Suggestion.State.OPEN:
        raise Conflict(DECIDED_FIRST)
    take_away(suggestion, row)
    attention = raise_for(row, timezone.now(), by=by)
    Activity.record(by, "may need help", attention, suggestion=suggestion.pk)
    return attention


def _call_back(card: Suggestion, by: Member) -> None:
    """What is to answer this card does not leave, if nobody has claimed it yet.

    What a worker has just now cannot be called back; a person sees to them all the
    same.
    """
    lead = card.together_with or card
    for line in lead.deliveries.filter(state__in=NOT_LEFT):
        try:
            call_back(line, settled_by=by)
        except Conflict:
            continue


def _own(by: Member) -> Q:
    """Nobody's, one's own, or anybody's for a supervisor."""
    return Q() if by.supervises else Q(taken_by=None) | Q(taken_by=by)
