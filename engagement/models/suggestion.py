"""A suggestion: a kindness we could do. Owed for what they did, or offered."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from accounts.models import Account, Center, Member
from accounts.models.tenancy import OfCenter, checked
from engagement.models.post import Post
from engagement.models.profile import Profile
from engagement.models.state import Stateful


@checked
class Suggestion(Stateful):
    """One card of the queue.

    A snooze is ``hidden_until``. A claim is a lease on an open row: (``claimed_by``,
    ``claimed_until``), through which others cannot accept. ``withdrawn``: expired for
    what its contact was said to be, and so comes back if that is taken back.
    ``together_with``: answered by what answers that one (several thanked at once).
    """

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        DISMISSED = "dismissed"
        ELSEWHERE = "elsewhere"
        EXPIRED = "expired"

    MOVES = {
        State.OPEN: frozenset(
            {State.ACCEPTED, State.DISMISSED, State.ELSEWHERE, State.EXPIRED}
        ),
        # To expired: undone while another thanks to the same person stands open;
        # what it would have answered then waits on that one. To elsewhere: a colleague
        # answered in the network's own app before ours had left.
        State.ACCEPTED: frozenset({State.OPEN, State.EXPIRED, State.ELSEWHERE}),
        State.DISMISSED: frozenset({State.OPEN}),
        State.ELSEWHERE: frozenset({State.OPEN}),
        State.EXPIRED: frozenset({State.OPEN}),
    }

    class Kind(models.TextChoices):
        THANK = "thank"
        SHARE = "share"
        COMMENT = "comment"
        FOLLOW = "follow"
        LINK = "link"
        INTRODUCE = "introduce"

    class Reason(models.TextChoices):
        NOT_KIND = "not_kind", "Not a kindness"
        PRIVATE = "private", "Private person"
        WRONG = "wrong", "Wrong organization"
        NOTHING = "nothing", "Nothing needed"
        OLD = "old", "Too long ago"
        OTHER = "other", "Something else"

    center = models.ForeignKey(Center, models.CASCADE, related_name="suggestions")
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="suggestions")
    other_profile = models.ForeignKey(
        Profile, models.CASCADE, null=True, blank=True, related_name="+"
    )
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    owed = models.BooleanField()
    key = models.CharField(max_length=360)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    hidden_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    score = models.FloatField(default=0)
    reason = models.TextField()
    evidence = models.JSONField(default=list)
    draft = models.TextField(blank=True)
    drafted_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    assigned_to = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    dismiss_reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    together_with = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="companions"
    )
    kind_before = models.CharField(max_length=12, blank=True)
    withdrawn = models.BooleanField(default=False)
    noticed_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["center", "key"], name="suggestion_once"),
            # One person, one open thanks: merging is an upsert.
            models.UniqueConstraint(
                fields=["center", "profile"],
                condition=Q(kind="thank", state="open"),
                name="one_open_thanks",
            ),
        ]
        indexes = [
            models.Index(
                fields=["center", "owed", "due_at", "score"],
                condition=Q(state="open"),
                name="suggestion_open",
            ),
            models.Index(fields=["center", "touched_at"]),
            models.Index(
                fields=["center", "owed", "noticed_at"], name="suggestion_noticed"
            ),
            models.Index(fields=["center", "kind", "state_since"]),
            models.Index(fields=["center", "profile", "kind"]),
            models.Index(
                fields=["expires_at"],
                condition=Q(state="open", expires_at__isnull=False),
                name="suggestion_expiring",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def held_by_other(self, member: Member, now: datetime) -> bool:
        """A colleague's claim on it still runs."""
        return bool(
            self.claimed_by_id
            and self.claimed_by_id != member.pk
            and self.claimed_until
            and self.claimed_until > now
        )
