"""A hold word: a text with it is looked at by a person first."""

from __future__ import annotations

from django.db import models

from accounts.models import Center
from accounts.models.tenancy import OfCenter, checked


@checked
class HoldWord(models.Model):
    """``in``: what others write, and is then never answered by a machine; ``out``:
    what we write, and is then held for the supervisor; ``need``: words of distress,
    which open an attention; ``stop``: what opts somebody out; ``own``: a phone number
    or an address of ours, which may stand in a text that leaves.

    ``word`` is a word or a phrase, in the plain form of ``rules.words``. The lists
    with which every Center starts are in the code; a row adds a word to them, or,
    where ``off``, takes one out.
    """

    class Side(models.TextChoices):
        IN = "in"
        OUT = "out"
        NEED = "need"
        STOP = "stop"
        OWN = "own"

    center = models.ForeignKey(Center, models.CASCADE, related_name="hold_words")
    side = models.CharField(max_length=4, choices=Side.choices)
    word = models.CharField(max_length=80)
    off = models.BooleanField(default=False)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["center", "side", "word"], name="hold_word_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.word}"
