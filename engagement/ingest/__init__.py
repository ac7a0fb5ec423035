"""Ingest: due watches are polled; what they show becomes rows, each once."""

from engagement.ingest.forget import forget_texts
from engagement.ingest.polling import poll
from engagement.ingest.watches import due, free_turns, make_missing_watches

__all__ = ["due", "forget_texts", "free_turns", "make_missing_watches", "poll"]
