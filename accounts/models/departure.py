"""A departure: somebody leaves the Center, and what must be removed on the networks."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models.account import Account
from accounts.models.center import Center
from accounts.models.member import Member
from accounts.models.tenancy import OfCenter, checked


class Departure(models.Model):
    """``member`` left; what was theirs went to ``handed_to``. History keeps names.

    ``told_at``: when the owners were told by mail what must be removed.
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="departures")
    member = models.ForeignKey(Member, models.CASCADE, related_name="departures")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    handed_to = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        indexes = [models.Index(fields=["center", "-at"])]

    def __str__(self) -> str:
        return f"{self.member} left on {self.at:%Y-%m-%d}"


@checked
class Removal(models.Model):
    """A line of the checklist: one thing to remove on one network, by a person there.

    ``hands``: the member's own access to the account there; ``connected``: the member
    connected it, so that its access may hang on their login; ``app``: the developer
    app. Ticked off by ``done_by``.
    """

    class Kind(models.TextChoices):
        HANDS = "hands"
        CONNECTED = "connected"
        APP = "app"

    center = models.ForeignKey(Center, models.CASCADE, related_name="removals")
    departure = models.ForeignKey(Departure, models.CASCADE, related_name="removals")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    how = models.CharField(max_length=12, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["departure", "account", "kind"], name="removal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.account}"
