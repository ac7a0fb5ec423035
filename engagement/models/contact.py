"""A contact: an organization or person out there, as this Center knows it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from accounts.models import Center, Member
from accounts.models.tenancy import OfCenter, checked


@checked
class Contact(models.Model):
    """Who somebody is to us. Nothing is inferred about a person: a member says it.

    ``kind_by`` and ``kind_at``: which member said the kind last, and when, so that a
    slip of the finger can be taken back.
    ``received`` and ``given`` are the decaying ledger (model.md, 8); the two counts
    beside them are what a card says in words. ``kept_out``: the do-not-engage list
    speaks of one of their profiles or names (``keep_outs.mark`` keeps it true); to
    posters nothing says so.
    """

    class Kind(models.TextChoices):
        ORGANIZATION = "organization"
        PROFESSIONAL = "professional"
        PRIVATE = "private"
        UNKNOWN = "unknown"
        SPAM = "spam"

    center = models.ForeignKey(Center, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.UNKNOWN)
    kind_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    kind_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)
    kept_out = models.BooleanField(default=False)
    received = models.FloatField(default=0)
    given = models.FloatField(default=0)
    received_count = models.PositiveIntegerField(default=0)
    given_count = models.PositiveIntegerField(default=0)
    last_in_at = models.DateTimeField(null=True, blank=True)
    last_out_at = models.DateTimeField(null=True, blank=True)
    last_touch_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["center", "kind"]),
            models.Index(fields=["center", "-last_touch_at"]),
            models.Index("center", Lower("name"), name="contact_by_name"),
            models.Index(fields=["kind_by", "-kind_at"], name="contact_said_by"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def answerable(self) -> bool:
        """May be answered in place, when they wrote to us in public."""
        return not self.kept_out and self.kind not in (
            self.Kind.PRIVATE,
            self.Kind.SPAM,
        )

    @property
    def reachable(self) -> bool:
        """May be named or reached out to in public."""
        return not self.kept_out and self.kind in (
            self.Kind.ORGANIZATION,
            self.Kind.PROFESSIONAL,
        )
