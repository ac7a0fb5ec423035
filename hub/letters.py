"""The page /mails/ of the demo: the letters that would have left, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Member, User

SHOWN = 50
# As Django's file backend sets letters of one file apart
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, as text."""

    to: str
    subject: str
    at: datetime | None
    text: str


@login_required
@require_safe
@never_cache
def mails(request: HttpRequest) -> HttpResponse:
    """Every letter that the demo kept instead of sending it; for its members."""
    assert isinstance(request.user, User)  # noqa: S101 login_required saw to it
    mine = Member.objects.filter(user=request.user, left_at=None)
    member = mine.select_related("center__frozen_by__user", "user").first()
    if member is None:
        raise Http404
    # The frame is that of a Center's page, and so is the time.
    vars(request).update(member=member, center=member.center)
    folder = Path(settings.EMAIL_FILE_PATH) if settings.EMAIL_FILE_PATH else None
    context = {"letters": kept(folder) if folder else [], "folder": folder}
    with timezone.override(member.center.tz):
        return render(request, "mails.html", context)


def kept(folder: Path) -> list[Letter]:
    """The letters in the folder, the newest first, as many as a page shows."""
    # By their names, two files of one second stand in any order
    files = sorted(folder.glob("*.log"), key=_written_at, reverse=True)
    found: list[Letter] = []
    for file in files:
        parts = file.read_bytes().split(BETWEEN)
        found += [_letter(part) for part in reversed(parts) if part.strip()]
        if len(found) >= SHOWN:
            break
    return found[:SHOWN]


def _written_at(file: Path) -> int:
    return file.stat().st_mtime_ns


def _letter(written: bytes) -> Letter:
    message = message_from_bytes(written, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 its policy makes one
    body = message.get_body(("plain",))
    # "-0000", as Django writes it, is UTC; the email library takes it for no zone.
    date = str(message["Date"] or "").replace("-0000", "+0000")
    return Letter(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        at=parsedate_to_datetime(date) if date else None,
        text=str(body.get_content()).strip() if body else "",
    )
