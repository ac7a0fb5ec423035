"""The audit line: who did what, when, from where. Never changed, never deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.account import Account
from accounts.models.center import Center
from accounts.models.member import Member
from accounts.models.tenancy import OfCenter
from accounts.where import where


class Unchangeable(TypeError):
    """Somebody tried to change the audit, or to take a line out of it."""


def _refuse(*_: object, **__: object) -> NoReturn:
    raise Unchangeable("The audit is never changed.")


class Lines(OfCenter["Activity"]):
    """Lines are read and added. The database's triggers hold who comes around this."""

    update = delete = bulk_update = update_or_create = _refuse

    def forget_addresses(self, before: datetime) -> int:
        """Blank the addresses of lines older than this: all that ever leaves a line.

        The triggers let it pass a week after the line was written, and not before.
        """
        old = self.filter(at__lt=before, ip__isnull=False)
        return super(Lines, old).update(ip=None)


class Activity(models.Model):
    """One line of the audit: ids and our own words, no outsider's text or name.

    ``account``: ours that it concerns, where it concerns one. ``ip``: the address it
    was done from, kept for ``KINDRED_KEEP_ADDRESSES`` days; a worker has none.
    """

    center = models.ForeignKey(
        Center, models.PROTECT, null=True, related_name="activity"
    )
    at = models.DateTimeField(default=timezone.now)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(max_length=120)
    verb = models.CharField(max_length=40)
    target_kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    detail = models.JSONField(default=dict)
    ip = models.GenericIPAddressField(null=True)

    objects = Lines.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["center", "-at", "-id"], name="activity_newest"),
            models.Index(
                fields=["center", "member", "-at", "-id"], name="activity_by_whom"
            ),
            models.Index(
                fields=["center", "verb", "-at", "-id"], name="activity_by_verb"
            ),
            models.Index(
                fields=["center", "account", "-at", "-id"], name="activity_by_account"
            ),
            models.Index(
                fields=["center", "target_kind", "target_id"], name="activity_of"
            ),
            models.Index(
                fields=["at"], condition=Q(ip__isnull=False), name="activity_from_where"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_label} {self.verb} {self.target_kind} {self.target_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse()

    @classmethod
    def record(
        cls, by: Member | str, verb: str, target: models.Model, **detail: object
    ) -> Activity:
        """Write one line; ``by`` is a member, or the name of the worker's stage."""
        member = by if isinstance(by, Member) else None
        center = target if isinstance(target, Center) else getattr(target, "center")  # noqa: B009
        ours = target.pk if isinstance(target, Account) else None
        return cls.objects.create(
            center=center,
            member=member,
            actor_label=member.name if member else str(by),
            verb=verb,
            target_kind=target._meta.model_name or "",
            target_id=target.pk,
            account_id=ours or getattr(target, "account_id", None),
            detail=detail,
            ip=where(),
        )
