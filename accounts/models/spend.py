"""What each account spent, counted per UTC day and kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models
from django.db.models import F, Sum
from django.utils import timezone

from accounts.models.account import Account, App
from accounts.models.center import Center
from accounts.models.tenancy import OfCenter
from accounts.platforms.base import Usage


class Spend(models.Model):
    """Calls, resources and micro-dollars of one account, one UTC day, one kind."""

    center = models.ForeignKey(Center, models.CASCADE, related_name="spend")
    app = models.ForeignKey(App, models.PROTECT, null=True, related_name="spend")
    account = models.ForeignKey(Account, models.CASCADE, related_name="spend")
    day = models.DateField()
    kind = models.CharField(max_length=40)
    calls = models.BigIntegerField(default=0)
    resources = models.BigIntegerField(default=0)
    micro = models.BigIntegerField(default=0)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "day", "kind"], name="spend_once"
            )
        ]
        indexes = [models.Index(fields=["center", "day"])]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day} {self.kind}"

    @classmethod
    def record(cls, account: Account, used: Iterable[Usage], at: datetime) -> None:
        """Add what the requests of one adapter cost, safe beside other writers."""
        for usage in used:
            row, _ = cls.objects.get_or_create(
                account=account,
                day=at.date(),
                kind=usage.kind,
                defaults={"center_id": account.center_id, "app_id": account.app_id},
            )
            cls.objects.filter(pk=row.pk).update(
                calls=F("calls") + usage.calls,
                resources=F("resources") + usage.resources,
                micro=F("micro") + usage.micro,
            )


def spent_this_month(app: App, *, today: date | None = None) -> int:
    """Micro-dollars this app's accounts spent since the first of the UTC month."""
    first = (today or timezone.now().date()).replace(day=1)
    total = Spend.objects.filter(app=app, day__gte=first).aggregate(sum=Sum("micro"))
    return int(total["sum"] or 0)
