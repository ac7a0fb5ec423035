"""The Center: the tenant, its opening hours and its closed days."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse

from accounts.models.tenancy import OfCenter, checked
from accounts.vault import SecretField


@checked
class Center(models.Model):
    """A small organization. ``owed_hours`` are working hours until thanks are due.

    ``hours_key``: the hours by which what is due was counted last. ``offered_on``: the
    Center's own day on which what peers published was weighed last. ``holidays_of``:
    the country, and its part, whose holidays it keeps ("US", "US-NY"). From
    ``paused_at`` to ``paused_until`` it is on a break. ``turn_to``:
    what to say to who may need help. ``due_mailed_at``: when the list of what is due
    was mailed last. From ``quiet_from`` to ``quiet_to``, in wall time and over midnight
    where the first is the later, nothing leaves. ``list_key``: the key of the hashes on
    its do-not-engage list. ``second_factor_for``: from which role on a password alone
    does not open its pages.
    """

    class SecondFactor(models.TextChoices):
        NOBODY = "nobody", "Nobody must"
        OWNERS = "owner", "Owners"
        SUPERVISORS = "supervisor", "Owners and supervisors"
        EVERYBODY = "poster", "Everybody"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=64, default="UTC")
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        "accounts.Member", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    frozen_reason = models.CharField(max_length=300, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    paused_reason = models.CharField(max_length=120, blank=True)
    holidays_of = models.CharField(max_length=40, blank=True)
    turn_to = models.TextField(blank=True)
    due_mailed_at = models.DateTimeField(null=True, blank=True)
    owed_hours = models.PositiveSmallIntegerField(default=16)
    offered_a_day = models.PositiveSmallIntegerField(default=5)
    hours_key = models.CharField(max_length=40, blank=True)
    offered_on = models.DateField(null=True, blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    list_key = SecretField()
    second_factor_for = models.CharField(
        max_length=12, choices=SecondFactor.choices, default=SecondFactor.NOBODY
    )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("queue", args=[self.slug])

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which this Center's days begin and end."""
        return ZoneInfo(self.zone)


class Hours(models.Model):
    """Open on a weekday (0 is Monday), in wall time; ``closes`` 00:00 is midnight."""

    center = models.ForeignKey(Center, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)])
    opens = models.TimeField()
    closes = models.TimeField()

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["center", "weekday", "opens"], name="hours_once"
            ),
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6), name="hours_weekday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedDay(models.Model):
    """A day off of the Center's own."""

    center = models.ForeignKey(Center, models.CASCADE, related_name="closed_days")
    date = models.DateField()
    name = models.CharField(max_length=80)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["center", "date"], name="closed_once")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
