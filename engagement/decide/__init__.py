"""Decide: what a person does with a suggestion. Each verb is one transaction."""

from engagement.decide.accept import MayNotLeave, accept, undo
from engagement.decide.byhand import could_not, done, not_done, took_down
from engagement.decide.center import freeze, release_all, unfreeze
from engagement.decide.claims import claim, keep_text, release, take_over
from engagement.decide.dismiss import (
    dismiss,
    not_elsewhere,
    snooze,
    thanked_elsewhere,
    undo_dismiss,
    undo_snooze,
)
from engagement.decide.outbox import cancel, found, release_held, send_again

__all__ = [
    "MayNotLeave",
    "accept",
    "cancel",
    "claim",
    "could_not",
    "dismiss",
    "done",
    "found",
    "freeze",
    "keep_text",
    "not_done",
    "not_elsewhere",
    "release",
    "release_all",
    "release_held",
    "send_again",
    "snooze",
    "take_over",
    "thanked_elsewhere",
    "took_down",
    "undo",
    "undo_dismiss",
    "undo_snooze",
    "unfreeze",
]
