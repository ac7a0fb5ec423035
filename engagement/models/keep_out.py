"""The do-not-engage list, and who met which boundary: owners alone see them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Center, Member
from accounts.models.tenancy import OfCenter, checked
from accounts.vault import SecretField
from engagement.models.delivery import Delivery
from engagement.models.profile import Profile
from engagement.models.suggestion import Suggestion


class KeepOut(models.Model):
    """Somebody with whom the Center does not engage: a profile, or a name.

    ``hash`` is of the name's one to four normalized words, keyed by the Center's
    ``list_key``, so that the list does not itself reveal clients; ``name`` is kept
    beside it, sealed, only where an owner wishes to read it again.
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="keep_outs")
    profile = models.ForeignKey(
        Profile, models.CASCADE, null=True, blank=True, related_name="keep_outs"
    )
    hash = models.CharField(max_length=64, blank=True)
    words = models.PositiveSmallIntegerField(default=0)
    name = SecretField()
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["center", "profile"],
                condition=Q(profile__isnull=False),
                name="keep_out_profile_once",
            ),
            models.UniqueConstraint(
                fields=["center", "hash"],
                condition=~Q(hash=""),
                name="keep_out_hash_once",
            ),
            models.CheckConstraint(
                condition=Q(profile__isnull=False, hash="", words=0)
                | (Q(profile=None, words__range=(1, 4)) & ~Q(hash="")),
                name="keep_out_profile_or_name",
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"


@checked
class Met(models.Model):
    """A text or a person met a boundary: of which kind, where, by whom; for owners."""

    class Kind(models.TextChoices):
        LISTED = "listed", "On the do-not-engage list"
        NAME = "name", "A listed name in the text"
        PHONE = "phone", "A phone number in the text"
        EMAIL = "email", "An e-mail address in the text"
        WORD = "word", "A word that waits for a supervisor"
        OPTED_OUT = "opted_out", "Asked us to stop"
        QUIET = "quiet", "A private person, or spam"

    center = models.ForeignKey(Center, models.CASCADE, related_name="met")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    keep_out = models.ForeignKey(
        KeepOut, models.SET_NULL, null=True, blank=True, related_name="met"
    )
    suggestion = models.ForeignKey(
        Suggestion, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    delivery = models.ForeignKey(
        Delivery, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OfCenter.as_manager()

    class Meta:
        indexes = [models.Index(fields=["center", "-at"])]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"
