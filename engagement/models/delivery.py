"""A delivery: one line of the outbox, by the API or by hand, to be done once."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Account, Center, Member
from accounts.models.tenancy import OfCenter, checked
from engagement.models.rule import Rule
from engagement.models.state import Stateful
from engagement.models.suggestion import Suggestion

PATIENCE = timedelta(days=1)


@checked
class Delivery(Stateful):
    """What leaves, once.

    ``key`` is the idempotency key (and WordPress's slug). ``attempt`` and
    ``lease_until`` are the claim: on disk before the network is called. A lease that
    ran out leaves ``unconfirmed``, never ``queued``.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        BY_HAND = "by_hand"
        HELD = "held"
        SENT = "sent"
        UNCONFIRMED = "unconfirmed"
        FAILED = "failed"
        CANCELLED = "cancelled"
        REMOVED = "removed"

    MOVES = {
        # To sent: an earlier attempt is found on our timeline before the next leaves.
        State.QUEUED: frozenset(
            {
                State.SENDING,
                State.BY_HAND,
                State.HELD,
                State.CANCELLED,
                State.FAILED,
                State.SENT,
            }
        ),
        State.HELD: frozenset({State.QUEUED, State.CANCELLED}),
        State.SENDING: frozenset(
            {
                State.SENT,
                State.FAILED,
                State.UNCONFIRMED,
                State.QUEUED,
                State.BY_HAND,
                State.HELD,
                # What may not leave by itself any longer is asked in the last moment.
                State.CANCELLED,
            }
        ),
        # Found on our timeline, or a person looked; never a machine by itself.
        State.UNCONFIRMED: frozenset({State.SENT, State.QUEUED, State.FAILED}),
        State.BY_HAND: frozenset({State.SENT, State.CANCELLED}),
        State.FAILED: frozenset({State.QUEUED, State.BY_HAND}),
        State.SENT: frozenset({State.REMOVED}),
        State.CANCELLED: frozenset(),
        State.REMOVED: frozenset(),
    }
    OVER = (State.CANCELLED, State.FAILED, State.REMOVED)
    FROZEN = "frozen"
    """The ``error_code`` of what a freeze holds, whatever its reason says."""
    ACCOUNT = "account"
    """That of what is held because its account, or the app, stands still."""
    SAID_WINDOW = timedelta(days=3)
    """So long what a person said they did is looked for on our own timeline."""

    class Mode(models.TextChoices):
        API = "api"
        HAND = "hand"

    center = models.ForeignKey(Center, models.CASCADE, related_name="deliveries")
    account = models.ForeignKey(Account, models.CASCADE, related_name="deliveries")
    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="deliveries"
    )
    mode = models.CharField(max_length=4, choices=Mode.choices)
    verb = models.CharField(max_length=10)
    target_key = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    text_key = models.CharField(max_length=64, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    not_after = models.DateTimeField(null=True, blank=True)
    hold_reason = models.CharField(max_length=300, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    look_again_at = models.DateTimeField(null=True, blank=True)
    receipt_key = models.CharField(max_length=300, blank=True)
    receipt_url = models.URLField(max_length=1000, blank=True)
    evidence = models.CharField(max_length=4, blank=True)
    waiting = models.BooleanField(default=False)
    cost_micro = models.BigIntegerField(default=0)
    by_member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_rule = models.ForeignKey(
        Rule, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    for_member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    released_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OfCenter.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=~Q(state__in=["cancelled", "failed", "removed"]),
                name="one_live_delivery",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(state="sending"),
                name="one_sending_per_account",
            ),
            models.UniqueConstraint(
                fields=["account", "receipt_key"],
                condition=~Q(receipt_key="") & ~Q(state="removed"),
                name="receipt_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="queued"), name="delivery_due"
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state="sending"),
                name="delivery_lease",
            ),
            models.Index(
                fields=["look_again_at"],
                condition=Q(look_again_at__isnull=False),
                name="delivery_second_look",
            ),
            models.Index(fields=["center", "state", "due_at"]),
            models.Index(fields=["center", "touched_at"]),
            models.Index(fields=["account", "text_key"]),
            models.Index(fields=["account", "state", "state_since"]),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def held_by_freeze(self) -> bool:
        """After the freeze anybody may let it go; all else held is a supervisor's."""
        return self.state == self.State.HELD and self.error_code == self.FROZEN

    @property
    def held_by_account(self) -> bool:
        """It goes on by itself when its account does; nobody can let it go before."""
        return self.state == self.State.HELD and self.error_code == self.ACCOUNT

    @property
    def for_a_person(self) -> bool:
        """A machine has looked, or could not for a day: a person looks and settles."""
        since = timezone.now() - self.state_since
        return self.looked_at is not None or since > PATIENCE
