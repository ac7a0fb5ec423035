"""A shift: who is on duty, when."""

from __future__ import annotations

from django.db import models

from accounts.models import Center, Member
from accounts.models.tenancy import OfCenter


class Shift(models.Model):
    """From ``starts_at`` to ``ends_at``, which is moved up by who hands over early.

    ``note`` is for who comes next, who acknowledges it.
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="shifts")
    member = models.ForeignKey(Member, models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    acknowledged_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")),
                name="shift_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["center", "starts_at"]),
            models.Index(fields=["center", "ends_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.starts_at:%Y-%m-%d %H:%M}"
