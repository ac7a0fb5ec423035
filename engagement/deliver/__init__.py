"""Deliver: the outbox. What was accepted leaves once, or says why it did not."""

from engagement.deliver.outbox import due, expire_leases, send
from engagement.deliver.presence import match_own, note_looks, wake_watches

__all__ = ["due", "expire_leases", "match_own", "note_looks", "send", "wake_watches"]
