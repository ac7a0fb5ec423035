"""An attempt to connect an account: what the wizard has been told, step by step."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models.account import Account, Network
from accounts.models.center import Center
from accounts.models.member import Member
from accounts.models.tenancy import OfCenter, checked
from accounts.vault import SecretField


@checked
class Attempt(models.Model):
    """One walk through the wizard, of one member; gone when it is done or too old.

    ``way`` is how the network lets us in (OAuth 2, keys, a password, by feed, by hand).
    ``told`` is JSON: what was typed, and the state and verifier of an authorization;
    secrets among it, so it is sealed. ``account``: the one that is connected again.
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="attempts")
    member = models.ForeignKey(Member, models.CASCADE, related_name="attempts")
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="attempts"
    )
    platform = models.CharField(max_length=12, choices=Network.choices)
    way = models.CharField(max_length=12, blank=True)
    step = models.CharField(max_length=20, blank=True)
    told = SecretField()
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()

    objects = OfCenter.as_manager()

    class Meta:
        indexes = [models.Index(fields=["center", "member"])]

    def __str__(self) -> str:
        return f"{self.platform} by {self.member}"
