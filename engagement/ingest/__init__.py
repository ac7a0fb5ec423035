"""Ingest: due watches are polled; what they show becomes rows, each once."""

from engagement.ingest.forget import forget_texts
from engagement.ingest.linkbacks import linkbacks_due, look_at
from engagement.ingest.polling import poll
from engagement.ingest.told import NotTaken, hear
from engagement.ingest.watches import (
    due,
    free_turns,
    make_missing_watches,
    wake_reconnected,
)

__all__ = [
    "NotTaken",
    "due",
    "forget_texts",
    "free_turns",
    "hear",
    "linkbacks_due",
    "look_at",
    "make_missing_watches",
    "poll",
    "wake_reconnected",
]
