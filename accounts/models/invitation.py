"""An invitation: a link that makes somebody a member, once, and not for ever."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models.center import Center
from accounts.models.member import Member
from accounts.models.tenancy import OfCenter, checked


@checked
class Invitation(models.Model):
    """``token_hash``: SHA-256 of what stands in the link, which is nowhere else.

    It is used (``used_at``, by whom it made a ``member``), withdrawn, or past its end.
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(
        max_length=12, choices=Member.Role.choices, default=Member.Role.POSTER
    )
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        indexes = [models.Index(fields=["center", "-made_at"])]

    def __str__(self) -> str:
        return f"{self.email} as {self.role}"
