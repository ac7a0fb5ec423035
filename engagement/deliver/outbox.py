"""Find what is due, claim it, call the platform, settle."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from accounts.checks import note_limits, refused
from accounts.connect import connect, hold
from accounts.models import Account, Activity, Spend
from accounts.platforms.base import (
    AccessRevoked,
    Platform,
    PlatformError,
    Receipt,
    Refused,
    TryLater,
    Unconfirmed,
    Unsupported,
    Usage,
    Verb,
)
from engagement.aim import target_of_delivery
from engagement.boundaries import note_met
from engagement.facts import facts_of
from engagement.keys import repost_key
from engagement.may_leave import (
    NOT_BY_ITSELF,
    Answer,
    Go,
    Hold,
    Refuse,
    Wait,
    may_leave,
)
from engagement.models import Conflict, Delivery
from engagement.settling import Proof, reopen, sent, settle

State = Delivery.State
story = logging.getLogger("kindred.story")
logger = logging.getLogger(__name__)

AT_ONCE = 50
PATIENCE = timedelta(minutes=2)


def due(now: datetime) -> list[int]:
    """Ids of deliveries that may be tried now, the longest due first.

    At most one per account: a second would only wait for the first.
    """
    free = Q(account__next_send_at=None) | Q(account__next_send_at__lte=now)
    place = Window(RowNumber(), partition_by="account", order_by=["due_at", "pk"])
    rows = (
        Delivery.objects.filter(free, state=State.QUEUED, due_at__lte=now)
        .filter(account__held_at=None, account__disconnected_at=None)
        .filter(Q(account__app=None) | Q(account__app__held_at=None))
        .annotate(place=place)
        .filter(place=1)
        .order_by("due_at")
    )
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def send(pk: int) -> None:
    """Send one delivery. Safe to call twice: only one caller can claim the row."""
    delivery = _read(pk)
    if delivery.state != State.QUEUED:
        return
    # The token is renewed before the claim: dying there leaves the row queued.
    try:
        platform = connect(delivery.account)
    except PlatformError as error:
        _not_yet(delivery, error)
        return
    try:
        claim(delivery)
    except Conflict:
        return
    # Renewing may have taken long: what was said since then counts.
    delivery = _read(pk)
    facts = facts_of(delivery, timezone.now())
    note_met(
        delivery.center_id,
        facts.met,
        suggestion=delivery.suggestion,
        delivery=delivery,
        by=delivery.by_member,
    )
    answer = may_leave(facts)
    if isinstance(answer, Go):
        _call(platform, delivery)
    else:
        _stop(delivery, answer)


def _read(pk: int) -> Delivery:
    """The delivery as it stands now, with all that may_leave is asked about."""
    return Delivery.objects.select_related(
        "center", "account__app", "suggestion__profile__contact", "released_by"
    ).get(pk=pk)


def claim(delivery: Delivery) -> None:
    """Queued becomes sending, with its attempt and lease, on disk before the call.

    Raises Conflict when somebody else has it, or the account is sending already.
    """
    now = timezone.now()
    try:
        # Durable: if we die halfway the row stays in SENDING and is looked for,
        # rather than sent twice.
        with transaction.atomic(durable=True):
            delivery.move(
                State.SENDING,
                where=Q(attempt=delivery.attempt),
                attempt=F("attempt") + 1,
                claimed_at=now,
                lease_until=now + timedelta(seconds=settings.SEND_LEASE),
                looked_at=None,
                hold_reason="",
            )
    except IntegrityError as error:
        raise Conflict("This account is sending already.") from error


def perform(platform: Platform, delivery: Delivery) -> Receipt:
    """Ask the platform to do it. What it raises says what to do next."""
    act = getattr(platform, Verb(delivery.verb))
    receipt: Receipt = act(
        target_of_delivery(delivery), delivery.text, str(delivery.key)
    )
    return receipt


def _call(platform: Platform, delivery: Delivery) -> None:
    try:
        receipt = perform(platform, delivery)
    except PlatformError as error:
        outcome: PlatformError | Receipt = error
    except Exception:
        # Whatever broke, the request may have left: look, never repeat.
        logger.exception("delivery %s broke while sending", delivery.pk)
        outcome = Unconfirmed("Something broke while sending.")
    else:
        outcome = receipt
    used = platform.meter.take()
    paid = False
    try:
        try:
            _settle(platform, delivery, outcome, used)
        except IntegrityError:
            # A repost is one, however often asked for: another line has its receipt.
            _settle_known(delivery, outcome, used)
        paid = True
    except Conflict:
        logger.info("delivery %s was settled meanwhile", delivery.pk)
    finally:
        # What was not settled by us took its bill back with it.
        if not paid:
            Spend.record(delivery.account, used, timezone.now())


def _settle(
    platform: Platform,
    delivery: Delivery,
    outcome: PlatformError | Receipt,
    used: tuple[Usage, ...],
) -> None:
    with transaction.atomic():
        Spend.record(delivery.account, used, timezone.now())
        if isinstance(outcome, PlatformError):
            _settle_error(delivery, outcome)
        else:
            _settle_receipt(delivery, outcome)
        _pace(platform, delivery)


def _settle_receipt(delivery: Delivery, receipt: Receipt) -> None:
    key = receipt.key
    if delivery.verb == Verb.SHARE:
        key = repost_key(delivery.account_id, delivery.target_key)
    sent(delivery, Proof(key=key, url=receipt.url, waiting=receipt.waiting))
    story.info("sent %s to %s  %s", delivery.verb, _who(delivery), receipt.url)


def _settle_known(
    delivery: Delivery, outcome: PlatformError | Receipt, used: tuple[Usage, ...]
) -> None:
    """It stands there already by another line of ours, and is one kindness."""
    url = outcome.url if isinstance(outcome, Receipt) else ""
    with transaction.atomic():
        Spend.record(delivery.account, used, timezone.now())
        settle(delivery, State.SENT, receipt_url=url, evidence="seen", error="")
        Activity.record("worker", "sent", delivery)
    story.info("was there already: %s to %s  %s", delivery.verb, _who(delivery), url)


def _settle_error(delivery: Delivery, error: PlatformError) -> None:
    said = {"error": str(error), "error_code": type(error).__name__}
    if isinstance(error, AccessRevoked):
        hold(delivery.account, error)
        settle(delivery, State.QUEUED, **said)
    elif isinstance(error, TryLater):
        later = error.at or timezone.now() + patience(delivery.attempt)
        settle(delivery, State.QUEUED, due_at=later, **said)
    elif isinstance(error, Unsupported) and delivery.by_rule_id is None:
        settle(
            delivery,
            State.BY_HAND,
            mode=Delivery.Mode.HAND,
            for_member=delivery.by_member,
            **said,
        )
        Activity.record("worker", "left to a hand", delivery)
    elif isinstance(error, Unconfirmed):
        settle(delivery, State.UNCONFIRMED, **said)
        Activity.record("worker", "could not confirm", delivery)
    else:
        settle(delivery, State.FAILED, **said)
        reopen(delivery.suggestion)
        Activity.record("worker", "failed", delivery)
    if isinstance(error, Refused | Unsupported):
        refused(delivery.account, timezone.now())
    story.info("not sent to %s (%s): %s", _who(delivery), delivery.state, error)


def patience(attempt: int) -> timedelta:
    """How long until the next try: two minutes, doubling, at most two hours."""
    doubled: int = 2 ** min(max(attempt - 1, 0), 8)
    return min(PATIENCE * doubled, timedelta(hours=2))


def _pace(platform: Platform, delivery: Delivery) -> None:
    """Where nothing is left of a limit, the account rests until it is full again."""
    note_limits(delivery.account, platform.meter.limits)
    limit = platform.meter.limit_of(delivery.verb)
    if limit and limit.remaining <= 0:
        Account.objects.filter(pk=delivery.account_id).update(
            next_send_at=limit.resets_at
        )


def _stop(delivery: Delivery, answer: Answer) -> None:
    """may_leave said no: what was claimed goes back, waits, is held, or is over."""
    with transaction.atomic():
        if isinstance(answer, Wait):
            settle(
                delivery, State.QUEUED, due_at=answer.until, hold_reason=answer.reason
            )
        elif isinstance(answer, Hold):
            code = Delivery.FROZEN if answer.frozen else ""
            settle(
                delivery, State.HELD, hold_reason=answer.reason[:300], error_code=code
            )
            # No reason: which boundary somebody met stands in no line.
            Activity.record("worker", "held", delivery)
        elif isinstance(answer, Refuse):
            _refuse(delivery, answer)


def _refuse(delivery: Delivery, answer: Refuse) -> None:
    """Its card is people's again. What a rule gives back is over: no rule sends it."""
    by_itself = answer.code == NOT_BY_ITSELF
    to = State.CANCELLED if by_itself else State.FAILED
    settle(delivery, to, error=answer.reason, error_code=answer.code)
    reopen(delivery.suggestion)
    Activity.record("worker", "gave back" if by_itself else "failed", delivery)


def _not_yet(delivery: Delivery, error: PlatformError) -> None:
    """The account cannot be reached at all: the row was never claimed, so it waits."""
    later = timezone.now() + patience(delivery.attempt + 1)
    if isinstance(error, TryLater) and error.at:
        later = error.at
    elif isinstance(error, AccessRevoked):
        # Held accounts are passed over until connected again; then it goes at once.
        later = delivery.due_at
    Delivery.objects.filter(pk=delivery.pk, state=State.QUEUED).update(
        due_at=later,
        error=str(error),
        error_code=type(error).__name__,
        touched_at=timezone.now(),
    )


def _who(delivery: Delivery) -> str:
    return delivery.suggestion.profile.called
