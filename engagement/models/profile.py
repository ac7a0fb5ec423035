"""A profile: where a contact is on one platform. The anchor of all that passes."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from accounts.models import Center
from accounts.models.account import Network
from accounts.models.tenancy import OfCenter, checked
from accounts.platforms.facebook.keys import UNNAMED
from engagement.models.contact import Contact


@checked
class Profile(models.Model):
    """Somebody on a platform. The id is the identity; handle and name may change.

    ``opt_out_undone_at``: what they had written by then was judged no opt-out.
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="profiles")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="profiles")
    platform = models.CharField(max_length=12, choices=Network.choices)
    host = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=300)
    handle = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    bio = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    avatar_url = models.URLField(max_length=500, blank=True)
    followers = models.PositiveIntegerField(null=True, blank=True)
    they_follow_at = models.DateTimeField(null=True, blank=True)
    we_follow_at = models.DateTimeField(null=True, blank=True)
    opted_out_at = models.DateTimeField(null=True, blank=True)
    opt_out_undone_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["center", "platform", "host", "external_id"],
                name="profile_once",
            ),
        ]
        indexes = [
            models.Index("center", "platform", Lower("handle"), name="profile_handle"),
        ]

    def __str__(self) -> str:
        return self.name or self.handle or self.external_id

    @property
    def is_named(self) -> bool:
        """Whether the network told who it is; on Facebook it may not."""
        return not self.external_id.startswith(UNNAMED)

    @property
    def called(self) -> str:
        """As people call them: by their handle, but on Facebook by their name."""
        named = self.handle and self.platform != Network.FACEBOOK
        return f"@{self.handle}" if named else str(self)
