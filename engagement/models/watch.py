"""A watch: what we look at, how often, and where we stopped."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Account, Center
from accounts.models.tenancy import OfCenter, checked


@checked
class Watch(models.Model):
    """One source. ``cursor`` is opaque; ``every`` and the step rule are in seconds.

    ``takes_comments``: this blog takes comments over its API without a login.
    """

    class Kind(models.TextChoices):
        FOLLOWERS = "followers"
        MENTIONS = "mentions"
        OWN = "own"
        LIST = "list"
        COMMENTS = "comments"
        FEED = "feed"
        PAGE = "page"

    center = models.ForeignKey(Center, models.CASCADE, related_name="watches")
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="watches"
    )
    profile = models.ForeignKey(
        "engagement.Profile", models.SET_NULL, null=True, blank=True
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    target_key = models.CharField(max_length=1000)
    url_key = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=200, blank=True)
    takes_comments = models.BooleanField(default=False)
    cursor = models.JSONField(default=dict, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    every = models.FloatField(default=600)
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    looked_first_at = models.DateTimeField(null=True, blank=True)
    full_pass_at = models.DateTimeField(null=True, blank=True)
    ok_at = models.DateTimeField(null=True, blank=True)
    quiet_looks = models.PositiveIntegerField(default=0)
    fails = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    paused = models.BooleanField(default=False)

    objects = OfCenter.as_manager()

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.UniqueConstraint(
                fields=["center", "kind", "target_key"], name="watch_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(paused=False), name="watch_due"
            ),
            models.Index(fields=["url_key"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_key}"
