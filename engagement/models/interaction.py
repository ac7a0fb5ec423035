"""An interaction: one thing that passed between a contact and us."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import Account, Center, Member
from accounts.models.tenancy import OfCenter, checked
from engagement.models.post import Post
from engagement.models.profile import Profile


@checked
class Interaction(models.Model):
    """In or out, on a network or by hand. One key per fact, so each counts once.

    ``suggestion`` is, for what came in, what answers it; for what we did outside the
    outbox, what it answered. ``weighed_at`` says that suggest has looked at it and
    need not look again. ``passed_at``: a person said that nothing is needed for it,
    though nobody had said who it was (a follow among many).
    """

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"

    class Kind(models.TextChoices):
        FOLLOW = "follow"
        MENTION = "mention"
        REPLY = "reply"
        QUOTE = "quote"
        SHARE = "share"
        LIKE = "like"
        LINK = "link"
        COMMENT = "comment"
        THANKS = "thanks"
        INTRODUCTION = "introduction"
        OTHER = "other"

    class Evidence(models.TextChoices):
        SAID = "said"
        SEEN = "seen"

    center = models.ForeignKey(Center, models.CASCADE, related_name="interactions")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="interactions")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    key = models.CharField(max_length=340)
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="interactions"
    )
    about_key = models.CharField(max_length=300, blank=True)
    suggestion = models.ForeignKey(
        "engagement.Suggestion",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="kindnesses",
    )
    delivery = models.ForeignKey(
        "engagement.Delivery",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="interactions",
    )
    by_member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True)
    by_worker = models.BooleanField(default=False)
    evidence = models.CharField(
        max_length=4, choices=Evidence.choices, default=Evidence.SEEN
    )
    first_look = models.BooleanField(default=False)
    happened_at = models.DateTimeField(null=True, blank=True)
    noticed_at = models.DateTimeField(default=timezone.now)
    not_kind = models.BooleanField(default=False)
    retracted_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    weighed_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["center", "key"], name="interaction_once"),
        ]
        indexes = [
            models.Index(fields=["center", "profile", "-noticed_at"]),
            models.Index(fields=["center", "direction", "noticed_at"]),
            models.Index(
                fields=["center", "kind", "direction", "noticed_at"],
                condition=models.Q(first_look=False),
                name="interaction_of_a_kind",
            ),
            # No value in its condition: SQLite could not prove one from a parameter.
            models.Index(
                fields=["center", "direction", "id"],
                condition=models.Q(weighed_at=None),
                name="interaction_unweighed",
            ),
        ]

    def __str__(self) -> str:
        return self.key
