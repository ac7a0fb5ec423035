"""A rule of a supervisor's: what may leave, and how much of it a day."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import Account, Center, Member
from accounts.models.tenancy import OfCenter


class Rule(models.Model):
    """``kind`` is a verb of the outbox; ``cap`` its most per day, None for no cap.

    ``auto_mention`` and its like are what the scheduled worker may thank for by
    itself: only where ``on``, and where ``confirmed_at`` says when ``by`` confirmed
    the network's rule (label and bio).
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="rules")
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True)
    kind = models.CharField(max_length=12)
    on = models.BooleanField(default=True)
    cap = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True)
    since = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["center", "account", "kind"], name="rule_once"
            ),
            models.UniqueConstraint(
                fields=["center", "kind"],
                condition=models.Q(account=None),
                name="rule_for_all_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.cap}"
