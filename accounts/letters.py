"""Letters: one plain mail to each of some members, by the settings' own server."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Center, Member

log = logging.getLogger(__name__)

# Not answered by "I am on holiday" (RFC 3834).
BY_ITSELF = {"Auto-Submitted": "auto-generated"}


def mail(members: Iterable[Member], subject: str, text: str) -> bool:
    """Send each member who is still here a letter; whether it has left us.

    False is "to be tried again": no server is set, it is away or busy, nobody is there
    to be told, or it refused everybody. Read members with their ``user``. Raises
    RuntimeError inside a transaction: a slow server would keep others' rows waiting.
    """
    with transaction.atomic(durable=True):
        told = [one.user.email for one in members if is_here(one)]
    return mail_to(told, subject, text)


def mail_to(told: list[str], subject: str, text: str) -> bool:
    """The same to addresses, as of who is no member yet. Not inside a transaction."""
    if not told or not settings.CAN_MAIL:
        return False
    subject = " ".join(subject.split())
    letters = [EmailMessage(subject, text, to=[to], headers=BY_ITSELF) for to in told]
    try:
        with get_connection() as server:
            return sum(_left(server, letter) for letter in letters) > 0
    # Of the address, the name, TLS, the sign-in, and whatever breaks on the way; who
    # was told before it broke is told a second time, which is better than never.
    except OSError as error:
        log.warning("No mail could be sent: %s", type(error).__name__)
        return False


def link(name: str, *args: object) -> str:
    """The whole address of a page, as a letter needs it; ``name`` is of its URL."""
    return f"{settings.KINDRED_SITE}{reverse(name, args=args)}"


def to_supervisors(center: Center) -> QuerySet[Member]:
    """Who answers for the Center: its supervisors and its owners."""
    here = Member.objects.of(center).filter(left_at=None, user__is_active=True)
    return here.exclude(role=Member.Role.POSTER).select_related("user").order_by("pk")


def others_of(center: Center, known: Iterable[Member]) -> list[Member]:
    """Who else is in the Center, who came first first."""
    here = Member.objects.of(center).filter(left_at=None, user__is_active=True)
    rest = here.exclude(pk__in=[one.pk for one in known])
    return list(rest.select_related("user").order_by("pk"))


def is_here(member: Member) -> bool:
    """Whether letters still go to this member."""
    return member.left_at is None and member.user.is_active


def _left(server: BaseEmailBackend, letter: EmailMessage) -> bool:
    """Whether it was taken; one address that is wrong keeps nobody else from theirs."""
    try:
        return bool(server.send_messages([letter]))
    except SMTPRecipientsRefused as error:
        codes = sorted({code for code, _ in error.recipients.values()})
        log.warning("The mail server takes no letter for an address: %s", codes)
        if any(code < 500 for code in codes):
            raise
        return False
    # "ruth@", two in one field, a line end, a part that no name of a host can have.
    except ValueError as error:
        log.warning("An address is none, and gets no letter: %s", type(error).__name__)
        return False
