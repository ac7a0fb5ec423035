"""The audit line: who did what, when. Never changed, never deleted."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models.center import Center
from accounts.models.member import Member
from accounts.models.tenancy import OfCenter


class Activity(models.Model):
    """One line of the audit: ids and our own words, no outsider's text or name."""

    center = models.ForeignKey(
        Center, models.DO_NOTHING, null=True, related_name="activity"
    )
    at = models.DateTimeField(default=timezone.now)
    member = models.ForeignKey(Member, models.DO_NOTHING, null=True, related_name="+")
    actor_label = models.CharField(max_length=120)
    verb = models.CharField(max_length=40)
    target_kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    detail = models.JSONField(default=dict)
    ip = models.GenericIPAddressField(null=True)

    objects = OfCenter.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["center", "-at"]),
            models.Index(fields=["center", "target_kind", "target_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.actor_label} {self.verb} {self.target_kind} {self.target_id}"

    @classmethod
    def record(
        cls, by: Member | str, verb: str, target: models.Model, **detail: object
    ) -> Activity:
        """Write one line; ``by`` is a member, or the name of the worker's stage."""
        member = by if isinstance(by, Member) else None
        center = target if isinstance(target, Center) else getattr(target, "center")  # noqa: B009
        return cls.objects.create(
            center=center,
            member=member,
            actor_label=member.name if member else str(by),
            verb=verb,
            target_kind=target._meta.model_name or "",
            target_id=target.pk,
            detail=detail,
        )
