"""An attention: somebody may need help, and a named person sees to it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import Center, Member
from accounts.models.tenancy import OfCenter, checked
from engagement.models.interaction import Interaction
from engagement.models.post import Post
from engagement.models.profile import Profile
from engagement.models.state import Stateful


@checked
class Attention(Stateful):
    """A text that sounds like distress. Never a kindness, and never thanked.

    ``told_at``: when those who must know were written to; ``telling_until``: a worker
    is about it, or waits before it tries again. ``what_done`` is our own
    words; the text itself lies with the post. ``raised_by``: the member who saw it,
    None for the words. ``mistaken``: a person said that it is no call for help; the
    row stays, so that the words do not raise it again.
    """

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        DONE = "done"

    MOVES = {
        State.OPEN: frozenset({State.TAKEN, State.DONE}),
        # To taken: somebody else takes it over.
        State.TAKEN: frozenset({State.OPEN, State.TAKEN, State.DONE}),
        State.DONE: frozenset({State.OPEN}),
    }

    center = models.ForeignKey(Center, models.CASCADE, related_name="attentions")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="attentions")
    interaction = models.OneToOneField(
        Interaction, models.CASCADE, related_name="attention"
    )
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    noticed_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    telling_until = models.DateTimeField(null=True, blank=True)
    raised_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    mistaken = models.BooleanField(default=False)
    taken_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    what_done = models.CharField(max_length=500, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["center", "noticed_at"],
                condition=models.Q(done_at=None),
                name="attention_waiting",
            ),
            models.Index(
                fields=["noticed_at"],
                condition=models.Q(done_at=None, told_at=None),
                name="attention_untold",
            ),
            models.Index(fields=["center", "touched_at"]),
        ]

    def __str__(self) -> str:
        return f"attention {self.pk}"
