"""Deliver: the outbox. What was accepted leaves once, or says why it did not."""

from engagement.deliver.alarm import warn
from engagement.deliver.disconnected import give_back_disconnected
from engagement.deliver.leases import expire_leases
from engagement.deliver.left import give_back
from engagement.deliver.linkbacks import linkbacks_due, tell
from engagement.deliver.looks import note_looks, note_second_looks, wake_watches
from engagement.deliver.outbox import due, send
from engagement.deliver.presence import match_own
from engagement.deliver.stopped import go_on, hold_of_stopped

__all__ = [
    "due",
    "expire_leases",
    "give_back",
    "give_back_disconnected",
    "go_on",
    "hold_of_stopped",
    "linkbacks_due",
    "match_own",
    "note_looks",
    "note_second_looks",
    "send",
    "tell",
    "wake_watches",
    "warn",
]
