"""Thin tasks: find rows, call one function. Messages are hints; rows are the queue."""

from __future__ import annotations

import logging
from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts import audit, checklists, held
from accounts.checks import check, due_for_check
from accounts.connect import due_for_refresh, refresh
from accounts.connecting import store as attempts
from accounts.models import Account, Pulse
from accounts.platforms.base import PlatformError
from engagement import decide, deliver, ingest, reminders, suggest

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def pulse() -> None:
    """Say that a worker is alive; a page says so when none was seen for a while."""
    Pulse.beat("worker")


@shared_task(ignore_result=True)
def sweep_deliveries() -> None:
    """Every two seconds: settle what our timeline told, then send what is due."""
    now = timezone.now()
    for step in (
        deliver.expire_leases,
        deliver.match_own,
        deliver.note_looks,
        deliver.note_second_looks,
        deliver.wake_watches,
        deliver.give_back,
        deliver.give_back_disconnected,
        deliver.hold_of_stopped,
        deliver.go_on,
    ):
        try:
            step(now)
        except Exception:
            # What is due leaves all the same.
            logger.exception("a step of the outbox failed")
    for pk in deliver.due(now):
        deliver_one.delay(pk)


@shared_task(ignore_result=True)
def deliver_one(pk: int) -> None:
    """Send one delivery. Safe to queue twice: only one worker can claim the row."""
    deliver.send(pk)


@shared_task(ignore_result=True)
def sweep_polls() -> None:
    """Every fifteen seconds: renew tokens, poll what is due, weigh what came in."""
    now = timezone.now()
    for step in (
        _hand_out_refreshes,
        _hand_out_checks,
        _forget_attempts,
        _make_missing_watches,
        ingest.wake_reconnected,
        ingest.forget_texts,
        _hand_out_polls,
        _hand_out_linkbacks,
    ):
        try:
            step(now)
        except Exception:
            # What came in is weighed all the same.
            logger.exception("a step of the polls failed")
    weigh.delay()


def _hand_out_refreshes(now: datetime) -> None:
    for account in due_for_refresh(now):
        refresh_one.delay(account.pk)


def _hand_out_checks(now: datetime) -> None:
    for pk in due_for_check(now):
        check_one.delay(pk)


def _forget_attempts(now: datetime) -> None:
    """What somebody typed into the wizard and never came back to."""
    attempts.sweep()


def _make_missing_watches(now: datetime) -> None:
    ingest.make_missing_watches()


def _hand_out_polls(now: datetime, most: int = settings.POLLS_AT_ONCE) -> None:
    for pk in ingest.due(now)[: min(ingest.free_turns(now), most)]:
        poll_one.delay(pk)


def _hand_out_linkbacks(now: datetime) -> None:
    for pk in ingest.linkbacks_due(now):
        look_at_linkback.delay(pk)
    for pk in deliver.linkbacks_due(now):
        tell_linkback.delay(pk)


@shared_task(ignore_result=True)
def poll_one(pk: int) -> None:
    """Poll one watch. Safe to queue twice: only one worker can claim the row.

    Whoever polled hands its turn on, so that many sources need not wait for sweeps.
    """
    if ingest.poll(pk):
        _hand_out_polls(timezone.now(), most=1)


@shared_task(ignore_result=True)
def look_at_linkback(pk: int) -> None:
    """Look whether a page links to us. Only one worker can claim the row."""
    ingest.look_at(pk)


@shared_task(ignore_result=True)
def tell_linkback(pk: int) -> None:
    """Tell a site that we link to it. Only one worker can claim the row."""
    deliver.tell(pk)


@shared_task(ignore_result=True)
def weigh() -> None:
    """Turn what came in into suggestions, and announce what may leave by itself."""
    now = timezone.now()
    try:
        suggest.sweep(now)
    finally:
        warn.delay()
        decide.announce(now)


@shared_task(ignore_result=True)
def warn() -> None:
    """Tell who must know that somebody may need help; tried again until it left."""
    deliver.warn(timezone.now())


@shared_task(ignore_result=True)
def check_one(pk: int) -> None:
    """Ask whether one account's token still works. Only one worker claims the day."""
    check(pk, timezone.now())


@shared_task(ignore_result=True)
def sweep_letters() -> None:
    """Once a minute: mail what people must know though they look at no page; and
    forget from where they once did things."""
    now = timezone.now()
    tells = (held.tell, held.warn, checklists.tell, reminders.remind)
    steps = (*tells, audit.forget_addresses)
    for step in steps:
        try:
            step(now)
        except Exception:
            logger.exception("a step of every minute failed")


@shared_task(ignore_result=True)
def refresh_one(pk: int) -> None:
    """Renew one account's token. Only one worker can take the lease."""
    account = Account.objects.select_related("app").get(pk=pk)
    try:
        refresh(account)
    except PlatformError as error:
        logger.info("token of account %s not renewed: %s", pk, error)
