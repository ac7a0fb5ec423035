"""An attempt and what it was told: begun, filled in, gone out and back, ended."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Account, Attempt, Center, Member
from accounts.platforms.base import Refused

LIFE = timedelta(days=7)
"""A developer account may need a day to be allowed; nobody should begin again."""
MOST = 20
OUT, CONNECTED, TROUBLE = "_out", "_connected", "_trouble"

NOT_OURS = (
    "This answer does not belong to a connection that you began. Nothing was changed. "
    "Begin at the step again, in this browser."
)
USED = (
    "This answer was used already, or is too old. Nothing was changed. Open the "
    "connection you began and go on there."
)


def start(
    *, by: Member, platform: str, way: str, step: str, account: Account | None = None
) -> Attempt:
    """A new walk through the wizard; those that are over are removed."""
    now = timezone.now()
    sweep()
    return Attempt.objects.create(
        center=by.center,
        member=by,
        account=account,
        platform=platform,
        way=way,
        step=step,
        ends_at=now + LIFE,
    )


def sweep() -> int:
    """Remove what nobody came back to, with all that it was told; how many."""
    old = Attempt.objects.filter(ends_at__lte=timezone.now())
    # Looking takes no lock; nearly always there is nothing to remove.
    return old.delete()[0] if old.exists() else 0


def mine(center: Center, member: Member) -> QuerySet[Attempt]:
    """The attempts that this member began and may go on with, newest first."""
    rows = Attempt.objects.of(center).filter(member=member, ends_at__gt=timezone.now())
    return rows.select_related("account__app", "center").order_by("-pk")


def told(attempt: Attempt) -> dict[str, Any]:
    """All that was typed or made so far, secrets among it."""
    return dict(json.loads(attempt.told)) if attempt.told else {}


def tell(attempt: Attempt, **more: Any) -> None:
    """Add to what it was told; a value of None is forgotten.

    Nothing is kept where the attempt is gone, as with the access of whose it was.
    """
    with transaction.atomic():
        row = Attempt.objects.select_for_update().filter(pk=attempt.pk).first()
        if row is None:
            return
        known = {k: v for k, v in {**told(row), **more}.items() if v is not None}
        attempt.told = json.dumps(known)
        Attempt.objects.filter(pk=attempt.pk).update(told=attempt.told)


def move_to(attempt: Attempt, step: str) -> None:
    """The walk stands at this step now."""
    attempt.step = step
    Attempt.objects.filter(pk=attempt.pk).update(step=step)


def connected(attempt: Attempt, account: Account) -> None:
    """The account is connected: what opened it is forgotten here."""
    with transaction.atomic():
        attempt.account = account
        attempt.told = json.dumps({CONNECTED: True})
        Attempt.objects.filter(pk=attempt.pk).update(account=account, told=attempt.told)


def is_connected(attempt: Attempt) -> bool:
    return bool(told(attempt).get(CONNECTED))


def end(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk).delete()


def new_state() -> str:
    """What the network hands back to show that the answer is to our own question."""
    return secrets.token_urlsafe(32)


def expect_back(attempt: Attempt, *, state: str, **more: str) -> None:
    """The person goes to the network, and comes back once with this ``state``."""
    tell(attempt, **{OUT: {"state": state, **more}, TROUBLE: None})


def bind(attempt: Attempt, session: str) -> None:
    """Only the browser that went out may come back."""
    out = told(attempt).get(OUT)
    if out:
        tell(attempt, **{OUT: {**out, "session": _mark(session)}})


def take_back(
    center: Center, member: Member, state: str, session: str
) -> tuple[Attempt, Mapping[str, str]]:
    """The attempt that this answer belongs to, and what it went out with; once.

    Raises Refused with a sentence for a state that is missing, wrong or used.
    """
    if not state:
        raise Refused(NOT_OURS)
    for one in mine(center, member)[:MOST]:
        if _fits(told(one).get(OUT), state, session):
            return one, taken(one, state)
    raise Refused(NOT_OURS if not mine(center, member).exists() else USED)


def taken(attempt: Attempt, state: str) -> Mapping[str, str]:
    """Of two who come back at once, one gets it. Raises Refused for the other."""
    with transaction.atomic():
        row = Attempt.objects.select_for_update().filter(pk=attempt.pk).first()
        known = told(row) if row else {}
        out: Mapping[str, str] = known.pop(OUT, {})
        if out.get("state") != state:
            raise Refused(USED)
        attempt.told = json.dumps(known)
        Attempt.objects.filter(pk=attempt.pk).update(told=attempt.told)
    return out


def _fits(out: Mapping[str, str] | None, state: str, session: str) -> bool:
    if not out:
        return False
    same = secrets.compare_digest(out.get("state", "").encode(), state.encode())
    here = secrets.compare_digest(out.get("session", ""), _mark(session))
    return same and here


def _mark(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()
